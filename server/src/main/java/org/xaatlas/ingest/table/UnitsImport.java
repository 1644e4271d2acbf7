package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Decision;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * Imports a list of units: compares it row by row with the units of an edition and keeps it beside
 * them. Names, types and codes of the edition stand; where the list says otherwise a row is open. A
 * table of units that changed their name or type is such a list too ({@link UnitChanges}). Units of
 * a new edition come with its boundaries.
 *
 * <p>Keeps nothing between runs; safe to share.
 */
public final class UnitsImport {
  /**
   * What the user says of a list.
   *
   * @param level tier of rows that do not tell theirs
   */
  public record Options(Level level, String edition, FileOptions file) {
    public Options {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(edition, "edition");
    }

    private Map<String, String> asText() {
      Map<String, String> text = file.asText();
      text.put("level", level.id());
      text.put("edition", edition);
      return text;
    }
  }

  private static final List<Role> PARENTS = List.of(Role.DISTRICT, Role.PROVINCE);

  private final Store store;
  private final Registers registers;
  private final Catalogues catalogues;
  private final Progress progress;

  public UnitsImport(Store store, Registers registers, Catalogues catalogues, Progress progress) {
    this.store = store;
    this.registers = registers;
    this.catalogues = catalogues;
    this.progress = progress;
  }

  /**
   * Reads, joins and, unless the report refuses it, stores a list.
   *
   * @throws RefusedException when the file is no list of units, or the edition is not known
   */
  public ImportResult run(Path path, Options options) {
    ImportTarget target = new ImportTarget(store, registers, options.file().acceptLikely());
    UnitRegister units = target.units(options.edition());
    IncomingTable in = new IncomingTable(path, options.file(), target, progress);
    Table cells = in.cells();
    Optional<UnitChanges> found = UnitChanges.of(cells, options.level(), in.findings());
    if (found.isPresent()) {
      UnitChanges changes = found.get();
      cells.findings().forEach(in.findings()::add);
      List<JoinOutcome> outcomes = changes.outcomes(target, options.edition());
      return keep(
          in,
          options,
          new MatchedRows(outcomes).withSkipped(changes.skipped()),
          report ->
              changes.names(
                  outcomes,
                  units,
                  options.file().source().title(),
                  report.file(),
                  report.sha256()));
    }
    Layout layout =
        in.layout(
            Headings.ofDesignations(catalogues, Optional.empty()),
            options.edition(),
            options.level(),
            List.of(Role.CODE, Role.NAME),
            PARENTS);
    MatchedRows matched = match(in, layout, target, options);
    return keep(in, options, matched.withSkipped(layout.skipped()), report -> List.of());
  }

  private MatchedRows match(IncomingTable in, Layout layout, ImportTarget target, Options options) {
    RowReader rows = new RowReader(layout, in.findings());
    Map<Level, List<RowKey>> byLevel = new LinkedHashMap<>();
    for (Table.Row row : layout.data()) {
      byLevel
          .computeIfAbsent(
              rows.override(row, Role.LEVEL, Words::level, options.level()),
              level -> new ArrayList<>())
          .add(key(rows, row));
    }
    in.matching(layout.data().size());
    List<JoinOutcome> outcomes = new ArrayList<>();
    byLevel.forEach(
        (level, keys) ->
            outcomes.addAll(
                target.matcher(options.edition(), level, options.file().province()).match(keys)));
    MatchedRows matched = new MatchedRows(outcomes);
    byLevel.forEach(
        (level, keys) ->
            new EditionCheck(registers, in.findings())
                .codes(options.edition(), level, keys, matched.byRow()));
    matched.note(in.findings());
    if (byLevel.size() == 1 && byLevel.containsKey(Level.COMMUNE)) {
      matched.noteMissing(target.units(options.edition()), Level.COMMUNE, in.findings());
    }
    return matched;
  }

  private ImportResult keep(
      IncomingTable in,
      Options options,
      List<JoinOutcome> outcomes,
      Function<MatchReport, List<Decision>> names) {
    in.noteAgain("units", options.edition());
    MatchReport report = in.report("units", options.edition(), outcomes);
    List<Decision> decisions = names.apply(report);
    return in.keep(
        in.change(
            report,
            options.asText(),
            List.of(options.edition()),
            List.of(options.file().source()),
            (writer, number) -> writer.putDecisions(decisions)));
  }

  /** With a code, the unit above says nothing more; in old lists it is a code of any tier. */
  private static RowKey key(RowReader rows, Table.Row row) {
    return rows.key(row, rows.text(row, Role.CODE).isPresent() ? List.of() : PARENTS);
  }
}
