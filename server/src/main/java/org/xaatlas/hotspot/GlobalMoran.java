package org.xaatlas.hotspot;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Moran's I over all units, with row-standardised weights: near 1 where like lies by like, near
 * {@link #expected} where place says nothing.
 *
 * @param i the index
 * @param expected what it would be on average without any pattern: -1 / (n - 1)
 * @param deviation how far it spreads when the same values are dealt out anew
 * @param pseudoP share of dealings that are as extreme as what was seen, one-sided, the seen one
 *     counted: at least 1 / (permutations + 1)
 * @param permutations how often values were dealt out
 * @param units that have neighbours
 */
public record GlobalMoran(
    double i, double expected, double deviation, double pseudoP, int permutations, int units) {

  /**
   * @param values of all units, finite; units without neighbours are left out
   * @param seed the same seed gives the same result, whatever the number of cores
   * @throws IllegalArgumentException when fewer than three units have neighbours
   */
  public static GlobalMoran of(
      double[] values, Contiguity contiguity, int permutations, long seed) {
    return of(values, contiguity, permutations, seed, () -> {});
  }

  /**
   * @param patience asked before every dealing; throws when it is to be given up
   */
  public static GlobalMoran of(
      double[] values, Contiguity contiguity, int permutations, long seed, Runnable patience) {
    int[] units =
        IntStream.range(0, contiguity.size()).filter(u -> contiguity.of(u).length > 0).toArray();
    if (units.length < 3) {
      throw new IllegalArgumentException("Fewer than three units have neighbours");
    }
    double[] z = LocalPattern.deviations(values);
    double squares = 0;
    for (double one : z) {
      squares += one * one;
    }
    double scale = squares == 0 ? 0 : z.length / squares / units.length;
    double seen = scale * cross(z, contiguity, units);
    double[] dealt =
        IntStream.range(0, permutations)
            .parallel()
            .mapToDouble(
                p -> {
                  patience.run();
                  return scale * cross(shuffled(z, seed + 31L * p), contiguity, units);
                })
            .toArray();
    int above = 0;
    double sum = 0;
    double sumOfSquares = 0;
    for (double one : dealt) {
      above += one >= seen ? 1 : 0;
      sum += one;
      sumOfSquares += one * one;
    }
    double average = permutations == 0 ? 0 : sum / permutations;
    double variance =
        permutations == 0 ? 0 : Math.max(0, sumOfSquares / permutations - average * average);
    return new GlobalMoran(
        seen,
        -1.0 / (values.length - 1),
        Math.sqrt(variance),
        (Math.min(above, permutations - above) + 1.0) / (permutations + 1.0),
        permutations,
        units.length);
  }

  private static double cross(double[] z, Contiguity contiguity, int[] units) {
    double sum = 0;
    for (int unit : units) {
      double lag = 0;
      for (int neighbour : contiguity.of(unit)) {
        lag += z[neighbour];
      }
      sum += z[unit] * lag / contiguity.of(unit).length;
    }
    return sum;
  }

  private static double[] shuffled(double[] values, long seed) {
    double[] shuffled = values.clone();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      double other = shuffled[k];
      shuffled[k] = shuffled[i];
      shuffled[i] = other;
    }
    return shuffled;
  }
}
