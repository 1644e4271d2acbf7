package org.xaatlas.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Sources;
import org.xaatlas.indicator.Group;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.boundary.BoundaryImport;
import org.xaatlas.ingest.table.CrosswalkImport;
import org.xaatlas.ingest.table.DesignationImport;
import org.xaatlas.ingest.table.StatisticsImport;
import org.xaatlas.join.Finding;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.release.Hashes;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Level;

/**
 * Brings the demonstration set into a store, through the same imports as any file of a user: each
 * file is one import with a report, and every figure can be traced to its row.
 *
 * <p>Stateless, safe to share.
 */
public final class DemonstrationSet {
  private static final String FOLDER = "/geodata/demonstration/";
  private static final String OLD_EDITION = DemonstrationMaker.OLD_EDITION;
  private static final Logger log = LoggerFactory.getLogger(DemonstrationSet.class);

  private final Registers registers;
  private final Catalogues catalogues;
  private final Progress progress;

  public DemonstrationSet(Registers registers, Catalogues catalogues, Progress progress) {
    this.registers = Objects.requireNonNull(registers, "registers");
    this.catalogues = Objects.requireNonNull(catalogues, "catalogues");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * Imports all files of the set. Each import is a transaction of its own: when one fails, those
   * before it stay, and loading again replaces what they brought.
   *
   * @throws org.xaatlas.message.EnvironmentException when the store cannot be written or is busy
   * @throws IllegalStateException when a file of the set is refused: the program is built wrongly
   */
  public void load(Store store) {
    Map<String, Source> sources = new Sources().byId();
    Path folder = temporaryFolder();
    try {
      boundaries(store, copy("boundaries.geojson", folder), sources);
      statistics(store, copy("figures-" + DemonstrationMaker.EDITION + ".csv", folder), sources);
      statistics(
          store, copy("deprivations-" + DemonstrationMaker.EDITION + ".csv", folder), sources);
      Path mapping = copy("published-mapping.json", folder);
      for (String edition : List.of(DemonstrationMaker.EDITION, OLD_EDITION)) {
        published(store, edition, folder, mapping, sources);
        designations(
            store,
            copy("designations-" + edition + ".csv", folder),
            Level.COMMUNE,
            edition,
            sources);
      }
      designations(
          store,
          copy("poor-districts-" + OLD_EDITION + ".csv", folder),
          Level.DISTRICT,
          OLD_EDITION,
          sources);
      crosswalk(store, copy("crosswalk-" + DemonstrationMaker.EDITION + ".csv", folder), sources);
    } finally {
      delete(folder);
    }
  }

  private void boundaries(Store store, Path file, Map<String, Source> sources) {
    BoundaryImport.Options options =
        new BoundaryImport.Options(
            Level.COMMUNE,
            DemonstrationMaker.EDITION,
            Optional.of("code"),
            Optional.of("name"),
            Optional.of("type"),
            Optional.of("province_code"),
            Optional.empty(),
            Optional.empty(),
            true,
            false,
            FileOptions.of(sources.get(DemonstrationMaker.BOUNDARIES_SOURCE)));
    require(new BoundaryImport(store, registers, progress).run(file, options));
  }

  private void statistics(Store store, Path file, Map<String, Source> sources) {
    importStatistics(
        store,
        file,
        Level.COMMUNE,
        DemonstrationMaker.EDITION,
        Status.ILLUSTRATIVE,
        sources.get(DemonstrationMaker.FIGURES_SOURCE),
        Optional.empty(),
        sources);
  }

  private void published(
      Store store, String edition, Path folder, Path mapping, Map<String, Source> sources) {
    Path file = copy("published-" + edition + ".csv", folder);
    // Every row names its own source; this one stands for the import as a whole.
    Source source = sources.get(DemonstrationMaker.PUBLISHED_SOURCE);
    importStatistics(
        store,
        file,
        Level.PROVINCE,
        edition,
        Status.REPORTED,
        source,
        Optional.of(mapping),
        sources);
  }

  private void importStatistics(
      Store store,
      Path file,
      Level level,
      String edition,
      Status status,
      Source source,
      Optional<Path> mapping,
      Map<String, Source> sources) {
    StatisticsImport.Options options =
        new StatisticsImport.Options(
            level,
            edition,
            Optional.empty(),
            Optional.empty(),
            "",
            AreaType.ALL,
            Group.ALL,
            Nature.ACTUAL,
            Stage.APPROVED,
            status,
            mapping,
            sources,
            "",
            false,
            FileOptions.of(source));
    require(new StatisticsImport(store, registers, catalogues, progress).run(file, options));
  }

  private void designations(
      Store store, Path file, Level level, String edition, Map<String, Source> sources) {
    DesignationImport.Options options =
        new DesignationImport.Options(
            level,
            edition,
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty(),
            edition.equals(DemonstrationMaker.EDITION),
            Optional.empty(),
            sources,
            "",
            FileOptions.of(sources.get(DemonstrationMaker.FIGURES_SOURCE)));
    require(new DesignationImport(store, registers, catalogues, progress).run(file, options));
  }

  private void crosswalk(Store store, Path file, Map<String, Source> sources) {
    CrosswalkImport.Options options =
        new CrosswalkImport.Options(
            OLD_EDITION,
            DemonstrationMaker.EDITION,
            false,
            false,
            FileOptions.of(sources.get(DemonstrationMaker.CROSSWALK_SOURCE)));
    require(new CrosswalkImport(store, registers, progress).run(file, options));
  }

  private static void require(ImportResult result) {
    if (!result.stored()) {
      String why =
          result.report().findings().stream()
              .filter(finding -> finding.severity() == Finding.Severity.ERROR)
              .map(Finding::toString)
              .findFirst()
              .orElse("rows without a unit");
      throw new IllegalStateException("Refused " + result.report().file() + ": " + why);
    }
  }

  /**
   * Whether a store holds nothing but files of this set, or nothing at all: nobody has worked with
   * it yet. A load that was cut off leaves such a store; loading again completes it.
   */
  public boolean onlyIn(Store store) {
    List<ImportRecord> imports = store.read(StoreReader::imports);
    return imports.stream().allMatch(record -> isOurs(record));
  }

  private static boolean isOurs(ImportRecord record) {
    try (InputStream in = DemonstrationSet.class.getResourceAsStream(FOLDER + record.fileName())) {
      return in != null && Hashes.of(in.readAllBytes()).equals(record.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("xa-atlas-demonstration");
    } catch (IOException e) {
      throw noRoom(e);
    }
  }

  private static EnvironmentException noRoom(IOException e) {
    return new EnvironmentException(
        Message.of(
            "geodata.temporary",
            System.getProperty("java.io.tmpdir"),
            String.valueOf(e.getMessage())),
        e);
  }

  private static Path copy(String name, Path folder) {
    Path file = folder.resolve(name);
    try (InputStream in = DemonstrationSet.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("Missing from the class path: " + FOLDER + name);
      }
      Files.copy(in, file);
    } catch (IOException e) {
      throw noRoom(e);
    }
    return file;
  }

  private static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // What is left lies in the folder that systems clean: no reason to fail a load that
      // succeeded.
      log.debug("Left behind: {}", folder, e);
    }
  }
}
