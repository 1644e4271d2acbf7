package org.xaatlas.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.release.Figures;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.Status;

/**
 * The series that tell one indicator, the most telling first. Each unit is told by the first that
 * has a figure for it, so that a correction for three communes, or next year's figures of one
 * province, leave the others what they have. One exception: of series with one key (a rate computed
 * and the same rate as printed) a made-up figure never stands before a real one.
 *
 * <p>Columns are read when a unit first needs them. Safe to share.
 */
final class RankedFigures {
  private final OpenRelease release;
  private final List<SeriesEntry> ranked;
  private final Map<String, Figures> read = new ConcurrentHashMap<>();

  /** One series and its figures. */
  record Told(SeriesEntry entry, Figures figures) {}

  RankedFigures(OpenRelease release, List<SeriesEntry> ranked) {
    this.release = release;
    this.ranked = List.copyOf(ranked);
  }

  /** The id of the indicator. */
  String indicator() {
    return ranked.get(0).key().indicator();
  }

  /** What tells the figure of a unit; empty when nobody reported one. */
  Optional<Told> of(int unit) {
    Told first = null;
    for (SeriesEntry entry : ranked) {
      if (first != null && !first.entry().key().equals(entry.key())) {
        break;
      }
      Figures figures = read.computeIfAbsent(entry.id(), id -> release.figures(entry));
      Optional<Status> status = figures.status(unit);
      boolean real = status.isPresent() && status.get() != Status.ILLUSTRATIVE;
      if (status.isPresent() && (first == null || real)) {
        first = new Told(entry, figures);
      }
      if (real) {
        break;
      }
    }
    return Optional.ofNullable(first);
  }
}
