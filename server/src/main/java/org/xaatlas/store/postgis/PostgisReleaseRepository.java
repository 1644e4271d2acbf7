package org.xaatlas.store.postgis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.ReleaseEntry;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.sql.Hashes;

/**
 * Releases in the database of a {@link PostgisStore}, so that any number of servers read the same
 * ones. A piece is fetched once into a folder of the local disk and read from there.
 *
 * <p>Publishing and rolling back notify the channel {@value #CHANNEL} with the id of the release.
 * On a streaming replica, where LISTEN is refused, {@link #current} is what to ask. Safe to share
 * between threads; several processes may share the folder.
 */
public final class PostgisReleaseRepository implements ReleaseRepository {
  /** The channel of LISTEN and NOTIFY. */
  public static final String CHANNEL = "xa_atlas_release";

  private static final Logger LOG = LoggerFactory.getLogger(PostgisReleaseRepository.class);
  private static final int CHUNK = 1 << 20;
  private static final int CHUNKS_AT_ONCE = 4;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String DRAFT = "draft-";

  /** A draft this old belongs to a process that died. */
  private static final Duration DRAFT_LIFE = Duration.ofDays(1);

  private final PostgisServer server;
  private final Path cache;

  private PostgisReleaseRepository(PostgisServer server, Path cache) {
    this.server = server;
    this.cache = cache;
  }

  /**
   * Opens the releases of a database, creating its tables when there are none.
   *
   * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE?user=...}
   * @param cache folder for pieces; made when it is not there. What is in it may be deleted while
   *     nobody reads it
   * @throws EnvironmentException when the database cannot be reached or the folder cannot be
   *     written
   */
  public static PostgisReleaseRepository open(String url, Path cache) {
    try {
      Files.createDirectories(cache);
      deleteOldDrafts(cache);
    } catch (IOException e) {
      throw unreadable(e);
    }
    return new PostgisReleaseRepository(PostgisServer.open(url, "xa-atlas-releases"), cache);
  }

