package org.xaatlas.store.postgis;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.store.sql.BoundaryRow;
import org.xaatlas.store.sql.Dialect;
import org.xaatlas.store.sql.Json;
import org.xaatlas.store.sql.LayerNames;
import org.xaatlas.store.sql.SeriesVector;
import org.xaatlas.store.sql.UnitRow;
import org.xaatlas.unit.Level;

/** PostgreSQL and PostGIS: COPY, arrays and geometry columns. */
final class PostgisDialect implements Dialect {
  private static final int SRID = 4326;
  private static final int FETCH = 2_000;
  private static final int LARGE_FETCH = 8;

  /** Bytes of geometry, as text, that wait in memory for one COPY. */
  private static final int COPY_BYTES = 8 << 20;

  private final PostgisServer server;

  PostgisDialect(PostgisServer server) {
    this.server = server;
  }

  @Override
  public EnvironmentException failure(SQLException e) {
    return server.failure(e);
  }

  @Override
  public int fetchSize() {
    return FETCH;
  }

  @Override
  public int largeFetchSize() {
    return LARGE_FETCH;
  }

  @Override
  public String geometryColumn() {
    return "ST_AsBinary(b.geom)";
  }

  @Override
  public String geometrySize() {
    return "ST_XMin(b.geom), ST_XMax(b.geom), ST_YMin(b.geom), ST_YMax(b.geom), ST_NPoints(b.geom)";
  }

  @Override
  public MultiPolygon geometry(ResultSet row, int column) throws SQLException {
    try {
      return (MultiPolygon)
          new WKBReader(
                  new GeometryFactory(
                      new PrecisionModel(), SRID, PackedCoordinateSequenceFactory.DOUBLE_FACTORY))
              .read(row.getBytes(column));
    } catch (ParseException e) {
      throw new IllegalStateException("A geometry in the store cannot be read", e);
    }
  }

  @Override
  public void putUnits(Connection connection, List<UnitRow> units) throws SQLException {
    stage(
        connection,
        "CREATE TEMPORARY TABLE unit_draft (edition text, level text, code text, name text,"
            + " type text, parent text, ord integer) ON COMMIT DROP",
        "unit_draft");
    StringBuilder rows = new StringBuilder();
    for (UnitRow row : units) {
      line(
          rows,
          row.unit().edition(),
          row.unit().level().id(),
          row.unit().code(),
          row.unit().name(),
          row.unit().type(),
          row.unit().parent().orElse(null),
          Integer.toString(row.ord()));
    }
    copy(connection, "unit_draft", rows);
    execute(
        connection,
        "INSERT INTO unit (edition, level, code, name, type, parent, ord)"
            + " SELECT edition, level, code, name, type, parent, ord FROM unit_draft ORDER BY ord"
            + " ON CONFLICT (edition, level, code) DO UPDATE SET"
            + " name = excluded.name, type = excluded.type, parent = excluded.parent");
    execute(connection, "TRUNCATE unit_draft");
  }

  /**
   * COPY keeps the connection busy, and whoever hands out the boundaries may want to ask the store
   * something; so rows are gathered first and copied by the batch.
   */
  @Override
  public void putBoundaries(Connection connection, Iterator<BoundaryRow> boundaries)
      throws SQLException {
    stage(
        connection,
        "CREATE TEMPORARY TABLE boundary_draft (LIKE boundary INCLUDING STORAGE) ON COMMIT DROP",
        "boundary_draft");
    StringBuilder rows = new StringBuilder();
    while (boundaries.hasNext()) {
      BoundaryRow row = boundaries.next();
      line(
          rows,
          Long.toString(row.unit()),
          ewkb(row.wkb()),
          row.schematic() ? "t" : "f",
          row.source(),
          Long.toString(row.importNumber()),
          row.hash());
      if (rows.length() > COPY_BYTES) {
        copy(connection, "boundary_draft", rows);
        rows.setLength(0);
      }
    }
    copy(connection, "boundary_draft", rows);
    execute(
        connection,
        "INSERT INTO boundary SELECT * FROM boundary_draft ON CONFLICT (unit) DO UPDATE SET"
            + " geom = excluded.geom, schematic = excluded.schematic, source = excluded.source,"
            + " import_number = excluded.import_number, hash = excluded.hash");
    execute(connection, "TRUNCATE boundary_draft");
  }

