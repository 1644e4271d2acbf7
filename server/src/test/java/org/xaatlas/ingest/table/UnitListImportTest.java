package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.join.Finding;
import org.xaatlas.series.Source;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnitListImportTest extends ImportTest {

  private ImportResult run(Path file, String edition) {
    return runner.run(
        file,
        new UnitListImport.Options(
            edition,
            Level.COMMUNE,
            Optional.of("Tháng 11/2021"),
            Optional.empty(),
            Optional.of(LocalDate.parse("2023-12-31")),
            FileOptions.of(new Source("gso-2021", "Danh mục", "", "", "", "", ""))));
  }

  private ImportResult run(String text, String edition) throws Exception {
    return run(Files.writeString(dir.resolve("units.csv"), text), edition);
  }

  @Test
  void a_list_of_another_day_becomes_an_edition_without_boundaries() throws Exception {
    String list =
        "level,code,name,type,parent_code\n"
            + "province,94,Sóc Trăng,Tỉnh,\n"
            + "district,951,Trần Đề,Huyện,94\n"
            + "commune,31672,Đại Ân 2,Xã,951\n";
    assertTrue(run(list, "2021-11-01").stored());

    UnitRegister units = store.read(reader -> reader.units("2021-11-01"));
    assertEquals("Xã Đại Ân 2", units.find(Level.COMMUNE, "31672").orElseThrow().fullName());
    assertEquals(
        "94",
        units.province(units.find(Level.COMMUNE, "31672").orElseThrow()).orElseThrow().code());
    Edition edition = store.read(StoreReader::editions).get(0);
    assertEquals("Tháng 11/2021", edition.title().vi());
    assertEquals(Optional.of(LocalDate.parse("2021-11-01")), edition.validFrom());
    assertEquals(Optional.of(LocalDate.parse("2023-12-31")), edition.validTo());
    assertEquals(List.of(Level.PROVINCE, Level.DISTRICT, Level.COMMUNE), edition.levels());

    // A second file adds to it, and may rest on what is there.
    assertTrue(run("code,name,type,parent\n31675,Liêu Tú,Xã,951\n", "2021-11-01").stored());
    assertEquals(2, store.read(reader -> reader.units("2021-11-01")).units(Level.COMMUNE).size());
  }

  @Test
  void a_unit_without_parent_or_said_twice_is_refused() throws Exception {
    ImportResult result =
        run("code,name,type,parent\n31672,Đại Ân 2,Xã,951\n31672,Đại Ân 2,Xã,951\n", "2021-11-01");

    assertFalse(result.stored());
    assertEquals(
        List.of("units.parent", "units.twice"),
        result.report().findings().stream().map(Finding::rule).sorted().toList());
    assertEquals(List.of(), store.read(StoreReader::editions));
  }
}
