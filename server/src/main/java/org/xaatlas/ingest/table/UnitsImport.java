package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Decision;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;

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
   * @param province code or name of the province that all rows lie in
   * @param source where the list comes from
   */
  public record Options(
      Level level,
      String edition,
      Optional<String> province,
      Optional<String> sheet,
      Optional<String> encoding,
      Source source,
      boolean dryRun,
      boolean acceptUnmatched) {
    public Options {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(edition, "edition");
      Objects.requireNonNull(source, "source");
    }

    private Map<String, String> asText() {
      Map<String, String> text = new TreeMap<>();
      text.put("level", level.id());
      text.put("edition", edition);
      province.ifPresent(name -> text.put("province", name));
      sheet.ifPresent(name -> text.put("sheet", name));
      encoding.ifPresent(name -> text.put("encoding", name));
      text.put("source", source.id());
      text.put("accept-unmatched", Boolean.toString(acceptUnmatched));
      return text;
    }
  }

  private static final List<Role> PARENTS = List.of(Role.DISTRICT, Role.PROVINCE);

  private final Store store;
  private final Registers registers;
  private final Catalogues catalogues;
  private final Progress progress;
  private final boolean acceptLikely;

  /**
   * @param acceptLikely whether a clear first candidate is taken for a row, with a warning each
   */
  public UnitsImport(
      Store store,
      Registers registers,
      Catalogues catalogues,
      Progress progress,
      boolean acceptLikely) {
    this.store = store;
    this.registers = registers;
    this.catalogues = catalogues;
    this.progress = progress;
    this.acceptLikely = acceptLikely;
  }

  /**
   * Reads, joins and, unless the report refuses it, stores a list.
   *
   * @throws RefusedException when the file is no list of units, or the edition is not known
   */
  public ImportResult run(Path path, Options options) {
    String file = path.getFileName().toString();
    ImportTarget target = new ImportTarget(store, registers, acceptLikely);
    target.units(options.edition());
    Findings findings = new Findings();
    progress.at(Message.of("table.reading", file), 0, 0);
    String sha256 = ImportTarget.sha256(path);
    Table cells = TableReader.of(options.encoding()).readUnlessPersons(path, options.sheet());
    Optional<UnitChanges> changes = UnitChanges.of(cells, options.level(), findings);
    if (changes.isPresent()) {
      cells.findings().forEach(findings::add);
      List<JoinOutcome> outcomes = changes.get().outcomes(target, options.edition());
      return commit(
          path,
          options,
          target,
          sha256,
          options.sheet(),
          new MatchedRows(outcomes).withSkipped(changes.get().skipped()),
          findings,
          changes
              .get()
              .names(
                  outcomes,
                  target.units(options.edition()),
                  options.source().title(),
                  file,
                  sha256));
    }
    TableFile table =
        new TableFile(
            path,
            TableReader.of(options.encoding()),
            Headings.ofDesignations(catalogues, Optional.empty()),
            options.level(),
            List.of(Role.CODE, Role.NAME),
            new RowGuard(
                () -> target.matcher(options.edition(), options.level(), options.province()),
                PARENTS));
    Layout layout = table.read(options.sheet(), findings);
    RowReader rows = new RowReader(layout, findings);
    Map<Level, List<RowKey>> byLevel = new LinkedHashMap<>();
    for (Table.Row row : layout.data()) {
      byLevel
          .computeIfAbsent(
              rows.override(row, Role.LEVEL, Words::level, options.level()),
              level -> new ArrayList<>())
          .add(key(rows, row));
    }
    progress.at(Message.of("table.matching", file), 0, layout.data().size());
    List<JoinOutcome> outcomes = new ArrayList<>();
    byLevel.forEach(
        (level, keys) ->
            outcomes.addAll(
                target.matcher(options.edition(), level, options.province()).match(keys)));
    MatchedRows matched = new MatchedRows(outcomes);
    byLevel.forEach(
        (level, keys) ->
            new EditionCheck(registers, findings)
                .codes(options.edition(), level, keys, matched.byRow()));
    matched.note(findings);
    if (byLevel.size() == 1 && byLevel.containsKey(Level.COMMUNE)) {
      matched.noteMissing(target.units(options.edition()), Level.COMMUNE, findings);
    }
    return commit(
        path,
        options,
        target,
        sha256,
        table.sheet(),
        matched.withSkipped(layout.skipped()),
        findings,
        List.of());
  }

  private ImportResult commit(
      Path path,
      Options options,
      ImportTarget target,
      String sha256,
      Optional<String> sheet,
      List<JoinOutcome> outcomes,
      Findings findings,
      List<Decision> names) {
    target.noteAgain(sha256, "units", options.edition(), findings);
    return target.commit(
        new ImportTarget.Change(
            new MatchReport(
                path.getFileName().toString(),
                sha256,
                "units",
                options.edition(),
                outcomes,
                findings.list()),
            path,
            sheet,
            options.asText(),
            List.of(options.edition()),
            List.of(options.source()),
            (writer, number) -> writer.putDecisions(names)),
        options.dryRun(),
        options.acceptUnmatched(),
        progress);
  }

  /** With a code, the unit above says nothing more; in old lists it is a code of any tier. */
  private static RowKey key(RowReader rows, Table.Row row) {
    return rows.key(row, rows.text(row, Role.CODE).isPresent() ? List.of() : PARENTS);
  }
}
