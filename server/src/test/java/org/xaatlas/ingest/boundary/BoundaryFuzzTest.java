package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.fuzz.FuzzedFile;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;

/** Fuzzes the readers of boundary files, from small files of each format. */
class BoundaryFuzzTest {
  /** Between the parts of an input that stands for several files. */
  private static final byte BETWEEN = 0x0C;

  // --- GeoJSON, with and without lines

  static Stream<byte[]> geojsonSeeds() {
    String legacyCrs =
        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
            + "\"urn:ogc:def:crs:EPSG::9206\"}},\"features\":["
            + BoundaryFixtures.feature("{\"code\":3646,\"a\":null,\"b\":[1,{\"c\":true}]}", "null")
            + "]}";
    String multi =
        "{\"type\":\"Feature\",\"id\":1,\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":"
            + "[[[[104,21],[104,22],[105,22],[104,21]],[[104.1,21.8],[104.2,21.8],[104.1,21.9],"
            + "[104.1,21.8]]]]},\"properties\":{\"ten_xa\":\"Tô Hiệu\"}}";
    return Stream.of(
            BoundaryFixtures.threeSquares(),
            legacyCrs,
            multi + "\n" + BoundaryFixtures.feature("03646", 104) + "\n",
            "\u001e" + multi + "\n\u001e" + multi,
            "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[NaN,1e400]]]}}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("geojsonSeeds")
  @FuzzTest
  void geojson(byte[] bytes) {
    FuzzedFile.read("a.geojson", bytes, BoundaryFuzzTest::readAll);
  }

  // --- FlatGeobuf

  static Stream<byte[]> flatgeobufSeeds() throws IOException {
    return Stream.of(BoundaryFixtures.flatGeobuf(4326));
  }

  @MethodSource("flatgeobufSeeds")
  @FuzzTest
  void flatgeobuf(byte[] bytes) {
    FuzzedFile.read("a.fgb", bytes, BoundaryFuzzTest::readAll);
  }

  // --- GeoPackage

  static Stream<byte[]> geopackageSeeds() throws Exception {
    Path folder = Files.createTempDirectory("xa-seed");
    Path file = folder.resolve("a.gpkg");
    BoundaryFixtures.geoPackage(
        file,
        4326,
        Map.of("xa", Map.of("03646", "POLYGON((104 21, 104 21.1, 104.1 21.1, 104.1 21, 104 21))")));
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    Files.delete(folder);
    return Stream.of(bytes);
  }

  @MethodSource("geopackageSeeds")
  @FuzzTest
  void geopackage(byte[] bytes) {
    FuzzedFile.read("a.gpkg", bytes, BoundaryFuzzTest::readAll);
  }

  static Stream<byte[]> outlineSeeds() throws Exception {
    return Stream.of(
        BoundaryFixtures.blob("POLYGON((104 21, 104 21.1, 104.1 21.1, 104.1 21, 104 21))", 4326),
        BoundaryFixtures.blob(
            "MULTIPOLYGON(((104 21, 104 21.1, 104.1 21.1, 104 21)), ((105 21, 105 22, 106 22, 105"
                + " 21), (105.1 21.5, 105.2 21.6, 105.3 21.6, 105.1 21.5)))",
            4326));
  }

  /** The shapes inside a GeoPackage, which the pages of the file would hide from the fuzzer. */
  @MethodSource("outlineSeeds")
  @FuzzTest
  void outline(byte[] bytes) {
    FuzzedFile.run(
        () -> {
          OutlineBuilder outlines = new OutlineBuilder("a.gpkg");
          GeoPackageReader.shape("a.gpkg", 1, bytes, outlines);
          check(outlines.feature(1, Map.of()));
        });
  }

  // --- shapefile

  static Stream<byte[]> shapefileSeeds() throws IOException {
    Map<String, byte[]> parts = BoundaryFixtures.shapefile("a");
    return Stream.of(
        joined(
            parts.get("a.shp"),
            parts.get("a.dbf"),
            parts.get("a.prj"),
            "UTF-8".getBytes(StandardCharsets.US_ASCII)));
  }

  /** The files of a shapefile without the zip around them, which would hide them. */
  @MethodSource("shapefileSeeds")
  @FuzzTest
  void shapefile(byte[] bytes) {
    byte[][] parts = split(bytes, 4);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("shp", parts[0]);
    files.put("dbf", parts[1]);
    if (parts[2].length > 0) {
      files.put("prj", parts[2]);
    }
    if (parts[3].length > 0) {
      files.put("cpg", parts[3]);
    }
    FuzzedFile.run(
        () -> {
          int[] rows = new int[1];
          try (BoundaryReader reader = new ShapefileReader(of(files), Optional.empty())) {
            reader.read(
                feature -> {
                  assertTrue(feature.row() > rows[0], "rows come in order");
                  rows[0] = feature.row();
                  check(feature);
                });
          }
        });
  }

  private static ShapefileReader.Parts of(Map<String, byte[]> files) {
    return new ShapefileReader.Parts() {
      @Override
      public Optional<InputStream> open(String extension) {
        return Optional.ofNullable(files.get(extension)).map(ByteArrayInputStream::new);
      }

      @Override
      public long shpBytes() {
        return files.get("shp").length;
      }

      @Override
      public String name() {
        return "a.shp";
      }

      @Override
      public void close() {}
    };
  }

  // --- zip

  static Stream<byte[]> zipSeeds() throws IOException {
    Map<String, byte[]> inFolder = BoundaryFixtures.shapefile("Xa/a");
    inFolder.put("__MACOSX/a.shp", new byte[] {1});
    inFolder.put("Xa/doc.txt", new byte[] {1});
    return Stream.of(
        FuzzedFile.stored(BoundaryFixtures.shapefile("a")), FuzzedFile.stored(inFolder));
  }

  @MethodSource("zipSeeds")
  @FuzzTest
  void zip(byte[] bytes) {
    FuzzedFile.read("a.zip", bytes, BoundaryFuzzTest::readAll);
  }

  // --- MIF

  static Stream<byte[]> mifSeeds() {
    String mif =
        "Version 300\nCharset \"Neutral\"\nDelimiter \",\"\nCoordSys Earth Projection 1, 104\n"
            + "Columns 2\n  MaXa Char(5)\n  TenXa Char(40)\nData\n\nRegion 2\n  5\n104.0 21.0\n"
            + "104.1 21.0\n104.1 21.1\n104.0 21.1\n104.0 21.0\n  4\n104.02 21.02\n104.04 21.02\n"
            + "104.04 21.04\n104.02 21.02\n    Pen (1,2,0)\n    Brush (1,0,16777215)\n"
            + "    Center 104.05 21.05\nNone\n";
    return Stream.of(TextEncoding.TCVN3, TextEncoding.VNI, TextEncoding.VIQR, TextEncoding.UTF_8)
        .map(
            encoding ->
                joined(
                    mif.getBytes(StandardCharsets.ISO_8859_1),
                    Encoder.encode("\"03646\",\"Phường Tô Hiệu\"\n\"1\",\"X\"\n", encoding)
                        .getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("mifSeeds")
  @FuzzTest
  void mif(byte[] bytes) {
    byte[][] parts = split(bytes, 2);
    FuzzedFile.write("a.mid", parts[1]);
    FuzzedFile.read("a.mif", parts[0], BoundaryFuzzTest::readAll);
  }

  // --- what is done with a file

  private static void readAll(Path file) {
    int[] rows = new int[1];
    try (BoundaryReader reader = BoundaryReaders.open(file, Optional.empty(), Optional.empty())) {
      reader.read(
          feature -> {
            assertTrue(feature.row() > rows[0], "rows come in order");
            rows[0] = feature.row();
            check(feature);
          });
      reader.findings().forEach(finding -> assertTrue(!finding.message().toString().isBlank()));
    }
  }

  /** A feature has an outline of real numbers, or none, or a reason. */
  private static void check(SourceFeature feature) {
    feature
        .outline()
        .ifPresent(
            outline -> {
              assertEquals(Optional.empty(), feature.fault());
              for (var corner : outline.getCoordinates()) {
                assertTrue(
                    Double.isFinite(corner.x) && Double.isFinite(corner.y), "corners are numbers");
              }
            });
    feature.fault().ifPresent(fault -> assertTrue(!fault.toString().isBlank()));
  }

  private static byte[] joined(byte[]... parts) {
    List<byte[]> all = List.of(parts);
    byte[] out = new byte[all.stream().mapToInt(part -> part.length + 2).sum()];
    int at = 0;
    for (byte[] part : all) {
      // Twice, because once occurs in binary files.
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
      out[at++] = BETWEEN;
      out[at++] = BETWEEN;
    }
    return out;
  }

  private static byte[][] split(byte[] bytes, int count) {
    byte[][] parts = new byte[count][];
    int from = 0;
    for (int part = 0; part < count; part++) {
      int to = from;
      while (to < bytes.length
          && !(bytes[to] == BETWEEN && to + 1 < bytes.length && bytes[to + 1] == BETWEEN)) {
        to++;
      }
      parts[part] = Arrays.copyOfRange(bytes, Math.min(from, bytes.length), to);
      from = Math.min(bytes.length, to + 2);
    }
    return parts;
  }
}
