package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.tile.PmtilesArchive;

/**
 * The pieces of a repository in the form in which they are read, shared between releases: a piece
 * that did not change is opened once, however many releases name it.
 *
 * <p>What a release holds on to (units, geometry, search) is remembered as long as somebody uses
 * it; mapped files go back when nobody does. Columns, provenances and tile archives are kept within
 * bounds, the ones used longest ago given up first. Safe to share between threads.
 */
public final class PieceFiles {
  private static final byte[] ARCHIVE = "PMTiles".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JSON = "{".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_ARCHIVES = 16;

  /** Values in memory: 2 million units are 18 MB of columns. */
  private static final long MAX_COLUMN_UNITS = 4_000_000;

  private static final long MAX_PROVENANCE_UNITS = 1_000_000;

  private final ReleaseRepository repository;
  private final Map<String, WeakReference<Object>> shared = new ConcurrentHashMap<>();
  private final Recent<Column> columns = new Recent<>(MAX_COLUMN_UNITS);
  private final Recent<Provenance> provenances = new Recent<>(MAX_PROVENANCE_UNITS);
  private final Recent<PmtilesArchive> archives = new Recent<>(MAX_ARCHIVES);

  public PieceFiles(ReleaseRepository repository) {
    this.repository = repository;
  }

  /** Makes the form in which a piece is read from its file. */
  interface Opener<T> {
    T open(Path file) throws IOException;
  }

  /** A tile archive; empty when no piece of this name is one. */
  public Optional<PmtilesArchive> tiles(String hash) {
    return openTiles(hash).or(() -> readTiles(hash));
  }

  /** A tile archive that is open already; touches no file. */
  public Optional<PmtilesArchive> openTiles(String hash) {
    return archives.find(hash);
  }

  private Optional<PmtilesArchive> readTiles(String hash) {
    Optional<Path> file = repository.piece(hash).filter(path -> startsWith(path, ARCHIVE));
    return file.map(path -> archives.keep(hash, PmtilesArchive.open(path), 1));
  }

  /** The file of a JSON piece; empty when no piece of this name is JSON. */
  public Optional<Path> json(String hash) {
    return repository.piece(hash).filter(path -> startsWith(path, JSON));
  }

  private static boolean startsWith(Path file, byte[] beginning) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(beginning.length), beginning);
    } catch (IOException e) {
      throw broken(file.getFileName().toString(), e);
    }
  }

  /**
   * Makes sure that the bytes are here, fetched now if they are kept elsewhere.
   *
   * @throws EnvironmentException key {@code http.piece_missing} when they are not
   */
  Path require(String hash) {
    return repository
        .piece(hash)
        .orElseThrow(() -> EnvironmentException.of("http.piece_missing", hash));
  }

  /** A piece that releases hold on to. */
  @SuppressWarnings("unchecked") // a hash names one piece, which is always opened the same way
  <T> T shared(String hash, Opener<T> opener) {
    WeakReference<Object> known = shared.get(hash);
    Object object = known == null ? null : known.get();
    if (object == null) {
      object = open(hash, opener);
      shared.values().removeIf(reference -> reference.get() == null);
      shared.put(hash, new WeakReference<>(object));
    }
    return (T) object;
  }

  Column column(String hash) {
    return columns
        .find(hash)
        .orElseGet(
            () -> {
              Column column = open(hash, file -> Column.read(PieceReader.read(file)));
              return columns.keep(hash, column, column.size());
            });
  }

  Provenance provenance(String hash) {
    return provenances
        .find(hash)
        .orElseGet(
            () -> {
              Provenance read = open(hash, file -> Provenance.read(PieceReader.read(file)));
              return provenances.keep(hash, read, read.size());
            });
  }

  JsonNode tree(String hash) {
    return shared(hash, PieceReader::read);
  }

  private <T> T open(String hash, Opener<T> opener) {
    Path file = require(hash);
    try {
      return opener.open(file);
    } catch (IOException | RuntimeException e) {
      throw broken(hash, e);
    }
  }

  private static EnvironmentException broken(String hash, Exception cause) {
    return new EnvironmentException(
        Message.of("http.piece_broken", hash, String.valueOf(cause.getMessage())), cause);
  }

  /** What was used last, up to a total weight. */
  private static final class Recent<T> {
    private record Weighed<T>(T item, long weight) {}

    private final long maxWeight;
    private final Map<String, Weighed<T>> items = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    Recent(long maxWeight) {
      this.maxWeight = maxWeight;
    }

    synchronized Optional<T> find(String hash) {
      return Optional.ofNullable(items.get(hash)).map(Weighed::item);
    }

    synchronized T keep(String hash, T item, long itemWeight) {
      Weighed<T> other = items.get(hash);
      if (other != null) {
        return other.item();
      }
      items.put(hash, new Weighed<>(item, itemWeight));
      weight += itemWeight;
      var oldest = items.values().iterator();
      while (weight > maxWeight && items.size() > 1) {
        weight -= oldest.next().weight();
        oldest.remove();
      }
      return item;
    }
  }
}
