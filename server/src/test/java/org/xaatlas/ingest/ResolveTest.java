package org.xaatlas.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.table.DesignationImport;
import org.xaatlas.ingest.table.ReturnedSheet;
import org.xaatlas.join.Decision;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;
import org.xaatlas.unit.Level;

/** From a file with rows that nobody can be sure of, over its report, to one that is stored. */
class ResolveTest {
  private static final String EDITION = "2025-07-01";
  private static final Registers REGISTERS = new Registers();
  private static final Source SOURCE = new Source("s", "Danh sách", "", "", "", "", "");

  @TempDir Path folder;
  private Store store;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"));
    file =
        Files.writeString(
            folder.resolve("danh sách.csv"),
            "Tên xã,Tỉnh,Khu vực\n"
                + "Xã Mường La,Sơn La,III\n"
                + "Xã Chiêng La,Sơn La,II\n"
                + "=1+1 <b>,Sơn La,I\n");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_decision_is_made_once_and_used_at_the_next_import() throws IOException {
    ImportResult refused = run(Optional.empty(), false);
    assertFalse(refused.stored());
    assertEquals(2, refused.report().ambiguous() + refused.report().unmatched());
    OpenRows open = read(refused.report());
    assertEquals(List.of(3, 4), open.rows().stream().map(OpenRows.Row::row).toList());
    assertEquals("03754", open.rows().get(0).candidates().get(0).code());
    decide(open, 3, "03754");
    decide(open, 4, OpenRows.NO_UNIT);

    ImportResult stored = run(Optional.empty(), false);
    assertTrue(stored.stored());
    assertEquals(2, stored.report().matched());
    JoinOutcome decided =
        stored.report().outcomes().stream().filter(o -> o.row() == 3).findFirst().orElseThrow();
    assertEquals("join.decided", decided.reason().key());
    assertTrue(decided.reason().in(Language.EN).contains("Nguyễn Văn A"));
    assertTrue(decided.reason().in(Language.EN).contains("danh sách.csv"));
    assertTrue(stored.report().findings().stream().anyMatch(f -> f.rule().equals("unit.decided")));

    // Whoever limits the import to a province says something else: that is asked about anew.
    assertFalse(run(Optional.of("14"), false).stored());
    store.write(
        writer -> {
          writer.decisions().forEach(writer::removeDecision);
          return null;
        });
    assertFalse(run(Optional.empty(), false).stored());
  }

  @Test
  void a_decision_names_an_open_row_and_a_unit_of_the_edition() throws IOException {
    OpenRows open = read(run(Optional.empty(), false).report());
    assertThrows(RefusedException.class, () -> open.decide(2, "03754", "A", Instant.EPOCH));
    assertThrows(RefusedException.class, () -> open.decide(3, "99999", "A", Instant.EPOCH));
    Path other = Files.writeString(folder.resolve("other.json"), "{\"rows\": 3}");
    assertThrows(RefusedException.class, () -> OpenRows.read(other, store, REGISTERS));
  }

  @Test
  void what_names_its_unit_beyond_doubt_cannot_be_decided_to_mean_another() throws IOException {
    file =
        Files.writeString(
            folder.resolve("twice.csv"),
            "Tên xã,Tỉnh,Khu vực\nXã Mường La,Sơn La,III\nXã Mường La,Sơn La,II\n"
                + "Xã Chiềng Sơn,Sơn La,I\nThị trấn Chiềng Sơn,Sơn La,I\n");
    OpenRows open = read(run(Optional.empty(), false).report());
    assertEquals(
        List.of("join.claimed_twice", "join.claimed_twice"),
        open.rows().stream().limit(2).map(OpenRows.Row::rule).toList());
    RefusedException refused =
        assertThrows(RefusedException.class, () -> open.decide(3, "03754", "A", Instant.EPOCH));
    assertEquals("join.row_beyond_doubt", refused.text().key());
    // A row whose unit type differs is another matter.
    decide(open, 5, OpenRows.NO_UNIT);

    // Neither counts a decision of before, made when nobody refused it.
    store.write(
        writer -> {
          writer.putDecisions(
              List.of(
                  new Decision(
                      EDITION,
                      Level.COMMUNE,
                      "",
                      "Xã Mường La Sơn La",
                      Optional.of("03754"),
                      "B",
                      Instant.EPOCH,
                      "old.csv",
                      "00",
                      3)));
          return null;
        });
    file =
        Files.writeString(
            folder.resolve("once.csv"), "Tên xã,Tỉnh,Khu vực\nXã Mường La,Sơn La,III\n");
    MatchReport report = run(Optional.empty(), false).report();
    JoinOutcome outcome = report.outcomes().get(1);
    assertEquals("03808", ((JoinOutcome.Matched) outcome).code());
    assertEquals("join.decided_against", outcome.reason().key());
    Finding warning =
        report.findings().stream()
            .filter(f -> f.rule().equals("unit.decided"))
            .findFirst()
            .orElseThrow();
    assertEquals(Finding.Severity.WARNING, warning.severity());
    assertEquals(List.of(2), warning.rows());
  }

