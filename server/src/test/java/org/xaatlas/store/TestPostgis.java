package org.xaatlas.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A new database on the PostGIS server that the environment variable {@code XA_TEST_POSTGIS} names
 * (scripts/test starts one). Closing it drops the database.
 */
public final class TestPostgis implements AutoCloseable {
  private final String server;
  private final String name = "xa_test_" + UUID.randomUUID().toString().substring(0, 8);

  private TestPostgis(String server) {
    this.server = server;
  }

  /** Fails, and never skips, when there is no server. */
  public static TestPostgis create() throws SQLException {
    String server = System.getenv("XA_TEST_POSTGIS");
    if (server == null || server.isBlank()) {
      throw new AssertionError(
          "XA_TEST_POSTGIS is not set. Start a server and name it: export"
              + " XA_TEST_POSTGIS=$(scripts/postgis start); scripts/test does so by itself.");
    }
    TestPostgis database = new TestPostgis(server);
    execute(server, "CREATE DATABASE " + database.name);
    execute(database.url(), "CREATE EXTENSION IF NOT EXISTS postgis");
    return database;
  }

  /** The JDBC address, with user and password. */
  public String url() {
    return server.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
  }

  /** Drops everything of the program, so that the next store begins anew. */
  public void empty() throws SQLException {
    execute("DROP SCHEMA IF EXISTS xa_atlas CASCADE");
  }

  public void execute(String sql) throws SQLException {
    execute(url(), sql);
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row, or null. */
  public String ask(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }
}
