package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.CODES;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.collection;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.feature;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.geometry;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.shapefile;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.square;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.threeSquares;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.write;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.zip;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.store.Store;
import org.xaatlas.store.geopackage.GeopackageStore;
import org.xaatlas.unit.Level;

class BoundaryImportTest {
  static final String EDITION = "2025-07-01";
  static final Source SOURCE = new Source("test", "Test boundaries", "", "", "", "", "");

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

  /** Options as tests vary them. */
  static final class OptionsBuilder {
    private Level level = Level.COMMUNE;
    private String edition = EDITION;
    private Optional<String> codeField = Optional.empty();
    private Optional<String> province = Optional.empty();
    private Optional<String> crs = Optional.empty();
    private Optional<String> encoding = Optional.empty();
    private boolean anywhere;
    private boolean dryRun;
    private boolean acceptUnmatched;

    OptionsBuilder level(Level value) {
      level = value;
      return this;
    }

    OptionsBuilder edition(String value) {
      edition = value;
      return this;
    }

    OptionsBuilder codeField(Optional<String> value) {
      codeField = value;
      return this;
    }

    OptionsBuilder province(String value) {
      province = Optional.of(value);
      return this;
    }

    OptionsBuilder crs(String value) {
      crs = Optional.of(value);
      return this;
    }

    OptionsBuilder encoding(String value) {
      encoding = Optional.of(value);
      return this;
    }

    OptionsBuilder anywhere() {
      anywhere = true;
      return this;
    }

    OptionsBuilder dryRun() {
      dryRun = true;
      return this;
    }

    OptionsBuilder acceptUnmatched() {
      acceptUnmatched = true;
      return this;
    }

    BoundaryImport.Options build() {
      return new BoundaryImport.Options(
          level,
          edition,
          codeField,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          crs,
          false,
          anywhere,
          new FileOptions(
              province, Optional.empty(), encoding, SOURCE, dryRun, acceptUnmatched, false));
    }
  }

  static OptionsBuilder options() {
    return new OptionsBuilder();
  }

  private ImportResult run(Path file, OptionsBuilder options) {
    return new BoundaryImport(store, new Registers(), Progress.NONE).run(file, options.build());
  }

  private ImportResult run(String geoJson, OptionsBuilder options) throws IOException {
    return run(write(folder.resolve("test.geojson"), geoJson), options);
  }

  private List<Boundary> stored(Level level, String edition) {
    return store.read(
        reader -> {
          List<Boundary> found = new ArrayList<>();
          reader.boundaries(edition, level, found::add);
          return found;
        });
  }

  private List<String> codes() {
    return stored(Level.COMMUNE, EDITION).stream().map(Boundary::unit).toList();
  }

  private static Finding finding(ImportResult result, String rule) {
    return result.report().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .findFirst()
        .orElseThrow(() -> new AssertionError(rule + " not in " + result.report().findings()));
  }

  private void assertNothingStored(ImportResult result) {
    assertFalse(result.stored());
    assertTrue(store.read(reader -> reader.imports()).isEmpty());
    assertTrue(store.read(reader -> reader.editions()).isEmpty());
  }

  @Test
  void a_clean_file_is_kept_with_units_source_import_and_adjacency() throws IOException {
    ImportResult result = run(threeSquares(), options());
    assertEquals(3, result.report().matched());
    assertEquals(1, result.importNumber().orElseThrow());
    assertEquals(CODES, codes());
    Boundary first = stored(Level.COMMUNE, EDITION).get(0);
    assertEquals(new Coordinate(104, 21), first.geometry().getCoordinate());
    assertEquals(1, first.importNumber());
    assertEquals("test", first.source());
    store.read(
        reader -> {
          assertEquals(
              Map.of(
                  "03646", Set.of("03664"),
                  "03664", Set.of("03646", "03670"),
                  "03670", Set.of("03664")),
              reader.adjacency(EDITION, Level.COMMUNE).neighbours());
          assertEquals(3321, reader.units(EDITION).units(Level.COMMUNE).size());
          assertEquals(List.of(SOURCE), reader.sources());
          assertEquals("test.geojson", reader.imports().get(0).fileName());
          assertTrue(reader.imports().get(0).report().contains("\"matched\":3"));
          assertTrue(reader.sourceFile(result.report().sha256()).isPresent());
          return null;
        });
  }

