package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.export.ClassFilter;
import org.xaatlas.export.ComputedCollection;
import org.xaatlas.export.FeatureCollection;
import org.xaatlas.export.FeatureCollection.Link;
import org.xaatlas.export.FeatureTable;
import org.xaatlas.export.ItemsFilter;
import org.xaatlas.export.ValueRange;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenCollection;
import org.xaatlas.series.Period;

/**
 * OGC API Features: the features of a collection. Units have figures and designations as
 * properties; designations are features too, and so is what was computed. Safe to share.
 */
final class ItemsApi {
  private final CollectionsApi collections;

  ItemsApi(CollectionsApi collections) {
    this.collections = collections;
  }

  List<Operation> operations() {
    return List.of(
        get(
                "/api/collections/{collection}/items",
                "items",
                this::items,
                Parameters.COLLECTION,
                Parameters.LIMIT,
                Parameters.OFFSET,
                Parameters.BBOX,
                Parameters.PROVINCE,
                Parameters.DESIGNATION,
                Parameters.DATETIME,
                Parameters.PERIOD,
                Parameters.YEAR,
                Parameters.ON,
                Parameters.GROUP,
                Parameters.INDICATORS,
                Parameters.RANGE,
                Parameters.BASE,
                Parameters.FORMAT,
                Parameters.RELEASE,
                Parameters.VERSION,
                Parameters.DOWNLOAD)
            .producing(Reply.GEOJSON),
        get(
                "/api/collections/{collection}/items/{id}",
                "item",
                this::item,
                Parameters.COLLECTION,
                Parameters.FEATURE,
                Parameters.PERIOD,
                Parameters.YEAR,
                Parameters.GROUP,
                Parameters.BASE,
                Parameters.RELEASE,
                Parameters.VERSION,
                Parameters.DOWNLOAD)
            .producing(Reply.GEOJSON));
  }

  /** The collection that a request names, when it understands all of its parameters. */
  private OpenCollection collection(Call call) throws IOException {
    OpenCollection collection = collections.find(call);
    if (collection instanceof ComputedCollection) {
      call.refuse(Parameters.DESIGNATION);
    }
    if (version(collection).isEmpty()) {
      call.refuse(Parameters.VERSION);
    }
    if (!collection.hasFigures()) {
      call.refuse(
          Parameters.PERIOD,
          Parameters.YEAR,
          Parameters.ON,
          Parameters.GROUP,
          Parameters.INDICATORS,
          Parameters.RANGE,
          Parameters.BASE);
    }
    return collection;
  }

  /** What changes when a collection is replaced on its release; empty: it never is. */
  private static Optional<String> version(OpenCollection collection) {
    return collection instanceof ComputedCollection layer && !layer.version().isEmpty()
        ? Optional.of(layer.version())
        : Optional.empty();
  }

  private Reply items(Call call) throws IOException {
    OpenCollection collection = collection(call);
    ItemsFilter filter =
        new ItemsFilter(
            call.find(Parameters.BBOX),
            call.find(Parameters.PROVINCE),
            call.find(Parameters.DESIGNATION).map(wanted -> known(call, wanted)),
            call.find(Parameters.DATETIME),
            period(call),
            call.find(Parameters.ON),
            group(call),
            indicators(call),
            call.find(Parameters.RANGE).map(range -> known(call, range)),
            base(call),
            call.get(Parameters.OFFSET),
            call.get(Parameters.LIMIT));
    FeatureCollection features = FeatureCollection.of(call.release(), collection, filter);
    Language language = call.language();
    ItemsFormat format = call.get(Parameters.FORMAT);
    if (format != ItemsFormat.GEOJSON) {
      FeatureTable table = FeatureTable.of(features, language);
      Reply reply =
          Reply.stream(
              format.mediaType(), format == ItemsFormat.CSV ? table::writeCsv : table::writeXlsx);
      // A table is a file: a browser has no other use for it.
      return attached(
          call, collection.collection(), format, CollectionsApi.cached(call, collection, reply));
    }
    List<Link> links = links(call, collection, features, filter);
    Reply reply = Reply.stream(Reply.GEOJSON, out -> features.writeTo(out, links, language));
    StringBuilder header = new StringBuilder();
    for (Link link : links) {
      header
          .append(header.isEmpty() ? "" : ", ")
          .append("<" + link.href() + ">; rel=\"" + link.rel() + "\"");
    }
    return download(
        call,
        collection.collection(),
        CollectionsApi.cached(call, collection, reply.withHeader("Link", header.toString())));
  }

