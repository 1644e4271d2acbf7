package org.xaatlas.priority;

import java.util.Objects;

/**
 * One thing that counts.
 *
 * @param id unique in its scenario
 * @param function from values to points
 * @param moreFirst whether larger values come first; otherwise points are turned around. Tables,
 *     targets and classes say it themselves and have more first.
 * @param weight share in the whole, not negative; of no account where points are simply summed
 * @param missing what stands for a missing value
 */
public record Criterion(
    String id, ValueFunction function, boolean moreFirst, double weight, MissingPolicy missing) {
  public Criterion {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(missing, "missing");
    if (id.isBlank()) {
      throw new IllegalArgumentException("A criterion needs a name");
    }
    if (!(weight >= 0) || !Double.isFinite(weight)) {
      throw new IllegalArgumentException("A weight is a number and not negative: " + id);
    }
    if (!moreFirst && !turns(function)) {
      throw new IllegalArgumentException("Its points say which values come first: " + id);
    }
  }

  /** Whether the points of a function may be turned around; others say what comes first. */
  public static boolean turns(ValueFunction function) {
    return function instanceof ValueFunction.MinMax
        || function instanceof ValueFunction.ZScore
        || function instanceof ValueFunction.Rank;
  }

  /** Points of each value, turned around where less comes first. */
  double[] points(double[] values) {
    double[] points = function.points(values);
    if (!moreFirst) {
      double top = function instanceof ValueFunction.ZScore ? 0 : 1;
      for (int i = 0; i < points.length; i++) {
        points[i] = top - points[i];
      }
    }
    return points;
  }
}