  @Test
  void rows_that_say_the_same_cannot_be_decided_to_mean_different_units() throws IOException {
    file =
        Files.writeString(
            folder.resolve("homonyms.csv"),
            "Tên xã,Khu vực\nXã Châu Thành,III\nXã  châu thành,II\nXã Mường La,I\n");
    OpenRows open = read(run(Optional.empty(), false).report());
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> open.decide(Map.of(2, "29374", 3, "30880"), "A", Instant.EPOCH));
    assertEquals("join.rows_say_the_same", refused.text().key());
    List<Decision> made = open.decide(Map.of(2, "29374"), "A", Instant.EPOCH);
    assertEquals(List.of(2, 3), open.rowsOf(made.get(0)));
  }

  @Test
  void a_decision_holds_in_its_own_edition_and_level_alone() throws IOException {
    file = Files.writeString(folder.resolve("a.csv"), "Tên xã,Khu vực\nXã Châu Thành,III\n");
    Decision made =
        read(run(Optional.empty(), false).report()).decide(2, "29374", "A", Instant.EPOCH);
    for (String edition : List.of("2021", "2025-07-01")) {
      store.write(
          writer -> {
            writer.decisions().forEach(writer::removeDecision);
            writer.putDecisions(
                List.of(
                    new Decision(
                        edition,
                        edition.equals("2021") ? Level.COMMUNE : Level.PROVINCE,
                        "",
                        made.input(),
                        made.code(),
                        "A",
                        Instant.EPOCH,
                        "a.csv",
                        "00",
                        2)));
            return null;
          });
      assertEquals(1, run(Optional.empty(), false).report().ambiguous(), edition);
    }
  }

  @Test
  void a_decision_stays_in_the_province_that_the_file_was_read_for() throws IOException {
    OpenRows open = read(run(Optional.of("14"), false).report());
    RefusedException refused =
        assertThrows(RefusedException.class, () -> open.decide(3, "29374", "A", Instant.EPOCH));
    assertEquals("join.unit_elsewhere", refused.text().key());
    Decision made = open.decide(3, "03754", "A", Instant.EPOCH);
    store.write(
        writer -> {
          writer.putDecisions(
              List.of(
                  new Decision(
                      EDITION,
                      Level.COMMUNE,
                      "14",
                      made.input(),
                      Optional.of("29374"),
                      "A",
                      Instant.EPOCH,
                      "a.csv",
                      "00",
                      3)));
          return null;
        });
    assertTrue(run(Optional.of("14"), false).report().outcomes().get(2).isOpen());
  }

  @Test
  void a_report_that_somebody_wrote_is_no_way_to_fill_the_store() throws IOException {
    Path report =
        Files.writeString(
            folder.resolve("long.json"),
            "{\"file\":\"a\",\"sha256\":\"0\",\"edition\":\"2025-07-01\",\"level\":\"commune\","
                + "\"province\":\"\",\"outcomes\":[{\"row\":2,\"outcome\":\"unmatched\",\"input\":\""
                + "A".repeat(5_000)
                + "\"}]}");
    OpenRows open = OpenRows.read(report, store, REGISTERS);
    RefusedException refused =
        assertThrows(RefusedException.class, () -> open.decide(2, "03754", "A", Instant.EPOCH));
    assertEquals("join.row_too_long", refused.text().key());
  }

  @Test
  void a_clear_first_candidate_is_taken_only_when_asked_for_and_with_a_warning()
      throws IOException {
    file =
        Files.writeString(
            folder.resolve("one.csv"), "Tên xã,Tỉnh,Khu vực\nXã Quỳnh Nhi,Sơn La,III\n");
    assertFalse(run(Optional.empty(), false).stored());
    ImportResult taken = run(Optional.empty(), true);
    assertTrue(taken.stored());
    Finding warning =
        taken.report().findings().stream()
            .filter(f -> f.rule().equals("unit.likely"))
            .findFirst()
            .orElseThrow();
    assertEquals(Finding.Severity.WARNING, warning.severity());
    assertEquals(List.of(2), warning.rows());
    assertEquals("true", store.read(r -> r.imports()).get(0).options().get("accept-likely"));
  }

  @Test
  void the_page_shows_a_map_and_runs_nothing_of_the_file() throws IOException {
    MatchReport report = run(Optional.empty(), false).report();
    for (Language language : Language.values()) {
      StringWriter page = new StringWriter();
      new ReportHtml(store, REGISTERS.register(EDITION).orElseThrow(), Level.COMMUNE, language)
          .write(report, page);
      String html = page.toString();
      assertTrue(html.contains("<svg") && html.contains("class=\"u matched\""), html);
      assertTrue(html.contains("03754 Xã Chiềng La"), html);
      String row = language == Language.VI ? "data-h=\"Dòng\">3<" : "data-h=\"Row\">3<";
      assertTrue(html.contains(row), "on a narrow screen each cell says what it is: " + html);
      assertTrue(html.contains("=1+1 &lt;b&gt;") && !html.contains("<b> "), html);
      assertFalse(html.contains("<script") || html.contains("http://") || html.contains("src="));
    }
  }

  @Test
  void the_sheet_comes_back_with_result_unit_and_reason() throws IOException {
    MatchReport report = run(Optional.empty(), false).report();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ReturnedSheet(REGISTERS.register(EDITION).orElseThrow(), Level.COMMUNE, Language.VI)
        .write(file, Optional.empty(), Optional.empty(), report, out);
    Path written = Files.write(folder.resolve("back.xlsx"), out.toByteArray());
    try (InputStream in = Files.newInputStream(written);
        XSSFWorkbook workbook = new XSSFWorkbook(in)) {
      Row header = workbook.getSheetAt(0).getRow(0);
      assertEquals("Tên xã", header.getCell(0).getStringCellValue());
      assertEquals("Kết quả", header.getCell(3).getStringCellValue());
      Row first = workbook.getSheetAt(0).getRow(1);
      assertEquals("Đã khớp", first.getCell(3).getStringCellValue());
      assertEquals("03808 Xã Mường La", first.getCell(4).getStringCellValue());
      Row hostile = workbook.getSheetAt(0).getRow(3);
      XSSFCell cell = (XSSFCell) hostile.getCell(0);
      assertEquals(CellType.STRING, cell.getCellType());
      assertTrue(cell.getCellStyle().getQuotePrefixed());
      assertEquals("=1+1 <b>", cell.getStringCellValue());
      assertEquals(
          FillPatternType.SOLID_FOREGROUND, hostile.getCell(3).getCellStyle().getFillPattern());
    }
  }

  private void decide(OpenRows open, int row, String code) {
    store.write(
        writer -> {
          writer.putDecisions(
              List.of(
                  open.decide(row, code, "Nguyễn Văn A", Instant.parse("2026-01-02T03:04:05Z"))));
          return null;
        });
  }

  private OpenRows read(MatchReport report) throws IOException {
    Path json =
        Files.writeString(folder.resolve("report.json"), ReportJson.write(report, Language.VI));
    return OpenRows.read(json, store, REGISTERS);
  }

  private ImportResult run(Optional<String> province, boolean acceptLikely) {
    return new DesignationImport(store, REGISTERS, new Catalogues(), Progress.NONE)
        .run(
            file,
            new DesignationImport.Options(
                Level.COMMUNE,
                EDITION,
                Optional.of("region"),
                "60/QĐ-BDTTG",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Map.of(),
                "",
                new FileOptions(
                    province,
                    Optional.empty(),
                    Optional.empty(),
                    SOURCE,
                    false,
                    false,
                    acceptLikely)));
  }
}
