package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.export.ClassFilter;
import org.xaatlas.export.FeatureCollection;
import org.xaatlas.export.FeatureCollection.Link;
import org.xaatlas.export.ItemsFilter;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.Period;

/**
 * OGC API Features: collections of units, with figures and designations as properties. Stateless.
 */
final class CollectionsApi {
  private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

  List<Operation> operations() {
    return List.of(
        get("/api/collections", "collections", this::collections, Parameters.RELEASE),
        get(
            "/api/collections/{collection}",
            "collection",
            this::collection,
            Parameters.COLLECTION,
            Parameters.RELEASE),
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
                Parameters.GROUP,
                Parameters.RELEASE,
                Parameters.DOWNLOAD)
            .producing(Reply.GEOJSON),
        get(
                "/api/collections/{collection}/items/{code}",
                "item",
                this::item,
                Parameters.COLLECTION,
                Parameters.CODE,
                Parameters.PERIOD,
                Parameters.YEAR,
                Parameters.GROUP,
                Parameters.RELEASE,
                Parameters.DOWNLOAD)
            .producing(Reply.GEOJSON));
  }

  private Reply collections(Call call) {
    List<Object> described = new ArrayList<>();
    for (OpenLevel level : call.release().levels()) {
      described.add(describe(call, level));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("links", List.of(link(call, "self", "/api/collections", Reply.JSON)));
    body.put("collections", described);
    return call.cached(Reply.json(body));
  }

  private Reply collection(Call call) {
    return call.cached(Reply.json(describe(call, level(call))));
  }

  private static Map<String, Object> describe(Call call, OpenLevel level) {
    Language language = call.language();
    EditionEntry edition = level.edition();
    String address = "/api/collections/" + level.collection();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", level.collection());
    body.put(
        "title", Message.of("http.collection_" + level.level().id(), edition.title()).in(language));
    body.put(
        "description",
        Message.of(
                level.geometry().isPresent() && edition.schematic()
                    ? "http.collection_schematic"
                    : "http.collection_reference",
                level.units().size())
            .in(language));
    body.put("itemType", "feature");
    body.put("crs", List.of(CRS84));
    body.put("level", level.level().id());
    body.put("edition", edition.id());
    body.put("count", level.units().size());
    body.put("schematic", level.geometry().isPresent() && edition.schematic());
    body.put("illustrative", call.release().manifest().illustrative());
    body.put("extent", extent(level));
    body.put(
        "links",
        List.of(
            link(call, "self", address, Reply.JSON),
            link(call, "items", address + "/items", Reply.GEOJSON)));
    return body;
  }

  private static Map<String, Object> extent(OpenLevel level) {
    Map<String, Object> extent = new LinkedHashMap<>();
    double[] all = null;
    for (int unit = 0; unit < level.units().size(); unit++) {
      Optional<double[]> box = level.units().bbox(unit);
      if (box.isPresent()) {
        all = all == null ? box.get() : union(all, box.get());
      }
    }
    if (all != null) {
      extent.put("spatial", Map.of("bbox", List.of(all), "crs", CRS84));
    }
    List<Object> interval = new ArrayList<>();
    interval.add(level.edition().validFrom().map(day -> day + "T00:00:00Z").orElse(null));
    interval.add(level.edition().validTo().map(day -> day + "T23:59:59Z").orElse(null));
    extent.put("temporal", Map.of("interval", List.of(interval)));
    return extent;
  }

  private static double[] union(double[] a, double[] b) {
    return new double[] {
      Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])
    };
  }

  private Reply items(Call call) {
    OpenLevel level = level(call);
    ItemsFilter filter =
        new ItemsFilter(
            call.find(Parameters.BBOX),
            call.find(Parameters.PROVINCE),
            call.find(Parameters.DESIGNATION).map(wanted -> known(call, wanted)),
            call.find(Parameters.DATETIME),
            period(call),
            group(call),
            call.get(Parameters.OFFSET),
            call.get(Parameters.LIMIT));
    FeatureCollection features = FeatureCollection.of(call.release(), level, filter);
    List<Link> links = links(call, level, features, filter);
    Language language = call.language();
    Reply reply = Reply.stream(Reply.GEOJSON, out -> features.writeTo(out, links, language));
    StringBuilder header = new StringBuilder();
    for (Link link : links) {
      header
          .append(header.isEmpty() ? "" : ", ")
          .append("<" + link.href() + ">; rel=\"" + link.rel() + "\"");
    }
    return download(
        call, level.collection(), call.cached(reply.withHeader("Link", header.toString())));
  }

  private Reply item(Call call) {
    OpenLevel level = level(call);
    String code = call.path(Parameters.CODE);
    ItemsFilter filter =
        new ItemsFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            period(call),
            group(call),
            0,
            1);
    FeatureCollection feature =
        FeatureCollection.single(call.release(), level, filter, code)
            .orElseThrow(
                () -> Problem.notFound(Message.of("http.no_unit_in", code, level.collection())));
    String address = "/api/collections/" + level.collection();
    List<Link> links =
        List.of(
            new Link(
                "self",
                call.url(address + "/items/" + code + Call.query(pinnedTexts(call))),
                Reply.GEOJSON),
            new Link("collection", call.url(address), Reply.JSON));
    Language language = call.language();
    Reply reply = Reply.stream(Reply.GEOJSON, out -> feature.writeSingle(out, links, language));
    return download(call, level.collection() + "-" + code, call.cached(reply));
  }

  private static Reply download(Call call, String name, Reply reply) {
    if (!call.get(Parameters.DOWNLOAD)) {
      return reply;
    }
    String file = name + "-" + call.release().id() + ".geojson";
    return reply.withHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
  }

  /** Every link names the release, so that a walk through pages never changes releases. */
  private static Map<String, String> pinnedTexts(Call call) {
    Map<String, String> texts = call.texts();
    texts.put(Parameters.RELEASE.name(), call.release().id());
    return texts;
  }

  private static List<Link> links(
      Call call, OpenLevel level, FeatureCollection features, ItemsFilter filter) {
    List<Link> links = new ArrayList<>();
    links.add(page(call, level, "self", filter.offset()));
    int next = filter.offset() + filter.limit();
    if (next < features.numberMatched()) {
      links.add(page(call, level, "next", next));
    }
    if (filter.offset() > 0) {
      links.add(page(call, level, "prev", Math.max(0, filter.offset() - filter.limit())));
    }
    return links;
  }

  private static Link page(Call call, OpenLevel level, String rel, int offset) {
    Map<String, String> texts = pinnedTexts(call);
    if (offset > 0) {
      texts.put(Parameters.OFFSET.name(), Integer.toString(offset));
    } else {
      texts.remove(Parameters.OFFSET.name());
    }
    String address = "/api/collections/" + level.collection() + "/items";
    return new Link(rel, call.url(address + Call.query(texts)), Reply.GEOJSON);
  }

  private static OpenLevel level(Call call) {
    String name = call.path(Parameters.COLLECTION);
    OpenRelease release = call.release();
    return release
        .collection(name)
        .orElseThrow(
            () -> {
              List<String> names = release.levels().stream().map(OpenLevel::collection).toList();
              return Problem.notFound(
                  Message.of("http.no_collection", name, String.join(", ", names)));
            });
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

  private static String group(Call call) {
    String group = call.get(Parameters.GROUP);
    List<String> known = ids(call.release().catalogue().path("groups"));
    if (!known.isEmpty() && !known.contains(group)) {
      throw Problem.badParameter(
          "group", group, Message.of("http.expected_choice", String.join(", ", known)));
    }
    return group;
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

  private static Map<String, Object> link(Call call, String rel, String address, String type) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("rel", rel);
    link.put("type", type);
    link.put("href", call.url(address));
    return link;
  }
}