  /** What other programs make of a table typed in old fonts: Western letters, saved as Unicode. */
  @ParameterizedTest
  @ValueSource(strings = {"TCVN3", "VNI", "windows-1258", "VIQR"})
  void names_that_a_conversion_broke_are_mended(String encoding) throws IOException {
    TextEncoding old = TextEncoding.named(encoding).orElseThrow();
    List<String> names = List.of("Phường Tô Hiệu", "Phường Chiềng An", "Phường Chiềng Cơi");
    String[] features = new String[3];
    for (int i = 0; i < 3; i++) {
      String octets = Encoder.encode(names.get(i), old);
      String shown =
          new String(octets.getBytes(StandardCharsets.ISO_8859_1), Charset.forName("windows-1252"));
      features[i] =
          feature("{\"ten_xa\":\"" + shown + "\",\"con_lai\":7}", geometry(square(104 + i, 21, 1)));
    }
    ImportResult result = run(collection(features), options().province("14"));
    assertEquals(3, result.report().matched(), () -> result.report().findings().toString());
    assertEquals(CODES, codes());
    assertTrue(finding(result, "boundary.encoding").message().toString().contains(old.name()));
    ImportResult asked =
        run(collection(features), options().province("14").encoding(encoding).dryRun());
    assertEquals(3, asked.report().matched());
  }

  @Test
  void a_description_of_coordinates_without_end_is_refused() throws IOException {
    Map<String, byte[]> parts = new java.util.LinkedHashMap<>(shapefile("xa"));
    for (String wkt : List.of("GEOGCS[".repeat(9_000), "GEOGCS[\"" + "a".repeat(60_000) + "\"]")) {
      parts.put("xa.prj", wkt.getBytes(StandardCharsets.US_ASCII));
      Path file = zip(folder.resolve("deep.zip"), parts);
      RefusedException refused =
          assertThrows(RefusedException.class, () -> run(file, options().dryRun()));
      assertEquals("boundary.crs_unreadable", refused.text().key());
    }
  }

  @Test
  void coordinates_are_kept_bit_for_bit() throws IOException {
    double[] ring = {
      104.1, 21, 104.1, 21.1, 104.23456789012345, 21.1, 104.2, 20.999999999999996, 104.1, 21
    };
    run(collection(feature("{\"code\":\"03646\"}", geometry(ring))), options());
    Coordinate[] kept = stored(Level.COMMUNE, EDITION).get(0).geometry().getCoordinates();
    for (int i = 0; i < kept.length; i++) {
      assertEquals(ring[2 * i], kept[i].x);
      assertEquals(ring[2 * i + 1], kept[i].y);
    }
  }

  @Test
  void a_dry_run_reports_all_and_keeps_nothing() throws IOException {
    ImportResult result = run(threeSquares(), options().dryRun());
    assertEquals(3, result.report().matched());
    assertNothingStored(result);
  }

  /** Some codes of the file mean a unit in this edition too: the wrong one. */
  @Test
  void codes_of_another_edition_refuse_the_file_whatever_is_accepted() throws IOException {
    String text =
        collection(feature("00001", 104), feature("00006", 104.1), feature("00004", 104.2));
    ImportResult result = run(text, options().acceptUnmatched());
    assertEquals(1, result.report().matched());
    assertTrue(finding(result, "edition.other").message().toString().contains("--edition 2021"));
    assertNothingStored(result);
  }

  @Test
  void open_rows_refuse_the_file_until_they_are_accepted_as_left_out() throws IOException {
    String text = collection(feature("03646", 104), feature("99999", 104.1));
    ImportResult result = run(text, options());
    assertEquals(1, result.report().unmatched());
    assertNothingStored(result);
    result = run(text, options().acceptUnmatched());
    assertTrue(result.stored());
    assertEquals(List.of("03646"), codes());
    assertEquals(1, result.report().unmatched());
  }

  @Test
  void every_row_of_a_code_that_occurs_twice_is_reported_and_none_stored() throws IOException {
    String text =
        collection(feature("03646", 104), feature("03646", 104.1), feature("03664", 104.2));
    ImportResult result = run(text, options().acceptUnmatched());
    assertEquals(2, result.report().ambiguous());
    assertEquals(List.of("03664"), codes());
  }

  @Test
  void a_feature_without_geometry_stays_open() throws IOException {
    String text = collection(feature("{\"code\":\"03646\"}", "null"), feature("03664", 104));
    ImportResult result = run(text, options());
    assertEquals(1, result.report().unmatched());
    assertNothingStored(result);
  }

