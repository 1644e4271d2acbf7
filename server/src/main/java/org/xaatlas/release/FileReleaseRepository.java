package org.xaatlas.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Releases in a folder: {@code pieces/HASH}, {@code releases/ID.json}, {@code releases/log.jsonl}
 * and {@code releases/current}.
 *
 * <p>Every file is written beside its place, flushed to the disk and renamed, the pieces of a
 * release together and before its manifest, so a process that dies at any moment leaves the release
 * that was current. Any number of processes may read while one publishes; two that publish wait for
 * each other. Trouble with the disk comes as {@link EnvironmentException}.
 */
public final class FileReleaseRepository implements ReleaseRepository {
  /** Older drafts belong to a process that died: no publish takes this long. */
  private static final Duration DRAFT_AGE = Duration.ofHours(12);

  private static final int FLUSHERS = 4;

  private static final String DRAFT = "draft-";
  private static final Pattern PIECE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern RELEASE = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern LOG_LINE =
      Pattern.compile("\\{\"release\":\"([0-9a-f]{16})\",\"at\":\"([^\"]+)\"\\}");
  private static final Logger LOG = LoggerFactory.getLogger(FileReleaseRepository.class);

  private final Path pieces;
  private final Path releases;
  private final Path log;
  private final Path current;

  /** Pieces that were kept and wait, as drafts, until a release needs them to be durable. */
  private final Map<String, Path> waiting = new ConcurrentHashMap<>();

  /** Flushes them meanwhile: the disk does several at once, and whoever makes pieces goes on. */
  private final ExecutorService flusher = Executors.newFixedThreadPool(FLUSHERS, this::thread);

  private final Deque<Future<?>> flushes = new ConcurrentLinkedDeque<>();

  /**
   * Opens the repository in a data folder; makes it if needed.
   *
   * @throws EnvironmentException key {@code release.disk} when the folder cannot be written
   */
  public FileReleaseRepository(Path dataDir) {
    this.pieces = dataDir.resolve("pieces");
    this.releases = dataDir.resolve("releases");
    this.log = releases.resolve("log.jsonl");
    this.current = releases.resolve("current");
    try {
      Files.createDirectories(pieces);
      Files.createDirectories(releases);
      removeOldDrafts(pieces);
      removeOldDrafts(releases);
    } catch (IOException e) {
      throw disk(dataDir, e);
    }
  }

