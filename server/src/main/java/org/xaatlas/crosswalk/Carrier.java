package org.xaatlas.crosswalk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.unit.UnitKey;

/**
 * Carries counts from the units of an older edition to those of a newer one. It is made once for
 * two orders of units and carries any number of columns. Immutable, safe to share.
 *
 * <p>What an old unit counted is divided by its shares with the largest remainders, in whole things
 * (or in the last decimal of the column, for amounts of money), so that the counts of the new units
 * add up to those of the old ones exactly. Never give it rates.
 */
public final class Carrier {
  private final int size;
  private final double limit;
  private final int[][] targets;
  private final double[][] shares;
  private final byte[] bases;

  /**
   * @param from the old units in the order of the columns that will be carried
   * @param to the new units in the order that is wanted; a share of a unit that is not among them
   *     goes lost
   * @param maxUnknownShare how much of a count may rest on unknown shares, 0 to 1, before it is
   *     refused
   */
  public Carrier(
      Crosswalk crosswalk, List<UnitKey> from, List<UnitKey> to, double maxUnknownShare) {
    if (!(maxUnknownShare >= 0 && maxUnknownShare <= 1)) {
      throw new IllegalArgumentException("A share lies between 0 and 1, not " + maxUnknownShare);
    }
    Map<UnitKey, Integer> places = new HashMap<>();
    for (UnitKey unit : to) {
      places.put(unit, places.size());
    }
    this.size = to.size();
    this.limit = maxUnknownShare;
    this.targets = new int[from.size()][];
    this.shares = new double[from.size()][];
    this.bases = new byte[from.size()];
    for (int i = 0; i < targets.length; i++) {
      Division division = crosswalk.of(from.get(i)).orElse(null);
      if (division == null) {
        targets[i] = new int[0];
        shares[i] = new double[0];
        continue;
      }
      targets[i] =
          division.shares().keySet().stream()
              .mapToInt(unit -> places.getOrDefault(unit, -1))
              .toArray();
      shares[i] = division.shares().values().stream().mapToDouble(Double::doubleValue).toArray();
      bases[i] = (byte) division.basis().ordinal();
    }
  }

  /**
   * Carries a column of counts.
   *
   * @param counts of the old units, NaN where nobody reported one
   */
  public Carried carry(double[] counts) {
    if (counts.length != targets.length) {
      throw new IllegalArgumentException(
          counts.length + " counts for " + targets.length + " units");
    }
    double scale = Things.scale(counts);
    long[] sums = new long[size];
    double[] all = new double[size];
    double[] partial = new double[size];
    double[] unknown = new double[size];
    double[] known = new double[size];
    byte[] weakest = new byte[size];
    Carried.Gap[] gaps = new Carried.Gap[size];
    Arrays.fill(gaps, Carried.Gap.NO_LINK);
    for (int i = 0; i < counts.length; i++) {
      for (int target : targets[i]) {
        if (target >= 0 && gaps[target] == Carried.Gap.NO_LINK) {
          gaps[target] = null;
        }
      }
    }
    for (int i = 0; i < counts.length; i++) {
      if (Double.isNaN(counts[i])) {
        for (int target : targets[i]) {
          if (target >= 0) {
            gaps[target] = Carried.Gap.NOT_REPORTED;
          }
        }
        continue;
      }
      long things = Math.round(counts[i] * scale);
      boolean assumed = bases[i] == Basis.UNKNOWN.ordinal();
      long[] parts =
          targets[i].length == 1 ? new long[] {things} : LargestRemainder.divide(things, shares[i]);
      for (int k = 0; k < parts.length; k++) {
        int target = targets[i][k];
        if (target < 0) {
          continue;
        }
        sums[target] += parts[k];
        all[target] += Math.abs(parts[k]);
        if (parts.length > 1) {
          partial[target] += Math.abs(parts[k]);
          weakest[target] = (byte) Math.max(weakest[target], bases[i]);
        }
        if (assumed) {
          unknown[target] += Math.abs(things);
        } else {
          known[target] += Math.abs(parts[k]);
        }
      }
    }
    double[] values = new double[size];
    double[] partialShares = new double[size];
    double[] unknownShares = new double[size];
    for (int unit = 0; unit < size; unit++) {
      values[unit] = sums[unit] / scale;
      partialShares[unit] = all[unit] == 0 ? 0 : partial[unit] / all[unit];
      double possible = known[unit] + unknown[unit];
      unknownShares[unit] = possible == 0 ? 0 : unknown[unit] / possible;
      if (gaps[unit] == null && unknownShares[unit] > limit) {
        gaps[unit] = Carried.Gap.TOO_UNCERTAIN;
      }
    }
    return new Carried(values, partialShares, unknownShares, weakest, gaps);
  }
}
