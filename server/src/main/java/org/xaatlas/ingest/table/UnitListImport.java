package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.EditionUnits;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * Imports the list of units of an edition that has no official list in the program ({@link
 * UnitsImport} compares files with those), without boundaries: code, name, type, parent and level.
 * A unit without geometry is a full unit everywhere but on the map.
 *
 * <p>The file makes the units: an import adds units and corrects names, types and parents, and
 * takes none away. Keeps nothing between runs; safe to share.
 */
public final class UnitListImport {
  /**
   * What the user says of a file as a whole.
   *
   * @param edition id of the edition
   * @param level tier of rows that do not tell theirs
   * @param title what people call the edition; kept as it is when empty
   * @param validFrom first day of the edition, when said
   * @param validTo last day of the edition, when said
   */
  public record Options(
      String edition,
      Level level,
      Optional<String> title,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      FileOptions file) {
    private Map<String, String> asText() {
      Map<String, String> text = file.asText();
      // The file makes the units: there is no province yet to look for them in.
      text.remove("province");
      text.put("level", level.id());
      text.put("edition", edition);
      title.ifPresent(words -> text.put("title", words));
      validFrom.ifPresent(day -> text.put("valid-from", day.toString()));
      validTo.ifPresent(day -> text.put("valid-to", day.toString()));
      return text;
    }
  }

  private enum Role {
    LEVEL("level|cấp"),
    CODE("code|mã|mã đơn vị|mã xã|mã ĐVHC|unit code"),
    NAME("name|tên|tên đơn vị|tên xã|unit name"),
    TYPE("type|loại|loại đơn vị|unit type"),
    PARENT(
        "parent|parent_code|province_code|district_code|mã cấp trên|trực thuộc|mã tỉnh|mã huyện");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  private static final Map<String, Role> HEADINGS =
      PlainTable.headings(Role.values(), role -> role.words);

  private final Store store;
  private final Registers registers;
  private final Progress progress;

  public UnitListImport(Store store, Registers registers, Progress progress) {
    this.store = store;
    this.registers = registers;
    this.progress = progress;
  }

  /**
   * Reads, checks and, unless the report refuses it, stores a file.
   *
   * @throws RefusedException when the file has no columns for codes and names, or the edition has a
   *     name that none can have
   * @throws IllegalArgumentException for an edition with an official list
   */
  public ImportResult run(Path file, Options options) {
    if (registers.edition(options.edition()).isPresent()) {
      throw new IllegalArgumentException("The official list stands: " + options.edition());
    }
    return new Run(file, options).run();
  }

  private final class Run {
    private final Options options;
    private final Edition edition;
    private final IncomingTable in;
    private final Findings findings;
    private final Map<UnitKey, Unit> units = new LinkedHashMap<>();
    private final Map<UnitKey, Integer> rows = new HashMap<>();

    Run(Path path, Options options) {
      this.options = options;
      this.edition = edition();
      ImportTarget target = new ImportTarget(store, registers, false);
      this.in = new IncomingTable(path, options.file(), target, progress);
      this.findings = in.findings();
    }

    ImportResult run() {
      Table cells = in.cells();
      cells.findings().forEach(findings::add);
      PlainTable<Role> table =
          PlainTable.of(
                  cells,
                  Role.class,
                  HEADINGS,
                  found -> found.containsAll(EnumSet.of(Role.CODE, Role.NAME)),
                  EnumSet.of(Role.CODE, Role.NAME))
              .orElseThrow(
                  () ->
                      RefusedException.of(
                          "crosswalk.no_unit_header",
                          in.file(),
                          PlainTable.HEAD,
                          PlainTable.firstRow(cells)));
      List<JoinOutcome> outcomes = new ArrayList<>();
      for (Table.Row row : table.rows()) {
        outcomes.add(outcome(table, row));
      }
      checkParents();
      in.noteAgain("units", options.edition());
      return in.keep(
          in.change(
                  in.report(
                      "units",
                      options.edition(),
                      new MatchedRows(outcomes).withSkipped(table.skipped())),
                  options.asText(),
                  List.of(options.edition()),
                  List.of(options.file().source()),
                  (writer, number) -> {})
              .bringing(withLevels(), units.values()));
    }

    private Edition edition() {
      Optional<Edition> known =
          store.read(StoreReader::editions).stream()
              .filter(edition -> edition.id().equals(options.edition()))
              .findFirst();
      Edition plain =
          EditionUnits.unlisted(options.edition(), known, options.validFrom(), List.of());
      return new Edition(
          plain.id(),
          options.title().map(title -> new Label(title, title)).orElse(plain.title()),
          plain.validFrom(),
          options.validTo().or(plain::validTo),
          plain.levels());
    }

    private JoinOutcome outcome(PlainTable<Role> table, Table.Row row) {
      String code = table.text(row, Role.CODE).orElse("");
      String name = table.text(row, Role.NAME).orElse("");
      String input = (code + " " + name).strip();
      Optional<Level> level = level(table, row);
      if (code.isEmpty() || name.isEmpty() || level.isEmpty()) {
        return open(row, input, Message.of("crosswalk.unit_incomplete"));
      }
      if (!code.matches("[0-9A-Za-z]{1,10}")) {
        return open(row, input, Message.of("crosswalk.unit_code", code));
      }
      String type = table.text(row, Role.TYPE).orElse("");
      Unit unit =
          new Unit(
              options.edition(),
              level.get(),
              code,
              name,
              type,
              level.get() == Level.PROVINCE ? Optional.empty() : table.text(row, Role.PARENT));
      UnitKey key = UnitKey.of(unit);
      Integer first = rows.putIfAbsent(key, row.number());
      if (first != null) {
        findings.add(
            "units.twice",
            Severity.ERROR,
            row.number(),
            Message.of("crosswalk.unit_twice", code, String.valueOf(first)));
      }
      units.put(key, unit);
      return new JoinOutcome.Matched(row.number(), input, code, Message.of("join.code", code));
    }

    private Optional<Level> level(PlainTable<Role> table, Table.Row row) {
      Optional<String> text = table.text(row, Role.LEVEL);
      return text.isEmpty() ? Optional.of(options.level()) : Words.level(text.get());
    }

    private JoinOutcome open(Table.Row row, String input, Message reason) {
      return new JoinOutcome.Unmatched(row.number(), input, List.of(), reason);
    }

    /** A parent is a unit of a higher tier, of the file or of the store. */
    private void checkParents() {
      UnitRegister stored = store.read(reader -> reader.units(options.edition()));
      for (Unit unit : units.values()) {
        String parent = unit.parent().orElse("");
        if (unit.level() != Level.PROVINCE && !isAbove(unit, parent, stored)) {
          findings.add(
              "units.parent",
              Severity.ERROR,
              rows.get(UnitKey.of(unit)),
              Message.of("crosswalk.unit_parent", parent, unit.level().id()));
        }
      }
    }

    private boolean isAbove(Unit unit, String parent, UnitRegister stored) {
      for (int tier = unit.level().ordinal() - 1; tier >= 0; tier--) {
        Level level = Level.values()[tier];
        if (units.containsKey(new UnitKey(level, parent))
            || stored.find(level, parent).isPresent()) {
          return true;
        }
      }
      return false;
    }

    private Edition withLevels() {
      Set<Level> levels = new TreeSet<>(edition.levels());
      units.keySet().forEach(key -> levels.add(key.level()));
      return new Edition(
          edition.id(),
          edition.title(),
          edition.validFrom(),
          edition.validTo(),
          List.copyOf(levels));
    }
  }
}
