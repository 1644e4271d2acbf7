package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Period;
import org.xaatlas.series.Series;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

class ReviewImportTest extends ImportTest {
  private static final UnitRegister UNITS = new Registers().register("2025-07-01").orElseThrow();
  private static final List<Unit> SON_LA =
      UNITS.units(Level.COMMUNE).stream()
          .filter(u -> u.parent().filter("14"::equals).isPresent())
          .toList();

  private Path folder;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(dir.resolve("nop"));
  }

  @Test
  void files_of_all_communes_become_one_review_and_each_figure_traces_to_its_file()
      throws IOException {
    everybody();
    Review review = run();
    assertEquals("{APPROVED=75, CLEAN=0, RETURNED=0, MISSING=0}", review.totals().toString());
    assertTrue(review.stored());
    Map<Long, ImportRecord> imports = new TreeMap<>();
    runner.store().read(reader -> reader.imports()).forEach(r -> imports.put(r.number(), r));
    assertEquals(76, imports.size(), "one for each file, and the review");
    Series poor = series("hh_poor");
    assertEquals(75, poor.observations().size());
    for (int i = 0; i < 75; i++) {
      ImportRecord from = imports.get(poor.importOf().get(i));
      String unit = poor.observations().get(i).unit();
      assertEquals(unit + ".csv", from.fileName());
      assertEquals("nop", from.options().get("review"));
      assertEquals(2, poor.observations().get(i).row());
    }
    assertEquals("review", imports.get(76L).kind());
  }

  @Test
  void a_file_with_an_error_is_returned_and_nothing_is_stored() throws IOException {
    everybody();
    put(SON_LA.get(3), "100", "4.5");
    Review review = run();
    assertEquals("{APPROVED=0, CLEAN=74, RETURNED=1, MISSING=0}", review.totals().toString());
    assertFalse(review.stored());
    assertTrue(runner.store().read(reader -> reader.imports()).isEmpty());
    assertTrue(runner.series().isEmpty());
  }

  @Test
  void a_round_of_errors_alone_is_remembered_where_a_part_may_go_ahead() throws IOException {
    put(SON_LA.get(3), "100", "4.5");
    Review refused = run(folder, false, Optional.empty());
    assertFalse(refused.stored());
    Path next = Files.createDirectory(dir.resolve("lan 2"));
    Files.writeString(next.resolve("x.csv"), text(SON_LA.get(5), "100", "5"));
    assertEquals(
        "{APPROVED=1, CLEAN=0, RETURNED=0, MISSING=74}",
        run(next, false, Optional.empty()).totals().toString(),
        "a round that is refused leaves no trace");
    assertTrue(run(folder, true, Optional.empty()).stored());
    Files.writeString(next.resolve("x.csv"), text(SON_LA.get(6), "100", "5"));
    assertEquals(
        "{APPROVED=2, CLEAN=0, RETURNED=1, MISSING=72}",
        run(next, false, Optional.empty()).totals().toString());
    assertEquals(2, series("hh_poor").observations().size(), "no figure of the wrong file");
  }

  @Test
  void a_review_of_rows_that_are_no_units_is_given_up() throws IOException {
    everybody();
    for (String file : List.of("b.csv", "a.csv")) {
      StringBuilder text = new StringBuilder("Tên xã,Hộ nghèo\n");
      for (int i = 0; i < 5_100; i++) {
        text.append("Nơi ").append(Integer.toString(i * 7919, 36)).append(",1\n");
      }
      Files.writeString(folder.resolve(file), text);
    }
    RefusedException refused = assertThrows(RefusedException.class, this::run);
    assertEquals("review.open", refused.text().key());
    String message = refused.text().in(Language.EN);
    assertTrue(message.contains("more than 10,000 rows"), message);
    assertTrue(message.contains("the last was in b.csv"), message);
    assertTrue(runner.store().read(reader -> reader.imports()).isEmpty());
  }

  /** The form tells the start of the year, as it was prefilled, and that is no gap. */
  @Test
  void a_form_sent_back_unfilled_leaves_no_gap_in_every_figure() throws IOException {
    everybody();
    Files.writeString(
        file(SON_LA.get(3)),
        "code,name,hh_poor_start\n%s,%s,9\n"
            .formatted(SON_LA.get(3).code(), SON_LA.get(3).fullName()));
    Review review = run();
    assertRule("review.unfilled", review, file(SON_LA.get(3)).getFileName().toString());
    assertEquals(
        List.of(), review.findings().stream().filter(f -> f.rule().equals("review.gap")).toList());
  }

  @Test
  void units_without_errors_may_go_ahead_and_the_corrected_file_completes_the_review()
      throws IOException {
    everybody();
    Unit wrong = SON_LA.get(3);
    put(wrong, "100", "4.5");
    Files.delete(file(SON_LA.get(5)));
    Review first = run(folder, true, Optional.empty());
    assertEquals("{APPROVED=73, CLEAN=0, RETURNED=1, MISSING=1}", first.totals().toString());
    assertTrue(first.stored());
    Path second = Files.createDirectory(dir.resolve("lan 2"));
    Files.writeString(second.resolve("x.csv"), text(SON_LA.get(5), "100", "5"));
    Review next = run(second, false, Optional.empty());
    assertEquals(
        "{APPROVED=74, CLEAN=0, RETURNED=1, MISSING=0}",
        next.totals().toString(),
        "what was returned is remembered");
    assertTrue(
        next.units().stream().anyMatch(u -> u.unit().equals(wrong) && u.earlier()), "as earlier");
    Path third = Files.createDirectory(dir.resolve("lan 3"));
    Files.writeString(third.resolve("y.csv"), text(wrong, "100", "4"));
    assertEquals(
        "{APPROVED=75, CLEAN=0, RETURNED=0, MISSING=0}",
        run(third, false, Optional.empty()).totals().toString());
    assertEquals(75, series("hh_poor").observations().size());
  }

  @Test
  void a_dry_run_stores_nothing() throws IOException {
    put(SON_LA.get(0), "100", "4");
    Review review =
        importer().run(folder, ImportRunner.with(options(), true, false), true, Optional.empty());
    assertEquals("{APPROVED=0, CLEAN=1, RETURNED=0, MISSING=74}", review.totals().toString());
    assertTrue(runner.store().read(reader -> reader.imports()).isEmpty());
  }

  @Test
  void the_workbook_to_send_back_is_the_officers_sheet_with_reasons_in_vietnamese()
      throws IOException {
    put(SON_LA.get(0), "100", "4.5");
    put(SON_LA.get(1), "100", "4");
    Path returns = dir.resolve("tra");
    run(folder, false, Optional.of(returns));
    assertEquals(List.of("03646-phuong-to-hieu-tra-lai.xlsx"), names(returns));
    try (InputStream in = Files.newInputStream(returns.resolve(names(returns).get(0)));
        XSSFWorkbook book = new XSSFWorkbook(in)) {
      Sheet sheet = book.getSheetAt(0);
      assertEquals("hh_poor", sheet.getRow(0).getCell(3).getStringCellValue());
      assertEquals("Kết quả", sheet.getRow(0).getCell(4).getStringCellValue());
      Row row = sheet.getRow(1);
      assertEquals("Đã khớp; Lỗi", row.getCell(4).getStringCellValue());
      assertTrue(
          row.getCell(6).getStringCellValue().startsWith("Lỗi: K2. "),
          row.getCell(6).getStringCellValue());
      assertTrue(book.getSheetAt(1).getRow(1).getCell(1).getStringCellValue().startsWith("K2. "));
    }
  }

  @Test
  void two_files_of_one_commune_are_both_returned() throws IOException {
    put(SON_LA.get(0), "100", "4");
    Files.writeString(folder.resolve("ban moi.csv"), text(SON_LA.get(0), "100", "5"));
    Review review = run();
    assertEquals(
        List.of(FileState.RETURNED, FileState.RETURNED),
        review.files().stream().map(FileOutcome::state).toList());
    assertRule("review.twice", review, "ban moi.csv");
    assertFalse(review.stored());
  }

  @Test
  void the_same_bytes_twice_count_once() throws IOException {
    put(SON_LA.get(0), "100", "4");
    Files.copy(file(SON_LA.get(0)), folder.resolve("copy.csv"));
    Review review = run();
    assertTrue(review.stored());
    assertEquals(1, review.files().stream().filter(f -> f.state() == FileState.COPY).count());
  }

  @Test
  void a_file_named_after_another_commune_is_returned() throws IOException {
    Files.writeString(folder.resolve("03664 lan 2.csv"), text(SON_LA.get(0), "100", "4"));
    Files.writeString(folder.resolve("Phường Chiềng Sinh.csv"), text(SON_LA.get(1), "100", "4"));
    Files.writeString(folder.resolve("Tô Hiệu - TP Sơn La.csv"), text(SON_LA.get(0), "90", "4"));
    Files.writeString(folder.resolve("bieu 7.csv"), text(SON_LA.get(5), "100", "4"));
    Review review = run();
    assertRule("review.unit", review, "03664 lan 2.csv");
    assertRule("review.unit", review, "Phường Chiềng Sinh.csv");
    assertFalse(rules(review, "Tô Hiệu - TP Sơn La.csv").contains("review.unit"));
    assertFalse(rules(review, "bieu 7.csv").contains("review.unit"));
  }

  @Test
  void figures_of_another_year_are_returned() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "code,Năm,hh_total,hh_poor\n03646,2022,100,4\n");
    put(SON_LA.get(1), "100", "4");
    put(SON_LA.get(2), "100", "4");
    Review review = run();
    assertRule("review.period", review, "a.csv");
    assertEquals(
        List.of(),
        review.findings().stream().filter(f -> f.rule().equals("review.gap")).toList(),
        "that the unit tells nothing of this year is said once");
  }

  /** A refused import leaves the store as it was, what it sent back included. */
  @Test
  void a_round_that_stores_nothing_is_not_remembered() throws IOException {
    put(SON_LA.get(0), "100", "4");
    put(SON_LA.get(3), "100", "4.5");
    Review first = run();
    assertEquals("{APPROVED=0, CLEAN=1, RETURNED=1, MISSING=73}", first.totals().toString());
    assertTrue(runner.store().read(reader -> reader.imports()).isEmpty());
    Path second = Files.createDirectory(dir.resolve("lan 2"));
    Files.writeString(second.resolve("x.csv"), text(SON_LA.get(0), "100", "4"));
    assertEquals(
        "{APPROVED=1, CLEAN=0, RETURNED=0, MISSING=74}",
        run(second, false, Optional.empty()).totals().toString());
  }

  @Test
  void forms_of_poor_and_of_near_poor_households_are_checked_together() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "code,hh_total,hh_poor\n03646,100,60\n");
    Files.writeString(folder.resolve("b.csv"), "code,hh_near_poor\n03646,50\n");
    Review review = run();
    assertRule("households.poor", review, "a.csv");
    assertRule("households.poor", review, "b.csv");
    assertTrue(review.stored(), "a warning never blocks");
  }

  @Test
  void what_a_unit_leaves_out_and_the_others_tell_is_said() throws IOException {
    for (int i = 0; i < 6; i++) {
      put(SON_LA.get(i), "100", i == 2 ? "" : "4");
    }
    Review review = run();
    assertTrue(review.stored());
    List<String> gaps =
        review.findings().stream()
            .filter(f -> f.rule().equals("review.gap"))
            .map(f -> f.message().in(Language.EN))
            .toList();
    assertEquals(
        List.of(
            "K23. \"Poor households\" (group: All): 1 of 6 units that submitted tells nothing of it: "
                + SON_LA.get(2).code()
                + " "
                + SON_LA.get(2).fullName()),
        gaps);
  }

  @Test
  void half_of_a_unit_is_never_stored() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "code,hh_total,hh_poor\n03646,100,60\n");
    Files.writeString(folder.resolve("b.csv"), "code,hh_near_poor\n03646,5.5\n");
    put(SON_LA.get(1), "100", "4");
    Review review = run(folder, true, Optional.empty());
    assertEquals(FileState.CLEAN, outcome(review, "a.csv").state());
    assertEquals(FileState.RETURNED, outcome(review, "b.csv").state());
    assertEquals(FileState.APPROVED, outcome(review, SON_LA.get(1).code() + ".csv").state());
    assertEquals(1, series("hh_poor").observations().size());
  }

  @Test
  void a_summary_of_the_communes_is_compared_with_their_files_and_not_stored() throws IOException {
    StringBuilder all = new StringBuilder("code,hh_total,hh_poor\n");
    for (int i = 0; i < 10; i++) {
      put(SON_LA.get(i), "100", "" + i);
      all.append(SON_LA.get(i).code()).append(",100,").append(i == 4 ? 44 : i).append('\n');
    }
    Files.writeString(folder.resolve("tong hop.csv"), all.toString());
    Review review = run();
    assertEquals(FileState.SUMMARY, outcome(review, "tong hop.csv").state());
    assertRule("review.summary", review, "tong hop.csv");
    assertRule("review.summary", review, SON_LA.get(4).code() + ".csv");
    assertFalse(rules(review, SON_LA.get(5).code() + ".csv").contains("review.summary"));
    assertTrue(review.stored());
    assertEquals(4, value("hh_poor", SON_LA.get(4)));
  }

  @Test
  void the_communes_are_compared_with_the_stored_figure_of_their_province() throws IOException {
    StatisticsImport.Options o = options();
    Path whole = Files.writeString(dir.resolve("tinh.csv"), "code,hh_poor\n14,100\n");
    runner.run(
        whole,
        ImportRunner.figures(
            Level.PROVINCE, o.edition(), o.period(), FileOptions.of(o.file().source())));
    everybody();
    Review review = run();
    assertTrue(
        review.findings().stream()
            .anyMatch(
                f ->
                    f.rule().equals("review.province")
                        && f.message().in(Language.EN).contains("add up to 300")
                        && f.message().in(Language.EN).contains("is 100")));
    assertTrue(review.stored());
  }

  @Test
  void a_list_of_households_is_returned_without_a_word_of_it() throws IOException {
    StringBuilder list = new StringBuilder("Họ và tên chủ hộ,Số CCCD,Mã xã\n");
    for (int i = 10; i < 40; i++) {
      list.append("Lò Văn Nguyên").append(",0141990012").append(i).append(",03646\n");
    }
    Files.writeString(folder.resolve("03646.csv"), list.toString());
    put(SON_LA.get(1), "100", "4");
    Path returns = dir.resolve("tra");
    Review review = run(folder, true, Optional.of(returns));
    assertEquals("{APPROVED=1, CLEAN=0, RETURNED=1, MISSING=73}", review.totals().toString());
    try (XSSFWorkbook book =
        new XSSFWorkbook(Files.newInputStream(returns.resolve(names(returns).get(0))))) {
      StringBuilder text = new StringBuilder();
      book.forEach(s -> s.forEach(r -> r.forEach(c -> text.append(c).append('\n'))));
      assertTrue(text.toString().contains("danh sách hộ"), text.toString());
      assertFalse(text.toString().contains("Lò Văn"), text.toString());
      assertFalse(text.toString().contains("0141990012"), text.toString());
    }
    assertFalse(ReviewJson.write(review, Language.VI).contains("Lò Văn"));
    for (ImportRecord record : runner.store().read(reader -> reader.imports())) {
      assertFalse(record.fileName().equals("03646.csv"));
      assertFalse(record.report().contains("Lò Văn"));
    }
  }

  @Test
  void nothing_of_a_returned_file_is_kept() throws IOException {
    Files.writeString(
        folder.resolve("a.csv"), "Tên xã,Tổng số hộ,Hộ nghèo\nXã Không Có Đâu,100,4\n");
    put(SON_LA.get(1), "100", "4");
    Review review = run(folder, true, Optional.empty());
    assertEquals(FileState.RETURNED, outcome(review, "a.csv").state());
    assertTrue(ReviewJson.write(review, Language.VI).contains("Không Có Đâu"));
    for (ImportRecord record : runner.store().read(reader -> reader.imports())) {
      assertFalse(record.report().contains("Không Có Đâu"));
      assertFalse(record.fileName().equals("a.csv"));
    }
  }

  @Test
  void a_zip_is_read_like_a_folder_and_litter_is_passed_over() throws IOException {
    Path zip = dir.resolve("nop.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      entry(out, "Sơn La/Tô Hiệu/bieu.csv", text(SON_LA.get(0), "100", "4"));
      entry(out, "Sơn La/Chiềng An/bieu.csv", text(SON_LA.get(1), "100", "5"));
      entry(out, "__MACOSX/Sơn La/._bieu.csv", "rubbish");
      entry(out, "Sơn La/~$bieu.xlsx", "lock");
      entry(out, "Sơn La/Thumbs.db", "thumbs");
    }
    Review review = run(zip, false, Optional.empty());
    assertEquals(2, review.files().size());
    assertTrue(review.stored());
    assertEquals(5, value("hh_poor", SON_LA.get(1)));
    assertEquals(
        "Sơn La/Chiềng An/bieu.csv",
        runner.store().read(reader -> reader.imports()).get(0).options().get("review-file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1258", "IBM437"})
  void a_zip_of_a_program_that_writes_names_without_unicode_is_read(String encoding)
      throws IOException {
    Path zip = dir.resolve("nop.zip");
    Charset names = Charset.forName(encoding);
    String name = encoding.equals("IBM437") ? "Tô Hiêu 03646" : "Tô Hiệu";
    String typed = Normalizer.normalize(name, Normalizer.Form.NFD).replace("o\u0302", "ô");
    typed = typed.replace("e\u0323\u0302", "ê\u0323").replace("e\u0302", "ê");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip), names)) {
      entry(out, typed + ".csv", text(SON_LA.get(0), "100", "4"));
    }
    Review review = run(zip, false, Optional.empty());
    assertTrue(review.stored());
    assertEquals(name + ".csv", review.files().get(0).name());
    assertEquals(4, value("hh_poor", SON_LA.get(0)));
  }

  @ParameterizedTest
  @CsvSource({"ế,86,.csv", "a,60000,.csv", "x/,600,a.csv"})
  void a_zip_with_names_that_no_disk_takes_is_refused(String part, int times, String end)
      throws IOException {
    Path zip = dir.resolve("long.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      entry(out, part.repeat(times) + end, text(SON_LA.get(0), "100", "4"));
    }
    RefusedException refused =
        assertThrows(RefusedException.class, () -> run(zip, false, Optional.empty()));
    assertEquals("boundary.zip_name_length", refused.text().key());
    assertTrue(refused.getMessage().length() < 250, refused.getMessage());
  }

  @Test
  void a_zip_that_leads_out_of_its_folder_is_refused() throws IOException {
    Path zip = dir.resolve("evil.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      entry(out, "../../evil.csv", text(SON_LA.get(0), "100", "4"));
    }
    assertThrows(RefusedException.class, () -> run(zip, false, Optional.empty()));
  }

  @Test
  void an_empty_folder_and_too_many_files_are_refused() throws IOException {
    assertThrows(RefusedException.class, this::run);
    for (int i = 0; i < 1_001; i++) {
      Files.writeString(folder.resolve("f" + i + ".csv"), "x");
    }
    RefusedException refused = assertThrows(RefusedException.class, this::run);
    assertTrue(refused.getMessage().contains("1,000"), refused.getMessage());
  }

  @Test
  void a_file_nobody_can_read_is_returned_with_the_reason() throws IOException {
    Files.writeString(folder.resolve("03646 ra soat.pdf"), "%PDF-1.7 ...");
    Path returns = dir.resolve("tra");
    Review review = run(folder, false, Optional.of(returns));
    assertEquals(UnitState.RETURNED, review.units().get(0).state());
    assertEquals(List.of("03646-phuong-to-hieu-tra-lai.xlsx"), names(returns));
  }

  @Test
  void a_form_sent_back_as_it_came_is_no_submission() throws IOException {
    put(SON_LA.get(0), "100", "4");
    put(SON_LA.get(1), "100", "5");
    assertTrue(run().stored());
    Path second = Files.createDirectory(dir.resolve("lan 2"));
    Unit lazy = SON_LA.get(2);
    Files.writeString(
        second.resolve(lazy.code() + ".csv"),
        "code,name,hh_total,hh_poor_start,hh_poor\n"
            + String.join(",", lazy.code(), lazy.fullName(), "", "7", "")
            + "\n");
    Review review = run(second, true, Optional.empty());
    assertTrue(review.files().stream().allMatch(f -> f.importNumber().isEmpty()), "no figures");
    assertEquals(
        "{APPROVED=2, CLEAN=0, RETURNED=1, MISSING=72}",
        review.totals().toString(),
        "what was approved before stays so, whatever the files in hand tell");
    assertTrue(
        ReviewJson.write(review, Language.EN).contains("nothing but last year’s figures"),
        () -> ReviewJson.write(review, Language.EN));
  }

  @Test
  void a_file_with_the_code_of_another_unit_does_not_hold_that_unit_up() throws IOException {
    Unit right = SON_LA.get(1);
    Unit mistaken = SON_LA.get(4);
    put(right, "100", "4");
    Files.writeString(folder.resolve(mistaken.code() + " bieu.csv"), text(right, "200", "9"));
    Review review = run(folder, true, Optional.empty());
    assertTrue(review.stored());
    assertEquals(4, value("hh_poor", right));
    assertEquals(
        UnitState.RETURNED,
        review.units().stream()
            .filter(u -> u.unit().equals(mistaken))
            .findFirst()
            .orElseThrow()
            .state());
    assertEquals("{APPROVED=1, CLEAN=0, RETURNED=1, MISSING=73}", review.totals().toString());
  }

  private void everybody() throws IOException {
    for (Unit unit : SON_LA) {
      put(unit, "100", "4");
    }
  }

  private void put(Unit unit, String total, String poor) throws IOException {
    Files.writeString(file(unit), text(unit, total, poor));
  }

  private Path file(Unit unit) {
    return folder.resolve(unit.code() + ".csv");
  }

  private static String text(Unit unit, String total, String poor) {
    return "code,name,hh_total,hh_poor\n"
        + String.join(",", unit.code(), unit.fullName(), total, poor)
        + "\n";
  }

  private static void entry(ZipOutputStream out, String name, String text) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static StatisticsImport.Options options() {
    return ImportRunner.options(
        "2025-07-01", Optional.of("14"), Optional.empty(), new Period("2023"));
  }

  private ReviewImport importer() {
    return new ReviewImport(runner.store(), new Registers(), new Catalogues(), Progress.NONE);
  }

  private Review run() {
    return run(folder, false, Optional.empty());
  }

  private Review run(Path path, boolean partial, Optional<Path> returns) {
    return importer().run(path, options(), partial, returns);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private Series series(String indicator) {
    return runner.series().stream()
        .filter(s -> s.key().indicator().equals(indicator) && s.key().level() == Level.COMMUNE)
        .findFirst()
        .orElseThrow();
  }

  private double value(String indicator, Unit unit) {
    return series(indicator).observations().stream()
        .filter(o -> o.unit().equals(unit.code()))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static FileOutcome outcome(Review review, String name) {
    return review.files().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> rules(Review review, String name) {
    return outcome(review, name).report().orElseThrow().findings().stream()
        .map(Finding::rule)
        .toList();
  }

  private static void assertRule(String rule, Review review, String name) {
    assertTrue(rules(review, name).contains(rule), () -> ReviewJson.write(review, Language.EN));
  }
}
