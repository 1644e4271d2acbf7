package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.SharedData;

/**
 * {@code scripts/get-boundaries} against a server on this machine that lays the boundaries of the
 * whole country out as the public repository does: a list of files with the hashes of Git, and one
 * indented FeatureCollection for each commune, in the state of 2026-04-30.
 */
class GetBoundariesIT {
  private static final String REPOSITORY = "/thanglequoc/vietnamese-provinces-database/";
  private static final String COMMIT = "cd58063299585146ded3981f2272946ef19ced54";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Gzip-compressed content by path. */
  private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

  /** Answers given first to whoever asks for a path, instead of its content. */
  private static final Map<String, AtomicInteger> SPOILT = new ConcurrentHashMap<>();

  private static final AtomicInteger ASKED = new AtomicInteger();
  private static ArrayNode list;
  private static HttpServer server;

  @TempDir Path folder;

  @BeforeAll
  static void lay_the_files_out() throws Exception {
    Assumptions.assumeTrue(SharedData.present());
    Map<String, String> today = new HashMap<>();
    for (String line : Files.readAllLines(SharedData.dir().resolve("units/changes-2026.csv"))) {
      String[] cells = line.split(",");
      today.put(cells[1], cells[3]);
    }
    Map<String, JsonNode> listed = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(
                        SharedData.dir().resolve("boundaries/vn-2025-communes.geojsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode feature = JSON.readTree(line);
        String code = feature.at("/properties/code").asText();
        String path =
            "json/geojson/"
                + stem(feature, "province_code", "province_name")
                + "/wards/"
                + stem(feature, "code", "name")
                + ".geojson";
        byte[] content = collection(feature, today.get(code));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
          gzip.write(content);
        }
        FILES.put(path, packed.toByteArray());
        listed.put(
            path,
            JSON.createObjectNode()
                .put("path", path)
                .put("mode", "100644")
                .put("type", "blob")
                .put("sha", gitHash(content))
                .put("size", content.length));
      }
    }
    list = JSON.createArrayNode();
    list.addObject().put("path", "json/geojson/README.md").put("type", "blob").put("size", 9);
    list.addAll(listed.values());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/repos" + REPOSITORY + "git/trees/" + COMMIT, GetBoundariesIT::list);
    server.createContext(REPOSITORY + COMMIT + "/", GetBoundariesIT::file);
    server.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static String stem(JsonNode feature, String code, String name) {
    String bare = feature.at("/properties/" + name).asText().replaceFirst("^(Tỉnh|Thành phố) ", "");
    String ascii =
        Normalizer.normalize(bare, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replace('đ', 'd')
            .replace('Đ', 'D');
    return feature.at("/properties/" + code).asText()
        + "_"
        + ascii.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  private static byte[] collection(JsonNode line, String today) throws IOException {
    JsonNode source = line.get("properties");
    ObjectNode feature = JSON.createObjectNode();
    feature.put("type", "Feature").put("id", source.get("code").asText());
    feature.set("geometry", line.get("geometry"));
    feature
        .putObject("properties")
        .put("code", source.get("code").asText())
        .put("name", source.get("name").asText().replace("Phố Bảng", "Phó Bảng"))
        .put("fullName", today == null ? source.get("full_name").asText() : today);
    ObjectNode collection = JSON.createObjectNode().put("type", "FeatureCollection");
    collection.putArray("features").add(feature);
    DefaultPrettyPrinter indented = new DefaultPrettyPrinter();
    indented.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    return JSON.writer(indented).writeValueAsBytes(collection);
  }

  private static String gitHash(byte[] content) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(content));
  }

  private static void list(HttpExchange exchange) throws IOException {
    ObjectNode tree = JSON.createObjectNode().put("sha", COMMIT).put("truncated", false);
    tree.set("tree", list);
    answer(exchange, 200, JSON.writeValueAsBytes(tree), false);
  }

