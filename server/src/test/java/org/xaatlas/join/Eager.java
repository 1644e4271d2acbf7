package org.xaatlas.join;

import java.util.List;
import java.util.Optional;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/** A matcher that takes every first candidate which thresholds could let it take. */
public final class Eager {
  private Eager() {}

  /**
   * @param clear instead of {@link Thresholds#CLEAR}
   * @param lead instead of {@link Thresholds#LEAD}
   */
  public static UnitMatcher matcher(UnitRegister register, double clear, double lead) {
    MatchRules rules =
        new MatchRules(true, List.of(), List.of(), Integer.MAX_VALUE, MatchRules.Bounds.NONE);
    return new UnitMatcher(register, Level.COMMUNE, Optional.empty(), rules, clear, lead);
  }

  /** Likeness that a first candidate needs to be taken with {@code --accept-likely}. */
  public static double clear() {
    return Thresholds.CLEAR;
  }

  /** How far the second has to be behind. */
  public static double lead() {
    return Thresholds.LEAD;
  }
}
