package org.xaatlas.release;

import java.util.Optional;
import org.xaatlas.series.Status;

/** A rate in percent, computed from two counts; missing when either is, or the denominator is 0. */
record ComputedRate(Figures numerator, Figures denominator) implements Figures {
  @Override
  public double value(int unit) {
    double whole = denominator.value(unit);
    // NaN runs through; without a denominator there is no rate, and certainly not infinity.
    return whole == 0 ? Double.NaN : 100 * numerator.value(unit) / whole;
  }

  /** The weaker of the two: a rate is as good as the worse of its counts. */
  @Override
  public Optional<Status> status(int unit) {
    if (Double.isNaN(value(unit))) {
      return Optional.empty();
    }
    Status one = numerator.status(unit).orElseThrow();
    Status other = denominator.status(unit).orElseThrow();
    return Optional.of(one.compareTo(other) >= 0 ? one : other);
  }

  /**
   * The word of the numerator ("more than 12 of 100" is more than 12 %); "about" as soon as the
   * denominator carries one, because it pulls the other way.
   */
  @Override
  public String qualifier(int unit) {
    if (Double.isNaN(value(unit))) {
      return "";
    }
    return denominator.qualifier(unit).isEmpty() ? numerator.qualifier(unit) : "khoảng";
  }

  @Override
  public Optional<Footing> footing(int unit) {
    if (Double.isNaN(value(unit))) {
      return Optional.empty();
    }
    Optional<Footing> one = numerator.footing(unit);
    Optional<Footing> other = denominator.footing(unit);
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().worse(other.get()))
        : one.or(() -> other);
  }

  @Override
  public String order() {
    return numerator.order();
  }

  @Override
  public int size() {
    return numerator.size();
  }
}
