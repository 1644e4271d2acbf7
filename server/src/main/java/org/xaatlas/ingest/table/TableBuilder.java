package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.List;
import org.xaatlas.message.RefusedException;

/** Collects the cells of a sheet within the limits. */
final class TableBuilder {
  private final String file;
  private final TableLimits limits;
  private final List<Table.Row> rows = new ArrayList<>();
  private List<Cell> cells = new ArrayList<>();
  private int filled;

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
    if (cell.isBlank()) {
      return;
    }
    if (++filled > limits.cells()) {
      throw RefusedException.of("table.cells", file, limits.cells());
    }
    while (cells.size() <= column) {
      cells.add(Cell.BLANK);
    }
    cells.set(column, cell);
  }

  void endRow(int number) {
    if (rows.size() >= limits.rows() || number > limits.rows() + 50_000) {
      throw RefusedException.of("table.rows", file, limits.rows());
    }
    rows.add(new Table.Row(number, cells.isEmpty() ? List.of() : List.copyOf(cells)));
    cells = new ArrayList<>(cells.size());
  }

  /** The table without blank rows at its end. */
  Table build() {
    int last = rows.size();
    while (last > 0 && rows.get(last - 1).isBlank()) {
      last--;
    }
    return new Table(List.copyOf(rows.subList(0, last)));
  }

  private static String rowText(int row) {
    return Integer.toString(row);
  }
}