  private static void file(HttpExchange exchange) throws IOException {
    ASKED.incrementAndGet();
    String path = exchange.getRequestURI().getPath().substring((REPOSITORY + COMMIT).length() + 1);
    byte[] packed = FILES.get(path);
    AtomicInteger spoilt = SPOILT.get(path);
    if (packed == null) {
      answer(exchange, 404, new byte[0], false);
    } else if (spoilt != null && spoilt.getAndDecrement() > 0) {
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
      plain[plain.length / 2] ^= 1;
      answer(exchange, 200, plain, false);
    } else {
      answer(exchange, 200, packed, true);
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body, boolean gzip)
      throws IOException {
    try (exchange) {
      if (gzip) {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private record Ending(int code, String text) {}

  private Ending run(String... options) throws IOException, InterruptedException {
    Path script = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(script.resolve("scripts/get-boundaries"))) {
      script = script.getParent();
    }
    List<String> command = new ArrayList<>();
    command.add(script.resolve("scripts/get-boundaries").toString());
    command.addAll(List.of("--from", "http://localhost:" + server.getAddress().getPort() + "/"));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of(options));
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("XA_"));
    builder.environment().put("XA_LANG", "en");
    Process process = builder.start();
    if (!process.waitFor(30, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command);
    }
    return new Ending(process.exitValue(), Files.readString(said));
  }

  @Test
  void the_whole_country_is_fetched_verified_and_imported() throws Exception {
    SPOILT.put(FILES.keySet().iterator().next(), new AtomicInteger(1));
    Ending ending = run();
    assertEquals(0, ending.code(), ending::text);
    assertTrue(ending.text().contains("MIT licence"), ending::text);
    assertTrue(ending.text().contains("3321 files fetched, 0 were there"), ending::text);
    assertTrue(
        ending.text().contains("25270 Phường Lộc Ninh → Xã Lộc Ninh"),
        "units of 2026 keep the type of the edition: " + ending.text());
    assertTrue(ending.text().contains("3,321 matched, 0 ambiguous, 0 unmatched"), ending::text);
    assertTrue(ending.text().contains("Stored as import 1"), ending::text);
    Path data = folder.resolve("data");
    Atlas atlas = new Atlas(data, Map.of());
    Atlas.Ending check = atlas.run("check", "boundaries");
    assertTrue(check.out().contains("3,321 boundaries compared; 224 pairs"), check::toString);

    Atlas small = new Atlas(data, Map.of("JAVA_TOOL_OPTIONS", "-Xmx300m"));
    Atlas.Ending publish = small.run("publish");
    assertEquals(3, publish.code(), publish::toString);
    assertTrue(publish.err().contains("Java may use 300 MB"), publish::toString);
    assertTrue(publish.err().contains("-Xmx"), publish::toString);
    assertTrue(atlas.run("releases").out().contains("Nothing has been published"));
    Atlas smaller = new Atlas(data, Map.of("JAVA_TOOL_OPTIONS", "-Xmx160m"));
    Atlas.Ending refused =
        smaller.run(
            "import",
            "boundaries",
            data.resolve("boundaries/communes.geojsonl.gz").toString(),
            "--edition",
            "2025-07-01");
    assertEquals(3, refused.code(), refused::toString);
    assertTrue(refused.err().contains("Java may use 160 MB"), refused::toString);
    assertTrue(
        atlas.run("check", "boundaries").out().contains("3,321 boundaries compared"),
        "the store is as it was");

    int asked = ASKED.get();
    Ending again = run("--fetch-only");
    assertEquals(0, again.code(), again::text);
    assertTrue(again.text().contains("0 files fetched, 3321 were there"), again::text);
    assertEquals(asked, ASKED.get(), "what is there is not fetched again");
  }

  @Test
  void a_file_that_is_not_that_of_the_commit_ends_the_run_and_nothing_is_imported()
      throws Exception {
    String path = FILES.keySet().stream().sorted().findFirst().orElseThrow();
    SPOILT.put(path, new AtomicInteger(Integer.MAX_VALUE));
    try {
      Ending ending = run();
      assertEquals(3, ending.code(), ending::text);
      assertTrue(ending.text().contains(path), ending::text);
      assertTrue(ending.text().contains("not that of the commit"), ending::text);
      assertTrue(Files.notExists(folder.resolve("data/atlas.gpkg")));
    } finally {
      SPOILT.clear();
    }
  }

  @Test
  void a_unit_without_a_file_is_named() throws Exception {
    JsonNode last = list.remove(list.size() - 1);
    try {
      Ending ending = run();
      assertEquals(1, ending.code(), ending::text);
      assertTrue(ending.text().contains("No file for 1 of 3321 units"), ending::text);
    } finally {
      list.add(last);
    }
  }
}
