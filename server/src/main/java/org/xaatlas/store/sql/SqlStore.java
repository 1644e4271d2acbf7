package org.xaatlas.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.store.StoreWriter;

/** Runs reads and writes as transactions. What begins them is left to the database. */
public abstract class SqlStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);
  private final Dialect dialect;
  private volatile boolean closed;

  protected SqlStore(Dialect dialect) {
    this.dialect = dialect;
  }

  /** A transaction that has begun. Closing it gives back the connection and any lock. */
  protected interface Session extends AutoCloseable {
    Connection connection();

    @Override
    void close() throws SQLException;
  }

  /** Begins a transaction that sees one state from now to its end and changes nothing. */
  protected abstract Session beginReading() throws SQLException;

  /** Begins the one transaction that may write, or throws {@code store.busy}. */
  protected abstract Session beginWriting() throws SQLException;

  @Override
  public final <T> T read(Function<StoreReader, T> work) {
    checkOpen();
    try (Session session = beginReading()) {
      SqlReader reader = new SqlReader(session.connection(), dialect);
      try {
        return work.apply(reader);
      } finally {
        reader.end();
        rollback(session);
      }
    } catch (SQLException e) {
      throw dialect.failure(e);
    }
  }

  @Override
  public final <T> T write(Function<StoreWriter, T> work) {
    checkOpen();
    try (Session session = beginWriting()) {
      SqlWriter writer = new SqlWriter(session.connection(), dialect);
      boolean kept = false;
      try {
        T result = work.apply(writer);
        writer.end();
        // A change that failed half-way may have left something behind: keep nothing, even when the
        // work has caught the exception.
        if (writer.failed()) {
          throw new IllegalStateException("A change failed, so that nothing can be kept");
        }
        session.connection().commit();
        kept = true;
        return result;
      } finally {
        writer.end();
        if (!kept) {
          rollback(session);
        }
      }
    } catch (SQLException e) {
      throw dialect.failure(e);
    }
  }

  /** Never hides the exception that led here. */
  private void rollback(Session session) {
    try {
      session.connection().rollback();
    } catch (SQLException e) {
      LOG.warn("Rolling back {}: {}", describe(), e.getMessage());
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("The store is closed: " + describe());
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
