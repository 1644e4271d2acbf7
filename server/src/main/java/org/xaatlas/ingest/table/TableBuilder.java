package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/** Collects the cells of a sheet within the limits. */
final class TableBuilder {
  private static final int SHARED = 50_000;

  /** Characters of texts that are looked for among those seen last. */
  private static final int SHORT = 24;

  private final String file;
  private final TableLimits limits;
  private final List<Table.Row> rows = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();
  private final List<Table.Merge> merges = new ArrayList<>();
  private final List<Integer> hiddenRows = new ArrayList<>();
  private final Map<Cell, Cell> seen = new HashMap<>();
  private final Cell[] recent = new Cell[1 << 12];
  private final int[] recentHash = new int[1 << 12];
  private int filled;
  private int mergedRows;

  TableBuilder(String file, TableLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** Sets a cell of the current row; columns count from 0. */
  void cell(int row, int column, Cell cell) {
    if (column >= limits.columns()) {
      if (cell.isBlank()) {
        return;
      }
      throw RefusedException.of("table.columns", file, rowText(row), limits.columns());
    }
    if (cell.text().length() > limits.cellLength()) {
      throw RefusedException.of("table.cell_length", file, rowText(row), limits.cellLength());
    }
    put(column, cell.isBlank() ? cell : shared(cell));
  }

  private void put(int column, Cell cell) {
    if (cell.isBlank()) {
      return;
    }
    if (++filled > limits.cells()) {
      throw RefusedException.of("table.cells", file, limits.cells());
    }
    while (cells.size() < column) {
      cells.add(Cell.BLANK);
    }
    if (cells.size() == column) {
      cells.add(cell);
    } else {
      cells.set(column, cell);
    }
  }

  /** Sets a cell of text, a part of another; short ones that were seen before cost nothing. */
  void text(int row, int column, String text, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return;
    }
    if (length > Math.min(SHORT, limits.cellLength()) || column >= limits.columns()) {
      cell(row, column, Cell.text(text.substring(start, end)));
      return;
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    int at = (hash ^ hash >>> 12) & recent.length - 1;
    Cell known = recent[at];
    boolean same =
        known != null
            && recentHash[at] == hash
            && known.text().length() == length
            && text.regionMatches(start, known.text(), 0, length);
    if (!same) {
      known = shared(Cell.text(text.substring(start, end)));
      if (known.text().length() == length) {
        recent[at] = known;
        recentHash[at] = hash;
      }
    }
    put(column, known);
  }

  /** Cells that say the same are one: tables repeat themselves, hostile ones most of all. */
  private Cell shared(Cell cell) {
    if (seen.size() >= SHARED) {
      // So many different ones: what comes now is different, too.
      return cell;
    }
    Cell same = seen.get(cell);
    if (same != null) {
      return same;
    }
    seen.put(cell, cell);
    return cell;
  }

  void endRow(int number) {
    if (rows.size() >= limits.rows() || number > limits.rows() + 50_000) {
      throw RefusedException.of("table.rows", file, limits.rows());
    }
    rows.add(new Table.Row(number, List.copyOf(cells)));
    cells.clear();
  }

  /** Remembers an area that is shown as one cell. */
  void merge(Table.Merge merge) {
    mergedRows += merge.lastRow() - merge.firstRow() + 1;
    if (merges.size() >= limits.merges() || mergedRows > limits.rows() / 10 + limits.merges()) {
      throw RefusedException.of("table.merges", file, limits.merges());
    }
    merges.add(merge);
  }

  /** Remembers that the row is not shown. */
  void hidden(int row) {
    hiddenRows.add(row);
  }

  /**
   * The table without blank rows at its end.
   *
   * @param sheet name of the sheet
   * @param otherSheets sheets of the file that were not read
   * @param findings what a person should know about the file
   */
  Table build(String sheet, List<String> otherSheets, List<Finding> findings) {
    Table plain = build();
    Set<Integer> filledRows = new HashSet<>();
    plain.rows().stream()
        .filter(row -> !row.isBlank())
        .forEach(row -> filledRows.add(row.number()));
    List<Integer> hidden = hiddenRows.stream().filter(filledRows::contains).toList();
    List<Finding> all = new ArrayList<>(findings);
    if (!hidden.isEmpty()) {
      all.add(new Finding("row.hidden", Severity.WARNING, hidden, Message.of("table.hidden_rows")));
    }
    int last = plain.rows().isEmpty() ? 0 : plain.rows().get(plain.rows().size() - 1).number();
    List<Table.Merge> inside =
        merges.stream()
            .filter(merge -> merge.firstRow() <= last)
            .map(
                m ->
                    new Table.Merge(
                        m.firstRow(), Math.min(last, m.lastRow()), m.firstColumn(), m.lastColumn()))
            .toList();
    return new Table(plain.rows(), inside, sheet, List.copyOf(otherSheets), all);
  }

  /** The table without blank rows at its end. */
  Table build() {
    int last = rows.size();
    while (last > 0 && rows.get(last - 1).isBlank()) {
      last--;
    }
    return Table.of(List.copyOf(rows.subList(0, last)));
  }

  private static String rowText(int row) {
    return Integer.toString(row);
  }
}
