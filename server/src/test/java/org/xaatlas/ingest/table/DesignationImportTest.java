package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xaatlas.designation.Designation;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;

class DesignationImportTest extends ImportTest {
  private static final Source SOURCE = new Source("qd60", "Quyết định 60", "", "", "", "", "");

  @Test
  void a_list_with_its_classes_is_stored() throws IOException {
    ImportResult result =
        run(
            "DANH SÁCH XÃ KHU VỰC III, II, I\nTT;Tỉnh;Xã;Khu vực;Số quyết định\n"
                + "1;Sơn La;Phường Tô Hiệu;I;60/QĐ-BDTTG\n2;Sơn La;Chiềng An;KV III;\n3;Sơn La;Chiềng Cơi;;\n",
            Level.COMMUNE,
            Optional.empty());
    assertTrue(
        result.stored(), () -> result.report().findings() + "\n" + result.report().outcomes());
    List<Designation> stored = store.read(reader -> reader.designations());
    assertEquals(
        List.of("03646 region I 60/QĐ-BDTTG 3", "03664 region III 1/QĐ 4"),
        stored.stream()
            .map(
                d ->
                    d.unit()
                        + " "
                        + d.scheme()
                        + " "
                        + d.designationClass()
                        + " "
                        + d.decision()
                        + " "
                        + d.row())
            .toList());
    assertEquals(Optional.of(LocalDate.of(2026, 1, 29)), stored.get(0).validFrom());
    assertEquals(1, stored.get(0).importNumber());
  }

  @Test
  void the_office_of_a_commune_in_a_list_is_no_signature() throws IOException {
    ImportResult result =
        run(
            "STT,Xã,Khu vực\n1,Xã Mường La,III\n2,UBND xã Vân Hồ,II\n,Xã Co Mạ,I\n"
                + ",UBND xã Long Hẹ,I\n,UBND TỈNH SƠN LA,\n",
            Level.COMMUNE,
            Optional.of("region"));
    assertEquals(
        List.of("skipped", "matched", "ambiguous", "matched", "ambiguous", "skipped"),
        result.report().outcomes().stream().map(o -> o.kind()).toList());
    JoinOutcome.Ambiguous open = (JoinOutcome.Ambiguous) result.report().outcomes().get(2);
    assertEquals("Xã Vân Hồ", open.candidates().get(0).name());
  }

  @Test
  void a_bare_list_belongs_to_the_scheme_of_the_options() throws IOException {
    assertTrue(run("code\n03646\n03664\n", Level.COMMUNE, Optional.of("atk")).stored());
    assertEquals(2, store.read(reader -> reader.designations()).size());
    assertEquals("yes", store.read(reader -> reader.designations()).get(0).designationClass());
  }

  @Test
  void villages_are_joined_by_their_commune_and_kept_by_name() throws IOException {
    ImportResult result =
        run(
            "Xã,Thôn\nChiềng An,Bản Bó\nChiềng An,Bản Cọ\nChiềng Cơi,Bản Bó\n",
            Level.VILLAGE,
            Optional.of("village_dbkk"));
    assertTrue(result.stored(), () -> result.report().outcomes().toString());
    List<Designation> stored = store.read(reader -> reader.designations());
    assertEquals(
        List.of("03664 Bản Bó", "03664 Bản Cọ", "03670 Bản Bó"),
        stored.stream().map(d -> d.unit() + " " + d.name()).toList());
    assertEquals(Level.VILLAGE, stored.get(0).level());
    ImportResult twice =
        run(
            "Xã,Thôn\nChiềng An,Bản Bó\nChiềng An,bản bó\n",
            Level.VILLAGE,
            Optional.of("village_dbkk"));
    assertEquals(2, twice.report().ambiguous());
  }

  @Test
  void several_schemes_may_stand_side_by_side() throws IOException {
    ImportResult result =
        run(
            "code,ATK,Biên giới,NTM\n03646,x,,nâng cao\n03664,,x,\n",
            Level.COMMUNE,
            Optional.empty());
    assertTrue(result.stored(), () -> result.report().findings().toString());
    assertEquals(
        List.of("atk yes", "border yes", "ntm advanced"),
        store.read(reader -> reader.designations()).stream()
            .map(d -> d.scheme() + " " + d.designationClass())
            .toList());
  }

  @Test
  void unknown_classes_dates_and_missing_schemes_are_refused() throws IOException {
    ImportResult result =
        run(
            "code,region,valid from\n03646,V,1/1/2026\n03664,I,hôm nay\n",
            Level.COMMUNE,
            Optional.empty());
    assertFalse(result.stored());
    assertEquals(
        List.of("class.unknown", "cell.unknown", "edition.doubt"),
        result.report().findings().stream().map(f -> f.rule()).toList());
    assertEquals("table.scheme_needed", refusal(Level.COMMUNE, Optional.empty()));
    assertEquals("table.scheme_unknown", refusal(Level.COMMUNE, Optional.of("rich")));
    assertEquals("table.scheme_level", refusal(Level.COMMUNE, Optional.of("poor_district")));
    assertTrue(store.read(reader -> reader.imports()).isEmpty());
  }

  private String refusal(Level level, Optional<String> scheme) {
    return assertThrows(RefusedException.class, () -> run("code,name\n03646,\n", level, scheme))
        .text()
        .key();
  }

  private ImportResult run(String text, Level level, Optional<String> scheme) throws IOException {
    Path file = Files.writeString(dir.resolve("list.csv"), text);
    Optional<String> none = Optional.empty();
    return runner.run(
        file,
        new DesignationImport.Options(
            level,
            "2025-07-01",
            scheme,
            "1/QĐ",
            Optional.of(LocalDate.of(2026, 1, 29)),
            Optional.empty(),
            false,
            Optional.empty(),
            Map.of(),
            "",
            new FileOptions(Optional.of("14"), none, none, SOURCE, false, false, false)));
  }
}