  @Test
  void a_feature_without_anything_is_skipped() throws IOException {
    String text = collection(feature("{\"code\":null}", "null"), feature("03664", 104));
    ImportResult result = run(text, options());
    assertEquals(1, result.report().skipped());
    assertTrue(result.stored());
  }

  @Test
  void an_outline_beyond_repair_refuses_the_file_even_when_open_rows_are_accepted()
      throws IOException {
    double[] eight = {104, 21, 104.1, 21.1, 104.1, 21, 104, 21.1, 104, 21};
    ImportResult result =
        run(
            collection(feature("03646", 105), feature("{\"code\":\"03664\"}", geometry(eight))),
            options().acceptUnmatched());
    assertEquals(List.of(2), finding(result, "boundary.broken").rows());
    assertNothingStored(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "1e999", "1e30"})
  void numbers_that_are_none_refuse_the_file_and_name_the_feature(String number)
      throws IOException {
    ImportResult result =
        run(
            collection(
                feature("03646", 104),
                feature("03664", 104.2).replace("[104.2,21.1]", "[104.2," + number + "]")),
            options());
    assertEquals(List.of(2), finding(result, "boundary.broken").rows());
    assertNothingStored(result);
  }

  @Test
  void a_spike_is_repaired_and_told() throws IOException {
    double[] spike = {
      104, 21, 104, 21.1, 104.1, 21.1, 104.1, 21.05, 104.2, 21.05, 104.1, 21.05, 104.1, 21, 104, 21
    };
    ImportResult result =
        run(collection(feature("{\"code\":\"03646\"}", geometry(spike))), options());
    assertTrue(result.stored());
    assertEquals(List.of(1), finding(result, "boundary.repaired").rows());
    assertTrue(stored(Level.COMMUNE, EDITION).get(0).geometry().isValid());
  }

  @Test
  void a_feature_outside_viet_nam_is_named_and_refuses_the_file() throws IOException {
    ImportResult result = run(collection(feature("03646", 104), feature("03664", 140)), options());
    assertEquals(List.of(2), finding(result, "boundary.outside").rows());
    assertNothingStored(result);
  }

  @Test
  void a_feature_anywhere_is_kept_when_that_was_asked_for() throws IOException {
    ImportResult result =
        run(collection(feature("03646", -40), feature("03664", 140)), options().anywhere());
    assertTrue(result.stored(), result.report().toString());
    assertEquals(-40, stored(Level.COMMUNE, EDITION).get(0).geometry().getCoordinate().x);
  }

  @Test
  void hoang_sa_and_truong_sa_are_inside() throws IOException {
    ImportResult result =
        run(
            collection(
                feature("{\"code\":\"20333\"}", geometry(square(112.3, 16.5, 0.1))),
                feature("{\"code\":\"22736\"}", geometry(square(117.8, 7.2, 0.02)))),
            options());
    assertTrue(result.stored(), result.report().toString());
  }

  @Test
  void latitude_before_longitude_is_put_right_and_told() throws IOException {
    String text =
        collection(
            feature("{\"code\":\"03646\"}", geometry(square(21, 104, 0.1))),
            feature("{\"code\":\"03664\"}", geometry(square(21, 104.1, 0.1))));
    ImportResult result = run(text, options());
    assertTrue(result.stored());
    assertEquals(Finding.Severity.WARNING, lastCrs(result).severity());
    assertEquals(21, stored(Level.COMMUNE, EDITION).get(0).geometry().getCoordinate().y);
  }

