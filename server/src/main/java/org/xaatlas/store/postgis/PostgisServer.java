package org.xaatlas.store.postgis;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.sql.SqlFailures;

/**
 * A database with the tables of the program in it, and a small pool of connections to it. Safe to
 * share.
 */
final class PostgisServer implements AutoCloseable {
  /** Where all tables and views are, so that the database may hold other things too. */
  static final String SCHEMA_NAME = "xa_atlas";

  /** Version of the newest migration in {@code db/postgis}. */
  static final int SCHEMA = 5;

  private static final int CONNECTIONS = 8;
  private static final int CONNECT_SECONDS = 10;

  private final HikariDataSource pool;
  private final String description;

  private PostgisServer(HikariDataSource pool, String description) {
    this.pool = pool;
    this.description = description;
  }

  /** Connects, migrates what is older, refuses what is newer. */
  static PostgisServer open(String url, String poolName) {
    Properties parts = Driver.parseURL(url, new Properties());
    if (parts == null) {
      throw RefusedException.of("store.unknown_address", "jdbc:postgresql:…");
    }
    String description =
        "jdbc:postgresql://"
            + PGProperty.PG_HOST.getOrDefault(parts)
            + ":"
            + PGProperty.PG_PORT.getOrDefault(parts)
            + "/"
            + PGProperty.PG_DBNAME.getOrDefault(parts);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setApplicationName("xa-atlas");
    source.setTcpKeepAlive(true);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setPrepareThreshold(-1); // arrays and geometries come as binary from the first time on
    String extensionSchema = prepare(source, description);
    source.setCurrentSchema(SCHEMA_NAME + "," + extensionSchema);

    HikariConfig config = new HikariConfig();
    config.setPoolName(poolName);
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setAutoCommit(false);
    config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
    config.setInitializationFailTimeout(-1); // prepare() has just connected
    return new PostgisServer(new HikariDataSource(config), description);
  }

  /**
   * Brings the schema to the version of the program.
   *
   * @return the schema in which PostGIS is installed
   */
  private static String prepare(PGSimpleDataSource source, String description) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > SCHEMA) {
        throw RefusedException.of("store.newer", description, version, SCHEMA);
      }
      if (version < SCHEMA) {
        if (text(statement, "SELECT pg_is_in_recovery()").equals("t")) {
          throw EnvironmentException.of("store.replica_behind", description, version, SCHEMA);
        }
        requirePostgis(statement, description);
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:db/postgis")
            .schemas(SCHEMA_NAME)
            .createSchemas(true)
            .load()
            .migrate();
      }
      return text(
          statement,
          "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid ="
              + " extnamespace WHERE extname = 'postgis'");
    } catch (FlywayException e) {
      throw SqlFailures.root(e)
          .map(cause -> failure(description, cause))
          .orElseGet(
              () ->
                  new EnvironmentException(
                      Message.of("store.failed", description, String.valueOf(e.getMessage())), e));
    } catch (SQLException e) {
      throw failure(description, e);
    }
  }

  /** The version of the tables, 0 when there are none. */
  private static int version(Statement statement) throws SQLException {
    String history = SCHEMA_NAME + ".flyway_schema_history";
    if (text(statement, "SELECT coalesce(to_regclass('" + history + "')::text, '')").isEmpty()) {
      return 0;
    }
    return Integer.parseInt(
        text(
            statement,
            "SELECT coalesce(max(version::int), 0) FROM "
                + history
                + " WHERE success AND version IS NOT NULL"));
  }

  private static void requirePostgis(Statement statement, String description) throws SQLException {
    if (text(statement, "SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")
        .equals("1")) {
      return;
    }
    try {
      statement.execute("CREATE EXTENSION IF NOT EXISTS postgis");
    } catch (SQLException e) {
      throw new EnvironmentException(
          Message.of("store.no_postgis", description, String.valueOf(e.getMessage())), e);
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  /** A connection with auto-commit off. */
  Connection connect() throws SQLException {
    return pool.getConnection();
  }

  String describe() {
    return description;
  }

  EnvironmentException failure(SQLException e) {
    return failure(description, e);
  }

  /** Server messages name tables and users, never passwords. */
  private static EnvironmentException failure(String description, SQLException e) {
    // The pool wraps what happened when it tried to connect.
    SQLException cause = SqlFailures.root(e).orElse(e);
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return new EnvironmentException(
        Message.of(key(state), description, String.valueOf(cause.getMessage())), e);
  }

  private static String key(String state) {
    if (state.startsWith("08") || state.startsWith("57P")) {
      return "store.unreachable";
    }
    if (state.startsWith("28")) {
      return "store.login_refused";
    }
    return switch (state) {
      case "3D000" -> "store.no_database";
      case "25006" -> "store.replica";
      case "42501" -> "store.no_permission";
      case "53100" -> "store.disk_full";
      default -> "store.failed";
    };
  }

  @Override
  public void close() {
    pool.close();
  }
}
