package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.series.Period;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

class TemplateTest extends ImportTest {
  private static final UnitRegister UNITS = new Registers().register("2025-07-01").orElseThrow();
  private static final Unit SON_LA = UNITS.find(Level.PROVINCE, "14").orElseThrow();
  private static final int FIRST = 2;

  @Test
  void a_filled_form_of_the_review_imports_without_a_mapping_and_balances() throws IOException {
    Path last =
        Files.writeString(dir.resolve("last.csv"), "code,name,hh_poor\n03646,Phường Tô Hiệu,200\n");
    runner.run(
        last,
        ImportRunner.options("2025-07-01", Optional.empty(), Optional.empty(), new Period("2025")));
    Path form = dir.resolve("form.xlsx");
    assertEquals(75, template(Template.Kind.STATISTICS).write(form, Optional.of(runner.store())));
    change(
        form,
        sheet -> {
          for (int i = FIRST; i <= sheet.getLastRowNum(); i++) {
            Row row = sheet.getRow(i);
            if (row.getCell(0).getStringCellValue().equals("03646")) {
              set(sheet, row, "Tổng số hộ dân cư", 4000);
              assertEquals(
                  200,
                  value(sheet, row, "Hộ nghèo đầu năm"),
                  "last year's end is this year's start");
              set(sheet, row, "Hộ thoát nghèo", 60);
              set(sheet, row, "Hộ nghèo phát sinh", 20);
              set(sheet, row, "Hộ nghèo", 160);
              set(sheet, row, "Hộ nghèo - Dân tộc thiểu số", 120);
            }
          }
          assertFalse(sheet.getDataValidations().isEmpty());
        });
    ImportResult result =
        runner.run(
            form,
            ImportRunner.options(
                "2025-07-01", Optional.empty(), Optional.empty(), new Period("1999")));
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(75, result.report().matched());
    for (String rule : List.of("column.unknown", "year.balance", "year.start", "column.twice")) {
      assertFalse(runner.rules(result).contains(rule), () -> ImportRunner.describe(result));
    }
    TreeSet<String> told = new TreeSet<>();
    runner
        .series()
        .forEach(
            s -> {
              if (s.key().period().text().equals("2026")) {
                told.add(s.key().indicator() + "@" + s.key().group() + " " + s.key().standard());
              }
            });
    assertEquals(
        "[hh_poor@all 07/2021, hh_poor@ethnic_minority 07/2021, hh_poor_escaped@all 07/2021,"
            + " hh_poor_new@all 07/2021, hh_poor_start@all 07/2021, hh_total@all ]",
        told.toString());
  }

  @Test
  void forms_for_each_commune_come_back_as_a_review_with_last_years_end_as_start()
      throws IOException {
    Path last =
        Files.writeString(
            dir.resolve("last.csv"), "code,hh_poor,hh_near_poor\n03646,200,90\n03664,50,40\n");
    runner.run(
        last,
        ImportRunner.options("2025-07-01", Optional.empty(), Optional.empty(), new Period("2025")));
    Path forms = dir.resolve("bieu");
    assertEquals(
        75, template(Template.Kind.STATISTICS).writeEach(forms, Optional.of(runner.store())));
    Path back = Files.createDirectory(dir.resolve("nop"));
    for (String name : List.of("03646-phuong-to-hieu.xlsx", "03664-phuong-chieng-an.xlsx")) {
      Path form = Files.copy(forms.resolve(name), back.resolve(name));
      change(
          form,
          sheet -> {
            Row row = sheet.getRow(FIRST);
            double start = value(sheet, row, "Hộ nghèo đầu năm");
            set(sheet, row, "Tổng số hộ dân cư", 4000);
            set(sheet, row, "Hộ thoát nghèo", 30);
            set(sheet, row, "Hộ nghèo phát sinh", 10);
            set(sheet, row, "Hộ nghèo", start - 20);
          });
    }
    Review review =
        new ReviewImport(runner.store(), new Registers(), new Catalogues(), Progress.NONE)
            .run(
                back,
                ImportRunner.options(
                    "2025-07-01", Optional.of("14"), Optional.empty(), new Period("2026")),
                false,
                Optional.empty());
    assertEquals(
        "{APPROVED=2, CLEAN=0, RETURNED=0, MISSING=73}",
        review.totals().toString(),
        () -> ReviewJson.write(review, org.xaatlas.message.Language.EN));
    for (Review.FileOutcome file : review.files()) {
      List<String> rules =
          file.report().orElseThrow().findings().stream().map(f -> f.rule()).toList();
      assertFalse(rules.contains("year.balance"), rules::toString);
      assertFalse(rules.contains("year.start"), rules::toString);
    }
  }

  @Test
  void made_up_figures_are_no_start_of_a_year() throws IOException {
    Path last =
        Files.writeString(dir.resolve("last.csv"), "code,hh_poor,status\n03646,200,illustrative\n");
    runner.run(
        last,
        ImportRunner.options("2025-07-01", Optional.empty(), Optional.empty(), new Period("2025")));
    Path form = dir.resolve("form.xlsx");
    template(Template.Kind.STATISTICS).write(form, Optional.of(runner.store()));
    change(
        form,
        sheet ->
            assertTrue(
                sheet.getRow(FIRST).getCell(column(sheet, "Hộ nghèo đầu năm")) == null,
                "no start"));
  }

