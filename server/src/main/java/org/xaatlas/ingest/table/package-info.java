/**
 * Tables of figures and designations: from CSV and XLSX files to the store.
 *
 * <p>A <em>table</em> is the cells of one sheet as they stand. A <em>heading</em> is a cell of the
 * header row, read against the catalogue into a <em>column</em>: what a row says of its unit, an
 * override of an option, or a measure. The rows before the header, totals and footnotes are
 * skipped, and said to be. Cells become figures only where their number format is beyond doubt.
 */
package org.xaatlas.ingest.table;
