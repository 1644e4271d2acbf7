package org.xaatlas.ingest.boundary;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBWriter;
import org.locationtech.jts.io.WKTReader;

/** Writes small boundary files of every format: squares of 0.1 degree side by side in Sơn La. */
final class BoundaryFixtures {
  /** Real communes of Sơn La: 03646 Phường Tô Hiệu and others, in the order of their codes. */
  static final List<String> CODES = List.of("03646", "03664", "03670");

  static final String WGS_84_PRJ =
      "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
          + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

  private BoundaryFixtures() {}

  /** Corners of a square, clockwise and closed: x, y, x, y, ... */
  static double[] square(double west, double south, double side) {
    return new double[] {
      west, south, west, south + side, west + side, south + side, west + side, south, west, south
    };
  }

  static String geometry(double[] ring) {
    StringBuilder text = new StringBuilder("{\"type\":\"Polygon\",\"coordinates\":[[");
    for (int i = 0; i < ring.length; i += 2) {
      text.append(i > 0 ? "," : "").append('[').append(ring[i]).append(',').append(ring[i + 1]);
      text.append(']');
    }
    return text.append("]]}").toString();
  }

  static String feature(String properties, String geometry) {
    return "{\"type\":\"Feature\",\"properties\":" + properties + ",\"geometry\":" + geometry + "}";
  }

  static String feature(String code, double west) {
    return feature("{\"code\":\"" + code + "\"}", geometry(square(west, 21, 0.1)));
  }

  static String collection(String... features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  /** The three squares as a feature collection. */
  static String threeSquares() {
    return collection(
        feature(CODES.get(0), 104), feature(CODES.get(1), 104.1), feature(CODES.get(2), 104.2));
  }

  static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }

  static Path gzip(Path file, byte[] content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }

  // --- shapefile

