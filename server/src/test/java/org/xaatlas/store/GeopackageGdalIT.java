package org.xaatlas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.unit.Level;

/** GDAL, as QGIS uses it, opens the store as it lies on the disk. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class GeopackageGdalIT {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void make_a_store() {
    file = folder.resolve("atlas.gpkg");
    try (Store store = Stores.open("geopackage:" + file)) {
      store.write(
          writer -> {
            Sample.putBasics(writer);
            long number = writer.putImport(Sample.record("x"), Sample.file(folder, "x"));
            writer.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(
                    new Boundary("03646", Sample.awkward(), false, "qd-3107", number),
                    new Boundary("03688", Sample.square(105, 20, 1), true, "qd-3107", number)));
            writer.putBoundaries(
                Sample.OLD,
                Level.DISTRICT,
                List.of(new Boundary("116", Sample.square(103, 21, 1), false, "qd-3107", number)));
            return null;
          });
    }
  }

  private String run(String... command) throws Exception {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String said = Files.readString(out, StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), said);
    assertFalse(said.contains("Warning") || said.contains("ERROR"), said);
    return said;
  }

  private String ogrinfo(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ogrinfo", "-ro", file.toString()));
    command.addAll(Arrays.asList(arguments));
    return run(command.toArray(String[]::new));
  }

  @Test
  void ogrinfo_lists_the_layers_that_people_should_see() throws Exception {
    List<String> layers =
        ogrinfo("-q").lines().map(line -> line.replaceFirst("^\\d+: ", "")).sorted().toList();
    assertEquals(
        List.of(
            "communes_2025_07_01 (Multi Polygon)",
            "designation (None)",
            "districts_2021 (Multi Polygon)",
            "edition (None)",
            "source (None)",
            "unit (None)"),
        layers);
  }

  @Test
  void a_layer_has_geometry_type_reference_system_extent_key_and_attributes() throws Exception {
    String said = ogrinfo("-so", "communes_2025_07_01");
    for (String expected :
        List.of(
            "Geometry: Multi Polygon",
            "Feature Count: 2",
            "Extent: (0.000000, 8.300000) - (106.000000, 22.324482)",
            "ID[\"EPSG\",4326]",
            "FID Column = OGC_FID",
            "Geometry Column = geom",
            "code: String",
            "name: String",
            "schematic: Integer(Boolean)")) {
      assertTrue(said.contains(expected), expected + " is missing in " + said);
    }
  }

  @Test
  void features_come_out_with_text_and_coordinates_as_they_went_in() throws Exception {
    Path csv = folder.resolve("out.csv");
    run(
        "ogr2ogr",
        "-f",
        "CSV",
        "-lco",
        "GEOMETRY=AS_WKT",
        "-lco",
        "SEPARATOR=SEMICOLON",
        csv.toString(),
        file.toString(),
        "communes_2025_07_01",
        "-where",
        "code = '03646'");
    String text = Files.readString(csv);
    assertTrue(text.contains("Tô Hiệu"), text);
    assertTrue(text.contains("\"03646\"") || text.contains(";03646;"), text);
    assertEquals(
        "1 1",
        ogrinfo(
                "-sql",
                "SELECT count(*) || ' ' || min(ST_IsValid(geom)) AS v FROM communes_2025_07_01 WHERE code = '03688'",
                "-q")
            .replaceAll("(?s).*v \\(String\\) = ([0-9 ]+).*", "$1")
            .strip());
  }
}
