package org.xaatlas.priority;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a decision table comes to. Everything is by place of the unit in the table.
 *
 * @param score not a number for units that lack a value no policy stands for
 * @param rank from 1; equal scores share the better rank, and the next one is skipped; 0 for units
 *     without a score
 * @param contribution by criterion, then unit; over all criteria they sum to the score
 */
public record Scores(double[] score, int[] rank, double[][] contribution) {

  /**
   * Scores all units.
   *
   * @throws IllegalArgumentException when the method cannot work with the criteria: weights that
   *     are all 0, or points outside 0 to 1 for a product
   */
  public static Scores of(DecisionTable table, Method method) {
    double[][] points = points(table);
    return of(points, method == Method.SUMMED_POINTS ? null : weights(table), method);
  }

  /** Points by criterion, then unit; not a number throughout for units that are excluded. */
  static double[][] points(DecisionTable table) {
    int units = table.units().size();
    double[][] values = new double[table.criteria().size()][];
    for (int c = 0; c < values.length; c++) {
      values[c] = table.completed(c);
    }
    // A unit that is not ranked does not set the scale for those that are.
    for (int unit = 0; unit < units; unit++) {
      for (int c = 0; c < values.length; c++) {
        if (Double.isNaN(values[c][unit])) {
          for (double[] column : values) {
            column[unit] = Double.NaN;
          }
        }
      }
    }
    double[][] points = new double[values.length][];
    for (int c = 0; c < values.length; c++) {
      points[c] = table.criteria().get(c).points(values[c]);
    }
    return points;
  }

  /** Weights that sum to 1. */
  static double[] weights(DecisionTable table) {
    double sum = table.criteria().stream().mapToDouble(Criterion::weight).sum();
    if (!(sum > 0)) {
      throw new IllegalArgumentException("All weights are 0");
    }
    return table.criteria().stream().mapToDouble(one -> one.weight() / sum).toArray();
  }

  static Scores of(double[][] points, double[] weights, Method method) {
    int units = points.length == 0 ? 0 : points[0].length;
    double[][] contribution = new double[points.length][units];
    switch (method) {
      case SUMMED_POINTS -> scale(points, null, contribution);
      case WEIGHTED_SUM -> scale(points, weights, contribution);
      case WEIGHTED_PRODUCT -> product(points, weights, contribution);
      case TOPSIS -> topsis(points, weights, contribution);
    }
    double[] score = new double[units];
    for (double[] criterion : contribution) {
      for (int unit = 0; unit < units; unit++) {
        score[unit] += criterion[unit];
      }
    }
    if (points.length == 0) {
      Arrays.fill(score, Double.NaN);
    }
    return new Scores(score, ranks(score), contribution);
  }

  private static void scale(double[][] points, double[] weights, double[][] contribution) {
    for (int c = 0; c < points.length; c++) {
      double weight = weights == null ? 1 : weights[c];
      for (int unit = 0; unit < points[c].length; unit++) {
        contribution[c][unit] = weight * points[c][unit];
      }
    }
  }

  /** Each criterion gives its weight, less its part in what the product falls short of 1. */
  private static void product(double[][] points, double[] weights, double[][] contribution) {
    for (int unit = 0; unit < points[0].length; unit++) {
      double log = 0;
      for (int c = 0; c < points.length; c++) {
        if (points[c][unit] < 0 || points[c][unit] > 1) {
          throw new IllegalArgumentException("Points outside 0 to 1 cannot be multiplied");
        }
        log += weights[c] == 0 ? 0 : weights[c] * Math.log(points[c][unit]);
      }
      double lost = -Math.expm1(log);
      int zeros = 0;
      for (int c = 0; c < points.length; c++) {
        zeros += weights[c] > 0 && points[c][unit] == 0 ? 1 : 0;
      }
      for (int c = 0; c < points.length; c++) {
        double part;
        if (zeros > 0) {
          // Whatever is 0 makes all of it 0.
          part = weights[c] > 0 && points[c][unit] == 0 ? 1.0 / zeros : 0;
        } else {
          part = log == 0 || weights[c] == 0 ? 0 : weights[c] * Math.log(points[c][unit]) / log;
        }
        contribution[c][unit] = Double.isNaN(log) ? Double.NaN : weights[c] - lost * part;
      }
    }
  }

  private static void topsis(double[][] points, double[] weights, double[][] contribution) {
    int units = points[0].length;
    double[][] scaled = new double[points.length][units];
    double[] best = new double[points.length];
    double[] worst = new double[points.length];
    for (int c = 0; c < points.length; c++) {
      double[] given = Arrays.stream(points[c]).filter(p -> !Double.isNaN(p)).toArray();
      double length = Math.sqrt(Arrays.stream(given).map(p -> p * p).sum());
      for (int unit = 0; unit < units; unit++) {
        scaled[c][unit] = length == 0 ? points[c][unit] : weights[c] * points[c][unit] / length;
      }
      double[] there = Arrays.stream(scaled[c]).filter(p -> !Double.isNaN(p)).toArray();
      best[c] = Arrays.stream(there).max().orElse(0);
      worst[c] = Arrays.stream(there).min().orElse(0);
    }
    for (int unit = 0; unit < units; unit++) {
      double toBest = 0;
      double toWorst = 0;
      for (int c = 0; c < points.length; c++) {
        toBest += square(best[c] - scaled[c][unit]);
        toWorst += square(scaled[c][unit] - worst[c]);
      }
      double near = Math.sqrt(toWorst) / (Math.sqrt(toBest) + Math.sqrt(toWorst));
      boolean alike = toBest + toWorst == 0;
      for (int c = 0; c < points.length; c++) {
        double part = toWorst == 0 ? 0 : square(scaled[c][unit] - worst[c]) / toWorst;
        contribution[c][unit] = alike ? 0 : near * part;
        if (Double.isNaN(toBest)) {
          contribution[c][unit] = Double.NaN;
        }
      }
    }
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * Ranks of scores, the highest first. Scores nearer to each other than the arithmetic can tell
   * are equal.
   */
  static int[] ranks(double[] score) {
    int[] order =
        IntStream.range(0, score.length)
            .filter(unit -> !Double.isNaN(score[unit]))
            .boxed()
            .sorted((a, b) -> Double.compare(score[b], score[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] rank = new int[score.length];
    for (int i = 0; i < order.length; i++) {
      boolean tied =
          i > 0
              && score[order[i - 1]] - score[order[i]]
                  <= 1e-12 * Math.max(1, Math.abs(score[order[i]]));
      rank[order[i]] = tied ? rank[order[i - 1]] : i + 1;
    }
    return rank;
  }
}
