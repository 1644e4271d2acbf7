package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.store.TestPostgis;

/** Backups as administrators make them: from one kind of store into the other and back. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupIT {
  @TempDir Path folder;

  private static void done(Atlas.Ending ending) {
    assertEquals(0, ending.code(), ending::toString);
  }

  private Atlas atlas(String data, Map<String, String> environment) throws Exception {
    return new Atlas(Files.createDirectory(folder.resolve(data)), environment);
  }

  @Test
  void a_team_moves_from_a_file_to_a_database_and_back() throws Exception {
    Atlas first = atlas("first", Map.of());
    String file = folder.resolve("first.zip").toString();
    assertEquals(1, first.run("backup", file).code());
    try (Atlas.Server server = first.serve()) {
      // Nobody has to stop for it.
      done(first.run("backup", file));
      assertTrue(server.process().isAlive());
    }
    String releases = first.run("releases").out();
    assertTrue(releases.contains("(current)"), releases);
    try (TestPostgis database = TestPostgis.create()) {
      Atlas second = atlas("second", Map.of("XA_STORE", database.url()));
      done(second.run("restore", file));
      assertEquals(releases, second.run("releases").out());
      Atlas.Ending again = second.run("restore", file);
      assertEquals(1, again.code(), again::toString);
      done(second.run("backup", folder.resolve("second.zip").toString()));
    }
    Atlas third = atlas("third", Map.of());
    done(third.run("restore", folder.resolve("second.zip").toString()));
    assertEquals(releases, third.run("releases").out());
    Atlas.Ending published = third.run("publish");
    done(published);
    assertEquals(releases, third.run("releases").out(), published::toString);
  }
}
