package org.xaatlas.crosswalk;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.unit.Grouping;
import org.xaatlas.unit.UnitKey;

/**
 * Sums counts of units into groups of them. It is made once for a grouping and an order of units
 * and sums any number of columns. Immutable, safe to share.
 *
 * <p>Sums are exact: whole things, or the last decimal of the column. What a unit did not tell is
 * missing and never counts as zero, unless it is known to be none. Never give it rates.
 */
public final class Rollup {
  private static final int[] NO_GAP = {};

  private final int[][] members;
  private final double minToldShare;
  private final int size;
  private final boolean apart;
  private final int[] summed;

  /**
   * @param order the units in the order of the columns that will be summed
   * @param minToldShare how much of a group's units must have told a count, above 0 and up to 1
   * @throws IllegalArgumentException when a member is not in the order
   */
  public Rollup(Grouping grouping, List<UnitKey> order, double minToldShare) {
    Map<UnitKey, Integer> places = new HashMap<>();
    order.forEach(unit -> places.put(unit, places.size()));
    this.size = order.size();
    this.minToldShare = minToldShare;
    this.members = new int[grouping.groups().size()][];
    BitSet seen = new BitSet();
    boolean disjoint = true;
    for (int g = 0; g < members.length; g++) {
      Grouping.Group group = grouping.groups().get(g);
      // Not made of whole units: nothing that could be summed is the group.
      List<UnitKey> whole = group.shared().isEmpty() ? group.members() : List.of();
      members[g] =
          whole.stream()
              .mapToInt(
                  unit -> {
                    Integer place = places.get(unit);
                    if (place == null) {
                      throw new IllegalArgumentException(unit + " of " + group.code() + " is not");
                    }
                    return place;
                  })
              .toArray();
      for (int place : members[g]) {
        disjoint &= !seen.get(place);
        seen.set(place);
      }
    }
    this.apart = disjoint;
    this.summed = seen.stream().toArray();
  }

  /** How many groups. */
  public int groups() {
    return members.length;
  }

  /** The places of the units of a group. */
  public int[] members(int group) {
    return members[group].clone();
  }

  /**
   * Sums a column of counts, and checks that its groups add up to their parts.
   *
   * @param counts of the units in order
   * @param none places of units that are known to have none of what is counted
   * @throws IllegalStateException when the groups do not add up: a fault of the program
   */
  public Sums sum(Things counts, BitSet none) {
    if (counts.size() != size) {
      throw new IllegalArgumentException(counts.size() + " counts for " + size + " units");
    }
    long[] sums = new long[members.length];
    int[][] missing = new int[members.length][];
    long all = 0;
    for (int g = 0; g < members.length; g++) {
      int gaps = 0;
      long sum = 0;
      for (int place : members[g]) {
        sum = Math.addExact(sum, counts.at(place));
        if (counts.isMissing(place) && !none.get(place)) {
          gaps++;
        }
      }
      sums[g] = sum;
      missing[g] = gaps == 0 ? NO_GAP : gaps(members[g], counts, none, gaps);
      all = Math.addExact(all, sum);
    }
    if (apart) {
      long parts = 0;
      for (int place : summed) {
        parts = Math.addExact(parts, counts.at(place));
      }
      if (parts != all) {
        throw new IllegalStateException("Groups of " + all + " have parts of " + parts);
      }
    }
    return new Sums(members, sums, counts.scale(), missing, minToldShare);
  }

  private static int[] gaps(int[] members, Things counts, BitSet none, int size) {
    int[] gaps = new int[size];
    int at = 0;
    for (int place : members) {
      if (counts.isMissing(place) && !none.get(place)) {
        gaps[at++] = place;
      }
    }
    return gaps;
  }
}