  private static void deleteOldDrafts(Path folder) throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(DRAFT_LIFE));
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, DRAFT + "*")) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).compareTo(oldest) < 0) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  private static EnvironmentException unreadable(IOException e) {
    return new EnvironmentException(Message.of("store.file_unreadable", e.toString()), e);
  }

  /** Work in one transaction. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException, IOException;
  }

  private <T> T transaction(Work<T> work) {
    try (Connection connection = server.connect()) {
      boolean done = false;
      try {
        T result = work.on(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          rollBack(connection);
        }
      }
    } catch (SQLException e) {
      throw server.failure(e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Never hides the exception that led here. */
  private void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.warn("Rolling back {}: {}", server.describe(), e.getMessage());
    }
  }

  private static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** Reads the first row of a query into a value. */
  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> Optional<T> first(String sql, Row<T> reader, Object... parameters) {
    return transaction(connection -> first(connection, sql, reader, parameters));
  }

  private static <T> Optional<T> first(
      Connection connection, String sql, Row<T> reader, Object... parameters) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.ofNullable(reader.read(row)) : Optional.empty();
      }
    }
  }

  @Override
  public Optional<String> current() {
    return first("SELECT release FROM current_release", row -> row.getString(1));
  }

  @Override
  public List<ReleaseEntry> list() {
    return transaction(
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(
                      "SELECT r.id, min(l.at), bool_or(c.release IS NOT NULL)"
                          + " FROM release r JOIN release_log l ON l.release = r.id"
                          + " LEFT JOIN current_release c ON c.release = r.id"
                          + " WHERE r.manifest IS NOT NULL AND l.action = 'publish'"
                          + " GROUP BY r.id ORDER BY min(l.number) DESC");
              ResultSet rows = query.executeQuery()) {
            List<ReleaseEntry> entries = new ArrayList<>();
            while (rows.next()) {
              entries.add(
                  new ReleaseEntry(
                      rows.getString(1),
                      rows.getObject(2, OffsetDateTime.class).toInstant(),
                      rows.getBoolean(3)));
            }
            return entries;
          }
        });
  }

  @Override
  public Optional<byte[]> manifest(String release) {
    return first("SELECT manifest FROM release WHERE id = ?", row -> row.getBytes(1), release);
  }

  @Override
  public boolean pruned(String release) {
    return first(
            "SELECT manifest IS NULL FROM release WHERE id = ?", row -> row.getBoolean(1), release)
        .orElse(false);
  }

  @Override
  public Optional<Path> piece(String hash) {
    // Whatever is asked for, only a hash may become part of a path.
    if (!HASH.matcher(hash).matches()) {
      return Optional.empty();
    }
    Path file = cache.resolve(hash);
    if (Files.isRegularFile(file)) {
      return Optional.of(file);
    }
    return transaction(
        connection -> {
          Optional<Long> size =
              first(connection, "SELECT size FROM piece WHERE hash = ?", r -> r.getLong(1), hash);
          if (size.isEmpty()) {
            return Optional.empty();
          }
          Path draft = draft();
          try {
            if (!fetch(connection, hash, draft).equals(hash)) {
              throw EnvironmentException.of("store.piece_damaged", hash, server.describe());
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
          } finally {
            Files.deleteIfExists(draft);
          }
          return Optional.of(file);
        });
  }

  /** Writes a piece to a file, and the file to the disk. */
  private static String fetch(Connection connection, String hash, Path into)
      throws SQLException, IOException {
    MessageDigest digest = Hashes.sha256();
    try (FileChannel channel = FileChannel.open(into, StandardOpenOption.WRITE);
        OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT data FROM piece_chunk WHERE hash = ? ORDER BY part")) {
      query.setString(1, hash);
      query.setFetchSize(CHUNKS_AT_ONCE);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          out.write(rows.getBytes(1));
        }
      }
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public Path draft() {
    try {
      return Files.createTempFile(cache, DRAFT, "");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public String keep(Path draft) {
    try {
      String hash = hash(draft);
      transaction(
          connection -> {
            // Whoever keeps the same piece at the same time waits here until the other is done.
            if (update(
                    connection,
                    "INSERT INTO piece (hash, size) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    hash,
                    Files.size(draft))
                == 1) {
              send(connection, hash, draft);
            }
            return hash;
          });
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(draft, cache.resolve(hash), StandardCopyOption.ATOMIC_MOVE);
      return hash;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = Hashes.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void send(Connection connection, String hash, Path draft)
      throws SQLException, IOException {
    MessageDigest digest = Hashes.sha256();
    try (InputStream in = Files.newInputStream(draft)) {
      int part = 0;
      for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
        digest.update(chunk);
        update(
            connection,
            "INSERT INTO piece_chunk (hash, part, data) VALUES (?, ?, ?)",
            hash,
            part++,
            chunk);
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(hash)) {
      throw new IllegalStateException("A draft was changed while it was being kept: " + draft);
    }
  }

  @Override
  public void publish(String release, byte[] manifest) {
    transaction(
        connection -> {
          put(connection, release, manifest);
          makeCurrent(connection, release, "publish");
          return null;
        });
  }

  @Override
  public void add(String release, byte[] manifest, Instant at) {
    transaction(
        connection -> {
          put(connection, release, manifest);
          update(
              connection,
              "INSERT INTO release_log (release, action, at) SELECT ?, 'publish', ?"
                  + " WHERE NOT EXISTS (SELECT 1 FROM release_log WHERE release = ?)",
              release,
              at.atOffset(ZoneOffset.UTC),
              release);
          return null;
        });
  }

  private static void put(Connection connection, String release, byte[] manifest)
      throws SQLException {
    // A release that was pruned comes back; one that is there must say the same.
    update(
        connection,
        "INSERT INTO release (id, manifest) VALUES (?, ?) ON CONFLICT (id) DO UPDATE"
            + " SET manifest = excluded.manifest WHERE release.manifest IS NULL",
        release,
        manifest);
    byte[] there =
        first(
                connection,
                "SELECT manifest FROM release WHERE id = ?",
                row -> row.getBytes(1),
                release)
            .orElseThrow();
    if (!Arrays.equals(there, manifest)) {
      throw new IllegalArgumentException("Two manifests for the release " + release);
    }
  }

  @Override
  public void rollback(String release) {
    transaction(
        connection -> {
          if (first(
                  connection,
                  "SELECT 1 FROM release WHERE id = ? AND manifest IS NOT NULL",
                  row -> true,
                  release)
              .isEmpty()) {
            throw RefusedException.of("store.release_unknown", release);
          }
          makeCurrent(connection, release, "rollback");
          return null;
        });
  }

  /** The notice goes out when the transaction is committed, and not if it is not. */
  private static void makeCurrent(Connection connection, String release, String action)
      throws SQLException {
    update(
        connection,
        "INSERT INTO current_release (release) VALUES (?)"
            + " ON CONFLICT (single) DO UPDATE SET release = excluded.release",
        release);
    update(connection, "INSERT INTO release_log (release, action) VALUES (?, ?)", release, action);
    first(connection, "SELECT pg_notify(?, ?)", row -> true, CHANNEL, release);
  }

  @Override
  public void close() {
    server.close();
  }
}
