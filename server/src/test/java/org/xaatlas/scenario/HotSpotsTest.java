package org.xaatlas.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.message.Language;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.unit.Level;

/** Hot spots of the demonstration set. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HotSpotsTest {
  private final OpenRelease release = DemonstrationRelease.open();

  @Test
  void rates_with_counts_are_smoothed_towards_the_rate_of_all() throws IOException {
    JsonNode answer = answer("rate_poor", true);
    assertTrue(answer.path("smoothed").asBoolean());
    assertEquals(459, answer.path("tested").asInt());
    double nearer = 0;
    for (JsonNode unit : answer.path("units")) {
      double value = unit.path("value").asDouble();
      double smoothed = unit.path("smoothed_estimate").asDouble();
      nearer += Math.abs(value - smoothed);
      assertTrue(smoothed >= 0 && smoothed <= 100);
    }
    assertTrue(nearer > 0);
    assertTrue(answer.path("notes").toString().contains("ước lượng làm trơn"));
    assertTrue(answer.path("illustrative").asBoolean());
    assertFalse(answer("rate_poor", false).at("/units/0").has("smoothed_estimate"));
  }

  @Test
  void the_made_up_figures_lie_in_clusters_and_the_classes_add_up() throws IOException {
    JsonNode answer = answer("rate_poor", true);
    assertTrue(answer.at("/moran/i").asDouble() > 0.3, answer.at("/moran").toString());
    assertEquals(0.001, answer.at("/moran/pseudoP").asDouble(), 1e-12);
    int sum = 0;
    for (JsonNode count : answer.path("classes")) {
      sum += count.asInt();
    }
    assertEquals(459, sum);
    assertTrue(answer.at("/classes/high_high").asInt() > 10);
    for (JsonNode unit : answer.path("units")) {
      boolean told = !unit.path("class").asText().equals("not_significant");
      assertEquals(told, unit.path("pseudo_p").asDouble() <= answer.path("pBound").asDouble());
    }
  }

  @Test
  void counts_are_compared_as_they_are() throws IOException {
    JsonNode answer = answer("hh_poor", true);
    assertFalse(answer.path("smoothed").asBoolean());
  }

  private JsonNode answer(String indicator, boolean smoothed) throws IOException {
    HotSpotQuestion question =
        new HotSpotQuestion(
            indicator,
            Optional.empty(),
            Optional.empty(),
            Level.COMMUNE,
            "all",
            Optional.empty(),
            HotSpotQuestion.Statistic.LISA,
            999,
            1,
            0.05,
            4,
            smoothed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HotSpots.of(release, question, Patience.ENDLESS).writeJson(out, Language.EN);
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
