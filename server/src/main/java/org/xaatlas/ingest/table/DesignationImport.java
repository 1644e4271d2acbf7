package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xaatlas.designation.Designation;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.designation.DesignationScheme.DesignationClass;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * Imports designations from a table: the units of a list, or a column for each scheme with the
 * class of each unit in it. A blank cell is no designation. Villages are joined by their commune
 * and kept by name.
 *
 * <p>The file is refused as a whole when a row is open and that was not accepted, or when a finding
 * is an error. Keeps nothing between runs; safe to share.
 */
public final class DesignationImport {
  /**
   * What the user says of a file as a whole.
   *
   * @param level tier of the rows; village for lists of villages
   * @param edition the edition whose codes and names the file uses
   * @param scheme id of the scheme, where neither rows nor headings say it
   * @param decision number of the decision, "" when not said
   * @param validFrom first day of the designations
   * @param validTo last day, empty while in force
   * @param illustrative made up to show the program
   * @param mapping JSON file with meanings of headings
   * @param sheet name of the sheet of an XLSX file, the first when empty
   * @param encoding encoding of the text, detected when empty
   * @param province code or name of the province that all rows lie in
   * @param source where the list comes from
   * @param knownSources by id, for a source column
   * @param dryRun only report
   * @param acceptUnmatched leave out open rows instead of refusing the file
   * @param note what the officer says of the figures, kept with the import; "" for nothing
   */
  public record Options(
      Level level,
      String edition,
      Optional<String> scheme,
      String decision,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      boolean illustrative,
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
      Objects.requireNonNull(decision, "decision");
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
      scheme.ifPresent(id -> text.put("scheme", id));
      text.put("decision", decision);
      validFrom.ifPresent(day -> text.put("valid-from", day.toString()));
      validTo.ifPresent(day -> text.put("valid-to", day.toString()));
      text.put("illustrative", Boolean.toString(illustrative));
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

  public DesignationImport(
      Store store, Registers registers, Catalogues catalogues, Progress progress) {
    this(store, registers, catalogues, progress, false);
  }

  /**
   * @param acceptLikely whether a clear first candidate is taken for a row, with a warning each
   */
  public DesignationImport(
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
   * @throws RefusedException when the file is no list of units, or an option is missing or wrong
   */
  public ImportResult run(Path file, Options options) {
    return new Run(file, options).run();
  }

  /** A class that a row gives its unit, before the unit is known. */
  private record Award(
      DesignationScheme scheme,
      String classId,
      String village,
      String decision,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      boolean illustrative,
      String source) {
    Designation to(String edition, Level level, String unit, long importNumber, int row) {
      return new Designation(
          edition,
          level,
          unit,
          village,
          scheme.id(),
          classId,
          decision,
          validFrom,
          validTo,
          illustrative,
          source,
          importNumber,
          row);
    }
  }

  private record Entry(RowKey key, List<Award> awards) {}

  private final class Run {
    private final Path path;
    private final String file;
    private final Options options;
    private final ImportTarget target = new ImportTarget(store, registers, acceptLikely);
    private final Findings findings = new Findings();
    private Map<String, Source> sources;
    private Layout layout;
    private RowReader rows;
    private List<Role> parents;

    Run(Path path, Options options) {
      this.path = path;
      this.file = path.getFileName().toString();
      this.options = options;
    }

    ImportResult run() {
      UnitRegister units = target.units(options.edition());
      parents = target.parents(options.edition(), options.level());
      Optional<DesignationScheme> scheme = options.scheme().map(this::requireScheme);
      Level unitLevel = options.level() == Level.VILLAGE ? Level.COMMUNE : options.level();
      sources = target.sources(options.knownSources(), options.source());
      Headings headings = Headings.ofDesignations(catalogues, options.mapping());
      progress.at(Message.of("table.reading", file), 0, 0);
      Supplier<String> hash = ImportTarget.sha256Beside(path);
      TableFile table =
          new TableFile(
              path,
              TableReader.of(options.encoding()),
              headings,
              unitLevel,
              List.of(),
              new RowGuard(
                  () -> target.matcher(options.edition(), unitLevel, options.province()), parents));
      layout = table.read(options.sheet(), findings);
      String sha256 = hash.get();
      Optional<String> sheet = table.sheet();
      rows = new RowReader(layout, findings);
      checkColumns(headings, scheme);
      List<Entry> entries = layout.data().stream().map(row -> entry(row, scheme)).toList();
      progress.at(Message.of("table.matching", file), 0, entries.size());
      Map<Integer, Object> slots =
          entries.stream().collect(Collectors.toMap(e -> e.key().row(), Run::slot));
      MatchedRows found =
          new MatchedRows(
              target
                  .matcher(options.edition(), unitLevel, options.province())
                  .match(entries.stream().map(Entry::key).toList(), key -> slots.get(key.row())));
      new EditionCheck(registers, findings)
          .codes(
              options.edition(),
              unitLevel,
              entries.stream().map(Entry::key).toList(),
              found.byRow());
      Map<Integer, List<Award>> awards =
          entries.stream().collect(Collectors.toMap(e -> e.key().row(), Entry::awards));
      List<JoinOutcome.Matched> matched =
          found.outcomes().stream()
              .filter(JoinOutcome.Matched.class::isInstance)
              .map(JoinOutcome.Matched.class::cast)
              .toList();
      if (matched.stream().allMatch(m -> awards.get(m.row()).isEmpty())) {
        findings.add("table.empty", Severity.ERROR, Message.of("table.no_designations", file));
      }
      found.note(findings);
      target.noteAgain(sha256, "designations", options.edition(), findings);
      MatchReport report =
          new MatchReport(
              file,
              sha256,
              "designations",
              options.edition(),
              found.withSkipped(layout.skipped()),
              findings.list());
      return target.commit(
          new ImportTarget.Change(
              report,
              path,
              sheet,
              options.asText(),
              List.of(options.edition()),
              matched.stream()
                  .flatMap(m -> awards.get(m.row()).stream())
                  .map(Award::source)
                  .distinct()
                  .map(sources::get)
                  .toList(),
              (writer, number) ->
                  writer.putDesignations(
                      matched.stream()
                          .flatMap(
                              m ->
                                  awards.get(m.row()).stream()
                                      .map(
                                          award ->
                                              award.to(
                                                  options.edition(),
                                                  options.level(),
                                                  m.code(),
                                                  number,
                                                  m.row())))
                          .toList())),
          options.dryRun(),
          options.acceptUnmatched(),
          progress);
    }

    /** Rows that give one unit other schemes, decisions or villages do not compete for it. */
    private static Object slot(Entry entry) {
      return entry.awards().stream()
          .map(
              award ->
                  List.of(
                      award.scheme().id(),
                      VietnameseText.normalise(award.village()),
                      award.decision(),
                      award.source()))
          .toList();
    }

    private void checkColumns(Headings headings, Optional<DesignationScheme> scheme) {
      boolean saysScheme =
          layout.columns().stream()
              .anyMatch(c -> c.role() == Role.SCHEME || c.role() == Role.DESIGNATION);
      if (scheme.isEmpty() && !saysScheme) {
        throw RefusedException.of("table.scheme_needed", file, schemeIds());
      }
      layout.tellUnused(headings, findings);
    }

    private Entry entry(Table.Row row, Optional<DesignationScheme> option) {
      Optional<String> village = rows.text(row, Role.VILLAGE);
      RowKey key = rows.key(row, parents);
      if (options.level() == Level.VILLAGE && village.isEmpty()) {
        error(row, "village.needed", Message.of("table.village_needed"));
      }
      return new Entry(key, awards(row, option, village.orElse("")));
    }

    private List<Award> awards(Table.Row row, Optional<DesignationScheme> option, String village) {
      Map<DesignationScheme, String> classes = new LinkedHashMap<>();
      for (Column column : layout.columns()) {
        String text = row.cell(column.index()).text();
        if (column.role() == Role.DESIGNATION && !text.isEmpty() && !isNone(text)) {
          classes.put(column.scheme().orElseThrow(), text);
        }
      }
      Optional<DesignationScheme> listed =
          layout.first(Role.SCHEME).isPresent()
              ? rows.override(row, Role.SCHEME, this::scheme, option)
              : option;
      if (listed.isPresent() && !classes.containsKey(listed.get())) {
        boolean own =
            layout.columns().stream()
                .anyMatch(c -> c.scheme().filter(listed.get()::equals).isPresent());
        String typed = rows.text(row, Role.CLASS).orElse("");
        if (!own && !isNone(typed)) {
          classes.put(listed.get(), typed);
        }
      }
      List<Award> awards = new ArrayList<>(classes.size());
      classes.forEach(
          (scheme, typed) ->
              classOf(row, scheme, typed)
                  .ifPresent(classId -> awards.add(award(row, scheme, classId, village))));
      return awards;
    }

    private Award award(Table.Row row, DesignationScheme scheme, String classId, String village) {
      if (scheme.level() != options.level()) {
        error(
            row,
            "scheme.level",
            Message.of(
                "table.scheme_level", scheme.name(), scheme.level().id(), options.level().id()));
      }
      Optional<LocalDate> from =
          rows.override(
              row, Role.VALID_FROM, t -> Words.date(t).map(Optional::of), options.validFrom());
      Optional<LocalDate> to =
          rows.override(
              row, Role.VALID_TO, t -> Words.date(t).map(Optional::of), options.validTo());
      if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
        error(row, "designation.validity", Message.of("table.validity"));
      }
      Status status =
          rows.override(
              row,
              Role.STATUS,
              Words::status,
              options.illustrative() ? Status.ILLUSTRATIVE : Status.REPORTED);
      return new Award(
          scheme,
          classId,
          options.level() == Level.VILLAGE ? village : "",
          rows.text(row, Role.DECISION).orElse(options.decision()),
          from,
          to,
          status == Status.ILLUSTRATIVE,
          rows.override(
              row,
              Role.SOURCE,
              t -> Optional.of(t).filter(sources::containsKey),
              options.source().id()));
    }

    /** The class a cell names; a list with a single class needs no class column. */
    private Optional<String> classOf(Table.Row row, DesignationScheme scheme, String typed) {
      if (typed.isEmpty() && scheme.classes().size() == 1) {
        return Optional.of(scheme.classes().get(0).id());
      }
      String folded = VietnameseText.fold(typed);
      for (DesignationClass each : scheme.classes()) {
        boolean named =
            Stream.concat(
                    Stream.of(each.id(), each.name().vi(), each.name().en()),
                    each.headers().stream())
                .anyMatch(word -> VietnameseText.fold(word).equals(folded));
        if (named) {
          return Optional.of(each.id());
        }
      }
      String known =
          scheme.classes().stream().map(DesignationClass::id).collect(Collectors.joining(", "));
      error(
          row,
          "class.unknown",
          typed.isEmpty()
              ? Message.of("table.class_needed", scheme.name(), known)
              : Message.of("table.class_unknown", typed, scheme.name(), known));
      return Optional.empty();
    }

    private static boolean isNone(String text) {
      String folded = VietnameseText.fold(text);
      return !text.isEmpty()
          && (folded.isEmpty() || List.of("0", "khong", "no", "false").contains(folded));
    }

    private DesignationScheme requireScheme(String id) {
      DesignationScheme scheme =
          catalogues
              .scheme(id)
              .orElseThrow(() -> RefusedException.of("table.scheme_unknown", id, schemeIds()));
      if (scheme.level() != options.level()) {
        throw RefusedException.of(
            "table.scheme_level", scheme.name(), scheme.level().id(), options.level().id());
      }
      return scheme;
    }

    private Optional<Optional<DesignationScheme>> scheme(String text) {
      String folded = VietnameseText.fold(text);
      return catalogues.schemes().stream()
          .filter(
              s ->
                  Stream.concat(
                          Stream.of(s.id(), s.name().vi(), s.name().en()), s.headers().stream())
                      .anyMatch(word -> VietnameseText.fold(word).equals(folded)))
          .findFirst()
          .map(Optional::of);
    }

    private String schemeIds() {
      return catalogues.schemes().stream()
          .map(DesignationScheme::id)
          .collect(Collectors.joining(", "));
    }

    private void error(Table.Row row, String rule, Message message) {
      findings.add(rule, Severity.ERROR, row.number(), message);
    }
  }
}
