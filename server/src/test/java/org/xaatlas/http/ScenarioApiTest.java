package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xaatlas.config.MapSettings;
import org.xaatlas.config.WriteToken;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoredScenarios;
import org.xaatlas.store.Stores;

/** Scenarios saved through a real server in a real GeoPackage. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScenarioApiTest extends ServerTest {
  private static final String TOKEN = "0123456789abcdef-0123456789abcdef";
  private static final String[] WRITER = {"Authorization", "Bearer " + TOKEN};
  private static final String SCENARIO =
      "{\"format\":\"xa-atlas-scenario/1\",\"criteria\":[{\"indicator\":\"rate_poor\"}]}";

  /** Of Sơn La, without one of its units. */
  private static final String SCENARIO_OF_A_FEW =
      SCENARIO.replace(
          "\"criteria\"",
          "\"units\":{\"provinces\":[\"14\"],\"exclude\":[{\"code\":\"03664\",\"reason\":\"pilot\"}]},\"criteria\"");

  private String address;
  private StoredScenarios stored;

  @BeforeEach
  void start_with_a_store(@TempDir Path dataFolder) {
    address = "geopackage:" + dataFolder.resolve("atlas.gpkg");
    stored =
        new StoredScenarios(() -> Optional.of(Stores.open(address)), () -> Stores.open(address));
    scenarios = stored;
    start(dataFolder);
    restart(config(WriteToken.of(null, TOKEN)));
  }

  private static HttpConfig config(Optional<WriteToken> token) {
    return new HttpConfig(
        "127.0.0.1",
        0,
        false,
        false,
        Optional.empty(),
        MapSettings.NONE,
        token,
        HttpConfig.Limits.DEFAULT);
  }

  @AfterEach
  void stop_server() {
    stop();
    stored.close();
  }

  private static String draft(String name, String scenario) {
    return "{\"name\":\""
        + name
        + "\",\"note\":\"Ghi chú\",\"by\":\"Lò Văn A\",\"scenario\":"
        + scenario
        + "}";
  }

  private JsonNode save(String name) throws Exception {
    return save(name, SCENARIO);
  }

  private JsonNode save(String name, String scenario) throws Exception {
    HttpResponse<byte[]> response = post("/api/scenarios", draft(name, scenario), WRITER);
    assertEquals(201, response.statusCode(), () -> text(response));
    return JSON.readTree(response.body());
  }

  private HttpResponse<byte[]> put(String id, String body, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(WRITER));
    all.addAll(List.of(headers));
    return send(
        "PUT",
        "/api/scenarios/" + id,
        body.getBytes(StandardCharsets.UTF_8),
        all.toArray(String[]::new));
  }

  private HttpResponse<byte[]> delete(String id, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(WRITER));
    all.addAll(List.of(headers));
    return send("DELETE", "/api/scenarios/" + id, all.toArray(String[]::new));
  }

  @Test
  void a_scenario_is_saved_listed_read_changed_and_removed() throws Exception {
    JsonNode empty = json("/api/scenarios");
    assertEquals(0, empty.path("numberMatched").asInt());
    assertTrue(empty.path("writing").asBoolean());

    HttpResponse<byte[]> made = post("/api/scenarios", draft("  Đường xã 2026 ", SCENARIO), WRITER);
    JsonNode saved = JSON.readTree(made.body());
    String id = saved.path("id").asText();
    assertEquals(201, made.statusCode());
    assertTrue(header(made, "Location").endsWith("/api/scenarios/" + id));
    assertEquals("Đường xã 2026", saved.path("name").asText());
    assertEquals("Ghi chú", saved.path("note").asText());
    assertEquals("Lò Văn A", saved.path("by").asText());
    assertEquals(release, saved.path("release").asText());
    assertEquals("2025-07-01", saved.path("edition").asText());
    assertFalse(saved.path("newer").asBoolean());
    assertEquals(release, saved.at("/scenario/release").asText(), "the pin stands in the document");
    assertTrue(Instant.parse(saved.path("saved").asText()).isAfter(Instant.EPOCH));

    HttpResponse<byte[]> read = get("/api/scenarios/" + id);
    assertEquals(saved, JSON.readTree(read.body()));
    String tag = header(read, "ETag");
    assertTrue(tag.startsWith("\"") && tag.equals(header(made, "ETag")), tag);
    assertEquals(304, get("/api/scenarios/" + id, "If-None-Match", tag).statusCode());
    assertEquals(
        ((ObjectNode) saved.deepCopy()).without("scenario"),
        json("/api/scenarios").at("/scenarios/0"));

    HttpResponse<byte[]> changed = put(id, draft("Trường học", SCENARIO), "If-Match", tag);
    assertEquals(200, changed.statusCode(), () -> text(changed));
    assertEquals("Trường học", json("/api/scenarios/" + id).path("name").asText());
    assertNotEquals(tag, header(changed, "ETag"));
    problem(412, put(id, draft("Chợ", SCENARIO), "If-Match", tag));
    problem(412, delete(id, "If-Match", tag));
    problem(428, put(id, draft("Chợ", SCENARIO)));
    problem(428, delete(id));
    problem(404, put("nobody", draft("Chợ", SCENARIO), "If-Match", tag));
    assertEquals("Trường học", json("/api/scenarios/" + id).path("name").asText());

    HttpResponse<byte[]> removed = delete(id, "If-Match", header(changed, "ETag"));
    assertEquals(204, removed.statusCode());
    assertEquals(0, removed.body().length);
    problem(404, "/api/scenarios/" + id);
    problem(404, delete(id, "If-Match", "*"));
  }

  @Test
  void a_saved_scenario_stays_on_its_release_and_says_when_there_is_a_newer_one() throws Exception {
    JsonNode saved = save("Đường");
    String id = saved.path("id").asText();
    HttpResponse<byte[]> before = get("/api/scenarios/" + id);
    String newer = fixture.publish(171);
    waitFor(newer);
    HttpResponse<byte[]> after = get("/api/scenarios/" + id);
    assertTrue(JSON.readTree(after.body()).path("newer").asBoolean());
    assertTrue(json("/api/scenarios").at("/scenarios/0/newer").asBoolean());
    assertNotEquals(header(before, "ETag"), header(after, "ETag"), "other bytes, another tag");
    String document = JSON.readTree(after.body()).path("scenario").toString();
    assertEquals(
        release, JSON.readTree(post("/api/priorities", document).body()).path("release").asText());
    // Nobody has changed it, so what was read before the publish may still be replaced.
    assertEquals(
        200, put(id, draft("Đường", document), "If-Match", header(before, "ETag")).statusCode());
    assertEquals(release, json("/api/scenarios/" + id).path("release").asText());
    assertEquals(newer, save("Mới").path("release").asText());
    assertEquals(
        List.of("Mới", "Đường"), json("/api/scenarios").path("scenarios").findValuesAsText("name"));
  }

  @Test
  void a_long_list_is_read_by_pages() throws Exception {
    Set<String> ids = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      ids.add(save("Số " + i).path("id").asText());
    }
    Set<String> read = new TreeSet<>();
    String next = "/api/scenarios?limit=2";
    int pages = 0;
    while (!next.isEmpty()) {
      JsonNode page = json(next);
      assertEquals(5, page.path("numberMatched").asInt());
      page.path("scenarios").forEach(one -> assertTrue(read.add(one.path("id").asText())));
      next = link(page, "next");
      pages++;
    }
    assertEquals(3, pages);
    assertEquals(ids, read);
    problem(400, "/api/scenarios?limit=0");
  }

  @Test
  void only_the_bearer_of_the_token_writes() throws Exception {
    String body = draft("Đường", SCENARIO);
    HttpResponse<byte[]> without = post("/api/scenarios", body);
    problem(401, without);
    assertEquals("Bearer", header(without, "WWW-Authenticate"));
    HttpResponse<byte[]> wrong =
        post("/api/scenarios", body, "Authorization", "Bearer " + TOKEN.replace('0', '1'));
    assertFalse(problem(401, wrong).toString().contains(TOKEN.substring(20)));
    assertTrue(header(wrong, "WWW-Authenticate").startsWith("Bearer"));
    problem(401, post("/api/scenarios", body, "Authorization", "Basic " + TOKEN));
    problem(401, send("DELETE", "/api/scenarios/x", "If-Match", "*"));
    problem(
        403, post("/api/scenarios", body, WRITER[0], WRITER[1], "Sec-Fetch-Site", "cross-site"));
    assertEquals(0, json("/api/scenarios").path("numberMatched").asInt());

    restart(config(Optional.empty()));
    assertFalse(json("/api/scenarios").path("writing").asBoolean());
    String told = problem(403, post("/api/scenarios", body, WRITER)).path("detail").asText();
    assertTrue(told.contains("--token-file") && told.contains("XA_TOKEN"), told);
  }

  @Test
  void wrong_tokens_are_refused_a_few_at_one_time() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<CompletableFuture<Integer>> tries = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String guess = "Bearer guess-" + i;
        tries.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return post("/api/scenarios", "{}", "Authorization", guess).statusCode();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                },
                threads));
      }
      List<Integer> statuses = tries.stream().map(CompletableFuture::join).toList();
      assertTrue(statuses.contains(401) && statuses.contains(429), statuses.toString());
      assertTrue(statuses.stream().allMatch(s -> s == 401 || s == 429), statuses.toString());
    } finally {
      threads.shutdown();
    }
    assertEquals("Sau đó", save("Sau đó").path("name").asText(), "the door opens again");
  }

  @Test
  void pages_of_other_sites_may_read_and_not_write() throws Exception {
    HttpResponse<byte[]> preflight =
        send(
            "OPTIONS",
            "/api/scenarios",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization");
    assertEquals("GET, HEAD", header(preflight, "Access-Control-Allow-Methods"));
    assertFalse(header(preflight, "Access-Control-Allow-Headers").contains("Authorization"));
    assertEquals("GET, HEAD, POST, OPTIONS", header(preflight, "Allow"));
    HttpResponse<byte[]> one = send("OPTIONS", "/api/scenarios/x");
    assertEquals("GET, HEAD", header(one, "Access-Control-Allow-Methods"));
    assertEquals("GET, HEAD, PUT, DELETE, OPTIONS", header(one, "Allow"));
  }

  @Test
  void a_form_or_another_kind_of_content_is_refused() throws Exception {
    java.net.http.HttpRequest form =
        java.net.http.HttpRequest.newBuilder(java.net.URI.create(base + "/api/scenarios"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "text/plain")
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(draft("Đường", SCENARIO)))
            .build();
    problem(
        415,
        java.net.http.HttpClient.newHttpClient()
            .send(form, HttpResponse.BodyHandlers.ofByteArray()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                                                                   | 400 |
          {"name":"A","scenario":{"format":"other"}}                                 | 400 |
          {"name":"A"}                                                               | 400 |
          {"name":"  ","scenario":SCENARIO}                                          | 422 | name
          {"name":7,"scenario":SCENARIO}                                             | 422 | name
          {"name":"a\\u0007b","scenario":SCENARIO}                                   | 422 | name
          {"name":"a\\nb","scenario":SCENARIO}                                       | 422 | name
          {"name":"a\\u202eb","scenario":SCENARIO}                                   | 422 | name
          {"name":"A","by":"a\\u0000","scenario":SCENARIO}                           | 422 | by
          {"name":"A","color":"red","scenario":SCENARIO}                             | 422 | color
          {"name":"A","scenario":{"format":"xa-atlas-scenario/1","criteria":[]}}     | 422 | criteria
          {"name":"A","scenario":{"format":"xa-atlas-scenario/1","criteria":[{"indicator":"wealth"}]}} | 422 | criteria[0].indicator
          {"name":"A","scenario":{"format":"xa-atlas-scenario/1","release":"0123456789abcdef","criteria":[{"indicator":"rate_poor"}]}} | 422 | release
          """)
  void what_cannot_be_kept_is_told_at_its_place(String body, int status, String place)
      throws Exception {
    JsonNode problem =
        problem(status, post("/api/scenarios", body.replace("SCENARIO", SCENARIO), WRITER));
    if (place != null) {
      assertEquals(place, problem.path("place").asText(), problem::toString);
    }
    assertEquals(0, json("/api/scenarios").path("numberMatched").asInt());
  }

  @Test
  void names_notes_and_documents_are_bounded() throws Exception {
    assertEquals(200, save("ấ".repeat(200)).path("name").asText().length());
    problem(422, post("/api/scenarios", draft("a".repeat(201), SCENARIO), WRITER));
    assertEquals("ấ", save("a\u0302\u0301").path("name").asText(), "one form of each letter");
    String lines = draft("Dòng", SCENARIO).replace("Ghi chú", "một\\r\\nhai");
    assertEquals(
        "một\nhai",
        JSON.readTree(post("/api/scenarios", lines, WRITER).body()).path("note").asText());
    String note = draft("Dài", SCENARIO).replace("Ghi chú", "x".repeat(2_001));
    assertEquals("note", problem(422, post("/api/scenarios", note, WRITER)).path("place").asText());
    problem(413, post("/api/scenarios", " ".repeat(ScenarioReader.MAX_BYTES * 2), WRITER));
    String wide =
        SCENARIO.replace("\"criteria\"", " ".repeat(ScenarioReader.MAX_BYTES) + "\"criteria\"");
    assertEquals(
        201,
        post("/api/scenarios", draft("Rộng", wide), WRITER).statusCode(),
        "room is not kept, so it does not count");
  }

  @Test
  void a_full_store_takes_no_more() throws Exception {
    try (Store store = Stores.open(address)) {
      store.write(
          writer -> {
            for (int i = 0; i < KeptScenarios.MOST; i++) {
              writer.putScenario(
                  new KeptScenarios.Entry(
                      new KeptScenario("s" + i, "S", "", "", Instant.EPOCH, release, "2025-07-01"),
                      SCENARIO));
            }
            return null;
          });
    }
    problem(409, post("/api/scenarios", draft("Đường", SCENARIO), WRITER));
    assertEquals(204, delete("s7", "If-Match", "*").statusCode());
    assertEquals("Đường", save("Đường").path("name").asText());
  }

  @Test
  void saving_waits_for_an_import_that_is_being_written() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Store store = Stores.open(address)) {
      other.submit(
          () ->
              store.write(
                  writer -> {
                    writing.countDown();
                    try {
                      return enough.await(60, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
      assertTrue(writing.await(30, TimeUnit.SECONDS));
      HttpResponse<byte[]> busy = post("/api/scenarios", draft("Sớm", SCENARIO), WRITER);
      problem(503, busy);
      assertFalse(header(busy, "Retry-After").isEmpty());
      assertEquals(0, json("/api/scenarios").path("numberMatched").asInt(), "reading goes on");
      CompletableFuture<HttpResponse<byte[]>> waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return post("/api/scenarios", draft("Vừa", SCENARIO), WRITER);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      enough.countDown();
      assertEquals(201, waiting.join().statusCode());
    } finally {
      enough.countDown();
      other.shutdown();
    }
  }

  @Test
  void of_two_who_change_one_scenario_at_one_time_one_is_told() throws Exception {
    String id = save("Đường").path("id").asText();
    String tag = header(get("/api/scenarios/" + id), "ETag");
    List<CompletableFuture<Integer>> both = new ArrayList<>();
    for (String name : List.of("Một", "Hai")) {
      both.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return put(id, draft(name, SCENARIO), "If-Match", tag).statusCode();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    List<Integer> statuses = both.stream().map(CompletableFuture::join).sorted().toList();
    assertEquals(List.of(200, 412), statuses);
  }

  @Test
  void a_saved_scenario_is_a_collection_on_its_release() throws Exception {
    String id = save("Đường").path("id").asText();
    String address = "/api/collections/priorities-" + id;
    JsonNode listed = null;
    for (JsonNode one : json("/api/collections").path("collections")) {
      listed = one.path("id").asText().equals("priorities-" + id) ? one : listed;
    }
    assertTrue(listed != null && listed.path("title").asText().contains("Đường"));
    JsonNode described = json(address);
    assertEquals(5, described.path("count").asInt());
    assertEquals(4, described.at("/extent/spatial/bbox/0").size());
    assertEquals(described.path("extent"), listed.path("extent"), "the list says it too");
    assertEquals(
        "2025-07-01T00:00:00Z",
        listed.at("/extent/temporal/interval/0/0").asText(),
        listed::toString);

    String newer = fixture.publish(171);
    waitFor(newer);
    JsonNode list = JSON.readTree(post("/api/priorities", document(id)).body());
    HttpResponse<byte[]> first = get(address + "/items?limit=2");
    JsonNode page = JSON.readTree(first.body());
    assertEquals(release, page.path("release").asText(), "its own release, not the current one");
    assertEquals(5, page.path("numberMatched").asInt());
    List<String> codes = new ArrayList<>(codes(page));
    for (String next = link(page, "next"); !next.isEmpty(); next = link(page, "next")) {
      assertTrue(next.contains("release=" + release), next);
      assertTrue(next.matches(".*version=[0-9a-f]{16}.*"), next);
      page = json(next);
      codes.addAll(codes(page));
    }
    assertEquals(5, new TreeSet<>(codes).size());
    assertEquals(list.at("/units/0/code").asText(), codes.get(0), "the first one first");
    JsonNode feature = json(address + "/items/" + codes.get(0));
    assertEquals(1, feature.at("/properties/rank").asInt());
    assertEquals(list.at("/units/0/score").asDouble(), feature.at("/properties/score").asDouble());
    assertTrue(feature.at("/geometry/type").asText().endsWith("Polygon"));
    problem(404, address + "/items/99999");

    JsonNode box = feature.at("/geometry/coordinates");
    while (box.get(0).isArray()) {
      box = box.get(0);
    }
    String around =
        (box.get(0).asDouble() - 1e-6)
            + ","
            + (box.get(1).asDouble() - 1e-6)
            + ","
            + (box.get(0).asDouble() + 1e-6)
            + ","
            + (box.get(1).asDouble() + 1e-6);
    assertTrue(codes(json(address + "/items?bbox=" + around)).contains(codes.get(0)));
    String csv = text(get(address + "/items?f=csv"));
    assertEquals(6, csv.split("\r\n").length, csv);
    assertTrue(csv.startsWith("\uFEFFrank,"), csv);
    problem(400, address + "/items?designation=region");
    problem(400, address + "/items?period=2023");
    problem(404, address + "/items?release=" + newer);
    String pinned = address + "/items?release=" + release;
    assertEquals("no-cache", header(get(pinned), "Cache-Control"), "it may be replaced");
    String tag = header(get(address + "/items"), "ETag");
    assertEquals(304, get(address + "/items", "If-None-Match", tag).statusCode());
    String other = draft("Đường", SCENARIO.replace("rate_poor\"", "rate_poor\",\"less\":true"));
    assertEquals(200, put(id, other, "If-Match", "*").statusCode());
    assertEquals(200, get(address + "/items", "If-None-Match", tag).statusCode());
    assertNotEquals(codes.get(0), codes(json(address + "/items")).get(0), "the last come first");
    assertEquals(204, delete(id, "If-Match", "*").statusCode());
    problem(404, address);
    problem(404, address + "/items");
  }

  @Test
  void pages_of_a_scenario_that_is_replaced_meanwhile_are_never_mixed() throws Exception {
    String id = save("Đường").path("id").asText();
    String address = "/api/collections/priorities-" + id;
    String next = link(json(address + "/items?limit=2"), "next");
    String one = link(json(address + "/items/" + codes(json(next)).get(0)), "self");
    assertEquals(200, get(one).statusCode());
    String other = draft("Đường", SCENARIO.replace("rate_poor\"", "rate_poor\",\"less\":true"));
    assertEquals(200, put(id, other, "If-Match", "*").statusCode());
    JsonNode problem = problem(410, next);
    assertTrue(problem.path("current").asText().endsWith(address + "/items"), problem::toString);
    assertTrue(header(get(next), "Link").contains("rel=\"latest-version\""));
    problem(410, one);
    // Another walk is of the new version, to its end.
    next = link(json(address + "/items?limit=2"), "next");
    assertEquals(200, get(next).statusCode());
    // What never is replaced has no version to name.
    problem(400, "/api/collections/communes/items?version=0123456789abcdef");
    problem(400, address + "/items?version=1");
  }

  @Test
  void the_list_tells_where_the_units_of_a_scenario_lie_on_its_own_release() throws Exception {
    String id = save("Đường", SCENARIO_OF_A_FEW).path("id").asText();
    waitFor(fixture.publish(171));
    JsonNode listed = listed("priorities-" + id);
    JsonNode whole = json("/api/collections/communes").at("/extent/spatial/bbox/0");
    JsonNode box = listed.at("/extent/spatial/bbox/0");
    assertEquals(4, box.size(), listed::toString);
    // By another way: the box around the outlines of the features themselves.
    double[] around = {180, 90, -180, -90};
    for (JsonNode feature : json("/api/collections/priorities-" + id + "/items").path("features")) {
      stretch(around, feature.at("/geometry/coordinates"));
    }
    for (int side = 0; side < 4; side++) {
      assertEquals(around[side], box.get(side).asDouble(), 1e-6, listed::toString);
    }
    assertNotEquals(whole, box, "less than all communes");
    assertEquals(
        json("/api/collections/communes").path("extent"),
        listed("hotspots-rate_poor").path("extent"),
        "hot spots are of all communes");
  }

  private JsonNode listed(String name) throws Exception {
    for (JsonNode one : json("/api/collections").path("collections")) {
      if (one.path("id").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError(name + " is not in the list");
  }

  private static void stretch(double[] box, JsonNode coordinates) {
    if (!coordinates.isArray()) {
      return; // no outline
    }
    if (coordinates.get(0).isArray()) {
      coordinates.forEach(inner -> stretch(box, inner));
      return;
    }
    for (int axis = 0; axis < 2; axis++) {
      box[axis] = Math.min(box[axis], coordinates.get(axis).asDouble());
      box[axis + 2] = Math.max(box[axis + 2], coordinates.get(axis).asDouble());
    }
  }

  private String document(String id) throws Exception {
    return json("/api/scenarios/" + id).path("scenario").toString();
  }

  @Test
  void hot_spots_are_collections_of_rates() throws Exception {
    List<String> names = new ArrayList<>();
    json("/api/collections").path("collections").forEach(c -> names.add(c.path("id").asText()));
    assertTrue(names.contains("hotspots-rate_poor"), names.toString());
    JsonNode problem = problem(422, "/api/collections/hotspots-rate_poor/items");
    assertEquals("indicator", problem.path("place").asText(), "too few units have a rate here");
    problem(404, "/api/collections/hotspots-wealth");
    problem(404, "/api/collections/hotspots-hh_poor/items");
  }

  @Test
  void the_interface_is_described() throws Exception {
    JsonNode paths = json("/api/openapi.json").path("paths");
    assertTrue(paths.path("/api/scenarios").has("get"));
    JsonNode put = paths.path("/api/scenarios/{scenario}").path("put");
    assertTrue(put.at("/security/0").has("token"), put::toString);
    assertTrue(
        paths.at("/~1api~1scenarios/post/responses").has("201"),
        paths.path("/api/scenarios")::toString);
    assertEquals("If-Match", put.path("parameters").get(2).path("name").asText());
  }
}
