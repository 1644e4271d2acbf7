package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.Series;
import org.xaatlas.series.Source;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * Real units, real store; figures made by hand. 03646 is phường Tô Hiệu, 03664 phường Chiềng An.
 */
class StatisticsImportTest extends ImportTest {
  private static final Registers REGISTERS = new Registers();
  private static final Catalogues CATALOGUES = new Catalogues();
  private static final Source SOURCE = new Source("test", "Biểu thử", "", "", "", "", "");

  @Test
  void a_clean_wide_table_is_stored_with_edition_units_source_and_file() throws IOException {
    ImportResult result =
        run(
            """
            KẾT QUẢ RÀ SOÁT HỘ NGHÈO NĂM 2023,,,,,
            ,,,,,
            TT,Mã xã,Xã/phường,Tổng số hộ,Hộ nghèo,Hộ nghèo DTTS
            1,03646,Phường Tô Hiệu,"6.747","1.203",900
            2,03664,P. Chiềng An,4.000,0,-
            ,,Tổng cộng,10.747,1.203,900
            Ghi chú: số liệu sơ bộ,,,,,
            """);
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(7, result.report().rows());
    assertEquals(2, result.report().matched());
    assertEquals(5, result.report().skipped());
    List<Series> all = runner.series();
    assertEquals(
        List.of(
            "2025-07-01|commune|hh_poor|2023||07/2021|ALL|all|ACTUAL|APPROVED",
            "2025-07-01|commune|hh_poor|2023||07/2021|ALL|ethnic_minority|ACTUAL|APPROVED",
            "2025-07-01|commune|hh_total|2023|||ALL|all|ACTUAL|APPROVED"),
        all.stream().map(series -> series.key().canonical()).toList());
    assertEquals(
        List.of(
            new Observation("03646", 1203, Status.REPORTED, "", 4),
            new Observation("03664", 0, Status.REPORTED, "", 5)),
        all.get(0).observations());
    assertEquals(1, all.get(1).observations().size(), "a dash is no data, never zero");
    store.read(
        reader -> {
          assertEquals("2025-07-01", reader.editions().get(0).id());
          assertEquals(3321, reader.units("2025-07-01").units(Level.COMMUNE).size());
          assertEquals(List.of(SOURCE), reader.sources());
          assertEquals(result.report().sha256(), reader.imports().get(0).sha256());
          assertTrue(reader.sourceFile(result.report().sha256()).isPresent());
          assertTrue(reader.imports().get(0).report().contains("\"matched\":2"));
          return null;
        });
  }

