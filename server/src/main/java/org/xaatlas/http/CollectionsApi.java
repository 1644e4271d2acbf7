package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.export.ComputedCollection;
import org.xaatlas.http.ComputedCollections.Heading;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenCollection;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;

/**
 * OGC API Features: which collections there are, of units, of designations and of what is computed.
 * Safe to share.
 */
final class CollectionsApi {
  private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

  private final ComputedCollections computed;

  CollectionsApi(ComputedCollections computed) {
    this.computed = computed;
  }

  List<Operation> operations() {
    return List.of(
        get("/api/collections", "collections", this::collections, Parameters.RELEASE),
        get(
            "/api/collections/{collection}",
            "collection",
            this::collection,
            Parameters.COLLECTION,
            Parameters.RELEASE));
  }

  private Reply collections(Call call) {
    List<Object> described = new ArrayList<>();
    for (OpenCollection collection : call.release().collections()) {
      described.add(describe(call, collection));
    }
    // A saved scenario comes and goes, so that the answer about a named release leaves it out.
    for (Heading heading : computed.headings(call, !call.pinned())) {
      described.add(describe(call, heading));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("links", List.of(link(call, "self", "/api/collections", Reply.JSON)));
    body.put("collections", described);
    byte[] bytes = Json.bytes(body);
    return call.pinned()
        ? Reply.bytes(Reply.JSON, bytes).immutable(call.tag())
        : Reply.bytes(Reply.JSON, bytes)
            .revalidatedExactly(
                call.tag()
                    + "-"
                    + bytes.length
                    + "-"
                    + Integer.toHexString(Arrays.hashCode(bytes)));
  }

  private Reply collection(Call call) throws IOException {
    OpenCollection found = find(call);
    if (found instanceof ComputedCollection layer) {
      Map<String, Object> body = describe(call, computed.heading(call, layer.collection()));
      body.put("release", layer.layer().release().id());
      body.put("level", layer.layer().level().level().id());
      body.put("count", layer.size());
      body.put("schematic", layer.schematic());
      body.put("illustrative", layer.layer().illustrative());
      body.put("extent", extent(layer.extent(), layer.edition()));
      return cached(call, layer, Reply.json(body));
    }
    return call.cached(Reply.json(describe(call, found)));
  }

  /** What was computed for something that may change is asked for anew each time. */
  static Reply cached(Call call, OpenCollection collection, Reply reply) {
    return collection instanceof ComputedCollection layer && !layer.version().isEmpty()
        ? reply.revalidated(call.tag() + "-" + layer.version())
        : call.cached(reply);
  }

  private static Map<String, Object> describe(Call call, Heading heading) {
    String address = "/api/collections/" + heading.name();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", heading.name());
    body.put("title", heading.title().in(call.language()));
    body.put("description", heading.description().in(call.language()).strip());
    body.put("itemType", "feature");
    body.put("crs", List.of(CRS84));
    body.put("edition", heading.edition());
    heading
        .ground()
        .ifPresent(ground -> body.put("extent", extent(ground.extent(), ground.edition())));
    body.put(
        "links",
        List.of(
            link(call, "self", address, Reply.JSON),
            link(call, "items", address + "/items", Reply.GEOJSON)));
    return body;
  }

  private static Map<String, Object> describe(Call call, OpenCollection collection) {
    EditionEntry edition = collection.edition();
    String address = "/api/collections/" + collection.collection();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", collection.collection());
    body.put("title", title(collection).in(call.language()));
    body.put("description", description(collection).in(call.language()));
    body.put("itemType", "feature");
    body.put("crs", List.of(CRS84));
    if (collection instanceof OpenLevel level) {
      body.put("level", level.level().id());
    }
    body.put("edition", edition.id());
    body.put("count", collection.size());
    body.put("schematic", collection.schematic());
    body.put("illustrative", call.release().manifest().illustrative());
    body.put("extent", extent(collection.extent(), collection.edition()));
    body.put(
        "links",
        List.of(
            link(call, "self", address, Reply.JSON),
            link(call, "items", address + "/items", Reply.GEOJSON)));
    return body;
  }

  private static Message title(OpenCollection collection) {
    String kind = collection instanceof OpenLevel level ? level.level().id() : "designations";
    return Message.of("http.collection_" + kind, collection.edition().title());
  }

  private static Message description(OpenCollection collection) {
    String kind = collection instanceof OpenLevel ? "" : "designations_";
    String drawing = collection.schematic() ? "schematic" : "reference";
    return Message.of("http.collection_" + kind + drawing, collection.size());
  }

  private static Map<String, Object> extent(Envelope box, EditionEntry edition) {
    Map<String, Object> extent = new LinkedHashMap<>();
    if (!box.isNull()) {
      List<Double> corners = List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
      extent.put("spatial", Map.of("bbox", List.of(corners), "crs", CRS84));
    }
    List<Object> interval = new ArrayList<>();
    interval.add(edition.validFrom().map(day -> day + "T00:00:00Z").orElse(null));
    interval.add(edition.validTo().map(day -> day + "T23:59:59Z").orElse(null));
    extent.put("temporal", Map.of("interval", List.of(interval)));
    return extent;
  }

  /**
   * The collection that a request names.
   *
   * @throws Problem 404 with the names of those there are
   */
  OpenCollection find(Call call) throws IOException {
    String name = call.path(Parameters.COLLECTION);
    Optional<ComputedCollection> found = computed.find(call, name);
    if (found.isPresent()) {
      return found.get();
    }
    OpenRelease release = call.release();
    return release
        .collection(name)
        .orElseThrow(
            () -> {
              List<String> names =
                  release.collections().stream().map(OpenCollection::collection).toList();
              return Problem.notFound(
                  Message.of("http.no_collection", name, String.join(", ", names)));
            });
  }

  private static Map<String, Object> link(Call call, String rel, String address, String type) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("rel", rel);
    link.put("type", type);
    link.put("href", call.url(address));
    return link;
  }
}
