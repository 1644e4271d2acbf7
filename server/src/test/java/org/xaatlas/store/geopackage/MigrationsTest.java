package org.xaatlas.store.geopackage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationsTest {
  /** A store is opened without Flyway when its version is the one that the code names. */
  @Test
  void the_version_in_the_code_is_that_of_the_newest_migration() throws Exception {
    Path folder = Path.of(GeopackageStore.class.getResource("/db/geopackage").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      List<String> versions =
          files.map(f -> f.getFileName().toString().replaceAll("__.*", "")).sorted().toList();
      assertEquals(
          IntStream.rangeClosed(1, GeopackageStore.SCHEMA).mapToObj(v -> "V" + v).sorted().toList(),
          versions);
    }
  }
}