  @Test
  void a_long_table_says_year_group_and_standard_row_by_row() throws IOException {
    ImportResult result =
        run(
            """
            code;indicator;year;group;area_type;standard;nature;stage;status;value
            03646;hh_poor;2021;all;all;59/2015;actual;approved;reported;10
            03646;hh_poor;2022;khmer;rural;Nghị định 07/2021/NĐ-CP;target;preliminary;estimated;5
            03646;Tỷ lệ hộ nghèo;31/12/2022;Tất cả;all;07/2021;dự kiến;đính chính;minh họa;4,54
            03646;hh_poor@hoa;2022;;;;;;;3
            """);
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        List.of(
            "2025-07-01|commune|hh_poor|2021||59/2015|ALL|all|ACTUAL|APPROVED",
            "2025-07-01|commune|hh_poor|2022||07/2021|ALL|hoa|ACTUAL|APPROVED",
            "2025-07-01|commune|hh_poor|2022||07/2021|RURAL|khmer|TARGET|PRELIMINARY",
            "2025-07-01|commune|rate_poor|2022-12-31||07/2021|ALL|all|FORECAST|AMENDED"),
        runner.series().stream().map(series -> series.key().canonical()).toList());
    assertEquals(4.54, runner.series().get(3).observations().get(0).value());
    assertEquals(Status.ILLUSTRATIVE, runner.series().get(3).observations().get(0).status());
  }

  @Test
  void a_file_with_open_rows_stores_nothing_unless_that_is_accepted() throws IOException {
    String text = "name,province,hh_poor\nTô Hiệu,Sơn La,5\nMường Lạ,Sơn La,6\nAtlantis,Sơn La,7\n";
    ImportResult refused = run(text);
    assertFalse(refused.stored());
    assertEquals(1, refused.report().ambiguous());
    assertEquals(1, refused.report().unmatched());
    assertTrue(store.read(reader -> reader.imports()).isEmpty());
    assertTrue(store.read(reader -> reader.editions()).isEmpty());
    assertTrue(run(text, o -> ImportRunner.with(o, false, true)).stored());
    assertEquals(1, runner.series().get(0).observations().size());
  }

  @Test
  void headings_over_two_lines_are_read_together() throws IOException {
    ImportResult result =
        run(
            """
            Tên xã,Tổng số hộ,Hộ nghèo,,Hộ cận nghèo,
            ,,Số hộ,Tỷ lệ (%),Số hộ,Tỷ lệ (%)
            Phường Tô Hiệu,6747,1203,17.8,10,0.1
            """);
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        List.of("hh_near_poor", "hh_poor", "hh_total", "rate_near_poor", "rate_poor"),
        runner.series().stream().map(series -> series.key().indicator()).toList());
  }

  @Test
  void a_second_line_of_headings_that_means_nothing_is_refused_with_advice() {
    assertEquals(
        "table.second_header",
        refusal(
            """
            Tên xã,Tổng số hộ,Hộ nghèo
            ,theo sổ hộ khẩu,theo kê khai
            Phường Tô Hiệu,6747,1203
            """,
            UnaryOperator.identity()));
  }

  @Test
  void rows_of_one_province_hint_at_the_option() throws IOException {
    ImportResult result =
        run("Tên xã,Hộ nghèo\nPhường Tô Hiệu,12\nXã Tân Yên,3\n", UnaryOperator.identity());
    assertEquals(1, result.report().ambiguous());
    assertRule(result, "unit.province", Finding.Severity.WARNING);
  }

  @Test
  void a_dry_run_reports_and_stores_nothing() throws IOException {
    ImportResult result = run("code,hh_poor\n03646,5\n", o -> ImportRunner.with(o, true, false));
    assertEquals(1, result.report().matched());
    assertTrue(store.read(reader -> reader.imports()).isEmpty());
  }

  @Test
  void storing_is_announced_only_where_something_is_stored() throws IOException {
    assertFalse(
        steps(ImportRunner.with(options(), true, false), "03646,5").contains("table.storing"));
    assertFalse(steps(options(), "03646,-5").contains("table.storing"));
    assertTrue(steps(options(), "03646,5").contains("table.storing"));
  }

  private List<String> steps(StatisticsImport.Options options, String row) throws IOException {
    Path file = Files.writeString(dir.resolve("steps.csv"), "code,hh_poor\n" + row + "\n");
    List<String> steps = new ArrayList<>();
    new StatisticsImport(store, REGISTERS, CATALOGUES, (step, done, total) -> steps.add(step.key()))
        .run(file, options);
    return steps;
  }

  @Test
  void two_rows_that_tell_the_same_of_a_unit_are_both_ambiguous() throws IOException {
    ImportResult result = run("code,qualifier,hh_poor\n03646,,5\n03646,hơn,5\n");
    assertEquals(2, result.report().ambiguous());
    ImportResult years = run("code,year,hh_poor\n03646,2022,5\n03646,2023,5\n");
    assertEquals(2, years.report().matched());
  }

  @Test
  void a_group_told_by_row_and_by_column_is_refused() throws IOException {
    ImportResult result = run("code,group,hh_poor,hh_poor@khmer\n03646,all,5,3\n03646,khmer,4,\n");
    assertRule(result, "figure.twice", Finding.Severity.ERROR, 3);
  }

  @Test
  void rates_are_checked_against_counts_to_the_decimals_printed() throws IOException {
    ImportResult result =
        run(
            "code,hh_total,hh_poor,rate_poor\n"
                + "03646,6747,1203,17.83\n03664,1000,333,33.3\n03670,1000,333,33\n03679,1000,333,35.1\n");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertRule(result, "rate.counts", Finding.Severity.WARNING, 5);
    assertEquals(
        4,
        runner.series().stream()
            .filter(s -> s.key().indicator().equals("rate_poor"))
            .findFirst()
            .orElseThrow()
            .observations()
            .size(),
        "kept as reported");
  }

  @Test
  void sums_that_cannot_be_are_warned_about_and_kept() throws IOException {
    ImportResult result =
        run(
            "code,hh_total,hh_poor,hh_near_poor,hh_mpoor,hh_poor@khmer\n"
                + "03646,100,60,50,,10\n03664,100,10,10,21,11\n");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertRule(result, "households.poor", Finding.Severity.WARNING, 2);
    assertRule(result, "households.sum", Finding.Severity.WARNING, 3);
    assertRule(result, "group.whole", Finding.Severity.WARNING, 3);
  }

  @Test
  void figures_that_mean_nothing_refuse_the_file() throws IOException {
    ImportResult result =
        run("code,hh_poor,rate_poor\n03646,-5,3\n03664,4.5,3\n03670,4,101\n03679,nhiều,1\n");
    assertFalse(result.stored());
    assertRule(result, "figure.negative", Finding.Severity.ERROR, 2);
    assertRule(result, "figure.whole", Finding.Severity.ERROR, 3);
    assertRule(result, "figure.percent", Finding.Severity.ERROR, 4);
    assertRule(result, "figure.unreadable", Finding.Severity.ERROR, 5);
  }

  @Test
  void an_amount_that_can_be_read_two_ways_is_left_out_and_said() throws IOException {
    ImportResult result =
        run("code;Vốn phân bổ (tỷ đồng);Vốn đối ứng\n03646;1,5;1.234\n03664;2;1.000\n");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        1234, runner.series().get(1).observations().get(0).value(), "the other column tells");
    assertEquals(1500, runner.series().get(0).observations().get(0).value(), "billions are scaled");
    ImportResult open = run("code;Vốn đối ứng\n03646;1.234\n03664;7\n");
    assertRule(open, "figure.ambiguous", Finding.Severity.WARNING, 2);
  }

  @Test
  void words_before_figures_are_kept_as_qualifiers() throws IOException {
    assertTrue(run("code,livelihood_models,house_supported\n03646,ít nhất 20,>156\n").stored());
    assertEquals(">", runner.series().get(0).observations().get(0).qualifier());
    assertEquals("ít nhất", runner.series().get(1).observations().get(0).qualifier());
  }

  @Test
  void missing_options_are_named() throws IOException {
    assertEquals(
        "table.period_needed",
        refusal("code,hh_poor\n03646,5\n", o -> with(o, Optional.empty(), "07/2021")));
    assertEquals(
        "table.standard_needed", refusal("code,hh_poor\n03646,5\n", o -> with(o, o.period(), "")));
    assertEquals(
        "table.standard_unknown",
        refusal("code,hh_poor\n03646,5\n", o -> with(o, o.period(), "2023")));
    assertTrue(run("code,hh_total\n03646,5\n", o -> with(o, o.period(), "")).stored());
    assertEquals("", runner.series().get(0).key().standard());
    assertEquals("table.no_header", refusal("a,b\n1,2\n", UnaryOperator.identity()));
    assertEquals("table.nearly_header", refusal("Nơi,Hộ nghèo\nA,2\n", UnaryOperator.identity()));
    assertEquals("table.nearly_header", refusal("code,b\n03646,2\n", UnaryOperator.identity()));
  }

  @Test
  void a_standard_that_does_not_define_the_indicator_is_refused() throws IOException {
    ImportResult result = run("code,dep_waste\n03646,5\n");
    assertRule(result, "standard.indicator", Finding.Severity.ERROR);
    ImportResult late = run("code,year,hh_poor\n03646,2019,5\n");
    assertRule(late, "standard.period", Finding.Severity.WARNING);
  }

  @Test
  void unknown_columns_and_cells_are_said() throws IOException {
    ImportResult result = run("code,hh_poor,Ghi chép,\n03646,5,a,7\n");
    assertEquals(
        2,
        result.report().findings().stream()
            .filter(finding -> finding.rule().equals("column.unknown"))
            .count());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    ImportResult bad = run("code,group,hh_poor\n03646,Atlantean,5\n");
    assertRule(bad, "cell.unknown", Finding.Severity.ERROR, 2);
    assertFalse(bad.stored());
    assertRule(
        run("code,hh_poor,Số hộ nghèo\n03646,5,6\n"), "column.twice", Finding.Severity.ERROR);
  }

  @Test
  void a_spreadsheet_with_title_numeric_codes_and_column_numbers_imports() throws IOException {
    Path file = dir.resolve("review.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      XSSFSheet sheet = book.createSheet("2023");
      cells(sheet.createRow(0), "TỔNG HỢP KẾT QUẢ RÀ SOÁT");
      cells(sheet.createRow(3), "TT", "Mã xã", "Tên xã", "Tổng số hộ", "Hộ nghèo", "Tỷ lệ (%)");
      cells(sheet.createRow(4), "A", "B", "C", "1", "2", "3=2/1");
      cells(sheet.createRow(5), 1, 3646, "Tô Hiệu", 6747, 1203, 17.83);
      cells(sheet.createRow(6), 2, 3664, "Chiềng An", 4000, 40, 1);
      cells(sheet.createRow(7), "", "", "Cộng", 10747, 1243, 11.57);
      try (OutputStream out = Files.newOutputStream(file)) {
        book.write(out);
      }
    }
    ImportResult result = runner.run(file, options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(2, result.report().matched());
    assertRule(result, "unit.zeros", Finding.Severity.INFO, 6, 7);
    assertEquals(6, runner.series().get(0).observations().get(0).row());
  }

  @Test
  void figures_of_provinces_and_of_old_districts_import_too() throws IOException {
    ImportResult result =
        run(
            "Tỉnh,Hộ nghèo\nTỉnh Sơn La,5\nTP. Cần Thơ,6\n",
            o -> level(o, Level.PROVINCE, "2025-07-01"));
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    ImportResult old =
        run(
            "Huyện,Tỉnh,Hộ nghèo\nMường La,Sơn La,5\nHuyện Châu Thành,Sóc Trăng,6\n",
            o -> level(o, Level.DISTRICT, "2021"));
    assertTrue(old.stored(), () -> ImportRunner.describe(old));
    ImportResult communes =
        run(
            "Xã,Huyện,Tỉnh,Hộ nghèo\nPhú Tâm,Châu Thành,Sóc Trăng,5\n",
            o -> level(o, Level.COMMUNE, "2021"));
    assertTrue(communes.stored(), () -> ImportRunner.describe(communes));
  }

  @Test
  void a_source_column_names_known_sources() throws IOException {
    Source other = new Source("khac", "Nguồn khác", "", "", "", "", "");
    String text = "code,source,hh_poor\n03646,khac,5\n03646,test,6\n";
    assertFalse(run(text).stored());
    assertTrue(run(text, o -> sources(o, Map.of("khac", other))).stored());
    assertEquals(List.of("khac", "test"), runner.series().stream().map(Series::source).toList());
  }

  @Test
  void every_message_reads_in_both_languages() throws IOException {
    ImportResult result = run("code,hh_poor,x y\n03646,-5,1\n99999,4.5,2\n");
    for (Language language : Language.values()) {
      for (Finding finding : result.report().findings()) {
        assertFalse(finding.message().in(language).contains("{"));
      }
      result.report().outcomes().forEach(o -> assertFalse(o.reason().in(language).contains("{")));
    }
  }

  @Test
  void a_hundred_thousand_rows_take_seconds() throws IOException {
    StringBuilder text = new StringBuilder("code,name,year,hh_total,hh_poor,rate_poor\n");
    List<org.xaatlas.unit.Unit> communes =
        REGISTERS.register("2025-07-01").orElseThrow().units(Level.COMMUNE);
    for (int year = 1990; year < 2020; year++) {
      for (org.xaatlas.unit.Unit unit : communes) {
        text.append(unit.code())
            .append(",\"")
            .append(unit.fullName())
            .append("\",")
            .append(year)
            .append(",1000,100,10.0\n");
      }
    }
    ImportResult result = run(text.toString());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
  }

  @Test
  void a_unit_of_money_counts_once_wherever_it_is_printed() throws IOException {
    ImportResult result =
        run(
            """
            Đơn vị tính: tỷ đồng
            code;Vốn phân bổ;Vốn đối ứng (triệu đồng)
            03646;5;5
            03664;5 tỷ;5 tỷ
            """);
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    for (Series each : runner.series()) {
      boolean inBillions = each.key().indicator().equals("fund_allocated");
      assertEquals(inBillions ? 5000 : 5, each.observations().get(0).value(), each.toString());
      assertEquals(5000, each.observations().get(1).value(), "the cell says its own unit");
    }
  }

  @Test
  void two_units_of_money_above_the_header_are_refused() throws IOException {
    ImportResult result = run("ĐVT: triệu đồng; tỷ đồng\ncode,Vốn phân bổ\n03646,5\n");
    assertFalse(result.stored());
    assertRule(result, "table.units", Finding.Severity.ERROR);
  }

  @Test
  void a_long_table_may_say_the_unit_of_each_row() throws IOException {
    String head = "code;indicator;Đơn vị tính;value\n";
    ImportResult result =
        run(head + "03646;Vốn phân bổ;tỷ đồng;1,1\n03646;hh_poor;hộ;7\n03646;rate_poor;%;7\n");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(1100, runner.series().get(0).observations().get(0).value());
    ImportResult refused = run(head + "03646;hh_poor;nghìn hộ;7\n03646;Vốn phân bổ;USD;7\n");
    assertFalse(refused.stored());
    assertTrue(
        refused.report().findings().stream().filter(f -> f.rule().equals("figure.unit")).count()
            == 2);
  }

  @Test
  void codes_of_another_edition_refuse_the_file_even_when_open_rows_are_accepted()
      throws IOException {
    // 03646 and 03664 are in both editions, the others only in that of 2021.
    ImportResult result =
        run(
            "code,hh_poor\n03646,1\n03664,2\n03649,3\n03652,4\n03655,5\n",
            o -> ImportRunner.with(o, false, true));
    assertFalse(result.stored());
    assertRule(result, "edition.other", Finding.Severity.ERROR);
  }

  @Test
  void codes_without_names_are_doubted_when_the_edition_did_not_hold_yet() throws IOException {
    assertRule(run("code,hh_poor\n03646,1\n"), "edition.period", Finding.Severity.WARNING, 2);
    ImportResult named = run("code,name,hh_poor\n03646,Tô Hiệu,1\n");
    assertTrue(named.report().findings().stream().noneMatch(f -> f.rule().startsWith("edition")));
  }

  @Test
  void rates_that_look_like_fractions_are_warned_about() throws IOException {
    ImportResult result = run("code;rate_poor\n03646;0,0454\n03664;0,123\n03670;0\n03679;0,2\n");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertRule(result, "rate.fraction", Finding.Severity.WARNING);
  }

  @Test
  void a_unit_that_looks_like_a_total_or_a_footnote_is_not_lost() throws IOException {
    ImportResult result =
        run(
            "name,province,hh_poor\nCống Vị,Hà Nội,5\nTổng cộng,,5\nCộng II,,5\nTong,,5\n",
            o -> level(o, Level.COMMUNE, "2021"));
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(1, result.report().matched());
    assertEquals(4, result.report().skipped());
    ImportResult starred = run("name,hh_poor\nTô Hiệu,5\n* Chiềng An,6\n* Số liệu sơ bộ,\n");
    assertEquals(2, starred.report().skipped(), () -> ImportRunner.describe(starred));
  }

  @Test
  void what_the_store_tells_otherwise_is_said() throws IOException {
    assertTrue(run("code,name,hh_poor\n03646,Tô Hiệu,5\n03664,Chiềng An,7\n").stored());
    ImportResult again = run("code,name,hh_poor\n03646,Tô Hiệu,6\n03664,Chiềng An,-\n");
    assertTrue(again.stored(), () -> ImportRunner.describe(again));
    assertRule(again, "figure.kept", Finding.Severity.WARNING, 3);
    Source second = new Source("second", "Biểu khác", "", "", "", "", "");
    ImportResult other =
        run(
            "code,name,hh_poor,source\n03646,Tô Hiệu,160,second\n03664,Chiềng An,7,second\n",
            o -> sources(o, Map.of("second", second)));
    assertTrue(other.stored(), () -> ImportRunner.describe(other));
    assertRule(other, "figure.other_source", Finding.Severity.WARNING, 2);
  }

  // Helpers

  private ImportResult run(String text) throws IOException {
    return run(text, UnaryOperator.identity());
  }

  private ImportResult run(String text, UnaryOperator<StatisticsImport.Options> change)
      throws IOException {
    Path file = Files.writeString(dir.resolve("figures.csv"), text);
    return runner.run(file, change.apply(options()));
  }

  private String refusal(String text, UnaryOperator<StatisticsImport.Options> change) {
    return assertThrows(RefusedException.class, () -> run(text, change)).text().key();
  }

  private static void assertRule(
      ImportResult result, String rule, Finding.Severity severity, Integer... rows) {
    Finding finding =
        result.report().findings().stream()
            .filter(each -> each.rule().equals(rule))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError(rule + " not among: " + ImportRunner.describe(result)));
    assertEquals(severity, finding.severity());
    assertEquals(List.of(rows), finding.rows());
  }

  private static StatisticsImport.Options options() {
    return ImportRunner.options();
  }

  private static StatisticsImport.Options with(
      StatisticsImport.Options o, Optional<Period> period, String standard) {
    return ImportRunner.figures(
        o.level(), o.edition(), period, standard, Map.of(), "", false, o.file());
  }

  private static StatisticsImport.Options level(
      StatisticsImport.Options o, Level level, String edition) {
    return ImportRunner.figures(level, edition, o.period(), o.file());
  }

  private static StatisticsImport.Options sources(
      StatisticsImport.Options o, Map<String, Source> known) {
    return ImportRunner.figures(
        o.level(), o.edition(), o.period(), o.standard(), known, "", false, o.file());
  }

  private static void cells(Row row, Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Number number) {
        row.createCell(i).setCellValue(number.doubleValue());
      } else if (!values[i].equals("")) {
        row.createCell(i).setCellValue((String) values[i]);
      }
    }
  }
}
