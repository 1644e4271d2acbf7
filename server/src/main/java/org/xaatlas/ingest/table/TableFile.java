package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;

/**
 * Reads the table of a file and finds its header: in the sheet asked for, else in the first, else
 * in the only other sheet that has one.
 */
final class TableFile {
  /** How many sheets are looked through at most. */
  private static final int SHEETS = 20;

  /**
   * How many filled cells may stand under headings that mean nothing, where most do: 120 of each
   * commune.
   */
  private static final long UNKNOWN = 400_000;

  private final Path path;
  private final String file;
  private final TableReader reader;
  private final Headings headings;
  private final Level level;
  private final List<Role> needed;
  private final RowGuard guard;
  private String sheetRead = "";
  private List<String> otherSheets = List.of();

  /**
   * @param level tier of the rows
   * @param needed the table makes sense only with one of these
   * @param guard gives up long tables that are none of units
   */
  TableFile(
      Path path,
      TableReader reader,
      Headings headings,
      Level level,
      List<Role> needed,
      RowGuard guard) {
    this.path = path;
    this.file = path.getFileName().toString();
    this.reader = reader;
    this.headings = headings;
    this.level = level;
    this.needed = needed;
    this.guard = guard;
  }

  /**
   * @param findings takes what a person should know about the file
   * @throws RefusedException when no sheet has a header, or several have
   */
  Layout read(Optional<String> sheet, Findings findings) {
    try {
      Table first = reader.readUnlessPersons(path, sheet, this::look);
      otherSheets = first.otherSheets();
      return tell(first, find(first), findings);
    } catch (RefusedException e) {
      if (sheet.isPresent() || otherSheets.isEmpty() || !Layout.isNoHeader(e)) {
        throw e;
      }
      return readOther(otherSheets, e, findings);
    }
  }

  private int look(Table head) {
    otherSheets = head.otherSheets();
    List<Column> columns = Layout.look(file, head, headings, level, needed, guard::check);
    long known = columns.stream().filter(Column::isRecognised).count();
    int width = head.rows().stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    return 2 * known >= width ? Integer.MAX_VALUE : (int) (UNKNOWN * width / (width - known));
  }

  private Layout find(Table table) {
    return Layout.find(file, table, headings, level, needed, guard::check);
  }

  /** The sheet that the table was read from, where the file has sheets. */
  Optional<String> sheet() {
    return Optional.of(sheetRead).filter(name -> !name.isEmpty());
  }

  private Layout readOther(List<String> others, RefusedException noHeader, Findings findings) {
    List<String> fitting = new ArrayList<>();
    Table table = null;
    Layout layout = null;
    for (String name : others.subList(0, Math.min(SHEETS, others.size()))) {
      try {
        Table other = reader.readAnother(path, name, this::look);
        layout = find(other);
        table = other;
        fitting.add(name);
      } catch (RefusedException e) {
        if (!Layout.isNoHeader(e)) {
          throw e;
        }
      }
    }
    if (fitting.isEmpty()) {
      throw noHeader;
    }
    if (fitting.size() > 1) {
      throw RefusedException.of("table.header_on_several", file, String.join(", ", fitting));
    }
    return tell(table, layout, findings);
  }

  private Layout tell(Table table, Layout layout, Findings findings) {
    sheetRead = table.sheet();
    table.findings().forEach(findings::add);
    if (!table.otherSheets().isEmpty()) {
      findings.add(
          "sheet.others",
          Severity.INFO,
          Message.of(
              "table.other_sheets", file, table.sheet(), String.join(", ", table.otherSheets())));
    }
    layout.refuseSecondHeader(file);
    return layout;
  }
}
