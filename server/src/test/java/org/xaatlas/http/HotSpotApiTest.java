package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Hot spots asked of a real server. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HotSpotApiTest extends ServerTest {
  private static final String ASKED = "/api/hotspots?indicator=hh_poor&permutations=999";

  @BeforeAll
  void start_on_a_free_port(@TempDir Path dataFolder) {
    start(dataFolder);
  }

  @AfterAll
  void stop_server() {
    stop();
  }

  @Test
  void the_answer_is_a_layer_of_all_units_with_their_class() throws Exception {
    HttpResponse<byte[]> response = get(ASKED);
    assertEquals(200, response.statusCode(), () -> text(response));
    assertEquals("application/geo+json", header(response, "Content-Type"));
    JsonNode layer = JSON.readTree(response.body());
    assertEquals(5, layer.path("features").size());
    assertEquals(release, layer.path("release").asText());
    assertEquals(999, layer.path("permutations").asInt());
    int tested = 0;
    for (JsonNode feature : layer.path("features")) {
      JsonNode properties = feature.path("properties");
      if (properties.path("value").isNull()) {
        assertEquals("no_data", properties.path("class").asText());
      } else {
        tested++;
        assertTrue(properties.path("pseudo_p").asDouble() >= 0.001);
        boolean drawn = !feature.path("geometry").isNull();
        assertEquals(drawn, properties.path("neighbours").asInt() > 0, properties.toString());
      }
    }
    assertEquals(layer.path("tested").asInt(), tested);
    List<String> islands = new ArrayList<>();
    layer.path("islands").forEach(code -> islands.add(code.asText()));
    assertTrue(islands.contains("31117"), "it lies alone in the south: " + islands);
    assertEquals("nearest", feature(layer, "31117").at("/properties/neighbours_by").asText());
    assertTrue(Double.isFinite(layer.at("/moran/i").asDouble()));
  }

  @Test
  void without_nearest_units_an_island_has_no_neighbours() throws Exception {
    JsonNode layer = json(ASKED + "&nearest=0");
    assertEquals("no_neighbours", feature(layer, "31117").at("/properties/class").asText());
    assertTrue(feature(layer, "31117").at("/properties/index").isNull());
  }

  @Test
  void the_same_question_has_the_same_answer_and_never_changes_when_pinned() throws Exception {
    assertEquals(json(ASKED + "&method=gi"), json(ASKED + "&method=gi"));
    HttpResponse<byte[]> pinned = get(ASKED + "&release=" + release);
    assertEquals(IMMUTABLE, header(pinned, "Cache-Control"));
    String csv = text(get(ASKED + "&f=csv"));
    assertEquals(6, csv.split("\r\n").length);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400, indicator",
    "'indicator=hh_poor&method=magic', 400, method",
    "'indicator=hh_poor&permutations=1000000', 400, permutations",
    "'indicator=hh_poor&alpha=0.9', 400, alpha",
    "'indicator=hh_poor&level=village', 400, level",
    "'indicator=wealth', 422, indicator",
    "'indicator=hh_poor&edition=1999', 422, edition",
    "'indicator=hh_poor&province=77', 422, province",
    "'indicator=rate_poor', 422, indicator",
    "'indicator=hh_poor&period=1999', 422, period",
    "'indicator=hh_poor&group=khmer', 422, group",
  })
  void what_cannot_be_answered_says_why(String query, int status, String place) throws Exception {
    JsonNode problem = problem(status, "/api/hotspots?" + query);
    if (place != null) {
      assertEquals(place, problem.path(status == 400 ? "parameter" : "place").asText());
    }
    assertFalse(problem.path("detail").asText().contains(": ."), "it names what there is");
  }
}
