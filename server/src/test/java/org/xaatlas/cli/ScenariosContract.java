package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios saved through the runnable jar: server, command line and GDAL side by side. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ScenariosContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Path SCENARIOS = Path.of("../geodata/scenarios").toAbsolutePath();
  private static final String TOKEN = "integration-test-0123456789abcdef";

  @TempDir Path folder;

  /** Which store. */
  abstract Map<String, String> environment() throws Exception;

  @Test
  void what_is_saved_here_is_seen_there_and_opens_in_gdal() throws Exception {
    Atlas atlas = new Atlas(Files.createDirectory(folder.resolve("data")), environment());
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    String id;
    try (Atlas.Server server = atlas.serve("--token-file", token.toString())) {
      HttpResponse<String> made = save(server, "Theo tỷ lệ", "rate-or-number.json", TOKEN);
      assertEquals(201, made.statusCode(), made::body);
      JsonNode saved = JSON.readTree(made.body());
      id = saved.path("id").asText();
      assertEquals(401, save(server, "x", "rate-or-number.json", TOKEN + "x").statusCode());

      Atlas.Ending shown = atlas.run("scenarios", "show", id);
      assertEquals(0, shown.code(), shown::toString);
      assertEquals(saved.path("scenario"), JSON.readTree(shown.out()));
      Atlas.Ending second =
          atlas.run(
              "scenarios",
              "save",
              SCENARIOS.resolve("budget-by-need.json").toString(),
              "--name",
              "Theo nhu cầu",
              "--by",
              "Lò Văn A");
      assertEquals(0, second.code(), second::toString);
      Atlas.Ending listed = atlas.run("scenarios", "list");
      assertTrue(listed.out().contains(id) && listed.out().contains("Theo tỷ lệ"), listed::out);
      JsonNode kept = get(server, "/api/scenarios");
      assertEquals(
          List.of("Theo nhu cầu", "Theo tỷ lệ"),
          kept.path("scenarios").findValuesAsText("name"),
          "the server sees what the command line saved");

      String address = "OAPIF:" + server.url() + "/api";
      String layers = gdal("ogrinfo", "-ro", address);
      for (JsonNode one : kept.path("scenarios")) {
        String layer = "priorities-" + one.path("id").asText();
        assertTrue(layers.contains(layer), layers);
        sameAsItems(server, address, layer, "rank");
      }
      int all = sameAsItems(server, address, "hotspots-rate_poor", "class");
      assertTrue(all > 100, "all pages: one holds a hundred");
      for (JsonNode one : get(server, "/api/collections").path("collections")) {
        String name = one.path("id").asText();
        if (name.startsWith("hotspots-")) {
          get(server, "/api/collections/" + name + "/items?limit=1");
        }
      }
    }
    Atlas.Ending again = atlas.run("scenarios", "list");
    assertEquals(2, again.out().lines().count(), again::toString);
    Atlas.Ending removed = atlas.run("scenarios", "remove", id);
    assertEquals(0, removed.code(), removed::toString);
    assertEquals(1, atlas.run("scenarios", "show", id).code());
    assertEquals(1, atlas.run("scenarios", "remove", id).code());
    assertEquals(1, atlas.run("scenarios", "list").out().lines().count());
  }

  @Test
  void a_token_that_others_can_read_is_warned_of_and_a_short_one_refused() throws Exception {
    Atlas atlas = new Atlas(Files.createDirectory(folder.resolve("data")), environment());
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    Path log = folder.resolve("serve.log");
    Process server =
        atlas.start(log, "serve", "--port", "0", "--no-demo", "--token-file", token.toString());
    try {
      String said = "";
      for (int i = 0; i < 600 && !said.contains("http://localhost"); i++) {
        Thread.sleep(100);
        said = Files.readString(log);
      }
      assertTrue(said.contains("chmod 600"), said);
      assertFalse(said.contains(TOKEN), said);
    } finally {
      server.destroy();
      server.waitFor(30, TimeUnit.SECONDS);
    }
    Files.writeString(token, "secret-too-short");
    Atlas.Ending refused =
        atlas.run("serve", "--port", "0", "--no-demo", "--token-file", token.toString());
    assertEquals(1, refused.code(), refused::toString);
    assertFalse(refused.toString().contains("secret-too-short"), refused::toString);
  }

  /** GDAL reads every feature, with outline and properties. */
  private int sameAsItems(Atlas.Server server, String address, String layer, String property)
      throws Exception {
    JsonNode items = get(server, "/api/collections/" + layer + "/items?limit=10000");
    Path copy = folder.resolve(layer + ".geojson");
    gdal("ogr2ogr", "-f", "GeoJSON", copy.toString(), address, layer);
    JsonNode copied = JSON.readTree(copy.toFile());
    assertEquals(items.path("numberMatched").asInt(), copied.path("features").size(), layer);
    for (int i = 0; i < copied.path("features").size(); i++) {
      JsonNode ours = items.at("/features/" + i);
      JsonNode theirs = copied.at("/features/" + i);
      assertEquals(ours.at("/properties/code").asText(), theirs.at("/properties/code").asText());
      assertEquals(
          ours.at("/properties/" + property).asText(),
          theirs.at("/properties/" + property).asText());
      assertEquals(ours.path("geometry").isNull(), theirs.path("geometry").isNull());
    }
    return copied.path("features").size();
  }

  private String gdal(String... command) throws Exception {
    Path said = Files.createTempFile(folder, "gdal", ".txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "gdal-bin answers");
    String out = Files.readString(said);
    assertEquals(0, process.exitValue(), out);
    assertFalse(out.contains("ERROR"), out);
    return out;
  }

  private static HttpResponse<String> save(
      Atlas.Server server, String name, String file, String token) throws Exception {
    ObjectNode draft = JSON.createObjectNode();
    draft.put("name", name);
    draft.set("scenario", JSON.readTree(SCENARIOS.resolve(file).toFile()));
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(server.url() + "/api/scenarios"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(draft.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode get(Atlas.Server server, String path) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), () -> path + ": " + response.body());
    return JSON.readTree(response.body());
  }
}
