package org.xaatlas.release;

import java.util.Objects;
import org.xaatlas.unit.Level;

/**
 * Where a series was reported that a release shows on other units.
 *
 * @param edition id of the edition of the units that reported it
 * @param level tier of these units
 */
public record CarriedFrom(String edition, Level level) {
  public CarriedFrom {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(level, "level");
  }

  /** What is added to the key of the series to tell it from what was reported. */
  String suffix() {
    return "|carried|" + edition + "|" + level.id();
  }
}
