package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.SharedData;
import org.xaatlas.export.GeojsonExport;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.FormerUnitList;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Rollups;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.boundary.BoundaryImport;
import org.xaatlas.publish.PublishListener;
import org.xaatlas.publish.Publisher;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;
import org.xaatlas.unit.Level;

/** From a real boundary file through store and publish to an answer. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("slow")
class PublishedReleaseTest {
  private static final String EDITION = "2025-07-01";

  @Test
  void a_real_province_goes_from_its_file_to_the_answer(@TempDir Path folder) throws Exception {
    // Absent on a workstation it is said aloud; on CI present() fails.
    assumeTrue(SharedData.present());
    Source source = new Source("map", "Boundaries", "", "", "", "", "");
    try (FileReleaseRepository repository = new FileReleaseRepository(folder);
        Store store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"))) {
      new BoundaryImport(store, new Registers(), Progress.NONE)
          .run(
              SharedData.dir().resolve("boundaries/provinces/lang-son.gpkg"),
              new BoundaryImport.Options(
                  Level.COMMUNE,
                  EDITION,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  false,
                  false,
                  FileOptions.of(source)));
      Path figures = Files.writeString(folder.resolve("figures.csv"), "figures");
      String hash =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(figures)));
      SeriesKey all = key("hh_total", "");
      store.write(
          writer -> {
            writer.putSource(source);
            long number =
                writer.putImport(
                    new ImportRecord(
                        0,
                        "statistics",
                        EDITION,
                        "figures.csv",
                        hash,
                        Map.of(),
                        "{\"rows\":1}",
                        Instant.EPOCH),
                    figures);
            writer.putObservations(
                all, "map", number, List.of(new Observation("05977", 400, Status.REPORTED, "", 3)));
            return writer;
          });
      Catalogues catalogues = new Catalogues();
      Publisher publisher =
          new Publisher(
              store,
              repository,
              catalogues.catalogue(),
              catalogues.schemes(),
              new FormerUnitList(new Registers()),
              catalogues.carryRules(),
              new Rollups().rules(),
              PublishListener.NONE);
      publisher.publish();
      try (AtlasServer server = new AtlasServer(ServerTest.LOCAL, repository)) {
        String base = "http://127.0.0.1:" + server.start();
        JsonNode items = json(base + "/api/collections/communes/items?limit=1000&province=20");
        assertEquals(65, items.path("numberReturned").asInt());
        for (JsonNode feature : items.path("features")) {
          assertTrue(feature.at("/geometry/type").asText().endsWith("Polygon"));
          assertEquals("reference", feature.at("/properties/boundary_status").asText());
          assertEquals("Tỉnh Lạng Sơn", feature.at("/properties/province_name").asText());
        }
        JsonNode tiles =
            json(
                base
                    + "/api/tilesets/"
                    + json(base + "/api/releases/current").at("/editions/0/tileset/hash").asText());
        assertEquals(12, tiles.path("maxzoom").asInt());
        assertTrue(json(base + "/api/search?q=lang+son").at("/results/0/label").isArray());
        JsonNode unit = json(base + "/api/units/05977");
        assertEquals(400, unit.at("/figures/0/value").asInt());
        assertEquals("figures.csv", unit.at("/figures/0/file").asText());
        assertTrue(unit.path("neighbours").size() > 0);
      }
      OpenRelease release = OpenRelease.open(repository, repository.current().orElseThrow());
      assertEquals(
          65,
          GeojsonExport.toFile(
              release, "communes", null, null, null, folder.resolve("communes.geojson")));
    }
  }

  private static SeriesKey key(String indicator, String standard) {
    return new SeriesKey(
        EDITION,
        Level.COMMUNE,
        indicator,
        new Period("2023"),
        Optional.empty(),
        standard,
        AreaType.ALL,
        "all",
        Nature.ACTUAL,
        Stage.APPROVED);
  }

  private static JsonNode json(String address) throws Exception {
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, response.statusCode(), () -> address + new String(response.body()));
    return new ObjectMapper().readTree(response.body());
  }
}
