package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.config.BaseMap;
import org.xaatlas.config.MapSettings;
import org.xaatlas.config.SeaLabel;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.OpenReleases;

/** What the interface is, and how the server is. Safe to share. */
final class ServiceApi {
  private static final String OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.0";
  private static final List<String> CONFORMANCE =
      List.of(
          "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
          "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30");

  private final OpenReleases releases;
  private final PrometheusMeterRegistry metrics;
  private final OpenApiDocument document;
  private final MapSettings map;

  ServiceApi(
      OpenReleases releases,
      PrometheusMeterRegistry metrics,
      OpenApiDocument document,
      MapSettings map) {
    this.map = map;
    this.releases = releases;
    this.metrics = metrics;
    this.document = document;
  }

  List<Operation> operations() {
    return List.of(
        get("/api", "landing", this::landing),
        get("/api/conformance", "conformance", this::conformance),
        get("/api/openapi.json", "openapi", this::openapi).producing(OPENAPI_TYPE),
        get("/api/map", "map", this::map),
        get("/health/live", "live", this::live),
        get("/health/ready", "ready", this::ready),
        get("/metrics", "metrics", this::metrics).producing("text/plain"));
  }

  private Reply landing(Call call) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", Message.of("http.api_title").in(call.language()));
    body.put("description", Message.of("http.api_description").in(call.language()));
    body.put(
        "links",
        List.of(
            link(call, "self", "/api", Reply.JSON),
            link(call, "service-desc", "/api/openapi.json", OPENAPI_TYPE),
            link(call, "conformance", "/api/conformance", Reply.JSON),
            link(call, "data", "/api/collections", Reply.JSON),
            link(call, "current", "/api/releases/current", Reply.JSON),
            link(call, "search", "/api/search", Reply.JSON),
            link(call, "alternate", "/", "text/html")));
    return Reply.json(body).revalidated(document.tag() + "-" + call.language().code());
  }

  private Reply conformance(Call call) {
    return Reply.json(Map.of("conformsTo", CONFORMANCE)).revalidated(document.tag());
  }

  private Reply openapi(Call call) {
    return Reply.json(document.in(call.language(), call.url("")))
        .withContentType(OPENAPI_TYPE)
        .revalidated(document.tag() + "-" + call.language().code());
  }

  /** What the administrator set; it changes only with a new start of the server. */
  private Reply map(Call call) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("baseMap", map.baseMap().map(ServiceApi::describe).orElse(null));
    body.put(
        "seas",
        map.seas().map(seas -> seas.stream().map(ServiceApi::describe).toList()).orElse(null));
    byte[] bytes = Json.bytes(body);
    return Reply.bytes(Reply.JSON, bytes)
        .revalidatedExactly(Integer.toHexString(Arrays.hashCode(bytes)));
  }

  private static Map<String, Object> describe(BaseMap baseMap) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("url", baseMap.url());
    body.put("attribution", baseMap.attribution());
    body.put("minZoom", baseMap.minZoom());
    body.put("maxZoom", baseMap.maxZoom());
    return body;
  }

  private static Map<String, Object> describe(SeaLabel sea) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("vi", sea.name().vi());
    body.put("en", sea.name().en());
    body.put("at", List.of(sea.lon(), sea.lat()));
    body.put("zoom", List.of(sea.fromZoom(), sea.toZoom()));
    return body;
  }

  private static Map<String, Object> link(Call call, String rel, String address, String type) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("rel", rel);
    link.put("type", type);
    link.put("href", call.url(address));
    return link;
  }

  private Reply live(Call call) {
    return Reply.json(Map.of("status", "up"));
  }

  /**
   * Ready when there is something to serve. A release that could not be opened does not make the
   * server unready, because the one before is still right, but it is said.
   */
  private Reply ready(Call call) {
    OpenReleases.State state = releases.state();
    Map<String, Object> body = new LinkedHashMap<>();
    boolean ready = state.current().isPresent();
    String healthy = state.reason().isPresent() ? "degraded" : "up";
    body.put("status", ready ? healthy : "down");
    body.put("release", state.current().map(OpenRelease::id).orElse(null));
    if (state.reason().isPresent()) {
      body.put("failed", state.failed().orElse(null));
      // The cause may name files and hosts; it stands in the log.
      body.put("reason", Message.of("http.release_not_opened").in(call.language()));
    }
    return Reply.json(body).withStatus(ready ? 200 : 503);
  }

  private Reply metrics(Call call) {
    return Reply.bytes(
        "text/plain; version=0.0.4; charset=utf-8",
        metrics.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
