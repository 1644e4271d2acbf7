package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Standard;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.ingest.table.FactsReader.Entry;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;

/**
 * One file of figures on its way: read and joined when it is made, shown what the store and other
 * files tell, then checked by {@link #check}. Only then its report and its change of the store are
 * whole. For one thread.
 */
final class StatisticsFile {
  private final StatisticsImport.Options options;
  private final ImportTarget target;
  private final Registers registers;
  private final Catalogue catalogue;
  private final IncomingTable in;
  private final Findings findings;
  private final Map<String, Source> sources;
  private final Layout layout;
  private final FigureColumns columns;
  private final MatchedRows matched;
  private final FigureChecks checks;
  private final FigureCollector figures;
  private final StoredFigures stored;

  /**
   * @param headings what headings mean; files that are read one after the other share it
   * @throws RefusedException when the file is no table of figures, or an option is missing or wrong
   */
  StatisticsFile(
      Path path,
      StatisticsImport.Options options,
      Headings headings,
      ImportTarget target,
      Registers registers,
      Catalogues catalogues,
      Progress progress) {
    this.options = options;
    this.target = target;
    this.registers = registers;
    this.catalogue = catalogues.catalogue();
    checkOptions(options, target, catalogue);
    sources = target.sources(options.knownSources(), options.file().source());
    in = new IncomingTable(path, options.file(), target, progress);
    findings = in.findings();
    layout =
        in.layout(
            headings,
            options.edition(),
            options.level(),
            List.of(Role.MEASURE, Role.VALUE),
            target.parents(options.edition(), options.level()));
    RowReader rows = new RowReader(layout, findings);
    columns = new FigureColumns(in.file(), layout, rows, catalogue, findings);
    layout.tellUnused(headings, findings);
    FactsReader facts =
        new FactsReader(rows, options, target, sources, headings, catalogue, findings);
    List<Entry> entries = layout.data().stream().map(facts::entry).toList();
    in.matching(entries.size());
    matched = new MatchedRows(match(entries));
    checkEdition(entries, matched.byRow());
    checks = new FigureChecks(catalogue, findings);
    figures =
        new FigureCollector(in.file(), columns, catalogue, checks, options.withdraw(), findings);
    figures.collect(entries, matched.units(), wholeRows());
    in.noteAgain("statistics", options.edition());
    stored =
        new StoredFigures(
            figures.observations(), figures.marks(), matched.rows(), checks, catalogue, findings);
  }

  /** How many rows it has that are about units. */
  int rows() {
    return layout.data().size();
  }

  /** How many of these name no unit beyond doubt. */
  int openRows() {
    return (int) matched.byRow().values().stream().filter(JoinOutcome::isOpen).count();
  }

  /** The sheet that was read, where the file has sheets. */
  Optional<String> sheet() {
    return in.sheet();
  }

  /** What the store may be shown to. */
  StoredFigures stored() {
    return stored;
  }

  /** What the file tells, by series. */
  Map<SeriesOfSource, List<Observation>> observations() {
    return figures.observations();
  }

  /** The first row of each unit that was matched, by code. */
  Map<String, Integer> rowsOfUnits() {
    return matched.rows();
  }

  /** Takes what a check beyond the file finds. */
  Findings findings() {
    return findings;
  }

  /** Shows what another file of the same review tells of the same units. */
  void compareWith(StatisticsFile other) {
    other
        .observations()
        .forEach(
            (series, list) -> {
              if (checks.concerns(series.key())) {
                list.forEach(
                    o -> checks.addKnown(series.key(), series.source(), o, Long.MAX_VALUE));
              }
            });
  }

  /** Checks the figures against each other; to be asked once, when everything known was shown. */
  void check() {
    if (figures.isBlank()) {
      // What its columns mean and which units it lacks is of no use to anybody yet.
      findings.keepErrors();
      findings.add("table.empty", Severity.ERROR, Message.of("table.nothing_filled", in.file()));
      return;
    }
    checks.between();
    if (!layout.totals().isEmpty()) {
      new TotalChecks(columns, findings, layout, matched.units().keySet()).check();
    }
    figures.tellCells();
    matched.note(findings);
    matched.noteMissing(target.units(options.edition()), options.level(), findings);
    if (options.file().province().isEmpty() && options.level() != Level.PROVINCE) {
      matched.hintProvince(target.units(options.edition()), options.level(), findings);
    }
    if (observations().isEmpty() && stored.withdrawals().isEmpty()) {
      findings.add("table.empty", Severity.ERROR, Message.of("table.no_figures", in.file()));
    }
  }

