package org.xaatlas.release;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current release, kept open and swapped in one step when another one is published, and a few
 * older ones for links that pin them.
 *
 * <p>A release that cannot be opened leaves the one before in place; {@link #state} tells. Safe to
 * share; the caller closes it, which ends the polling and nothing else: readers finish with what
 * they hold.
 */
public final class OpenReleases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenReleases.class);

  private final ReleaseRepository repository;
  private final PieceFiles files;
  private final int kept;
  private final Map<String, OpenRelease> older = new LinkedHashMap<>(8, 0.75f, true);
  private final Object opening = new Object();
  private final ScheduledExecutorService poller;
  private volatile State state = new State(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * What is served.
   *
   * @param current the release that is read
   * @param failed a newer one that could not be opened
   * @param reason why not, or why the repository could not be asked; for the operator
   */
  public record State(
      Optional<OpenRelease> current, Optional<String> failed, Optional<String> reason) {}

  /**
   * Opens the current release and begins to poll.
   *
   * @param kept how many older releases stay open
   */
  public OpenReleases(ReleaseRepository repository, Duration interval, int kept) {
    this.repository = repository;
    this.files = new PieceFiles(repository);
    this.kept = kept;
    poll();
    poller =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "release-poller");
              thread.setDaemon(true);
              return thread;
            });
    poller.scheduleWithFixedDelay(
        this::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void poll() {
    try {
      Optional<String> wanted = repository.current();
      State before = state;
      if (wanted.isEmpty()
          || before.current().map(OpenRelease::id).equals(wanted) && before.reason().isEmpty()) {
        return;
      }
      swap(wanted.get(), before);
    } catch (RuntimeException | Error e) {
      // Whatever it is, the poller must live on: the next publish may be the cure.
      fail(Optional.empty(), e);
    }
  }

  private void swap(String wanted, State before) {
    try {
      OpenRelease release =
          before.current().filter(open -> open.id().equals(wanted)).orElseGet(() -> open(wanted));
      before.current().filter(open -> open != release).ifPresent(this::keep);
      state = new State(Optional.of(release), Optional.empty(), Optional.empty());
      LOG.info("Serving release {}", wanted);
    } catch (RuntimeException | Error e) {
      fail(Optional.of(wanted), e);
    }
  }

  private OpenRelease open(String id) {
    return find(id).orElseGet(() -> OpenRelease.open(repository, files, id));
  }

  private void fail(Optional<String> release, Throwable cause) {
    State before = state;
    String reason = String.valueOf(cause.getMessage());
    if (!before.failed().equals(release) || !before.reason().equals(Optional.of(reason))) {
      LOG.error(
          "Release {} cannot be read; still serving {}",
          release.orElse("(unknown)"),
          before.current().map(OpenRelease::id).orElse("nothing"),
          cause);
    }
    state = new State(before.current(), release, Optional.of(reason));
  }

  private void keep(OpenRelease release) {
    synchronized (older) {
      older.put(release.id(), release);
      var oldest = older.keySet().iterator();
      while (older.size() > kept) {
        oldest.next();
        oldest.remove();
      }
    }
  }

  private Optional<OpenRelease> find(String id) {
    Optional<OpenRelease> current = state.current().filter(open -> open.id().equals(id));
    if (current.isPresent()) {
      return current;
    }
    synchronized (older) {
      return Optional.ofNullable(older.get(id));
    }
  }

  /** What is served, and what went wrong. */
  public State state() {
    return state;
  }

  /** The release to read; empty before the first publish. */
  public Optional<OpenRelease> current() {
    return state.current();
  }

  /** A release by its id, opened if need be; empty when it is not there. */
  public Optional<OpenRelease> pinned(String id) {
    Optional<OpenRelease> open = find(id);
    if (open.isPresent()) {
      return open;
    }
    // Opening costs memory and time: one at a time, however many ask.
    synchronized (opening) {
      open = find(id);
      if (open.isPresent() || repository.manifest(id).isEmpty()) {
        return open;
      }
      OpenRelease release = OpenRelease.open(repository, files, id);
      keep(release);
      return Optional.of(release);
    }
  }

  /** Whether there was a release of this id that is gone for good. */
  public boolean pruned(String id) {
    return repository.pruned(id);
  }

  /** The pieces, shared with all releases. */
  public PieceFiles files() {
    return files;
  }

  @Override
  public void close() {
    poller.shutdownNow();
  }
}
