package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.ReleaseFixture;

/** A real server on a free port with a release, and what tests ask of it. */
@Tag("slow")
abstract class ServerTest {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String IMMUTABLE = "public, max-age=31536000, immutable";
  static final HttpConfig LOCAL = new HttpConfig("127.0.0.1", 0, false, false);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  Path folder;
  FileReleaseRepository repository;
  ReleaseFixture fixture;
  AtlasServer server;
  String base;
  String release;

  /** Where saved scenarios are; nowhere unless a test says otherwise. */
  KeptScenarios scenarios = KeptScenarios.NONE;

  void start(Path dataFolder) {
    folder = dataFolder;
    repository = new FileReleaseRepository(folder);
    fixture = new ReleaseFixture(repository);
    release = fixture.publish(170);
    serve(LOCAL);
  }

  void restart(HttpConfig config) {
    server.close();
    serve(config);
  }

  private void serve(HttpConfig config) {
    server = new AtlasServer(config, repository, scenarios);
    base = "http://127.0.0.1:" + server.start();
  }

  void stop() {
    server.close();
    repository.close();
  }

  HttpResponse<byte[]> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  /** Sends a document. */
  HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  JsonNode json(String path, String... headers) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(path, headers);
    assertEquals(200, response.statusCode(), () -> path + ": " + text(response));
    return JSON.readTree(response.body());
  }

  JsonNode problem(int status, String path, String... headers)
      throws IOException, InterruptedException {
    return problem(status, get(path, headers));
  }

  static JsonNode problem(int status, HttpResponse<byte[]> response) throws IOException {
    assertEquals(status, response.statusCode(), () -> text(response));
    assertEquals("application/problem+json", header(response, "Content-Type"));
    assertEquals("*", header(response, "Access-Control-Allow-Origin"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    JsonNode body = JSON.readTree(response.body());
    assertEquals(status, body.path("status").asInt());
    assertFalse(body.path("title").asText().isBlank());
    assertFalse(body.path("detail").asText().isBlank());
    return body;
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  static byte[] gunzip(byte[] bytes) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
  }

  static JsonNode feature(JsonNode collection, String code) {
    for (JsonNode feature : collection.path("features")) {
      if (feature.path("id").asText().equals(code)) {
        return feature;
      }
    }
    throw new AssertionError("No feature " + code);
  }

  static List<String> codes(JsonNode collection) {
    List<String> codes = new ArrayList<>();
    collection.path("features").forEach(feature -> codes.add(feature.path("id").asText()));
    return codes;
  }

  String tileset() throws IOException, InterruptedException {
    return json("/api/releases/current").at("/editions/1/tileset/hash").asText();
  }

  String firstColumn() throws IOException, InterruptedException {
    return json("/api/releases/current").at("/series/0/column").asText();
  }

  void waitFor(String expected) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (json("/health/ready").path("release").asText().equals(expected)) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("Release " + expected + " is not served after 5 seconds");
  }

  static String link(JsonNode page, String rel) {
    for (JsonNode link : page.path("links")) {
      if (link.path("rel").asText().equals(rel)) {
        return link.path("href").asText();
      }
    }
    return "";
  }
}
