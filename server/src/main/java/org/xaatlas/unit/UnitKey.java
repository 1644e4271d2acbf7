package org.xaatlas.unit;

import java.util.Comparator;
import java.util.Objects;

/**
 * What names a unit within its edition. Ordered from the top tier down, then by code.
 *
 * @param level its tier
 * @param code official code as text
 */
public record UnitKey(Level level, String code) implements Comparable<UnitKey> {
  private static final Comparator<UnitKey> ORDER =
      Comparator.comparing(UnitKey::level).thenComparing(UnitKey::code);

  public UnitKey {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(code, "code");
  }

  public static UnitKey of(Unit unit) {
    return new UnitKey(unit.level(), unit.code());
  }

  public static UnitKey commune(String code) {
    return new UnitKey(Level.COMMUNE, code);
  }

  @Override
  public int compareTo(UnitKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return level.id() + " " + code;
  }
}
