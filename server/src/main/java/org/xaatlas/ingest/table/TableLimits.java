package org.xaatlas.ingest.table;

import org.xaatlas.ingest.HouseholdSigns;

/**
 * What a table may cost at most. Each limit stands in the message that refuses a larger file.
 *
 * @param bytes size of the file
 * @param rows rows of a sheet
 * @param columns columns of a sheet
 * @param cells filled cells of a sheet
 * @param cellLength characters of a cell
 * @param expandedBytes bytes of an XLSX file, expanded
 * @param entries entries of an XLSX file
 * @param merges merged areas of a sheet
 */
record TableLimits(
    long bytes,
    int rows,
    int columns,
    int cells,
    int cellLength,
    long expandedBytes,
    int entries,
    int merges) {
  /**
   * What is looked at of a sheet that is not read, in search of persons: as much as of the one that
   * is.
   */
  static final TableLimits ASIDE =
      new TableLimits(
          200L << 20, HouseholdSigns.SAMPLE, 500, 100_000, 10_000, 1L << 30, 1_000, 10_000);

  /** Cells that are looked at so in all sheets together. */
  static final int ASIDES = 1_000_000;

  static final TableLimits DEFAULT =
      new TableLimits(200L << 20, 1_000_000, 500, 12_000_000, 10_000, 1L << 30, 1_000, 10_000);
}
