package org.xaatlas.priority;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns the values of a criterion into points. Missing values (not a number) stay missing; what
 * stands for them is decided before ({@link MissingPolicy}).
 */
public sealed interface ValueFunction {
  /**
   * The points of each value.
   *
   * @param values of all units that are compared; not a number where missing
   */
  double[] points(double[] values);

  /**
   * From 0 for the smallest to 1 for the largest value. Where all are alike the criterion says
   * nothing, and all get 0.
   *
   * @param lowShare values below this quantile count as it, so that a few outliers do not press all
   *     others together; 0: none
   * @param highShare likewise above; 1: none
   */
  record MinMax(double lowShare, double highShare) implements ValueFunction {
    public MinMax {
      if (!(lowShare >= 0 && lowShare < highShare && highShare <= 1)) {
        throw new IllegalArgumentException("Shares from 0 to 1, the lower one first");
      }
    }

    @Override
    public double[] points(double[] values) {
      double low = quantile(values, lowShare);
      double high = quantile(values, highShare);
      return map(
          values,
          value -> high > low ? (Math.max(low, Math.min(high, value)) - low) / (high - low) : 0);
    }
  }

  /** How many standard deviations (of all n) above the mean; 0 where all are alike. */
  record ZScore() implements ValueFunction {
    @Override
    public double[] points(double[] values) {
      double[] given = given(values);
      double mean = Arrays.stream(given).average().orElse(0);
      double variance = Arrays.stream(given).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      double deviation = Math.sqrt(variance);
      boolean alike = deviation <= 1e-12 * Math.abs(mean);
      return map(values, value -> alike ? 0 : (value - mean) / deviation);
    }
  }

  /** The place in the order, from 0 for the smallest to 1 for the largest; equal ones share. */
  record Rank() implements ValueFunction {
    @Override
    public double[] points(double[] values) {
      double[] sorted = given(values);
      Arrays.sort(sorted);
      int n = sorted.length;
      return map(
          values,
          value -> {
            int first = first(sorted, value);
            int last = first;
            while (last + 1 < n && sorted[last + 1] == value) {
              last++;
            }
            return n > 1 ? (first + last) / 2.0 / (n - 1) : 0;
          });
    }

    private static int first(double[] sorted, double value) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] < value) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /**
   * From 0 at one value to 1 at another, straight between, flat beyond.
   *
   * @param zeroAt where there are no points yet
   * @param oneAt where there are all; may be the smaller one
   */
  record Target(double zeroAt, double oneAt) implements ValueFunction {
    public Target {
      if (!Double.isFinite(zeroAt) || !Double.isFinite(oneAt) || zeroAt == oneAt) {
        throw new IllegalArgumentException("Two different numbers are needed");
      }
    }

    @Override
    public double[] points(double[] values) {
      return map(values, value -> Math.max(0, Math.min(1, (value - zeroAt) / (oneAt - zeroAt))));
    }
  }

  /**
   * Points as a rule of allocation gives them.
   *
   * @param at values, ascending
   * @param points at these values
   * @param stepwise the points hold from each value up to the next; otherwise they change straight
   *     from one to the next. Beyond the ends they stay.
   */
  record Table(List<Double> at, List<Double> points, boolean stepwise) implements ValueFunction {
    public Table {
      at = List.copyOf(at);
      points = List.copyOf(points);
      boolean sound = at.size() == points.size() && !at.isEmpty();
      for (int i = 0; sound && i < at.size(); i++) {
        sound = Double.isFinite(at.get(i)) && Double.isFinite(points.get(i));
        sound &= i == 0 || at.get(i - 1) < at.get(i);
      }
      if (!sound) {
        throw new IllegalArgumentException("As many points as ascending values, all numbers");
      }
    }

    @Override
    public double[] points(double[] values) {
      return map(values, this::at);
    }

    private double at(double value) {
      int next = 0;
      while (next < at.size() && at.get(next) <= value) {
        next++;
      }
      if (next == 0) {
        // Below the first value of a rule that goes by steps nothing is given yet.
        return stepwise ? 0 : points.get(0);
      }
      if (next == at.size() || stepwise) {
        return points.get(next - 1);
      }
      double share = (value - at.get(next - 1)) / (at.get(next) - at.get(next - 1));
      return points.get(next - 1) + share * (points.get(next) - points.get(next - 1));
    }
  }

  /**
   * Points by class of a designation. Values are places in the list of classes.
   *
   * @param classes of the scheme, in the order the values count
   * @param points by class
   * @param otherwise for units without a class
   */
  record Classes(List<String> classes, Map<String, Double> points, double otherwise)
      implements ValueFunction {
    /** The value of a unit that has no class: known, and not missing. */
    public static final double WITHOUT = -1;

    public Classes {
      classes = List.copyOf(classes);
      points = Map.copyOf(points);
      if (!classes.containsAll(points.keySet())) {
        throw new IllegalArgumentException("Points for a class that the scheme does not have");
      }
    }

    @Override
    public double[] points(double[] values) {
      return map(
          values,
          value ->
              value == WITHOUT
                  ? otherwise
                  : points.getOrDefault(classes.get((int) value), otherwise));
    }
  }

  private static double[] map(double[] values, java.util.function.DoubleUnaryOperator points) {
    double[] mapped = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mapped[i] = Double.isNaN(values[i]) ? Double.NaN : points.applyAsDouble(values[i]);
    }
    return mapped;
  }

  private static double[] given(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  /** By straight lines between the values in order. */
  private static double quantile(double[] values, double share) {
    double[] sorted = given(values);
    if (sorted.length == 0) {
      return 0;
    }
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
