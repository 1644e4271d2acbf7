package org.xaatlas.crosswalk;

import java.math.BigDecimal;
import java.util.BitSet;

/**
 * A column of counts as whole numbers of the smallest thing it tells, so that sums are exact.
 * Immutable, safe to share.
 */
public final class Things {
  /** Amounts are kept to the millionth; counts have no decimals. */
  private static final int DECIMALS = 6;

  /** Above it a double does not hold every whole number. */
  private static final double EXACT = 1L << 53;

  private final double scale;
  private final long[] things;
  private final BitSet missing = new BitSet();

  private Things(double[] counts) {
    this.scale = scale(counts);
    this.things = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      if (Double.isNaN(counts[i])) {
        missing.set(i);
      } else {
        things[i] = Math.round(counts[i] * scale);
      }
    }
  }

  /**
   * @param counts NaN where nobody told one
   */
  public static Things of(double[] counts) {
    return new Things(counts);
  }

  int size() {
    return things.length;
  }

  /** 0 where nobody told a count: see {@link #isMissing}. */
  long at(int place) {
    return things[place];
  }

  boolean isMissing(int place) {
    return missing.get(place);
  }

  /** How many things make one of what was counted. */
  double scale() {
    return scale;
  }

  /** What the counts of a column are multiplied by so that they are whole. */
  static double scale(double[] counts) {
    int decimals = 0;
    double largest = 0;
    for (double count : counts) {
      if (Double.isNaN(count)) {
        continue;
      }
      largest = Math.max(largest, Math.abs(count));
      if (count != Math.rint(count)) {
        int own = BigDecimal.valueOf(count).stripTrailingZeros().scale();
        decimals = Math.max(decimals, Math.min(own, DECIMALS));
      }
    }
    double scale = Math.pow(10, decimals);
    while (scale > 1 && largest * scale >= EXACT) {
      scale /= 10;
    }
    return scale;
  }
}
