package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.GeoJsonFile;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.Progress;
import org.xaatlas.message.RefusedException;
import org.xaatlas.spatial.EllipsoidArea;
import org.xaatlas.store.Store;
import org.xaatlas.store.geopackage.GeopackageStore;
import org.xaatlas.unit.Level;

class BoundaryDefectsTest {
  private static final String EDITION = "2025-07-01";

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = GeopackageStore.open(folder.resolve("atlas.gpkg"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** One feature in a file of its own. */
  private void put(String code, String ring) throws IOException {
    Path file = folder.resolve(code + ".geojson");
    Files.writeString(
        file,
        "{\"type\":\"Feature\",\"properties\":{\"code\":\""
            + code
            + "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
            + ring
            + "]]}}");
    assertTrue(
        new BoundaryImport(store, new Registers(), Progress.NONE)
            .run(file, BoundaryImportTest.options().build())
            .stored());
  }

  private void threeFiles() throws IOException {
    put("03646", "[104,21],[104.1,21],[104.1,21.1],[104,21.1],[104,21]");
    // Overlaps the first by 0.01 degrees, and leaves a notch open to it.
    put(
        "03664",
        "[104.09,21],[104.2,21],[104.2,21.1],[104.1,21.1],[104.1,21.06],[104.11,21.05],"
            + "[104.1,21.04],[104.1,21.03],[104.09,21.03],[104.09,21]");
  }

  private BoundaryDefects find() {
    return BoundaryDefects.of(store, Optional.empty(), Level.COMMUNE, Progress.NONE);
  }

  @Test
  void defects_between_files_are_found_the_largest_first() throws IOException {
    threeFiles();
    BoundaryDefects found = find();
    assertTrue(found.complete());
    assertEquals(EDITION, found.edition());
    assertEquals(2, found.units());
    assertEquals(2, found.defects().size());
    assertEquals(BoundaryDefects.Kind.OVERLAP, found.defects().get(0).kind());
    assertEquals(BoundaryDefects.Kind.GAP, found.defects().get(1).kind());
    assertFalse(found.defects().get(0).schematic());
  }

  @Test
  void features_have_the_ground_itself_and_name_the_units() throws IOException {
    threeFiles();
    Path file = folder.resolve("defects.geojson");
    assertEquals(2, find().writeTo(file));
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertEquals("FeatureCollection", json.get("type").asText());
    assertTrue(json.get("complete").asBoolean());
    JsonNode overlap = json.get("features").get(0);
    assertEquals("overlap", overlap.at("/properties/kind").asText());
    assertEquals("03646", overlap.at("/properties/codes/0").asText());
    assertEquals("03664", overlap.at("/properties/codes/1").asText());
    assertTrue(overlap.at("/properties/names/0").asText().endsWith("Tô Hiệu"));
    MultiPolygon ground = GeoJsonFile.area(overlap.get("geometry"));
    assertTrue(ground.isValid());
    double area = EllipsoidArea.squareMetres(ground);
    assertEquals(area, overlap.at("/properties/area_m2").asDouble(), 0.01);
    assertEquals(0.01 * 0.03, ground.getArea(), 1e-9);
    JsonNode gap = json.get("features").get(1);
    assertEquals("gap", gap.at("/properties/kind").asText());
    assertEquals(0.01 * 0.02 / 2, GeoJsonFile.area(gap.get("geometry")).getArea(), 1e-9);
    assertFalse(gap.at("/properties/schematic").asBoolean());
  }

  @Test
  void a_store_without_boundaries_is_refused() {
    RefusedException refused = assertThrows(RefusedException.class, this::find);
    assertEquals("boundary.check_nothing", refused.text().key());
    assertEquals(List.of("commune", "-"), refused.text().arguments());
  }
}
