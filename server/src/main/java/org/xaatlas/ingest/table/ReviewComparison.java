package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.message.Label;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Compares the files of a review with each other and with the store, and says what does not agree.
 * For one thread.
 */
final class ReviewComparison {
  /** How many units a sentence names. */
  private static final int NAMED = 10;

  private final List<ReviewPart> parts;
  private final StatisticsImport.Options options;
  private final String period;
  private final UnitRegister register;
  private final Catalogue catalogue;
  private final Findings findings;

  /** What counts, by series and unit: the files that tell it. */
  private final Map<SeriesKey, Map<String, List<ReviewPart>>> tellers = new HashMap<>();

  /** What the store tells of the same series. */
  private final Map<SeriesKey, Map<String, Double>> known = new HashMap<>();

  private final Set<String> submittedBefore = new HashSet<>();

  /**
   * @param period the time under review
   * @param findings takes what is found beyond a single file
   */
  ReviewComparison(
      List<ReviewPart> parts,
      StatisticsImport.Options options,
      String period,
      UnitRegister register,
      Catalogue catalogue,
      Findings findings) {
    this.parts = parts;
    this.options = options;
    this.period = period;
    this.register = register;
    this.catalogue = catalogue;
    this.findings = findings;
  }

  /** Units that the store has figures of. */
  Set<String> submittedBefore() {
    return submittedBefore;
  }

  /** What several files tell of one unit; which of them is right nobody knows. */
  void twice() {
    for (ReviewPart part : parts) {
      if (part.counts()) {
        part.file()
            .observations()
            .forEach(
                (series, list) -> {
                  Map<String, List<ReviewPart>> byUnit =
                      tellers.computeIfAbsent(series.key(), k -> new HashMap<>());
                  list.forEach(
                      o -> byUnit.computeIfAbsent(o.unit(), u -> new ArrayList<>(1)).add(part));
                });
      }
    }
    for (ReviewPart part : parts) {
      if (!part.counts()) {
        continue;
      }
      Set<List<Object>> said = new HashSet<>();
      part.file()
          .observations()
          .forEach(
              (series, list) -> {
                for (Observation told : list) {
                  for (ReviewPart other : tellers.get(series.key()).get(told.unit())) {
                    if (other != part && said.add(List.of(told.unit(), other.name()))) {
                      part.file()
                          .findings()
                          .add(Check.TWICE, told.row(), label(told.unit()), other.name());
                    }
                  }
                }
              });
    }
  }

  /** Each file against the files of the same units, and all against the store. */
  void between(Store store) {
    Map<String, List<ReviewPart>> byUnit = new HashMap<>();
    for (ReviewPart part : parts) {
      if (part.counts()) {
        part.units.forEach(u -> byUnit.computeIfAbsent(u, x -> new ArrayList<>()).add(part));
      }
    }
    for (List<ReviewPart> together : byUnit.values()) {
      for (ReviewPart one : together) {
        for (ReviewPart other : together) {
          if (one != other) {
            one.file().compareWith(other.file());
          }
        }
      }
    }
    StoredFigures.compare(
        store,
        parts.stream().filter(p -> p.read.isPresent()).map(p -> p.file().stored()).toList(),
        this::see);
    for (ReviewPart part : parts) {
      if (part.state == FileState.SUMMARY) {
        compareSummary(part);
      }
      part.read.ifPresent(StatisticsFile::check);
    }
  }

  private void see(Series stored) {
    SeriesKey key = stored.key();
    boolean same =
        key.edition().equals(options.edition())
            && key.period().text().equals(period)
            && key.nature() == options.nature();
    if (!same) {
      return;
    }
    boolean asked =
        key.level() == options.level()
            && !ReviewImport.isStart(key)
            && themes().contains(catalogue.indicator(key.indicator()).orElseThrow().theme());
    if (asked || key.level() == Level.PROVINCE) {
      for (Observation each : stored.observations()) {
        if (each.status() != Status.ILLUSTRATIVE) {
          known.computeIfAbsent(key, k -> new HashMap<>()).put(each.unit(), each.value());
          if (asked) {
            submittedBefore.add(each.unit());
          }
        }
      }
    }
  }

  /** What is reviewed: of what the files tell, else poverty. */
  private Set<String> themes() {
    Set<String> themes = new HashSet<>();
    for (SeriesKey told : tellers.keySet()) {
      if (!ReviewImport.isStart(told)) {
        themes.add(catalogue.indicator(told.indicator()).orElseThrow().theme());
      }
    }
    return themes.isEmpty() ? Set.of("poverty") : themes;
  }

