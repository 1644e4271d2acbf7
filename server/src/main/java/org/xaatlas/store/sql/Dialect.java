package org.xaatlas.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.unit.Level;

/** What the two databases do differently. Stateless apart from what names the store in messages. */
public interface Dialect {
  /** Turns a failure of the database into one with a sentence for people. */
  RuntimeException failure(SQLException e);

  /** How many rows a query holds at a time when a row is a line of text. */
  int fetchSize();

  /** How many rows a query holds at a time when a row may be megabytes: a geometry, a series. */
  int largeFetchSize();

  /** What to select for {@link #geometry}, from a table {@code boundary b}. */
  String geometryColumn();

  /** What to select for west, east, south, north and vertices, from a table {@code boundary b}. */
  String geometrySize();

  /** The geometry in a column of the current row, coordinates as they were written. */
  MultiPolygon geometry(ResultSet row, int column) throws SQLException;

  /** Adds units or replaces name, type and parent of those that are there. */
  void putUnits(Connection connection, List<UnitRow> units) throws SQLException;

  /** Adds or replaces boundaries, reading them one by one. */
  void putBoundaries(Connection connection, Iterator<BoundaryRow> boundaries) throws SQLException;

  /** Sees to it that the layer of an edition and level is there and tells its true extent. */
  void refreshLayer(Connection connection, String edition, Level level) throws SQLException;

  /** Placeholders for the five columns value, status, import_number, source_row, qualifier. */
  String vectorPlaceholders();

  /** Sets the five columns, from the parameter given on. */
  void bindVector(PreparedStatement statement, int first, SeriesVector vector) throws SQLException;

  /** Reads the five columns, from the column given on. */
  SeriesVector vector(ResultSet row, int first) throws SQLException;

  /** Reads the column {@code status} alone. */
  byte[] statuses(ResultSet row, int column) throws SQLException;
}
