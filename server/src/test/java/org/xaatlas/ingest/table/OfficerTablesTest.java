package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Observation;

/** Tables as officers keep them: merged headings, groups of rows, totals, hidden rows, sheets. */
class OfficerTablesTest extends ImportTest {

  /**
   * The near-poor form of the annual review ("Mẫu số 3"): three lines of headings, groups by area,
   * subtotals and a grand total, all in merged cells. No mapping is given.
   */
  @Test
  void the_review_form_is_known_by_its_columns() throws IOException {
    Path file = book("mau-so-3.xlsx", OfficerTablesTest::reviewForm);
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(2, result.report().matched());
    assertEquals(
        Map.ofEntries(
            Map.entry("hh_total", 4000.0),
            Map.entry("hh_total@ethnic_minority", 3000.0),
            Map.entry("hh_near_poor_start", 200.0),
            Map.entry("rate_near_poor_start", 5.0),
            Map.entry("hh_near_poor_start@ethnic_minority", 150.0),
            Map.entry("hh_near_poor_escaped", 60.0),
            Map.entry("hh_near_poor_relapsed", 2.0),
            Map.entry("hh_near_poor_new", 18.0),
            Map.entry("hh_near_poor", 160.0),
            Map.entry("rate_near_poor", 4.0),
            Map.entry("hh_near_poor@ethnic_minority", 120.0)),
        figures("03646", "ALL"));
    assertEquals(11, figures("03646", "URBAN").size(), "the group says the area of its rows");
    assertEquals(160.0, figures("03646", "URBAN").get("hh_near_poor"));
    assertTrue(figures("03646", "RURAL").isEmpty());
    assertEquals(300.0, figures("03664", "RURAL").get("hh_near_poor"));
    runner.assertRule(result, "area.whole");
    runner.assertRule(result, "column.computed");
    assertFalse(
        runner.rules(result).contains("column.unknown"), () -> ImportRunner.describe(result));
  }

