package org.xaatlas.release;

import java.util.Optional;
import org.xaatlas.series.Status;

/**
 * The figures of one series in unit order: a column, or a rate computed from two. What nobody
 * reported is missing, never 0. Immutable, safe to share.
 */
public interface Figures {
  /** The value; NaN when it is missing. */
  double value(int unit);

  /** How far the value can be trusted; empty when it is missing. */
  Optional<Status> status(int unit);

  /** The word printed before the figure, or "". */
  String qualifier(int unit);

  /** What it stands on, where it was carried from other units; empty for what was reported. */
  default Optional<Footing> footing(int unit) {
    return Optional.empty();
  }

  /** The hash of the order of the units it belongs to. */
  String order();

  /** How many units. */
  int size();
}
