package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Standard;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.ingest.table.FactsReader.Entry;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;

/** Turns the cells of matched rows into observations, each in its series. */
final class FigureCollector {
  private final String file;
  private final FigureColumns columns;
  private final Catalogue catalogue;
  private final FigureChecks checks;
  private final boolean withdraw;
  private final Findings findings;
  private final Map<SeriesOfSource, List<Observation>> observations = new LinkedHashMap<>();
  private final Map<SeriesOfSource, Set<String>> marks = new LinkedHashMap<>();
  private final Map<List<Object>, SeriesOfSource> seriesSeen = new HashMap<>();
  private int numbers;
  private int zeros;
  private int printedZeros;
  private int blanks;
  private int dashes;
  private int unread;

  /**
   * @param withdraw whether marks for no data are remembered too
   */
  FigureCollector(
      String file,
      FigureColumns columns,
      Catalogue catalogue,
      FigureChecks checks,
      boolean withdraw,
      Findings findings) {
    this.file = file;
    this.columns = columns;
    this.catalogue = catalogue;
    this.checks = checks;
    this.withdraw = withdraw;
    this.findings = findings;
  }

  /** What was collected, in the order of the file. */
  Map<SeriesOfSource, List<Observation>> observations() {
    return observations;
  }

  /** Units whose cell says by a mark ("-") that there is no figure, by series. */
  Map<SeriesOfSource, Set<String>> marks() {
    return marks;
  }

  /** Whether no cell of a figure says anything: a form that nobody filled in. */
  boolean isBlank() {
    return numbers + dashes + unread == 0;
  }

  /** Says how many cells are numbers, which of them zero, and how many are blank or a mark. */
  void tellCells() {
    findings.add(
        "figure.cells",
        Severity.INFO,
        Message.of("table.figure_cells", numbers, zeros, printedZeros, blanks, dashes));
  }

  /**
   * @param units codes of the matched rows
   * @param wholeRows rows whose urban or rural figures are those of the whole unit
   * @throws RefusedException when a figure needs a period or a standard that nothing says
   */
  void collect(List<Entry> entries, Map<Integer, String> units, Set<Integer> wholeRows) {
    for (Entry entry : entries) {
      Optional<String> unit = Optional.ofNullable(units.get(entry.row().number()));
      for (Column column : columns.all()) {
        column
            .measure()
            .or(entry::measure)
            .ifPresent(m -> figure(entry, column, m, unit, wholeRows));
      }
    }
    refuseTwice();
  }

  /** A figure of a row without a unit is checked too: the row may be right and the name wrong. */
  private void figure(
      Entry entry, Column column, Measure measure, Optional<String> unit, Set<Integer> wholeRows) {
    Indicator indicator = measure.indicator();
    int row = entry.row().number();
    Cell cell = entry.row().cell(column.index());
    NumberText.Reading reading = columns.read(entry.row(), column, indicator);
    String heading = column.role() == Role.VALUE ? indicator.id() : column.heading();
    switch (reading.outcome()) {
      case NO_DATA:
        if (cell.isBlank()) {
          blanks++;
        } else {
          dashes++;
          unit.filter(code -> withdraw)
              .ifPresent(
                  code ->
                      marks
                          .computeIfAbsent(series(entry.facts(), measure), s -> new HashSet<>())
                          .add(code));
        }
        return;
      case AMBIGUOUS:
        unread++;
        findings.add(
            "figure.ambiguous",
            Severity.WARNING,
            row,
            Message.of(
                cell.kind() == Cell.Kind.MERGED ? "table.figure_merged" : "table.figure_ambiguous",
                heading,
                cell.text()));
        return;
      case UNREADABLE:
        unread++;
        String key = cell.kind() == Cell.Kind.ERROR ? "table.formula" : "table.figure_unreadable";
        findings.add(
            "figure.unreadable", Severity.ERROR, row, Message.of(key, heading, cell.text()));
        return;
      default:
        break;
    }
    Optional<Double> factor =
        reading.ownUnit() ? Optional.of(1.0) : columns.factor(entry, column, measure);
    if (factor.isEmpty()) {
      return;
    }
    double value = scaled(reading.value(), factor.get());
    numbers++;
    if (value == 0) {
      zeros += reading.decimals() == 0 ? 1 : 0;
      printedZeros += reading.decimals() == 0 ? 0 : 1;
    }
    String qualifier =
        reading.qualifier().isEmpty() ? entry.facts().qualifier() : reading.qualifier();
    FigureChecks.Figure figure =
        new FigureChecks.Figure(
            value,
            reading.decimals(),
            factor.get() * Math.pow(10, -Math.min(reading.decimals(), 9)),
            qualifier.isEmpty(),
            row);
    checks.single(indicator, heading, figure);
    SeriesOfSource series = series(entry.facts(), measure);
    if (unit.isEmpty()) {
      return;
    }
    Observation observation =
        new Observation(unit.get(), value, entry.facts().status(), qualifier, row);
    add(series, observation, figure);
    if (wholeRows.contains(row) && measure.areaType().isEmpty()) {
      add(series(entry.facts().of(AreaType.ALL), measure), observation, figure);
    }
  }

