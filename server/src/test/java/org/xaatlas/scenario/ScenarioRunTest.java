package org.xaatlas.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseFixture;
import org.xaatlas.series.Status;

/** Scenarios as people write them, run on a release of five communes. */
class ScenarioRunTest {
  private static final String RATE_AND_REGION =
      """
      {
        "format": "xa-atlas-scenario/1",
        "title": "Rate and region",
        "method": "summed_points",
        "criteria": [
          {"id": "rate", "indicator": "rate_poor",
           "function": {"type": "table", "at": [0, 20], "points": [0, 10]},
           "citation": "NQ 1/2026/NQ-HĐND"},
          {"designation": "region", "function": {"points": {"III": 4, "I": 1}}}
        ]%s
      }
      """;

  @TempDir Path folder;
  private OpenRelease release;

  @BeforeEach
  void openARelease() throws IOException {
    FileReleaseRepository repository = new FileReleaseRepository(folder);
    release = OpenRelease.open(repository, new ReleaseFixture(repository).publish(170));
  }

  @Test
  void unitsAreRankedByPointsOfRuleAndDesignation() throws IOException {
    ScenarioRun run = run(RATE_AND_REGION.formatted(""));
    JsonNode list = json(run);
    assertEquals("xa-atlas-priorities/1", list.path("format").asText());
    assertEquals(release.id(), list.path("release").asText());
    double last = Double.POSITIVE_INFINITY;
    int units = 0;
    for (JsonNode unit : list.path("units")) {
      double rate = unit.at("/values/rate").asDouble();
      assertEquals(rate / 2, unit.at("/contributions/rate").asDouble(), 1e-9);
      assertEquals(
          unit.at("/contributions/rate").asDouble() + unit.at("/contributions/region").asDouble(),
          unit.path("score").asDouble(),
          1e-12);
      assertTrue(unit.path("score").asDouble() <= last);
      last = unit.path("score").asDouble();
      units++;
    }
    assertTrue(units >= 2);
    assertEquals(5, units + list.path("excluded").size(), "nobody is lost");
    for (JsonNode left : list.path("excluded")) {
      assertEquals("rate", left.path("missing").get(0).asText());
    }
    assertEquals("NQ 1/2026/NQ-HĐND", list.at("/criteria/0/citation").asText());
    assertTrue(list.at("/criteria/0/series").size() > 0);
    assertEquals("Rate and region", list.at("/scenario/title").asText());
  }

  @Test
  void theSameDocumentGivesTheSameResult() throws IOException {
    String text =
        RATE_AND_REGION.formatted(
            ", \"sensitivity\": {\"draws\": 200, \"top\": 1, \"spread\": 0.2, \"seed\": 9}");
    assertEquals(json(run(text)), json(run(text)));
    // The scenario travels with its result, and reading it from there gives the same again.
    String again = json(run(text)).path("scenario").toString();
    assertEquals(json(run(text)), json(run(again)));
  }

  @Test
  void filtersAndListsWithReasonsDecideWhoIsCompared() throws IOException {
    ScenarioRun province = run(RATE_AND_REGION.formatted(", \"units\": {\"provinces\": [\"14\"]}"));
    assertEquals(List.of("03646", "03664", "03670"), province.table().units());
    ScenarioRun named =
        run(
            RATE_AND_REGION.formatted(
                ", \"units\": {\"provinces\": [\"92\"], \"include\": [{\"code\": \"03646\","
                    + " \"reason\": \"pilot\"}], \"exclude\": [{\"code\": \"31120\", \"reason\":"
                    + " \"no outline\"}]}"));
    assertEquals(List.of("03646", "31117"), named.table().units());
    ScenarioRun poor =
        run(
            RATE_AND_REGION.formatted(
                ", \"units\": {\"ranges\": [{\"indicator\": \"rate_poor\", \"least\": 0}]}"));
    assertTrue(poor.table().units().size() < 5, "a unit without a value passes no range");
    ScenarioRun regionIii =
        run(RATE_AND_REGION.formatted(", \"units\": {\"designations\": [\"region:III\"]}"));
    assertTrue(regionIii.table().units().size() >= 1);
  }

  @Test
  void theListAsCsvHasARowForEachRankedUnit() throws IOException {
    ScenarioRun run = run(RATE_AND_REGION.formatted(""));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PriorityTable.ranked(run).writeCsv(out);
    String[] lines = out.toString(StandardCharsets.UTF_8).split("\r\n");
    assertEquals(
        "\uFEFFrank,code,name,province,province_name,score,rate_value,rate_points,region_value,"
            + "region_points,missing,status,stage,not_reported_share,release",
        lines[0]);
    assertEquals(run.order().length + 1, lines.length);
    for (int unit : run.order()) {
      double soft = 0;
      double all = 0;
      for (int c = 0; c < 2; c++) {
        double part = run.scores().contribution()[c][unit];
        all += part;
        soft +=
            run.status().get(c).get(unit).filter(s -> s != Status.REPORTED).isPresent() ? part : 0;
      }
      double told = PriorityList.notReportedShare(run, unit);
      assertTrue(told >= 0 && told <= 1);
      assertTrue(all == 0 || Math.abs(soft / all - told) < 1e-12, run.names().get(unit));
    }
    assertArrayEquals(
        new String[] {"1", run.table().units().get(run.order()[0])},
        java.util.Arrays.copyOf(lines[1].split(","), 2));
  }

