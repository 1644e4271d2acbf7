package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.message.RefusedException;

class TableReaderTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void the_separator_is_detected(String separator) throws IOException {
    String text = "Bảng 1\nma,ten,ho_ngheo\n00127,\"Tô \"\"Hiệu\"\"\",12\n\n00128,Quỳnh,3\n";
    Table table = csv(text.replace(",", separator));
    assertEquals(List.of("00127", "Tô \"Hiệu\"", "12"), texts(table.rows().get(2)));
    assertEquals(5, table.rows().get(4).number());
    assertEquals(5, table.rows().size());
  }

  @Test
  void decimal_commas_do_not_hide_the_semicolon() throws IOException {
    Table table = csv("ma;ten;ty le\n00127;Tô Hiệu;4,54\n00128;Quỳnh;3,10\n");
    assertEquals(List.of("00127", "Tô Hiệu", "4,54"), texts(table.rows().get(1)));
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_are_no_content() throws IOException {
    assertEquals("ma", csv("\uFEFFma,ten\r\n1,a\r\n").rows().get(0).cell(0).text());
    Path wide = dir.resolve("wide.csv");
    Files.write(wide, "\uFEFFma,tên\n1,a\n".getBytes(StandardCharsets.UTF_16LE));
    assertEquals("tên", read(wide).rows().get(0).cell(1).text());
  }

  @Test
  void a_quoted_cell_may_hold_line_ends() throws IOException {
    Table table = csv("ma,ten\n1,\"a\nb\"\n2,c\n");
    assertEquals(3, table.rows().get(2).number());
  }

  @Test
  void text_in_an_encoding_that_nothing_tells_is_refused() throws IOException {
    Path file = dir.resolve("legacy.csv");
    Files.write(file, new byte[] {'a', ',', 'b', '\n', (byte) 0x81, (byte) 0xB9, ',', 'c', '\n'});
    assertRefused("table.encoding_unknown", file);
  }

  @Test
  void cells_of_a_spreadsheet_keep_their_kind() throws IOException {
    Path file = dir.resolve("figures.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Sheet sheet = book.createSheet("Số liệu");
      CellStyle percent = book.createCellStyle();
      percent.setDataFormat(book.createDataFormat().getFormat("0.00%"));
      CellStyle date = book.createCellStyle();
      date.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
      Row row = sheet.createRow(2);
      row.createCell(0).setCellValue("00127");
      row.createCell(1).setCellValue(15139);
      row.createCell(3).setCellFormula("1/0");
      row.createCell(4).setCellValue(0.0454);
      row.getCell(4).setCellStyle(percent);
      row.createCell(5).setCellValue(LocalDate.of(2023, 12, 31));
      row.getCell(5).setCellStyle(date);
      row.createCell(6).setCellFormula("B3*2");
      book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(row.getCell(6));
      book.createSheet("Khác").createRow(0).createCell(0).setCellValue("khác");
      write(book, file);
    }
    Table.Row row = read(file).rows().get(0);
    assertEquals(3, row.number());
    assertEquals(Cell.text("00127"), row.cell(0));
    assertEquals(Cell.number(15139), row.cell(1));
    assertEquals(Cell.BLANK, row.cell(2));
    assertEquals(Cell.Kind.ERROR, row.cell(3).kind());
    assertEquals(Cell.percent(0.0454), row.cell(4));
    assertEquals(4.54, row.cell(4).number());
    assertEquals(Cell.text("2023-12-31"), row.cell(5));
    assertEquals(Cell.number(30278), row.cell(6));
    assertEquals(
        "khác", new TableReader().read(file, Optional.of("khác")).rows().get(0).cell(0).text());
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> new TableReader().read(file, Optional.of("Bảng 9")));
    assertEquals("table.sheet_unknown", refused.text().key());
  }

  @Test
  void a_percent_sign_that_is_only_printed_multiplies_nothing() throws IOException {
    Path file = dir.resolve("literal.xlsx");
    List<String> formats = List.of("0.00\"%\"", "0.00\\%", "#,##0.0 %");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Row row = book.createSheet("a").createRow(0);
      for (int i = 0; i < formats.size(); i++) {
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(formats.get(i)));
        row.createCell(i).setCellValue(0.45);
        row.getCell(i).setCellStyle(style);
      }
      write(book, file);
    }
    Table.Row row = read(file).rows().get(0);
    assertEquals(Cell.number(0.45), row.cell(0));
    assertEquals(Cell.number(0.45), row.cell(1));
    assertEquals(Cell.percent(0.45), row.cell(2));
    assertEquals(45, row.cell(2).number());
  }

  @Test
  void files_of_another_kind_are_refused_with_advice() throws IOException {
    Path old = dir.resolve("old.xls");
    Files.write(old, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0});
    assertRefused("table.broken_xls", old);
    Path pdf = Files.writeString(dir.resolve("a.csv"), "%PDF-1.7");
    assertRefused("table.pdf", pdf);
    Path text = Files.writeString(dir.resolve("a.xlsx"), "ma,ten");
    assertRefused("table.not_xlsx", text);
    assertRefused("table.not_xlsx", zip("other.xlsx", "hello.txt", 10));
    assertRefused("table.empty_file", Files.writeString(dir.resolve("none.csv"), ""));
    Path binary = dir.resolve("b.csv");
    Files.write(binary, new byte[] {'a', 0, 'b'});
    assertRefused("table.not_text", binary);
  }

  @Test
  void a_truncated_spreadsheet_is_refused() throws IOException {
    Path file = dir.resolve("cut.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      book.createSheet("a").createRow(0).createCell(0).setCellValue("b");
      write(book, file);
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("table.broken_xlsx", file);
  }

  @Test
  void a_spreadsheet_needs_neither_styles_nor_shared_strings() throws IOException {
    String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    String types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    String links = "http://schemas.openxmlformats.org/package/2006/relationships";
    java.util.Map<String, String> parts =
        java.util.Map.of(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/"
                + "vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
                + (types + "sheet.main+xml\"/>")
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\""
                + (types + "worksheet+xml\"/></Types>"),
            "_rels/.rels",
            ("<Relationships xmlns=\"" + links + "\"><Relationship Id=\"r1\" Type=\"" + office)
                + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            "xl/workbook.xml",
            ("<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office + "\"><sheets>")
                + "<sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels",
            ("<Relationships xmlns=\"" + links + "\"><Relationship Id=\"r1\" Type=\"" + office)
                + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            "xl/worksheets/sheet1.xml",
            ("<worksheet xmlns=\"" + main + "\"><sheetData><row r=\"1\"><c r=\"A1\"><v>5</v></c>")
                + "</row></sheetData></worksheet>");
    Path file = dir.resolve("plain.xlsx");
    try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
      for (var part : parts.entrySet()) {
        out.putNextEntry(new java.util.zip.ZipEntry(part.getKey()));
        out.write(part.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    assertEquals(Cell.number(5), read(file).rows().get(0).cell(0));
  }

  @Test
  void a_zip_bomb_is_refused_before_it_is_read() throws IOException {
    assertRefused("table.zip_bomb", zip("bomb.xlsx", "xl/worksheets/sheet1.xml", 300 << 20));
    assertRefused("table.zip_bomb", zip("styles.xlsx", "xl/styles.xml", 17 << 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "beside-cells.xlsx",
        "names-beside-cells.xlsx",
        "names-in-cells.xlsx",
        "long-attribute.xlsx"
      })
  void what_stands_beside_cells_is_bounded(String name) throws IOException {
    Path file = dir.resolve(name);
    HostileFiles.write(name, file);
    assertRefused("table.beside_cells", file);
  }

  @Test
  void a_workbook_full_of_formats_and_long_formulas_is_read() throws IOException {
    Path file = dir.resolve("formats.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      XSSFSheet sheet = book.createSheet();
      XSSFFont font = book.createFont();
      font.setBold(true);
      String formula = "1" + "+123456789*1".repeat(40);
      for (int i = 0; i < 3_000; i++) {
        Row row = sheet.createRow(i);
        XSSFRichTextString rich = new XSSFRichTextString();
        for (int part = 0; part < 5; part++) {
          rich.append(i + "." + part + " ", font);
        }
        row.createCell(0).setCellValue(rich);
        for (int column = 1; column < 8; column++) {
          row.createCell(column).setCellFormula(formula);
        }
      }
      for (int i = 0; i < 1_000; i++) {
        sheet
            .getSheetConditionalFormatting()
            .addConditionalFormatting(
                new CellRangeAddress[] {new CellRangeAddress(i, i, 0, 3)},
                sheet.getSheetConditionalFormatting().createConditionalFormattingRule("A1=1"));
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    assertEquals("2999.0 2999.1 2999.2 2999.3 2999.4", read(file).rows().get(2_999).cell(0).text());
  }

  @Test
  void limits_stand_in_the_message() throws IOException {
    TableLimits small = new TableLimits(1000, 3, 2, 5, 10, 1 << 20, 10, 2);
    assertRefused("table.rows", small, "a\nb\nc\nd\n");
    assertRefused("table.columns", small, "a,b,c\n");
    assertRefused("table.cell_length", small, "a,bcdefghijklmn\n");
    assertRefused("table.cells", small, "a,b\nc,d\ne,f\n");
    assertRefused("table.bytes", small, "a".repeat(1001));
    assertRefused("table.open_quote", small, "a,\"b\n");
  }

  private void assertRefused(String key, TableLimits limits, String text) throws IOException {
    Path file = Files.writeString(dir.resolve("limit.csv"), text);
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> new TableReader(limits).read(file, Optional.empty()));
    assertEquals(key, refused.text().key());
  }

  private static void assertRefused(String key, Path file) {
    RefusedException refused = assertThrows(RefusedException.class, () -> read(file));
    assertEquals(key, refused.text().key(), () -> refused.getMessage());
  }

  private Path zip(String name, String entry, int zeros) throws IOException {
    Path file = dir.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      if (entry.startsWith("xl/")) {
        zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
        zip.write("<workbook/>".getBytes(StandardCharsets.UTF_8));
      }
      zip.putNextEntry(new ZipEntry(entry));
      byte[] block = new byte[1 << 16];
      for (int written = 0; written < zeros; written += block.length) {
        zip.write(block, 0, Math.min(block.length, zeros - written));
      }
    }
    return file;
  }

  private Table csv(String text) throws IOException {
    return read(Files.writeString(dir.resolve("table.csv"), text));
  }

  private static Table read(Path file) {
    return new TableReader().read(file, Optional.empty());
  }

  private static List<String> texts(Table.Row row) {
    return row.cells().stream().map(Cell::text).toList();
  }

  private static void write(XSSFWorkbook book, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      book.write(out);
    }
  }
}
