package org.xaatlas.hotspot;

import java.util.Arrays;

/**
 * Many tests at once find something by chance alone. Below this bound, of what is called
 * significant at most a share alpha is expected to be chance (Benjamini and Hochberg 1995).
 */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * The largest p that still counts.
   *
   * @param pValues of all tests
   * @param alpha between 0 and 1
   * @return alpha / n, which is what a single test among n would need, when nothing passes
   */
  public static double bound(double[] pValues, double alpha) {
    double[] sorted = pValues.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    for (int i = n - 1; i >= 0; i--) {
      double bound = (i + 1) * alpha / n;
      if (sorted[i] <= bound) {
        return bound;
      }
    }
    return n == 0 ? alpha : alpha / n;
  }
}
