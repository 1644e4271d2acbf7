package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RowGuardTest extends ImportTest {
  private static final List<Unit> UNITS =
      new Registers().register("2025-07-01").orElseThrow().units(Level.COMMUNE);

  @Test
  void a_long_table_of_nothing_names_its_first_rows_and_the_nearest_units() throws IOException {
    StringBuilder text = new StringBuilder("Tên xã,Tỉnh,Hộ nghèo\nPhường Tô Hiêu,Sơn La,1\n");
    for (int i = 0; i < 13_000; i++) {
      text.append("Nơi ").append(Integer.toString(i * 7919, 36)).append(",Sơn La,1\n");
    }
    RefusedException refused = refusal(text);
    assertEquals("join.too_many_unknown", refused.text().key());
    String message = refused.text().in(Language.EN);
    assertTrue(message.contains("More than 12,000 different codes or names"), message);
    assertTrue(message.contains("row 2 \"Phường Tô Hiêu Sơn La\" (nearest: 03646"), message);
    assertTrue(message.contains("row 3 \"Nơi 0 Sơn La\""), message);
  }

  @Test
  void a_long_table_that_tells_the_same_again_and_again_is_given_up() throws IOException {
    StringBuilder text = new StringBuilder("Mã xã,Năm,Hộ nghèo\n");
    for (int i = 0; i < 25_000; i++) {
      text.append("03646,2023,").append(i).append('\n');
    }
    RefusedException refused = refusal(text);
    assertEquals("join.too_many_again", refused.text().key());
    assertTrue(refused.getMessage().contains("row 3: \"03646\""), refused.getMessage());
  }

  /**
   * Every commune in four years and two groups: 26,568 rows, none of which says what another says.
   */
  @Test
  void a_long_table_of_the_whole_country_is_read() throws IOException {
    StringBuilder text = new StringBuilder("Mã xã,Tên xã,Năm,Nhóm,Hộ nghèo\n");
    for (String year : List.of("2021", "2022", "2023", "2024")) {
      for (String group : List.of("", "Khmer")) {
        for (Unit unit : UNITS) {
          text.append(String.join(",", unit.code(), unit.fullName(), year, group, "7\n"));
        }
      }
    }
    Path file = Files.writeString(dir.resolve("dai.csv"), text);
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(8 * UNITS.size(), result.report().matched());
  }

  @Test
  void thousands_of_totals_are_not_compared_and_that_is_said() throws IOException {
    StringBuilder text = new StringBuilder("Mã xã,Tên xã,Hộ nghèo\n03646,Phường Tô Hiệu,7\n");
    text.append(",Tổng cộng,8\n".repeat(2_001));
    Path file = Files.writeString(dir.resolve("tong.csv"), text);
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(2_001 + 1, result.report().skipped());
    runner.assertRule(result, "totals.many");
  }

  private RefusedException refusal(CharSequence text) throws IOException {
    Path file = Files.writeString(dir.resolve("dai.csv"), text);
    RefusedException refused = runner.refusal(file, ImportRunner.options());
    assertTrue(runner.store().read(reader -> reader.imports()).isEmpty());
    return refused;
  }
}