  private static void removeOldDrafts(Path folder) throws IOException {
    Instant limit = Instant.now().minus(DRAFT_AGE);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, DRAFT + "*")) {
      for (Path draft : drafts) {
        try {
          if (Files.getLastModifiedTime(draft).toInstant().isBefore(limit)) {
            Files.deleteIfExists(draft);
            LOG.info("Removed {}, left by a publish that did not end", draft);
          }
        } catch (NoSuchFileException e) {
          LOG.debug("Another process removed {}", draft);
        }
      }
    }
  }

  @Override
  public Optional<String> current() {
    try {
      String id = Files.readString(current).strip();
      if (!RELEASE.matcher(id).matches()) {
        throw EnvironmentException.of("release.current_broken", current.toString());
      }
      return Optional.of(id);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw disk(current, e);
    }
  }

  @Override
  public List<ReleaseEntry> list() {
    Optional<String> now = current();
    List<ReleaseEntry> entries = new ArrayList<>();
    readLog()
        .forEach(
            (id, at) -> {
              if (Files.exists(manifestFile(id))) {
                entries.add(new ReleaseEntry(id, at, now.filter(id::equals).isPresent()));
              }
            });
    Collections.reverse(entries);
    return List.copyOf(entries);
  }

  @Override
  public Optional<byte[]> manifest(String release) {
    if (!RELEASE.matcher(release).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(manifestFile(release)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw disk(manifestFile(release), e);
    }
  }

  @Override
  public boolean pruned(String release) {
    return RELEASE.matcher(release).matches()
        && !Files.exists(manifestFile(release))
        && readLog().containsKey(release);
  }

  @Override
  public Optional<Path> piece(String hash) {
    if (!PIECE.matcher(hash).matches()) {
      return Optional.empty();
    }
    Path file = waiting.getOrDefault(hash, pieces.resolve(hash));
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  @Override
  public Path draft() {
    try {
      return newDraft(pieces);
    } catch (IOException e) {
      throw disk(pieces, e);
    }
  }

  @Override
  public String keep(Path draft) {
    try {
      String hash = sha256(draft);
      Path piece = pieces.resolve(hash);
      if (Files.exists(piece) && Files.size(piece) == Files.size(draft)) {
        Files.delete(draft);
      } else {
        moveDurably(draft, piece);
      }
      return hash;
    } catch (IOException e) {
      throw disk(draft, e);
    }
  }

  /** Writes a draft; it becomes durable, and a piece, when a release is published. */
  @Override
  public void keep(String hash, byte[] piece) {
    if (!PIECE.matcher(hash).matches()) {
      throw new IllegalArgumentException("A piece is named by 64 hex digits, not " + hash);
    }
    Path place = pieces.resolve(hash);
    try {
      if (waiting.containsKey(hash) || Files.exists(place) && Files.size(place) == piece.length) {
        return;
      }
      Path draft = pieces.resolve(DRAFT + UUID.randomUUID());
      Files.write(draft, piece, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (waiting.putIfAbsent(hash, draft) != null) {
        Files.delete(draft);
      } else {
        flushes.add(flusher.submit(() -> force(draft)));
      }
    } catch (IOException e) {
      throw disk(place, e);
    }
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "flush pieces");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Makes the pieces that wait durable: waits until all of them are flushed, gives them their
   * names, then flushes the folder once. A crash before the end leaves drafts and pieces that no
   * release names.
   */
  private void settle() {
    try {
      for (Future<?> flush = flushes.poll(); flush != null; flush = flushes.poll()) {
        flush.get();
      }
      Map<String, Path> drafts = Map.copyOf(waiting);
      for (Map.Entry<String, Path> draft : drafts.entrySet()) {
        Files.move(
            draft.getValue(), pieces.resolve(draft.getKey()), StandardCopyOption.ATOMIC_MOVE);
        waiting.remove(draft.getKey());
      }
      if (!drafts.isEmpty()) {
        forceFolder(pieces);
      }
    } catch (ExecutionException e) {
      throw disk(pieces, new IOException(String.valueOf(e.getCause().getMessage()), e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw disk(pieces, new IOException("Interrupted while pieces are flushed", e));
    } catch (IOException e) {
      throw disk(pieces, e);
    }
  }

  private static void force(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void publish(String release, byte[] manifest) {
    settle(release);
    locked(
        () -> {
          // As exact as every kind of repository keeps it.
          enter(release, manifest, Instant.now().truncatedTo(ChronoUnit.MILLIS));
          makeCurrent(release);
        });
  }

  @Override
  public void add(String release, byte[] manifest, Instant at) {
    settle(release);
    locked(() -> enter(release, manifest, at));
  }

  private void settle(String release) {
    if (!RELEASE.matcher(release).matches()) {
      throw new IllegalArgumentException("A release id is 16 hex digits, not " + release);
    }
    settle();
  }

  private void enter(String release, byte[] manifest, Instant at) throws IOException {
    if (!Files.exists(manifestFile(release))) {
      write(manifestFile(release), manifest);
    }
    if (!readLog().containsKey(release)) {
      appendToLog(release, at);
    }
  }

  @Override
  public void rollback(String release) {
    locked(
        () -> {
          if (!RELEASE.matcher(release).matches() || !Files.exists(manifestFile(release))) {
            throw RefusedException.of("release.unknown", release);
          }
          makeCurrent(release);
        });
  }

  private void makeCurrent(String release) throws IOException {
    if (current().filter(release::equals).isEmpty()) {
      write(current, release.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private Path manifestFile(String release) {
    return releases.resolve(release + ".json");
  }

  /** Releases with the time of their first publish, oldest first. */
  private Map<String, Instant> readLog() {
    Map<String, Instant> entries = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(log)) {
        Matcher matcher = LOG_LINE.matcher(line);
        // A line cut short by a crash belongs to a publish that never became current.
        if (matcher.matches()) {
          try {
            entries.putIfAbsent(matcher.group(1), Instant.parse(matcher.group(2)));
          } catch (DateTimeException e) {
            LOG.warn("A line of {} has no time: {}", log, line);
          }
        }
      }
      return entries;
    } catch (NoSuchFileException e) {
      return entries;
    } catch (IOException e) {
      throw disk(log, e);
    }
  }

  private void appendToLog(String release, Instant at) throws IOException {
    String line = "{\"release\":\"" + release + "\",\"at\":\"" + at + "\"}\n";
    try (FileChannel channel =
        FileChannel.open(
            log, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      if (end > 0) {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        if (last.get(0) != '\n') {
          line = "\n" + line;
        }
      }
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      channel.force(true);
    }
  }

  /** Unlike a temporary file readable by everybody the folder lets in: servers may be others. */
  private static Path newDraft(Path folder) throws IOException {
    return Files.createFile(folder.resolve(DRAFT + UUID.randomUUID()));
  }

  private void write(Path place, byte[] content) throws IOException {
    Path draft = newDraft(place.getParent());
    Files.write(draft, content);
    moveDurably(draft, place);
  }

  private static void moveDurably(Path draft, Path place) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("The draft lies on another file system: " + draft, e);
    }
    forceFolder(place.getParent());
  }

  /** A new name itself must survive a power cut. Not every system can flush a folder. */
  private static void forceFolder(Path path) {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be flushed", path, e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = Hashes.sha256();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return Hashes.hex(digest.digest());
    }
  }

  @FunctionalInterface
  private interface DiskWork {
    void run() throws IOException;
  }

  /** Runs work while no other thread or process publishes into the same folder. */
  private void locked(DiskWork work) {
    Path lockFile = releases.resolve("lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = waitForLock(channel)) {
      work.run();
      LOG.trace("Released {}", lock);
    } catch (IOException e) {
      throw disk(releases, e);
    }
  }

  private static FileLock waitForLock(FileChannel channel) throws IOException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        // Another thread of this process holds it; the system tells processes apart, not threads.
        try {
          Thread.sleep(5);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IOException("Interrupted while another publish ends", interrupted);
        }
      }
    }
  }

  private static EnvironmentException disk(Path place, IOException cause) {
    return new EnvironmentException(
        Message.of("release.disk", place.toString(), String.valueOf(cause.getMessage())), cause);
  }

  /** Forgets pieces that no release came to need. */
  @Override
  public void close() {
    flusher.shutdownNow();
    for (Path draft : waiting.values()) {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        LOG.debug("Draft {} stays until it is old", draft, e);
      }
    }
    waiting.clear();
  }
}
