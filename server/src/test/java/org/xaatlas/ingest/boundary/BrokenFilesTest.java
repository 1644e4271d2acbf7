package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.collection;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.feature;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.flatGeobuf;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.geoPackage;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.gzip;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.read;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.shapefile;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.square;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.threeSquares;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.write;
import static org.xaatlas.ingest.boundary.BoundaryFixtures.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.message.RefusedException;

/** Files that are damaged or meant to do harm: refused with a sentence, never worse. */
class BrokenFilesTest {
  @TempDir Path folder;

  private String refused(Path file) {
    return assertThrows(RefusedException.class, () -> read(file)).getMessage();
  }

  private void assertRefused(Path file, String expected) {
    String message = refused(file);
    assertTrue(message.contains(expected), message);
  }

  private Path gpkg() throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      rows.put("c" + i, "POLYGON((104 21, 104 21.1, 104.1 21.1, 104.1 21, 104 21))");
    }
    return geoPackage(folder.resolve("whole.gpkg"), 4326, Map.of("xa", rows));
  }

  private byte[] whole(String format) throws Exception {
    return switch (format) {
      case "geojson" -> threeSquares().getBytes(StandardCharsets.UTF_8);
      case "json.gz" ->
          Files.readAllBytes(
              gzip(folder.resolve("whole.gz"), threeSquares().getBytes(StandardCharsets.UTF_8)));
      case "fgb" -> flatGeobuf(4326);
      case "zip" -> Files.readAllBytes(zip(folder.resolve("whole.zip"), shapefile("xa")));
      default -> Files.readAllBytes(gpkg());
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"geojson", "json.gz", "fgb", "zip", "gpkg"})
  void a_truncated_file_is_refused_wherever_it_was_cut(String format) throws Exception {
    byte[] whole = whole(format);
    for (int part = 1; part < 20; part++) {
      Path cut =
          Files.write(
              folder.resolve("cut." + format), Arrays.copyOf(whole, whole.length * part / 20));
      assertFalse(refused(cut).isBlank());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"geojson", "json.gz", "fgb", "zip", "gpkg"})
  void a_file_with_flipped_bytes_is_read_or_refused_and_never_worse(String format)
      throws Exception {
    byte[] whole = whole(format);
    Random random = new Random(20250701);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = whole.clone();
      int flips = 1 + random.nextInt(4);
      for (int i = 0; i < flips; i++) {
        // The beginning decides most: half of the flips go there.
        int within = random.nextBoolean() ? Math.min(600, bytes.length) : bytes.length;
        bytes[random.nextInt(within)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("flipped." + format), bytes);
      try {
        read(file);
      } catch (RefusedException e) {
        assertFalse(e.getMessage().isBlank());
      } catch (RuntimeException | Error e) {
        fail("round " + round, e);
      }
    }
  }

  @Test
  void an_empty_file_and_a_missing_one_are_named() throws IOException {
    assertRefused(write(folder.resolve("a.geojson"), ""), "empty");
    assertRefused(folder.resolve("nowhere.geojson"), "no file");
  }

  @Test
  void what_is_no_boundary_file_says_what_to_do() throws IOException {
    assertRefused(write(folder.resolve("a.txt"), "Xin chào"), "not a boundary file");
    assertRefused(write(folder.resolve("a.kml"), "<kml/>"), "Convert");
    assertRefused(write(folder.resolve("a.dbf"), "\u0003abc"), ".shp");
    assertRefused(gzip(folder.resolve("a.gz"), "tar?".getBytes(StandardCharsets.UTF_8)), "gzip");
    assertRefused(zip(folder.resolve("a.xlsx"), Map.of("xl/book.xml", new byte[3])), "xl/book.xml");
    assertRefused(zip(folder.resolve("none.zip"), Map.of()), "holds no Shapefile");
  }

  // --- GeoJSON

  @Test
  void deep_nesting_is_refused() throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertRefused(
        write(
            folder.resolve("a.geojson"),
            feature("{}", "{\"type\":\"Polygon\",\"coordinates\":" + deep + "}")),
        "beyond what is read");
    assertRefused(
        write(
            folder.resolve("b.geojson"),
            feature("{\"x\":" + "{\"x\":".repeat(5000) + "1" + "}".repeat(5000) + "}", "null")),
        "beyond what is read");
  }

  @Test
  void json_that_is_no_geojson_is_refused() throws IOException {
    assertRefused(write(folder.resolve("a.json"), "{\"type\":\"Topology\"}"), "Topology");
    assertRefused(write(folder.resolve("b.json"), "[1,2]"), "not GeoJSON");
    assertRefused(write(folder.resolve("c.json"), "{\"type\":{\"a\":1}}"), "not GeoJSON");
    assertRefused(write(folder.resolve("d.json"), "{}"), "not GeoJSON");
    assertRefused(write(folder.resolve("e.json"), collection("{\"type\":\"Point\"}")), "Point");
    assertRefused(write(folder.resolve("f.json"), "{\"type\":\"Feature\",oops"), "well-formed");
    assertRefused(write(folder.resolve("g.json"), threeSquares() + "xyz"), "well-formed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e999", "1e12", "\"x\"", "null", "{}"})
  void numbers_that_are_none_make_the_feature_faulty(String number) throws IOException {
    Path file =
        write(
            folder.resolve("a.geojson"),
            collection(
                feature("03646", 104),
                feature(
                    "{}",
                    "{\"type\":\"Polygon\",\"coordinates\":[[[104,21],[104,"
                        + number
                        + "],[104.1,21.1],[104,21]]]}")));
    assertTrue(read(file).get(0).fault().isEmpty());
    assertTrue(read(file).get(1).fault().isPresent());
    assertTrue(read(file).get(1).outline().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Point\",\"coordinates\":[104,21]}",
        "{\"type\":\"LineString\",\"coordinates\":[[104,21],[105,21]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[104,21],[104,22],[105,22],[104,21]]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[[104,21],[104,22],[105,22],[104,21]]]]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[104,21],[104,22],[105,22],[104,21]]]}",
        "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[104,21],[[104,22]],[105,22]]]]}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
        "{\"type\":\"Polygon\",\"coordinates\":[[[104],[104,22],[105,22],[104,21]]]}",
        "{\"coordinates\":[]}"
      })
  void a_geometry_of_another_shape_makes_the_feature_faulty(String geometry) throws IOException {
    SourceFeature feature =
        read(write(folder.resolve("a.geojson"), feature("{}", geometry))).get(0);
    assertTrue(feature.fault().isPresent(), geometry);
    assertFalse(feature.fault().get().toString().isBlank());
  }

  @Test
  void a_missing_geometry_is_no_outline_and_no_fault() throws IOException {
    for (String geometry :
        new String[] {
          "null",
          "{\"type\":\"Polygon\",\"coordinates\":[]}",
          "{\"type\":\"MultiPolygon\",\"coordinates\":[]}"
        }) {
      SourceFeature feature =
          read(write(folder.resolve("a.geojson"), feature("{}", geometry))).get(0);
      assertTrue(feature.outline().isEmpty());
      assertTrue(feature.fault().isEmpty(), geometry);
    }
  }

  @Test
  void a_gzip_bomb_is_stopped() throws IOException {
    byte[] blanks = new byte[40 << 20];
    Arrays.fill(blanks, (byte) ' ');
    blanks[0] = '{';
    assertRefused(gzip(folder.resolve("bomb.geojson.gz"), blanks), "times its size");
  }

  // --- zip

  @Test
  void a_zip_bomb_is_not_unpacked() throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    parts.put("xa.shp", new byte[64 << 20]);
    assertRefused(zip(folder.resolve("bomb.zip"), parts), "times its size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../xa.shp", "a/../../xa.shp", "/etc/xa.shp", "C:\\xa.shp", "a\\..\\x.shp"})
  void a_name_that_leads_out_of_the_archive_is_refused(String name) throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    parts.put(name, new byte[1]);
    assertRefused(zip(folder.resolve("a.zip"), parts), "leads out");
  }

  @Test
  void two_files_of_one_name_are_refused() throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    parts.put("XA.DBF", new byte[1]);
    assertRefused(zip(folder.resolve("a.zip"), parts), "twice");
  }

  @Test
  void too_many_files_are_refused() throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    for (int i = 0; i <= Limits.ZIP_ENTRIES; i++) {
      parts.put("f" + i, new byte[0]);
    }
    assertRefused(zip(folder.resolve("a.zip"), parts), "1,000 files");
  }

  // --- Shapefile

  private Path with(String part, java.util.function.Consumer<ByteBuffer> change)
      throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    change.accept(ByteBuffer.wrap(parts.get(part)).order(ByteOrder.LITTLE_ENDIAN));
    return zip(folder.resolve("a.zip"), parts);
  }

  @Test
  void forged_counts_do_not_take_memory() throws IOException {
    assertRefused(with("xa.dbf", dbf -> dbf.putInt(4, 0x7FFFFFFF)), "forged");
    assertRefused(with("xa.dbf", dbf -> dbf.putShort(8, (short) 0xFFFF)), "dBASE");
    assertRefused(with("xa.shp", shp -> shp.putInt(108 + 36, 0x7FFFFFFF)), "rings");
    assertRefused(with("xa.shp", shp -> shp.putInt(108 + 40, 0x7FFFFFFF)), "vertices");
    assertRefused(with("xa.shp", shp -> shp.putInt(108 + 44, 99)), "rings");
    assertRefused(
        with("xa.shp", shp -> shp.order(ByteOrder.BIG_ENDIAN).putInt(104, 0x3FFFFFFF)), "record 1");
    assertRefused(
        with("xa.shp", shp -> shp.order(ByteOrder.BIG_ENDIAN).putInt(24, 0x3FFFFFFF)), "header");
  }

  @Test
  void a_shapefile_of_points_is_refused() throws IOException {
    assertRefused(with("xa.shp", shp -> shp.putInt(32, 1)), "polygons");
  }

  @Test
  void a_missing_table_is_named() throws IOException {
    Map<String, byte[]> parts = shapefile("xa");
    parts.remove("xa.dbf");
    assertRefused(zip(folder.resolve("a.zip"), parts), "xa.dbf");
  }

  @Test
  void shapes_and_rows_have_to_be_as_many() throws IOException {
    assertRefused(with("xa.dbf", dbf -> dbf.putInt(4, 2)), "more shapes");
    Map<String, byte[]> parts = shapefile("xa");
    parts.put(
        "xa.shp", BoundaryFixtures.shp(java.util.List.of(java.util.List.of(square(104, 21, 0.1)))));
    assertRefused(zip(folder.resolve("b.zip"), parts), "no longer belong together");
  }

  // --- GeoPackage

  @Test
  void a_view_is_not_run() throws Exception {
    Path file = gpkg();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute("ALTER TABLE xa RENAME TO real_xa");
      sql.execute(
          "CREATE VIEW xa AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
              + " SELECT i AS fid, NULL AS geom, '1' AS code FROM n WHERE i < 0");
      sql.execute("UPDATE gpkg_contents SET table_name = 'xa'");
      sql.execute("UPDATE gpkg_geometry_columns SET table_name = 'xa'");
    }
    assertRefused(file, "view");
  }

  @Test
  void a_database_that_is_no_geopackage_is_refused() throws Exception {
    Path file = folder.resolve("a.gpkg");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE t (a)");
    }
    assertRefused(file, "without a feature layer");
  }

  @Test
  void forged_binary_geometry_does_not_take_memory() throws Exception {
    Path file = gpkg();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      // A polygon of two milliard rings.
      sql.execute("UPDATE xa SET geom = x'475000010000000001030000000FFFFF7F' WHERE fid = 7");
    }
    assertRefused(file, "row 7");
  }

  // --- FlatGeobuf

  @Test
  void forged_sizes_do_not_take_memory() throws IOException {
    byte[] whole = flatGeobuf(4326);
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 0x7FFFFFF0);
    assertRefused(Files.write(folder.resolve("a.fgb"), whole), "ends too early");
  }

  @Test
  void every_refusal_is_told_in_vietnamese_too() throws IOException {
    Path file = write(folder.resolve("a.geojson"), "{\"type\":\"Feature\",");
    RefusedException refused = assertThrows(RefusedException.class, () -> read(file));
    String told = refused.text().in(org.xaatlas.message.Language.VI);
    assertTrue(told.contains("cắt cụt"), told);
  }
}