  /** Makes a table that lives as long as the transaction, unless it has it already. */
  private static void stage(Connection connection, String create, String table)
      throws SQLException {
    try (PreparedStatement there =
        connection.prepareStatement("SELECT to_regclass('pg_temp.' || ?) IS NOT NULL")) {
      there.setString(1, table);
      try (ResultSet row = there.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          execute(connection, create);
        }
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A row in the text format of COPY. */
  private static void line(StringBuilder out, String... fields) {
    for (int i = 0; i < fields.length; i++) {
      out.append(i == 0 ? "" : "\t");
      if (fields[i] == null) {
        out.append("\\N");
        continue;
      }
      for (int at = 0; at < fields[i].length(); at++) {
        char c = fields[i].charAt(at);
        switch (c) {
          case '\\' -> out.append("\\\\");
          case '\t' -> out.append("\\t");
          case '\n' -> out.append("\\n");
          case '\r' -> out.append("\\r");
          default -> out.append(c);
        }
      }
    }
    out.append('\n');
  }

  private static void copy(Connection connection, String table, CharSequence rows)
      throws SQLException {
    byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
    try {
      copy.writeToCopy(bytes, 0, bytes.length);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** The extended form of PostGIS, in which the SRID stands after the type. */
  private static String ewkb(byte[] wkb) {
    HexFormat hex = HexFormat.of();
    // Little endian: order (1 byte), type (4 bytes) with the flag in its highest byte, SRID.
    return hex.formatHex(wkb, 0, 4) + "20" + "e6100000" + hex.formatHex(wkb, 5, wkb.length);
  }

  @Override
  public void refreshLayer(Connection connection, String edition, Level level) throws SQLException {
    String layer = LayerNames.of(edition, level);
    try (PreparedStatement there =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      there.setString(1, PostgisServer.SCHEMA_NAME + "." + layer);
      try (ResultSet row = there.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          return; // replacing it would wait for whoever is looking at it
        }
      }
    }
    execute(
        connection,
        "CREATE VIEW "
            + PostgisServer.SCHEMA_NAME
            + "."
            + layer
            + " AS SELECT b.unit AS id, u.code, u.name, u.type, u.parent, b.schematic, b.source,"
            + " b.import_number, b.geom FROM boundary b JOIN unit u ON u.fid = b.unit"
            + " WHERE u.edition = '"
            + edition
            + "' AND u.level = '"
            + level.id()
            + "'");
  }

  @Override
  public String vectorPlaceholders() {
    return "?, ?, ?, ?, ?::jsonb";
  }

  @Override
  public void bindVector(PreparedStatement statement, int first, SeriesVector vector)
      throws SQLException {
    int length = vector.length();
    Double[] values = new Double[length];
    Short[] statuses = new Short[length];
    Integer[] imports = new Integer[length];
    Integer[] rows = new Integer[length];
    for (int i = 0; i < length; i++) {
      if (vector.statuses()[i] != 0) {
        values[i] = vector.values()[i];
        statuses[i] = (short) vector.statuses()[i];
        imports[i] = vector.imports()[i];
        rows[i] = vector.rows()[i];
      }
    }
    Connection connection = statement.getConnection();
    statement.setArray(first, connection.createArrayOf("float8", values));
    statement.setArray(first + 1, connection.createArrayOf("int2", statuses));
    statement.setArray(first + 2, connection.createArrayOf("int4", imports));
    statement.setArray(first + 3, connection.createArrayOf("int4", rows));
    statement.setString(first + 4, Json.write(vector.qualifiers()));
  }

  @Override
  public SeriesVector vector(ResultSet row, int first) throws SQLException {
    Number[] values = numbers(row.getArray(first));
    Number[] statuses = numbers(row.getArray(first + 1));
    Number[] imports = numbers(row.getArray(first + 2));
    Number[] rows = numbers(row.getArray(first + 3));
    double[] value = new double[values.length];
    byte[] status = new byte[values.length];
    int[] importNumber = new int[values.length];
    int[] sourceRow = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        value[i] = Double.NaN;
      } else {
        value[i] = values[i].doubleValue();
        status[i] = statuses[i].byteValue();
        importNumber[i] = imports[i].intValue();
        sourceRow[i] = rows[i].intValue();
      }
    }
    return new SeriesVector(
        value, status, importNumber, sourceRow, Json.qualifiers(row.getString(first + 4)));
  }

  @Override
  public byte[] statuses(ResultSet row, int column) throws SQLException {
    Number[] numbers = numbers(row.getArray(column));
    byte[] statuses = new byte[numbers.length];
    for (int i = 0; i < statuses.length; i++) {
      statuses[i] = numbers[i] == null ? 0 : numbers[i].byteValue();
    }
    return statuses;
  }

  private static Number[] numbers(Array array) throws SQLException {
    return (Number[]) array.getArray();
  }
}
