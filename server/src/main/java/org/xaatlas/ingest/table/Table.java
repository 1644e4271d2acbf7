package org.xaatlas.ingest.table;

import java.util.List;
import org.xaatlas.join.Finding;

/**
 * The cells of one sheet.
 *
 * @param rows in the order of the file; a row that the file does not hold is left out
 * @param merges areas that a spreadsheet shows as one cell; the text stands in the first
 * @param sheet name of the sheet, "" where a file has none
 * @param otherSheets names of the sheets that were not read
 * @param findings what a person should know about the file itself
 */
record Table(
    List<Row> rows,
    List<Merge> merges,
    String sheet,
    List<String> otherSheets,
    List<Finding> findings) {
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

  /** Cells merged into one: rows count from 1, columns from 0, both ends inside. */
  record Merge(int firstRow, int lastRow, int firstColumn, int lastColumn) {
    boolean covers(int row, int column) {
      return firstRow <= row && row <= lastRow && firstColumn <= column && column <= lastColumn;
    }
  }

  /** A table without merged cells. */
  static Table of(List<Row> rows) {
    return new Table(rows, List.of(), "", List.of(), List.of());
  }
}
