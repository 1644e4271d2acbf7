package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xaatlas.scenario.ScenarioReader;

/** Scenarios sent to a real server. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PriorityApiTest extends ServerTest {
  private static final String SCENARIO =
      """
      {"format": "xa-atlas-scenario/1", "title": "Rate and region", "method": "weighted_sum",
       "criteria": [
        {"indicator": "rate_poor", "weight": 2},
        {"designation": "region", "function": {"points": {"III": 1, "I": 0.25}}, "weight": 1}]%s}
      """;

  @BeforeAll
  void start_on_a_free_port(@TempDir Path dataFolder) {
    start(dataFolder);
  }

  @AfterAll
  void stop_server() {
    stop();
  }

  @Test
  void a_scenario_is_answered_with_ranks_and_contributions() throws Exception {
    HttpResponse<byte[]> response = post("/api/priorities", SCENARIO.formatted(""));
    assertEquals(200, response.statusCode(), () -> text(response));
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals("no-store", header(response, "Cache-Control"));
    JsonNode list = JSON.readTree(response.body());
    assertEquals(release, list.path("release").asText());
    assertTrue(list.path("units").size() >= 2);
    for (JsonNode unit : list.path("units")) {
      double sum = 0;
      for (JsonNode contribution : unit.path("contributions")) {
        sum += contribution.asDouble();
      }
      assertEquals(sum, unit.path("score").asDouble(), 1e-12);
    }
    assertEquals("Tỷ lệ hộ nghèo", list.at("/criteria/0/name/vi").asText());
    assertTrue(list.path("sources").size() > 0);
    assertTrue(list.path("illustrative").asBoolean(), "the fixture has made-up designations");
    assertTrue(list.path("notes").get(0).asText().startsWith("Illustrative"));
  }

  @Test
  void the_same_list_comes_as_a_layer_and_as_a_table() throws Exception {
    JsonNode list = JSON.readTree(post("/api/priorities", SCENARIO.formatted("")).body());
    HttpResponse<byte[]> layer =
        post("/api/priorities", SCENARIO.formatted(""), "Accept", "application/geo+json");
    assertEquals("application/geo+json", header(layer, "Content-Type"));
    JsonNode features = JSON.readTree(layer.body());
    assertEquals(5, features.path("features").size(), "units left out are on the map too");
    JsonNode first = features.at("/features/0");
    assertEquals(list.at("/units/0/code").asText(), first.path("id").asText());
    assertEquals(list.at("/units/0/score").asDouble(), first.at("/properties/score").asDouble());
    assertTrue(first.at("/geometry/type").asText().endsWith("Polygon"));
    assertTrue(features.path("illustrative").asBoolean());
    String csv = text(post("/api/priorities?f=csv", SCENARIO.formatted("")));
    String[] lines = csv.split("\r\n");
    assertEquals(list.path("units").size() + 1, lines.length);
    assertTrue(lines[1].startsWith("1," + list.at("/units/0/code").asText()));
    assertTrue(lines[0].contains("status"));
  }

  @Test
  void the_release_is_the_one_asked_for_then_that_of_the_document() throws Exception {
    String newer = fixture.publish(171);
    waitFor(newer);
    try {
      String pinned = SCENARIO.formatted(", \"release\": \"" + release + "\"");
      assertEquals(
          release, JSON.readTree(post("/api/priorities", pinned).body()).path("release").asText());
      String address = "/api/priorities?release=" + newer;
      assertEquals(newer, JSON.readTree(post(address, pinned).body()).path("release").asText());
      problem(404, post("/api/priorities", pinned.replace(release, "0123456789abcdef")));
    } finally {
      repository.rollback(release);
      waitFor(release);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                                                                  | 400 |
          {"format":"other"}                                                        | 400 |
          {"format":"xa-atlas-scenario/1","criteria":[]}                            | 422 | criteria
          {"format":"xa-atlas-scenario/1","wieghts":1,"criteria":[{"indicator":"rate_poor"}]} | 422 | wieghts
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"wealth"}]}      | 422 | criteria[0].indicator
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","weight":-1}]} | 422 | criteria[0].weight
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor"}],"units":{"provinces":["77"]}} | 422 | units.provinces
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor"}],"sensitivity":{"draws":0}} | 422 | sensitivity.draws
          {"format":"xa-atlas-scenario/1","period":"1999","criteria":[{"indicator":"rate_poor"}]} | 422 | period
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","group":"khmer"}]} | 422 | criteria[0].group
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor"}],"units":{"include":[{"code":"99999","reason":"r"}]}} | 422 | units.include
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor"}],"budget":{"amount":1,"need":{"indicator":"rate_poor"}}} | 422 | budget.need.indicator
          {"format":"xa-atlas-scenario/1","note":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]} | 400 |
          """)
  void what_cannot_be_evaluated_is_told_at_its_place(String document, int status, String place)
      throws Exception {
    JsonNode problem = problem(status, post("/api/priorities", document));
    if (place != null) {
      assertEquals(place, problem.path("place").asText());
    }
    String detail = problem.path("detail").asText();
    assertFalse(detail.contains(": .") || detail.contains("line 0"), detail);
    String vietnamese =
        problem(status, post("/api/priorities?lang=vi", document)).at("/detail").asText();
    assertFalse(vietnamese.equals(problem.path("detail").asText()));
  }

  @Test
  void a_body_that_is_too_large_and_a_method_that_is_not_there_are_refused() throws Exception {
    problem(413, post("/api/priorities", " ".repeat(ScenarioReader.MAX_BYTES + 1)));
    assertEquals("POST, OPTIONS", header(get("/api/priorities"), "Allow"));
    problem(405, "/api/priorities");
    problem(405, send("PUT", "/api/priorities", new byte[0]));
    assertEquals(
        "POST", header(send("OPTIONS", "/api/priorities"), "Access-Control-Allow-Methods"));
    problem(400, post("/api/priorities?f=docx", SCENARIO.formatted("")));
  }

  @Test
  void two_scenarios_are_compared_unit_by_unit() throws Exception {
    String region = SCENARIO.formatted("").replace("\"weight\": 2", "\"weight\": 0");
    String both = "{\"a\": " + SCENARIO.formatted("") + ", \"b\": " + region + "}";
    JsonNode found = JSON.readTree(post("/api/priorities/compare", both).body());
    assertEquals("xa-atlas-comparison/1", found.path("format").asText());
    JsonNode before = JSON.readTree(post("/api/priorities", SCENARIO.formatted("")).body());
    JsonNode after = JSON.readTree(post("/api/priorities", region).body());
    int changed = 0;
    for (JsonNode unit : found.path("units")) {
      String code = unit.path("code").asText();
      assertEquals(rank(before, code), unit.path("rank_a").asInt(0));
      assertEquals(rank(after, code), unit.path("rank_b").asInt(0));
      changed += rank(before, code) == rank(after, code) ? 0 : 1;
    }
    assertEquals(changed, found.path("changed").asInt());
    assertEquals(5, found.path("units").size());
    JsonNode layer = JSON.readTree(post("/api/priorities/compare?f=geojson", both).body());
    assertEquals(5, layer.path("features").size());
    problem(422, post("/api/priorities/compare", both.replace("\"b\"", "\"c\"")));
    String provinces =
        "{\"format\": \"xa-atlas-scenario/1\", \"level\": \"province\","
            + " \"criteria\": [{\"indicator\": \"rate_poor\"}]}";
    String unlike = "{\"a\": " + region + ", \"b\": " + provinces + "}";
    assertFalse(
        problem(422, post("/api/priorities/compare", unlike)).path("place").asText().contains(" "));
    problem(400, post("/api/priorities/compare", "nonsense"));
  }

  private static int rank(JsonNode list, String code) {
    for (JsonNode unit : list.path("units")) {
      if (unit.path("code").asText().equals(code)) {
        return unit.path("rank").asInt();
      }
    }
    return 0;
  }

  @Test
  void the_schema_is_published() throws Exception {
    HttpResponse<byte[]> response = get("/api/scenario-schema");
    assertEquals("application/schema+json", header(response, "Content-Type"));
    JsonNode schema = JSON.readTree(response.body());
    assertEquals("xa-atlas-scenario/1", schema.at("/properties/format/const").asText());
    JsonNode document = json("/api/openapi.json");
    assertTrue(document.path("paths").path("/api/priorities").has("post"));
  }
}