  /** What became of the rows, and all that was found so far. */
  MatchReport report() {
    return in.report("statistics", options.edition(), matched.withSkipped(layout.skipped()));
  }

  /** What the store is to take over. */
  ImportTarget.Change change() {
    Set<SeriesOfSource> touched = new HashSet<>(observations().keySet());
    touched.addAll(stored.withdrawals().keySet());
    return in.change(
        report(),
        options.asText(),
        touched.stream().map(s -> s.key().edition()).distinct().toList(),
        touched.stream().map(SeriesOfSource::source).distinct().map(sources::get).toList(),
        (writer, number) -> {
          observations()
              .forEach(
                  (series, list) ->
                      writer.putObservations(series.key(), series.source(), number, list));
          stored
              .withdrawals()
              .forEach(
                  (series, units) ->
                      writer.removeObservations(series.key(), series.source(), units));
        });
  }

  /**
   * Rows of units that a table in urban and rural groups tells once: all their households live in
   * the area of their group, so the figures are those of the whole unit too.
   */
  private Set<Integer> wholeRows() {
    Set<AreaType> areas = new HashSet<>();
    layout.groups().values().forEach(group -> group.area().ifPresent(areas::add));
    if (areas.size() < 2) {
      return Set.of();
    }
    Map<String, List<Integer>> rowsOfUnit = new HashMap<>();
    matched
        .units()
        .forEach((row, unit) -> rowsOfUnit.computeIfAbsent(unit, u -> new ArrayList<>(2)).add(row));
    Set<Integer> rows =
        rowsOfUnit.values().stream()
            .filter(of -> of.size() == 1)
            .map(of -> of.get(0))
            .filter(row -> layout.groups().containsKey(row))
            .collect(Collectors.toSet());
    if (!rows.isEmpty()) {
      findings.add("area.whole", Severity.INFO, Message.of("table.area_whole", rows.size()));
    }
    return rows;
  }

  /**
   * @throws RefusedException when an option names what is not known
   */
  static void checkOptions(
      StatisticsImport.Options options, ImportTarget target, Catalogue catalogue) {
    target.units(options.edition());
    if (options.level() == Level.VILLAGE) {
      throw RefusedException.of("table.level_village");
    }
    if (!options.standard().isEmpty() && catalogue.standard(options.standard()).isEmpty()) {
      throw unknown(
          "table.standard_unknown", options.standard(), catalogue.standards(), Standard::id);
    }
    if (catalogue.group(options.group()).isEmpty()) {
      throw unknown("table.group_unknown", options.group(), catalogue.groups(), g -> g.id());
    }
  }

  private static <T> RefusedException unknown(
      String key, String given, Iterable<T> known, Function<T, String> id) {
    List<String> ids = new ArrayList<>();
    known.forEach(each -> ids.add(id.apply(each)));
    return RefusedException.of(key, given, String.join(", ", ids));
  }

  private List<JoinOutcome> match(List<Entry> entries) {
    Map<Integer, Object> slots = new HashMap<>();
    Map<List<Object>, List<Entry>> parts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      slots.put(
          entry.row().number(),
          List.of(entry.facts().ofSeries(), entry.measure().map(Object.class::cast).orElse("")));
      parts
          .computeIfAbsent(
              List.of(entry.facts().edition(), entry.facts().level()), p -> new ArrayList<>())
          .add(entry);
    }
    List<JoinOutcome> outcomes = new ArrayList<>(entries.size());
    for (List<Entry> part : parts.values()) {
      Facts facts = part.get(0).facts();
      outcomes.addAll(
          target
              .matcher(facts.edition(), facts.level(), options.file().province())
              .match(part.stream().map(Entry::key).toList(), key -> slots.get(key.row())));
    }
    return outcomes;
  }

  private void checkEdition(List<Entry> entries, Map<Integer, JoinOutcome> byRow) {
    EditionCheck check = new EditionCheck(registers, findings);
    Map<List<Object>, List<RowKey>> parts = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Facts facts = entry.facts();
      parts
          .computeIfAbsent(
              List.of(facts.edition(), facts.level(), facts.period()), p -> new ArrayList<>())
          .add(entry.key());
    }
    for (Entry entry : entries) {
      Facts facts = entry.facts();
      List<RowKey> keys = parts.remove(List.of(facts.edition(), facts.level(), facts.period()));
      if (keys != null) {
        check.codes(facts.edition(), facts.level(), keys, byRow);
        facts.period().ifPresent(p -> check.period(facts.edition(), p, keys, byRow));
      }
    }
  }
}
