package org.xaatlas.store.geopackage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.sql.SqlFailures;
import org.xaatlas.store.sql.SqlStore;

/**
 * A store in one GeoPackage file.
 *
 * <p>Every read and every write opens the file and closes it again, so that an idle store holds
 * nothing and the file is whole on its own. A file that cannot be written is still read.
 */
public final class GeopackageStore extends SqlStore {
  /** Version of the newest migration in {@code db/geopackage}. */
  static final int SCHEMA = 5;

  private static final int APPLICATION_ID = 0x47504B47; // "GPKG"

  /** How long to wait for the moments in which SQLite itself needs the file alone. */
  private static final int BUSY_MILLIS = 10_000;

  /** How long a writer waits for one that is about to end: saving a scenario takes a moment. */
  private static final int GRACE_MILLIS = 1_000;

  private static final int RETRY_MILLIS = 50;

  private static final int CACHE_KIB = 32 * 1024;

  private final Path file;

  private GeopackageStore(Path file) {
    super(new GeopackageDialect(file.toString()));
    this.file = file;
  }

  /**
   * Opens a store, creating the file and its folder when they are not there.
   *
   * @throws RefusedException when the file is something else, is damaged or was written by a newer
   *     version of the program; it is then left as it was
   * @throws EnvironmentException when the file cannot be created, or has to be migrated while
   *     another process is writing
   */
  public static GeopackageStore open(Path path) {
    Path file = path.toAbsolutePath().normalize();
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      if (!Files.isRegularFile(file)) {
        throw RefusedException.of("store.not_a_file", file.toString());
      }
      int version = inspect(file);
      if (version > SCHEMA) {
        throw RefusedException.of("store.newer", file.toString(), version, SCHEMA);
      }
      if (version < SCHEMA) {
        WriterLock lock = patientLock(file);
        try {
          migrate(file);
        } finally {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("store.not_writable", file.toString(), e.toString()), e);
    }
    return new GeopackageStore(file);
  }

  /** Builds the file under another name, so that it is whole from its first moment. */
  private static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    WriterLock lock = patientLock(file);
    try {
      if (Files.exists(file)) {
        return; // somebody else was faster
      }
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.deleteIfExists(file.resolveSibling(draft.getFileName() + "-journal"));
      migrate(draft);
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      lock.close();
    }
  }

  /** Waits for another process that is just making or migrating the same store. */
  private static WriterLock patientLock(Path file) throws IOException {
    return patientLock(file, BUSY_MILLIS);
  }

  private static WriterLock patientLock(Path file, long millis) throws IOException {
    long patience = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < patience) {
      Optional<WriterLock> lock = WriterLock.tryLock(file);
      if (lock.isPresent()) {
        return lock.get();
      }
      try {
        Thread.sleep(RETRY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return lock(file);
  }

  private static WriterLock lock(Path file) throws IOException {
    return WriterLock.tryLock(file)
        .orElseThrow(() -> EnvironmentException.of("store.busy", file.toString()));
  }

  private static void migrate(Path file) {
    try {
      Flyway.configure()
          .dataSource(url(file), "", "")
          .locations("classpath:db/geopackage")
          .load()
          .migrate();
      try (Connection connection = config().createConnection(url(file));
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL"); // stays with the file
      }
    } catch (SQLException | FlywayException e) {
      throw SqlFailures.root(e)
          .map(new GeopackageDialect(file.toString())::failure)
          .orElseGet(
              () ->
                  new EnvironmentException(
                      Message.of("store.failed", file.toString(), String.valueOf(e.getMessage())),
                      e));
    }
  }

  /** Reads the version of the schema without changing the file. */
  private static int inspect(Path file) {
    try (Connection connection = reading(file);
        Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA application_id") != APPLICATION_ID) {
        throw RefusedException.of("store.not_geopackage", file.toString());
      }
      if (number(
              statement,
              "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
                  + " AND name IN ('flyway_schema_history', 'gpkg_contents', 'unit', 'series')")
          != 4) {
        throw RefusedException.of("store.not_ours", file.toString());
      }
      return number(
          statement,
          "SELECT coalesce(max(CAST(version AS INTEGER)), 0) FROM flyway_schema_history"
              + " WHERE success");
    } catch (SQLException e) {
      int code = e.getErrorCode() & 0xff;
      if (code == SQLiteErrorCode.SQLITE_NOTADB.code) {
        throw new RefusedException(Message.of("store.not_geopackage", file.toString()), e);
      }
      if (code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
        throw new RefusedException(
            Message.of("store.damaged", file.toString(), String.valueOf(e.getMessage())), e);
      }
      throw new GeopackageDialect(file.toString()).failure(e);
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    // An import that has been reported as done must survive a power cut.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return config;
  }

  /** As a URI, in which a path may hold any character. */
  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toUri();
  }

  /**
   * A connection that leaves the file as it is. Even a reader needs the files of the log, unless
   * nobody has it open: then, on a medium that cannot be written, it reads the file alone.
   */
  private static Connection reading(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    boolean alone =
        !Files.isWritable(file)
            && Files.notExists(file.resolveSibling(file.getFileName() + "-wal"));
    return config.createConnection(url(file) + (alone ? "?immutable=1" : ""));
  }

  @Override
  protected Session beginReading() throws SQLException {
    return begin(
        () -> Files.isWritable(file) ? config().createConnection(url(file)) : reading(file), null);
  }

  /** Opens a connection. */
  @FunctionalInterface
  private interface Opening {
    Connection open() throws SQLException;
  }

  @Override
  protected Session beginWriting() throws SQLException {
    if (!Files.isWritable(file)) {
      throw EnvironmentException.of("store.not_writable", file.toString(), "");
    }
    WriterLock lock;
    try {
      lock = patientLock(file, GRACE_MILLIS);
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("store.not_writable", file.toString(), e.toString()), e);
    }
    SQLiteConfig config = config();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return begin(() -> config.createConnection(url(file)), lock);
  }

  private Session begin(Opening opening, WriterLock lock) throws SQLException {
    Connection connection = null;
    try {
      if (Files.notExists(file)) {
        // SQLite would make an empty file.
        throw EnvironmentException.of("store.gone", file.toString());
      }
      connection = opening.open();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // The first read is what fixes the state that the transaction sees.
        number(statement, "SELECT count(*) FROM edition");
      }
      return new FileSession(connection, lock);
    } catch (SQLException | RuntimeException e) {
      new FileSession(connection, lock).close();
      throw e;
    }
  }

  /** A connection of its own, and for a writer the lock. */
  private record FileSession(Connection connection, WriterLock lock) implements Session {
    @Override
    public void close() throws SQLException {
      try {
        if (connection != null) {
          connection.close();
        }
      } finally {
        if (lock != null) {
          lock.close();
        }
      }
    }
  }

  @Override
  public String describe() {
    return "geopackage:" + file;
  }
}
