package org.xaatlas.export;

import java.util.Optional;
import org.xaatlas.release.Figures;
import org.xaatlas.series.Status;

/**
 * A rate computed from counts and the same rate as printed: for each unit the computed one, the
 * printed one where a count is missing, or where a count is made up and the printed rate is not.
 */
record EitherRate(Figures computed, Figures reported) implements Figures {
  /** Whether the figure of a unit is the printed one. */
  boolean isReported(int unit) {
    return of(unit) == reported;
  }

  private Figures of(int unit) {
    Optional<Status> printed = reported.status(unit);
    Optional<Status> counted = computed.status(unit);
    if (printed.isEmpty() || counted.isEmpty()) {
      return printed.isPresent() ? reported : computed;
    }
    boolean madeUp = counted.get() == Status.ILLUSTRATIVE && printed.get() != Status.ILLUSTRATIVE;
    return madeUp ? reported : computed;
  }

  @Override
  public double value(int unit) {
    return of(unit).value(unit);
  }

  @Override
  public Optional<Status> status(int unit) {
    return of(unit).status(unit);
  }

  @Override
  public String qualifier(int unit) {
    return of(unit).qualifier(unit);
  }

  @Override
  public String order() {
    return computed.order();
  }

  @Override
  public int size() {
    return computed.size();
  }
}
