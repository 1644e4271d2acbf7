package org.xaatlas.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenDesignationsTest {
  private static final String ENTRY =
      "{\"unit\":\"03664\",\"name\":\"\",\"class\":\"I\",\"decision\":\"60/QĐ\",\"validFrom\":null,"
          + "\"validTo\":null,\"illustrative\":false,\"source\":\"office\",\"import\":7,\"row\":1}";

  @TempDir Path folder;
  private FileReleaseRepository repository;
  private OpenRelease release;

  @BeforeEach
  void open_a_release() {
    repository = new FileReleaseRepository(folder);
    release = published(170);
  }

  private OpenRelease published(int poor) {
    return OpenRelease.open(repository, new ReleaseFixture(repository).publish(poor));
  }

  private OpenDesignations designations(String entry) throws IOException {
    String piece =
        "{\"format\":\"xa-atlas-designations/1\",\"scheme\":\"region\",\"edition\":\"2025-07-01\","
            + "\"level\":\"commune\",\"entries\":["
            + entry
            + "]}";
    return new OpenDesignations(
        release.newestEdition().orElseThrow(),
        List.of(DesignationList.read(new ObjectMapper().readTree(piece))),
        release.levels());
  }

  private static List<String> ids(OpenRelease release) {
    OpenDesignations all = (OpenDesignations) release.collection("designations").orElseThrow();
    return IntStream.range(0, all.size()).mapToObj(all::id).toList();
  }

  @Test
  void another_release_with_the_same_designations_has_the_same_ids() {
    OpenRelease other = published(180);
    assertNotEquals(release.id(), other.id());
    assertEquals(ids(release), ids(other));
  }

  @Test
  void a_correction_and_another_import_keep_the_id() throws IOException {
    String id = designations(ENTRY).id(0);
    String corrected =
        ENTRY
            .replace("\"I\"", "\"II\"")
            .replace(":7", ":8")
            .replace("To\":null", "To\":\"2026-01-01\"");
    assertNotEquals(ENTRY, corrected);
    assertEquals(id, designations(corrected).id(0));
    assertNotEquals(id, designations(ENTRY.replace("60/QĐ", "61/QĐ")).id(0));
    assertNotEquals(id, designations(ENTRY.replace("office", "demo")).id(0));
    assertNotEquals(id, designations(ENTRY.replace("\"name\":\"\"", "\"name\":\"Bản Lả\"")).id(0));
  }

  @Test
  void a_designation_of_a_unit_that_is_not_there_makes_no_release() {
    assertThrows(IOException.class, () -> designations(ENTRY.replace("03664", "99999")));
  }
}
