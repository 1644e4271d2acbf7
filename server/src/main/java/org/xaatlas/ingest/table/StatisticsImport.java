package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Standard;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.ingest.table.FactsReader.Entry;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;

/**
 * Imports figures from a table, wide (a column for each indicator) or long (columns indicator and
 * value). What a row or a heading says of period, standard, group and so on goes before the
 * options.
 *
 * <p>A blank cell, "-" and their like are no data; 0 is a figure. A number that can be read in two
 * ways is left out and said. The file is refused as a whole when a row is open and that was not
 * accepted, or when a finding is an error. Keeps nothing between runs; safe to share.
 */
public final class StatisticsImport {
  /**
   * What the user says of a file as a whole.
   *
   * @param level tier of the rows
   * @param edition the edition whose codes and names the file uses
   * @param period time of the figures, where neither rows nor headings say it
   * @param asOf the day they describe, where one was given
   * @param standard id of the poverty standard, "" when not said
   * @param mapping JSON file with meanings of headings
   * @param sheet name of the sheet of an XLSX file, the first when empty
   * @param encoding encoding of the text, detected when empty
   * @param province code or name of the province that all rows lie in
   * @param source where the figures come from
   * @param knownSources by id, for a source column
   * @param dryRun only report
   * @param acceptUnmatched leave out open rows instead of refusing the file
   * @param note what the officer says of the figures, kept with the import; "" for nothing
   */
  public record Options(
      Level level,
      String edition,
      Optional<Period> period,
      Optional<LocalDate> asOf,
      String standard,
      AreaType areaType,
      String group,
      Nature nature,
      Stage stage,
      Status status,
      Optional<Path> mapping,
      Optional<String> sheet,
      Optional<String> encoding,
      Optional<String> province,
      Source source,
      Map<String, Source> knownSources,
      boolean dryRun,
      boolean acceptUnmatched,
      String note) {
    public Options {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(edition, "edition");
      Objects.requireNonNull(period, "period");
      Objects.requireNonNull(asOf, "asOf");
      Objects.requireNonNull(standard, "standard");
      Objects.requireNonNull(areaType, "areaType");
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(nature, "nature");
      Objects.requireNonNull(stage, "stage");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(source, "source");
      knownSources = Map.copyOf(knownSources);
      Objects.requireNonNull(encoding, "encoding");
      Objects.requireNonNull(note, "note");
    }

    /** The options as the store keeps them. */
    Map<String, String> asText() {
      Map<String, String> text = new TreeMap<>();
      text.put("level", level.id());
      text.put("edition", edition);
      period.ifPresent(p -> text.put("period", p.text()));
      asOf.ifPresent(day -> text.put("as-of", day.toString()));
      text.put("standard", standard);
      text.put("area-type", areaType.name().toLowerCase(Locale.ROOT));
      text.put("group", group);
      text.put("nature", nature.name().toLowerCase(Locale.ROOT));
      text.put("stage", stage.name().toLowerCase(Locale.ROOT));
      text.put("status", status.name().toLowerCase(Locale.ROOT));
      mapping.ifPresent(path -> text.put("mapping", path.getFileName().toString()));
      sheet.ifPresent(name -> text.put("sheet", name));
      encoding.ifPresent(name -> text.put("encoding", name));
      province.ifPresent(name -> text.put("province", name));
      text.put("source", source.id());
      text.put("accept-unmatched", Boolean.toString(acceptUnmatched));
      if (!note.isEmpty()) {
        text.put("note", note);
      }
      return text;
    }
  }

  private final Store store;
  private final Registers registers;
  private final Catalogues catalogues;
  private final Progress progress;
  private final boolean acceptLikely;

  public StatisticsImport(
      Store store, Registers registers, Catalogues catalogues, Progress progress) {
    this(store, registers, catalogues, progress, false);
  }

  /**
   * @param acceptLikely whether a clear first candidate is taken for a row, with a warning each
   */
  public StatisticsImport(
      Store store,
      Registers registers,
      Catalogues catalogues,
      Progress progress,
      boolean acceptLikely) {
    this.acceptLikely = acceptLikely;
    this.store = store;
    this.registers = registers;
    this.catalogues = catalogues;
    this.progress = progress;
  }

  /**
   * Reads, checks, joins and, unless the report refuses it, stores a file.
   *
   * @throws RefusedException when the file is no table of figures, or an option is missing or wrong
   */
  public ImportResult run(Path file, Options options) {
    return new Run(file, options).run();
  }

