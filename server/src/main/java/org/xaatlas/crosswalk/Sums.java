package org.xaatlas.crosswalk;

import java.util.Arrays;

/** A column of counts summed into groups. Immutable; what it hands out is not to be changed. */
public final class Sums {
  private final int[][] members;
  private final long[] things;
  private final double scale;
  private final int[][] missing;
  private final double minToldShare;

  Sums(int[][] members, long[] things, double scale, int[][] missing, double minToldShare) {
    this.members = members;
    this.things = things;
    this.scale = scale;
    this.missing = missing;
    this.minToldShare = minToldShare;
  }

  /** How many groups. */
  public int size() {
    return things.length;
  }

  /** The sum; NaN where too few units told a count. */
  public double value(int group) {
    boolean enough = told(group) > 0 && told(group) >= minToldShare * of(group);
    return enough ? sumOfTold(group) : Double.NaN;
  }

  /** The sum of the units that told a count, however few they are; 0 for none. */
  public double sumOfTold(int group) {
    return things[group] / scale;
  }

  /** How many units told a count, or are known to have none. */
  public int told(int group) {
    return of(group) - missing[group].length;
  }

  /** How many units the group has; 0 for one that is not made of whole units. */
  public int of(int group) {
    return members[group].length;
  }

  /** Places of the units that told nothing. */
  public int[] missing(int group) {
    return missing[group];
  }

  /**
   * Whether a group rests on the same units in two columns, so that one may be part of the other.
   */
  public boolean restsOnTheSame(Sums other, int group) {
    return Arrays.equals(missing[group], other.missing[group]);
  }
}
