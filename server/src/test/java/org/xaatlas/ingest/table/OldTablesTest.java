package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.message.RefusedException;

/** Excel files of before 2007 and dBASE tables. */
class OldTablesTest {
  @TempDir Path dir;

  @Test
  void an_old_excel_file_is_read_like_a_new_one() throws IOException {
    Path file = dir.resolve("cu.xls");
    try (HSSFWorkbook book = new HSSFWorkbook()) {
      Sheet sheet = book.createSheet("Biểu");
      row(sheet, 0, "Mã xã", "Tên xã", "Tổng số hộ", "Hộ nghèo", "", "Ngày");
      row(sheet, 1, "", "", "", "Số hộ", "Tỷ lệ (%)");
      sheet.addMergedRegion(new CellRangeAddress(0, 0, 3, 4));
      Row data = sheet.createRow(2);
      data.createCell(0).setCellValue("03646");
      data.createCell(1).setCellValue("Phường Tô Hiệu");
      data.createCell(2).setCellValue(4000);
      data.createCell(3).setCellFormula("80*2");
      data.createCell(4).setCellValue(4);
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    try (ImportRunner runner = new ImportRunner(dir)) {
      ImportResult result = runner.run(file, ImportRunner.options());
      assertTrue(result.stored(), () -> ImportRunner.describe(result));
      assertEquals(
          List.of("hh_poor", "hh_total", "rate_poor"),
          runner.series().stream().map(series -> series.key().indicator()).toList());
      assertEquals(160, runner.series().get(0).observations().get(0).value());
    }
  }

  @Test
  void a_dbase_table_alone_is_a_table_whatever_its_encoding() throws IOException {
    Path file = dir.resolve("xa.dbf");
    Files.write(file, dbf());
    try (ImportRunner runner = new ImportRunner(dir)) {
      ImportResult result = runner.run(file, ImportRunner.options());
      assertTrue(result.stored(), () -> ImportRunner.describe(result));
      assertEquals(3, result.report().matched());
      assertEquals(
          List.of("hh_near_poor", "hh_poor"),
          runner.series().stream().map(series -> series.key().indicator()).toList(),
          "names of fields are cut to ten characters");
    }
  }

  @Test
  void what_is_no_workbook_inside_is_refused() throws IOException {
    byte[] bytes = new byte[4096];
    System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, bytes, 0, 4);
    Path file = Files.write(dir.resolve("no.xls"), bytes);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> new TableReader().read(file, Optional.empty()));
    assertEquals("table.broken_xls", refused.text().key());
    Path map = Files.writeString(dir.resolve("a.tab"), "!table");
    assertTrue(
        assertThrows(RefusedException.class, () -> new TableReader().read(map, Optional.empty()))
            .getMessage()
            .contains("ogr2ogr"));
  }

  /** What its bytes alone do not tell. */
  @ParameterizedTest
  @CsvSource({"xa.dbf,xa.cpg", "XA.DBF,XA.CPG"})
  void the_encoding_of_a_dbase_table_stands_in_a_file_beside_it(String name, String beside)
      throws IOException {
    List<String> names = List.of("河内市", "海防市", "顺化市");
    List<String> octets = new ArrayList<>();
    for (String each : names) {
      octets.add(new String(each.getBytes("GBK"), StandardCharsets.ISO_8859_1));
    }
    Path file = Files.write(dir.resolve(name), dbf(octets, text -> text));
    assertThrows(RefusedException.class, () -> new TableReader().read(file, Optional.empty()));
    Files.writeString(dir.resolve(beside), "\uFEFFGBK\n");
    Table table = new TableReader().read(file, Optional.empty());
    assertEquals(names, table.rows().stream().skip(1).map(row -> row.cell(1).text()).toList());
    assertEquals("boundary.encoding_cpg", table.findings().get(0).message().key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1252", "klingon", "", "long"})
  void a_file_beside_a_dbase_table_that_is_wrong_changes_nothing(String said) throws IOException {
    Path file = Files.write(dir.resolve("xa.dbf"), dbf());
    Files.writeString(dir.resolve("xa.cpg"), said.equals("long") ? "UTF-8 ".repeat(1 << 19) : said);
    assertEquals(
        "Phường Chiềng Cơi",
        new TableReader().read(file, Optional.empty()).rows().get(3).cell(1).text());
  }

  /** Three communes in TCVN3; fields as other programs name them within ten characters. */
  private static byte[] dbf() {
    return dbf(
        List.of("Phường Tô Hiệu", "Phường Chiềng An", "Phường Chiềng Cơi"),
        text -> Encoder.encode(text, TextEncoding.TCVN3));
  }

  private static byte[] dbf(List<String> names, UnaryOperator<String> encoder) {
    List<String> fields = List.of("MA_XA", "TEN_XA", "HH_POOR", "HH_NEAR_PO");
    List<String> codes = List.of("03646", "03664", "03670");
    int width = 30;
    int header = 32 + 32 * fields.size() + 1;
    int record = 1 + width * fields.size();
    ByteBuffer out =
        ByteBuffer.allocate(header + record * names.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 3).position(4);
    out.putInt(names.size()).putShort((short) header).putShort((short) record);
    for (int i = 0; i < fields.size(); i++) {
      out.position(32 + 32 * i);
      out.put(fields.get(i).getBytes(StandardCharsets.US_ASCII));
      out.put(32 + 32 * i + 11, (byte) (i < 2 ? 'C' : 'N')).put(32 + 32 * i + 16, (byte) width);
    }
    out.put(header - 1, (byte) 0x0D).position(header);
    for (int i = 0; i < names.size(); i++) {
      StringBuilder line = new StringBuilder(" ");
      for (String cell : List.of(codes.get(i), names.get(i), "160", "20")) {
        line.append(String.format("%-" + width + "s", encoder.apply(cell)));
      }
      out.put(line.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    return out.array();
  }

  private static void row(Sheet sheet, int number, String... texts) {
    Row row = sheet.createRow(number);
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].isEmpty()) {
        row.createCell(i).setCellValue(texts[i]);
      }
    }
  }
}
