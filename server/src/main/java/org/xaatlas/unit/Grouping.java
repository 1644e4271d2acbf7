package org.xaatlas.unit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.message.Label;

/**
 * One way to put the units of an edition together: into its provinces, into regions, into what a
 * former province was. Immutable.
 *
 * @param by what they are put together by
 * @param edition id of the edition of the members
 * @param of id of the older edition whose provinces or districts the groups are; empty where they
 *     are of the edition itself
 * @param groups in the order in which people should see them
 */
public record Grouping(By by, String edition, Optional<String> of, List<Group> groups) {
  /** What units are put together by. */
  public enum By {
    PROVINCE,
    DISTRICT,
    REGION,
    FORMER_PROVINCE,
    FORMER_DISTRICT,
    SAVED;

    /** The word in pieces and addresses. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<By> of(String id) {
      for (By by : values()) {
        if (by.id().equals(id)) {
          return Optional.of(by);
        }
      }
      return Optional.empty();
    }
  }

  public Grouping {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(of, "of");
    groups = List.copyOf(groups);
  }

  /**
   * Units that belong together.
   *
   * @param code code of the unit that they make, or id of the region or saved group
   * @param members units whose figures are summed, in their order
   * @param shared units that have land of the group and of something else: where there are any, the
   *     group is not made of whole units and has no sum
   */
  public record Group(String code, Label name, List<UnitKey> members, List<UnitKey> shared) {
    public Group {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(name, "name");
      members = List.copyOf(members);
      shared = List.copyOf(shared);
    }
  }
}
