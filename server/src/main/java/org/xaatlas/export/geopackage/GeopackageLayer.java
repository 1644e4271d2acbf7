package org.xaatlas.export.geopackage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;
import org.xaatlas.export.ComputedLayer;
import org.xaatlas.export.ComputedLayer.Column;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;

/**
 * Writes a layer as a GeoPackage (OGC 12-128, version 1.3): one table of multipolygons in
 * EPSG:4326, and a second one that says what the layer is. Written beside its place first, then
 * renamed. Stateless.
 */
public final class GeopackageLayer {
  private static final int SRID = 4326;
  private static final int APPLICATION_ID = 0x47504B47;
  private static final int VERSION = 10300;

  private static final String WGS84 =
      "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],"
          + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]";

  private GeopackageLayer() {}

  /**
   * @param about what the layer is, as pairs of name and text
   * @throws EnvironmentException key {@code http.cannot_write}
   */
  public static void write(
      ComputedLayer layer, List<String[]> about, Language language, Path file) {
    Path place = file.toAbsolutePath();
    Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
        connection.setAutoCommit(false);
        frame(connection);
        table(connection, layer, language);
        about(connection, layer, about, language);
        connection.commit();
      }
      Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | SQLException e) {
      throw new EnvironmentException(
          Message.of("http.cannot_write", file.toString(), String.valueOf(e.getMessage())), e);
    } finally {
      draft.toFile().delete();
    }
  }

  private static void frame(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA application_id = " + APPLICATION_ID);
      sql.execute("PRAGMA user_version = " + VERSION);
      sql.execute(
          "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL"
              + " PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT"
              + " NULL, definition TEXT NOT NULL, description TEXT)");
      sql.execute(
          "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT"
              + " NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME"
              + " NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y"
              + " DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES"
              + " gpkg_spatial_ref_sys(srs_id))");
      sql.execute(
          "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL REFERENCES"
              + " gpkg_contents(table_name), column_name TEXT NOT NULL, geometry_type_name TEXT"
              + " NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z"
              + " TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name))");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)")) {
      reference(insert, "WGS 84", SRID, "EPSG", WGS84);
      reference(insert, "Undefined cartesian", -1, "NONE", "undefined");
      reference(insert, "Undefined geographic", 0, "NONE", "undefined");
    }
  }

  private static void reference(
      PreparedStatement insert, String name, int id, String organisation, String definition)
      throws SQLException {
    insert.setString(1, name);
    insert.setInt(2, id);
    insert.setString(3, organisation);
    insert.setInt(4, id);
    insert.setString(5, definition);
    insert.setNull(6, Types.VARCHAR);
    insert.executeUpdate();
  }

  private static void table(Connection connection, ComputedLayer layer, Language language)
      throws SQLException, IOException {
    String table = quoted(layer.name());
    String columns =
        layer.columns().stream()
            .map(column -> quoted(column.name()) + ' ' + type(column.kind()))
            .collect(Collectors.joining(", "));
    try (Statement sql = connection.createStatement()) {
      sql.execute(
          "CREATE TABLE "
              + table
              + " (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom MULTIPOLYGON, "
              + columns
              + ", release TEXT)");
    }
    Envelope extent = new Envelope();
    WKBWriter wkb = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN);
    String places = layer.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + table + " VALUES (NULL, ?, " + places + ", ?)")) {
      for (int row = 0; row < layer.size(); row++) {
        Optional<Geometry> outline = layer.outline(row);
        if (outline.isPresent()) {
          extent.expandToInclude(outline.get().getEnvelopeInternal());
          insert.setBytes(1, blob(outline.get(), wkb));
        } else {
          insert.setNull(1, Types.BLOB);
        }
        int at = 2;
        for (Column column : layer.columns()) {
          insert.setObject(at++, column.value().apply(row));
        }
        insert.setString(at, layer.release().id());
        insert.executeUpdate();
      }
    }
    contents(connection, layer.name(), "features", layer.title(), notes(layer, language), extent);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)")) {
      insert.setString(1, layer.name());
      insert.setInt(2, SRID);
      insert.executeUpdate();
    }
  }

  private static String notes(ComputedLayer layer, Language language) {
    return layer.notes().stream().map(note -> note.in(language)).collect(Collectors.joining(" "));
  }

  private static void contents(
      Connection connection,
      String table,
      String kind,
      String title,
      String description,
      Envelope extent)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x,"
                + " min_y, max_x, max_y, srs_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, table);
      insert.setString(2, kind);
      insert.setString(3, table);
      insert.setString(4, title.isBlank() ? description : title + ". " + description);
      boolean placed = kind.equals("features");
      double[] box = {extent.getMinX(), extent.getMinY(), extent.getMaxX(), extent.getMaxY()};
      for (int i = 0; i < box.length; i++) {
        insert.setObject(5 + i, placed && !extent.isNull() ? box[i] : null);
      }
      insert.setObject(9, placed ? SRID : null);
      insert.executeUpdate();
    }
  }

  private static void about(
      Connection connection, ComputedLayer layer, List<String[]> about, Language language)
      throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE about (fid INTEGER PRIMARY KEY, name TEXT, text TEXT)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO about (name, text) VALUES (?, ?)")) {
      for (String[] line : about) {
        insert.setString(1, line[0]);
        insert.setString(2, line[1]);
        insert.executeUpdate();
      }
    }
    contents(connection, "about", "attributes", "", notes(layer, language), new Envelope());
  }

  private static byte[] blob(Geometry outline, WKBWriter writer) {
    MultiPolygon multi =
        outline instanceof MultiPolygon already
            ? already
            : outline.getFactory().createMultiPolygon(new Polygon[] {(Polygon) outline});
    byte[] wkb = writer.write(multi);
    Envelope box = outline.getEnvelopeInternal();
    return ByteBuffer.allocate(40 + wkb.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {'G', 'P', 0, 0b0000_0011})
        .putInt(SRID)
        .putDouble(box.getMinX())
        .putDouble(box.getMaxX())
        .putDouble(box.getMinY())
        .putDouble(box.getMaxY())
        .put(wkb)
        .array();
  }

  private static String type(ComputedLayer.Kind kind) {
    return switch (kind) {
      case WHOLE -> "INTEGER";
      case NUMBER -> "DOUBLE";
      case TEXT -> "TEXT";
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
