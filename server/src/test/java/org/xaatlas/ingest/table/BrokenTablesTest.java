package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;

/** Files damaged at random, by seeds: each is read or refused with a sentence, and never more. */
class BrokenTablesTest {
  private static final Catalogues CATALOGUES = new Catalogues();
  private static final int DAMAGES = 120;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.xlsx", "a.xls", "a.dbf"})
  void a_damaged_file_is_read_or_refused(String name) throws IOException {
    byte[] whole = whole(name);
    Headings headings = Headings.ofStatistics(CATALOGUES, Optional.empty());
    Random random = new Random(20_251_122);
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] bytes = damaged(whole, random);
      Path file = Files.write(dir.resolve(name), bytes);
      try {
        Table table = new TableReader().read(file, Optional.empty());
        HouseholdList.refuse(name, table);
        Layout.find(
            name,
            table,
            headings,
            Level.COMMUNE,
            List.of(Role.MEASURE, Role.VALUE),
            unsorted -> {});
      } catch (RefusedException e) {
        refused++;
        assertFalse(e.getMessage().isBlank());
      }
    }
    assertTrue(refused > 0, "the damage was felt");
  }

  /** Every number of a count or amount, printed either way, is read back in its column's style. */
  @Test
  void numbers_printed_are_the_numbers_read() {
    Indicator amount = CATALOGUES.catalogue().indicator("fund_allocated").orElseThrow();
    Indicator count = CATALOGUES.catalogue().indicator("hh_total").orElseThrow();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      long whole = (long) Math.pow(10, random.nextDouble() * 9);
      int decimals = random.nextInt(4);
      BigDecimal number =
          decimals == 0
              ? BigDecimal.valueOf(whole)
              : BigDecimal.valueOf(whole * 1000 + random.nextInt(1000), 3)
                  .setScale(decimals, java.math.RoundingMode.DOWN);
      for (NumberText.Style style :
          List.of(NumberText.Style.VIETNAMESE, NumberText.Style.ENGLISH)) {
        char mark = style == NumberText.Style.VIETNAMESE ? ',' : '.';
        char group = style == NumberText.Style.VIETNAMESE ? '.' : ',';
        String printed =
            String.format(java.util.Locale.ROOT, "%,." + decimals + "f", number)
                .replace(',', 'g')
                .replace('.', mark)
                .replace('g', group);
        NumberText.Reading reading =
            NumberText.read(Cell.text(printed), decimals == 0 ? count : amount, style, style);
        assertEquals(NumberText.Outcome.VALUE, reading.outcome(), printed);
        assertEquals(number.doubleValue(), reading.value(), printed);
        assertEquals(decimals, reading.decimals(), printed);
      }
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> {
          int length = Math.min(random.nextInt(64), bytes.length - at);
          java.util.Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
        }
      }
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length))
        : bytes;
  }

  private static byte[] whole(String name) throws IOException {
    if (name.endsWith(".csv")) {
      return "Mã xã,Tên xã,Hộ nghèo,\"Tổng, số hộ\"\n03646,Phường Tô Hiệu,160,4.000\n"
          .getBytes(StandardCharsets.UTF_8);
    }
    if (name.endsWith(".dbf")) {
      byte[] bytes = new byte[32 + 32 + 1 + 3 * 11];
      bytes[0] = 3;
      bytes[4] = 3;
      bytes[8] = 65;
      bytes[10] = 11;
      System.arraycopy("HH_POOR".getBytes(StandardCharsets.US_ASCII), 0, bytes, 32, 7);
      bytes[43] = 'N';
      bytes[48] = 10;
      bytes[64] = 0x0D;
      java.util.Arrays.fill(bytes, 65, bytes.length, (byte) '1');
      return bytes;
    }
    try (Workbook book = name.endsWith(".xls") ? new HSSFWorkbook() : new XSSFWorkbook()) {
      Sheet sheet = book.createSheet("Biểu");
      for (int i = 0; i < 20; i++) {
        Row row = sheet.createRow(i);
        row.createCell(0).setCellValue(i == 0 ? "Mã xã" : "03646");
        row.createCell(1).setCellValue(i == 0 ? "Tên xã" : "Phường Tô Hiệu");
        if (i == 0) {
          row.createCell(2).setCellValue("Hộ nghèo");
        } else {
          row.createCell(2).setCellValue(i);
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      return out.toByteArray();
    }
  }
}
