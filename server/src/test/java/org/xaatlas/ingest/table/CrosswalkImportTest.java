package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xaatlas.SharedData;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CrosswalkImportTest extends ImportTest {
  private static final EditionPair PAIR = new EditionPair("2021", "2025-07-01");
  private static final Registers REGISTERS = new Registers();
  private static final Source SOURCE =
      new Source("nq-1668", "Nghị quyết 1668", "1668/NQ-UBTVQH15", "UBTVQH", "2025-06-16", "", "");

  private ImportResult run(Path file, boolean acceptUnmatched) {
    return run(file, acceptUnmatched, false);
  }

  private ImportResult run(Path file, boolean acceptUnmatched, boolean withdraw) {
    Optional<String> none = Optional.empty();
    return runner.run(
        file,
        new CrosswalkImport.Options(
            "2021",
            "2025-07-01",
            false,
            withdraw,
            new FileOptions(none, none, none, SOURCE, false, acceptUnmatched, false)));
  }

  private ImportResult run(String text) throws Exception {
    return run(Files.writeString(dir.resolve("links.csv"), text), false);
  }

  private List<Link> links() {
    return store.read(reader -> reader.links(PAIR));
  }

  private Crosswalk crosswalk() {
    return Crosswalk.of(PAIR, links());
  }

  @Test
  void a_unit_whose_shares_of_two_kinds_are_wrong_is_one_unit() throws Exception {
    ImportResult result =
        run(
            "old_code,old_name,new_code,new_name,part,weight_households,weight_population\n"
                + "31178,Phường Bùi Hữu Nghĩa,31120,Phường Cái Khế,partial,0.6,0.6\n"
                + "31178,Phường Bùi Hữu Nghĩa,31168,Phường Bình Thủy,partial,0.6,0.6\n");
    Finding found =
        result.report().findings().stream()
            .filter(finding -> finding.rule().equals("crosswalk.shares_do_not_add"))
            .findFirst()
            .orElseThrow();
    assertTrue(
        found.message().in(Language.EN).contains("shares of 1 old unit do not"), found::toString);
    assertEquals(1, found.message().in(Language.EN).split("31178", -1).length - 1, "named once");
    assertTrue(found.message().in(Language.VI).contains("(1,2)"), found.message().in(Language.VI));
    assertEquals(List.of(2, 3), found.rows());
    String summary =
        result.report().findings().stream()
            .filter(finding -> finding.rule().equals("crosswalk.divided"))
            .map(finding -> finding.message().in(Language.EN))
            .findFirst()
            .orElseThrow();
    assertTrue(
        summary.startsWith("1 old unit has links; 1 of them was divided, 1 without known shares."),
        summary);
  }

  @Test
  void corrections_change_the_links_that_are_wrong_and_leave_the_others() throws Exception {
    run(
        "old_code,old_name,new_code,new_name,part\n"
            + "04012,Xã Chiềng Hắc,03980,Phường Mộc Châu,partial\n"
            + "04012,Xã Chiềng Hắc,04078,Xã Chiềng Hặc,partial\n"
            + "13768,Xã Quang Trung,13669,Phường Nam Định,whole\n");
    ImportResult result =
        run(
            "old_code,source_new_code,action,corrected_new_code,basis\n"
                + "04012,04078,removed,,1681 item 39\n"
                + "13768,13669,target changed,13753,1674 item 24\n");
    assertTrue(result.stored(), () -> result.report().toString());
    assertEquals(2, result.report().matched());
    assertEquals(
        List.of("04012 03980 true", "13768 13753 true"),
        links().stream()
            .map(link -> link.from().code() + " " + link.to().code() + " " + link.whole())
            .sorted()
            .toList());
    // Once more: nothing is left to correct, and that is said.
    ImportResult again =
        run(
            "old_code,source_new_code,action,corrected_new_code,basis\n"
                + "04012,04078,removed,,1681 item 39\n");
    assertTrue(again.stored());
    assertTrue(again.report().outcomes().get(1).reason().in(Language.EN).contains("already"));
  }

  @Test
  void a_correction_that_fits_no_link_is_an_open_row() throws Exception {
    run("old_code,old_name,new_code,new_name\n04012,Xã Chiềng Hắc,03980,Phường Mộc Châu\n");
    ImportResult result =
        run(
            "old_code,source_new_code,action,corrected_new_code,basis\n"
                + "04012,03980,removed,,the only link\n"
                + "13768,13669,target changed,13753,nothing known\n"
                + "04012,00000,target changed,13753,another link\n"
                + "04012,03980,painted,,unknown action\n"
                + "99999,03980,removed,,unknown code\n");
    assertFalse(result.stored());
    assertEquals(5, result.report().unmatched());
    assertEquals(1, links().size());
  }

  @Test
  void the_corrections_of_2025_hold_in_the_crosswalk_of_2025() {
    // Absent on a workstation it is said aloud; on CI present() fails.
    assumeTrue(SharedData.present());
    Path units = SharedData.dir().resolve("units");
    assertTrue(run(units.resolve("crosswalk-2025.csv"), false).stored());
    List<Link> before = links();
    ImportResult result = run(units.resolve("crosswalk-2025-corrections.csv"), false);
    assertTrue(result.stored(), () -> result.report().toString());
    assertEquals(31, result.report().matched());
    assertEquals(before, links(), "the crosswalk was corrected when it was made");
  }

  @Test
  void codes_that_were_given_up_bring_an_edition_of_their_own() {
    // Absent on a workstation it is said aloud; on CI present() fails.
    assumeTrue(SharedData.present());
    EditionPair pair = new EditionPair("2024", "2025-07-01");
    Path file = SharedData.dir().resolve("units/crosswalk-2025-superseded.csv");
    ImportResult result = importOldUnits(file, "2024");
    assertTrue(result.stored(), () -> result.report().toString());
    assertEquals(12, result.report().matched());
    List<Link> links = store.read(reader -> reader.links(pair));
    assertEquals(12, links.size());
    assertTrue(links.stream().allMatch(Link::whole));
    UnitRegister units = store.read(reader -> reader.units("2024"));
    assertEquals("Xã Tân An", units.find(Level.COMMUNE, "07693").orElseThrow().fullName());
    assertEquals("Tỉnh Bắc Giang", units.find(Level.PROVINCE, "24").orElseThrow().fullName());
    assertEquals(12, units.units(Level.COMMUNE).size());
    assertThrows(RefusedException.class, () -> importOldUnits(file, "2021"));
  }

  private ImportResult importOldUnits(Path file, String edition) {
    return runner.run(
        file,
        new CrosswalkImport.Options(edition, "2025-07-01", true, false, FileOptions.of(SOURCE)));
  }

  private static Set<String> rules(ImportResult result, Finding.Severity severity) {
    return result.report().findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void the_whole_crosswalk_of_2025_loads_with_its_traps() {
    // Absent on a workstation it is said aloud; on CI present() fails.
    assumeTrue(SharedData.present());
    ImportResult result = run(SharedData.dir().resolve("units/crosswalk-2025.csv"), false);

    assertTrue(result.stored(), () -> result.report().findings().toString());
    assertEquals(10_573, result.report().rows()); // the header is a row
    assertEquals(10_572, result.report().matched());
    assertEquals(Set.of(), rules(result, Finding.Severity.ERROR));
    assertEquals(Set.of(), rules(result, Finding.Severity.WARNING));

    List<Link> links = links();
    assertEquals(10_572, links.size());
    assertEquals(974, links.stream().filter(link -> !link.whole()).count());
    Crosswalk crosswalk = crosswalk();
    assertEquals(10_040, crosswalk.divisions().size());
    assertEquals(
        9_598, crosswalk.divisions().stream().filter(d -> d.basis() == Basis.WHOLE).count());
    assertEquals(
        442, crosswalk.divisions().stream().filter(d -> d.basis() == Basis.UNKNOWN).count());
    // Five island districts had no commune; the link leads from the district.
    assertEquals(
        List.of("318", "471", "498", "536", "755"),
        links.stream()
            .map(Link::from)
            .filter(unit -> unit.level() == Level.DISTRICT)
            .map(UnitKey::code)
            .toList());
    assertEquals(
        REGISTERS.register("2025-07-01").orElseThrow().units(Level.COMMUNE).stream()
            .map(UnitKey::of)
            .collect(Collectors.toCollection(TreeSet::new)),
        crosswalk.targets());

    // Every former province went whole into one province, told by its communes alone.
    UnitRegister old = REGISTERS.register("2021").orElseThrow();
    UnitRegister young = REGISTERS.register("2025-07-01").orElseThrow();
    Crosswalk provinces =
        crosswalk
            .grouped(
                unit ->
                    young.find(unit.level(), unit.code()).flatMap(young::province).map(UnitKey::of))
            .lifted(
                unit ->
                    old.find(unit.level(), unit.code()).flatMap(old::province).map(UnitKey::of));
    assertEquals(63, provinces.divisions().size());
    assertTrue(provinces.divisions().stream().allMatch(d -> d.basis() == Basis.WHOLE));
    assertEquals(34, provinces.targets().size());
    assertEquals(
        new UnitKey(Level.PROVINCE, "92"),
        provinces.of(new UnitKey(Level.PROVINCE, "94")).orElseThrow().shares().firstKey());
  }

  @Test
  void codes_that_the_list_does_not_have_are_left_out_only_on_request() {
    // Absent on a workstation it is said aloud; on CI present() fails.
    assumeTrue(SharedData.present());
    Path file = SharedData.dir().resolve("units/crosswalk-2025-superseded.csv");

    ImportResult refused = run(file, false);
    assertFalse(refused.stored());
    assertEquals(12, refused.report().unmatched() + refused.report().ambiguous());
  }

  @Test
  void a_code_that_means_another_unit_in_the_older_edition_is_no_match() throws Exception {
    // 31594 is Xã An Hiệp in 2021 and Xã An Ninh in 2025-07-01.
    ImportResult result =
        run("old_code,old_name,new_code,new_name,part\n31594,Xã An Ninh,31594,Xã An Ninh,whole\n");

    assertFalse(result.stored());
    assertEquals(1, result.report().ambiguous());
  }

  @Test
  void shares_come_from_weights_and_from_what_went_over() throws Exception {
    // Nghị quyết 1668: 1,83 km2 and 330 people of phường Bùi Hữu Nghĩa went to phường Cái Khế. The
    // rest is made up.
    ImportResult result =
        run(
            "Mã cũ;Tên cũ;Mã mới;Tên mới;Phần;Dân số;Diện tích\n"
                + "31178;Phường Bùi Hữu Nghĩa;31120;Phường Cái Khế;một phần;330;1,83\n"
                + "31178;Phường Bùi Hữu Nghĩa;31168;Phường Bình Thủy;một phần;32.670;4,27\n"
                + "31117;Phường Cái Khế;31120;Phường Cái Khế;toàn bộ;;\n");

    assertTrue(result.stored(), () -> result.report().toString());
    var division = crosswalk().of(UnitKey.commune("31178")).orElseThrow();
    assertEquals(Basis.POPULATION, division.basis());
    assertEquals(0.01, division.shares().get(UnitKey.commune("31120")), 1e-12);
    Link link = links().get(1);
    assertEquals(1.83 / 6.1, link.shares().get(Basis.AREA), 1e-12);
    assertEquals(2, link.row());
    assertEquals("nq-1668", link.source());
  }

  @Test
  void links_that_contradict_themselves_are_refused() throws Exception {
    ImportResult both = run("old_code,new_code,part\n31178,31120,whole\n31178,31168,partial\n");
    assertEquals(Set.of("crosswalk.whole_and_more"), rules(both, Finding.Severity.ERROR));

    ImportResult twice = run("old_code,new_code,part\n31117,31120,whole\n31117,31120,whole\n");
    assertTrue(rules(twice, Finding.Severity.ERROR).contains("crosswalk.twice"));

    ImportResult words = run("old_code,new_code,part,weight\n31178,31120,half,2\n");
    assertEquals(Set.of("crosswalk.cell"), rules(words, Finding.Severity.ERROR));
    assertEquals(List.of(), links());
  }

  @Test
  void doubtful_shares_and_units_left_out_are_said() throws Exception {
    ImportResult result =
        run(
            "old_code,new_code,part,weight\n"
                + "31178,31120,partial,0.5\n31178,31168,partial,0.6\n31117,31120,whole,\n");

    assertTrue(result.stored());
    assertEquals(
        Set.of(
            "crosswalk.shares_do_not_add",
            "crosswalk.old_unit_without_link",
            "crosswalk.new_unit_without_link"),
        rules(result, Finding.Severity.WARNING));
    assertEquals(Basis.UNKNOWN, crosswalk().of(UnitKey.commune("31178")).orElseThrow().basis());
    // Only the provinces that the links reach are looked at.
    String told =
        result.report().findings().stream()
            .filter(finding -> finding.rule().equals("crosswalk.old_unit_without_link"))
            .map(finding -> finding.message().toString())
            .findFirst()
            .orElseThrow();
    assertTrue(told.startsWith("78 units"), told);
  }

  @Test
  void a_table_without_old_and_new_units_is_refused() throws Exception {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> run("code,name\n31178,Phường Bùi Hữu Nghĩa\n"));
    assertEquals("crosswalk.no_header", refused.text().key());
  }

  @Test
  void the_form_imports_when_filled() throws Exception {
    Path form = dir.resolve("form.xlsx");
    new Template(
            Template.Kind.CROSSWALK,
            REGISTERS.register("2025-07-01").orElseThrow(),
            Optional.empty(),
            Optional.empty(),
            "",
            new Catalogues())
        .write(form, Optional.empty());
    Path filled = dir.resolve("filled.xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook(Files.newInputStream(form))) {
      Sheet sheet = book.getSheetAt(0);
      int at = sheet.getLastRowNum() + 1;
      for (Object[] cells :
          List.of(
              new Object[] {
                "31178", "Phường Bùi Hữu Nghĩa", "31120", "Phường Cái Khế", "partial", 0.25
              },
              new Object[] {
                "31178", "Phường Bùi Hữu Nghĩa", "31168", "Phường Bình Thủy", "partial", 0.75
              })) {
        Row row = sheet.createRow(at++);
        for (int i = 0; i < 5; i++) {
          row.createCell(i).setCellValue((String) cells[i]);
        }
        row.createCell(5).setCellValue((double) cells[5]);
      }
      try (FileOutputStream out = new FileOutputStream(filled.toFile())) {
        book.write(out);
      }
    }
    ImportResult result = run(filled, false);

    assertTrue(result.stored(), () -> result.report().toString());
    var division = crosswalk().of(UnitKey.commune("31178")).orElseThrow();
    assertEquals(Basis.HOUSEHOLDS, division.basis());
    assertEquals(0.25, division.shares().get(UnitKey.commune("31120")), 1e-12);
  }

  @Test
  void every_row_ends_in_one_way_and_names_both_units() throws Exception {
    ImportResult result =
        run(
            "old_code,old_name,new_code,new_name,part\n\n31672,Xã Đại Ân 2,31673,Xã Trần Đề,whole\n");

    Set<Integer> seen = new HashSet<>();
    result.report().outcomes().forEach(outcome -> assertTrue(seen.add(outcome.row())));
    JoinOutcome last = result.report().outcomes().get(result.report().rows() - 1);
    assertEquals("matched", last.kind());
    assertTrue(last.input().contains("Xã Đại Ân 2") && last.input().contains("Xã Trần Đề"));
  }

  @Test
  void links_can_be_taken_back_by_the_file_that_named_them() throws Exception {
    String text =
        "old_code,old_name,new_code,new_name,part\n"
            + "31672,Xã Đại Ân 2,31673,Xã Trần Đề,whole\n"
            + "31681,Xã Trung Bình,31673,Xã Trần Đề,whole\n";
    assertTrue(run(text).stored());
    Path wrong =
        Files.writeString(
            dir.resolve("wrong.csv"),
            "old_code,old_name,new_code,new_name\n31681,Xã Trung Bình,31673,Xã Trần Đề\n");
    ImportResult result = run(wrong, false, true);
    assertTrue(result.stored(), () -> result.report().findings().toString());
    assertEquals(List.of("31672"), links().stream().map(link -> link.from().code()).toList());
    assertTrue(rules(result, Finding.Severity.INFO).contains("crosswalk.withdrawn"));
    assertEquals(2, store.read(reader -> reader.imports()).size());
  }
}
