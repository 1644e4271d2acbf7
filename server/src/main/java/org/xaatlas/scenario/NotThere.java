package org.xaatlas.scenario;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.xaatlas.export.IndicatorValues;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;

/** What is asked for and the release does not have, with what it has instead. Stateless. */
final class NotThere {
  private NotThere() {}

  /**
   * @param there what could have been asked for; empty: too many to name
   */
  static RefusedException of(String place, String asked, Collection<String> there) {
    return there.isEmpty()
        ? RefusedException.of("scenario.not_there_at_all", place, asked)
        : RefusedException.of("scenario.not_there", place, asked, String.join(", ", there));
  }

  /**
   * Why there are no values of an indicator: the indicator, the group or the period.
   *
   * @param place where the indicator is named; ends in {@code indicator}
   */
  static RefusedException values(
      OpenRelease release,
      OpenLevel level,
      String indicator,
      Optional<Period> period,
      String group,
      String place) {
    boolean otherPeriod =
        IndicatorValues.of(release, level, indicator, Optional.empty(), group).isPresent();
    if (otherPeriod) {
      return RefusedException.of(
          "scenario.no_period",
          "period",
          indicator,
          period.map(Period::text).orElse(""),
          said(
              release,
              level,
              entry ->
                  entry.key().indicator().equals(indicator) && entry.key().group().equals(group)
                      ? entry.key().period().text()
                      : null));
    }
    TreeSet<String> groups =
        there(
            release,
            level,
            entry -> entry.key().indicator().equals(indicator) ? entry.key().group() : null);
    if (!groups.isEmpty()) {
      return of(place.substring(0, place.length() - "indicator".length()) + "group", group, groups);
    }
    return of(place, indicator, there(release, level, entry -> entry.key().indicator()));
  }

  private static String said(
      OpenRelease release, OpenLevel level, Function<SeriesEntry, String> word) {
    return String.join(", ", there(release, level, word));
  }

  private static TreeSet<String> there(
      OpenRelease release, OpenLevel level, Function<SeriesEntry, String> word) {
    TreeSet<String> there = new TreeSet<>();
    for (SeriesEntry entry : release.manifest().series()) {
      if (entry.key().edition().equals(level.edition().id())
          && entry.key().level() == level.level()
          && entry.key().areaType() == AreaType.ALL
          && entry.key().nature() == Nature.ACTUAL) {
        Optional.ofNullable(word.apply(entry)).ifPresent(there::add);
      }
    }
    return there;
  }
}
