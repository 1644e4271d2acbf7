package org.xaatlas.priority;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where saved scenarios are. Safe to share between threads and processes.
 *
 * <p>Trouble with the place comes as {@link org.xaatlas.message.EnvironmentException}, key {@code
 * store.busy} when somebody else writes to it for too long.
 */
public interface KeptScenarios {
  /** The most there may be. */
  int MOST = 1_000;

  /** Nowhere: nothing is kept and nothing can be. */
  KeptScenarios NONE =
      new KeptScenarios() {
        @Override
        public List<KeptScenario> list() {
          return List.of();
        }

        @Override
        public Optional<Entry> find(String id) {
          return Optional.empty();
        }

        @Override
        public boolean add(Entry entry) {
          return false;
        }

        @Override
        public Change replace(Entry entry, Predicate<Entry> expected) {
          return Change.GONE;
        }

        @Override
        public Change remove(String id, Predicate<Entry> expected) {
          return Change.GONE;
        }
      };

  /**
   * A scenario with its document.
   *
   * @param document JSON; names the release
   */
  record Entry(KeptScenario heading, String document) {
    private static final int DIGITS = 16;

    /** What changes whenever anything of it does. */
    public String version() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(heading.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(document.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java has SHA-256", e);
      }
    }
  }

  /** What became of a change. */
  enum Change {
    DONE,
    /** There is none of this id. */
    GONE,
    /** Somebody else has changed it meanwhile; nothing was done. */
    UNEXPECTED
  }

  /** All of them without their documents, the last saved first. */
  List<KeptScenario> list();

  Optional<Entry> find(String id);

  /**
   * Keeps a new one.
   *
   * @return false when there are {@link #MOST} already
   */
  boolean add(Entry entry);

  /**
   * Puts another one in the place of the one of the same id.
   *
   * @param expected whether what is there is what the caller has seen
   */
  Change replace(Entry entry, Predicate<Entry> expected);

  Change remove(String id, Predicate<Entry> expected);
}
