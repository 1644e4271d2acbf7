package org.xaatlas.store.geopackage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import org.locationtech.jts.geom.MultiPolygon;
import org.sqlite.SQLiteErrorCode;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.store.sql.BoundaryRow;
import org.xaatlas.store.sql.Dialect;
import org.xaatlas.store.sql.Json;
import org.xaatlas.store.sql.LayerNames;
import org.xaatlas.store.sql.SeriesVector;
import org.xaatlas.store.sql.UnitRow;
import org.xaatlas.unit.Level;

/** SQLite and the rules of GeoPackage. */
final class GeopackageDialect implements Dialect {
  private static final int SRID = 4326;
  private static final int UNIT_BATCH = 1_000;

  /** Bytes of geometry that wait in memory for one batch. */
  private static final long BOUNDARY_BATCH = 4L << 20;

  private final String file;

  GeopackageDialect(String file) {
    this.file = file;
  }

  @Override
  public EnvironmentException failure(SQLException e) {
    int code = e.getErrorCode() & 0xff; // without the extension
    String key =
        is(code, SQLiteErrorCode.SQLITE_BUSY) || is(code, SQLiteErrorCode.SQLITE_LOCKED)
            ? "store.busy"
            : is(code, SQLiteErrorCode.SQLITE_FULL)
                ? "store.disk_full"
                : is(code, SQLiteErrorCode.SQLITE_CORRUPT)
                        || is(code, SQLiteErrorCode.SQLITE_NOTADB)
                    ? "store.damaged"
                    : is(code, SQLiteErrorCode.SQLITE_READONLY)
                            || is(code, SQLiteErrorCode.SQLITE_CANTOPEN)
                            || is(code, SQLiteErrorCode.SQLITE_PERM)
                        ? "store.not_writable"
                        : "store.failed";
    return new EnvironmentException(Message.of(key, file, String.valueOf(e.getMessage())), e);
  }

  private static boolean is(int code, SQLiteErrorCode expected) {
    return code == expected.code;
  }

  @Override
  public int fetchSize() {
    return 0; // SQLite steps from row to row anyway
  }

  @Override
  public int largeFetchSize() {
    return 0;
  }

  @Override
  public String geometryColumn() {
    return "b.geom";
  }

  /** Two doubles each; SQLite knows the length of a blob without reading it. */
  @Override
  public String geometrySize() {
    return "b.min_x, b.max_x, b.min_y, b.max_y, length(b.geom) / 16";
  }

  @Override
  public MultiPolygon geometry(ResultSet row, int column) throws SQLException {
    return GeopackageGeometry.decode(row.getBytes(column), SRID);
  }

