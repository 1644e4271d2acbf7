package org.xaatlas.crosswalk;

import java.math.BigDecimal;

/** Counts as whole numbers of the smallest thing a column tells, so that sums are exact. */
final class Things {
  /** Amounts are kept to the millionth; counts have no decimals. */
  private static final int DECIMALS = 6;

  /** Above it a double does not hold every whole number. */
  private static final double EXACT = 1L << 53;

  private Things() {}

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
