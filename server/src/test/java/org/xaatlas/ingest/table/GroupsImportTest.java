package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitGroup;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GroupsImportTest extends ImportTest {

  private ImportResult run(String edition, String text) throws Exception {
    return run(edition, text, false);
  }

  private ImportResult run(String edition, String text, boolean withdraw) throws Exception {
    Source source = new Source("plan", "Kế hoạch", "", "", "2026", "", "");
    return runner.run(
        Files.writeString(dir.resolve("nhom.csv"), text),
        new GroupsImport.Options(Level.COMMUNE, edition, "Lan", withdraw, FileOptions.of(source)));
  }

  private List<UnitGroup> groups() {
    return store.read(StoreReader::groups);
  }

  @Test
  void units_are_joined_within_their_edition_and_saved_with_who_and_when() throws Exception {
    ImportResult result =
        run(
            "2021",
            "Nhóm,Mã,Tên\n"
                + "Ven biển Trần Đề,31672,Xã Đại Ân 2\n"
                + "Ven biển Trần Đề,31673,Thị trấn Trần Đề\n"
                + "Biên giới,31681,Xã Trung Bình\n");
    assertTrue(result.stored(), () -> result.report().findings().toString());
    assertEquals(3, result.report().matched());
    assertEquals(
        List.of("bien_gioi", "ven_bien_tran_de"), groups().stream().map(UnitGroup::id).toList());
    UnitGroup coast = groups().get(1);
    assertEquals("Ven biển Trần Đề", coast.name());
    assertEquals(List.of("31672", "31673"), coast.units());
    assertEquals("Lan", coast.by());
    assertEquals("2021", coast.edition());
    assertEquals(1, coast.importNumber());
  }

  @Test
  void a_code_of_another_unit_leaves_the_row_open_and_saves_nothing() throws Exception {
    // 31673 was Thị trấn Trần Đề and is Xã Trần Đề; 31672 is no unit of today.
    ImportResult result = run("2025-07-01", "group,code,name\nCoast,31672,Xã Đại Ân 2\n");
    assertFalse(result.stored());
    assertEquals(List.of(), groups());
  }

  @Test
  void a_group_is_replaced_as_a_whole() throws Exception {
    run("2021", "group,code\nCoast,31672\nCoast,31681\nOther,31672\n");
    run("2021", "group,code\nCoast,31673\n");
    assertEquals(List.of("31673"), groups().get(0).units());
    assertEquals(2, groups().size());
    assertTrue(run("2021", "group,code\nCoast,31673\n", true).stored());
    assertEquals(List.of("other"), groups().stream().map(UnitGroup::id).toList());
  }

  /** Names that a spreadsheet would run are names like any other. */
  @Test
  void a_file_and_a_group_may_have_the_name_of_a_formula() throws Exception {
    Path file = dir.resolve("=cmd|calc!A1.csv");
    Files.writeString(
        file, "group,code\n=1+1,03646\n\"=HYPERLINK(\"\"http://x\"\")\",03646\n+A1,03664\n");
    try (ImportRunner runner = new ImportRunner(Files.createDirectory(dir.resolve("own")))) {
      ImportResult result = runner.groups(file);
      assertTrue(result.stored(), () -> result.report().findings().toString());
      assertEquals("=cmd|calc!A1.csv", result.report().file());
      assertEquals(
          List.of("1_1:=1+1", "a1:+A1", "hyperlink_http_x:=HYPERLINK(\"http://x\")"),
          runner.store().read(StoreReader::groups).stream()
              .map(group -> group.id() + ":" + group.name())
              .sorted()
              .toList());
    }
  }

  @Test
  void names_that_are_one_in_addresses_and_rows_without_a_name_are_refused() throws Exception {
    assertFalse(run("2021", "group,code\nVen biển,31672\nVên biên,31681\n").stored());
    assertFalse(run("2021", "group,code\n,31672\n").stored());
    assertFalse(run("2021", "group,code\n???,31672\n").stored());
    assertThrows(RefusedException.class, () -> run("2021", "code,name\n31672,Xã Đại Ân 2\n"));
  }
}
