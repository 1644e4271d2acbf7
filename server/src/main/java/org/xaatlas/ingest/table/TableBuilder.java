package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Collects the cells of a sheet within the limits, and lets somebody look at the head of a long one
 * before the rest of it is read.
 */
final class TableBuilder {
  /** The head of a table: a header stands in it, and whom the rows are about shows. */
  private static final int HEAD_CELLS = 100_000;

  private static final int HEAD_ROWS = 64;

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
  private final char[][] recentText = new char[1 << 12][];
  private final String sheet;
  private final List<String> otherSheets;
  private HeadLook look;
  private int most;
  private int filled;
  private int mergedRows;

  /** A table of a file without sheets. */
  TableBuilder(String file, TableLimits limits, HeadLook look) {
    this(file, limits, "", List.of(), look);
  }

  /**
   * @param sheet name of the sheet
   * @param otherSheets sheets of the file that are not read
   * @param look is shown the head of a long table, once
   */
  TableBuilder(
      String file, TableLimits limits, String sheet, List<String> otherSheets, HeadLook look) {
    this.file = file;
    this.limits = limits;
    this.sheet = sheet;
    this.otherSheets = List.copyOf(otherSheets);
    this.look = look;
    this.most = limits.cells();
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
    if (++filled > most) {
      throw RefusedException.of(
          most < limits.cells() ? "table.cells_unknown" : "table.cells", file, most);
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
  void text(int row, int column, char[] text, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return;
    }
    if (length > Math.min(SHORT, limits.cellLength()) || column >= limits.columns()) {
      cell(row, column, Cell.text(new String(text, start, length)));
      return;
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text[i];
    }
    int at = (hash ^ hash >>> 12) & recent.length - 1;
    if (!isSame(recentText[at], text, start, length)) {
      recentText[at] = Arrays.copyOfRange(text, start, end);
      recent[at] = shared(Cell.text(new String(recentText[at])));
    }
    put(column, recent[at]);
  }

  private static boolean isSame(char[] known, char[] text, int start, int length) {
    if (known == null || known.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known[i] != text[start + i]) {
        return false;
      }
    }
    return true;
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
    if (filled >= HEAD_CELLS && rows.size() >= HEAD_ROWS && look != null) {
      Table head = new Table(List.copyOf(rows), List.of(), sheet, otherSheets, List.of());
      most = Math.min(most, look.cells(head));
      look = null;
    }
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
   * @param findings what a person should know about the file
   */
  Table build(List<Finding> findings) {
    int end = rows.size();
    while (end > 0 && rows.get(end - 1).isBlank()) {
      end--;
    }
    List<Table.Row> kept = List.copyOf(rows.subList(0, end));
    Set<Integer> filledRows = new HashSet<>();
    if (!hiddenRows.isEmpty()) {
      kept.stream().filter(row -> !row.isBlank()).forEach(row -> filledRows.add(row.number()));
    }
    List<Integer> hidden = hiddenRows.stream().filter(filledRows::contains).toList();
    List<Finding> all = new ArrayList<>(findings);
    if (!hidden.isEmpty()) {
      all.add(new Finding("row.hidden", Severity.WARNING, hidden, Message.of("table.hidden_rows")));
    }
    int last = kept.isEmpty() ? 0 : kept.get(kept.size() - 1).number();
    List<Table.Merge> inside =
        merges.stream()
            .filter(merge -> merge.firstRow() <= last)
            .map(
                m ->
                    new Table.Merge(
                        m.firstRow(), Math.min(last, m.lastRow()), m.firstColumn(), m.lastColumn()))
            .toList();
    return new Table(kept, inside, sheet, otherSheets, all);
  }

  private static String rowText(int row) {
    return Integer.toString(row);
  }
}
