package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.release.ReleaseFixture;

/** The interface while one release is current. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtlasServerTest extends ServerTest {
  @BeforeAll
  void start_on_a_free_port(@TempDir Path dataFolder) {
    start(dataFolder);
  }

  @AfterAll
  void stop_server() {
    stop();
  }

  // ---------------------------------------------------------------- items

  @Test
  void items_join_figures_and_designations_to_the_geometry_as_it_was_encoded() throws Exception {
    HttpResponse<byte[]> response = get("/api/collections/communes/items");
    assertEquals(200, response.statusCode());
    assertEquals("application/geo+json", header(response, "Content-Type"));
    assertTrue(text(response).contains("\"geometry\":" + ReleaseFixture.WITH_HOLE + ","));
    JsonNode items = JSON.readTree(response.body());
    assertEquals("FeatureCollection", items.path("type").asText());
    assertEquals(5, items.path("numberMatched").asInt());
    assertEquals(5, items.path("numberReturned").asInt());
    assertTrue(items.path("timeStamp").isMissingNode());
    assertEquals(release, items.path("release").asText());
    assertTrue(items.path("illustrative").asBoolean());
    assertTrue(items.path("schematic").asBoolean());
    assertEquals("demo", items.at("/sources/0/id").asText());
    assertTrue(items.path("notes").toString().contains("schematic"));

    JsonNode square = feature(items, "03646");
    assertEquals(JSON.readTree(ReleaseFixture.SQUARE), square.path("geometry"));
    JsonNode told = square.path("properties");
    assertEquals("Tô Hiệu", told.path("name").asText());
    assertEquals("Phường Tô Hiệu", told.path("full_name").asText());
    assertEquals("2025-07-01", told.path("edition").asText());
    assertEquals("14", told.path("province").asText());
    assertEquals("Tỉnh Sơn La", told.path("province_name").asText());
    assertEquals("schematic", told.path("boundary_status").asText());
    // of 2023 the approved one, not the preliminary, not 2022
    assertEquals(170, told.path("hh_poor").asInt());
    assertEquals("illustrative", told.path("hh_poor_status").asText());
    assertEquals("2023", told.path("hh_poor_period").asText());
    assertEquals("07/2021", told.path("hh_poor_standard").asText());
    assertEquals("hơn", told.path("hh_poor_qualifier").asText());
    assertEquals(17.0, told.path("rate_poor").asDouble(), 1e-12);
    assertEquals("illustrative", told.path("rate_poor_status").asText());
    assertEquals("I", told.path("region").asText());
    assertEquals("reported", told.path("region_status").asText());

    JsonNode triangle = feature(items, "03664").path("properties");
    assertEquals(8.5, triangle.path("rate_poor").asDouble(), 1e-12);
    assertEquals("II", triangle.path("region").asText());
    assertEquals("illustrative", triangle.path("region_status").asText());
    assertTrue(triangle.path("hh_poor_qualifier").isMissingNode());
  }

  @Test
  void a_figure_nobody_reported_is_null_and_a_reported_zero_is_zero() throws Exception {
    JsonNode items = json("/api/collections/communes/items");
    JsonNode without = feature(items, "31117").path("properties");
    assertTrue(without.get("hh_all").isNull());
    assertTrue(without.get("hh_all_status").isNull());
    assertTrue(without.get("hh_all_period").isNull());
    assertTrue(without.get("rate_poor").isNull());
    assertTrue(without.get("region").isNull());
    JsonNode zero = feature(items, "03670").path("properties");
    assertEquals(0, zero.get("hh_poor").intValue());
    assertTrue(zero.get("hh_poor").isInt());
    assertTrue(zero.get("rate_poor").isNull(), "0 of 0 is no rate");
    assertTrue(feature(items, "31120").get("geometry").isNull());
    assertTrue(feature(items, "31120").at("/properties/boundary_status").isNull());
  }

  @Test
  void a_unit_without_an_approved_figure_shows_its_preliminary_one_as_such() throws Exception {
    JsonNode items = json("/api/collections/communes/items");
    JsonNode preliminary = feature(items, "31117").path("properties");
    assertEquals(1, preliminary.get("hh_poor").intValue());
    assertEquals("estimated", preliminary.get("hh_poor_status").asText());
    assertEquals("preliminary", preliminary.get("hh_poor_stage").asText());
    JsonNode approved = feature(items, "03646").path("properties");
    assertTrue(approved.path("hh_poor_stage").isMissingNode());
  }

  @Test
  void a_period_and_a_group_choose_the_figures() throws Exception {
    JsonNode earlier = json("/api/collections/communes/items?year=2022");
    JsonNode told = feature(earlier, "03664").path("properties");
    assertEquals(500.5, told.path("hh_poor").asDouble());
    assertEquals("2022", told.path("hh_poor_period").asText());
    assertTrue(told.path("rate_poor").isMissingNode());
    assertEquals("III", told.path("region").asText(), "the class in force in 2022");
    JsonNode minority = json("/api/collections/communes/items?period=2023&group=ethnic_minority");
    assertEquals(50, feature(minority, "03646").at("/properties/hh_poor").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bbox=103.1,21.1,103.2,21.2 | 03646",
        "bbox=104.9,21.9,105,22 | ''",
        "bbox=103.4,22.4,103.6,22.6 | ''",
        "bbox=103.9,21.9,104.05,22.1 | 03646 03664 03670",
        "bbox=103.1,21.1,0,103.2,21.2,100 | 03646",
        "bbox=103,21,103,21 | 03646",
        "bbox=102,8,110,24 | 03646 03664 03670 31117",
        "province=92 | 31117 31120",
        "province=99 | ''",
        "designation=region | 03646 03664 31120",
        "designation=region:II | 03664",
        "designation=region:III | 31120",
        "designation=region:III&period=2022 | 03664 31120",
        "designation=region:III&period=2022&on=2025-08-01 | 31120",
        "designation=village_dbkk | 03664",
        "datetime=2025-08-01T00:00:00Z&province=92 | 31117 31120",
        "datetime=2025-01-01/2025-06-30 | ''",
        "datetime=2020-01-01/..&province=92 | 31117 31120",
        "province=14&bbox=102,8,110,24&limit=1&offset=1 | 03664",
      })
  void filters_choose_units(String query, String expected) throws Exception {
    JsonNode items = json("/api/collections/communes/items?" + query.strip());
    assertEquals(expected, String.join(" ", codes(items)));
  }

  @Test
  void pages_lead_to_the_end_and_back() throws Exception {
    List<String> codes = new ArrayList<>();
    String next = base + "/api/collections/communes/items?limit=2&province=14";
    String last = next;
    while (!next.isEmpty()) {
      last = next;
      HttpResponse<byte[]> response = get(next);
      JsonNode page = JSON.readTree(response.body());
      assertEquals(3, page.path("numberMatched").asInt());
      codes.addAll(codes(page));
      next = link(page, "next");
      assertEquals(!next.isEmpty(), header(response, "Link").contains("rel=\"next\""));
    }
    assertEquals(List.of("03646", "03664", "03670"), codes);
    String previous = link(json(last), "prev");
    assertEquals(List.of("03646", "03664"), codes(json(previous)));
    assertEquals("", link(json(previous), "prev"));
  }

  @Test
  void one_item_is_a_feature_of_its_own() throws Exception {
    JsonNode item = json("/api/collections/communes/items/03664");
    assertEquals("Feature", item.path("type").asText());
    assertEquals("03664", item.path("id").asText());
    assertEquals(JSON.readTree(ReleaseFixture.TRIANGLE), item.path("geometry"));
    assertEquals(8.5, item.at("/properties/rate_poor").asDouble());
    assertTrue(link(item, "self").contains("release=" + release));
    problem(404, "/api/collections/communes/items/3664");
  }

  @Test
  void a_download_is_offered_as_a_file_named_after_its_release() throws Exception {
    HttpResponse<byte[]> response = get("/api/collections/communes/items?download=true");
    assertEquals(
        "attachment; filename=\"communes-" + release + ".geojson\"",
        header(response, "Content-Disposition"));
  }

  @Test
  void an_older_edition_has_a_long_name_and_the_newest_has_two() throws Exception {
    JsonNode old = json("/api/collections/communes-2021/items");
    assertEquals("Chiềng Lề", feature(old, "03646").at("/properties/name").asText());
    assertEquals(
        5, json("/api/collections/communes-2025-07-01/items").path("numberMatched").asInt());
    List<String> collections = new ArrayList<>();
    json("/api/collections")
        .path("collections")
        .forEach(c -> collections.add(c.path("id").asText()));
    assertEquals(
        List.of(
            "communes-2021",
            "provinces",
            "communes",
            "designations-2021",
            "designations",
            "hotspots-rate_poor"),
        collections);
    JsonNode communes = json("/api/collections/communes");
    assertEquals("communes", communes.path("id").asText());
    assertEquals(103, communes.at("/extent/spatial/bbox/0/0").asInt());
    assertEquals(10, communes.at("/extent/spatial/bbox/0/1").asInt());
  }

  // ---------------------------------------------------------------- units, search

  @Test
  void a_unit_comes_with_all_figures_designations_and_sources() throws Exception {
    JsonNode unit = json("/api/units/03664");
    assertEquals("Xã Mường La", unit.path("fullName").asText());
    assertEquals("commune", unit.path("level").asText());
    assertEquals("Tỉnh Sơn La", unit.at("/parents/0/fullName").asText());
    assertEquals("schematic", unit.path("boundary").asText());
    assertEquals("03646", unit.at("/neighbours/0/code").asText());
    assertEquals(5750.5, unit.path("area").asDouble());
    assertEquals(5, unit.path("figures").size());
    JsonNode rate = unit.path("figures").get(4);
    assertEquals("rate_poor", rate.path("indicator").asText());
    assertEquals(8.5, rate.path("value").asDouble());
    assertEquals(170, rate.path("numerator").asInt());
    assertEquals(2000, rate.path("denominator").asInt());
    assertEquals("office", rate.path("source").asText());
    assertEquals(7, rate.path("import").asInt());
    assertEquals("figures.csv", rate.path("file").asText());
    assertEquals(3, rate.path("row").asInt());
    assertEquals(ReleaseFixture.NOTE, rate.path("note").asText());
    assertEquals("numerator", rate.at("/parts/0/part").asText());
    assertEquals("hh_poor", rate.at("/parts/0/indicator").asText());
    assertEquals(170, rate.at("/parts/0/value").asInt());
    JsonNode whole = rate.at("/parts/1");
    assertEquals("denominator", whole.path("part").asText());
    assertEquals("hh_all", whole.path("indicator").asText());
    assertEquals(2000, whole.path("value").asInt());
    assertEquals("office", whole.path("source").asText());
    assertEquals("figures.csv", whole.path("file").asText());
    assertTrue(whole.has("row") && whole.has("import") && whole.has("status"));
    assertFalse(unit.path("figures").get(0).has("parts"));
    assertEquals(3, unit.path("designations").size());
    assertEquals("Bản Lả", unit.path("designations").get(2).path("name").asText());
    assertEquals("83/QĐ-UBND", unit.at("/sources/office/number").asText());
    assertTrue(unit.path("sources").has("demo-boundaries"));
    assertEquals("province", json("/api/units/14").path("level").asText());
    assertEquals("Chiềng Lề", json("/api/units/03646?edition=2021").path("name").asText());
    problem(404, "/api/units/03664?level=province");
  }

  @Test
  void search_ignores_diacritics_and_prefers_them() throws Exception {
    JsonNode found = json("/api/search?q=to+hieu").path("results");
    assertEquals("03646", found.get(0).path("code").asText());
    assertEquals("2025-07-01", found.get(0).path("edition").asText());
    assertEquals("2021", found.get(1).path("edition").asText());
    assertEquals("Tỉnh Sơn La", found.get(0).path("provinceName").asText());
    assertEquals(103.5, found.get(0).at("/label/0").asDouble());
    JsonNode village = json("/api/search?q=b%E1%BA%A3n%20l").path("results").get(0);
    assertEquals("commune", village.path("level").asText());
    assertEquals("Xã Mường La", village.path("fullName").asText());
    assertEquals("Bản Lả", village.path("village").asText());
    assertEquals("03664", village.path("code").asText());
    assertEquals(104.3, village.at("/label/0").asDouble());
    assertEquals(1, json("/api/search?q=la&limit=1").path("results").size());
    assertEquals(
        "Bản Lả", json("/api/search?q=la&level=village").at("/results/0/village").asText());
    assertEquals(0, json("/api/search?q=zzz").path("results").size());
    assertEquals("commune", json("/api/search?q=la&level=commune").at("/results/0/level").asText());
    assertEquals("q", problem(400, "/api/search").path("parameter").asText());
    problem(400, "/api/search?q=" + "a".repeat(101));
    problem(400, "/api/search?q=a&limit=51");
  }

  // ---------------------------------------------------------------- releases and pieces

  @Test
  void the_manifest_is_served_as_published() throws Exception {
    HttpResponse<byte[]> current = get("/api/releases/current");
    assertArrayEquals(repository.manifest(release).orElseThrow(), current.body());
    assertEquals('"' + release + '"', header(current, "ETag"));
    assertEquals("no-cache", header(current, "Cache-Control"));
    HttpResponse<byte[]> named = get("/api/releases/" + release);
    assertArrayEquals(current.body(), named.body());
    assertEquals(IMMUTABLE, header(named, "Cache-Control"));
    JsonNode list = json("/api/releases").path("releases");
    assertEquals(release, list.get(0).path("release").asText());
    assertTrue(list.get(0).path("current").asBoolean());
    problem(404, "/api/releases/0123456789abcdef");
  }

  @Test
  void pieces_are_immutable_and_compressed_when_the_client_likes() throws Exception {
    String hash = firstColumn();
    byte[] plain = Files.readAllBytes(repository.piece(hash).orElseThrow());
    HttpResponse<byte[]> zipped = get("/api/columns/" + hash, "Accept-Encoding", "gzip");
    assertEquals("gzip", header(zipped, "Content-Encoding"));
    assertArrayEquals(plain, gunzip(zipped.body()));
    HttpResponse<byte[]> identity = get("/api/columns/" + hash);
    assertEquals("", header(identity, "Content-Encoding"));
    assertArrayEquals(plain, identity.body());
    assertArrayEquals(plain, get("/api/columns/" + hash, "Accept-Encoding", "gzip;q=0, br").body());
    for (HttpResponse<byte[]> response : List.of(zipped, identity)) {
      assertEquals("application/json", header(response, "Content-Type"));
      assertEquals(IMMUTABLE, header(response, "Cache-Control"));
      assertEquals("Accept-Encoding", header(response, "Vary"));
      assertFalse(header(response, "ETag").startsWith("W/"));
      HttpResponse<byte[]> again =
          get("/api/columns/" + hash, "If-None-Match", "\"x\", " + header(response, "ETag"));
      assertEquals(304, again.statusCode());
      assertEquals(0, again.body().length);
      assertEquals(IMMUTABLE, header(again, "Cache-Control"));
    }
    assertNotEquals(header(zipped, "ETag"), header(identity, "ETag"));
    String catalogue = json("/api/releases/current").path("catalogue").asText();
    assertEquals(200, get("/api/pieces/" + catalogue).statusCode());
    problem(404, "/api/columns/" + catalogue);
    problem(404, "/api/pieces/" + "0".repeat(64));
    problem(404, "/api/pieces/" + tileset());
    problem(400, "/api/pieces/..%2F..%2Fetc");
    problem(400, "/api/pieces/" + catalogue + "?v=1");
  }

  @Test
  void tiles_come_with_type_and_encoding_and_empty_ones_as_204() throws Exception {
    String hash = tileset();
    HttpResponse<byte[]> tile = get("/api/tilesets/" + hash + "/0/0/0", "Accept-Encoding", "gzip");
    assertEquals(200, tile.statusCode());
    assertEquals("application/vnd.mapbox-vector-tile", header(tile, "Content-Type"));
    assertEquals("gzip", header(tile, "Content-Encoding"));
    assertArrayEquals(ReleaseFixture.TILE, gunzip(tile.body()));
    assertEquals(IMMUTABLE, header(tile, "Cache-Control"));
    assertArrayEquals(ReleaseFixture.TILE, get("/api/tilesets/" + hash + "/1/1/0").body());
    assertEquals(
        304,
        get("/api/tilesets/" + hash + "/0/0/0", "If-None-Match", header(tile, "ETag"))
            .statusCode());
    HttpResponse<byte[]> empty = get("/api/tilesets/" + hash + "/1/0/0");
    assertEquals(204, empty.statusCode());
    assertEquals(0, empty.body().length);
    assertEquals(IMMUTABLE, header(empty, "Cache-Control"));
    for (String outside : List.of("2/0/0", "0/1/0", "13/0/0", "1/0/2")) {
      problem(404, "/api/tilesets/" + hash + "/" + outside);
    }
    problem(404, "/api/tilesets/" + "0".repeat(64) + "/0/0/0");
    problem(404, "/api/tilesets/" + firstColumn() + "/0/0/0");
    JsonNode described = json("/api/tilesets/" + hash);
    assertEquals("3.0.0", described.path("tilejson").asText());
    assertEquals(
        base + "/api/tilesets/" + hash + "/{z}/{x}/{y}", described.at("/tiles/0").asText());
    assertEquals("communes", described.at("/vector_layers/0/id").asText());
    assertEquals(102.0, described.at("/bounds/0").asDouble());
  }

  // ---------------------------------------------------------------- the rest of the interface

  @Test
  void every_sentence_stands_in_both_languages() {
    ResourceBundle english = ResourceBundle.getBundle("messages.http", Locale.ENGLISH);
    ResourceBundle vietnamese = ResourceBundle.getBundle("messages.http", new Locale("vi", "VN"));
    assertEquals(english.keySet(), vietnamese.keySet());
    for (String key : english.keySet()) {
      assertNotEquals(
          english.getString(key),
          key.startsWith("api_title") ? "" : vietnamese.getString(key),
          key);
    }
  }

  @Test
  void the_landing_page_leads_to_everything() throws Exception {
    JsonNode landing = json("/api");
    for (JsonNode link : landing.path("links")) {
      String href = link.path("href").asText();
      if (!href.equals(base + "/") && !href.endsWith("/search")) {
        assertEquals(200, get(href).statusCode(), href);
      }
    }
    assertTrue(json("/api/conformance").path("conformsTo").size() > 2);
    assertEquals("hh_all", json("/api/indicators").at("/indicators/1/id").asText());
    JsonNode imports = json("/api/imports");
    assertEquals(4, imports.at("/imports/0/matched").asInt());
    assertEquals(5, json("/api/imports/7").path("rows").asInt());
    problem(404, "/api/imports/8");
    assertEquals(ReleaseFixture.NOTE, imports.at("/imports/0/note").asText());
  }

  @Test
  void a_match_report_is_a_page_too_that_runs_nothing_and_shows_the_row_asked_for()
      throws Exception {
    HttpResponse<byte[]> response = get("/api/imports/7?f=html&row=3&lang=vi");
    assertEquals("text/html;charset=utf-8", header(response, "Content-Type").replace(" ", ""));
    String policy = header(response, "Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals(1, response.headers().allValues("Content-Security-Policy").size());
    String page = text(response);
    assertTrue(page.contains("<blockquote>Chờ &lt;UBND&gt; phê duyệt</blockquote>"), page);
    assertTrue(page.contains("figures.csv"), page);
    assertTrue(page.contains("<tr class=\"asked\"><td>3</td><td>&lt;b&gt;Xã A</td>"), page);
    assertTrue(page.contains("Ghi chú của cán bộ"), page);
    assertTrue(page.contains("Mã số.") && !page.contains("The code."), page);
    String english = text(get("/api/imports/7?f=html&row=3&lang=en"));
    assertTrue(english.contains("The code.") && !english.contains("Mã số."), english);
    assertFalse(page.contains("<script"), page);
    assertEquals("row", problem(400, "/api/imports/7?row=3").path("parameter").asText());
  }

  @Test
  void the_description_names_every_parameter_with_its_bounds() throws Exception {
    JsonNode document = json("/api/openapi.json");
    assertEquals("3.0.3", document.path("openapi").asText());
    JsonNode items = document.path("paths").get("/api/collections/{collection}/items").path("get");
    List<String> names = new ArrayList<>();
    items.path("parameters").forEach(parameter -> names.add(parameter.path("name").asText()));
    assertTrue(
        names.containsAll(
            List.of(
                "collection",
                "limit",
                "offset",
                "bbox",
                "province",
                "designation",
                "period",
                "year",
                "group",
                "release",
                "download",
                "lang")));
    assertEquals(10000, items.at("/parameters/1/schema/maximum").asInt());
    assertTrue(document.path("paths").has("/api/tilesets/{hash}/{z}/{x}/{y}"));
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        assertFalse(operation.path("summary").asText().isBlank());
      }
    }
    assertNotEquals(
        document.at("/info/description").asText(),
        json("/api/openapi.json?lang=vi").at("/info/description").asText());
  }

  @Test
  void operators_see_health_and_measurements() throws Exception {
    assertEquals("up", json("/health/live").path("status").asText());
    JsonNode ready = json("/health/ready");
    assertEquals("up", ready.path("status").asText());
    assertEquals(release, ready.path("release").asText());
    assertEquals("no-store", header(get("/health/ready"), "Cache-Control"));
    String metrics = text(get("/metrics"));
    assertTrue(metrics.contains("xa_http_requests_seconds_count"), metrics);
    assertTrue(metrics.contains("operation=\"ready\""), metrics);
    assertTrue(metrics.contains("jvm_memory_used_bytes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/conformance",
        "/api/openapi.json",
        "/api/collections",
        "/api/collections/communes",
        "/api/collections/communes/items",
        "/api/collections/communes/items/03646",
        "/api/collections/designations",
        "/api/collections/designations/items",
        "/api/collections/designations-2021/items",
        "/api/releases",
        "/api/releases/current",
        "/api/indicators",
        "/api/units/03646",
        "/api/search?q=la",
        "/api/imports",
        "/api/imports/7",
        "/health/live",
        "/health/ready",
        "/api/collections/nowhere",
        "/api/nowhere",
        "COLUMN",
        "TILE",
      })
  void head_answers_like_get_without_the_body(String route) throws Exception {
    String path =
        route
            .replace("COLUMN", "/api/columns/" + firstColumn())
            .replace("TILE", "/api/tilesets/" + tileset() + "/0/0/0");
    for (String encoding : List.of("gzip", "identity")) {
      HttpResponse<byte[]> get = get(path, "Accept-Encoding", encoding);
      HttpResponse<byte[]> head = send("HEAD", path, "Accept-Encoding", encoding);
      assertEquals(get.statusCode(), head.statusCode());
      assertEquals(0, head.body().length);
      for (String name :
          List.of(
              "Content-Type",
              "Content-Length",
              "Content-Encoding",
              "ETag",
              "Cache-Control",
              "Vary",
              "Link",
              "Content-Security-Policy")) {
        assertEquals(header(get, name), header(head, name), name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/collections/communes/items",
        "/api/units/03646",
        "/api/search?q=la",
        "/api/indicators",
        "/api/releases/current",
        "/api/releases",
        "/api",
      })
  void what_is_revalidated_answers_304_to_its_own_tag(String path) throws Exception {
    HttpResponse<byte[]> first = get(path, "Accept-Encoding", "gzip");
    assertEquals("no-cache", header(first, "Cache-Control"));
    HttpResponse<byte[]> again = get(path, "If-None-Match", header(first, "ETag"));
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
  }

  @Test
  void items_are_compressed_on_the_way_when_the_client_likes() throws Exception {
    HttpResponse<byte[]> zipped = get("/api/collections/communes/items", "Accept-Encoding", "gzip");
    assertEquals("gzip", header(zipped, "Content-Encoding"));
    assertTrue(header(zipped, "Vary").contains("Accept-Encoding"));
    assertArrayEquals(get("/api/collections/communes/items").body(), gunzip(zipped.body()));
  }

  // ---------------------------------------------------------------- refusals

  @Test
  void an_unknown_parameter_is_refused_with_those_known() throws Exception {
    JsonNode problem = problem(400, "/api/collections/communes/items?limt=5");
    assertEquals("limt", problem.path("parameter").asText());
    assertTrue(problem.path("known").toString().contains("\"limit\""));
    assertEquals("/api/collections/communes/items", problem.path("instance").asText());
    problem(400, "/api?f=json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=0 | limit",
        "limit=10001 | limit",
        "limit=ten | limit",
        "limit= | limit",
        "limit=1&limit=2 | limit",
        "offset=-1 | offset",
        "offset=99999999999 | offset",
        "bbox=1,2,3 | bbox",
        "bbox=1,2,3,x | bbox",
        "bbox=10,0,5,5 | bbox",
        "bbox=0,0,1e9,5 | bbox",
        "bbox=0,0,5,100 | bbox",
        "period=23 | period",
        "period=2023-13-01 | period",
        "year=2022&period=2023 | year",
        "datetime=yesterday | datetime",
        "datetime=2025-02-01/2025-01-01 | datetime",
        "group=nobody | group",
        "on=2025-02-30 | on",
        "designation=nothing | designation",
        "designation=region:IV | designation",
        "release=latest | release",
        "download=yes | download",
        "lang=fr | lang",
      })
  void a_value_out_of_bounds_is_refused_with_what_was_expected(String query, String parameter)
      throws Exception {
    JsonNode problem = problem(400, "/api/collections/communes/items?" + query);
    assertEquals(parameter, problem.path("parameter").asText());
    assertFalse(problem.path("expected").asText().isBlank());
  }

  @Test
  void problems_speak_the_language_of_the_reader() throws Exception {
    String english = problem(404, "/api/units/99").path("detail").asText();
    String vietnamese =
        problem(404, "/api/units/99", "Accept-Language", "vi-VN,vi;q=0.9,en;q=0.8")
            .path("detail")
            .asText();
    assertTrue(vietnamese.contains("đơn vị"), vietnamese);
    assertEquals(
        english,
        problem(404, "/api/units/99?lang=en", "Accept-Language", "vi").path("detail").asText());
    problem(404, "/api/units/99", "Accept-Language", ";;q=x,\u007f".replace("\u007f", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE"})
  void only_reading_is_allowed(String method) throws Exception {
    HttpResponse<byte[]> response = send(method, "/api/collections");
    problem(405, response);
    assertEquals("GET, HEAD, OPTIONS", header(response, "Allow"));
  }

  @Test
  void other_sites_may_read() throws Exception {
    HttpResponse<byte[]> preflight =
        send("OPTIONS", "/api/collections", "Access-Control-Request-Method", "GET");
    assertEquals(204, preflight.statusCode());
    assertEquals("GET, HEAD", header(preflight, "Access-Control-Allow-Methods"));
    for (String path : List.of("/api", "/api/columns/" + firstColumn(), "/api/nowhere")) {
      assertEquals("*", header(get(path), "Access-Control-Allow-Origin"));
    }
  }

  @Test
  void security_headers_are_on_every_answer() throws Exception {
    for (String path : List.of("/", "/api", "/api/columns/" + firstColumn(), "/api/nowhere")) {
      HttpResponse<byte[]> response = get(path);
      assertEquals("nosniff", header(response, "X-Content-Type-Options"));
      assertFalse(header(response, "Referrer-Policy").isEmpty());
      String policy = header(response, "Content-Security-Policy");
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("", header(response, "Server"));
    }
    String page = header(get("/"), "Content-Security-Policy");
    assertTrue(page.startsWith("default-src 'self'; img-src 'self' data: blob:"), page);
  }

  @Test
  void what_is_too_long_or_malformed_is_refused_as_a_problem() throws Exception {
    problem(414, "/api/search?q=" + "a".repeat(5_000));
    String raw = raw("GET /api HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");
    assertTrue(raw.startsWith("HTTP/1.1 431"), raw);
    assertTrue(raw.contains("application/problem+json"), raw);
    raw = raw("GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(raw.startsWith("HTTP/1.1 400"), raw);
    assertTrue(raw.contains("application/problem+json"), raw);
    assertTrue(raw.contains("nosniff"), raw);
    raw = raw("GET /api/search?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(raw.startsWith("HTTP/1.1 400"), raw);
    raw = raw("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertTrue(raw.startsWith("HTTP/1.1 4"), raw);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