  /** A .shp of polygons, each given by its rings; null for a record without shape. */
  static byte[] shp(List<List<double[]>> shapes) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    int number = 0;
    for (List<double[]> rings : shapes) {
      int points = rings == null ? 0 : rings.stream().mapToInt(ring -> ring.length / 2).sum();
      int length = rings == null ? 4 : 44 + 4 * rings.size() + 16 * points;
      ByteBuffer record = ByteBuffer.allocate(8 + length);
      record.putInt(++number).putInt(length / 2).order(ByteOrder.LITTLE_ENDIAN);
      record.putInt(rings == null ? 0 : 5);
      if (rings != null) {
        record.position(record.position() + 32);
        record.putInt(rings.size()).putInt(points);
        int from = 0;
        for (double[] ring : rings) {
          record.putInt(from);
          from += ring.length / 2;
        }
        for (double[] ring : rings) {
          for (double ordinate : ring) {
            record.putDouble(ordinate);
          }
        }
      }
      records.write(record.array());
    }
    ByteBuffer header = ByteBuffer.allocate(100);
    header.putInt(0, 9994).putInt(24, (100 + records.size()) / 2).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(28, 1000).putInt(32, 5);
    ByteArrayOutputStream shp = new ByteArrayOutputStream();
    shp.write(header.array());
    records.writeTo(shp);
    return shp.toByteArray();
  }

  /** A .dbf of text fields of 40 bytes. */
  static byte[] dbf(int language, Charset charset, List<String> fields, List<List<String>> rows)
      throws IOException {
    int header = 32 + 32 * fields.size() + 1;
    int record = 1 + 40 * fields.size();
    ByteBuffer dbf =
        ByteBuffer.allocate(header + record * rows.size()).order(ByteOrder.LITTLE_ENDIAN);
    dbf.put((byte) 3).position(4);
    dbf.putInt(rows.size()).putShort((short) header).putShort((short) record);
    dbf.put(29, (byte) language);
    for (int i = 0; i < fields.size(); i++) {
      dbf.position(32 + 32 * i);
      dbf.put(fields.get(i).getBytes(StandardCharsets.US_ASCII));
      dbf.put(32 + 32 * i + 11, (byte) 'C').put(32 + 32 * i + 16, (byte) 40);
    }
    dbf.put(header - 1, (byte) 0x0D).position(header);
    for (List<String> row : rows) {
      byte[] bytes = new byte[record];
      java.util.Arrays.fill(bytes, (byte) ' ');
      for (int i = 0; i < fields.size(); i++) {
        byte[] text = row.get(i).getBytes(charset);
        System.arraycopy(text, 0, bytes, 1 + 40 * i, text.length);
      }
      dbf.put(bytes);
    }
    return dbf.array();
  }

  /** The three squares as .shp, .dbf and .prj under a base name with its folder. */
  static Map<String, byte[]> shapefile(String base) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(
        base + ".shp",
        shp(
            List.of(
                List.of(square(104, 21, 0.1)),
                List.of(square(104.1, 21, 0.1)),
                List.of(square(104.2, 21, 0.1)))));
    parts.put(
        base + ".dbf",
        dbf(
            0,
            StandardCharsets.UTF_8,
            List.of("MaXa", "TenXa"),
            List.of(
                List.of(CODES.get(0), "Tô Hiệu"),
                List.of(CODES.get(1), "Chiềng An"),
                List.of(CODES.get(2), "Chiềng Cơi"))));
    parts.put(base + ".prj", WGS_84_PRJ.getBytes(StandardCharsets.UTF_8));
    return parts;
  }

  // --- GeoPackage

  /** A GeoPackage with layers of one geometry each row; the attribute is {@code code}. */
  static Path geoPackage(Path file, int srsId, Map<String, Map<String, String>> layers)
      throws SQLException, ParseException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.execute(
          "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,"
              + " organization TEXT, organization_coordsys_id INTEGER, definition TEXT)");
      sql.execute(
          "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT, srs_id"
              + " INTEGER)");
      sql.execute(
          "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT,"
              + " geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER)");
      sql.execute(
          String.format(
              Locale.ROOT,
              "INSERT INTO gpkg_spatial_ref_sys VALUES ('srs', %1$d, 'EPSG', %1$d, '')",
              srsId));
      for (Map.Entry<String, Map<String, String>> layer : layers.entrySet()) {
        String name = layer.getKey();
        sql.execute("CREATE TABLE " + name + " (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT)");
        sql.execute("INSERT INTO gpkg_contents VALUES ('" + name + "', 'features', '', 0)");
        sql.execute(
            "INSERT INTO gpkg_geometry_columns VALUES ('"
                + name
                + "', 'geom', 'MULTIPOLYGON', "
                + srsId
                + ", 0, 0)");
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + name + " (geom, code) VALUES (?, ?)")) {
          for (Map.Entry<String, String> row : layer.getValue().entrySet()) {
            insert.setBytes(1, row.getValue() == null ? null : blob(row.getValue(), srsId));
            insert.setString(2, row.getKey());
            insert.execute();
          }
        }
      }
    }
    return file;
  }

  static byte[] blob(String wkt, int srsId) throws ParseException {
    Geometry geometry = new WKTReader().read(wkt);
    byte[] wkb = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(geometry);
    return ByteBuffer.allocate(8 + wkb.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'G')
        .put((byte) 'P')
        .put((byte) 0)
        .put((byte) 1)
        .putInt(srsId)
        .put(wkb)
        .array();
  }

  // --- FlatGeobuf

  /** The three squares as FlatGeobuf without index. */
  static byte[] flatGeobuf(int epsg) throws IOException {
    org.wololo.flatgeobuf.HeaderMeta header = new org.wololo.flatgeobuf.HeaderMeta();
    header.name = "squares";
    header.geometryType = 3;
    header.srid = epsg;
    header.featuresCount = 3;
    header.indexNodeSize = 0;
    org.wololo.flatgeobuf.ColumnMeta column = new org.wololo.flatgeobuf.ColumnMeta();
    column.name = "code";
    column.type = org.wololo.flatgeobuf.generated.ColumnType.String;
    header.columns = List.of(column);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(org.wololo.flatgeobuf.Constants.MAGIC_BYTES);
    org.wololo.flatgeobuf.HeaderMeta.write(
        header, out, new com.google.flatbuffers.FlatBufferBuilder());
    for (int i = 0; i < 3; i++) {
      com.google.flatbuffers.FlatBufferBuilder builder =
          new com.google.flatbuffers.FlatBufferBuilder();
      byte[] code = CODES.get(i).getBytes(StandardCharsets.UTF_8);
      byte[] properties =
          ByteBuffer.allocate(6 + code.length)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putShort((short) 0)
              .putInt(code.length)
              .put(code)
              .array();
      int xy =
          org.wololo.flatgeobuf.generated.Geometry.createXyVector(
              builder, square(104 + 0.1 * i, 21, 0.1));
      org.wololo.flatgeobuf.generated.Geometry.startGeometry(builder);
      org.wololo.flatgeobuf.generated.Geometry.addXy(builder, xy);
      int geometry = org.wololo.flatgeobuf.generated.Geometry.endGeometry(builder);
      int values =
          org.wololo.flatgeobuf.generated.Feature.createPropertiesVector(builder, properties);
      int feature =
          org.wololo.flatgeobuf.generated.Feature.createFeature(builder, geometry, values, 0);
      builder.finishSizePrefixed(feature);
      out.write(builder.sizedByteArray());
    }
    return out.toByteArray();
  }

  // --- reading

  static List<SourceFeature> read(Path file) {
    return read(file, Optional.empty(), Optional.empty());
  }

  static List<SourceFeature> read(Path file, Optional<String> layer, Optional<String> encoding) {
    List<SourceFeature> features = new java.util.ArrayList<>();
    try (BoundaryReader reader = BoundaryReaders.open(file, layer, encoding)) {
      reader.read(features::add);
    }
    return features;
  }
}
