package org.xaatlas.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseFixture;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeojsonExportTest {
  @TempDir Path folder;
  private OpenRelease release;
  private Path file;

  @BeforeEach
  void open_a_release() throws IOException {
    FileReleaseRepository repository = new FileReleaseRepository(folder.resolve("data"));
    release = OpenRelease.open(repository, new ReleaseFixture(repository).publish(170));
    file = Files.createDirectory(folder.resolve("out")).resolve("communes.geojson");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.toList();
    }
  }

  @Test
  void a_file_has_every_unit_with_release_sources_and_notes() throws IOException {
    assertEquals(5, GeojsonExport.toFile(release, "communes", null, null, null, file));
    JsonNode collection = new ObjectMapper().readTree(file.toFile());
    assertEquals(5, collection.path("features").size());
    assertEquals(release.id(), collection.path("release").asText());
    assertEquals(3, collection.path("sources").size());
    assertEquals(8, collection.path("notes").size(), "four notes in two languages");
    assertTrue(collection.path("links").isMissingNode());
    JsonNode first = collection.path("features").get(0);
    assertEquals("03646", first.path("id").asText());
    assertEquals(17.0, first.at("/properties/rate_poor").asDouble());
    assertEquals(new ObjectMapper().readTree(ReleaseFixture.SQUARE), first.path("geometry"));
    assertEquals(List.of(file), files());
  }

  @Test
  void a_period_and_a_province_narrow_it() throws IOException {
    assertEquals(3, GeojsonExport.toFile(release, "communes", "2022", "14", null, file));
    JsonNode collection = new ObjectMapper().readTree(file.toFile());
    assertEquals(300, collection.at("/features/0/properties/hh_poor").asInt());
  }

  @Test
  void designations_are_a_layer_with_names_in_both_languages() throws IOException {
    assertEquals(5, GeojsonExport.toFile(release, "designations", null, null, null, file));
    JsonNode collection = new ObjectMapper().readTree(file.toFile());
    assertEquals(3, collection.path("sources").size());
    assertEquals(8, collection.path("notes").size(), "four notes in two languages");
    JsonNode told = collection.at("/features/1/properties");
    assertEquals("Khu vực III", told.path("class_name").asText());
    assertEquals("Region III", told.path("class_name_en").asText());
    assertEquals("861/QĐ-TTg", told.path("decision").asText());
    assertEquals(1, GeojsonExport.toFile(release, "designations", null, "92", null, file));
    assertEquals(1, GeojsonExport.toFile(release, "designations-2021", null, null, null, file));
  }

  @Test
  void a_period_of_designations_is_refused() throws IOException {
    assertThrows(
        RefusedException.class,
        () -> GeojsonExport.toFile(release, "designations", "2023", null, null, file));
    assertTrue(files().isEmpty());
  }

  @Test
  void what_is_not_there_is_refused_and_nothing_is_written() throws IOException {
    assertThrows(
        RefusedException.class,
        () -> GeojsonExport.toFile(release, "villages", null, null, null, file));
    assertThrows(
        RefusedException.class,
        () -> GeojsonExport.toFile(release, "communes", null, "1", null, file));
    assertThrows(
        RefusedException.class,
        () -> GeojsonExport.toFile(release, "communes", "soon", null, null, file));
    assertTrue(files().isEmpty());
  }

  @Test
  void a_place_that_cannot_be_written_is_said_and_an_old_file_stays() throws IOException {
    Files.writeString(file, "old");
    assertThrows(
        EnvironmentException.class,
        () ->
            GeojsonExport.toFile(
                release, "communes", null, null, null, folder.resolve("nowhere/x.geojson")));
    assertEquals("old", Files.readString(file));
  }

  @Test
  void a_stream_that_breaks_off_is_an_error() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThrows(
        IOException.class,
        () -> GeojsonExport.export(release, "communes", ItemsFilter.all(), full));
    assertFalse(Files.exists(file));
  }
}