  @Override
  public void putUnits(Connection connection, List<UnitRow> units) throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO unit (edition, level, code, name, type, parent, ord)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (edition, level, code) DO UPDATE SET"
                + " name = excluded.name, type = excluded.type, parent = excluded.parent")) {
      int waiting = 0;
      for (UnitRow row : units) {
        upsert.setString(1, row.unit().edition());
        upsert.setString(2, row.unit().level().id());
        upsert.setString(3, row.unit().code());
        upsert.setString(4, row.unit().name());
        upsert.setString(5, row.unit().type());
        upsert.setString(6, row.unit().parent().orElse(null));
        upsert.setInt(7, row.ord());
        upsert.addBatch();
        if (++waiting % UNIT_BATCH == 0) {
          upsert.executeBatch();
        }
      }
      upsert.executeBatch();
    }
  }

  @Override
  public void putBoundaries(Connection connection, Iterator<BoundaryRow> boundaries)
      throws SQLException {
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO boundary (unit, geom, min_x, min_y, max_x, max_y, schematic, source,"
                + " import_number, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (unit) DO UPDATE SET geom = excluded.geom,"
                + " min_x = excluded.min_x, min_y = excluded.min_y,"
                + " max_x = excluded.max_x, max_y = excluded.max_y,"
                + " schematic = excluded.schematic, source = excluded.source,"
                + " import_number = excluded.import_number, hash = excluded.hash")) {
      long waiting = 0;
      while (boundaries.hasNext()) {
        BoundaryRow row = boundaries.next();
        upsert.setLong(1, row.unit());
        upsert.setBytes(2, GeopackageGeometry.encode(row.wkb(), row.envelope(), SRID));
        upsert.setDouble(3, row.envelope().getMinX());
        upsert.setDouble(4, row.envelope().getMinY());
        upsert.setDouble(5, row.envelope().getMaxX());
        upsert.setDouble(6, row.envelope().getMaxY());
        upsert.setBoolean(7, row.schematic());
        upsert.setString(8, row.source());
        upsert.setLong(9, row.importNumber());
        upsert.setString(10, row.hash());
        upsert.addBatch();
        waiting += row.wkb().length;
        if (waiting > BOUNDARY_BATCH) {
          upsert.executeBatch();
          waiting = 0;
        }
      }
      upsert.executeBatch();
    }
  }

  /**
   * GeoPackage lists a view among its features like a table; {@code OGC_FID} in the first place is
   * what GDAL and QGIS take for its key. Names come from an edition id, which is digits and dashes,
   * and a level, so that nothing needs quoting.
   */
  @Override
  public void refreshLayer(Connection connection, String edition, Level level) throws SQLException {
    String layer = LayerNames.of(edition, level);
    String ofLayer = " FROM boundary b JOIN unit u ON u.fid = b.unit";
    String which = " WHERE u.edition = '" + edition + "' AND u.level = '" + level.id() + "'";
    try (Statement statement = connection.createStatement()) {
      try (ResultSet any = statement.executeQuery("SELECT 1" + ofLayer + which + " LIMIT 1")) {
        if (!any.next()) {
          return;
        }
      }
      statement.executeUpdate(
          "CREATE VIEW IF NOT EXISTS "
              + layer
              + " AS SELECT b.unit AS OGC_FID, b.geom AS geom, u.code AS code, u.name AS name,"
              + " u.type AS type, u.parent AS parent, b.schematic AS schematic,"
              + " b.source AS source, b.import_number AS import_number"
              + ofLayer
              + which);
      statement.executeUpdate(
          "INSERT INTO gpkg_contents"
              + " (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id)"
              + " SELECT '"
              + layer
              + "', 'features', '"
              + layer
              + "', min(min_x), min(min_y), max(max_x), max(max_y), "
              + SRID
              + ofLayer
              + which
              + " ON CONFLICT (table_name) DO UPDATE SET min_x = excluded.min_x,"
              + " min_y = excluded.min_y, max_x = excluded.max_x, max_y = excluded.max_y,"
              + " last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')");
      statement.executeUpdate(
          "INSERT OR IGNORE INTO gpkg_geometry_columns VALUES ('"
              + layer
              + "', 'geom', 'MULTIPOLYGON', "
              + SRID
              + ", 0, 0)");
    }
  }

  @Override
  public String vectorPlaceholders() {
    return "?, ?, ?, ?, ?";
  }

  @Override
  public void bindVector(PreparedStatement statement, int first, SeriesVector vector)
      throws SQLException {
    statement.setBytes(first, PackedVector.of(vector.values()));
    statement.setBytes(first + 1, PackedVector.of(vector.statuses()));
    statement.setBytes(first + 2, PackedVector.of(vector.imports()));
    statement.setBytes(first + 3, PackedVector.of(vector.rows()));
    statement.setString(first + 4, Json.write(vector.qualifiers()));
  }

  @Override
  public SeriesVector vector(ResultSet row, int first) throws SQLException {
    return new SeriesVector(
        PackedVector.doubles(row.getBytes(first)),
        PackedVector.bytes(row.getBytes(first + 1)),
        PackedVector.ints(row.getBytes(first + 2)),
        PackedVector.ints(row.getBytes(first + 3)),
        Json.qualifiers(row.getString(first + 4)));
  }

  @Override
  public byte[] statuses(ResultSet row, int column) throws SQLException {
    return PackedVector.bytes(row.getBytes(column));
  }
}