  private static Finding lastCrs(ImportResult result) {
    return result.report().findings().stream()
        .filter(finding -> finding.rule().equals("boundary.crs"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void northing_before_easting_is_put_right_and_told() throws IOException {
    ImportResult result =
        run(
            collection(
                feature("{\"code\":\"03646\"}", geometry(square(2_350_000, 490_000, 5_000)))),
            options().crs("EPSG:9206"));
    assertTrue(result.stored());
    assertTrue(lastCrs(result).message().toString().contains("interchanged"));
    assertEquals(103.9, stored(Level.COMMUNE, EDITION).get(0).geometry().getCoordinate().x, 0.01);
  }

  @Test
  void metres_without_a_coordinate_system_are_refused_with_the_advice() throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    parts.remove("xa.prj");
    parts.put(
        "xa.shp",
        BoundaryFixtures.shp(
            List.of(
                List.of(square(490_000, 2_350_000, 1000)),
                List.of(square(491_000, 2_350_000, 1000)),
                List.of(square(492_000, 2_350_000, 1000)))));
    Path file = zip(folder.resolve("a.zip"), parts);
    RefusedException refused = assertThrows(RefusedException.class, () -> run(file, options()));
    assertTrue(refused.getMessage().contains("--crs"), refused.getMessage());
    assertTrue(run(file, options().crs("EPSG:9206")).stored());
  }

  @Test
  void degrees_without_a_coordinate_system_are_taken_with_a_warning() throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    parts.remove("xa.prj");
    ImportResult result = run(zip(folder.resolve("a.zip"), parts), options());
    assertTrue(result.stored());
    assertEquals(Finding.Severity.WARNING, finding(result, "boundary.crs").severity());
  }

  @Test
  void the_wrong_coordinate_system_is_noticed_by_where_everything_lands() throws IOException {
    ImportResult result = run(threeSquares(), options().crs("EPSG:9206"));
    assertTrue(
        finding(result, "boundary.outside").message().toString().contains("all 3"),
        result.report().findings().toString());
    assertNothingStored(result);
  }

  @Test
  void places_beyond_the_reach_of_a_projection_are_outside() throws IOException {
    ImportResult result =
        run(
            collection(
                feature("{\"code\":\"03646\"}", geometry(square(9e8, -9e8, 1000))),
                feature("{\"code\":\"03664\"}", geometry(square(490_000, 2_350_000, 1000)))),
            options().crs("EPSG:9206"));
    assertEquals(List.of(1), finding(result, "boundary.outside").rows());
    assertNothingStored(result);
  }

  @Test
  void a_file_of_which_nothing_remains_is_refused_with_the_reason() throws IOException {
    ImportResult result = run(collection(feature("99999", 104)), options().acceptUnmatched());
    assertNotNull(finding(result, "boundary.nothing"));
    assertNothingStored(result);
  }

  @Test
  void codes_that_lost_their_zeros_are_completed_and_told() throws IOException {
    ImportResult result =
        run(
            collection(
                feature("{\"code\":3646,\"name\":\"Tô Hiệu\"}", geometry(square(104, 21, 0.1)))),
            options());
    assertEquals(List.of("03646"), codes());
    assertNotNull(finding(result, "boundary.zeros"));
  }

  @Test
  void another_unit_type_than_the_list_has_is_told_with_both() throws IOException {
    ImportResult result =
        run(
            collection(
                feature(
                    "{\"code\":\"03646\",\"name\":\"Tô Hiệu\",\"type\":\"Xã\"}",
                    geometry(square(104, 21, 0.1)))),
            options());
    String message = finding(result, "boundary.type").message().toString();
    assertTrue(message.contains("Phường Tô Hiệu") && message.contains("/ Xã"), message);
  }

  @Test
  void a_name_that_contradicts_its_code_is_not_stored_in_silence() throws IOException {
    ImportResult result =
        run(
            collection(
                feature(
                    "{\"code\":\"03646\",\"name\":\"Phường Chiềng Sinh\"}",
                    geometry(square(104, 21, 0.1)))),
            options());
    assertEquals(1, result.report().ambiguous());
    assertNothingStored(result);
  }

  @Test
  void a_second_file_keeps_the_first_and_renews_the_adjacency() throws IOException {
    run(collection(feature("03646", 104), feature("03664", 104.1)), options());
    run(collection(feature("03670", 104.2)), options());
    // The middle one shrinks away from its western neighbour.
    run(
        collection(
            feature(
                "{\"code\":\"03664\"}",
                geometry(
                    new double[] {104.15, 21, 104.15, 21.1, 104.2, 21.1, 104.2, 21, 104.15, 21}))),
        options());
    assertEquals(CODES, codes());
    assertEquals(
        Map.of("03664", Set.of("03670"), "03670", Set.of("03664")),
        store.read(reader -> reader.adjacency(EDITION, Level.COMMUNE)).neighbours());
    assertEquals(3, store.read(reader -> reader.imports()).size());
  }

  @Test
  void an_edition_without_a_list_takes_its_units_from_the_file() throws IOException {
    String provinces =
        collection(
            feature(
                "{\"ma_tinh\":\"14\",\"ten_tinh\":\"Sơn La\",\"type\":\"Tỉnh\"}",
                geometry(square(104, 21, 0.3))));
    String communes =
        collection(
            feature(
                "{\"ma_xa\":\"1\",\"ten_xa\":\"Một\",\"type\":\"Xã\",\"ten_tinh\":\"Tỉnh Sơn La\"}",
                geometry(square(104, 21, 0.1))),
            feature(
                "{\"ma_xa\":\"2\",\"ten_xa\":\"Hai\",\"type\":\"Xã\",\"ten_tinh\":\"Nơi Khác\"}",
                geometry(square(104.1, 21, 0.1))));
    assertTrue(run(provinces, options().edition("2030").level(Level.PROVINCE)).stored());
    ImportResult result = run(communes, options().edition("2030"));
    assertTrue(result.stored());
    assertEquals(List.of(2), finding(result, "boundary.parent_unknown").rows());
    store.read(
        reader -> {
          assertEquals(List.of(Level.PROVINCE, Level.COMMUNE), reader.editions().get(0).levels());
          assertEquals(
              Optional.of("14"),
              reader.units("2030").find(Level.COMMUNE, "1").orElseThrow().parent());
          return null;
        });
    assertEquals(2, stored(Level.COMMUNE, "2030").size());
  }

  @Test
  void an_edition_without_a_list_needs_code_name_and_parent() {
    assertThrows(RefusedException.class, () -> run(threeSquares(), options().edition("2030")));
    assertThrows(RefusedException.class, () -> run(threeSquares(), options().edition("next year")));
  }

  @Test
  void a_mistyped_edition_is_refused_and_leaves_no_trace() throws IOException {
    String communes =
        collection(
            feature(
                "{\"ma_xa\":\"03646\",\"ten_xa\":\"Tô Hiệu\",\"ten_tinh\":\"Sơn La\"}",
                geometry(square(104, 21, 0.1))));
    RefusedException refused =
        assertThrows(RefusedException.class, () -> run(communes, options().edition("2025")));
    assertEquals("boundary.edition_without_provinces", refused.text().key());
    assertEquals(List.of(), store.read(reader -> reader.editions()));
  }

  @Test
  void a_level_the_edition_does_not_have_is_refused() {
    assertThrows(
        RefusedException.class, () -> run(threeSquares(), options().level(Level.DISTRICT)));
    assertThrows(RefusedException.class, () -> run(threeSquares(), options().level(Level.VILLAGE)));
  }

  @Test
  void a_lone_shp_is_kept_together_with_its_siblings() throws IOException {
    for (Map.Entry<String, byte[]> part : shapefile("xa").entrySet()) {
      Files.write(folder.resolve(part.getKey()), part.getValue());
    }
    ImportResult result = run(folder.resolve("xa.shp"), options());
    assertTrue(result.stored());
    assertEquals("xa.zip", store.read(reader -> reader.imports()).get(0).fileName());
    assertEquals(
        result.report().sha256(),
        run(folder.resolve("xa.shp"), options().dryRun()).report().sha256());
  }

  @Test
  void a_file_without_features_is_refused() {
    assertThrows(RefusedException.class, () -> run(collection(), options()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"MaXa\":\"03646\",\"HO_TEN_CHU\":\"Giàng A Tủa\",\"SO_CCCD\":\"014087001234\"",
        "\"MaXa\":\"03646\",\"TenChuHo\":\"Giàng A Tủa\",\"DiaChi\":\"Bản Nà Lốc\"",
        "\"code\":\"03646\",\"CCCD\":14087001234",
      })
  void households_as_attributes_of_outlines_are_refused_before_anything_is_kept(String attributes)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("thua-dat.geojson"),
            BoundaryFixtures.collection(
                BoundaryFixtures.feature(
                    "{" + attributes + "}",
                    BoundaryFixtures.geometry(BoundaryFixtures.square(104, 21, 0.1)))));
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                new BoundaryImport(store, new Registers(), Progress.NONE)
                    .run(file, new OptionsBuilder().build()));
    assertEquals("table.households", refused.text().key());
    for (Language language : Language.values()) {
      for (String word : List.of("Giàng", "14087001234", "Nà Lốc", "HO_TEN", "TenChuHo")) {
        assertFalse(refused.text().in(language).contains(word));
      }
    }
    assertTrue(store.read(reader -> reader.imports()).isEmpty());
  }

  @Test
  void the_address_and_telephone_of_an_office_are_no_list_of_persons() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("xa.geojson"),
            BoundaryFixtures.collection(
                BoundaryFixtures.feature(
                    "{\"code\":\"03646\",\"dia_chi\":\"Số 1 Tô Hiệu\",\"dien_thoai\":\"02123\"}",
                    BoundaryFixtures.geometry(BoundaryFixtures.square(104, 21, 0.1)))));
    assertTrue(
        new BoundaryImport(store, new Registers(), Progress.NONE)
            .run(file, new OptionsBuilder().build())
            .stored());
  }
}
