package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.CODES;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.dbf;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.feature;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.flatGeobuf;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.geoPackage;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.gzip;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.read;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.shapefile;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.shp;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.message.RefusedException;

class BoundaryReadersTest {
  @TempDir Path folder;

  private void assertThreeSquares(Path file, String format, String codeField) {
    List<SourceFeature> features = new ArrayList<>();
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      assertEquals(format, reader.format());
      reader.read(features::add);
    }
    assertEquals(CODES, features.stream().map(f -> f.fields().get(codeField)).toList());
    assertEquals(List.of(1, 2, 3), features.stream().map(SourceFeature::row).toList());
    assertEquals(104.1, features.get(1).outline().orElseThrow().getCoordinate().x);
    assertEquals(5, features.get(2).outline().orElseThrow().getNumPoints());
  }

  private DeclaredCrs crs(Path file) {
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      reader.read(feature -> {});
      return reader.crs();
    }
  }

  // --- GeoJSON

  @Test
  void a_feature_collection_is_read() throws IOException {
    assertThreeSquares(write(folder.resolve("a.geojson"), threeSquares()), "GeoJSON", "code");
  }

  @Test
  void features_line_by_line_are_read() throws IOException {
    String lines = feature(CODES.get(0), 104) + "\n" + feature(CODES.get(1), 104.1) + "\r\n\n";
    assertThreeSquares(
        write(folder.resolve("a.geojsonl"), lines + feature(CODES.get(2), 104.2)),
        "GeoJSON",
        "code");
  }

  @Test
  void text_sequences_with_record_separators_are_read() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      text.append('\u001e').append(feature(CODES.get(i), 104 + i / 10.0)).append('\n');
    }
    assertThreeSquares(write(folder.resolve("a.geojsons"), text.toString()), "GeoJSON", "code");
  }

  @Test
  void gzip_is_unpacked_on_the_way() throws IOException {
    assertThreeSquares(
        gzip(folder.resolve("a.json.gz"), threeSquares().getBytes(StandardCharsets.UTF_8)),
        "GeoJSON",
        "code");
  }

  @Test
  void members_may_come_in_any_order() throws IOException {
    String features = threeSquares().replace("{\"type\":\"FeatureCollection\",", "{");
    String text =
        "\uFEFF"
            + features.substring(0, features.length() - 1)
            + ",\"bbox\":[1,2],\"type\":\"FeatureCollection\"}";
    assertThreeSquares(write(folder.resolve("a.geojson"), text), "GeoJSON", "code");
  }

  @Test
  void the_crs_member_of_2008_is_honoured_wherever_it_stands() throws IOException {
    String text = threeSquares();
    String member =
        ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::9206\"}}}";
    assertEquals(
        OptionalInt.of(9206),
        crs(write(folder.resolve("a.geojson"), text.substring(0, text.length() - 1) + member))
            .epsg());
    assertEquals(
        OptionalInt.of(4326),
        crs(write(
                folder.resolve("b.geojson"),
                text.substring(0, text.length() - 1)
                    + member.replace("EPSG::9206", "OGC:1.3:CRS84")))
            .epsg());
    assertTrue(crs(write(folder.resolve("c.geojson"), text)).implied());
  }

  @Test
  void a_height_and_foreign_members_are_passed_over() throws IOException {
    List<SourceFeature> features =
        read(
            write(
                folder.resolve("a.geojson"),
                feature(
                    "{\"code\":3646,\"deep\":{\"a\":[1,{}]},\"x\":1.5,\"no\":null}",
                    "{\"bbox\":[1],\"coordinates\":[[[[104,21,5],[104,21.1,5,6],[104.1,21.1],[104,21]]]],"
                        + "\"type\":\"MultiPolygon\"}")));
    assertEquals(4, features.get(0).outline().orElseThrow().getNumPoints());
    assertEquals(3646L, features.get(0).fields().get("code"));
    assertEquals(
        List.of("code", "deep", "x", "no"), List.copyOf(features.get(0).fields().keySet()));
  }

  @Test
  void an_open_ring_is_closed_and_a_ring_without_area_dropped_and_both_are_told()
      throws IOException {
    SourceFeature feature =
        read(write(
                folder.resolve("a.geojson"),
                feature(
                    "{}",
                    "{\"type\":\"Polygon\",\"coordinates\":[[[104,21],[104,21.1],[104.1,21.1]],"
                        + "[[104.02,21.05],[104.03,21.06]]]}")))
            .get(0);
    assertEquals(4, feature.outline().orElseThrow().getNumPoints());
    assertEquals(2, feature.mended().size());
  }

  // --- GeoPackage

  private static Map<String, String> squares() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put(CODES.get(0), "MULTIPOLYGON(((104 21, 104 21.1, 104.1 21.1, 104.1 21, 104 21)))");
    rows.put(CODES.get(1), "POLYGON((104.1 21, 104.1 21.1, 104.2 21.1, 104.2 21, 104.1 21))");
    rows.put(
        CODES.get(2), "MULTIPOLYGON(((104.2 21, 104.2 21.1, 104.3 21.1, 104.3 21, 104.2 21)))");
    return rows;
  }

  @Test
  void a_geopackage_is_read_and_left_without_traces() throws Exception {
    Path file = geoPackage(folder.resolve("a # b?.gpkg"), 4326, Map.of("xa", squares()));
    assertThreeSquares(file, "GeoPackage", "code");
    assertEquals(OptionalInt.of(4326), crs(file).epsg());
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void several_layers_are_named_and_one_is_asked_for() throws Exception {
    Path file =
        geoPackage(folder.resolve("a.gpkg"), 4326, Map.of("xa", squares(), "huyen", squares()));
    RefusedException refused = assertThrows(RefusedException.class, () -> read(file));
    assertTrue(refused.getMessage().contains("huyen, xa"), refused.getMessage());
    assertEquals(3, read(file, Optional.of("XA"), Optional.empty()).size());
    assertThrows(RefusedException.class, () -> read(file, Optional.of("tinh"), Optional.empty()));
  }

  @Test
  void an_undefined_coordinate_system_is_none() throws Exception {
    Path file = geoPackage(folder.resolve("a.gpkg"), -1, Map.of("xa", squares()));
    assertTrue(crs(file).isNone());
  }

  @Test
  void a_row_without_geometry_has_no_outline() throws Exception {
    Map<String, String> rows = squares();
    rows.put(CODES.get(1), null);
    Path file = geoPackage(folder.resolve("a.gpkg"), 4326, Map.of("xa", rows));
    assertTrue(read(file).get(1).outline().isEmpty());
    assertTrue(read(file).get(1).fault().isEmpty());
  }

  // --- FlatGeobuf

  @Test
  void a_flatgeobuf_is_read() throws IOException {
    Path file = Files.write(folder.resolve("a.fgb"), flatGeobuf(3857));
    assertThreeSquares(file, "FlatGeobuf", "code");
    assertEquals(OptionalInt.of(3857), crs(file).epsg());
  }

  // --- Shapefile

  @Test
  void a_zipped_shapefile_is_read_at_the_root_and_in_a_folder() throws IOException {
    assertThreeSquares(zip(folder.resolve("a.zip"), shapefile("xa")), "Shapefile", "MaXa");
    assertThreeSquares(
        zip(folder.resolve("b.zip"), shapefile("Sơn La/XA 2025")), "Shapefile", "MaXa");
  }

  @Test
  void a_lone_shp_finds_its_siblings_whatever_their_case() throws IOException {
    for (Map.Entry<String, byte[]> part : shapefile("xa").entrySet()) {
      Files.write(folder.resolve(part.getKey().replace(".dbf", ".DBF")), part.getValue());
    }
    assertThreeSquares(folder.resolve("xa.shp"), "Shapefile", "MaXa");
  }

  @Test
  void two_shapefiles_in_one_zip_are_chosen_by_layer() throws IOException {
    Map<String, byte[]> parts = shapefile("a/xa");
    parts.putAll(shapefile("b/huyen"));
    Path file = zip(folder.resolve("a.zip"), parts);
    assertTrue(
        assertThrows(RefusedException.class, () -> read(file)).getMessage().contains("xa, huyen"));
    assertEquals(3, read(file, Optional.of("huyen"), Optional.empty()).size());
  }

  @Test
  void holes_and_parts_are_told_apart_by_their_direction() throws IOException {
    double[] hole = {104.02, 21.02, 104.04, 21.02, 104.04, 21.04, 104.02, 21.04, 104.02, 21.02};
    Map<String, byte[]> parts = shapefile("xa");
    parts.put(
        "xa.shp",
        shp(
            java.util.Arrays.asList(
                List.of(hole, square(104, 21, 0.1), square(105, 21, 0.1)),
                null,
                // Drawn the wrong way round, and alone: still a shell.
                List.of(hole))));
    List<SourceFeature> features = read(zip(folder.resolve("a.zip"), parts));
    assertEquals(2, features.get(0).outline().orElseThrow().getNumGeometries());
    assertEquals(
        1,
        ((org.locationtech.jts.geom.Polygon) features.get(0).outline().get().getGeometryN(0))
            .getNumInteriorRing());
    assertTrue(features.get(1).outline().isEmpty());
    assertEquals(1, features.get(2).outline().orElseThrow().getNumGeometries());
  }

  private Path withTable(int language, Charset charset, String cpg, String name)
      throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    parts.put(
        "xa.dbf",
        dbf(
            language,
            charset,
            List.of("code", "name"),
            List.of(List.of("1", name), List.of("2", name), List.of("3", name))));
    if (cpg != null) {
      parts.put("xa.cpg", cpg.getBytes(StandardCharsets.US_ASCII));
    }
    return zip(folder.resolve("t.zip"), parts);
  }

  @Test
  void text_is_read_as_the_cpg_says() throws IOException {
    assertEquals(
        "Mäder",
        read(withTable(0, Charset.forName("windows-1252"), "ANSI 1252", "Mäder"))
            .get(0)
            .fields()
            .get("name"));
  }

  @Test
  void text_is_read_as_the_language_driver_says() throws IOException {
    assertEquals(
        "Mäder",
        read(withTable(3, Charset.forName("windows-1252"), null, "Mäder"))
            .get(0)
            .fields()
            .get("name"));
  }

  @Test
  void well_formed_utf_8_is_recognised_even_under_a_western_language_driver() throws IOException {
    for (int language : new int[] {0, 3, 0x57}) {
      assertEquals(
          "Tô Hiệu",
          read(withTable(language, StandardCharsets.UTF_8, null, "Tô Hiệu"))
              .get(0)
              .fields()
              .get("name"));
    }
  }

  @Test
  void text_of_unknown_encoding_is_refused_until_the_user_says() throws IOException {
    Path file = withTable(0, Charset.forName("windows-1258"), null, "Hà Nội".replace("ộ", "ô"));
    assertTrue(
        assertThrows(RefusedException.class, () -> read(file)).getMessage().contains("--encoding"));
    assertEquals(
        "Hà Nôi",
        read(file, Optional.empty(), Optional.of("windows-1258")).get(0).fields().get("name"));
    assertThrows(
        RefusedException.class, () -> read(file, Optional.empty(), Optional.of("klingon")));
    assertThrows(RefusedException.class, () -> read(file, Optional.empty(), Optional.of("UTF-8")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCVN3", "VNI", "windows-1258", "VIQR"})
  void attributes_in_an_older_encoding_are_recognised_whatever_the_file_says(String name)
      throws IOException {
    TextEncoding encoding = TextEncoding.named(name).orElseThrow();
    for (String cpg : new String[] {null, "UTF-8", "1252", "VnTime"}) {
      Map<String, byte[]> parts = new LinkedHashMap<>(shapefile("xa"));
      parts.remove("xa.cpg");
      parts.put(
          "xa.dbf",
          dbf(
              3,
              StandardCharsets.ISO_8859_1,
              List.of("MaXa", "TenXa", "GhiChu"),
              List.of(
                  List.of("00001", Encoder.encode("Xã Mường Bú", encoding), "a"),
                  List.of("00002", Encoder.encode("Xã Chiềng Lao", encoding), "b"),
                  List.of("00003", Encoder.encode("Phường Tô Hiệu", encoding), "c"))));
      if (cpg != null) {
        parts.put("xa.cpg", cpg.getBytes(StandardCharsets.US_ASCII));
      }
      List<SourceFeature> features = read(zip(folder.resolve("old.zip"), parts));
      assertEquals("Xã Mường Bú", features.get(0).fields().get("TenXa"), "cpg " + cpg);
      assertEquals("Phường Tô Hiệu", features.get(2).fields().get("TenXa"), "cpg " + cpg);
    }
  }

  @Test
  void fields_of_one_table_may_be_in_different_encodings() throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>(shapefile("xa"));
    parts.remove("xa.cpg");
    List<List<String>> rows = new ArrayList<>();
    for (String name : List.of("Xã Mường Bú", "Xã Chiềng Lao", "Phường Tô Hiệu")) {
      rows.add(
          List.of(
              Encoder.encode(name, TextEncoding.TCVN3), Encoder.encode(name, TextEncoding.UTF_8)));
    }
    parts.put("xa.dbf", dbf(0, StandardCharsets.ISO_8859_1, List.of("TenCu", "TenMoi"), rows));
    SourceFeature feature = read(zip(folder.resolve("mixed.zip"), parts)).get(0);
    assertEquals("Xã Mường Bú", feature.fields().get("TenCu"));
    assertEquals("Xã Mường Bú", feature.fields().get("TenMoi"));
  }

  // --- names

  @Test
  void a_wrong_extension_is_recognised_from_the_content_and_told() throws IOException {
    Path file = zip(folder.resolve("a.geojson"), shapefile("xa"));
    assertThreeSquares(file, "Shapefile", "MaXa");
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      reader.read(feature -> {});
      assertTrue(
          reader.findings().get(0).message().toString().contains("by its content"),
          reader.findings().toString());
    }
    assertThreeSquares(write(folder.resolve("a.shp"), threeSquares()), "GeoJSON", "code");
    assertThreeSquares(Files.write(folder.resolve("x"), flatGeobuf(4326)), "FlatGeobuf", "code");
  }

  @Test
  void a_right_extension_is_not_worth_a_word() throws IOException {
    try (BoundaryReader reader =
        BoundaryReaders.open(
            write(folder.resolve("a.geojson"), threeSquares()),
            Optional.empty(),
            Optional.empty())) {
      reader.read(feature -> {});
      assertFalse(reader.findings().stream().anyMatch(f -> f.rule().equals("boundary.extension")));
    }
  }
}
