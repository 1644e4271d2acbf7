package org.xaatlas.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.FormerUnitList;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Rollups;
import org.xaatlas.ingest.Progress;
import org.xaatlas.publish.PublishListener;
import org.xaatlas.publish.Publisher;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;

/** The demonstration set as a release in a folder of its own, made once for all tests that ask. */
public final class DemonstrationRelease {
  private DemonstrationRelease() {}

  private static final class Made {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("xa-demonstration");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        try (FileReleaseRepository repository = new FileReleaseRepository(folder);
            Store store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"))) {
          new DemonstrationSet(new Registers(), new Catalogues(), Progress.NONE).load(store);
          Catalogues catalogues = new Catalogues();
          new Publisher(
                  store,
                  repository,
                  catalogues.catalogue(),
                  catalogues.schemes(),
                  new FormerUnitList(new Registers()),
                  catalogues.carryRules(),
                  new Rollups().rules(),
                  PublishListener.NONE)
              .publish();
        }
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Opens it. */
  public static OpenRelease open() {
    try (FileReleaseRepository repository = new FileReleaseRepository(folder())) {
      return OpenRelease.open(repository, repository.current().orElseThrow());
    }
  }

  /** Where it is; not to be changed. */
  public static Path folder() {
    return Made.FOLDER;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
