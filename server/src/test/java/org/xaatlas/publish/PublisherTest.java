package org.xaatlas.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.GeoJsonFile;
import org.xaatlas.export.GeojsonExport;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Rollups;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.GeometryPiece;
import org.xaatlas.release.Hashes;
import org.xaatlas.release.Manifest;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;
import org.xaatlas.tile.PmtilesArchive;
import org.xaatlas.unit.FormerUnit;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

class PublisherTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private Store store;
  private FileReleaseRepository repository;

  @BeforeEach
  void open() {
    store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"));
    repository = new FileReleaseRepository(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void boundaries_outside_every_province_do_not_stop_the_others() throws IOException {
    PublishSample.fill(store, folder);
    PublishSample.addHomelessEdition(store, folder);
    assertEquals(
        List.of(PublishSample.EDITION),
        publishAndRead().editions().stream().map(Manifest.EditionEntry::id).toList());
  }

  @Test
  void an_empty_store_is_refused() {
    RefusedException refused = assertThrows(RefusedException.class, this::publish);
    assertEquals("release.empty", refused.text().key());
    assertTrue(refused.getMessage().contains("atlas.gpkg"));
    assertEquals(Optional.empty(), repository.current());
  }

  @Test
  void a_release_names_pieces_that_are_all_there() throws IOException {
    PublishSample.fill(store, folder);
    PublishResult result = publish();
    assertTrue(result.changed());
    assertTrue(result.tilesBuilt());
    byte[] bytes = repository.manifest(result.release()).orElseThrow();
    Manifest manifest = Manifest.read(result.release(), bytes);
    assertArrayEquals(bytes, manifest.json(), "reading and writing a manifest changes nothing");
    for (String hash : manifest.pieces()) {
      Path piece = repository.piece(hash).orElseThrow();
      assertEquals(hash, Hashes.of(Files.readAllBytes(piece)));
      assertTrue(Files.size(piece) > 0);
    }
    try (var pieces = Files.list(folder.resolve("pieces"))) {
      assertEquals(manifest.pieces().size(), pieces.count(), "no draft and no stray piece is left");
    }
  }

  @Test
  void units_carry_label_box_and_area_and_provinces_are_put_together() throws IOException {
    PublishSample.fill(store, folder);
    Manifest manifest = publishAndRead();
    Manifest.EditionEntry edition = manifest.editions().get(0);
    Manifest.LevelEntry provinces = edition.level(Level.PROVINCE).orElseThrow();
    assertEquals(2, provinces.count(), "the third province has nothing and is not in play");
    assertEquals(2, provinces.withGeometry());
    assertEquals("provinces", provinces.collection());
    Manifest.LevelEntry communes = edition.level(Level.COMMUNE).orElseThrow();
    assertEquals(6, communes.count());
    JsonNode units = json(communes.units());
    GeometryPiece geometries =
        GeometryPiece.open(repository.piece(communes.geometry().orElseThrow()).orElseThrow());
    Map<String, MultiPolygon> source = PublishSample.coverage();
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      String code = units.get("code").get(i).asText();
      JsonNode geometry =
          MAPPER.readTree(
              StandardCharsets.UTF_8.decode(geometries.geometry(i).orElseThrow()).toString());
      assertEquals("Polygon", geometry.get("type").asText());
      MultiPolygon outline = GeoJsonFile.area(geometry);
      assertTrue(outline.equalsTopo(source.get(code)), code);
      assertTrue(
          Orientation.isCCW(outline.getGeometryN(0).getCoordinates()),
          "RFC 7946: outer rings are counter-clockwise");
      assertEquals(source.get(code).getEnvelopeInternal(), geometries.bbox(i).orElseThrow());
      assertEquals(
          source.get(code).getEnvelopeInternal().getMaxY(),
          units.get("bbox").get(i).get(3).asDouble());
      sum += units.get("area").get(i).asDouble();
      assertEquals(code.substring(0, 2), units.get("province").get(i).asText());
    }
    JsonNode provincePiece = json(provinces.units());
    double provinceSum =
        provincePiece.get("area").get(0).asDouble() + provincePiece.get("area").get(1).asDouble();
    assertEquals(sum, provinceSum, 0.1);
    JsonNode adjacency = json(communes.adjacency().orElseThrow());
    assertEquals("[1,3]", adjacency.get("neighbours").get(0).toString());
    assertEquals(communes.order(), adjacency.get("order").asText());
  }

  @Test
  void the_latest_import_stands_where_two_sources_tell_one_series() throws IOException {
    PublishSample.fill(store, folder);
    Manifest manifest = publishAndRead();
    Manifest.SeriesEntry poor =
        manifest
            .series(Manifest.SeriesEntry.idOf(PublishSample.key("hh_poor", "07/2021"), false))
            .orElseThrow();
    assertEquals(List.of("early", "late"), poor.sources());
    assertEquals(4, poor.count());
    JsonNode column = json(poor.column().orElseThrow());
    assertEquals("[10,21.5,30,null,0,null]", column.get("values").toString());
    assertEquals(
        "[[\"reported\",1],[\"estimated\",1],[\"reported\",1],[\"\",1],[\"reported\",1],[\"\",1]]",
        column.get("status").toString());
    assertEquals("{\"1\":\"hơn\"}", column.get("qualifiers").toString());
    JsonNode provenance = json(poor.provenance().orElseThrow());
    assertEquals("[1,1,3,null,5,null]", provenance.get("row").toString());
    assertEquals(
        "[[\"early\",1],[\"late\",1],[\"early\",1],[\"\",1],[\"early\",1],[\"\",1]]",
        provenance.get("source").toString());
  }

  @Test
  void a_rate_whose_counts_are_there_is_listed_as_computed_and_the_reported_one_follows()
      throws IOException {
    PublishSample.fill(store, folder);
    Manifest manifest = publishAndRead();
    var rate = PublishSample.key("rate_poor", "07/2021");
    List<Manifest.SeriesEntry> entries =
        manifest.series().stream().filter(entry -> entry.key().equals(rate)).toList();
    assertEquals(2, entries.size());
    Manifest.SeriesEntry computed = entries.get(0);
    assertFalse(computed.reported());
    assertEquals(
        Optional.of(Manifest.SeriesEntry.idOf(PublishSample.key("hh_poor", "07/2021"), false)),
        computed.numerator());
    assertEquals(
        Optional.of(Manifest.SeriesEntry.idOf(PublishSample.key("hh_total", ""), false)),
        computed.denominator());
    assertEquals(3, computed.count(), "not where a count is missing or nothing divides");
    assertEquals(List.of(Status.REPORTED, Status.ESTIMATED), computed.statuses());
    assertTrue(entries.get(1).reported());
    assertNotEquals(computed.id(), entries.get(1).id());
    assertEquals(
        entries.get(1).id(), json(entries.get(1).column().orElseThrow()).get("series").asText());
  }

  @Test
  void a_made_up_figure_never_replaces_a_real_one() throws IOException {
    PublishSample.fill(store, folder);
    PublishSample.addMadeUp(store, folder, "hh_poor", List.of("01001", "02001"));
    Manifest manifest = publishAndRead();
    Manifest.SeriesEntry poor =
        manifest
            .series(Manifest.SeriesEntry.idOf(PublishSample.key("hh_poor", "07/2021"), false))
            .orElseThrow();
    JsonNode column = json(poor.column().orElseThrow());
    assertEquals("[10,21.5,30,77,0,null]", column.get("values").toString());
    assertEquals("[\"illustrative\",1]", column.get("status").get(3).toString());
  }

  @Test
  void an_export_has_the_printed_rate_where_none_can_be_computed() throws IOException {
    PublishSample.fill(store, folder);
    PublishResult result = publish();
    Path file = folder.resolve("communes.geojson");
    GeojsonExport.toFile(
        OpenRelease.open(repository, result.release()), "communes", null, null, null, file);
    JsonNode features = MAPPER.readTree(file.toFile()).path("features");
    JsonNode computed = features.get(0).path("properties");
    assertEquals(10, computed.path("rate_poor").asDouble(), "10 of 100, though 10.1 was printed");
    assertTrue(computed.path("rate_poor_reported").isMissingNode());
    JsonNode printed = features.get(5).path("properties");
    assertEquals("02003", printed.path("code").asText());
    assertEquals(7, printed.path("rate_poor").asDouble());
    assertTrue(printed.path("rate_poor_reported").asBoolean());
    assertEquals("reported", printed.path("rate_poor_status").asText());
    assertTrue(features.get(3).path("properties").path("rate_poor").isNull());
  }

  @Test
  void an_export_has_the_printed_rate_where_a_count_is_made_up() throws IOException {
    PublishSample.fill(store, folder);
    PublishSample.addMadeUp(store, folder, "hh_poor", List.of("02001"));
    PublishSample.addRate(store, folder, "02001", 3);
    PublishResult result = publish();
    Path file = folder.resolve("communes.geojson");
    GeojsonExport.toFile(
        OpenRelease.open(repository, result.release()), "communes", null, null, null, file);
    JsonNode told = MAPPER.readTree(file.toFile()).at("/features/3/properties");
    assertEquals("02001", told.path("code").asText());
    assertEquals(3, told.path("rate_poor").asDouble(), "not 77 of 50");
    assertEquals("reported", told.path("rate_poor_status").asText());
  }

  @Test
  void publishing_twice_keeps_the_release_and_builds_nothing() {
    PublishSample.fill(store, folder);
    PublishResult first = publish();
    PublishResult second = publish();
    assertEquals(first.release(), second.release());
    assertFalse(second.changed());
    assertFalse(second.tilesBuilt());
    assertEquals(0, second.built());
    assertEquals(first.built() + first.reused(), second.reused());
    assertEquals(1, repository.list().size());
  }

  @Test
  void the_same_store_gives_the_same_release_elsewhere() throws IOException {
    PublishSample.fill(store, folder);
    Path other = Files.createDirectory(folder.resolve("other"));
    try (Store again = Stores.open("geopackage:" + other.resolve("atlas.gpkg"))) {
      PublishSample.fill(again, other);
      PublishResult result = publisher(again, new FileReleaseRepository(other)).publish();
      assertEquals(publish().release(), result.release());
    }
  }

  @Test
  void publishing_new_figures_builds_no_tile_and_no_geometry() throws IOException {
    PublishSample.fill(store, folder);
    Manifest before = publishAndRead();
    PublishSample.addFigures(store, folder, "hh_near_poor");
    PublishResult result = publish();
    assertTrue(result.changed());
    assertFalse(result.tilesBuilt());
    Manifest after = Manifest.read("", repository.manifest(result.release()).orElseThrow());
    assertEquals(before.editions(), after.editions());
    assertNotEquals(before.content(), after.content());
    assertEquals(
        6,
        result.built(),
        "a column, its provenance, sums of provinces and regions, the report, the sources");
  }

  @Test
  void figures_that_bring_a_province_into_play_keep_the_tiles() throws IOException {
    PublishSample.fill(store, folder);
    Manifest before = publishAndRead();
    PublishSample.addFigureOfThirdProvince(store, folder);
    PublishResult result = publish();
    assertFalse(result.tilesBuilt());
    Manifest after = Manifest.read("", repository.manifest(result.release()).orElseThrow());
    Manifest.LevelEntry communes = after.editions().get(0).level(Level.COMMUNE).orElseThrow();
    assertEquals(8, communes.count());
    assertEquals(6, communes.withGeometry());
    assertEquals(before.editions().get(0).tileset(), after.editions().get(0).tileset());
    GeometryPiece geometries =
        GeometryPiece.open(repository.piece(communes.geometry().orElseThrow()).orElseThrow());
    assertEquals(8, geometries.count());
    assertTrue(geometries.geometry(5).isPresent());
    assertFalse(geometries.geometry(7).isPresent());
    assertTrue(json(communes.units()).get("bbox").get(7).isNull());
  }

  @Test
  void former_names_are_published_where_they_differ() throws IOException {
    PublishSample.fill(store, folder);
    Unit old = new Unit("1999", Level.COMMUNE, "00001", "Ít Ong", "Thị trấn", Optional.empty());
    FormerUnits former =
        unit ->
            unit.level() == Level.COMMUNE && unit.code().equals("01001")
                ? List.of(
                    new FormerUnit(old, false),
                    new FormerUnit(
                        new Unit(
                            "1999",
                            Level.COMMUNE,
                            "00002",
                            unit.name(),
                            unit.type(),
                            Optional.empty()),
                        true))
                : List.of();
    String release =
        new Publisher(
                store,
                repository,
                PublishSample.catalogue(),
                PublishSample.schemes(),
                former,
                new Catalogues().carryRules(),
                new Rollups().rules(),
                PublishListener.NONE)
            .publish()
            .release();
    Manifest manifest = Manifest.read(release, repository.manifest(release).orElseThrow());
    JsonNode told = null;
    for (JsonNode entry : json(manifest.search()).get("entries")) {
      if (entry.has("former")) {
        assertEquals("01001", entry.get("code").asText());
        told = entry.get("former");
      }
    }
    assertEquals(1, told.size());
    assertEquals("Ít Ong", told.get(0).get("name").asText());
    assertEquals("1999", told.get(0).get("edition").asText());
    assertFalse(told.get(0).get("whole").asBoolean());
  }

  @Test
  void designations_villages_and_names_are_published() throws IOException {
    PublishSample.fill(store, folder);
    Manifest manifest = publishAndRead();
    assertEquals(
        List.of("region", "village_dbkk"),
        manifest.designations().stream().map(Manifest.DesignationEntry::scheme).toList());
    JsonNode region = json(manifest.designations().get(0).piece());
    assertEquals("III", region.get("entries").get(0).get("class").asText());
    JsonNode search = json(manifest.search()).get("entries");
    assertEquals(2 + 6 + 1, search.size());
    assertEquals("Bản Mạt", search.get(8).get("village").asText());
    assertEquals("01002", search.get(8).get("code").asText());
    assertTrue(manifest.illustrative());
  }

  @Test
  void tiles_show_the_units() throws IOException {
    PublishSample.fill(store, folder);
    Manifest manifest = publishAndRead();
    Manifest.Tileset tileset = manifest.editions().get(0).tileset().orElseThrow();
    try (PmtilesArchive archive =
        PmtilesArchive.open(repository.piece(tileset.hash()).orElseThrow())) {
      assertTrue(archive.tile(0, 0, 0).isPresent());
      assertEquals(12, archive.maxZoom());
      assertEquals(tileset.west(), archive.bounds().getMinX(), 1e-6);
    }
  }

  /** The child that {@link #a_publish_killed_at_any_moment_leaves_a_whole_release} kills. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      try (Store store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"));
          FileReleaseRepository repository = new FileReleaseRepository(folder)) {
        publisher(store, repository).publish();
      }
    }
  }

  @Test
  void a_publish_killed_at_any_moment_leaves_a_whole_release() throws Exception {
    PublishSample.fill(store, folder);
    String before = publish().release();
    PublishSample.addBoundary(store, folder);
    store.close();
    Random random = new Random(7);
    for (int round = 0; round < 8; round++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      child.waitFor(300 + random.nextInt(2500), TimeUnit.MILLISECONDS);
      child.destroyForcibly().waitFor();
      String now = repository.current().orElseThrow();
      Manifest manifest = Manifest.read(now, repository.manifest(now).orElseThrow());
      for (String hash : manifest.pieces()) {
        assertEquals(hash, Hashes.of(Files.readAllBytes(repository.piece(hash).orElseThrow())));
      }
    }
    store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"));
    PublishResult last = publish();
    assertNotEquals(before, last.release());
    assertEquals(Optional.of(last.release()), repository.current());
  }

  private PublishResult publish() {
    return publisher(store, repository).publish();
  }

  private Manifest publishAndRead() {
    String release = publish().release();
    return Manifest.read(release, repository.manifest(release).orElseThrow());
  }

  private static Publisher publisher(Store store, ReleaseRepository repository) {
    return new Publisher(
        store,
        repository,
        PublishSample.catalogue(),
        PublishSample.schemes(),
        FormerUnits.NONE,
        new Catalogues().carryRules(),
        new Rollups().rules(),
        PublishListener.NONE);
  }

  private JsonNode json(String hash) throws IOException {
    return MAPPER.readTree(repository.piece(hash).orElseThrow().toFile());
  }
}