  @Test
  void the_same_form_as_separated_text_is_read_alike() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("mau.csv"),
            """
            BIỂU TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO;;;;;;;;;;;
            ;;;;;;;;;;;
            TT;Đơn vị;Tổng số hộ dân cư;;Số hộ nghèo đầu năm;;Diễn biến hộ nghèo trong năm;;;Số hộ nghèo cuối năm;;
            ;;Số hộ;Trong đó hộ DTTS;Số hộ;Tỷ lệ %;Số hộ thoát nghèo;Số hộ tái nghèo;Số hộ nghèo phát sinh;Số hộ;Tỷ lệ %;Số hộ DTTS
            A;B;1;2;3;4;5;6;7;8;9;10
            1;Phường Tô Hiệu;4.000;3.000;200;5,00;60;2;18;160;4,00;120
            """);
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        Map.of(
            "hh_total", 4000.0,
            "hh_total@ethnic_minority", 3000.0,
            "hh_poor_start", 200.0,
            "rate_poor_start", 5.0,
            "hh_poor_escaped", 60.0,
            "hh_poor_relapsed", 2.0,
            "hh_poor_new", 18.0,
            "hh_poor", 160.0,
            "rate_poor", 4.0,
            "hh_poor@ethnic_minority", 120.0),
        figures("03646", "ALL"));
  }

  @Test
  void signatures_below_a_table_are_skipped_and_the_rows_of_the_next_page_are_not()
      throws IOException {
    ImportResult result =
        runner.run(
            Files.writeString(
                dir.resolve("signed.csv"),
                """
                TT;Đơn vị;Tổng số hộ dân;Hộ nghèo;Ghi chú
                1;Phường Tô Hiệu;4.000;160;
                ;;;Sơn La, ngày 14 tháng 12 năm 2025;
                ;NGƯỜI LẬP BIỂU;;TM. UBND TỈNH;
                ;;;KT. CHỦ TỊCH;
                ;(Ký, ghi rõ họ tên);;;
                ;;;;
                ;Nguyễn Văn A;;Trần Thị B;
                2;Phường Chiềng An;2.000;-;
                """),
            ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(Map.of("hh_total", 4000.0, "hh_poor", 160.0), figures("03646", "ALL"));
    assertEquals(Map.of("hh_total", 2000.0), figures("03664", "ALL"));
    assertEquals(
        List.of(4, 6, 8),
        result.report().outcomes().stream()
            .filter(JoinOutcome.Skipped.class::isInstance)
            .map(JoinOutcome.Skipped.class::cast)
            .filter(row -> row.reason().key().equals("table.row_signature"))
            .map(JoinOutcome.Skipped::row)
            .toList());
  }

  @Test
  void a_row_that_names_no_unit_stays_open_where_nothing_was_signed() throws IOException {
    ImportResult result =
        runner.run(
            Files.writeString(
                dir.resolve("open.csv"),
                """
                TT;Đơn vị;Tổng số hộ;Hộ nghèo
                1;Phường Tô Hiệu;4.000;160
                2;Nguyễn Văn A;;
                """),
            ImportRunner.options());
    assertFalse(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(1, result.report().ambiguous() + result.report().unmatched());
  }

  @Test
  void one_line_of_headings_is_read_by_its_words_as_three_are() throws IOException {
    ImportResult result =
        runner.run(
            Files.writeString(
                dir.resolve("mot-dong.csv"),
                """
                TT;Xã, phường;Tổng số hộ dân;Hộ nghèo đầu kỳ;Số hộ thoát nghèo;Số hộ thoát nghèo thành hộ cận nghèo;Số hộ nghèo phát sinh mới;Số hộ nghèo cuối kỳ;Ghi chú
                1;Phường Tô Hiệu;4.000;200;60;10;20;160;
                """),
            ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        Map.of(
            "hh_total", 4000.0,
            "hh_poor_start", 200.0,
            "hh_poor_escaped", 60.0,
            "hh_poor_to_near_poor", 10.0,
            "hh_poor_new", 20.0,
            "hh_poor", 160.0),
        figures("03646", "ALL"));
    assertFalse(
        runner.rules(result).contains("column.unknown"), () -> ImportRunner.describe(result));
  }

  /** Villages are often called like communes, and what they have is not what those have. */
  @Test
  void a_village_is_not_the_commune_of_its_name() throws IOException {
    String rows =
        """
        TT;%s;Tổng số hộ;Hộ nghèo
        I;Xã Mường Bú;203;22
        1;Co Mạ;100;11
        2;Mường La;103;11
        """;
    for (String table :
        List.of(
            rows.formatted("Tên xã, thôn"),
            rows.formatted("Xã/bản"),
            "UBND XÃ MƯỜNG BÚ;;;\n" + rows.formatted("Đơn vị"),
            "ỦY BAN NHÂN DÂN XÃ MƯỜNG BÚ;;;\n\n" + rows.formatted("Địa bàn"))) {
      ImportResult result =
          runner.run(
              Files.writeString(dir.resolve("thon.csv"), table),
              ImportRunner.with(ImportRunner.options(), "2025-07-01", "14"));
      assertFalse(result.stored(), () -> ImportRunner.describe(result));
      assertEquals(1, result.report().matched(), table);
      assertEquals(2, result.report().ambiguous(), table);
      assertTrue(
          result.report().outcomes().stream()
              .filter(JoinOutcome.Ambiguous.class::isInstance)
              .allMatch(row -> row.reason().key().equals("join.village")),
          () -> ImportRunner.describe(result));
    }
    for (String table :
        List.of(
            rows.formatted("Địa bàn"),
            "UBND TỈNH SƠN LA;;;\n" + rows.formatted("Đơn vị"),
            "UBND CÁC XÃ, PHƯỜNG;;;\n" + rows.formatted("Đơn vị"),
            "DANH SÁCH XÃ, THÔN ĐẶC BIỆT KHÓ KHĂN;;;\n" + rows.formatted("Xã"),
            "UBND XÃ MƯỜNG BÚ;;;\n" + rows.formatted("Tên xã"))) {
      ImportResult result =
          runner.run(
              Files.writeString(dir.resolve("xa.csv"), table),
              ImportRunner.with(ImportRunner.options(), "2025-07-01", "14"));
      assertEquals(3, result.report().matched(), () -> ImportRunner.describe(result));
    }
  }

  @Test
  void a_form_of_villages_alone_is_refused_with_what_to_do() throws IOException {
    String rows =
        """
        UBND XÃ CO MẠ;;;
        TT;%s;Tổng số hộ;Hộ nghèo
        1;Bản Cát;100;11
        2;Co Mạ;103;11
        ;%s;203;22
        """;
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                runner.run(
                    Files.writeString(
                        dir.resolve("ban.csv"), rows.formatted("Tên thôn, bản", "Tổng cộng")),
                    ImportRunner.options()));
    assertTrue(refused.text().in(Language.EN).contains("Tên xã, thôn"), refused::toString);
    ImportResult result =
        runner.run(
            Files.writeString(
                dir.resolve("xa-ban.csv"), rows.formatted("Tên xã, thôn", "Xã Co Mạ")),
            ImportRunner.with(ImportRunner.options(), "2025-07-01", "14"));
    assertEquals(1, result.report().matched(), "the advice leads to a table that is read");
    assertEquals(2, result.report().ambiguous() + result.report().unmatched());
  }

  @Test
  void a_group_of_rows_names_the_district_of_an_old_list() throws IOException {
    ImportResult result =
        runner.run(
            Files.writeString(
                dir.resolve("old.csv"),
                """
                TT,Tên xã,Hộ nghèo
                I,Huyện Mường La,30
                1,Xã Mường Bú,10
                2,Xã Tạ Bú,20
                II,Huyện Yên Châu,7
                1,Thị trấn Yên Châu,7
                """),
            ImportRunner.with(ImportRunner.options(), "2021", "14"));
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(3, result.report().matched());
    assertEquals(3, result.report().skipped());
  }

  @Test
  void words_merged_over_rows_stand_in_each_and_merged_figures_in_none() throws IOException {
    Path file =
        book(
            "merged.xlsx",
            sheet -> {
              cells(sheet, 0, "Tỉnh", "Tên xã", "Tổng số hộ", "Hộ nghèo");
              cells(sheet, 1, "Sơn La", "Phường Tô Hiệu", 4000, 160);
              cells(sheet, 2, "", "Phường Chiềng An", "", 300);
              sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
              sheet.addMergedRegion(new CellRangeAddress(1, 2, 2, 2));
            });
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(2, result.report().matched());
    assertEquals(Map.of("hh_poor", 160.0), figures("03646", "ALL"));
    assertEquals(List.of(2, 3), runner.rowsOf(result, "figure.ambiguous"));
  }

  @Test
  void hidden_rows_and_columns_are_read_and_said() throws IOException {
    Path file =
        book(
            "hidden.xlsx",
            sheet -> {
              cells(sheet, 0, "Mã xã", "Tên xã", "Hộ nghèo");
              cells(sheet, 1, "03646", "Phường Tô Hiệu", 160);
              cells(sheet, 2, "03664", "Phường Chiềng An", 300);
              sheet.getRow(2).setZeroHeight(true);
              sheet.setColumnHidden(0, true);
            });
    ImportResult result = runner.run(file, ImportRunner.options());
    assertEquals(2, result.report().matched());
    assertEquals(List.of(3), runner.rowsOf(result, "row.hidden"));
    runner.assertRule(result, "column.hidden");
  }

  @Test
  void the_sheet_with_a_table_is_found_and_told() throws IOException {
    Path file = dir.resolve("sheets.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      cells(book.createSheet("Bìa"), 0, "Kết quả rà soát", "năm 2023");
      Sheet sheet = book.createSheet("Biểu 1");
      cells(sheet, 0, "Mã xã", "Hộ nghèo");
      cells(sheet, 1, "03646", 160);
      write(book, file);
    }
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    runner.assertRule(result, "sheet.others");
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(file))) {
      Sheet second = book.createSheet("Biểu 2");
      cells(second, 0, "Mã xã", "Hộ cận nghèo");
      cells(second, 1, "03646", 10);
      write(book, file);
    }
    assertEquals(
        "table.header_on_several", runner.refusal(file, ImportRunner.options()).text().key());
  }

  @Test
  void a_header_repeated_on_each_page_is_no_row() throws IOException {
    ImportResult result =
        runner.run(
            Files.writeString(
                dir.resolve("pages.csv"),
                "Mã xã,Tên xã,Hộ nghèo\n03646,Phường Tô Hiệu,1\nMã xã,Tên xã,Hộ nghèo\n"
                    + "03664,Phường Chiềng An,2\n"),
            ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(2, result.report().matched());
  }

  /** What the store tells of a unit, by indicator and group, in one area. */
  private Map<String, Double> figures(String unit, String area) {
    Map<String, Double> figures = new TreeMap<>();
    runner
        .series()
        .forEach(
            series -> {
              for (Observation each : series.observations()) {
                if (each.unit().equals(unit) && series.key().areaType().name().equals(area)) {
                  String group = series.key().group();
                  figures.put(
                      series.key().indicator() + (group.equals("all") ? "" : "@" + group),
                      each.value());
                }
              }
            });
    return figures;
  }

  private static void reviewForm(Sheet sheet) {
    cells(sheet, 0, "BIỂU TỔNG HỢP DIỄN BIẾN KẾT QUẢ GIẢM SỐ HỘ CẬN NGHÈO TRONG NĂM 2023");
    cells(
        sheet,
        2,
        "TT",
        "Khu vực/Đơn vị",
        "Tổng số hộ dân cư",
        "",
        "Số hộ cận nghèo đầu năm",
        "",
        "",
        "",
        "Diễn biến hộ cận nghèo trong năm",
        "",
        "",
        "",
        "",
        "",
        "Số hộ cận nghèo cuối năm");
    cells(
        sheet,
        3,
        "",
        "",
        "Số hộ",
        "Trong đó hộ DTTS",
        "Số hộ",
        "Tỷ lệ %",
        "Số hộ DTTS",
        "Tỷ lệ %",
        "Số hộ thoát cận nghèo",
        "",
        "Số hộ tái cận nghèo",
        "",
        "Số hộ cận nghèo phát sinh",
        "",
        "Số hộ",
        "Tỷ lệ %",
        "Số hộ DTTS",
        "Tỷ lệ %");
    cells(
        sheet, 4, "", "", "", "", "", "", "", "", "Số hộ", "Tỷ lệ %", "Số hộ", "Tỷ lệ %", "Số hộ",
        "Tỷ lệ %");
    cells(sheet, 5, "A", "B", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    cells(
        sheet,
        6,
        "I",
        "Khu vực thành thị",
        4000,
        3000,
        200,
        5,
        150,
        5,
        60,
        30,
        2,
        1,
        18,
        9,
        160,
        4,
        120,
        4);
    cells(
        sheet,
        7,
        1,
        "Phường Tô Hiệu",
        4000,
        3000,
        200,
        5,
        150,
        5,
        60,
        30,
        2,
        1,
        18,
        9,
        160,
        4,
        120,
        4);
    cells(
        sheet,
        8,
        "II",
        "Khu vực nông thôn",
        6000,
        1000,
        360,
        6,
        90,
        9,
        80,
        22,
        5,
        1.4,
        15,
        4.2,
        300,
        5,
        80,
        8);
    cells(
        sheet,
        9,
        1,
        "Phường Chiềng An",
        6000,
        1000,
        360,
        6,
        90,
        9,
        80,
        22,
        5,
        1.4,
        15,
        4.2,
        300,
        5,
        80,
        8);
    cells(
        sheet,
        10,
        "",
        "Tổng cộng",
        10000,
        4000,
        560,
        5.6,
        240,
        6,
        140,
        25,
        7,
        1.3,
        33,
        5.9,
        460,
        4.6,
        200,
        5);
    for (int column = 0; column < 2; column++) {
      sheet.addMergedRegion(new CellRangeAddress(2, 4, column, column));
    }
    for (int[] area :
        new int[][] {
          {2, 2, 2, 3},
          {2, 2, 4, 7},
          {2, 2, 8, 13},
          {2, 2, 14, 17},
          {3, 3, 8, 9},
          {3, 3, 10, 11},
          {3, 3, 12, 13}
        }) {
      sheet.addMergedRegion(new CellRangeAddress(area[0], area[1], area[2], area[3]));
    }
    for (int column : new int[] {2, 3, 4, 5, 6, 7, 14, 15, 16, 17}) {
      sheet.addMergedRegion(new CellRangeAddress(3, 4, column, column));
    }
  }

  @Test
  void a_form_that_nobody_filled_in_is_told_in_one_sentence() throws IOException {
    Path file = book("trong.xlsx", OfficerTablesTest::emptyForm);
    ImportResult result = runner.run(file, ImportRunner.options());
    assertFalse(result.stored());
    assertEquals(List.of("table.empty"), runner.rules(result));
    assertTrue(
        result
            .report()
            .findings()
            .get(0)
            .message()
            .in(Language.EN)
            .contains("nothing is filled in"));
  }

  private static void emptyForm(Sheet sheet) {
    cells(sheet, 0, "Mã xã", "Tên xã", "Tổng số hộ", "Hộ nghèo", "Hộ cận nghèo");
    cells(sheet, 1, "03646", "Phường Tô Hiệu");
    cells(sheet, 2, "03664", "Phường Chiềng Cơi");
  }

  /** Villages below their commune are counted in it; the total adds up communes. */
  @Test
  void a_total_of_communes_is_right_though_villages_stand_between_them() throws IOException {
    String table =
        """
        TT,Đơn vị,Hộ nghèo
        1,Phường Tô Hiệu,10
        ,Tổ 1,4
        ,Tổ 2,6
        2,Phường Chiềng An,5
        ,Bản Cọ,5
        ,Tổng cộng,%s
        """;
    Path right = Files.writeString(dir.resolve("dung.csv"), table.formatted("15"));
    Path wrong = Files.writeString(dir.resolve("sai.csv"), table.formatted("16"));
    StatisticsImport.Options options =
        ImportRunner.with(ImportRunner.options(), "2025-07-01", "14");
    ImportResult fine = runner.run(right, options);
    assertFalse(runner.rules(fine).contains("total.sum"), () -> ImportRunner.describe(fine));
    runner.assertRule(runner.run(wrong, options), "total.sum");
  }

  /** Neither the villages nor a commune that was typed wrong are units that were found. */
  @Test
  void a_total_adds_up_rows_that_are_numbered_alike() throws IOException {
    String table =
        """
        TT,Đơn vị,Hộ nghèo
        I,Phường Tô Hiệu,10
        1,Tổ 1,4
        2,Tổ 2,6
        II,Phường Chiềng Ann,5
        1,Bản Cọ,5
        ,Tổng cộng,%s
        """;
    Path right = Files.writeString(dir.resolve("dung.csv"), table.formatted("15"));
    Path wrong = Files.writeString(dir.resolve("sai.csv"), table.formatted("16"));
    StatisticsImport.Options options =
        ImportRunner.with(ImportRunner.options(), "2025-07-01", "14");
    assertEquals(List.of(), runner.rowsOf(runner.run(right, options), "total.sum"));
    assertEquals(List.of(7), runner.rowsOf(runner.run(wrong, options), "total.sum"));
  }

  @Test
  void a_total_below_a_block_adds_up_the_rows_since_the_total_before() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("khoi.csv"),
            """
            TT,Đơn vị,Hộ nghèo
            1,Phường Tô Hiệu,10
            2,Phường Chiềng An,5
            ,Cộng,15
            3,Phường Chiềng Cơi,7
            4,Phường Chiềng Sinh,8
            ,Cộng,16
            ,Tổng cộng,30
            """);
    ImportResult result =
        runner.run(file, ImportRunner.with(ImportRunner.options(), "2025-07-01", "14"));
    assertEquals(
        List.of(7), runner.rowsOf(result, "total.sum"), () -> ImportRunner.describe(result));
  }

  /** A row called by the province adds up its communes; a list of provinces is another thing. */
  @Test
  void a_province_among_communes_is_their_total_and_not_a_unit() throws IOException {
    StatisticsImport.Options options =
        ImportRunner.with(ImportRunner.options(), "2025-07-01", "14");
    String communes = "Phường Tô Hiệu,10\nPhường Chiềng An,5\n";
    Path above =
        Files.writeString(dir.resolve("tren.csv"), "Đơn vị,Hộ nghèo\nTỈNH SƠN LA,16\n" + communes);
    Path below =
        Files.writeString(
            dir.resolve("duoi.csv"), "Đơn vị,Hộ nghèo\n" + communes + "Tỉnh Sơn La,16\n");
    assertEquals(List.of(2), runner.rowsOf(runner.run(above, options), "total.sum"));
    assertEquals(List.of(4), runner.rowsOf(runner.run(below, options), "total.sum"));
    Path provinces =
        Files.writeString(
            dir.resolve("tinh.csv"), "Đơn vị,Hộ nghèo\nTỉnh Sơn La,15\nTỉnh Lạng Sơn,16\n");
    assertEquals(2, runner.run(provinces, options).report().unmatched());
  }

  /** Three lines without merging: the third one tells numbers and rates apart. */
  @Test
  void rates_below_a_third_line_of_headings_belong_to_the_header() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("ba-dong.csv"),
            """
            TT;Đơn vị;Tổng số hộ dân cư;Diễn biến hộ nghèo trong năm;;;;Số hộ nghèo cuối năm;
            ;;;Số hộ thoát nghèo;;Số hộ phát sinh nghèo;;Số hộ;Tỷ lệ %
            ;;;Số hộ;Tỷ lệ %;Số hộ;Tỷ lệ %;;
            1;Phường Tô Hiệu;4.000;60;1,50;18;0,45;160;4,00
            """);
    ImportResult result = runner.run(file, ImportRunner.options());
    assertTrue(result.stored(), () -> ImportRunner.describe(result));
    assertEquals(
        Map.of(
            "hh_total", 4000.0,
            "hh_poor_escaped", 60.0,
            "hh_poor_new", 18.0,
            "hh_poor", 160.0,
            "rate_poor", 4.0),
        figures("03646", "ALL"));
  }

  /** Pasted from a printed table: districts as groups with their sums before and behind. */
  @Test
  void sums_of_districts_before_and_behind_their_communes_are_no_units() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("dan.txt"),
            """
            Bảng 2: Hộ nghèo các xã

            STT\tHuyện/xã\tTổng số hộ\tHộ nghèo\tTỷ lệ hộ nghèo (%)
            I\tThành phố Sơn La\t3.000\t150\t5,00
            1\tPhường Chiềng Lề\t1.000\t50\t5,00
            2\tPhường Tô Hiệu\t2.000\t100\t5,00
            \tCộng Thành phố Sơn La\t3.000\t151\t
            II\tHuyện Mường La\t1.500\t300\t20,00
            1\tThị trấn Ít Ong\t1.500\t300\t20,00
            \tCộng huyện Mường La\t1.500\t300\t
            Nguồn: Sở Lao động
            """);
    ImportResult result = runner.run(file, ImportRunner.with(ImportRunner.options(), "2021", "14"));
    assertEquals(3, result.report().matched(), () -> ImportRunner.describe(result));
    assertFalse(result.report().hasOpenRows(), () -> ImportRunner.describe(result));
    assertEquals(List.of(7), runner.rowsOf(result, "total.sum"), "151 is not 150");
  }

  @Test
  void rows_of_a_finding_stand_in_the_order_of_the_file() {
    Findings findings = new Findings();
    Message message = Message.of("table.type_differs");
    for (int row : new int[] {9, 4, 9, 5, 4}) {
      findings.add("unit.type", Finding.Severity.WARNING, row, message);
    }
    assertEquals(List.of(4, 5, 9), findings.list().get(0).rows());
  }

  private Path book(String name, Consumer<Sheet> fill) throws IOException {
    Path file = dir.resolve(name);
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      fill.accept(book.createSheet("Biểu"));
      write(book, file);
    }
    return file;
  }

  private static void write(XSSFWorkbook book, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      book.write(out);
    }
  }

  private static void cells(Sheet sheet, int row, Object... values) {
    Row line = sheet.createRow(row);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Number number) {
        line.createCell(i).setCellValue(number.doubleValue());
      } else if (!values[i].equals("")) {
        Cell cell = line.createCell(i);
        cell.setCellValue((String) values[i]);
      }
    }
  }
}
