package org.xaatlas.store.postgis;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.store.sql.SqlStore;

/** A store in a PostGIS database. Readers on a streaming replica work too. */
public final class PostgisStore extends SqlStore {
  /** "xa_atlas" as a number: any other program would have to choose the very same. */
  private static final long WRITER_LOCK = 0x78615F61746C6173L;

  /**
   * A server needs a moment to notice that a writer has died; until then its lock is still there.
   */
  private static final long GRACE_MILLIS = 1_000;

  private static final long RETRY_MILLIS = 100;

  private final PostgisServer server;

  private PostgisStore(PostgisServer server) {
    super(new PostgisDialect(server));
    this.server = server;
  }

  /**
   * Opens the store in a database, creating its tables when there are none.
   *
   * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE?user=...}
   * @throws org.xaatlas.message.RefusedException for an address that is none, and for tables that a
   *     newer version of the program has made
   * @throws EnvironmentException when the database cannot be reached, lacks PostGIS or does not let
   *     this user in
   */
  public static PostgisStore open(String url) {
    return new PostgisStore(PostgisServer.open(url, "xa-atlas-store"));
  }

  @Override
  protected Session beginReading() throws SQLException {
    Connection connection = server.connect();
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1"); // fixes the state that the transaction sees
      }
      return new PooledSession(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  protected Session beginWriting() throws SQLException {
    Connection connection = server.connect();
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      long patience = System.nanoTime() + GRACE_MILLIS * 1_000_000;
      while (!lock(connection)) {
        if (System.nanoTime() > patience) {
          throw EnvironmentException.of("store.busy", describe());
        }
        Thread.sleep(RETRY_MILLIS);
      }
      return new PooledSession(connection);
    } catch (InterruptedException e) {
      connection.close();
      Thread.currentThread().interrupt();
      throw EnvironmentException.of("store.busy", describe());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Held to the end of the transaction. */
  private static boolean lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + WRITER_LOCK + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** A connection of the pool, which resets and takes it back. */
  private record PooledSession(Connection connection) implements Session {
    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  @Override
  public String describe() {
    return server.describe();
  }

  @Override
  public void close() {
    super.close();
    server.close();
  }
}
