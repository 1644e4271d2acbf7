package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBReader;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.scenario.Comparison;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;

/** GeoPackages of scenarios over the demonstration set, read again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PriorityFileTest {
  private static final Path SCENARIOS = Path.of("../geodata/scenarios");

  private final OpenRelease release = DemonstrationRelease.open();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rate-or-number.json", "budget-by-need.json", "pairs-and-projects.json"})
  void a_geopackage_tells_the_same_as_the_json(String scenario) throws Exception {
    ScenarioRun run = run(Files.readAllBytes(SCENARIOS.resolve(scenario)));
    Path file = folder.resolve("list.gpkg");
    PriorityFile.write(run, "gpkg", file, Language.EN);
    Path told = folder.resolve("list.json");
    PriorityFile.write(run, "json", told, Language.EN);
    JsonNode json = new ObjectMapper().readTree(told.toFile());
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertEquals("ok", one(database, "PRAGMA integrity_check"));
      assertEquals("1196444487", one(database, "PRAGMA application_id"));
      assertEquals(
          "features 4326",
          one(
              database,
              "SELECT data_type || ' ' || srs_id FROM gpkg_contents WHERE table_name ="
                  + " 'priorities'"));
      assertEquals(
          "geom MULTIPOLYGON 4326",
          one(
              database,
              "SELECT column_name || ' ' || geometry_type_name || ' ' || srs_id FROM"
                  + " gpkg_geometry_columns WHERE table_name = 'priorities'"));
      assertEquals(
          "EPSG 4326",
          one(
              database,
              "SELECT organization || ' ' || organization_coordsys_id FROM gpkg_spatial_ref_sys"
                  + " WHERE srs_id = 4326"));
      assertEquals(release.id(), one(database, "SELECT text FROM about WHERE name = 'release'"));
      assertEquals("true", one(database, "SELECT text FROM about WHERE name = 'illustrative'"));
      assertEquals(
          "1",
          one(
              database,
              "SELECT count(*) FROM about WHERE name = 'note' AND text = '"
                  + Message.of("scenario.note_illustrative").in(Language.EN).replace("'", "''")
                  + "'"));
      assertFalse(one(database, "SELECT count(*) FROM about WHERE name = 'source'").equals("0"));
      Map<String, JsonNode> ranked = new HashMap<>();
      json.path("units").forEach(unit -> ranked.put(unit.path("code").asText(), unit));
      int rows = 0;
      int drawn = 0;
      try (ResultSet found =
          database
              .createStatement()
              .executeQuery("SELECT code, rank, score, release, geom FROM priorities")) {
        while (found.next()) {
          rows++;
          String code = found.getString("code");
          JsonNode unit = ranked.remove(code);
          assertEquals(release.id(), found.getString("release"));
          if (unit == null) {
            found.getInt("rank");
            assertTrue(found.wasNull(), code + " has no rank in the JSON");
          } else {
            assertEquals(unit.path("rank").asInt(), found.getInt("rank"), code);
            assertEquals(unit.path("score").asDouble(), found.getDouble("score"), 0, code);
          }
          byte[] geometry = found.getBytes("geom");
          if (geometry != null) {
            drawn++;
            located(geometry, code);
          }
        }
      }
      assertTrue(ranked.isEmpty(), ranked::toString);
      assertEquals(run.table().units().size(), rows);
      assertEquals(json.path("units").size() + json.path("excluded").size(), rows);
      assertTrue(drawn > rows / 2, drawn + " of " + rows + " have an outline");
    }
    assertNoDrafts();
  }

  @Test
  void a_comparison_is_a_layer_too() throws Exception {
    ScenarioRun a = run(Files.readAllBytes(SCENARIOS.resolve("rate-or-number.json")));
    ScenarioRun b = run(Files.readAllBytes(SCENARIOS.resolve("budget-by-need.json")));
    Comparison found = Comparison.of(a, b);
    Path file = folder.resolve("both.gpkg");
    PriorityFile.write(found, "gpkg", file, Language.VI);
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Comparison.Totals totals = found.totals();
      String chosen = "SELECT count(*) FROM comparison WHERE chosen = '%s'";
      assertEquals(String.valueOf(totals.in()), one(database, chosen.formatted("in")));
      assertEquals(String.valueOf(totals.out()), one(database, chosen.formatted("out")));
      assertEquals(
          String.valueOf(found.layer().size()), one(database, "SELECT count(*) FROM comparison"));
    }
  }

  @Test
  void a_title_that_is_the_name_of_a_table_does_no_harm() throws Exception {
    Path file = folder.resolve("about.gpkg");
    PriorityFile.write(
        run(
            "{\"format\":\"xa-atlas-scenario/1\",\"title\":\"about\",\"units\":{\"provinces\":[\"14\"]},\"criteria\":[{\"indicator\":\"rate_poor\"}]}"
                .getBytes()),
        "gpkg",
        file,
        Language.EN);
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertEquals("about", one(database, "SELECT text FROM about WHERE name = 'title'"));
    }
  }

  @Test
  void what_cannot_be_written_leaves_no_draft_behind() throws IOException {
    Path place = Files.createDirectories(folder.resolve("taken.gpkg/inside"));
    ScenarioRun run = run(Files.readAllBytes(SCENARIOS.resolve("pairs-and-projects.json")));
    assertThrows(
        EnvironmentException.class,
        () -> PriorityFile.write(run, "gpkg", place.getParent(), Language.EN));
    assertTrue(Files.isDirectory(place));
    assertNoDrafts();
  }

  /** A GeoPackage blob: what its head says fits the outline, which lies in Viet Nam. */
  private static void located(byte[] blob, String code) throws Exception {
    assertArrayEquals(new byte[] {'G', 'P', 0, 3}, Arrays.copyOf(blob, 4), code);
    ByteBuffer head = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(4326, head.getInt(4), code);
    Geometry outline = new WKBReader().read(Arrays.copyOfRange(blob, 40, blob.length));
    assertEquals("MultiPolygon", outline.getGeometryType(), code);
    var box = outline.getEnvelopeInternal();
    assertEquals(box.getMinX(), head.getDouble(8), 0, code);
    assertEquals(box.getMaxX(), head.getDouble(16), 0, code);
    assertEquals(box.getMinY(), head.getDouble(24), 0, code);
    assertEquals(box.getMaxY(), head.getDouble(32), 0, code);
    assertTrue(box.getMinX() > 102 && box.getMaxX() < 118, code + " " + box);
    assertTrue(box.getMinY() > 6 && box.getMaxY() < 24, code + " " + box);
  }

  private void assertNoDrafts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(), files.filter(f -> f.getFileName().toString().startsWith(".")).toList());
    }
  }

  private static String one(Connection database, String sql) throws SQLException {
    try (ResultSet found = database.createStatement().executeQuery(sql)) {
      assertTrue(found.next(), sql);
      return found.getString(1);
    }
  }

  private ScenarioRun run(byte[] document) {
    return ScenarioRun.of(release, ScenarioReader.read(document));
  }
}