  @Test
  void a_filled_form_of_designations_imports_without_a_mapping() throws IOException {
    Path form = dir.resolve("form.xlsx");
    template(Template.Kind.DESIGNATIONS).write(form, Optional.empty());
    change(
        form,
        sheet -> {
          Row row = sheet.getRow(FIRST);
          text(
              sheet, row, "Xã khu vực I, II, III vùng dân tộc thiểu số và miền núi", "Khu vực III");
          text(sheet, row, "An toàn khu (ATK)", "x");
          text(sheet, row, "Quyết định", "60/QĐ-BDTTG");
          text(sheet, row, "Hiệu lực từ", "29/01/2026");
        });
    ImportResult result =
        runner.run(
            form,
            new DesignationImport.Options(
                Level.COMMUNE,
                "2025-07-01",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Map.of(),
                "",
                FileOptions.of(new Source("test", "Biểu thử", "", "", "", "", ""))));
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        List.of("atk yes 60/QĐ-BDTTG", "region III 60/QĐ-BDTTG"),
        runner.store().read(reader -> reader.designations()).stream()
            .map(d -> d.scheme() + " " + d.designationClass() + " " + d.decision())
            .sorted()
            .toList());
  }

  @Test
  void a_form_of_boundaries_imports_as_the_list_of_units_that_it_is() {
    Path form = dir.resolve("form.xlsx");
    template(Template.Kind.BOUNDARIES).write(form, Optional.empty());
    ImportResult result = runner.units(form, "2025-07-01");
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(75, result.report().matched());
  }

  @Test
  void a_filled_form_of_a_crosswalk_imports_without_a_mapping() throws IOException {
    Path form = dir.resolve("form.xlsx");
    template(Template.Kind.CROSSWALK).write(form, Optional.empty());
    change(
        form,
        sheet -> {
          Row row = sheet.createRow(FIRST);
          text(sheet, row, "old_code", "03646");
          text(sheet, row, "old_name", "Phường Chiềng Lề");
          text(sheet, row, "new_code", "03646");
          text(sheet, row, "new_name", "Phường Tô Hiệu");
          text(sheet, row, "part", "whole");
        });
    ImportResult result = runner.crosswalk(form);
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(1, result.report().matched());
  }

  @ParameterizedTest
  @EnumSource(Template.Kind.class)
  void every_form_explains_each_column_in_both_languages(Template.Kind kind) throws IOException {
    Path form = dir.resolve("form.xlsx");
    template(kind).write(form, Optional.empty());
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form))) {
      Sheet help = book.getSheetAt(1);
      Row header = book.getSheetAt(0).getRow(1);
      for (int i = 0; i < header.getLastCellNum(); i++) {
        for (int column = 0; column < 4; column++) {
          assertFalse(help.getRow(i + 1).getCell(column).getStringCellValue().isBlank());
        }
        assertEquals(
            header.getCell(i).getStringCellValue(),
            help.getRow(i + 1).getCell(0).getStringCellValue());
      }
    }
  }

  @Test
  void a_filled_form_of_funds_imports_without_a_mapping_each_programme_by_itself()
      throws IOException {
    Path form = dir.resolve("form.xlsx");
    template(Template.Kind.FUNDS).write(form, Optional.empty());
    change(
        form,
        sheet -> {
          Row whole = sheet.getRow(FIRST);
          for (int i = 4; i < sheet.getRow(1).getLastCellNum(); i++) {
            whole.createCell(i).setCellValue(i);
          }
          set(sheet, whole, "Vốn phân bổ", 1000);
          set(sheet, whole, "Vốn giải ngân", 700);
          for (int i = 0; i < 2; i++) {
            Row row = sheet.createRow(FIRST + 200 + i);
            row.createCell(0).setCellValue("03646");
            row.createCell(1).setCellValue("Phường Tô Hiệu");
            text(sheet, row, "Năm", "2026");
            text(
                sheet,
                row,
                "Chương trình",
                i == 0 ? "CTMTQG giảm nghèo bền vững" : "Dự án 2 giảm nghèo");
            set(sheet, row, "Vốn phân bổ", i == 0 ? 600 : 800);
            set(sheet, row, "Vốn giải ngân", 400);
          }
        });
    ImportResult result = runner.run(form, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertFalse(runner.rules(result).contains("column.unknown"));
    Map<String, Double> allocated = new java.util.TreeMap<>();
    runner.series().stream()
        .filter(s -> s.key().indicator().equals("fund_allocated"))
        .forEach(s -> s.observations().forEach(o -> allocated.put(s.key().group(), o.value())));
    assertEquals("{all=1000.0, ntp_poverty=600.0, ntp_poverty_2=800.0}", allocated.toString());
    assertEquals(
        List.of(FIRST + 202),
        runner.rowsOf(result, "group.whole"),
        "a project is not more than its programme");
  }

  private static Template template(Template.Kind kind) {
    return new Template(
        kind,
        UNITS,
        Optional.of(SON_LA),
        Optional.of(new Period("2026")),
        "07/2021",
        new Catalogues());
  }

  private interface Change {
    void to(Sheet sheet);
  }

  private static void change(Path form, Change change) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form))) {
      change.to(book.getSheetAt(0));
      try (OutputStream out = Files.newOutputStream(form)) {
        book.write(out);
      }
    }
  }

  private static int column(Sheet sheet, String heading) {
    Row header = sheet.getRow(1);
    for (int i = 0; i < header.getLastCellNum(); i++) {
      if (header.getCell(i).getStringCellValue().equals(heading)) {
        return i;
      }
    }
    throw new AssertionError("No column " + heading);
  }

  private static void set(Sheet sheet, Row row, String heading, double value) {
    row.createCell(column(sheet, heading)).setCellValue(value);
  }

  private static void text(Sheet sheet, Row row, String heading, String value) {
    row.createCell(column(sheet, heading)).setCellValue(value);
  }

  private static double value(Sheet sheet, Row row, String heading) {
    return row.getCell(column(sheet, heading)).getNumericCellValue();
  }
}
