package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Standard;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
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
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

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
   * @param province code or name of the province that all rows lie in
   * @param source where the figures come from
   * @param knownSources by id, for a source column
   * @param dryRun only report
   * @param acceptUnmatched leave out open rows instead of refusing the file
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
      Optional<String> province,
      Source source,
      Map<String, Source> knownSources,
      boolean dryRun,
      boolean acceptUnmatched) {
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
      province.ifPresent(name -> text.put("province", name));
      text.put("source", source.id());
      text.put("accept-unmatched", Boolean.toString(acceptUnmatched));
      return text;
    }
  }

  private static final Pattern UNIT_OF_TABLE =
      Pattern.compile(
          "(?:đơn vị(?: tính)?|đvt|unit(?: of measure)?)\\s*:\\s*([^()]+)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final Store store;
  private final Registers registers;
  private final Catalogues catalogues;
  private final Progress progress;

  public StatisticsImport(
      Store store, Registers registers, Catalogues catalogues, Progress progress) {
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

  /**
   * What a row says of its figures, options filled in. Rows that say the same share one instance.
   */
  private record Facts(
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
      String qualifier,
      String source) {
    /** What tells series apart: two rows that agree in it tell the same of a unit. */
    Facts ofSeries() {
      return new Facts(
          level,
          edition,
          period,
          asOf,
          standard,
          areaType,
          group,
          nature,
          stage,
          Status.REPORTED,
          "",
          source);
    }
  }

  /** A row about a unit. */
  private record Entry(Table.Row row, Facts facts, Optional<Measure> measure, RowKey key) {}

  private record SeriesOfSource(SeriesKey key, String source) {}

  /** One import; holds what would otherwise be passed to every method. */
  private final class Run {
    private final Path path;
    private final String file;
    private final Options options;
    private final ImportTarget target = new ImportTarget(store, registers);
    private final Catalogue catalogue = catalogues.catalogue();
    private final Findings findings = new Findings();
    private final FigureChecks checks = new FigureChecks(catalogue, findings);
    private final Map<Facts, Facts> factsSeen = new HashMap<>();
    private final Map<String, Optional<Measure>> measures = new HashMap<>();
    private final Map<SeriesOfSource, List<Observation>> observations = new LinkedHashMap<>();
    private final Map<List<Object>, SeriesOfSource> seriesSeen = new HashMap<>();
    private Map<String, Source> sources;
    private Headings headings;
    private Layout layout;
    private List<Column> valueColumns;
    private final Map<Integer, NumberText.Style> styles = new HashMap<>();
    private NumberText.Style fileStyle = NumberText.Style.UNKNOWN;
    private Optional<Double> titleScale = Optional.empty();

    Run(Path path, Options options) {
      this.path = path;
      this.file = path.getFileName().toString();
      this.options = options;
    }

    ImportResult run() {
      checkOptions();
      sources = target.sources(options.knownSources(), options.source());
      headings = Headings.ofStatistics(catalogues, options.mapping());
      progress.at(Message.of("table.reading", file), 0, 0);
      String sha256 = ImportTarget.sha256(path);
      Table table = new TableReader().read(path, options.sheet());
      layout =
          Layout.find(file, table, headings, options.level(), List.of(Role.MEASURE, Role.VALUE));
      findTitleScale(table);
      refuseSecondHeader();
      checkColumns();
      findStyles();
      List<Entry> entries = layout.data().stream().map(this::entry).toList();
      progress.at(Message.of("table.matching", file), 0, entries.size());
      List<JoinOutcome> outcomes = match(entries);
      checkEdition(entries, outcomes);
      collect(entries, outcomes);
      refuseTwice();
      checks.between();
      compareWithStore(outcomes);
      outcomes.addAll(layout.skipped());
      outcomes.sort(Comparator.comparingInt(JoinOutcome::row));
      noteOutcomes(outcomes);
      hintProvince(outcomes);
      if (observations.isEmpty()) {
        findings.add("table.empty", Severity.ERROR, Message.of("table.no_figures", file));
      }
      MatchReport report =
          new MatchReport(file, sha256, "statistics", options.edition(), outcomes, findings.list());
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

    /** Merged headings over two lines: without the second, figures would get the wrong meaning. */
    private void refuseSecondHeader() {
      if (layout.data().isEmpty()) {
        return;
      }
      Table.Row row = layout.data().get(0);
      boolean unit =
          layout.columns().stream()
              .anyMatch(
                  c ->
                      (c.role() == Role.CODE || c.role() == Role.NAME)
                          && !row.cell(c.index()).isBlank());
      List<Cell> filled = row.cells().stream().filter(cell -> !cell.isBlank()).toList();
      if (!unit
          && filled.size() > 1
          && filled.stream()
              .allMatch(
                  cell ->
                      cell.kind() == Cell.Kind.TEXT
                          && cell.text().chars().anyMatch(Character::isLetter))) {
        throw RefusedException.of(
            "table.second_header",
            file,
            Integer.toString(row.number()),
            filled.stream().limit(8).map(Cell::text).collect(Collectors.joining(" | ")));
      }
    }

    // Columns

    private void checkColumns() {
      boolean isLong =
          layout.first(Role.INDICATOR).isPresent() || layout.first(Role.VALUE).isPresent();
      if (isLong
          && (layout.first(Role.INDICATOR).isEmpty() || layout.first(Role.VALUE).isEmpty())) {
        throw RefusedException.of("table.long_incomplete", file);
      }
      valueColumns =
          layout.columns().stream()
              .filter(c -> c.role() == (isLong ? Role.VALUE : Role.MEASURE))
              .toList();
      Map<Object, List<Column>> byMeasure = new LinkedHashMap<>();
      for (Column column : valueColumns) {
        column
            .measure()
            .ifPresent(
                m ->
                    byMeasure
                        .computeIfAbsent(
                            List.of(m.indicator().id(), m.group(), m.areaType(), m.period()),
                            k -> new ArrayList<>())
                        .add(column));
      }
      byMeasure.values().stream()
          .filter(columns -> columns.size() > 1)
          .forEach(
              columns ->
                  findings.add(
                      "column.twice",
                      Severity.ERROR,
                      Message.of(
                          "table.measure_twice",
                          columns.get(0).measure().orElseThrow().indicator().name(),
                          Layout.named(columns))));
      for (Column column : layout.columns()) {
        if (column.role() == Role.MEASURE && !isLong) {
          describe(column);
        } else if (column.role() == Role.MEASURE) {
          findings.add(
              "column.unused",
              Severity.WARNING,
              Message.of("table.column_beside_long", column.heading()));
        }
      }
      layout.tellUnused(headings, findings);
    }

    /** Says how a heading was understood: the reader of the report can object. */
    private void describe(Column column) {
      Measure measure = column.measure().orElseThrow();
      Message message =
          measure
              .group()
              .flatMap(catalogue::group)
              .map(
                  g ->
                      Message.of(
                          "table.column_read_group",
                          column.heading(),
                          measure.indicator().name(),
                          g.name()))
              .orElseGet(
                  () ->
                      Message.of(
                          "table.column_read", column.heading(), measure.indicator().name()));
      findings.add("column.read", Severity.INFO, message);
      if (measure.indicator().kind() == Indicator.Kind.AMOUNT) {
        findings.add(
            "column.scale",
            Severity.INFO,
            Message.of(
                "table.column_scale",
                column.heading(),
                plain(columnFactor(column.heading(), measure))));
      }
    }

    /** "Đơn vị tính: tỷ đồng" above the header holds for amounts whose heading names no unit. */
    private void findTitleScale(Table table) {
      Set<Double> found = new HashSet<>();
      for (Table.Row row : table.rows()) {
        if (row.number() >= layout.header().number()) {
          break;
        }
        for (Cell cell : row.cells()) {
          Matcher unit = UNIT_OF_TABLE.matcher(cell.text());
          while (unit.find()) {
            for (String part : unit.group(1).split("[,;/]")) {
              NumberText.amountFactor(part).ifPresent(found::add);
            }
          }
        }
      }
      titleScale = found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
      if (found.size() > 1) {
        findings.add(
            "table.units",
            Severity.ERROR,
            Message.of("table.title_units", layout.header().number()));
      }
    }

    /**
     * What values under a heading are multiplied by: its own unit goes before that of the table.
     */
    private double columnFactor(String heading, Measure measure) {
      return measure.indicator().kind() == Indicator.Kind.AMOUNT
              && Headings.amountUnit(heading).isEmpty()
          ? titleScale.orElse(measure.factor())
          : measure.factor();
    }

    /** What a cell is multiplied by; empty when its row names a unit that cannot be. */
    private Optional<Double> factor(Entry entry, Column column, Measure measure) {
      Optional<String> unit = text(entry.row(), Role.UNIT_OF_MEASURE);
      if (unit.isPresent()) {
        Optional<Double> factor = Headings.unitFactor(unit.get(), measure.indicator());
        if (factor.isEmpty()) {
          findings.add(
              "figure.unit",
              Severity.ERROR,
              entry.row().number(),
              Message.of("table.unit_unknown", unit.get(), measure.indicator().name()));
        }
        return factor;
      }
      String heading =
          column.role() == Role.VALUE
              ? text(entry.row(), Role.INDICATOR).orElse("")
              : column.heading();
      return Optional.of(columnFactor(heading, measure));
    }

    private void findStyles() {
      for (Column column : valueColumns) {
        NumberText.Style style = NumberText.Style.UNKNOWN;
        for (Table.Row row : layout.data()) {
          style = style.with(NumberText.evidence(row.cell(column.index())));
        }
        styles.put(column.index(), style);
        fileStyle = fileStyle.with(style);
      }
    }

    // Rows

    private Entry entry(Table.Row row) {
      Facts facts = facts(row);
      Optional<Measure> measure = Optional.empty();
      Optional<String> indicator = text(row, Role.INDICATOR);
      if (indicator.isPresent()) {
        measure = measures.computeIfAbsent(indicator.get(), headings::measure);
        if (measure.isEmpty()) {
          findings.add(
              "indicator.unknown",
              Severity.ERROR,
              row.number(),
              Message.of("table.indicator_unknown", indicator.get()));
        }
      }
      return new Entry(row, facts, measure, key(row, facts));
    }

    private RowKey key(Table.Row row, Facts facts) {
      boolean hasDistricts =
          target
              .findUnits(facts.edition())
              .map(units -> !units.units(Level.DISTRICT).isEmpty())
              .orElse(false);
      List<String> parents = new ArrayList<>(2);
      if (hasDistricts && facts.level() == Level.COMMUNE) {
        text(row, Role.DISTRICT).ifPresent(parents::add);
      }
      if (facts.level() != Level.PROVINCE) {
        text(row, Role.PROVINCE).ifPresent(parents::add);
      }
      return new RowKey(
          row.number(),
          text(row, Role.CODE),
          text(row, Role.NAME),
          text(row, Role.TYPE),
          parents.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parents)));
    }

    private Facts facts(Table.Row row) {
      Facts facts =
          new Facts(
              override(row, Role.LEVEL, Words::level, options.level()),
              override(row, Role.EDITION, this::edition, options.edition()),
              override(
                  row, Role.PERIOD, t -> Headings.period(t).map(Optional::of), options.period()),
              override(row, Role.AS_OF, t -> Words.date(t).map(Optional::of), options.asOf()),
              override(row, Role.STANDARD, this::standard, options.standard()),
              override(row, Role.AREA_TYPE, Words::areaType, options.areaType()),
              override(row, Role.GROUP, headings::group, options.group()),
              override(row, Role.NATURE, Words::nature, options.nature()),
              override(row, Role.STAGE, Words::stage, options.stage()),
              override(row, Role.STATUS, Words::status, options.status()),
              text(row, Role.QUALIFIER).orElse(""),
              override(row, Role.SOURCE, this::source, options.source().id()));
      Facts same = factsSeen.putIfAbsent(facts, facts);
      return same == null ? facts : same;
    }

    private Optional<String> edition(String text) {
      return target.findUnits(text).map(units -> units.edition());
    }

    private Optional<String> source(String text) {
      return Optional.of(text).filter(sources::containsKey);
    }

    /** "Nghị định 07/2021/NĐ-CP" is the standard 07/2021. */
    private Optional<String> standard(String text) {
      List<String> named =
          catalogue.standards().stream()
              .map(Standard::id)
              .filter(id -> text.equals(id) || text.contains(id))
              .toList();
      return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private <T> T override(
        Table.Row row, Role role, Function<String, Optional<T>> reader, T option) {
      Optional<String> text = text(row, role);
      if (text.isEmpty()) {
        return option;
      }
      Optional<T> read = reader.apply(text.get());
      if (read.isEmpty()) {
        findings.add(
            "cell.unknown",
            Severity.ERROR,
            row.number(),
            Message.of(
                "table.cell_unknown",
                layout.first(role).orElseThrow().heading(),
                text.get(),
                Message.of("table.expected_" + role.id())));
      }
      return read.orElse(option);
    }

    private Optional<String> text(Table.Row row, Role role) {
      return layout
          .first(role)
          .map(column -> row.cell(column.index()).text())
          .filter(text -> !text.isEmpty());
    }

    // Joining

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
            new UnitMatcher(
                target.units(facts.edition()),
                facts.level(),
                facts.level() == Level.PROVINCE ? Optional.empty() : options.province());
        outcomes.addAll(
            matcher.match(part.stream().map(Entry::key).toList(), key -> slots.get(key.row())));
      }
      return outcomes;
    }

    private void checkEdition(List<Entry> entries, List<JoinOutcome> outcomes) {
      EditionCheck check = new EditionCheck(registers, findings);
      Map<Integer, JoinOutcome> byRow = new HashMap<>();
      outcomes.forEach(outcome -> byRow.put(outcome.row(), outcome));
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

    /** Names that occur in several provinces: the matched rows may tell which one is meant. */
    private void hintProvince(List<JoinOutcome> outcomes) {
      if (options.province().isPresent() || options.level() == Level.PROVINCE) {
        return;
      }
      UnitRegister register = target.units(options.edition());
      Set<Unit> provinces = new HashSet<>();
      boolean open = false;
      for (JoinOutcome outcome : outcomes) {
        if (outcome instanceof JoinOutcome.Matched matched) {
          register
              .find(options.level(), matched.code())
              .flatMap(register::province)
              .ifPresent(provinces::add);
        }
        open |= outcome.reason().key().equals("join.several");
      }
      if (open && provinces.size() == 1) {
        Unit province = provinces.iterator().next();
        findings.add(
            "unit.province",
            Severity.WARNING,
            Message.of("table.province_hint", province.code(), province.fullName()));
      }
    }

    private void noteOutcomes(List<JoinOutcome> outcomes) {
      for (JoinOutcome outcome : outcomes) {
        if (outcome.reason().key().equals("join.type_differs")) {
          findings.add(
              "unit.type", Severity.WARNING, outcome.row(), Message.of("table.type_differs"));
        } else if (outcome.reason().key().equals("join.zeros")) {
          findings.add("unit.zeros", Severity.INFO, outcome.row(), Message.of("table.zeros"));
        }
      }
    }

    // Figures

    private void collect(List<Entry> entries, List<JoinOutcome> outcomes) {
      Map<Integer, String> units = new HashMap<>();
      for (JoinOutcome outcome : outcomes) {
        if (outcome instanceof JoinOutcome.Matched matched) {
          units.put(matched.row(), matched.code());
        }
      }
      for (Entry entry : entries) {
        String unit = units.get(entry.row().number());
        for (Column column : valueColumns) {
          Optional<Measure> measure = column.measure().or(entry::measure);
          if (measure.isPresent()) {
            figure(entry, column, measure.get(), Optional.ofNullable(unit));
          }
        }
      }
    }

    /** A figure of a row without a unit is checked too: the row may be right and the name wrong. */
    private void figure(Entry entry, Column column, Measure measure, Optional<String> unit) {
      Indicator indicator = measure.indicator();
      int row = entry.row().number();
      Cell cell = entry.row().cell(column.index());
      NumberText.Reading reading =
          NumberText.read(cell, indicator, styles.get(column.index()), fileStyle);
      String heading = column.role() == Role.VALUE ? indicator.id() : column.heading();
      switch (reading.outcome()) {
        case NO_DATA:
          return;
        case AMBIGUOUS:
          findings.add(
              "figure.ambiguous",
              Severity.WARNING,
              row,
              Message.of("table.figure_ambiguous", heading, cell.text()));
          return;
        case UNREADABLE:
          String key = cell.kind() == Cell.Kind.ERROR ? "table.formula" : "table.figure_unreadable";
          findings.add(
              "figure.unreadable", Severity.ERROR, row, Message.of(key, heading, cell.text()));
          return;
        default:
          break;
      }
      Optional<Double> factor =
          reading.ownUnit() ? Optional.of(1.0) : factor(entry, column, measure);
      if (factor.isEmpty()) {
        return;
      }
      double value = scaled(reading.value(), factor.get());
      String qualifier =
          reading.qualifier().isEmpty() ? entry.facts().qualifier() : reading.qualifier();
      FigureChecks.Figure figure =
          new FigureChecks.Figure(value, reading.decimals(), qualifier.isEmpty(), row);
      checks.single(indicator, entry.facts().nature(), heading, figure);
      SeriesOfSource series = series(entry, measure);
      if (unit.isPresent()) {
        checks.add(series.key(), series.source(), unit.get(), figure);
        observations
            .computeIfAbsent(series, s -> new ArrayList<>())
            .add(new Observation(unit.get(), value, entry.facts().status(), qualifier, row));
      }
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

    /**
     * Says where the store tells otherwise: another source, or an earlier import of this one whose
     * figure the file does not tell any more.
     */
    private void compareWithStore(List<JoinOutcome> outcomes) {
      Map<SeriesKey, Map<String, Observation>> told = new HashMap<>();
      observations.forEach(
          (series, list) -> {
            Map<String, Observation> byUnit =
                told.computeIfAbsent(series.key(), key -> new HashMap<>());
            list.forEach(observation -> byUnit.put(observation.unit(), observation));
          });
      Map<String, Integer> rows = new HashMap<>();
      outcomes.forEach(
          outcome -> {
            if (outcome instanceof JoinOutcome.Matched matched) {
              rows.putIfAbsent(matched.code(), matched.row());
            }
          });
      store.read(
          reader -> {
            reader.series(
                stored -> {
                  if (told.containsKey(stored.key())) {
                    compare(stored, told.get(stored.key()), rows);
                  }
                });
            return null;
          });
    }

    private void compare(Series stored, Map<String, Observation> told, Map<String, Integer> rows) {
      boolean own = observations.containsKey(new SeriesOfSource(stored.key(), stored.source()));
      Indicator indicator = catalogue.indicator(stored.key().indicator()).orElseThrow();
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

    private SeriesOfSource series(Entry entry, Measure measure) {
      return seriesSeen.computeIfAbsent(
          List.of(entry.facts(), measure), key -> newSeries(entry.facts(), measure));
    }

    private SeriesOfSource newSeries(Facts facts, Measure measure) {
      Indicator indicator = measure.indicator();
      Period period =
          measure
              .period()
              .or(facts::period)
              .orElseThrow(
                  () -> RefusedException.of("table.period_needed", file, indicator.name()));
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
  }

  /** Decimal digits times a power of ten stay the digits that were printed. */
  private static double scaled(double value, double factor) {
    return factor == 1
        ? value
        : BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(factor)).doubleValue();
  }

  private static String plain(double factor) {
    return BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
  }
}