  /** One import; holds what would otherwise be passed to every method. */
  private final class Run {
    private final Path path;
    private final String file;
    private final Options options;
    private final ImportTarget target = new ImportTarget(store, registers, acceptLikely);
    private final Catalogue catalogue = catalogues.catalogue();
    private final Findings findings = new Findings();

    Run(Path path, Options options) {
      this.path = path;
      this.file = path.getFileName().toString();
      this.options = options;
    }

    ImportResult run() {
      checkOptions();
      Map<String, Source> sources = target.sources(options.knownSources(), options.source());
      Headings headings = Headings.ofStatistics(catalogues, options.mapping());
      progress.at(Message.of("table.reading", file), 0, 0);
      String sha256 = ImportTarget.sha256(path);
      Layout layout =
          new TableFile(
                  path,
                  TableReader.of(options.encoding()),
                  headings,
                  options.level(),
                  List.of(Role.MEASURE, Role.VALUE))
              .read(options.sheet(), findings);
      RowReader rows = new RowReader(layout, findings);
      FigureColumns columns = new FigureColumns(file, layout, rows, catalogue, findings);
      layout.tellUnused(headings, findings);
      FactsReader facts =
          new FactsReader(rows, options, target, sources, headings, catalogue, findings);
      List<Entry> entries = layout.data().stream().map(facts::entry).toList();
      progress.at(Message.of("table.matching", file), 0, entries.size());
      MatchedRows matched = new MatchedRows(match(entries));
      checkEdition(entries, matched.byRow());
      FigureChecks checks = new FigureChecks(catalogue, findings);
      FigureCollector figures = new FigureCollector(file, columns, catalogue, checks, findings);
      figures.collect(entries, matched.units(), wholeRows(layout, matched));
      checks.between();
      new TotalChecks(columns, findings).check(layout.totals());
      target.noteAgain(sha256, "statistics", options.edition(), findings);
      Map<SeriesOfSource, List<Observation>> observations = figures.observations();
      new StoredFigures(observations, matched.rows(), catalogue, findings).compareWith(store);
      matched.note(findings);
      matched.noteMissing(target.units(options.edition()), options.level(), findings);
      if (options.province().isEmpty() && options.level() != Level.PROVINCE) {
        matched.hintProvince(target.units(options.edition()), options.level(), findings);
      }
      if (observations.isEmpty()) {
        findings.add("table.empty", Severity.ERROR, Message.of("table.no_figures", file));
      }
      MatchReport report =
          new MatchReport(
              file,
              sha256,
              "statistics",
              options.edition(),
              matched.withSkipped(layout.skipped()),
              findings.list());
      progress.at(Message.of("table.storing", file), entries.size(), entries.size());
      return target.commit(
          report,
          path,
          options.asText(),
          options.dryRun(),
          options.acceptUnmatched(),
          observations.keySet().stream().map(s -> s.key().edition()).distinct().toList(),
          observations.keySet().stream()
              .map(SeriesOfSource::source)
              .distinct()
              .map(sources::get)
              .toList(),
          (writer, number) ->
              observations.forEach(
                  (series, list) ->
                      writer.putObservations(series.key(), series.source(), number, list)));
    }

    /**
     * Rows of units that a table in urban and rural groups tells once: all their households live in
     * the area of their group, so the figures are those of the whole unit too.
     */
    private Set<Integer> wholeRows(Layout layout, MatchedRows matched) {
      Set<AreaType> areas = new HashSet<>();
      layout.groups().values().forEach(group -> group.area().ifPresent(areas::add));
      if (areas.size() < 2) {
        return Set.of();
      }
      Map<String, List<Integer>> rowsOfUnit = new HashMap<>();
      matched
          .units()
          .forEach(
              (row, unit) -> rowsOfUnit.computeIfAbsent(unit, u -> new ArrayList<>(2)).add(row));
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

    private void checkOptions() {
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

    private <T> RefusedException unknown(
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
        UnitMatcher matcher =
            target.matcher(
                facts.edition(),
                facts.level(),
                facts.level() == Level.PROVINCE ? Optional.empty() : options.province());
        outcomes.addAll(
            matcher.match(part.stream().map(Entry::key).toList(), key -> slots.get(key.row())));
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
}
