package org.xaatlas.priority;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far the order of units depends on what was chosen or estimated: weights are drawn around the
 * chosen ones (Dirichlet), values that rest on an estimate around what was estimated, again and
 * again.
 *
 * @param inTop by unit, the share of draws in which it is among the first ones asked for
 * @param best by unit, the rank it is better than in one draw of twenty; 0 without a score
 * @param worst by unit, the rank it is worse than in one draw of twenty; 0 without a score
 */
public record Sensitivity(double[] inTop, int[] best, int[] worst) {
  /** Draws times units, at most. */
  public static final long MAX_WORK = 100_000_000;

  private static final double TAIL = 0.05;

  private static final int BLOCK = 32;

  /**
   * What is drawn.
   *
   * @param draws how often
   * @param concentration how near drawn weights stay to the chosen ones: as if that many votes had
   *     been cast for them. Not positive: weights stay
   * @param spread standard deviation of an estimated value, as a share of it; 0: values stay
   * @param seed the same seed gives the same result, whatever the number of cores
   */
  public record Draws(int draws, double concentration, double spread, long seed) {
    public Draws {
      if (draws < 1 || !(spread >= 0) || !Double.isFinite(spread) || Double.isNaN(concentration)) {
        throw new IllegalArgumentException("Draws: at least one, and a spread not below 0");
      }
    }
  }

  /**
   * @param top how many of the first units are asked about
   * @throws IllegalArgumentException when draws times units exceed {@link #MAX_WORK}
   */
  public static Sensitivity of(DecisionTable table, Method method, int top, Draws draws) {
    return of(table, method, top, draws, () -> {});
  }

  /**
   * @param patience asked before every draw; throws when it is to be given up
   */
  public static Sensitivity of(
      DecisionTable table, Method method, int top, Draws draws, Runnable patience) {
    int units = table.units().size();
    if ((long) draws.draws() * units > MAX_WORK || units > Character.MAX_VALUE) {
      throw new IllegalArgumentException("Too many draws for so many units");
    }
    double[] weights = method == Method.SUMMED_POINTS ? null : Scores.weights(table);
    double[][] points = Scores.points(table);
    boolean estimates = draws.spread() > 0 && anyEstimated(table);
    char[][] ranks = new char[draws.draws()][];
    IntStream.range(0, draws.draws())
        .parallel()
        .forEach(
            d -> {
              patience.run();
              SplittableRandom random =
                  new SplittableRandom(draws.seed() ^ 0x9E3779B97F4A7C15L * (d + 1));
              double[] drawn =
                  weights == null || !(draws.concentration() > 0)
                      ? weights
                      : dirichlet(weights, draws.concentration(), random);
              double[][] some =
                  estimates ? Scores.points(perturbed(table, draws.spread(), random)) : points;
              ranks[d] = ranks(scores(some, drawn, method));
            });
    double[] inTop = new double[units];
    int[] best = new int[units];
    int[] worst = new int[units];
    // A block of units at a time: the ranks of a draw lie side by side in memory.
    IntStream.range(0, (units + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            block -> {
              int from = block * BLOCK;
              int to = Math.min(units, from + BLOCK);
              int[][] counts = new int[to - from][units + 1];
              for (char[] draw : ranks) {
                for (int unit = from; unit < to; unit++) {
                  counts[unit - from][draw[unit]]++;
                }
              }
              int tail = (int) (TAIL * ranks.length);
              for (int unit = from; unit < to; unit++) {
                int[] often = counts[unit - from];
                int above = 0;
                for (int rank = 1; rank <= Math.min(top, units); rank++) {
                  above += often[rank];
                }
                inTop[unit] = (double) above / ranks.length;
                best[unit] = place(often, tail);
                worst[unit] = place(often, ranks.length - 1 - tail);
              }
            });
    return new Sensitivity(inTop, best, worst);
  }

  /** The rank at a place of all draws in order, from how often each rank came. */
  private static int place(int[] often, int place) {
    int seen = 0;
    int rank = 0;
    while (seen + often[rank] <= place) {
      seen += often[rank++];
    }
    return rank;
  }

  private static boolean anyEstimated(DecisionTable table) {
    for (boolean[] criterion : table.estimated()) {
      for (boolean one : criterion) {
        if (one) {
          return true;
        }
      }
    }
    return false;
  }

  private static DecisionTable perturbed(
      DecisionTable table, double spread, SplittableRandom random) {
    double[][] values = new double[table.values().length][];
    for (int c = 0; c < values.length; c++) {
      values[c] = table.values()[c].clone();
      for (int unit = 0; unit < values[c].length; unit++) {
        if (table.estimated()[c][unit]) {
          values[c][unit] *= Math.max(0, 1 + spread * random.nextGaussian());
        }
      }
    }
    return new DecisionTable(
        table.units(), table.provinces(), table.criteria(), values, table.estimated());
  }

  private static double[] scores(double[][] points, double[] weights, Method method) {
    if (method == Method.WEIGHTED_PRODUCT || method == Method.TOPSIS) {
      return Scores.of(points, weights, method).score();
    }
    double[] score = new double[points[0].length];
    for (int c = 0; c < points.length; c++) {
      double weight = weights == null ? 1 : weights[c];
      double[] criterion = points[c];
      for (int unit = 0; unit < score.length; unit++) {
        score[unit] += weight * criterion[unit];
      }
    }
    return score;
  }

  /**
   * Ranks from 1; 0 without a score. Scores that differ by less than 2^-46 of the range tie by
   * place.
   */
  private static char[] ranks(double[] score) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double one : score) {
      if (!Double.isNaN(one)) {
        low = Math.min(low, one);
        high = Math.max(high, one);
      }
    }
    double scale = high > low ? (1L << 46) / (high - low) : 0;
    long[] order = new long[score.length];
    int size = 0;
    for (int unit = 0; unit < score.length; unit++) {
      if (!Double.isNaN(score[unit])) {
        order[size++] = (long) ((high - score[unit]) * scale) << 16 | unit;
      }
    }
    Arrays.sort(order, 0, size);
    char[] ranks = new char[score.length];
    for (int i = 0; i < size; i++) {
      ranks[(int) (order[i] & 0xFFFF)] = (char) (i + 1);
    }
    return ranks;
  }

  /** Weights that sum to 1 and are on average the given ones; a weight of 0 stays. */
  private static double[] dirichlet(
      double[] weights, double concentration, SplittableRandom random) {
    double[] drawn = new double[weights.length];
    double sum = 0;
    for (int c = 0; c < drawn.length; c++) {
      drawn[c] = weights[c] == 0 ? 0 : gamma(concentration * weights[c], random);
      sum += drawn[c];
    }
    for (int c = 0; c < drawn.length; c++) {
      drawn[c] = sum > 0 ? drawn[c] / sum : weights[c];
    }
    return drawn;
  }

  /** A gamma variate (Marsaglia and Tsang 2000). */
  private static double gamma(double shape, SplittableRandom random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1 / 3.0;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        double u = 1 - random.nextDouble();
        if (Math.log(u) < x * x / 2 + d - d * cube + d * Math.log(cube)) {
          return d * cube;
        }
      }
    }
  }
}
