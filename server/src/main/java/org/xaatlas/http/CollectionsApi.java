package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenCollection;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;

/** OGC API Features: which collections a release has, of units and of designations. Stateless. */
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
            Parameters.RELEASE));
  }

  private Reply collections(Call call) {
    List<Object> described = new ArrayList<>();
    for (OpenCollection collection : call.release().collections()) {
      described.add(describe(call, collection));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("links", List.of(link(call, "self", "/api/collections", Reply.JSON)));
    body.put("collections", described);
    return call.cached(Reply.json(body));
  }

  private Reply collection(Call call) {
    return call.cached(Reply.json(describe(call, find(call))));
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
    body.put("extent", extent(collection));
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

  private static Map<String, Object> extent(OpenCollection collection) {
    Map<String, Object> extent = new LinkedHashMap<>();
    Envelope box = collection.extent();
    if (!box.isNull()) {
      List<Double> corners = List.of(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY());
      extent.put("spatial", Map.of("bbox", List.of(corners), "crs", CRS84));
    }
    EditionEntry edition = collection.edition();
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
  static OpenCollection find(Call call) {
    String name = call.path(Parameters.COLLECTION);
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
