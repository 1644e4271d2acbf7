package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.message.Language;
import org.xaatlas.unit.Level;

/** The sheet that goes back to the officer who typed it. */
class ReturnedSheetTest extends ImportTest {

  @ParameterizedTest
  @ValueSource(strings = {"form.xlsx", "form.xls"})
  void it_looks_as_the_officer_made_it(String name) throws IOException {
    Path file = form(name);
    try (XSSFWorkbook book = returned(file)) {
      XSSFSheet sheet = book.getSheetAt(0);
      assertEquals("A1:D1", sheet.getMergedRegion(0).formatAsString());
      assertEquals(31 * 256, sheet.getColumnWidth(1));
      assertEquals(2, sheet.getPaneInformation().getHorizontalSplitPosition());
      assertEquals(600, sheet.getRow(0).getHeight());
      XSSFCellStyle title = sheet.getRow(0).getCell(0).getCellStyle();
      assertEquals(HorizontalAlignment.CENTER, title.getAlignment());
      XSSFFont font = title.getFont();
      assertTrue(font.getBold());
      assertEquals("Times New Roman", font.getFontName());
      assertEquals(14, font.getFontHeightInPoints());
      XSSFCellStyle head = sheet.getRow(1).getCell(2).getCellStyle();
      assertEquals(BorderStyle.THIN, head.getBorderBottom());
      assertEquals(FillPatternType.SOLID_FOREGROUND, head.getFillPattern());
      assertEquals("FFFFFF00", head.getFillForegroundColorColor().getARGBHex());
      assertEquals("#,##0", sheet.getRow(2).getCell(2).getCellStyle().getDataFormatString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"form.xlsx", "form.xls"})
  void values_stay_and_formulas_do_not(String name) throws IOException {
    try (XSSFWorkbook book = returned(form(name))) {
      Sheet sheet = book.getSheetAt(0);
      assertEquals(4119, sheet.getRow(2).getCell(2).getNumericCellValue());
      assertEquals(0.05, sheet.getRow(2).getCell(4).getNumericCellValue(), "still shown as 5 %");
      assertEquals(CellType.NUMERIC, sheet.getRow(3).getCell(2).getCellType());
      assertEquals(12, sheet.getRow(3).getCell(2).getNumericCellValue());
      sheet.forEach(
          row -> row.forEach(cell -> assertFalse(cell.getCellType() == CellType.FORMULA)));
    }
  }

  @Test
  void a_formula_that_was_never_calculated_does_not_come_back_as_zero() throws IOException {
    Path file = dir.resolve("never.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      Sheet sheet = book.createSheet("S");
      String[] heads = {"Mã xã", "Tên xã", "Hộ nghèo"};
      for (int i = 0; i < heads.length; i++) {
        Row head = i == 0 ? sheet.createRow(0) : sheet.getRow(0);
        head.createCell(i).setCellValue(heads[i]);
      }
      Row row = sheet.createRow(1);
      row.createCell(0).setCellValue("03646");
      row.createCell(1).setCellValue("Phường Tô Hiệu");
      row.createCell(2).setCellFormula("6*7");
      book.write(out);
    }
    try (XSSFWorkbook book = returned(file)) {
      org.apache.poi.ss.usermodel.Cell cell = book.getSheetAt(0).getRow(1).getCell(2);
      assertEquals(CellType.STRING, cell.getCellType());
      assertEquals("=", cell.getStringCellValue());
    }
  }

  @Test
  void each_row_says_its_result_and_every_rule_it_breaks() throws IOException {
    try (XSSFWorkbook book = returned(form("form.xlsx"))) {
      Row row = book.getSheetAt(0).getRow(3);
      assertEquals("Đã khớp; Cảnh báo", row.getCell(5).getStringCellValue());
      assertEquals("03664 Phường Chiềng An", row.getCell(6).getStringCellValue());
      assertTrue(row.getCell(7).getStringCellValue().contains("K7. "));
      assertEquals("Kết quả", book.getSheetAt(0).getRow(1).getCell(5).getStringCellValue());
      StringBuilder found = new StringBuilder();
      book.getSheetAt(1).forEach(r -> r.forEach(c -> found.append(c).append(' ')));
      assertTrue(found.toString().contains("K7. "), found.toString());
      assertTrue(found.toString().contains("Dòng 4"), found.toString());
    }
  }

  @Test
  void text_of_an_old_font_comes_back_in_unicode_and_in_a_font_that_shows_it() throws IOException {
    Path file = dir.resolve("cu.xls");
    try (Workbook book = new HSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      Sheet sheet = book.createSheet("S");
      Font font = book.createFont();
      font.setFontName(".VnTime");
      CellStyle style = book.createCellStyle();
      style.setFont(font);
      String[][] cells = {
        {"M\u00b7 x\u00b7", "T\u00aan x\u00b7", "Hé nghÌo"},
        {"03646", "Ph\u00adêng T« HiÖu", "12"},
        {"03664", "Ph\u00adêng ChiÒng An", "13"},
        {"03808", "X\u00b7 M\u00adêng La", "13"}
      };
      for (int i = 0; i < cells.length; i++) {
        Row row = sheet.createRow(i);
        for (int j = 0; j < 3; j++) {
          row.createCell(j).setCellValue(cells[i][j]);
          row.getCell(j).setCellStyle(style);
        }
      }
      book.write(out);
    }
    try (XSSFWorkbook book = returned(file)) {
      var cell = book.getSheetAt(0).getRow(1).getCell(1);
      assertEquals("Phường Tô Hiệu", cell.getStringCellValue());
      assertEquals("Times New Roman", cell.getCellStyle().getFont().getFontName());
    }
  }

  @Test
  void the_sheet_that_was_read_comes_back_though_it_is_not_the_first() throws IOException {
    Path file = dir.resolve("hai.xlsx");
    try (Workbook book = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      book.createSheet("Bìa").createRow(0).createCell(0).setCellValue("Báo cáo");
      Sheet sheet = book.createSheet("Biểu");
      Row head = sheet.createRow(0);
      head.createCell(0).setCellValue("code");
      head.createCell(1).setCellValue("hh_poor");
      Row row = sheet.createRow(1);
      row.createCell(0).setCellValue("03646");
      row.createCell(1).setCellValue(5);
      book.write(out);
    }
    try (XSSFWorkbook book = returned(file)) {
      assertEquals("hh_poor", book.getSheetAt(0).getRow(0).getCell(1).getStringCellValue());
      assertEquals(
          "03646 Phường Tô Hiệu", book.getSheetAt(0).getRow(1).getCell(3).getStringCellValue());
    }
  }

  @Test
  void a_workbook_whose_other_sheets_are_huge_comes_back_without_its_look() throws IOException {
    Path file = form("form.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
      Sheet huge = book.createSheet("Huge");
      java.util.Random random = new java.util.Random(7);
      for (int i = 0; i < 2_000; i++) {
        // Four letters at random: packed enough for the file, not enough for a bomb.
        StringBuilder text = new StringBuilder();
        random.ints(9_000, 0, 4).forEach(letter -> text.append((char) ('a' + letter)));
        huge.createRow(i).createCell(0).setCellValue(text.toString());
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    try (XSSFWorkbook book = returned(file)) {
      assertEquals(0, book.getSheetAt(0).getNumMergedRegions());
      assertEquals(4119, book.getSheetAt(0).getRow(2).getCell(2).getNumericCellValue());
      assertTrue(texts(book).contains("không giữ phông chữ, đường kẻ"), () -> texts(book));
    }
    try (XSSFWorkbook book = returned(form("small.xlsx"))) {
      assertFalse(texts(book).contains("không giữ phông chữ, đường kẻ"), "nothing was left out");
    }
  }

  /** All texts of the second sheet, where what was found is listed. */
  private static String texts(XSSFWorkbook book) {
    StringBuilder all = new StringBuilder();
    book.getSheetAt(1)
        .forEach(row -> row.forEach(cell -> all.append(cell.toString()).append('\n')));
    return all.toString();
  }

  private XSSFWorkbook returned(Path file) throws IOException {
    ImportResult result = runner.run(file, ImportRunner.options());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ReturnedSheet(
            new Registers().register("2025-07-01").orElseThrow(), Level.COMMUNE, Language.VI)
        .write(file, result.sheet(), Optional.empty(), result.report(), out);
    return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
  }

  /** A form as officers make them: a merged title, borders, colours, number formats, formulas. */
  private Path form(String name) throws IOException {
    Path file = dir.resolve(name);
    Supplier<Workbook> kind = name.endsWith("xlsx") ? XSSFWorkbook::new : HSSFWorkbook::new;
    try (Workbook book = kind.get();
        OutputStream out = Files.newOutputStream(file)) {
      Sheet sheet = book.createSheet("Biểu");
      sheet.setColumnWidth(1, 31 * 256);
      sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 3));
      sheet.createFreezePane(0, 2);
      Font bold = book.createFont();
      bold.setBold(true);
      bold.setFontName("Times New Roman");
      bold.setFontHeightInPoints((short) 14);
      CellStyle title = book.createCellStyle();
      title.setFont(bold);
      title.setAlignment(HorizontalAlignment.CENTER);
      Row first = sheet.createRow(0);
      first.setHeight((short) 600);
      first.createCell(0).setCellValue("KẾT QUẢ RÀ SOÁT");
      first.getCell(0).setCellStyle(title);
      CellStyle head = book.createCellStyle();
      head.setBorderBottom(BorderStyle.THIN);
      head.setFillForegroundColor(IndexedColors.YELLOW.getIndex());
      head.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      String[] headings = {"Mã xã", "Tên xã", "hh_total", "hh_poor", "rate_poor"};
      Row header = sheet.createRow(1);
      for (int i = 0; i < headings.length; i++) {
        header.createCell(i).setCellValue(headings[i]);
        header.getCell(i).setCellStyle(head);
      }
      CellStyle grouped = book.createCellStyle();
      grouped.setDataFormat(book.createDataFormat().getFormat("#,##0"));
      CellStyle percent = book.createCellStyle();
      percent.setDataFormat(book.createDataFormat().getFormat("0.00%"));
      Row row = sheet.createRow(2);
      row.createCell(0).setCellValue("03646");
      row.createCell(1).setCellValue("Phường Tô Hiệu");
      row.createCell(2).setCellValue(4119);
      row.getCell(2).setCellStyle(grouped);
      row.createCell(3).setCellValue(206);
      row.createCell(4).setCellValue(0.05);
      row.getCell(4).setCellStyle(percent);
      Row second = sheet.createRow(3);
      second.createCell(0).setCellValue("03664");
      second.createCell(1).setCellValue("Phường Chiềng An");
      second.createCell(2).setCellFormula("5+7");
      second.createCell(3).setCellValue(12);
      second.createCell(4).setCellValue(0.5);
      second.getCell(4).setCellStyle(percent);
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      book.write(out);
    }
    return file;
  }
}
