package org.xaatlas.ingest.table;

import java.util.List;

/**
 * The cells of one sheet.
 *
 * @param rows in the order of the file; a row that the file does not hold is left out
 */
record Table(List<Row> rows) {
  /**
   * One row.
   *
   * @param number its place in the file, the first is 1
   * @param cells from the first column to the last that is filled
   */
  record Row(int number, List<Cell> cells) {
    Cell cell(int column) {
      return column < cells.size() ? cells.get(column) : Cell.BLANK;
    }

    boolean isBlank() {
      return cells.stream().allMatch(Cell::isBlank);
    }
  }
}