  private void compareSummary(ReviewPart summary) {
    summary
        .file()
        .observations()
        .forEach(
            (series, list) -> {
              Map<String, List<ReviewPart>> byUnit = tellers.getOrDefault(series.key(), Map.of());
              Label indicator = catalogue.indicator(series.key().indicator()).orElseThrow().name();
              for (Observation told : list) {
                for (ReviewPart other : byUnit.getOrDefault(told.unit(), List.of())) {
                  Observation own = observation(other, series.key(), told.unit());
                  if (own.value() != told.value()) {
                    summary
                        .file()
                        .findings()
                        .add(Check.SUMMARY, told.row(), indicator, other.name());
                    other
                        .file()
                        .findings()
                        .add(Check.SUMMARY, own.row(), indicator, summary.name());
                  }
                }
              }
            });
  }

  private Observation observation(ReviewPart part, SeriesKey key, String unit) {
    return part.file().observations().entrySet().stream()
        .filter(e -> e.getKey().key().equals(key))
        .flatMap(e -> e.getValue().stream())
        .filter(o -> o.unit().equals(unit))
        .findFirst()
        .orElseThrow();
  }

  /** The units of a province make its figure; with some missing they are not more. */
  void provinces(List<Unit> expected) {
    if (options.level() == Level.PROVINCE) {
      return;
    }
    Map<String, List<Unit>> byProvince = new TreeMap<>();
    expected.forEach(
        unit ->
            byProvince
                .computeIfAbsent(
                    register.province(unit).map(Unit::code).orElse(""), p -> new ArrayList<>())
                .add(unit));
    tellers.forEach(
        (key, byUnit) -> {
          Indicator indicator = catalogue.indicator(key.indicator()).orElseThrow();
          Map<String, Double> wholes = known.getOrDefault(atProvince(key), Map.of());
          if (indicator.kind() == Indicator.Kind.RATE || wholes.isEmpty()) {
            return;
          }
          byProvince.forEach(
              (code, units) -> {
                if (wholes.containsKey(code)) {
                  compareProvince(code, units, key, indicator, wholes.get(code));
                }
              });
        });
  }

  private void compareProvince(
      String code, List<Unit> units, SeriesKey key, Indicator indicator, double whole) {
    double sum = 0;
    int without = 0;
    for (Unit unit : units) {
      List<ReviewPart> of = tellers.get(key).getOrDefault(unit.code(), List.of());
      Double value =
          of.isEmpty()
              ? known.getOrDefault(key, Map.of()).get(unit.code())
              : (Double) observation(of.get(0), key, unit.code()).value();
      sum += value == null ? 0 : value;
      without += value == null ? 1 : 0;
    }
    if (sum > whole + 1e-6 || without == 0 && sum < whole - 1e-6) {
      findings.addToFile(
          Check.PROVINCE,
          indicator.name(),
          ReviewImport.label(register.find(Level.PROVINCE, code).orElseThrow()),
          sum,
          whole);
    }
  }

  /** What most units tell, the others left out: a form forgotten, or cells left blank. */
  void gaps(List<Unit> expected) {
    Set<String> submitted = new HashSet<>(submittedBefore);
    parts.stream().filter(ReviewPart::counts).forEach(part -> submitted.addAll(part.units));
    // Who tells nothing of this time left nothing out: its file was returned for that already.
    Set<String> telling = new HashSet<>(submittedBefore);
    tellers.forEach(
        (key, units) -> {
          if (key.period().text().equals(period) && !ReviewImport.isStart(key)) {
            telling.addAll(units.keySet());
          }
        });
    submitted.retainAll(telling);
    List<Unit> units = expected.stream().filter(u -> submitted.contains(u.code())).toList();
    tellers.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().canonical()))
        .forEach(
            entry -> {
              Map<String, Double> stored = known.getOrDefault(entry.getKey(), Map.of());
              List<Unit> without =
                  units.stream()
                      .filter(u -> !entry.getValue().containsKey(u.code()))
                      .filter(u -> !stored.containsKey(u.code()))
                      .toList();
              if (!without.isEmpty() && 2 * without.size() <= units.size()) {
                tellGap(entry.getKey(), without, units.size());
              }
            });
  }

  private void tellGap(SeriesKey key, List<Unit> without, int units) {
    String named =
        without.stream().limit(NAMED).map(ReviewImport::label).collect(Collectors.joining(", "));
    findings.addToFile(
        Check.GAP,
        catalogue.indicator(key.indicator()).orElseThrow().name(),
        catalogue.group(key.group()).orElseThrow().name(),
        without.size(),
        units,
        without.size() > NAMED ? named + ", ..." : named);
  }

  private SeriesKey atProvince(SeriesKey key) {
    return new SeriesKey(
        key.edition(),
        Level.PROVINCE,
        key.indicator(),
        key.period(),
        key.asOf(),
        key.standard(),
        key.areaType(),
        key.group(),
        key.nature(),
        key.stage());
  }

  private String label(String code) {
    return register.find(options.level(), code).map(ReviewImport::label).orElse(code);
  }
}
