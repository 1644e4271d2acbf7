package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.unit.Level;

/**
 * One table on its way into the store, as every import of tables takes it: it is read and hashed,
 * its rows are matched, what was found is gathered, and report and content are kept together or not
 * at all. What its rows mean is the affair of the import. For one thread.
 */
final class IncomingTable {
  private final Path path;
  private final FileOptions options;
  private final ImportTarget target;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final Supplier<String> hash;
  private Optional<String> sheet;

  /** Says that the file is being read, and hashes it beside that. */
  IncomingTable(Path path, FileOptions options, ImportTarget target, Progress progress) {
    this.path = path;
    this.options = options;
    this.target = target;
    this.progress = progress;
    this.sheet = options.sheet();
    progress.at(Message.of("table.reading", file()), 0, 0);
    this.hash = ImportTarget.sha256Beside(path);
  }

  String file() {
    return path.getFileName().toString();
  }

  /** Takes what is found on the way. */
  Findings findings() {
    return findings;
  }

  /** The sheet that is read, where the file has sheets. */
  Optional<String> sheet() {
    return sheet;
  }

  /**
   * All cells, as they stand.
   *
   * @throws RefusedException when the file cannot be read, or lists persons
   */
  Table cells() {
    return TableReader.of(options.encoding()).readUnlessPersons(path, options.sheet());
  }

  /**
   * The table below the headings of the form that the rows are in.
   *
   * @param edition the edition and level of the rows
   * @param needed the table makes sense only with one of these
   * @param parents columns that may name the units above
   * @throws RefusedException when no sheet has a header, or several have
   */
  Layout layout(
      Headings headings, String edition, Level level, List<Role> needed, List<Role> parents) {
    TableFile table =
        new TableFile(
            path,
            TableReader.of(options.encoding()),
            headings,
            level,
            needed,
            new RowGuard(() -> target.matcher(edition, level, options.province()), parents));
    Layout layout = table.read(options.sheet(), findings);
    sheet = table.sheet();
    return layout;
  }

  /** Says that so many rows are being matched. */
  void matching(int rows) {
    progress.at(Message.of("table.matching", file()), 0, rows);
  }

  /** Says when the same bytes were imported before as the same kind of file. */
  void noteAgain(String kind, String edition) {
    target.noteAgain(hash.get(), kind, edition, findings);
  }

  /** What became of the rows, and all that was found so far. */
  MatchReport report(String kind, String edition, List<JoinOutcome> outcomes) {
    return new MatchReport(file(), hash.get(), kind, edition, outcomes, findings.list());
  }

  /**
   * What the store is to take over.
   *
   * @param said the options of the import, as the store keeps them
   * @param editions the editions whose units are referred to
   * @param sources the sources that are referred to
   * @param content puts what the rows tell, given the number of the import
   */
  ImportTarget.Change change(
      MatchReport report,
      Map<String, String> said,
      List<String> editions,
      List<Source> sources,
      ObjLongConsumer<StoreWriter> content) {
    return new ImportTarget.Change(
        report, path, sheet, said, Optional.empty(), editions, sources, content);
  }

  /** Stores a change in one transaction, unless it is a dry run or the report refuses it. */
  ImportResult keep(ImportTarget.Change change) {
    return target.commit(change, options, progress);
  }
}