  @Test
  void ranksOnPreliminaryFiguresAreShownBesideThoseOnApprovedOnes() throws IOException {
    String text =
        """
        {"format": "xa-atlas-scenario/1", %s "method": "summed_points",
         "criteria": [{"indicator": "hh_poor",
           "function": {"type": "table", "at": [0, 200], "points": [0, 200]}}]}
        """;
    JsonNode early = json(run(text.formatted("\"stage\": \"preliminary\",")));
    assertEquals(5, early.path("units").size());
    Map<String, Integer> approved = new TreeMap<>();
    for (JsonNode unit : early.path("units")) {
      assertEquals(1, unit.path("rank").asInt(), "one poor household each, says the first count");
      assertEquals("preliminary", unit.path("stage").asText());
      approved.put(unit.path("code").asText(), unit.path("rankApproved").asInt());
    }
    // Approved are 170, 170 and 0; of the other two only the first count is known.
    Map<String, Integer> expected =
        new TreeMap<>(Map.of("03646", 1, "03664", 1, "03670", 5, "31117", 3, "31120", 3));
    assertEquals(expected, approved);
    assertEquals(5, early.at("/stages/preliminary").asInt());
    assertEquals(3, early.at("/stages/changes").size());
    for (JsonNode change : early.at("/stages/changes")) {
      assertEquals(1, change.path("rank").asInt());
      assertEquals(expected.get(change.path("code").asText()), change.path("rankApproved").asInt());
    }
    String note = Message.of("scenario.note_preliminary").in(Language.EN);
    assertTrue(early.path("notes").toString().contains(note));
    JsonNode late = json(run(text.formatted("")));
    assertTrue(late.path("stages").isMissingNode());
    Map<String, Integer> ranks = new TreeMap<>();
    late.path("units")
        .forEach(unit -> ranks.put(unit.path("code").asText(), unit.path("rank").asInt()));
    assertEquals(expected, ranks, "the ranks foretold are those that come");
    assertTrue(late.path("notes").toString().contains(note), "two are still preliminary");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"format":"other"}                                                   | xa-atlas-scenario/1
          {"format":"xa-atlas-scenario/1","criteria":[]}                       | criteria
          {"format":"xa-atlas-scenario/1","wieghts":1,"criteria":[{"indicator":"rate_poor"}]} | wieghts
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","weight":-1}]} | criteria[0]
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","weight":NaN}]} | no JSON
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","function":{"type":"magic"}}]} | criteria[0].function.type
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","missing":"zero"}]} | criteria[0].missing
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor"},{"indicator":"rate_poor"}]} | criteria[1].id
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"wealth"}]} | criteria[0].indicator
          {"format":"xa-atlas-scenario/1","criteria":[{"designation":"stars","function":{"points":{"I":1}}}]} | criteria[0].designation
          {"format":"xa-atlas-scenario/1","edition":"1999","criteria":[{"indicator":"rate_poor"}]} | edition
          {"format":"xa-atlas-scenario/1","units":{"provinces":["77"]},"criteria":[{"indicator":"rate_poor"}]} | units.provinces
          {"format":"xa-atlas-scenario/1","units":{"include":[{"code":"03646"}]},"criteria":[{"indicator":"rate_poor"}]} | units.include[0].reason
          {"format":"xa-atlas-scenario/1","sensitivity":{"draws":1000000000},"criteria":[{"indicator":"rate_poor"}]} | sensitivity.draws
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor"}],"criteria":[]} | no JSON
          {"format":"xa-atlas-scenario/1","criteria":[{"designation":"region","function":{"points":{"lll":3}}}]} | criteria[0].function.points.lll
          {"format":"xa-atlas-scenario/1","units":{"designations":["region:III","region:4"]},"criteria":[{"indicator":"rate_poor"}]} | units.designations: the release has no "4"
          {"format":"xa-atlas-scenario/1","criteria":[{"id":"a","indicator":"rate_poor"},{"id":"A","indicator":"rate_poor"}]} | criteria[1].id
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","weight":1e308}]} | criteria[0].weight
          {"format":"xa-atlas-scenario/1","criteria":[{"indicator":"rate_poor","function":{"type":"table","at":[0,60],"points":[-1e308,1e308]}}]} | criteria[0].function.points[0]
          {                                                                    | no JSON
          """)
  void whatCannotBeUnderstoodIsRefusedAtItsPlace(String document, String place) {
    RefusedException refused = assertThrows(RefusedException.class, () -> run(document));
    String text = refused.text().in(Language.EN);
    assertTrue(text.contains(place), text);
    assertTrue(!refused.text().in(Language.VI).isBlank());
  }

  @Test
  void aHostileDocumentIsBounded() {
    StringBuilder many = new StringBuilder("{\"format\":\"xa-atlas-scenario/1\",\"criteria\":[");
    for (int i = 0; i < 10_000; i++) {
      many.append(i == 0 ? "" : ",").append("{\"id\":\"c").append(i);
      many.append("\",\"indicator\":\"rate_poor\"}");
    }
    assertThrows(RefusedException.class, () -> run(many + "]}"));
    assertThrows(RefusedException.class, () -> run("[".repeat(100_000)));
    assertThrows(RefusedException.class, () -> run(" ".repeat(ScenarioReader.MAX_BYTES + 1)));
  }

  private ScenarioRun run(String document) {
    return ScenarioRun.of(release, ScenarioReader.read(document.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonNode json(ScenarioRun run) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PriorityList.writeJson(run, out, Language.EN);
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
