package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.UnitOutcome;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;

/** The progress of a review as a workbook: a sheet of units, a sheet of files with reasons. */
public final class ReviewSheet {
  private static final int CELL = 32_000;
  private static final Map<UnitState, IndexedColors> COLOURS =
      Map.of(
          UnitState.APPROVED, IndexedColors.LIGHT_GREEN,
          UnitState.CLEAN, IndexedColors.LIGHT_TURQUOISE,
          UnitState.RETURNED, IndexedColors.LIGHT_ORANGE,
          UnitState.MISSING, IndexedColors.GREY_25_PERCENT);

  private final Language language;

  public ReviewSheet(Language language) {
    this.language = language;
  }

  /** Writes the workbook; the caller closes the stream. */
  public void write(Review review, OutputStream out) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Map<UnitState, CellStyle> styles = new EnumMap<>(UnitState.class);
      COLOURS.forEach(
          (state, colour) -> {
            CellStyle style = text(book);
            style.setFillForegroundColor(colour.getIndex());
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            styles.put(state, style);
          });
      CellStyle plain = text(book);
      Sheet units = book.createSheet(say("review.progress"));
      int number =
          head(
              book,
              units,
              "review.column_code",
              "join.column_unit",
              "join.column_result",
              "review.column_file");
      for (UnitOutcome unit : review.units()) {
        Row row = units.createRow(number++);
        String state = say("review.unit_" + unit.state().id());
        CellStyle style = styles.get(unit.state());
        put(row, 0, unit.unit().code(), style);
        put(row, 1, unit.unit().fullName(), style);
        put(row, 2, unit.earlier() ? say("review.earlier", state) : state, style);
        put(row, 3, String.join(", ", unit.files()), plain);
      }
      Sheet files = book.createSheet(say("review.page_files"));
      number = head(book, files, "review.column_file", "join.column_result", "join.column_reason");
      for (FileOutcome file : review.files()) {
        Row row = files.createRow(number++);
        put(row, 0, file.name(), plain);
        put(row, 1, say("review.file_" + file.state().id()), plain);
        put(row, 2, String.join("\n", ReviewReasons.of(file, language)), plain);
      }
      widths(units, 10, 32, 24, 60);
      widths(files, 48, 24, 110);
      book.write(out);
    }
  }

  private int head(XSSFWorkbook book, Sheet sheet, String... keys) {
    CellStyle style = text(book);
    Font bold = book.createFont();
    bold.setBold(true);
    style.setFont(bold);
    Row row = sheet.createRow(0);
    for (int i = 0; i < keys.length; i++) {
      put(row, i, say(keys[i]), style);
    }
    sheet.createFreezePane(0, 1);
    return 1;
  }

  private static void widths(Sheet sheet, int... characters) {
    for (int i = 0; i < characters.length; i++) {
      sheet.setColumnWidth(i, characters[i] * 256);
    }
  }

  /** Text that stays text when somebody edits the cell, whatever it begins with. */
  private static CellStyle text(XSSFWorkbook book) {
    CellStyle style = book.createCellStyle();
    style.setQuotePrefixed(true);
    style.setWrapText(true);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    return style;
  }

  private static void put(Row row, int column, String text, CellStyle style) {
    org.apache.poi.ss.usermodel.Cell cell = row.createCell(column);
    cell.setCellValue(text.length() > CELL ? text.substring(0, CELL) : text);
    cell.setCellStyle(style);
  }

  private String say(String key, Object... arguments) {
    return Message.of(key, arguments).in(language);
  }
}
