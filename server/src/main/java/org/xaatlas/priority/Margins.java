package org.xaatlas.priority;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far one weight alone can be moved before the first units are others, and what decides between
 * the last one in and the first one out.
 *
 * @param top how many of the first units are looked at
 * @param low by criterion: the smallest weight (where points are summed: the smallest factor of its
 *     points) at which the first units are the same; not a number where the method has no such
 *     range
 * @param high likewise the largest; infinite for a factor without a bound
 * @param lastIn place of the last of the first units; -1 when there is nobody to compare with
 * @param firstOut place of the next one; -1 likewise
 * @param difference by criterion: what it gives the one more than the other
 * @param deciding place of the criterion that gives the last one in most of its lead; -1 when the
 *     two have equal scores
 */
public record Margins(
    int top,
    double[] low,
    double[] high,
    int lastIn,
    int firstOut,
    double[] difference,
    int deciding) {

  /** What a product takes for the logarithm of 0: worse than any other. */
  private static final double LOG_OF_ZERO = -1e6;

  /**
   * Looks at the margin.
   *
   * @param order places of the ranked units, the first one first
   * @param patience asked before every criterion; throws when it is to be given up
   */
  public static Margins of(
      DecisionTable table, Method method, Scores scores, int[] order, int top, Runnable patience) {
    int criteria = table.criteria().size();
    double[] low = new double[criteria];
    double[] high = new double[criteria];
    Arrays.fill(low, Double.NaN);
    Arrays.fill(high, Double.NaN);
    double[] difference = new double[criteria];
    if (top < 1 || top >= order.length) {
      return new Margins(top, low, high, -1, -1, difference, -1);
    }
    int lastIn = order[top - 1];
    int firstOut = order[top];
    int deciding = -1;
    for (int c = 0; c < criteria; c++) {
      difference[c] = scores.contribution()[c][lastIn] - scores.contribution()[c][firstOut];
      if (difference[c] > 1e-12 && (deciding < 0 || difference[c] > difference[deciding])) {
        deciding = c;
      }
    }
    boolean tied = scores.rank()[lastIn] == scores.rank()[firstOut];
    if (method != Method.TOPSIS) {
      double[][] points = Scores.points(table);
      if (method == Method.WEIGHTED_PRODUCT) {
        for (double[] criterion : points) {
          for (int unit = 0; unit < criterion.length; unit++) {
            criterion[unit] = criterion[unit] == 0 ? LOG_OF_ZERO : Math.log(criterion[unit]);
          }
        }
      }
      boolean summed = method == Method.SUMMED_POINTS;
      double[] weights = summed ? null : Scores.weights(table);
      IntStream.range(0, criteria)
          .forEach(
              c -> {
                patience.run();
                double[] range = range(points, weights, c, order, top);
                low[c] = range[0];
                high[c] = range[1];
              });
    }
    return new Margins(top, low, high, lastIn, firstOut, difference, tied ? -1 : deciding);
  }

  /**
   * The scores are lines over the weight of one criterion: between 0 and 1, with the others keeping
   * their proportions. Where points are summed they are lines over a factor from 0 up.
   */
  private static double[] range(
      double[][] points, double[] weights, int criterion, int[] order, int top) {
    double own = weights == null ? 1 : weights[criterion];
    if (weights != null && own == 1) {
      return new double[] {0, 1};
    }
    double[] rest = new double[order.length];
    double[] slope = new double[order.length];
    for (int k = 0; k < order.length; k++) {
      for (int c = 0; c < points.length; c++) {
        if (c != criterion) {
          rest[k] += (weights == null ? 1 : weights[c] / (1 - own)) * points[c][order[k]];
        }
      }
      double mine = points[criterion][order[k]];
      slope[k] = weights == null ? mine : mine - rest[k];
    }
    double low = 0;
    double high = weights == null ? Double.POSITIVE_INFINITY : 1;
    for (int in = 0; in < top; in++) {
      for (int out = top; out < order.length; out++) {
        double lead = rest[in] - rest[out];
        double turn = slope[in] - slope[out];
        double crossing = -lead / turn;
        if (turn > 0 && crossing > low) {
          low = Math.min(own, crossing);
        } else if (turn < 0 && crossing < high) {
          high = Math.max(own, crossing);
        }
      }
    }
    return new double[] {low, high};
  }
}
