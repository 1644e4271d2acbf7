package org.xaatlas.priority;

import java.time.Instant;
import java.util.Objects;

/**
 * A scenario that somebody saved under a name; its document is kept beside it. It is pinned to a
 * release, so that it gives the same result for ever.
 *
 * @param id short and safe in addresses
 * @param name for people
 * @param note may be empty
 * @param by who saved it, as they call themselves; may be empty
 * @param saved when it was last saved
 * @param release id of the release it is pinned to
 * @param edition of the units that it ranks
 */
public record KeptScenario(
    String id, String name, String note, String by, Instant saved, String release, String edition) {
  public KeptScenario {
    if (!id.matches("[A-Za-z0-9_-]{1,32}")) {
      throw new IllegalArgumentException("An id is short and safe in addresses, not " + id);
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("A kept scenario has a name");
    }
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(saved, "saved");
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(edition, "edition");
  }
}
