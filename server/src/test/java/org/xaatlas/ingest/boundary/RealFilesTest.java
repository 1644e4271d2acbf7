package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.SharedData;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.join.Finding;
import org.xaatlas.spatial.CoverageCheck;
import org.xaatlas.spatial.EllipsoidArea;
import org.xaatlas.spatial.Neighbours;
import org.xaatlas.store.Store;
import org.xaatlas.store.geopackage.GeopackageStore;
import org.xaatlas.unit.Level;

/**
 * The readers on every real file. Expected overlaps and gaps are those that the README of the data
 * measured with PostGIS on the same files.
 */
@Tag("slow")
class RealFilesTest {
  private static final String EDITION = "2025-07-01";

  @TempDir Path folder;
  private Store store;

  @BeforeAll
  static void needs_real_data() {
    Assumptions.assumeTrue(SharedData.present());
  }

  @BeforeEach
  void open() {
    store = GeopackageStore.open(folder.resolve("atlas.gpkg"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Path file(String name) {
    return SharedData.dir().resolve("boundaries").resolve(name);
  }

  private ImportResult run(String name, BoundaryImportTest.OptionsBuilder options) {
    return new BoundaryImport(store, new Registers(), Progress.NONE)
        .run(file(name), options.build());
  }

  private SortedMap<String, MultiPolygon> stored(Level level) {
    SortedMap<String, MultiPolygon> stored = new TreeMap<>();
    store.read(
        reader -> {
          reader.boundaries(
              EDITION, level, boundary -> stored.put(boundary.unit(), boundary.geometry()));
          return null;
        });
    return stored;
  }

  @ParameterizedTest
  @CsvSource({
    "son-la-vn2000.zip, 14, 75, 3, 155241, 5, 1.3",
    "lang-son.gpkg, 20, 65, 9, 10001, 3, 8.2",
    "thai-nguyen.geojson, 19, 92, 4, 6312, 5, 16.3",
    "can-tho-3857.fgb, 92, 103, 3, 4.9, 2, 7.8",
    "vinh-long-no-cpg.zip, 86, 124, 12, 651, 10, 76.0"
  })
  void a_province_is_read_joined_checked_and_kept(
      String name,
      String province,
      int units,
      int overlaps,
      double overlapArea,
      int gaps,
      double gapArea) {
    ImportResult result = run("provinces/" + name, BoundaryImportTest.options().province(province));
    assertEquals(units, result.report().matched(), result.report().findings().toString());
    assertEquals(units, result.report().rows());
    assertTrue(result.stored());
    SortedMap<String, MultiPolygon> kept = stored(Level.COMMUNE);
    assertEquals(units, kept.size());
    CoverageCheck.Report coverage = CoverageCheck.check(kept);
    assertEquals(overlaps, coverage.overlaps().size());
    assertEquals(overlapArea, coverage.overlapSquareMetres(), overlapArea * 0.001 + 0.2);
    assertEquals(gaps, coverage.gaps().size(), 1);
    assertEquals(gapArea, coverage.gapSquareMetres(), 1);
    assertTrue(
        store.read(reader -> reader.adjacency(EDITION, Level.COMMUNE)).neighbours().size()
            >= units - 1);
  }

  /** Within 2e-7 degree, two centimetres: the source has six decimals, the shapefile its own. */
  @ParameterizedTest
  @CsvSource({"son-la-vn2000.zip, 14", "can-tho-3857.fgb, 92"})
  void coordinates_of_other_systems_land_where_the_national_file_has_them(
      String name, String province) {
    run("provinces/" + name, BoundaryImportTest.options());
    SortedMap<String, MultiPolygon> kept = stored(Level.COMMUNE);
    int[] compared = {0};
    try (BoundaryReader reader =
        BoundaryReaders.open(
            file("vn-2025-communes.geojsonl.gz"), Optional.empty(), Optional.empty())) {
      reader.read(
          feature -> {
            MultiPolygon mine = kept.get((String) feature.fields().get("code"));
            if (mine != null) {
              MultiPolygon theirs = feature.outline().orElseThrow();
              assertEquals(theirs.getNumPoints(), mine.getNumPoints());
              for (int part = 0; part < mine.getNumGeometries(); part++) {
                assertNear(
                    theirs.getGeometryN(part).getEnvelopeInternal().centre(),
                    mine.getGeometryN(part).getEnvelopeInternal().centre());
              }
              compared[0]++;
            }
          });
    }
    assertEquals(kept.size(), compared[0]);
  }

  private static void assertNear(Coordinate expected, Coordinate actual) {
    assertEquals(expected.x, actual.x, 2e-7);
    assertEquals(expected.y, actual.y, 2e-7);
  }

  @Test
  void names_alone_are_matched_where_they_are_unique_and_asked_about_where_they_are_not() {
    ImportResult result = run("provinces/vinh-long-no-cpg.zip", BoundaryImportTest.options());
    assertEquals(124, result.report().rows());
    // Xã Vinh Kim may be Xã Vĩnh Kim of another province with marks left out.
    assertEquals(98, result.report().matched());
    assertEquals(26, result.report().ambiguous());
    assertFalse(result.stored());
    assertTrue(
        result.report().findings().stream()
            .anyMatch(
                finding ->
                    finding.rule().equals("boundary.province_hint")
                        && finding.message().toString().contains("--province 86")));
  }

  @Test
  void all_provinces_are_kept() {
    ImportResult result =
        run("vn-2025-provinces.geojsonl.gz", BoundaryImportTest.options().level(Level.PROVINCE));
    assertEquals(34, result.report().matched());
    assertTrue(result.stored());
    CoverageCheck.Report coverage = CoverageCheck.check(stored(Level.PROVINCE));
    assertEquals(1, coverage.overlaps().size());
    assertEquals(6.12e6, coverage.overlapSquareMetres(), 0.01e6);
    assertEquals("82", coverage.overlaps().get(0).first());
  }

  @Test
  void neighbouring_provinces_from_two_files_and_systems_become_neighbours() {
    run("provinces/lang-son.gpkg", BoundaryImportTest.options());
    run("provinces/thai-nguyen.geojson", BoundaryImportTest.options());
    var neighbours = store.read(reader -> reader.adjacency(EDITION, Level.COMMUNE)).neighbours();
    List<String> across = new ArrayList<>();
    var register = new Registers().register(EDITION).orElseThrow();
    neighbours.forEach(
        (unit, others) ->
            others.forEach(
                other -> {
                  if (!register
                      .find(Level.COMMUNE, unit)
                      .orElseThrow()
                      .parent()
                      .equals(register.find(Level.COMMUNE, other).orElseThrow().parent())) {
                    across.add(unit);
                  }
                }));
    assertTrue(across.size() > 20, across.toString());
  }

  /** 3,321 communes, 7.1 million vertices: some 15 seconds and below 2 GB. */
  @Test
  void the_whole_country_is_read_checked_and_kept() {
    ImportResult result = run("vn-2025-communes.geojsonl.gz", BoundaryImportTest.options());
    assertEquals(3321, result.report().matched());
    assertTrue(result.stored());
    assertTrue(
        result.report().findings().stream()
            .noneMatch(
                finding ->
                    finding.severity() == Finding.Severity.ERROR
                        || finding.rule().equals("boundary.repaired")));
    SortedMap<String, MultiPolygon> kept = stored(Level.COMMUNE);
    assertEquals(7_129_486, kept.values().stream().mapToInt(MultiPolygon::getNumPoints).sum());
    CoverageCheck.Report coverage = CoverageCheck.check(kept);
    // PostGIS counts 232 pairs and 241 gaps: slivers below 0.001 m2 and holes inside one unit are
    // none of ours.
    assertEquals(224, coverage.overlaps().size());
    assertEquals(10.83e6, coverage.overlapSquareMetres(), 0.01e6);
    assertEquals(225, coverage.gaps().size());
    assertEquals(2707, coverage.gapSquareMetres(), 20);
    assertEquals(1280, coverage.gaps().get(0).squareMetres(), 1);
    assertEquals(List.of("21319", "21325"), coverage.gaps().get(0).units());
    double area = kept.values().stream().mapToDouble(EllipsoidArea::squareMetres).sum();
    assertEquals(333_842e6 + 7.33e6, area, 5e6);
    var neighbours = store.read(reader -> reader.adjacency(EDITION, Level.COMMUNE)).neighbours();
    assertEquals(Neighbours.of(kept).neighbours(), neighbours);
    assertTrue(neighbours.size() > 3300);
    // Hoàng Sa lies alone in the sea.
    assertFalse(neighbours.containsKey("20333"));
  }
}
