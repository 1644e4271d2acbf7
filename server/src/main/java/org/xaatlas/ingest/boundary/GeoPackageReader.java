package org.xaatlas.ingest.boundary;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * A feature layer of a GeoPackage, opened read-only with {@code trusted_schema=OFF}.
 *
 * <p>Only real tables are read: a view or a virtual table of a stranger's file runs whatever its
 * author wrote into it. Rows are in the order of the file (the row id).
 */
final class GeoPackageReader implements BoundaryReader {
  /** The first bytes of every SQLite file. */
  static final byte[] MAGIC =
      "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private record Layer(String table, String geometryColumn, int srsId) {}

  private final String file;
  private final Path path;
  private final Optional<String> wanted;
  private final OutlineBuilder outlines;
  private DeclaredCrs crs = DeclaredCrs.NONE;

  GeoPackageReader(Path path, Optional<String> layer) {
    this.path = path;
    this.file = path.getFileName().toString();
    this.wanted = layer;
    this.outlines = new OutlineBuilder(file);
  }

  @Override
  public String format() {
    return "GeoPackage";
  }

  @Override
  public DeclaredCrs crs() {
    return crs;
  }

  @Override
  public List<Finding> findings() {
    return List.of();
  }

  @Override
  public void close() {}

  @Override
  public void read(Consumer<SourceFeature> each) {
    checkLength();
    try (Connection connection = open()) {
      Layer layer = layer(connection);
      crs = crs(connection, layer);
      rows(connection, layer, each);
    } catch (SQLException e) {
      throw Damaged.of(file, format(), e);
    }
  }

  /** SQLite notices a missing page only when it asks for it; the header says how many there are. */
  private void checkLength() {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
      byte[] head = in.readNBytes(100);
      long actual = Files.size(path);
      if (head.length < 100) {
        throw Damaged.at("short", file, actual);
      }
      ByteBuffer header = ByteBuffer.wrap(head);
      int pageSize = header.getShort(16) & 0xFFFF;
      long pages = header.getInt(28) & 0xFFFFFFFFL;
      boolean counted = header.getInt(24) == header.getInt(92);
      long expected = pages * (pageSize == 1 ? 65_536 : pageSize);
      if (counted && expected > actual) {
        throw Damaged.at("length", file, expected, actual);
      }
    } catch (IOException e) {
      throw Damaged.of(file, format(), e);
    }
  }

  private Connection open() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, Integer.toString(Limits.FEATURE_BYTES));
    config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
    // Without a journal beside it nobody is writing, and SQLite need not leave files of its own.
    boolean journal =
        Files.exists(path.resolveSibling(file + "-wal"))
            || Files.exists(path.resolveSibling(file + "-journal"));
    Connection connection =
        config.createConnection(
            "jdbc:sqlite:file:"
                + path.toAbsolutePath().toUri().getRawPath()
                + (journal ? "?mode=ro" : "?mode=ro&immutable=1"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA trusted_schema=OFF");
      statement.execute("PRAGMA cell_size_check=ON");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private Layer layer(Connection connection) throws SQLException {
    List<Layer> layers = new ArrayList<>();
    if (!hasTable(connection, "gpkg_contents") || !hasTable(connection, "gpkg_geometry_columns")) {
      throw RefusedException.of("boundary.gpkg_none", file);
    }
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_contents c JOIN"
                    + " gpkg_geometry_columns g ON g.table_name = c.table_name"
                    + " WHERE c.data_type = 'features' ORDER BY g.table_name LIMIT 1000")) {
      while (found.next()) {
        layers.add(new Layer(found.getString(1), found.getString(2), found.getInt(3)));
      }
    }
    if (layers.isEmpty()) {
      throw RefusedException.of("boundary.gpkg_none", file);
    }
    List<Layer> chosen =
        wanted.isEmpty()
            ? layers
            : layers.stream().filter(layer -> layer.table.equalsIgnoreCase(wanted.get())).toList();
    if (chosen.size() != 1) {
      throw RefusedException.of(
          chosen.isEmpty() ? "boundary.layer_unknown" : "boundary.layers_several",
          file,
          String.join(", ", layers.stream().limit(20).map(Layer::table).toList()),
          wanted.orElse(""));
    }
    if (!hasTable(connection, chosen.get(0).table)) {
      throw RefusedException.of("boundary.gpkg_view", file, chosen.get(0).table);
    }
    return chosen.get(0);
  }

  /** Whether there is an ordinary table of this name. */
  private static boolean hasTable(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)")) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next()
            && found.getString(1) != null
            && !found.getString(1).toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL");
      }
    }
  }

  private DeclaredCrs crs(Connection connection, Layer layer) throws SQLException {
    // -1 and 0 stand for undefined coordinate systems.
    if (layer.srsId <= 0 || !hasTable(connection, "gpkg_spatial_ref_sys")) {
      return DeclaredCrs.NONE;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys"
                + " WHERE srs_id = ?")) {
      statement.setInt(1, layer.srsId);
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          return DeclaredCrs.NONE;
        }
        if ("EPSG".equalsIgnoreCase(found.getString(1))) {
          return DeclaredCrs.ofEpsg(found.getInt(2));
        }
        String definition = found.getString(3);
        return DeclaredCrs.ofWkt(
            definition == null || definition.equals("undefined") ? "" : definition);
      }
    }
  }

  private void rows(Connection connection, Layer layer, Consumer<SourceFeature> each)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + quoted(layer.table))) {
      int columns = rows.getMetaData().getColumnCount();
      if (columns > Limits.FIELDS) {
        throw RefusedException.of("boundary.too_many_fields", file, Limits.FIELDS);
      }
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        names.add(rows.getMetaData().getColumnName(i));
      }
      int row = 0;
      while (rows.next()) {
        Limits.features(file, ++row);
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 1; i <= columns; i++) {
          String name = names.get(i - 1);
          if (name.equalsIgnoreCase(layer.geometryColumn)) {
            shape(file, row, rows.getBytes(i), outlines);
          } else {
            fields.put(name, plain(rows.getObject(i)));
          }
        }
        each.accept(outlines.feature(row, fields));
      }
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Object plain(Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    return value instanceof byte[] ? null : value;
  }

  /** The GeoPackage header (section 2.1.3 of the standard), then well-known binary. */
  static void shape(String file, int row, byte[] blob, OutlineBuilder outlines) {
    if (blob == null) {
      return;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(blob);
      if (bytes.get() != 'G' || bytes.get() != 'P') {
        throw Damaged.at("gpkg_geometry", file, row);
      }
      bytes.get();
      int flags = bytes.get();
      bytes.order((flags & 1) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN).getInt();
      int[] envelope = {0, 32, 48, 48, 64};
      int kind = flags >> 1 & 7;
      if (kind >= envelope.length) {
        throw Damaged.at("gpkg_geometry", file, row);
      }
      boolean empty = (flags & 16) != 0;
      if (!empty) {
        bytes.position(bytes.position() + envelope[kind]);
        PolygonWkb.read(bytes, outlines);
      }
    } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
      throw new RefusedException(Message.of("boundary.damaged_gpkg_geometry", file, row), e);
    }
  }
}
