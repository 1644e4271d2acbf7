package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xaatlas.designation.Designation;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.designation.DesignationScheme.DesignationClass;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;

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
   * @param knownSources by id, for a source column
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
      Map<String, Source> knownSources,
      String note,
      FileOptions file) {
    public Options {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(edition, "edition");
      Objects.requireNonNull(decision, "decision");
      knownSources = Map.copyOf(knownSources);
      Objects.requireNonNull(note, "note");
    }

    private Map<String, String> asText() {
      Map<String, String> text = file.asText();
      text.put("level", level.id());
      text.put("edition", edition);
      scheme.ifPresent(id -> text.put("scheme", id));
      text.put("decision", decision);
      validFrom.ifPresent(day -> text.put("valid-from", day.toString()));
      validTo.ifPresent(day -> text.put("valid-to", day.toString()));
      text.put("illustrative", Boolean.toString(illustrative));
      mapping.ifPresent(path -> text.put("mapping", path.getFileName().toString()));
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

  public DesignationImport(
      Store store, Registers registers, Catalogues catalogues, Progress progress) {
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
      String source) {}

  private final class Run {
    private final Options options;
    private final ImportTarget target;
    private final IncomingTable in;
    private final List<Role> parents;
    private final Optional<DesignationScheme> scheme;
    private final Map<String, Source> sources;
    private final Headings headings;
    private final Layout layout;
    private final RowReader rows;

    Run(Path path, Options options) {
      this.options = options;
      this.target = new ImportTarget(store, registers, options.file().acceptLikely());
      target.units(options.edition());
      parents = target.parents(options.edition(), options.level());
      scheme = options.scheme().map(this::requireScheme);
      sources = target.sources(options.knownSources(), options.file().source());
      headings = Headings.ofDesignations(catalogues, options.mapping());
      in = new IncomingTable(path, options.file(), target, progress);
      layout = in.layout(headings, options.edition(), unitLevel(), List.of(), parents);
      rows = new RowReader(layout, in.findings());
    }

    /** Villages are joined by their commune. */
    private Level unitLevel() {
      return options.level() == Level.VILLAGE ? Level.COMMUNE : options.level();
    }

    ImportResult run() {
      checkColumns();
      Map<Integer, List<Award>> awards = new HashMap<>();
      Map<Integer, Object> slots = new HashMap<>();
      List<RowKey> keys = new ArrayList<>();
      for (Table.Row row : layout.data()) {
        List<Award> own = awards(row);
        awards.put(row.number(), own);
        slots.put(row.number(), slot(own));
        keys.add(rows.key(row, parents));
      }
      in.matching(keys.size());
      MatchedRows found =
          new MatchedRows(
              target
                  .matcher(options.edition(), unitLevel(), options.file().province())
                  .match(keys, key -> slots.get(key.row())));
      new EditionCheck(registers, in.findings())
          .codes(options.edition(), unitLevel(), keys, found.byRow());
      Map<Integer, String> units = new TreeMap<>(found.units());
      if (units.keySet().stream().allMatch(row -> awards.get(row).isEmpty())) {
        in.findings()
            .add("table.empty", Severity.ERROR, Message.of("table.no_designations", in.file()));
      }
      found.note(in.findings());
      in.noteAgain("designations", options.edition());
      return in.keep(
          in.change(
              in.report("designations", options.edition(), found.withSkipped(layout.skipped())),
              options.asText(),
              List.of(options.edition()),
              units.keySet().stream()
                  .flatMap(row -> awards.get(row).stream())
                  .map(Award::source)
                  .distinct()
                  .map(sources::get)
                  .toList(),
              (writer, number) -> {
                List<Designation> designations = new ArrayList<>();
                units.forEach(
                    (row, unit) ->
                        awards
                            .get(row)
                            .forEach(
                                award -> designations.add(designation(award, unit, number, row))));
                writer.putDesignations(designations);
              }));
    }

    private Designation designation(Award award, String unit, long importNumber, int row) {
      return new Designation(
          options.edition(),
          options.level(),
          unit,
          award.village(),
          award.scheme().id(),
          award.classId(),
          award.decision(),
          award.validFrom(),
          award.validTo(),
          award.illustrative(),
          award.source(),
          importNumber,
          row);
    }

    /** Rows that give one unit other schemes, decisions or villages do not compete for it. */
    private static Object slot(List<Award> awards) {
      return awards.stream()
          .map(
              award ->
                  List.of(
                      award.scheme().id(),
                      VietnameseText.normalise(award.village()),
                      award.decision(),
                      award.source()))
          .toList();
    }

    private void checkColumns() {
      boolean saysScheme =
          layout.columns().stream()
              .anyMatch(c -> c.role() == Role.SCHEME || c.role() == Role.DESIGNATION);
      if (scheme.isEmpty() && !saysScheme) {
        throw RefusedException.of("table.scheme_needed", in.file(), schemeIds());
      }
      layout.tellUnused(headings, in.findings());
    }

    private List<Award> awards(Table.Row row) {
      Optional<String> village = rows.text(row, Role.VILLAGE);
      if (options.level() == Level.VILLAGE && village.isEmpty()) {
        error(row, "village.needed", Message.of("table.village_needed"));
      }
      Map<DesignationScheme, String> classes = new LinkedHashMap<>();
      for (Column column : layout.columns()) {
        String text = row.cell(column.index()).text();
        if (column.role() == Role.DESIGNATION && !text.isEmpty() && !isNone(text)) {
          classes.put(column.scheme().orElseThrow(), text);
        }
      }
      Optional<DesignationScheme> listed =
          layout.first(Role.SCHEME).isPresent()
              ? rows.override(row, Role.SCHEME, this::scheme, scheme)
              : scheme;
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
          (given, typed) ->
              classOf(row, given, typed)
                  .ifPresent(
                      classId -> awards.add(award(row, given, classId, village.orElse("")))));
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
              options.file().source().id()));
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
      in.findings().add(rule, Severity.ERROR, row.number(), message);
    }
  }
}
