package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.text.Encoder;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;

/** Long tables, whose head is looked at before the rest of them is read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeadLookTest extends ImportTest {
  private static final int LONG = 110_000;

  /** The cell at its end is longer than any may be; who reads so far says so. */
  @Test
  void a_table_without_a_header_is_refused_before_its_end_is_read() throws IOException {
    String rows = "a,1\n".repeat(LONG);
    assertEquals("table.no_header", refusal(rows).text().key());
    assertEquals("table.no_header", refusal(rows + "x".repeat(10_001)).text().key());
    assertEquals("table.cell_length", refusal("a,1\n".repeat(9) + "x".repeat(10_001)).text().key());
  }

  @Test
  void the_other_sheet_is_read_where_a_long_one_has_no_header() throws IOException {
    Path file = dir.resolve("hai-trang.xlsx");
    try (SXSSFWorkbook book = new SXSSFWorkbook(50);
        OutputStream out = Files.newOutputStream(file)) {
      Sheet notes = book.createSheet("Nháp");
      for (int i = 0; i < LONG; i++) {
        Row row = notes.createRow(i);
        row.createCell(0).setCellValue(i);
        row.createCell(1).setCellValue("x");
      }
      Sheet sheet = book.createSheet("Biểu");
      sheet.createRow(0).createCell(0).setCellValue("Mã xã");
      sheet.getRow(0).createCell(1).setCellValue("Hộ nghèo");
      sheet.createRow(1).createCell(0).setCellValue("03646");
      sheet.getRow(1).createCell(1).setCellValue(12);
      book.write(out);
    }
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(1, result.report().matched());
    runner.assertRule(result, "sheet.others");
  }

  /** Persons are made up. */
  @Test
  void a_long_list_of_persons_is_refused_as_one_and_none_of_its_cells_is_told() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LONG; i++) {
      text.append("Giàng Thị Tủa,01408").append(1_000_000 + i * 7).append('\n');
    }
    RefusedException refused = refusal(text);
    assertEquals("table.households", refused.text().key());
    for (Language language : Language.values()) {
      assertFalse(refused.text().in(language).contains("Tủa"));
      assertFalse(refused.text().in(language).contains("01408"));
    }
  }

  @Test
  void a_table_of_columns_that_mean_nothing_is_given_up() throws IOException {
    String row = "03646," + "7,".repeat(399) + "\n";
    StringBuilder text = new StringBuilder("Mã xã,Hộ nghèo");
    for (int i = 0; i < 398; i++) {
      text.append(",cột ").append(i);
    }
    text.append('\n');
    // Of 400 columns 398 mean nothing: 402,010 cells in all are 400,000 under these.
    int few = 1_000;
    int many = 1_100;
    ImportResult read = runner.run(write(text + row.repeat(few)), ImportRunner.options());
    assertEquals(1 + few, read.report().rows());
    RefusedException refused = refusal(text + row.repeat(many));
    assertEquals("table.cells_unknown", refused.text().key());
    String message = refused.text().in(Language.EN);
    assertTrue(message.contains("more than 402,010 filled cells"), message);
  }

  @Test
  void a_long_column_of_notes_is_no_reason_to_give_a_table_up() throws IOException {
    String text = "Mã xã,Năm,Hộ nghèo,Ghi chép\n03646,2024,3,x\n";
    Path file = write(text + ",,,x\n".repeat(450_000));
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(1, result.report().matched());
  }

  /** What the head is in, its own letters do not tell: it is not judged. */
  @Test
  void a_head_of_plain_letters_does_not_decide_what_encoding_the_rest_is_in() throws IOException {
    StringBuilder text = new StringBuilder("Ma xa,Ten xa\n");
    text.append("03646,Phuong To Hieu\n".repeat(LONG));
    String tail =
        Encoder.encode("03646,Phường Tô Hiệu\n03664,Phường Chiềng An\n", TextEncoding.TCVN3);
    Path file = dir.resolve("cu.csv");
    Files.write(file, (text + tail).getBytes(StandardCharsets.ISO_8859_1));
    List<Table> heads = new ArrayList<>();
    HeadLook look =
        head -> {
          heads.add(head);
          return Integer.MAX_VALUE;
        };
    Table table = TableReader.of(Optional.empty()).readUnlessPersons(file, Optional.empty(), look);
    assertEquals(LONG + 3, table.rows().size());
    assertEquals("Phường Chiềng An", table.rows().get(LONG + 2).cell(1).text());
    assertEquals(List.of(), heads);
    Path told = Files.writeString(dir.resolve("moi.csv"), text);
    TableReader.of(Optional.empty()).readUnlessPersons(told, Optional.empty(), look);
    assertEquals(1, heads.size());
    assertEquals(50_000, heads.get(0).rows().size());
  }

  private Path write(CharSequence text) throws IOException {
    return Files.writeString(dir.resolve("dai.csv"), text);
  }

  private RefusedException refusal(CharSequence text) throws IOException {
    RefusedException refused = runner.refusal(write(text), ImportRunner.options());
    assertTrue(runner.store().read(reader -> reader.imports()).isEmpty());
    return refused;
  }
}
