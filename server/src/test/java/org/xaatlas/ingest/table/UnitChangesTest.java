package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Decision;
import org.xaatlas.join.Finding;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Language;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;

class UnitChangesTest extends ImportTest {
  private static final Registers REGISTERS = new Registers();

  private ImportResult run(String rows) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("changes.csv"), "Mã,Tên trước,Tên sau,Ngày hiệu lực\n" + rows);
    return runner.units(file, "2025-07-01", new Source("nq", "Nghị quyết", "", "", "", "", ""));
  }

  @Test
  void a_unit_that_became_a_ward_keeps_its_place_in_the_edition() throws Exception {
    ImportResult result = run("25270,Xã Lộc Ninh,Phường Lộc Ninh,30/4/2026\n");
    assertTrue(result.stored(), () -> result.report().toString());
    assertEquals(1, result.report().matched());
    assertEquals(List.of(), result.report().findings(), "the alias table has the new name");
    assertTrue(
        result.report().outcomes().get(1).reason().in(Language.EN).contains("since 2026-04-30"));
    assertEquals(
        "Xã Lộc Ninh",
        store
            .read(reader -> reader.units("2025-07-01"))
            .find(Level.COMMUNE, "25270")
            .orElseThrow()
            .fullName());
  }

  @Test
  void a_row_with_the_new_type_is_matched_in_silence() {
    ImportTarget target = new ImportTarget(store, REGISTERS, false);
    JoinOutcome outcome =
        target
            .matcher("2025-07-01", Level.COMMUNE, Optional.of("75"))
            .match(
                List.of(
                    new RowKey(
                        1,
                        Optional.empty(),
                        Optional.of("Phường Long Thành"),
                        Optional.empty(),
                        Optional.empty())))
            .get(0);
    assertEquals("join.name_within", outcome.reason().key());
  }

  @Test
  void a_new_name_that_nobody_knew_is_kept_and_found_by_the_next_import() throws Exception {
    String change = "03646,Phường Tô Hiệu,Phường Sơn La Mới,2026-05-01\n";
    assertEquals("unmatched", named("Phường Sơn La Mới").kind());
    ImportResult result = run(change);
    assertTrue(result.stored(), () -> result.report().toString());
    assertEquals(
        List.of("units.new_name"), result.report().findings().stream().map(Finding::rule).toList());
    for (String name : List.of("Phường Sơn La Mới", "sơn la mới", "P. Son La Moi")) {
      JoinOutcome outcome = named(name);
      assertEquals("03646", ((JoinOutcome.Matched) outcome).code(), name);
      assertTrue(outcome.reason().in(Language.EN).contains("(changes.csv)"), name);
    }
    assertEquals("03646", ((JoinOutcome.Matched) named("Phường Tô Hiệu")).code());
    assertFalse(
        run(change).report().findings().stream()
            .map(Finding::rule)
            .toList()
            .contains("units.new_name"),
        "it is known now");
    Decision kept = store.read(reader -> reader.decisions()).get(0);
    assertEquals("Nghị quyết", kept.by());
    assertEquals(2, kept.row());
    store.write(
        writer -> {
          writer.removeDecision(kept);
          return null;
        });
    assertEquals("unmatched", named("Phường Sơn La Mới").kind(), "a person took it back");
  }

  @Test
  void a_name_from_before_the_list_of_the_edition_is_found_too() throws Exception {
    assertTrue(run("03646,Phường Chiềng Lề Cũ,Phường Tô Hiệu,2025-07-01\n").stored());
    assertEquals("03646", ((JoinOutcome.Matched) named("Phường Chiềng Lề Cũ")).code());
  }

  @Test
  void a_new_name_that_is_anothers_is_warned_of_and_decides_nothing() throws Exception {
    ImportResult result = run("03646,Phường Tô Hiệu,Xã Mường La,2026-05-01\n");
    assertEquals(
        List.of("units.name_taken"),
        result.report().findings().stream().map(Finding::rule).toList());
    String mine = ((JoinOutcome.Matched) named("Xã Mường La")).code();
    assertFalse(mine.equals("03646"), mine);
  }

  @Test
  void a_refused_file_keeps_no_name() throws Exception {
    assertFalse(run("03646,Phường Tô Hiệu,Phường Sơn La Mới,soon\n").stored());
    assertEquals(List.of(), store.read(reader -> reader.decisions()));
  }

  /** What a row of Sơn La with this name alone ends as. */
  private JoinOutcome named(String name) {
    return new ImportTarget(store, REGISTERS, false)
        .matcher("2025-07-01", Level.COMMUNE, Optional.of("14"))
        .match(
            List.of(
                new RowKey(
                    1, Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty())))
        .get(0);
  }

  @Test
  void a_row_that_fits_no_unit_or_has_no_day_stops_the_file() throws Exception {
    assertFalse(run("25270,Xã Lộc Tấn,Phường Lộc Tấn,2026-04-30\n").stored());
    assertFalse(run("25270,Xã Lộc Ninh,Phường Lộc Ninh,soon\n").stored());
    assertFalse(run("25270,Xã Lộc Ninh,,2026-04-30\n").stored());
  }
}
