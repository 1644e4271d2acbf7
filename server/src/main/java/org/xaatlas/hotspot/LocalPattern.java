package org.xaatlas.hotspot;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A local index of every unit, tested by conditional permutation: the value of the unit stays, its
 * neighbours are drawn from all others, again and again.
 *
 * @param index by unit; not a number for units without neighbours
 * @param quadrant by unit: how its value and the mean of its neighbours lie to the mean of all
 * @param pseudoP by unit: share of draws as extreme as what was seen, one-sided, the seen one
 *     counted; 1 for units without neighbours
 */
public record LocalPattern(double[] index, Quadrant[] quadrant, double[] pseudoP) {

  /** A unit and its neighbours, above or below the mean. */
  public enum Quadrant {
    HIGH_HIGH,
    LOW_HIGH,
    LOW_LOW,
    HIGH_LOW,
    /** A unit without neighbours. */
    NONE
  }

  /**
   * Local Moran's I (Anselin 1995) with row-standardised weights: the value of a unit times the
   * mean of its neighbours, both as deviations from the mean, by the variance (n - 1).
   *
   * @param values of all units, finite
   * @param seed the same seed gives the same result, whatever the number of cores
   */
  public static LocalPattern moran(
      double[] values, Contiguity contiguity, int permutations, long seed) {
    return moran(values, contiguity, permutations, seed, () -> {});
  }

  /**
   * @param patience asked before every unit; throws when it is to be given up
   */
  public static LocalPattern moran(
      double[] values, Contiguity contiguity, int permutations, long seed, Runnable patience) {
    double[] z = deviations(values);
    double squares = 0;
    for (double one : z) {
      squares += one * one;
    }
    double scale = squares == 0 ? 0 : (z.length - 1) / squares;
    double[] index = new double[z.length];
    Quadrant[] quadrant = new Quadrant[z.length];
    for (int unit = 0; unit < z.length; unit++) {
      int[] near = contiguity.of(unit);
      double lag = sum(z, near) / near.length;
      index[unit] = near.length == 0 ? Double.NaN : scale * z[unit] * lag;
      quadrant[unit] = near.length == 0 ? Quadrant.NONE : quadrant(z[unit] > 0, lag > 0);
    }
    return new LocalPattern(index, quadrant, pseudoP(z, contiguity, permutations, seed, patience));
  }

  /**
   * Gi* of Getis and Ord (1992, 1995) with binary weights, the unit itself among its neighbours, as
   * a standard score: above 0 where high values lie together, below 0 where low ones do.
   *
   * @param values of all units, finite
   */
  public static LocalPattern getisOrd(
      double[] values, Contiguity contiguity, int permutations, long seed) {
    return getisOrd(values, contiguity, permutations, seed, () -> {});
  }

  /**
   * @param patience asked before every unit; throws when it is to be given up
   */
  public static LocalPattern getisOrd(
      double[] values, Contiguity contiguity, int permutations, long seed, Runnable patience) {
    int n = values.length;
    double[] z = deviations(values);
    double squares = 0;
    for (double one : z) {
      squares += one * one;
    }
    double deviation = Math.sqrt(squares / n);
    double[] index = new double[n];
    Quadrant[] quadrant = new Quadrant[n];
    for (int unit = 0; unit < n; unit++) {
      int[] near = contiguity.of(unit);
      double weights = near.length + 1.0;
      double spread = deviation * Math.sqrt((n * weights - weights * weights) / (n - 1));
      double sum = sum(z, near) + z[unit];
      index[unit] = near.length == 0 ? Double.NaN : spread == 0 ? 0 : sum / spread;
      quadrant[unit] = near.length == 0 ? Quadrant.NONE : quadrant(sum > 0, sum > 0);
    }
    return new LocalPattern(index, quadrant, pseudoP(z, contiguity, permutations, seed, patience));
  }

  private static Quadrant quadrant(boolean high, boolean highAround) {
    if (high) {
      return highAround ? Quadrant.HIGH_HIGH : Quadrant.HIGH_LOW;
    }
    return highAround ? Quadrant.LOW_HIGH : Quadrant.LOW_LOW;
  }

  /** Values less their mean; all 0 where they differ by no more than rounding. */
  static double[] deviations(double[] values) {
    double sum = 0;
    double largest = 0;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("Not a number among the values");
      }
      sum += value;
      largest = Math.max(largest, Math.abs(value));
    }
    double[] z = values.clone();
    double spread = 0;
    for (int i = 0; i < z.length; i++) {
      z[i] -= sum / z.length;
      spread = Math.max(spread, Math.abs(z[i]));
    }
    return spread <= 1e-12 * largest ? new double[z.length] : z;
  }

  private static double sum(double[] z, int[] units) {
    double sum = 0;
    for (int unit : units) {
      sum += z[unit];
    }
    return sum;
  }

  /**
   * For each unit how often neighbours drawn by chance come to as much as its own. The value of the
   * unit is the same in all draws, so that the sum of its neighbours alone decides, for Moran's I
   * as for Gi*.
   */
  private static double[] pseudoP(
      double[] z, Contiguity contiguity, int permutations, long seed, Runnable patience) {
    return IntStream.range(0, z.length)
        .parallel()
        .mapToDouble(
            unit -> {
              patience.run();
              return pseudoP(unit, z, contiguity.of(unit), permutations, seed);
            })
        .toArray();
  }

  private static double pseudoP(int unit, double[] z, int[] near, int permutations, long seed) {
    if (near.length == 0) {
      return 1;
    }
    // A part of the list is shuffled again and again: the first places are the draw.
    double[] others = new double[z.length - 1];
    System.arraycopy(z, 0, others, 0, unit);
    System.arraycopy(z, unit + 1, others, unit, z.length - 1 - unit);
    SplittableRandom random = new SplittableRandom(seed ^ 0x9E3779B97F4A7C15L * (unit + 1));
    double seen = sum(z, near);
    // Sums of the same numbers in another order may differ in the last digit.
    double hair = 1e-12 * (Math.abs(seen) + 1e-300);
    int above = 0;
    for (int p = 0; p < permutations; p++) {
      double drawn = 0;
      for (int i = 0; i < near.length; i++) {
        int k = i + below(random, others.length - i);
        double value = others[k];
        others[k] = others[i];
        others[i] = value;
        drawn += value;
      }
      above += drawn >= seen - hair ? 1 : 0;
    }
    return (Math.min(above, permutations - above) + 1.0) / (permutations + 1.0);
  }

  /** A whole number from 0, below a bound; all alike to within 2^-31. */
  private static int below(SplittableRandom random, int bound) {
    return (int) ((random.nextInt() & 0xFFFFFFFFL) * bound >>> 32);
  }
}