  private Reply item(Call call) throws IOException {
    OpenCollection collection = collection(call);
    String id = call.path(Parameters.FEATURE);
    ItemsFilter filter =
        new ItemsFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            period(call),
            Optional.empty(),
            group(call),
            Set.of(),
            Optional.empty(),
            base(call),
            0,
            1);
    FeatureCollection feature =
        FeatureCollection.single(call.release(), collection, filter, id)
            .orElseThrow(
                () -> Problem.notFound(Message.of("http.no_feature", id, collection.collection())));
    String address = "/api/collections/" + collection.collection();
    List<Link> links =
        List.of(
            new Link(
                "self",
                call.url(address + "/items/" + id + Call.query(pinnedTexts(call, collection))),
                Reply.GEOJSON),
            new Link("collection", call.url(address), Reply.JSON));
    Language language = call.language();
    Reply reply = Reply.stream(Reply.GEOJSON, out -> feature.writeSingle(out, links, language));
    return download(
        call, collection.collection() + "-" + id, CollectionsApi.cached(call, collection, reply));
  }

  private static Reply download(Call call, String name, Reply reply) {
    return call.get(Parameters.DOWNLOAD) ? attached(call, name, ItemsFormat.GEOJSON, reply) : reply;
  }

  private static Reply attached(Call call, String name, ItemsFormat format, Reply reply) {
    String file = name + "-" + call.release().id() + "." + format.id();
    return reply.withHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
  }

  /**
   * Every link names the release, and the version of what may be replaced, so that a walk through
   * pages never mixes two.
   */
  private static Map<String, String> pinnedTexts(Call call, OpenCollection collection) {
    Map<String, String> texts = call.texts();
    texts.put(Parameters.RELEASE.name(), call.release().id());
    version(collection).ifPresent(version -> texts.put(Parameters.VERSION.name(), version));
    return texts;
  }

  private static List<Link> links(
      Call call, OpenCollection collection, FeatureCollection features, ItemsFilter filter) {
    List<Link> links = new ArrayList<>();
    links.add(page(call, collection, "self", filter.offset()));
    int next = filter.offset() + filter.limit();
    if (next < features.numberMatched()) {
      links.add(page(call, collection, "next", next));
    }
    if (filter.offset() > 0) {
      links.add(page(call, collection, "prev", Math.max(0, filter.offset() - filter.limit())));
    }
    return links;
  }

  private static Link page(Call call, OpenCollection collection, String rel, int offset) {
    Map<String, String> texts = pinnedTexts(call, collection);
    if (offset > 0) {
      texts.put(Parameters.OFFSET.name(), Integer.toString(offset));
    } else {
      texts.remove(Parameters.OFFSET.name());
    }
    String address = "/api/collections/" + collection.collection() + "/items";
    return new Link(rel, call.url(address + Call.query(texts)), Reply.GEOJSON);
  }

  /** {@code year} is another word for {@code period}; both at once would contradict each other. */
  private static Optional<Period> period(Call call) {
    Optional<Period> year = call.find(Parameters.YEAR);
    Optional<Period> period = call.find(Parameters.PERIOD);
    if (year.isPresent() && period.isPresent() && !year.equals(period)) {
      throw Problem.badParameter(
          "year", year.get().text(), Message.of("http.expected_one_of_two", "period", "year"));
    }
    return period.or(() -> year);
  }

  /** The edition on whose units figures are to have been reported, one of the release. */
  static Optional<String> base(Call call) {
    Optional<String> base = call.find(Parameters.BASE);
    List<String> known =
        call.release().manifest().editions().stream().map(EditionEntry::id).toList();
    if (base.isPresent() && !known.contains(base.get())) {
      throw Problem.badParameter(
          "base", base.get(), Message.of("http.expected_choice", String.join(", ", known)));
    }
    return base;
  }

  /** The population group asked for, one of the catalogue. */
  static String group(Call call) {
    String group = call.get(Parameters.GROUP);
    List<String> known = ids(call.release().catalogue().path("groups"));
    if (!known.isEmpty() && !known.contains(group)) {
      throw Problem.badParameter(
          "group", group, Message.of("http.expected_choice", String.join(", ", known)));
    }
    return group;
  }

  /** The indicators asked for, each of them in the catalogue; empty: none were named. */
  static Set<String> indicators(Call call) {
    Set<String> asked = call.find(Parameters.INDICATORS).orElse(Set.of());
    List<String> known = ids(call.release().catalogue().path("indicators"));
    for (String indicator : asked) {
      requireIndicator("indicators", indicator, known);
    }
    return asked;
  }

  private static ValueRange known(Call call, ValueRange range) {
    List<String> known = ids(call.release().catalogue().path("indicators"));
    requireIndicator("range", range.indicator(), known);
    return range;
  }

  private static void requireIndicator(String parameter, String indicator, List<String> known) {
    if (!known.contains(indicator)) {
      throw Problem.badParameter(
          parameter, indicator, Message.of("http.expected_choice", String.join(", ", known)));
    }
  }

  private static ClassFilter known(Call call, ClassFilter wanted) {
    JsonNode schemes = call.release().catalogue().path("schemes");
    for (JsonNode scheme : schemes) {
      if (scheme.path("id").asText().equals(wanted.scheme())) {
        List<String> classes = ids(scheme.path("classes"));
        if (wanted.designationClass().isPresent()
            && !classes.contains(wanted.designationClass().get())) {
          List<String> expected = classes.stream().map(id -> wanted.scheme() + ":" + id).toList();
          throw Problem.badParameter(
              "designation",
              wanted.toString(),
              Message.of("http.expected_choice", String.join(", ", expected)));
        }
        return wanted;
      }
    }
    throw Problem.badParameter(
        "designation",
        wanted.toString(),
        Message.of("http.expected_choice", String.join(", ", ids(schemes))));
  }

  private static List<String> ids(JsonNode array) {
    List<String> ids = new ArrayList<>();
    array.forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }
}
