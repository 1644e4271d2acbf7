package org.xaatlas.ingest.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Reads one sheet of an Excel file of before 2007. The whole file is in memory, so it may be far
 * smaller than others. Macros and formulas are never run: the values that the file holds are read.
 */
final class XlsTable {
  /** What such files may have at most; they take many times as much memory when read. */
  static final long BYTES = 12L << 20;

  private final String file;
  private final TableLimits limits;
  private final HeadLook look;

  /**
   * @param look is shown the head of a long table
   */
  XlsTable(String file, TableLimits limits, HeadLook look) {
    this.file = file;
    this.limits = limits;
    this.look = look;
  }

  /**
   * @param wanted name of the sheet; the first that is not hidden when empty
   * @param aside is shown the beginning of every other sheet too, those that are hidden included
   */
  Table read(Path path, Optional<String> wanted, Optional<Consumer<Table>> aside) {
    try (POIFSFileSystem system = new POIFSFileSystem(path.toFile(), true);
        HSSFWorkbook book = new HSSFWorkbook(system.getRoot(), false)) {
      List<String> names = new ArrayList<>();
      List<String> others = new ArrayList<>();
      Sheet found = null;
      for (int i = 0; i < book.getNumberOfSheets(); i++) {
        String name = book.getSheetName(i);
        names.add(name);
        boolean shown = book.getSheetVisibility(i) == SheetVisibility.VISIBLE;
        if (found == null && wanted.map(name::equalsIgnoreCase).orElse(shown)) {
          found = book.getSheetAt(i);
        } else if (shown) {
          others.add(name);
        }
      }
      if (found == null) {
        throw RefusedException.of(
            "table.sheet_unknown", file, wanted.orElse(""), String.join(", ", names));
      }
      if (aside.isPresent()) {
        showOthers(book, found, aside.get());
      }
      return table(found, others);
    } catch (RefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // What is not a workbook inside (a Word document, a password) surfaces as nearly anything.
      throw new RefusedException(Message.of("table.broken_xls", file), e);
    }
  }

  private void showOthers(HSSFWorkbook book, Sheet sheetRead, Consumer<Table> aside) {
    for (Sheet sheet : book) {
      if (sheet != sheetRead) {
        TableBuilder table =
            new TableBuilder(
                file, TableLimits.ASIDE, sheet.getSheetName(), List.of(), HeadLook.NONE);
        try {
          rows(sheet, table);
        } catch (RefusedException e) {
          // It is longer than what has to be seen of it.
        }
        aside.accept(table.build(List.of()));
      }
    }
  }

  private static void rows(Sheet sheet, TableBuilder table) {
    for (Row row : sheet) {
      int number = row.getRowNum() + 1;
      if (row.getZeroHeight()) {
        table.hidden(number);
      }
      for (org.apache.poi.ss.usermodel.Cell cell : row) {
        table.cell(number, cell.getColumnIndex(), cell(cell));
      }
      table.endRow(number);
    }
  }

  private Table table(Sheet sheet, List<String> others) {
    TableBuilder table = new TableBuilder(file, limits, sheet.getSheetName(), others, look);
    rows(sheet, table);
    for (CellRangeAddress area : sheet.getMergedRegions()) {
      table.merge(
          new Table.Merge(
              area.getFirstRow() + 1,
              area.getLastRow() + 1,
              area.getFirstColumn(),
              area.getLastColumn()));
    }
    return table.build(List.of());
  }

  private static Cell cell(org.apache.poi.ss.usermodel.Cell cell) {
    CellType type =
        cell.getCellType() == CellType.FORMULA
            ? cell.getCachedFormulaResultType()
            : cell.getCellType();
    return switch (type) {
      case STRING -> Cell.text(cell.getStringCellValue());
      case BOOLEAN -> Cell.text(cell.getBooleanCellValue() ? "TRUE" : "FALSE");
      case ERROR -> Cell.error("#");
      case NUMERIC -> number(cell);
      default -> Cell.BLANK;
    };
  }

  private static Cell number(org.apache.poi.ss.usermodel.Cell cell) {
    double value = cell.getNumericCellValue();
    String format = cell.getCellStyle().getDataFormatString();
    if (DateUtil.isCellDateFormatted(cell)) {
      return Cell.text(cell.getLocalDateTimeCellValue().toLocalDate().toString());
    }
    boolean percent = format != null && XlsxTable.isPercent(format);
    return percent ? Cell.percent(value) : Cell.number(value);
  }
}
