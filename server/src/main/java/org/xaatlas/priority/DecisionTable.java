package org.xaatlas.priority;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The units to be compared and their values in each criterion. Not to be changed once handed over.
 *
 * @param units codes, each once
 * @param provinces of the units, for medians
 * @param criteria what counts, each once
 * @param values by criterion, then unit; not a number where nobody reported one
 * @param estimated by criterion, then unit: whether the value rests on an estimate
 */
public record DecisionTable(
    List<String> units,
    List<String> provinces,
    List<Criterion> criteria,
    double[][] values,
    boolean[][] estimated) {
  public DecisionTable {
    units = List.copyOf(units);
    provinces = List.copyOf(provinces);
    criteria = List.copyOf(criteria);
    if (new HashSet<>(units).size() != units.size()
        || criteria.stream().map(Criterion::id).distinct().count() != criteria.size()) {
      throw new IllegalArgumentException("A unit or a criterion occurs twice");
    }
    if (provinces.size() != units.size()
        || values.length != criteria.size()
        || estimated.length != criteria.size()) {
      throw new IllegalArgumentException("Tables of different size");
    }
    for (int c = 0; c < values.length; c++) {
      if (values[c].length != units.size() || estimated[c].length != units.size()) {
        throw new IllegalArgumentException("Tables of different size");
      }
      for (double value : values[c]) {
        if (Double.isInfinite(value)) {
          throw new IllegalArgumentException("An infinite value in " + criteria.get(c).id());
        }
      }
    }
  }

  /** Whether the value of a unit stands for one that nobody reported. */
  boolean filled(int criterion, int unit) {
    return Double.isNaN(values[criterion][unit]);
  }

  /**
   * The values of a criterion with what stands for missing ones; what is excluded stays missing.
   */
  double[] completed(int criterion) {
    double[] completed = values[criterion].clone();
    switch (criteria.get(criterion).missing()) {
      case EXCLUDED -> {}
      case LOWER_BOUND -> replace(completed, 0);
      case WORST -> replace(completed, worst(criterion));
      case PROVINCE_MEDIAN -> {
        Map<String, Double> medians = new HashMap<>();
        for (int unit = 0; unit < completed.length; unit++) {
          if (Double.isNaN(completed[unit])) {
            completed[unit] =
                medians.computeIfAbsent(provinces.get(unit), code -> median(criterion, code));
          }
        }
      }
    }
    return completed;
  }

  private static void replace(double[] values, double with) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? with : values[i];
    }
  }

  private double worst(int criterion) {
    double[] points = criteria.get(criterion).points(values[criterion]);
    int worst = -1;
    for (int unit = 0; unit < points.length; unit++) {
      if (!Double.isNaN(points[unit]) && (worst < 0 || points[unit] < points[worst])) {
        worst = unit;
      }
    }
    return worst < 0 ? Double.NaN : values[criterion][worst];
  }

  private double median(int criterion, String province) {
    double[] there = new double[units.size()];
    int count = 0;
    for (int unit = 0; unit < there.length; unit++) {
      if (provinces.get(unit).equals(province) && !Double.isNaN(values[criterion][unit])) {
        there[count++] = values[criterion][unit];
      }
    }
    Arrays.sort(there, 0, count);
    return count == 0 ? Double.NaN : (there[(count - 1) / 2] + there[count / 2]) / 2;
  }
}
