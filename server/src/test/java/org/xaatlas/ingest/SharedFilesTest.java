package org.xaatlas.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.SharedData;
import org.xaatlas.ingest.boundary.BoundaryImport;
import org.xaatlas.ingest.table.CrosswalkImport;
import org.xaatlas.ingest.table.ImportRunner;
import org.xaatlas.series.Source;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;
import org.xaatlas.unit.Level;

/**
 * Every file of the real data goes into one store with no mapping: nobody says which column is
 * what, which encoding or which coordinate system.
 */
@Tag("slow")
class SharedFilesTest {
  private static final Source SOURCE = new Source("real", "Real data", "", "", "", "", "");

  /** What describes the data. */
  private static final Set<String> OTHERS = Set.of("LICENSES.txt", "README.md", "SHA256SUMS");

  @TempDir Path folder;

  @Test
  void every_file_imports_without_a_mapping() throws IOException {
    // Absent on a workstation it is said aloud; on CI present() fails.
    Assumptions.assumeTrue(SharedData.present());
    TreeMap<String, Integer> matched = new TreeMap<>();
    try (Store store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"))) {
      ImportRunner runner = new ImportRunner(store);
      for (Path file : files()) {
        String name = file.getFileName().toString();
        ImportResult result =
            switch (name.substring(0, name.indexOf('-'))) {
              case "units", "changes" -> units(runner, file);
              case "crosswalk" -> crosswalk(runner, file);
              default -> boundaries(runner, file);
            };
        assertTrue(
            result.stored(),
            () -> name + ": " + result.report().findings() + result.report().outcomes());
        assertEquals(
            result.report().rows() - result.report().skipped(), result.report().matched(), name);
        matched.put(name, result.report().matched());
      }
      assertEquals(matched.size(), store.read(reader -> reader.imports()).size());
    }
    assertEquals(
        "{can-tho-3857.fgb=103, changes-2026.csv=11, crosswalk-2025-corrections.csv=31,"
            + " crosswalk-2025-superseded.csv=12, crosswalk-2025.csv=10572, lang-son.gpkg=65, son-la-vn2000.zip=75, thai-nguyen.geojson=92,"
            + " units-2021.csv=10794, units-2025.csv=3321, vinh-long-no-cpg.zip=124,"
            + " vn-2025-communes.geojsonl.gz=3321, vn-2025-provinces.geojsonl.gz=34}",
        matched.toString());
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(SharedData.dir())) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        if (OTHERS.contains(file.getFileName().toString())) {
          others.add(file.getFileName().toString());
        } else {
          files.add(file);
        }
      }
    }
    assertEquals(OTHERS, others);
    // Corrections are read on top of what they correct.
    files.sort(Comparator.comparing(file -> file.toString().endsWith("-corrections.csv")));
    return files;
  }

  private static ImportResult boundaries(ImportRunner runner, Path file) {
    String name = file.getFileName().toString();
    Optional<String> none = Optional.empty();
    // Names alone, some of them of several provinces.
    Optional<String> province = name.startsWith("vinh-long") ? Optional.of("86") : none;
    return runner.run(
        file,
        new BoundaryImport.Options(
            name.contains("provinces") ? Level.PROVINCE : Level.COMMUNE,
            "2025-07-01",
            none,
            none,
            none,
            none,
            none,
            none,
            false,
            false,
            new FileOptions(province, none, none, SOURCE, false, false, false)));
  }

  private static ImportResult crosswalk(ImportRunner runner, Path file) {
    // Codes that the list called 2021, the state of March 2025, does not have any more.
    boolean superseded = file.getFileName().toString().contains("superseded");
    String from = superseded ? "2024" : "2021";
    return runner.run(
        file,
        new CrosswalkImport.Options(from, "2025-07-01", superseded, false, FileOptions.of(SOURCE)));
  }

  private static ImportResult units(ImportRunner runner, Path file) {
    String edition = file.getFileName().toString().contains("2021") ? "2021" : "2025-07-01";
    return runner.units(file, edition, SOURCE);
  }
}
