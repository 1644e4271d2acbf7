package org.xaatlas.ingest.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;

/**
 * Says where the store tells otherwise than a file: another source, an earlier import of this one
 * whose figure the file does not tell any more, or a year before that the figures do not follow.
 */
final class StoredFigures {
  private static final double RATE_CHANGE = 15;
  private static final double COUNT_RATIO = 3;
  private static final double POPULATION_RATIO = 4.0 / 3;

  /** Below these counts, what happens to a few households is a large part of them. */
  private static final double FEW_HOUSEHOLDS = 50;

  private static final double MANY_HOUSEHOLDS = 300;

  private final Map<SeriesOfSource, List<Observation>> observations;
  private final Map<String, Integer> rows;
  private final Catalogue catalogue;
  private final Findings findings;

  /**
   * @param observations what the file tells
   * @param rows the row of each unit that was matched
   */
  StoredFigures(
      Map<SeriesOfSource, List<Observation>> observations,
      Map<String, Integer> rows,
      Catalogue catalogue,
      Findings findings) {
    this.observations = observations;
    this.rows = rows;
    this.catalogue = catalogue;
    this.findings = findings;
  }

  void compareWith(Store store) {
    Map<SeriesKey, Map<String, Observation>> told = new HashMap<>();
    observations.forEach(
        (series, list) -> {
          Map<String, Observation> byUnit =
              told.computeIfAbsent(series.key(), key -> new HashMap<>());
          list.forEach(observation -> byUnit.put(observation.unit(), observation));
        });
    Map<SeriesKey, SeriesKey> followers = new HashMap<>();
    Map<SeriesKey, SeriesKey> starts = new HashMap<>();
    for (SeriesKey key : told.keySet()) {
      yearBefore(key, key.indicator()).ifPresent(before -> followers.put(before, key));
      if (key.indicator().endsWith("_start")) {
        String end = key.indicator().substring(0, key.indicator().length() - "_start".length());
        yearBefore(key, end).ifPresent(before -> starts.put(before, key));
      }
    }
    store.read(
        reader -> {
          reader.series(
              stored -> {
                if (told.containsKey(stored.key())) {
                  compare(stored, told.get(stored.key()));
                }
                Optional.ofNullable(followers.get(stored.key()))
                    .ifPresent(key -> change(key, stored, told.get(key)));
                Optional.ofNullable(starts.get(stored.key()))
                    .ifPresent(key -> start(key, stored, told.get(key)));
              });
          return null;
        });
  }

  /** The series of the year before by the same standard; a new standard breaks a series. */
  private Optional<SeriesKey> yearBefore(SeriesKey key, String indicator) {
    if (!key.period().text().matches("\\d{4}") || key.nature() != Nature.ACTUAL) {
      return Optional.empty();
    }
    int year = Integer.parseInt(key.period().text());
    return year <= 1900
        ? Optional.empty()
        : Optional.of(
            new SeriesKey(
                key.edition(),
                key.level(),
                indicator,
                new Period(Integer.toString(year - 1)),
                key.asOf(),
                key.standard(),
                key.areaType(),
                key.group(),
                key.nature(),
                key.stage()));
  }

  private void start(SeriesKey key, Series before, Map<String, Observation> told) {
    for (Observation end : before.observations()) {
      Observation start = told.get(end.unit());
      if (start != null && start.value() != end.value() && isReported(end)) {
        findings.add(Check.START, start.row(), indicator(key).name());
      }
    }
  }

  private void change(SeriesKey key, Series before, Map<String, Observation> told) {
    Indicator indicator = indicator(key);
    for (Observation last : before.observations()) {
      Observation now = told.get(last.unit());
      if (now != null && isReported(last) && !isPlausible(indicator, last.value(), now.value())) {
        findings.add(Check.CHANGE, now.row(), indicator.name());
      }
    }
  }

  /**
   * Whether a change within a year can be. Rates fell by 1 percentage point a year in the country
   * and by 4 to 5 in its poorest districts; three times that is taken for a mistake. So are poor
   * households threefold or a third of what they were, and households or persons a third more or
   * fewer, as boundaries do not change within an edition.
   */
  private static boolean isPlausible(Indicator indicator, double before, double now) {
    double more = Math.max(before, now);
    double less = Math.min(before, now);
    return switch (indicator.theme()) {
      case "poverty" ->
          indicator.kind() == Indicator.Kind.RATE
              ? more - less <= RATE_CHANGE
              : more < FEW_HOUSEHOLDS || more <= COUNT_RATIO * less;
      case "population" -> more < MANY_HOUSEHOLDS || more <= POPULATION_RATIO * less;
      default -> true;
    };
  }

  private static boolean isReported(Observation observation) {
    return observation.status() != Status.ILLUSTRATIVE;
  }

  private Indicator indicator(SeriesKey key) {
    return catalogue.indicator(key.indicator()).orElseThrow();
  }

  private void compare(Series stored, Map<String, Observation> told) {
    boolean own = observations.containsKey(new SeriesOfSource(stored.key(), stored.source()));
    Indicator indicator = indicator(stored.key());
    for (Observation before : stored.observations()) {
      Observation now = told.get(before.unit());
      if (own && now == null && rows.containsKey(before.unit())) {
        findings.add(
            "figure.kept",
            Severity.WARNING,
            rows.get(before.unit()),
            Message.of("table.figure_kept", indicator.name()));
      } else if (!own
          && now != null
          && now.value() != before.value()
          && before.status() != Status.ILLUSTRATIVE) {
        findings.add(
            "figure.other_source",
            Severity.WARNING,
            now.row(),
            Message.of("table.figure_other_source", indicator.name(), stored.source()));
      }
    }
  }
}
