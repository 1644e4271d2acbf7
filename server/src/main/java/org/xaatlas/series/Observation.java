package org.xaatlas.series;

import java.util.Objects;

/**
 * One value of a series for one unit.
 *
 * @param unit code of the unit
 * @param value finite; households, percent, million VND, ... as the indicator says
 * @param status reported, estimated or illustrative
 * @param qualifier the word printed before the figure (hơn, trên, gần, khoảng, ít nhất), or ""
 * @param row row of the source file it stood in, the first is 1; 0 when there was no file
 */
public record Observation(String unit, double value, Status status, String qualifier, int row) {
  public Observation {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(qualifier, "qualifier");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Not a figure: " + value + " for " + unit);
    }
  }
}
