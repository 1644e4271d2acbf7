package org.xaatlas.crosswalk;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xaatlas.unit.UnitKey;

/**
 * What became of one old unit.
 *
 * @param from the old unit
 * @param basis what the shares were measured in; {@link Basis#WHOLE} exactly when there is one new
 *     unit
 * @param shares of the new units, each above 0 and together 1
 */
public record Division(UnitKey from, Basis basis, SortedMap<UnitKey, Double> shares) {
  private static final double ROUNDING = 1e-9;

  public Division {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(basis, "basis");
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
    double sum = 0;
    for (double share : shares.values()) {
      if (!(share > 0)) {
        throw new IllegalArgumentException("A new unit has a share above 0: " + from + shares);
      }
      sum += share;
    }
    if (Math.abs(sum - 1) > ROUNDING || (basis == Basis.WHOLE) != (shares.size() == 1)) {
      throw new IllegalArgumentException("Not a division by " + basis + ": " + from + shares);
    }
  }

  /** All of it went to one unit. */
  static Division whole(UnitKey from, UnitKey to) {
    return new Division(from, Basis.WHOLE, new TreeMap<>(Collections.singletonMap(to, 1.0)));
  }

  /** It went to several units, nobody knows how much to which; whole if they are one. */
  static Division unknown(UnitKey from, Iterable<UnitKey> to) {
    SortedMap<UnitKey, Double> shares = new TreeMap<>();
    to.forEach(unit -> shares.put(unit, 1.0));
    return measured(from, Basis.UNKNOWN, shares);
  }

  /**
   * It was divided in these proportions, which need not add up to 1; parts of nothing fall away.
   */
  static Division measured(UnitKey from, Basis basis, SortedMap<UnitKey, Double> proportions) {
    SortedMap<UnitKey, Double> shares = new TreeMap<>(proportions);
    shares.values().removeIf(proportion -> !(proportion > 0));
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.replaceAll((unit, proportion) -> proportion / sum);
    return new Division(from, shares.size() == 1 ? Basis.WHOLE : basis, shares);
  }

  /** Whether the shares are an assumption. */
  public boolean isUnknown() {
    return basis == Basis.UNKNOWN;
  }
}
