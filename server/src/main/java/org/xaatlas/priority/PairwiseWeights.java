package org.xaatlas.priority;

import java.util.Arrays;
import java.util.List;

/**
 * Weights from comparisons of pairs (analytic hierarchy process, Saaty 1980): the principal
 * eigenvector of the matrix of "how many times more important".
 *
 * @param weights by place of the criterion; they sum to 1
 * @param ratio consistency ratio: 0 where all comparisons agree with each other; above {@link
 *     #TOLERATED} they should be thought over
 * @param first the pair that disagrees most with the others; -1 where all agree
 * @param second its other part
 * @param stated how many times {@code first} was said to count as much as {@code second}
 * @param implied how many times it does by the weights
 */
public record PairwiseWeights(
    double[] weights, double ratio, int first, int second, double stated, double implied) {
  /** The ratio that Saaty tolerates. */
  public static final double TOLERATED = 0.1;

  /** As many criteria as there are random indices for. */
  public static final int MOST = 15;

  /** Mean index of matrices filled at random, by size (Saaty 1980). */
  private static final double[] RANDOM = {
    0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59
  };

  private static final int STEPS = 1000;

  /** That one counts so many times as much as another, both by place. */
  public record Pair(int more, int less, double times) {}

  /**
   * @param count how many criteria are compared, at most {@link #MOST}
   * @param pairs each pair once, in either direction
   * @throws IllegalArgumentException when a pair is missing or told twice, or a number is not above
   *     0
   */
  public static PairwiseWeights of(int count, List<Pair> pairs) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("Between 1 and " + MOST + " can be compared: " + count);
    }
    double[][] matrix = new double[count][count];
    for (int i = 0; i < count; i++) {
      matrix[i][i] = 1;
    }
    for (Pair pair : pairs) {
      if (pair.more() == pair.less()
          || matrix[pair.more()][pair.less()] != 0
          || !(pair.times() > 0)
          || !Double.isFinite(pair.times())) {
        throw new IllegalArgumentException("Twice, with itself, or not above 0: " + pair);
      }
      matrix[pair.more()][pair.less()] = pair.times();
      matrix[pair.less()][pair.more()] = 1 / pair.times();
    }
    if (pairs.size() != count * (count - 1) / 2) {
      throw new IllegalArgumentException("A pair is missing");
    }
    double[] weights = new double[count];
    Arrays.fill(weights, 1.0 / count);
    double largest = count;
    for (int step = 0; step < STEPS; step++) {
      double[] next = new double[count];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          next[i] += matrix[i][j] * weights[j];
        }
        sum += next[i];
      }
      largest = sum;
      for (int i = 0; i < count; i++) {
        next[i] /= sum;
      }
      weights = next;
    }
    double index = count < 3 ? 0 : Math.max(0, (largest - count) / (count - 1));
    double ratio = count < 3 ? 0 : index / RANDOM[count];
    int first = -1;
    int second = -1;
    double worst = 1e-9;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double off = Math.log(matrix[i][j] * weights[j] / weights[i]);
        if (off > worst + 1e-12) {
          worst = off;
          first = i;
          second = j;
        }
      }
    }
    return new PairwiseWeights(
        weights,
        ratio < 1e-12 ? 0 : ratio,
        first,
        second,
        first < 0 ? Double.NaN : matrix[first][second],
        first < 0 ? Double.NaN : weights[first] / weights[second]);
  }
}
