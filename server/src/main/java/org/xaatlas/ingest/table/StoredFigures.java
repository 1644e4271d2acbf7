package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
  private final Map<SeriesOfSource, Set<String>> marks;
  private final Map<SeriesOfSource, List<String>> withdrawals = new LinkedHashMap<>();
  private final Map<String, Integer> rows;
  private final FigureChecks checks;
  private final Catalogue catalogue;
  private final Findings findings;
  private final Map<SeriesKey, Map<String, Observation>> told = new HashMap<>();
  private final Map<SeriesKey, SeriesKey> followers = new HashMap<>();
  private final Map<SeriesKey, SeriesKey> starts = new HashMap<>();

  /**
   * @param observations what the file tells
   * @param marks units whose figure the file takes back, by series
   * @param checks shown what the store tells of the units of the file
   * @param rows the row of each unit that was matched
   */
  StoredFigures(
      Map<SeriesOfSource, List<Observation>> observations,
      Map<SeriesOfSource, Set<String>> marks,
      Map<String, Integer> rows,
      FigureChecks checks,
      Catalogue catalogue,
      Findings findings) {
    this.observations = observations;
    this.marks = marks;
    this.rows = rows;
    this.checks = checks;
    this.catalogue = catalogue;
    this.findings = findings;
  }

  /** Compares several files with the store, which is read once. */
  static void compare(Store store, List<StoredFigures> files, Consumer<Series> also) {
    files.forEach(StoredFigures::prepare);
    store.read(
        reader -> {
          reader.series(
              stored -> {
                files.forEach(file -> file.see(stored));
                also.accept(stored);
              });
          return null;
        });
  }

  static void compare(Store store, List<StoredFigures> files) {
    compare(store, files, stored -> {});
  }

  /** Figures of the store that the file takes back, by series. */
  Map<SeriesOfSource, List<String>> withdrawals() {
    return withdrawals;
  }

  private void prepare() {
    observations.forEach(
        (series, list) -> {
          Map<String, Observation> byUnit =
              told.computeIfAbsent(series.key(), key -> new HashMap<>());
          list.forEach(observation -> byUnit.put(observation.unit(), observation));
        });
    for (SeriesKey key : told.keySet()) {
      yearBefore(key, key.indicator()).ifPresent(before -> followers.put(before, key));
      if (key.indicator().endsWith("_start")) {
        String end = key.indicator().substring(0, key.indicator().length() - "_start".length());
        yearBefore(key, end).ifPresent(before -> starts.put(before, key));
      }
    }
  }

  private void see(Series stored) {
    SeriesOfSource own = new SeriesOfSource(stored.key(), stored.source());
    if (told.containsKey(stored.key()) || marks.containsKey(own)) {
      compare(stored, own, told.getOrDefault(stored.key(), Map.of()));
    }
    Optional.ofNullable(followers.get(stored.key()))
        .ifPresent(key -> change(key, stored, told.get(key)));
    Optional.ofNullable(starts.get(stored.key()))
        .ifPresent(key -> start(key, stored, told.get(key)));
    if (checks.concerns(stored.key())) {
      Set<String> takenBack = marks.getOrDefault(own, Set.of());
      for (int i = 0; i < stored.observations().size(); i++) {
        Observation known = stored.observations().get(i);
        if (rows.containsKey(known.unit()) && !takenBack.contains(known.unit())) {
          checks.addKnown(stored.key(), stored.source(), known, stored.importOf().get(i));
        }
      }
    }
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

  private void compare(Series stored, SeriesOfSource series, Map<String, Observation> told) {
    boolean own = observations.containsKey(series) || marks.containsKey(series);
    Set<String> takenBack = marks.getOrDefault(series, Set.of());
    Indicator indicator = indicator(stored.key());
    for (Observation before : stored.observations()) {
      Observation now = told.get(before.unit());
      if (own && now == null && rows.containsKey(before.unit())) {
        boolean withdrawn = takenBack.contains(before.unit());
        findings.add(
            withdrawn ? "figure.withdrawn" : "figure.kept",
            Severity.WARNING,
            rows.get(before.unit()),
            Message.of(
                withdrawn ? "table.figure_withdrawn" : "table.figure_kept", indicator.name()));
        if (withdrawn) {
          withdrawals.computeIfAbsent(series, s -> new ArrayList<>()).add(before.unit());
        }
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
