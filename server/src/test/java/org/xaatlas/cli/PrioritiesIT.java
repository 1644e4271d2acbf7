package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.message.Language;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.Comparison;
import org.xaatlas.scenario.HotSpotQuestion;
import org.xaatlas.scenario.HotSpots;
import org.xaatlas.scenario.Patience;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;
import org.xaatlas.unit.Level;

/** Priorities, comparisons and hot spots from the command line, as the program itself computes. */
class PrioritiesIT {
  private static final Path SCENARIOS = Path.of("../geodata/scenarios").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenRelease release = DemonstrationRelease.open();
  @TempDir Path folder;

  @Test
  void hotSpotsAreThoseOfTheService() throws Exception {
    HotSpots expected =
        HotSpots.of(
            release,
            new HotSpotQuestion(
                "rate_poor",
                Optional.empty(),
                Optional.empty(),
                Level.COMMUNE,
                "all",
                Optional.empty(),
                HotSpotQuestion.Statistic.LISA,
                199,
                7,
                0.05,
                4,
                true),
            Patience.ENDLESS);
    for (String ending : new String[] {"json", "geojson", "csv"}) {
      Path out = folder.resolve("hot." + ending);
      Atlas.Ending ending0 =
          atlas(
              "hotspots",
              "--indicator",
              "rate_poor",
              "--permutations",
              "199",
              "--seed",
              "7",
              "--out",
              out.toString());
      assertEquals(ExitCode.DONE, ending0.code(), ending0::toString);
      assertTrue(ending0.out().contains(expected.summary().in(Language.EN)), ending0::toString);
      assertTrue(ending0.out().contains(release.id()), ending0::toString);
      ByteArrayOutputStream told = new ByteArrayOutputStream();
      switch (ending) {
        case "json" -> expected.writeJson(told, Language.EN);
        case "geojson" -> expected.writeGeojson(told, Language.EN);
        default -> expected.layer().writeCsv(told);
      }
      assertEquals(told.toString(StandardCharsets.UTF_8), Files.readString(out), ending);
    }
  }

  @Test
  void aComparisonIsThatOfTheService() throws Exception {
    Path a = SCENARIOS.resolve("rate-or-number.json");
    Path b = SCENARIOS.resolve("budget-by-need.json");
    Comparison expected = Comparison.of(run(a), run(b));
    Comparison.Totals totals = expected.totals();
    Path out = folder.resolve("both.json");
    Atlas.Ending done =
        atlas("prioritise", a.toString(), "--compare", b.toString(), "--out", out.toString());
    assertEquals(ExitCode.DONE, done.code(), done::toString);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    expected.writeJson(told, Language.EN);
    JsonNode found = JSON.readTree(out.toFile());
    assertEquals(JSON.readTree(told.toByteArray()), found);
    assertEquals(totals.in(), found.path("in").asLong());
    assertEquals(totals.out(), found.path("out").asLong());
    assertTrue(totals.in() + totals.out() > 0, "the two choose differently");
    assertTrue(found.path("moved").isNull(), "the first gives no money out");
    assertTrue(done.out().contains("cannot be compared"), done::toString);
    Path sheet = folder.resolve("both.xlsx");
    Atlas.Ending refused =
        atlas("prioritise", a.toString(), "--compare", b.toString(), "--out", sheet.toString());
    assertEquals(ExitCode.USAGE, refused.code(), refused::toString);
    assertTrue(refused.err().contains(".gpkg"), refused::toString);
    assertTrue(Files.notExists(sheet));
  }

  @Test
  void aListIsPrintedAndWritten() throws Exception {
    Path scenario = SCENARIOS.resolve("pairs-and-projects.json");
    for (String ending : new String[] {"html", "xlsx"}) {
      Path out = folder.resolve("list." + ending);
      Atlas.Ending done = atlas("prioritise", scenario.toString(), "--out", out.toString());
      assertEquals(ExitCode.DONE, done.code(), done::toString);
      assertTrue(Files.size(out) > 1000);
      ScenarioRun run = run(scenario);
      String first = run.table().units().get(run.order()[0]);
      assertTrue(done.out().startsWith("1. " + first), done::toString);
    }
  }

  private Atlas.Ending atlas(String... arguments) throws IOException, InterruptedException {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = DemonstrationRelease.folder().toString();
    return new Atlas(Files.createDirectories(folder.resolve("data")), Map.of()).run(all);
  }

  private ScenarioRun run(Path scenario) throws IOException {
    return ScenarioRun.of(release, ScenarioReader.read(Files.readAllBytes(scenario)));
  }
}
