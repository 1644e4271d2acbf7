package org.xaatlas.demo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a whole number of households among places. */
final class Allocation {
  private Allocation() {}

  /**
   * Shares out a total in proportion to weights, none above its cap, so that the parts add up to
   * the total exactly. What is left after rounding down goes to the largest remainders.
   *
   * @throws IllegalArgumentException when the caps leave no room for the total
   */
  static int[] share(int total, double[] weights, int[] caps) {
    int places = weights.length;
    if (Arrays.stream(caps).asLongStream().sum() < total) {
      throw new IllegalArgumentException("No room for " + total);
    }
    // Raise the level until the weights, cut at their caps, hold the total.
    double[] wanted = new double[places];
    double low = 0;
    double high = 1;
    while (fill(high, weights, caps, wanted) < total) {
      high *= 2;
      if (high > 1e18) {
        throw new IllegalArgumentException("Too few places may take a part of " + total);
      }
    }
    for (int step = 0; step < 100; step++) {
      double middle = (low + high) / 2;
      if (fill(middle, weights, caps, wanted) < total) {
        low = middle;
      } else {
        high = middle;
      }
    }
    fill(high, weights, caps, wanted);
    int[] parts = new int[places];
    int left = total;
    for (int i = 0; i < places; i++) {
      parts[i] = (int) Math.floor(wanted[i] - 1e-9);
      parts[i] = Math.max(0, parts[i]);
      left -= parts[i];
    }
    int[] byRemainder =
        IntStream.range(0, places)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> parts[i] - wanted[i])
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int turn = 0; left > 0; turn = (turn + 1) % places) {
      int place = byRemainder[turn];
      if (parts[place] < caps[place]) {
        parts[place]++;
        left--;
      }
    }
    return parts;
  }

  private static double fill(double level, double[] weights, int[] caps, double[] wanted) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      wanted[i] = Math.min(level * weights[i], caps[i]);
      sum += wanted[i];
    }
    return sum;
  }
}
