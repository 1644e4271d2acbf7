package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

/** The designations of an edition as features of their own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DesignationItemsTest extends ServerTest {
  private static final String ITEMS = "/api/collections/designations/items";

  @BeforeAll
  void start_on_a_free_port(@TempDir Path dataFolder) {
    start(dataFolder);
  }

  @AfterAll
  void stop_server() {
    stop();
  }

  @Test
  void each_designation_is_a_feature_with_its_unit_and_decision() throws Exception {
    HttpResponse<byte[]> response = get(ITEMS);
    assertEquals("application/geo+json", header(response, "Content-Type"));
    assertTrue(text(response).contains("\"geometry\":" + ReleaseFixture.TRIANGLE + ","));
    JsonNode items = JSON.readTree(response.body());
    assertEquals(5, items.path("numberMatched").asInt());
    assertEquals(release, items.path("release").asText());
    assertTrue(items.path("illustrative").asBoolean());
    assertTrue(items.path("schematic").asBoolean());
    assertEquals(
        List.of("demo", "demo-boundaries", "office"), items.path("sources").findValuesAsText("id"));
    assertTrue(items.path("notes").toString().contains("village"));
    assertFalse(items.path("notes").toString().contains("null"), "there are no figures");

    JsonNode past = items.path("features").get(1);
    assertTrue(past.path("id").asText().matches("region-03664-[0-9a-f]{12}"), past.toString());
    assertEquals(
        JSON.readTree(
            """
            {"scheme":"region","scheme_name":"Region","class":"III","class_name":"Region III",
            "code":"03664","name":"Mường La","type":"Xã","full_name":"Xã Mường La",
            "level":"commune","edition":"2025-07-01","parent":"14","province":"14",
            "province_name":"Tỉnh Sơn La","village":null,"decision":"861/QĐ-TTg",
            "valid_from":"2021-06-04","valid_to":"2022-12-31","status":"illustrative",
            "source":"demo","boundary_status":"schematic"}
            """),
        past.path("properties"));
    assertEquals("II", items.at("/features/2/properties/class").asText());
    assertTrue(items.at("/features/2/properties/valid_to").isNull());
    assertEquals("reported", items.at("/features/0/properties/status").asText());
  }

  @Test
  void a_village_has_the_outline_of_its_commune_and_no_outline_is_null() throws Exception {
    JsonNode village = json(ITEMS + "?designation=village_dbkk").path("features").get(0);
    assertEquals(JSON.readTree(ReleaseFixture.TRIANGLE), village.path("geometry"));
    assertEquals("Bản Lả", village.at("/properties/village").asText());
    assertEquals("village", village.at("/properties/level").asText());
    assertEquals("Xã Mường La", village.at("/properties/full_name").asText());
    assertEquals("yes", village.at("/properties/class_name").asText(), "nameless: the id");
    JsonNode undrawn = json(ITEMS + "?province=92").path("features").get(0);
    assertTrue(undrawn.get("geometry").isNull());
    assertTrue(undrawn.at("/properties/boundary_status").isNull());
  }

  @Test
  void names_come_in_the_language_of_the_answer() throws Exception {
    JsonNode told = json(ITEMS + "?lang=vi").at("/features/1/properties");
    assertEquals("Khu vực III", told.path("class_name").asText());
    assertEquals("Phân định khu vực", told.path("scheme_name").asText());
    assertTrue(told.path("scheme_name_en").isMissingNode());
  }

  @Test
  void only_what_is_shown_makes_an_answer_illustrative() throws Exception {
    assertFalse(json(ITEMS + "?designation=village_dbkk").path("illustrative").asBoolean());
    assertFalse(json(ITEMS + "?designation=region:I").path("illustrative").asBoolean());
    JsonNode secondPage = json(ITEMS + "?offset=3");
    assertTrue(secondPage.path("illustrative").asBoolean(), "the same on every page");
    assertEquals(
        List.of("demo-boundaries", "office"), secondPage.path("sources").findValuesAsText("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bbox=103.1,21.1,103.2,21.2 | I",
        "bbox=104.9,21.9,105,22 | ''",
        "bbox=102,8,110,24 | I III II yes",
        "province=14 | I III II yes",
        "province=92 | III",
        "province=99 | ''",
        "designation=region | I III II III",
        "designation=region:III | III III",
        "designation=village_dbkk | yes",
        "designation=region&province=14&limit=1&offset=1 | III",
        "datetime=2025-08-01 | I II III yes",
        "datetime=2021-08-01 | ''",
        "datetime=2020-01-01/.. | I III II III yes",
      })
  void filters_choose_designations(String query, String expected) throws Exception {
    JsonNode items = json(ITEMS + "?" + query);
    List<String> classes = new ArrayList<>();
    items.path("features").forEach(one -> classes.add(one.at("/properties/class").asText()));
    assertEquals(expected, String.join(" ", classes));
  }

  @Test
  void pages_lead_to_the_end_and_stay_in_their_release() throws Exception {
    List<String> ids = new ArrayList<>();
    String next = ITEMS + "?limit=2";
    while (!next.isEmpty()) {
      JsonNode page = json(next);
      ids.addAll(codes(page));
      assertTrue(link(page, "self").contains("release=" + release));
      next = link(page, "next");
    }
    assertEquals(codes(json(ITEMS)), ids);
    assertEquals(5, new HashSet<>(ids).size());
    assertEquals(
        "public, max-age=31536000, immutable",
        header(get(ITEMS + "?release=" + release), "Cache-Control"));
  }

  @Test
  void an_id_leads_to_one_designation_in_every_release() throws Exception {
    for (JsonNode feature : json(ITEMS).path("features")) {
      String id = feature.path("id").asText();
      JsonNode item = json(ITEMS + "/" + id);
      assertEquals("Feature", item.path("type").asText());
      assertEquals(id, item.path("id").asText());
      assertEquals(feature.path("properties"), item.path("properties"));
      assertEquals(
          feature.at("/properties/status").asText().equals("illustrative"),
          item.path("illustrative").asBoolean());
    }
    assertEquals("region-03646-d54a57e80b25", json(ITEMS).at("/features/0/id").asText());
    for (String other : List.of("03664", "region-03664", "region-03664-0123456789ab", "x")) {
      problem(404, ITEMS + "/" + other);
    }
  }

  @Test
  void it_is_a_collection_among_the_others() throws Exception {
    JsonNode designations = json("/api/collections/designations");
    assertEquals("designations", designations.path("id").asText());
    assertEquals("Designations, Two tiers", designations.path("title").asText());
    assertEquals(5, designations.path("count").asInt());
    assertEquals("2025-07-01", designations.path("edition").asText());
    assertTrue(designations.path("level").isMissingNode());
    assertEquals("[103.0,21.0,105.0,22.0]", designations.at("/extent/spatial/bbox/0").toString());
    assertTrue(designations.path("schematic").asBoolean());
    assertEquals(
        List.of(
            "communes-2021",
            "provinces",
            "communes",
            "designations-2021",
            "designations",
            "hotspots-rate_poor"),
        json("/api/collections").path("collections").findValuesAsText("id"));
    assertTrue(
        problem(404, "/api/collections/nowhere").path("detail").asText().contains("designations"));
  }

  @Test
  void an_older_edition_has_a_long_name_and_the_newest_has_two() throws Exception {
    JsonNode old = json("/api/collections/designations-2021/items");
    assertEquals(1, old.path("numberMatched").asInt());
    JsonNode told = old.at("/features/0/properties");
    assertEquals("2021", told.path("edition").asText());
    assertEquals("Phường Chiềng Lề", told.path("full_name").asText());
    assertFalse(old.path("schematic").asBoolean());
    assertFalse(old.path("notes").toString().contains("oundaries"), "nothing is drawn");
    assertEquals(
        5, json("/api/collections/designations-2025-07-01/items").path("numberMatched").asInt());
    assertEquals(
        1,
        json("/api/collections/designations-2021/items?datetime=2025-06-30")
            .path("numberMatched")
            .asInt());
    assertEquals(
        0,
        json("/api/collections/designations-2021/items?datetime=2025-07-01")
            .path("numberMatched")
            .asInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"period=2023", "year=2023", "group=all", "limt=5"})
  void what_has_no_meaning_here_is_refused_with_what_has(String query) throws Exception {
    JsonNode problem = problem(400, ITEMS + "?" + query);
    assertEquals(query.substring(0, query.indexOf('=')), problem.path("parameter").asText());
    assertTrue(problem.path("known").toString().contains("\"designation\""));
    String item = json(ITEMS).at("/features/0/id").asText();
    problem(400, ITEMS + "/" + item + "?" + query);
  }

  @Test
  void meaningless_parameters_are_not_among_those_known() throws Exception {
    String known = problem(400, ITEMS + "?period=2023").path("known").toString();
    for (String name : List.of("period", "year", "group")) {
      assertFalse(known.contains('"' + name + '"'), known);
    }
  }

  @Test
  void a_download_is_offered_as_a_file_named_after_its_release() throws Exception {
    assertEquals(
        "attachment; filename=\"designations-" + release + ".geojson\"",
        header(get(ITEMS + "?download=true"), "Content-Disposition"));
  }

  @Test
  void head_tags_and_compression_are_those_of_every_collection() throws Exception {
    HttpResponse<byte[]> get = get(ITEMS, "Accept-Encoding", "gzip");
    HttpResponse<byte[]> head = send("HEAD", ITEMS, "Accept-Encoding", "gzip");
    assertEquals(0, head.body().length);
    for (String name : List.of("Content-Type", "ETag", "Cache-Control", "Vary", "Link")) {
      assertEquals(header(get, name), header(head, name), name);
    }
    assertEquals("no-cache", header(get, "Cache-Control"));
    assertArrayEquals(get(ITEMS).body(), gunzip(get.body()));
    assertEquals(304, get(ITEMS, "If-None-Match", header(get, "ETag")).statusCode());
  }

  @Test
  void the_description_tells_of_designations() throws Exception {
    JsonNode document = json("/api/openapi.json");
    JsonNode items = document.path("paths").get("/api/collections/{collection}/items").path("get");
    assertTrue(items.path("summary").asText().contains("designations"));
    assertTrue(items.at("/parameters/0/description").asText().contains("designations"));
    assertTrue(document.path("paths").has("/api/collections/{collection}/items/{id}"));
  }
}