  private void add(SeriesOfSource series, Observation observation, FigureChecks.Figure figure) {
    checks.add(series.key(), series.source(), observation.unit(), figure);
    observations.computeIfAbsent(series, s -> new ArrayList<>()).add(observation);
  }

  /** A column of one group and a row of that group may tell the same figure twice. */
  private void refuseTwice() {
    for (Map.Entry<SeriesOfSource, List<Observation>> series : observations.entrySet()) {
      Set<String> units = new HashSet<>();
      for (Observation observation : series.getValue()) {
        if (!units.add(observation.unit())) {
          Indicator indicator =
              catalogue.indicator(series.getKey().key().indicator()).orElseThrow();
          findings.add(
              "figure.twice",
              Severity.ERROR,
              observation.row(),
              Message.of("table.figure_twice", indicator.name()));
        }
      }
    }
  }

  private SeriesOfSource series(Facts facts, Measure measure) {
    return seriesSeen.computeIfAbsent(List.of(facts, measure), key -> newSeries(facts, measure));
  }

  private SeriesOfSource newSeries(Facts facts, Measure measure) {
    Indicator indicator = measure.indicator();
    Period period =
        measure
            .period()
            .or(facts::period)
            .orElseThrow(() -> RefusedException.of("table.period_needed", file, indicator.name()));
    SeriesKey key =
        new SeriesKey(
            facts.edition(),
            facts.level(),
            indicator.id(),
            period,
            facts.asOf(),
            standardOf(indicator, facts, period),
            measure.areaType().orElse(facts.areaType()),
            measure.group().orElse(facts.group()),
            facts.nature(),
            facts.stage());
    return new SeriesOfSource(key, facts.source());
  }

  private String standardOf(Indicator indicator, Facts facts, Period period) {
    if (indicator.standards().isEmpty()) {
      return Standard.NONE;
    }
    if (facts.standard().isEmpty()) {
      throw RefusedException.of(
          "table.standard_needed",
          file,
          indicator.name(),
          String.join(", ", indicator.standards()));
    }
    Standard standard = catalogue.standard(facts.standard()).orElseThrow();
    if (!indicator.standards().contains(standard.id())) {
      findings.add(
          "standard.indicator",
          Severity.ERROR,
          Message.of(
              "table.standard_indicator",
              indicator.name(),
              standard.id(),
              String.join(", ", indicator.standards())));
    }
    boolean before = period.end().getYear() < standard.validFrom();
    boolean after = standard.validTo() > 0 && period.start().getYear() > standard.validTo();
    if (before || after) {
      findings.add(
          "standard.period",
          Severity.WARNING,
          Message.of("table.standard_period", standard.id(), standard.name(), period.text()));
    }
    return standard.id();
  }

  /** Decimal digits times a power of ten stay the digits that were printed. */
  private static double scaled(double value, double factor) {
    return factor == 1
        ? value
        : BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(factor)).doubleValue();
  }
}
