package org.xaatlas.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.Period;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;

/**
 * The values of one indicator for all units of a level: for each unit the most telling series, as
 * items and exports show it. Safe to share.
 */
public final class IndicatorValues {
  private final RankedFigures figures;

  private IndicatorValues(RankedFigures figures) {
    this.figures = figures;
  }

  /**
   * @param period empty: the latest
   * @param group {@code all} or an id of the catalogue
   * @return empty when the release has no figure of the indicator
   */
  public static Optional<IndicatorValues> of(
      OpenRelease release,
      OpenLevel level,
      String indicator,
      Optional<Period> period,
      String group) {
    return ranked(release, level, indicator, period, group)
        .map(ranked -> new IndicatorValues(new RankedFigures(release, ranked)));
  }

  /**
   * The same as they were known before approval: of one period and standard, preliminary figures
   * come before approved ones.
   *
   * @return empty when the release has no figure of the indicator
   */
  public static Optional<IndicatorValues> beforeApproval(
      OpenRelease release,
      OpenLevel level,
      String indicator,
      Optional<Period> period,
      String group) {
    return ranked(release, level, indicator, period, group)
        .map(IndicatorValues::preliminaryFirst)
        .map(ranked -> new IndicatorValues(new RankedFigures(release, ranked)));
  }

  private static Optional<List<SeriesEntry>> ranked(
      OpenRelease release,
      OpenLevel level,
      String indicator,
      Optional<Period> period,
      String group) {
    return FigureChoice.choose(release, level, period, group, Optional.empty()).stream()
        .filter(ranked -> ranked.get(0).key().indicator().equals(indicator))
        .findFirst();
  }

  private static List<SeriesEntry> preliminaryFirst(List<SeriesEntry> ranked) {
    Map<String, List<SeriesEntry>> alike = new LinkedHashMap<>();
    for (SeriesEntry entry : ranked) {
      String of = entry.key().period().text() + " " + entry.key().standard();
      alike.computeIfAbsent(of, key -> new ArrayList<>()).add(entry);
    }
    List<SeriesEntry> sorted = new ArrayList<>();
    for (List<SeriesEntry> entries : alike.values()) {
      entries.stream()
          .sorted(Comparator.comparing(entry -> entry.key().stage() != Stage.PRELIMINARY))
          .forEach(sorted::add);
    }
    return sorted;
  }

  /** The value of a unit, by its place; not a number when nobody reported one. */
  public double value(int unit) {
    return figures.of(unit).map(told -> told.figures().value(unit)).orElse(Double.NaN);
  }

  /** How far the value can be trusted; empty when there is none. */
  public Optional<Status> status(int unit) {
    return figures.of(unit).flatMap(told -> told.figures().status(unit));
  }

  /** The series that tells the value of a unit. */
  public Optional<SeriesEntry> series(int unit) {
    return figures.of(unit).map(RankedFigures.Told::entry);
  }
}
