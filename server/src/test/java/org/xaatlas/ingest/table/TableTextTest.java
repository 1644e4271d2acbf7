package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.message.RefusedException;

class TableTextTest {
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final List<String> NAMES =
      List.of("Phường Tô Hiệu", "Phường Chiềng An", "Xã Mường Bú", "Xã Ngọc Chiến");
  private static final String TABLE =
      "Tên xã,Tổng số hộ,Hộ nghèo\n" + String.join(",4000,160\n", NAMES) + ",4000,160\n";

  @TempDir Path dir;

  static Stream<TextEncoding> encodings() {
    return TextEncoding.LEGACY.stream();
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void separated_text_in_an_older_encoding_imports_without_being_told(TextEncoding encoding)
      throws IOException {
    Path file = dir.resolve("old.csv");
    Files.write(file, Encoder.encode(TABLE, encoding).getBytes(StandardCharsets.ISO_8859_1));
    try (ImportRunner runner = new ImportRunner(dir)) {
      ImportResult result = runner.run(file, sonLa(Optional.empty()));
      assertTrue(result.stored(), () -> ImportRunner.describe(result));
      assertEquals(4, result.report().matched());
      runner.assertRule(result, "table.encoding");
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void a_spreadsheet_typed_in_old_fonts_is_read_as_its_fonts_show_it(TextEncoding encoding)
      throws IOException {
    Path file = dir.resolve("old.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Sheet sheet = book.createSheet();
      int number = 0;
      for (String line : TABLE.split("\n")) {
        Row row = sheet.createRow(number++);
        int column = 0;
        for (String cell : line.split(",")) {
          row.createCell(column++).setCellValue(shown(Encoder.encode(cell, encoding)));
        }
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    Table table = new TableReader().read(file, Optional.empty());
    assertEquals(NAMES.get(0), table.rows().get(1).cell(0).text());
    assertEquals("Hộ nghèo", table.rows().get(0).cell(2).text());
  }

  @Test
  void a_column_may_differ_from_its_file() throws IOException {
    StringBuilder text = new StringBuilder("Mã,Tên xã,Tên cũ\n");
    for (int i = 0; i < 8; i++) {
      String name = NAMES.get(i % 4);
      text.append(i + ",").append(name).append(',');
      text.append(shown(Encoder.encode(name, TextEncoding.TCVN3))).append('\n');
    }
    Path file = Files.writeString(dir.resolve("mixed.csv"), text);
    Table table = new TableReader().read(file, Optional.empty());
    for (int i = 0; i < 8; i++) {
      assertEquals(NAMES.get(i % 4), table.rows().get(i + 1).cell(1).text());
      assertEquals(NAMES.get(i % 4), table.rows().get(i + 1).cell(2).text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void unicode_without_a_byte_order_mark_is_known(String charset) throws IOException {
    Path file = dir.resolve("plain.csv");
    Files.write(file, TABLE.getBytes(Charset.forName(charset)));
    Table table = new TableReader().read(file, Optional.empty());
    assertEquals(NAMES.get(3), table.rows().get(4).cell(0).text());
    assertTrue(table.findings().isEmpty(), "nothing was changed, nothing to say");
  }

  @Test
  void the_user_has_the_last_word() throws IOException {
    Path file = dir.resolve("old.csv");
    Files.write(
        file,
        Encoder.encode("ma,ten\n1,Hé\n", TextEncoding.TCVN3).getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        "Hé",
        TableReader.of(Optional.of("TCVN3"))
            .read(file, Optional.empty())
            .rows()
            .get(1)
            .cell(1)
            .text());
    assertThrows(
        RefusedException.class,
        () -> TableReader.of(Optional.of("UTF-8")).read(file, Optional.empty()));
    assertThrows(RefusedException.class, () -> TableReader.of(Optional.of("klingon")));
  }

  @Test
  void dashes_and_quotation_marks_do_not_make_unicode_look_like_old_fonts() throws IOException {
    Path file = dir.resolve("dashes.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      Sheet sheet = book.createSheet();
      List<List<String>> lines =
          List.of(
              List.of("Mã", "Hộ nghèo", "Ghi chú"),
              List.of("03646", "–", "“…”"),
              List.of("03664", "–", "—"),
              List.of("03670", "12", "•"));
      for (List<String> line : lines) {
        Row row = sheet.createRow(sheet.getPhysicalNumberOfRows());
        line.forEach(cell -> row.createCell(Math.max(0, row.getLastCellNum())).setCellValue(cell));
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    Table table = new TableReader().read(file, Optional.empty());
    assertEquals(List.of(), table.findings());
    assertEquals("Mã", table.rows().get(0).cell(0).text());
    assertEquals("–", table.rows().get(1).cell(1).text());
  }

  @Test
  void text_in_unicode_is_left_alone() throws IOException {
    String text = "Mã,Tên\n1,Xã Pú Nhung\n2,Đắk Plao\n3,Ia H'Drai\n4,Krông Nô\n5,café (cũ)\n";
    Path file = Files.writeString(dir.resolve("unicode.csv"), text);
    Table table = new TableReader().read(file, Optional.empty());
    assertEquals("Ia H'Drai", table.rows().get(3).cell(1).text());
    assertEquals("café (cũ)", table.rows().get(5).cell(1).text());
    assertFalse(
        table.findings().stream().anyMatch(finding -> finding.rule().equals("table.encoding")));
  }

  /** What a program that knows nothing of the font shows for octets. */
  private static String shown(String octets) {
    StringBuilder shown = new StringBuilder();
    for (char c : octets.toCharArray()) {
      String western = new String(new byte[] {(byte) c}, WESTERN);
      shown.append(western.equals("\uFFFD") ? String.valueOf(c) : western);
    }
    return shown.toString();
  }

  private static StatisticsImport.Options sonLa(Optional<String> encoding) {
    return ImportRunner.options(
        "2025-07-01", Optional.of("14"), encoding, new org.xaatlas.series.Period("2025"));
  }

  @Test
  void a_column_of_unicode_stays_beside_columns_in_old_fonts() throws IOException {
    StringBuilder text = new StringBuilder("Tên xã,Ghi chó\n");
    for (int i = 0; i < 40; i++) {
      text.append(NAMES.get(i % 4)).append(',');
      text.append(Encoder.encode("Đã rà soát lần " + i, TextEncoding.TCVN3)).append('\n');
    }
    Path file = Files.writeString(dir.resolve("lan.csv"), text);
    Table table = new TableReader().read(file, Optional.empty());
    assertEquals("Tên xã", table.rows().get(0).cell(0).text());
    assertEquals(NAMES.get(0), table.rows().get(1).cell(0).text());
    assertEquals("Đã rà soát lần 7", table.rows().get(8).cell(1).text());
  }
}
