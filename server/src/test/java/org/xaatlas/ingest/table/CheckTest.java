package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** The numbered rules: what breaks each, what keeps it, and whether it blocks. */
class CheckTest extends ImportTest {

  @ParameterizedTest
  @EnumSource(Check.class)
  void every_rule_has_a_number_of_its_own_and_a_sentence_in_both_languages(Check check) {
    assertEquals(check.ordinal() + 1, check.number());
    Message message = Message.of(check.message(), 1, 2, 3, 4);
    for (Language language : Language.values()) {
      assertTrue(message.in(language).length() > 20, check.name());
    }
  }

  @Test
  void rule_numbers_and_ids_are_told_once_each() {
    assertEquals(
        Check.values().length,
        Arrays.stream(Check.values()).map(Check::rule).collect(Collectors.toSet()).size());
  }

  /** Columns: households, poor, near-poor and so on; the rule that is broken, "-" for none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hh_total,hh_near_poor                                 | 100,101         | rate.over       | ERROR",
        "hh_total,hh_poor                                      | 100,100         | -               |",
        "hh_poor,dep_employment                                | 10,11           | rate.over       | ERROR",
        "hh_poor,hh_poor@ethnic_minority                       | 10,11           | rate.over       | ERROR",
        "hh_total,hh_poor,hh_near_poor                         | 100,60,41       | households.poor | WARNING",
        "hh_total,hh_poor,hh_near_poor                         | 100,60,40       | -               |",
        "fund_allocated,fund_disbursed,rate_disbursed          | 100,120,120     | -               |",
        "hh_poor_start,hh_poor_escaped,hh_poor_relapsed,hh_poor_new,hh_poor | 200,60,2,18,161 | year.balance | WARNING",
        "hh_poor_start,hh_poor_escaped,hh_poor_relapsed,hh_poor_new,hh_poor | 200,60,2,18,160 | - |",
        "hh_poor_start,hh_poor_escaped,hh_poor_new,hh_poor,hh_poor_to_near_poor | 200,60,20,160,30 | - |",
        "hh_poor_start,hh_poor_escaped,hh_poor_new,hh_poor,hh_poor_to_near_poor | 200,30,20,160,30 | - |",
        "hh_poor_start,hh_poor_escaped,hh_poor_new,hh_poor,hh_poor_moved_in,hh_poor_moved_out,hh_poor_split,hh_poor_merged | 200,60,20,165,7,4,3,1 | - |",
        "hh_total,hh_total@kinh,hh_total@ethnic_minority       | 100,40,61       | parts.sum       | WARNING",
        "hh_total,hh_total@khmer,hh_total@hoa                  | 100,40,10       | -               |",
        "hh_poor,hh_poor@urban,hh_poor@rural                   | 10,4,5          | areas.sum       | WARNING",
        "hh_poor,hh_poor@urban,hh_poor@rural                   | 10,4,6          | -               |",
        "fund_allocated,fund_allocated_capital,fund_allocated_recurrent | 1.5,0.7,0.8 | -          |",
        "fund_allocated,fund_allocated_capital,fund_allocated_recurrent | 1.8,0.7,0.9 | parts.sum  | WARNING",
      })
  void figures_of_one_unit_agree(String columns, String values, String rule, Severity severity)
      throws IOException {
    ImportResult result = run("code," + columns + "\n03646," + values + "\n", "2025");
    List<String> broken =
        result.report().findings().stream()
            .filter(f -> f.severity() != Severity.INFO)
            .map(f -> f.rule() + " " + f.severity() + " " + f.rows())
            // One code alone may be of another edition: said, and not what is looked at here.
            .filter(f -> !f.startsWith("group.whole") && !f.startsWith("edition.doubt"))
            .toList();
    assertEquals(rule.equals("-") ? List.of() : List.of(rule + " " + severity + " [2]"), broken);
    assertEquals(severity != Severity.ERROR, result.stored());
  }

  @Test
  void totals_are_those_of_their_group_or_of_all_rows() throws IOException {
    String table =
        """
        TT,Tên xã,Tổng số hộ,Hộ nghèo
        I,Khu vực thành thị,1000,10
        1,Phường Tô Hiệu,400,4
        2,Phường Chiềng An,600,6
        II,Khu vực nông thôn,500,51
        1,Xã Mường Bú,500,50
        ,Tổng cộng,1.500,60
        """;
    ImportResult result = run(table, "2023");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(List.of(5), runner.rowsOf(result, "total.sum"));
    ImportResult blank = run(table.replace("500,50\n", "500,\n"), "2023");
    assertEquals(
        List.of(), runner.rowsOf(blank, "total.sum"), "the total may know what a row left blank");
    ImportResult wrong = run(table.replace("1.500,60", "1.500,61"), "2023");
    assertEquals(List.of(5, 7), runner.rowsOf(wrong, "total.sum"));
  }

  @Test
  void a_total_adds_up_the_same_rows_in_all_of_its_columns() throws IOException {
    String table =
        """
        TT,Tên xã,Tổng số hộ,Hộ nghèo,Hộ cận nghèo
        I,Khu vực thành thị,1000,10,5
        1,Phường Tô Hiệu,400,4,5
        2,Phường Chiềng An,600,6,0
        II,Khu vực nông thôn,500,50,0
        1,Xã Mường Bú,500,50,0
        ,Tổng cộng,1500,60,5
        """;
    assertEquals(List.of(), runner.rowsOf(run(table, "2023"), "total.sum"));
    ImportResult forgot = run(table.replace("1500,60,5", "1500,50,5"), "2023");
    assertEquals(List.of(7), runner.rowsOf(forgot, "total.sum"), "the sum of the last group alone");
    String told =
        forgot.report().findings().stream()
            .filter(f -> f.rule().equals("total.sum"))
            .findFirst()
            .orElseThrow()
            .message()
            .in(Language.EN);
    assertTrue(told.contains("50") && told.contains("60"), told);
    ImportResult two =
        run(table.replaceAll("(?m),[^,]*$", "").replace("1500,60", "1500,50"), "2023");
    assertEquals(List.of(7), runner.rowsOf(two, "total.sum"), "of two columns, too");
  }

  @Test
  void the_year_before_is_looked_at() throws IOException {
    run("code,hh_total,hh_poor,rate_poor\n03646,4000,400,10\n03664,4000,20,0.5\n", "2022");
    ImportResult result =
        run(
            "code,hh_total,hh_poor_start,hh_poor,rate_poor\n"
                + "03646,9000,401,1300,14.44\n03664,4100,20,80,1.95\n",
            "2023");
    assertTrue(result.stored(), "warnings never block");
    assertEquals(List.of(2), runner.rowsOf(result, "year.start"));
    assertEquals(List.of(2, 3), runner.rowsOf(result, "year.change").stream().distinct().toList());
    ImportResult next = run("code,hh_poor,rate_poor\n03646,1200,13\n03664,60,1.5\n", "2024");
    assertEquals(List.of(), runner.rowsOf(next, "year.change"));
  }

  @Test
  void units_missing_from_a_province_are_named_when_most_are_there() throws IOException {
    UnitRegister register = new Registers().register("2025-07-01").orElseThrow();
    List<Unit> sonLa =
        register.units(Level.COMMUNE).stream()
            .filter(unit -> register.province(unit).orElseThrow().code().equals("14"))
            .toList();
    StringBuilder text = new StringBuilder("code,hh_poor\n");
    sonLa.subList(2, sonLa.size()).forEach(unit -> text.append(unit.code()).append(",5\n"));
    ImportResult result = run(text.toString(), "2023");
    String message =
        result.report().findings().stream()
            .filter(f -> f.rule().equals("units.missing"))
            .findFirst()
            .orElseThrow()
            .message()
            .in(Language.EN);
    assertTrue(message.contains("2 of 75") && message.contains(sonLa.get(0).code()), message);
    assertFalse(runner.rules(run("code,hh_poor\n03646,5\n", "2023")).contains("units.missing"));
  }

  @Test
  void a_file_imported_again_is_said_and_taken() throws IOException {
    String text = "code,hh_poor\n03646,5\n";
    assertFalse(runner.rules(run(text, "2023")).contains("file.again"));
    ImportResult again = run(text, "2023");
    assertTrue(again.stored());
    runner.assertRule(again, "file.again");
  }

  @Test
  void the_officers_note_is_kept_with_the_import() throws IOException {
    Path file = Files.writeString(dir.resolve("noted.csv"), "code,hh_poor\n03646,5\n");
    runner.run(file, ImportRunner.noted("Số in sai trong quyết định"));
    assertEquals(
        "Số in sai trong quyết định",
        runner.store().read(reader -> reader.imports()).get(0).options().get("note"));
  }

  private ImportResult run(String text, String year) throws IOException {
    Path file = Files.writeString(dir.resolve("figures.csv"), text);
    return runner.run(
        file,
        ImportRunner.options("2025-07-01", Optional.empty(), Optional.empty(), new Period(year)));
  }
}
