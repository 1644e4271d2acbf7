package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest.ImportEntry;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.OpenReleases;
import org.xaatlas.release.ReleaseEntry;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.tile.PmtilesArchive;

/** Releases, what they were made from, and the description of their tiles. Safe to share. */
final class ReleaseApi {
  private final ReleaseRepository repository;
  private final OpenReleases releases;

  ReleaseApi(ReleaseRepository repository, OpenReleases releases) {
    this.repository = repository;
    this.releases = releases;
  }

  List<Operation> operations() {
    return List.of(
        get("/api/releases", "releases", this::list),
        get("/api/releases/current", "currentRelease", this::current),
        get("/api/releases/{release}", "release", this::named, Parameters.RELEASE_PATH),
        get("/api/tilesets/{hash}", "tileset", this::tileset, Parameters.HASH),
        get("/api/indicators", "indicators", this::indicators, Parameters.RELEASE),
        get("/api/imports", "imports", this::imports, Parameters.RELEASE),
        get(
            "/api/imports/{number}",
            "import",
            this::report,
            Parameters.NUMBER,
            Parameters.REPORT_FORMAT,
            Parameters.ROW,
            Parameters.RELEASE));
  }

  private Reply list(Call call) {
    List<Object> entries = new ArrayList<>();
    StringBuilder tag = new StringBuilder();
    for (ReleaseEntry entry : repository.list()) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("release", entry.id());
      body.put("publishedAt", entry.at().toString());
      body.put("current", entry.current());
      body.put("href", call.url("/api/releases/" + entry.id()));
      entries.add(body);
      tag.append(entry.id()).append(entry.current() ? "*" : "");
    }
    return Reply.json(Map.of("releases", entries))
        .revalidated(Integer.toHexString(tag.toString().hashCode()) + "-" + entries.size());
  }

  private Reply current(Call call) {
    OpenRelease release = call.release();
    return Reply.bytes(Reply.JSON, release.manifestBytes()).revalidatedExactly(release.id());
  }

  private Reply named(Call call) {
    String id = call.path(Parameters.RELEASE_PATH);
    byte[] manifest =
        repository
            .manifest(id)
            .orElseThrow(
                () ->
                    releases.pruned(id)
                        ? Problem.gone(id)
                        : Problem.notFound(Message.of("http.no_release", id)));
    return Reply.bytes(Reply.JSON, manifest).immutableExactly(id);
  }

  private Reply tileset(Call call) throws IOException {
    String hash = call.path(Parameters.HASH);
    PmtilesArchive archive =
        releases
            .files()
            .tiles(hash)
            .orElseThrow(() -> Problem.notFound(Message.of("http.no_tileset", hash)));
    Envelope bounds = archive.bounds();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("tilejson", "3.0.0");
    body.put("name", "Xã Atlas");
    body.put("scheme", "xyz");
    body.put("tiles", List.of(call.url("/api/tilesets/" + hash + "/{z}/{x}/{y}")));
    body.put("minzoom", archive.minZoom());
    body.put("maxzoom", archive.maxZoom());
    body.put(
        "bounds", List.of(bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY()));
    JsonNode layers = Json.MAPPER.readTree(archive.metadata()).path("vector_layers");
    body.put("vector_layers", layers.isArray() ? layers : List.of());
    return Reply.json(body).immutable(hash);
  }

  private Reply indicators(Call call) {
    OpenRelease release = call.release();
    ObjectNode body = release.catalogue().deepCopy();
    body.put("release", release.id());
    return call.cached(Reply.json(body));
  }

  private Reply imports(Call call) {
    List<Object> entries = new ArrayList<>();
    for (ImportEntry entry : call.release().manifest().imports()) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("number", entry.number());
      body.put("kind", entry.kind());
      body.put("edition", entry.edition());
      body.put("file", entry.file());
      body.put("sha256", entry.sha256());
      if (!entry.note().isEmpty()) {
        body.put("note", entry.note());
      }
      JsonNode report = call.release().report(entry);
      for (String count : List.of("rows", "matched", "ambiguous", "unmatched", "skipped")) {
        body.put(count, report.path(count));
      }
      body.put("href", call.url("/api/imports/" + entry.number()));
      entries.add(body);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("release", call.release().id());
    body.put("imports", entries);
    return call.cached(Reply.json(body));
  }

  private Reply report(Call call) {
    String number = call.path(Parameters.NUMBER);
    ImportEntry entry =
        call.release().manifest().imports().stream()
            .filter(candidate -> Long.toString(candidate.number()).equals(number))
            .findFirst()
            .orElseThrow(() -> Problem.notFound(Message.of("http.no_import", number)));
    JsonNode report = call.release().report(entry);
    if (call.get(Parameters.REPORT_FORMAT).equals("json")) {
      call.refuse(Parameters.ROW);
      return call.cached(Reply.json(report));
    }
    ReportPage page = new ReportPage(call.language(), entry, report, call.get(Parameters.ROW));
    return call.cached(
        Reply.bytes("text/html; charset=utf-8", page.html().getBytes(StandardCharsets.UTF_8))
            .withHeader("Content-Security-Policy", ReportPage.POLICY));
  }
}
