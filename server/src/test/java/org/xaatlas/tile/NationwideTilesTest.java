package org.xaatlas.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsMvt;
import io.tileverse.pmtiles.PMTilesReader;
import io.tileverse.tiling.pyramid.TileIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.xaatlas.GeoJsonFile;
import org.xaatlas.SharedData;
import org.xaatlas.spatial.CoverageCheck;
import org.xaatlas.unit.Level;

/**
 * All tiles of the whole country, zooms 5 to 12, each decoded by an independent reader.
 *
 * <p>What is measured between neighbours is measured in tile units of the zoom. Rounding to them
 * moves a line by up to half a unit each way, so two lines that do not share their points may come
 * to lie over each other by about one unit. A defect counts when it is thicker than that: when
 * shrinking it by one unit from all sides leaves something. Sea that the source leaves open and a
 * simplified mouth closes off is no gap. Defects of the source itself may stay, and their two
 * lines, that no simplification keeps together, may each move by the tolerance.
 */
@Tag("slow")
class NationwideTilesTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final int LARGEST_TILE = 300_000;

  /** Two lines rounded by half a unit each. */
  private static final double ROUNDING = 1;

  /** Each of two lines may move by the tolerance of simplifying and by rounding. */
  private static final double SIMPLIFIED = 2 * (4 + ROUNDING);

  /** Degrees that stand for a tile unit where the coverage of a tile is checked. */
  private static final double UNIT = 1e-6;

  /** How many findings a failure names. */
  private static final int NAMED = 20;

  @TempDir static Path folder;

  /**
   * What the source says of ground claimed twice or by nobody, or left out by a single unit (a
   * lake): in units of the deepest zoom.
   */
  private record Defect(Set<String> units, Geometry ground) {}

  private static final Map<String, String> PROVINCE_OF = new TreeMap<>();
  private static final STRtree DEFECTS = new STRtree();

  /** The outlines of the source, lon/lat. */
  private static final STRtree SOURCE = new STRtree();

  private static Path archive;

  @BeforeAll
  static void make_the_tiles() throws IOException {
    Assumptions.assumeTrue(SharedData.present());
    TilePyramid pyramid = new TilePyramid(Runtime.getRuntime().availableProcessors());
    SortedMap<String, MultiPolygon> communes = new TreeMap<>();
    GeoJsonFile.read(
        SharedData.dir().resolve("boundaries/vn-2025-communes.geojsonl.gz"),
        (properties, outline) -> {
          String code = properties.get("code").asText();
          PROVINCE_OF.put(code, properties.get("province_code").asText());
          communes.put(code, outline);
        });
    CoverageCheck.Report source = CoverageCheck.check(communes);
    for (CoverageCheck.Overlap overlap : source.overlaps()) {
      keep(Set.of(overlap.first(), overlap.second()), overlap.ground());
    }
    for (CoverageCheck.Gap gap : source.gaps()) {
      keep(Set.copyOf(gap.units()), FACTORY.createMultiPolygon(new Polygon[] {gap.ground()}));
    }
    communes.forEach(
        (code, outline) -> {
          for (int i = 0; i < outline.getNumGeometries(); i++) {
            Polygon part = (Polygon) outline.getGeometryN(i);
            for (int hole = 0; hole < part.getNumInteriorRing(); hole++) {
              Polygon lake = FACTORY.createPolygon(part.getInteriorRingN(hole));
              keep(Set.of(code), FACTORY.createMultiPolygon(new Polygon[] {lake}));
            }
          }
          pyramid.add(
              Level.COMMUNE,
              code,
              Optional.empty(),
              PROVINCE_OF.get(code),
              TilePyramid.project(outline),
              outline.getEnvelopeInternal());
          pyramid.label(Level.COMMUNE, code, LabelPoint.of(outline));
          SOURCE.insert(outline.getEnvelopeInternal(), outline);
        });
    archive = folder.resolve("nationwide.pmtiles");
    try (PmtilesWriter writer = new PmtilesWriter(archive)) {
      pyramid.write(writer, (done, total) -> {});
    }
  }

  private static void keep(Set<String> units, MultiPolygon ground) {
    MultiPolygon onMap = Mercator.project(ground);
    DEFECTS.insert(onMap.getEnvelopeInternal(), new Defect(units, onMap));
  }

  /** A decoded tile: the features of each layer by code. */
  private record Tile(TileId id, Map<String, Map<String, Geometry>> layers) {
    Map<String, Geometry> layer(String name) {
      return layers.getOrDefault(name, Map.of());
    }
  }

  private static Tile decode(TileId id, PMTilesReader reader) throws IOException {
    ByteBuffer bytes = reader.getTile(TileIndex.zxy(id.z(), id.x(), id.y())).orElseThrow();
    byte[] plain = new byte[bytes.remaining()];
    bytes.get(plain);
    JtsMvt tile =
        MvtReader.loadMvt(
            new ByteArrayInputStream(plain),
            FACTORY,
            new TagKeyValueMapConverter(),
            MvtReader.RING_CLASSIFIER_V2_1);
    Map<String, Map<String, Geometry>> layers = new HashMap<>();
    for (JtsLayer layer : tile.getLayers()) {
      Map<String, Geometry> features = new TreeMap<>();
      for (Geometry feature : layer.getGeometries()) {
        String code = (String) ((Map<?, ?>) feature.getUserData()).get("code");
        if (!layer.getName().equals("province_lines") || !features.containsKey(code)) {
          assertEquals(null, features.put(code, feature), id + " has two features of " + code);
        }
      }
      layers.put(layer.getName(), features);
    }
    return new Tile(id, layers);
  }

  /** Runs over all tiles, several at once; what it finds is sorted. */
  private static List<String> each(BiConsumer<Tile, Collection<String>> look) throws IOException {
    Collection<String> found = new ConcurrentLinkedQueue<>();
    try (PMTilesReader reader = new PMTilesReader(archive)) {
      List<TileId> ids =
          reader
              .getTileIndices()
              .filter(index -> index.z() >= TilePyramid.ALL_UNITS_FROM)
              .map(index -> new TileId(index.z(), (int) index.x(), (int) index.y()))
              .toList();
      ids.parallelStream()
          .forEach(
              id -> {
                try {
                  look.accept(decode(id, reader), found);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    }
    return found.stream().sorted().toList();
  }

  private static void assertNone(List<String> found) {
    assertTrue(
        found.isEmpty(),
        () ->
            found.size()
                + " findings, among them\n"
                + String.join("\n", found.subList(0, Math.min(NAMED, found.size()))));
  }

  @Test
  void every_commune_is_a_valid_polygon_in_each_zoom_and_each_of_its_tiles() throws IOException {
    Map<Integer, Set<String>> seen = new ConcurrentHashMap<>();
    assertNone(
        each(
            (tile, found) -> {
              seen.computeIfAbsent(tile.id().z(), zoom -> ConcurrentHashMap.newKeySet())
                  .addAll(tile.layer("communes").keySet());
              for (String layer : List.of("communes", "provinces")) {
                tile.layer(layer)
                    .forEach((code, area) -> sound(tile.id() + " " + code, area, found));
              }
            }));
    for (int zoom = TilePyramid.ALL_UNITS_FROM; zoom <= TilePyramid.MAX_ZOOM; zoom++) {
      assertEquals(PROVINCE_OF.keySet(), new TreeSet<>(seen.get(zoom)), "zoom " + zoom);
    }
  }

  private static void sound(String name, Geometry area, Collection<String> found) {
    IsValidOp valid = new IsValidOp(area);
    if (!valid.isValid()) {
      found.add(name + " " + valid.getValidationError());
    }
    if (area.isEmpty() || area.getArea() <= 0) {
      found.add(name + " is empty");
    }
    for (int i = 0; i < area.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) area.getGeometryN(i);
      // Positive by the surveyor's formula with y down; JTS counts the other way.
      if (Area.ofRingSigned(polygon.getExteriorRing().getCoordinates()) >= 0) {
        found.add(name + " winds the wrong way");
      }
      for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
        if (Area.ofRingSigned(polygon.getInteriorRingN(h).getCoordinates()) <= 0) {
          found.add(name + " has a hole that winds the wrong way");
        }
      }
    }
  }

  @Test
  void no_tile_is_large() throws IOException {
    try (PmtilesArchive tiles = PmtilesArchive.open(archive);
        PMTilesReader reader = new PMTilesReader(archive)) {
      for (var index : reader.getTileIndices().toList()) {
        int bytes = tiles.tile(index.z(), (int) index.x(), (int) index.y()).get().remaining();
        assertTrue(bytes < LARGEST_TILE, index + " has " + bytes + " bytes");
      }
    }
  }

  @Test
  void neighbours_neither_overlap_nor_part_but_where_the_source_does() throws IOException {
    assertNone(each(NationwideTilesTest::compareNeighbours));
  }

  private static void compareNeighbours(Tile tile, Collection<String> found) {
    AffineTransformation there = AffineTransformation.scaleInstance(UNIT, UNIT).translate(105, 10);
    AffineTransformation back =
        AffineTransformation.translationInstance(-105, -10).scale(1 / UNIT, 1 / UNIT);
    SortedMap<String, MultiPolygon> units = new TreeMap<>();
    tile.layer("communes").forEach((code, area) -> units.put(code, multi(there.transform(area))));
    CoverageCheck.Report report = CoverageCheck.check(units);
    assertTrue(report.complete());
    for (CoverageCheck.Overlap overlap : report.overlaps()) {
      judge(
          tile,
          "overlap",
          Set.of(overlap.first(), overlap.second()),
          back.transform(overlap.ground()),
          found);
    }
    for (CoverageCheck.Gap gap : report.gaps()) {
      judge(tile, "gap", new TreeSet<>(gap.units()), back.transform(gap.ground()), found);
    }
  }

  private static MultiPolygon multi(Geometry area) {
    return area instanceof MultiPolygon multi
        ? multi
        : FACTORY.createMultiPolygon(new Polygon[] {(Polygon) area});
  }

  /**
   * Tells a defect that is thicker than rounding and farther from those of the source than that.
   */
  private static void judge(
      Tile tile, String kind, Set<String> units, Geometry ground, Collection<String> found) {
    if (ground.getArea() < 4 * ROUNDING * ROUNDING || ground.buffer(-ROUNDING).isEmpty()) {
      return;
    }
    double unit = 1 << TilePyramid.MAX_ZOOM - tile.id().z();
    Geometry onMap =
        AffineTransformation.translationInstance(tile.id().x() * 4096.0, tile.id().y() * 4096.0)
            .scale(unit, unit)
            .transform(ground);
    Envelope window = new Envelope(onMap.getEnvelopeInternal());
    window.expandBy(SIMPLIFIED * unit);
    List<Geometry> known = new ArrayList<>();
    for (Object near : DEFECTS.query(window)) {
      Defect defect = (Defect) near;
      long among = units.stream().filter(defect.units()::contains).count();
      if (among >= Math.min(2, defect.units().size())) {
        known.add(defect.ground().buffer(SIMPLIFIED * unit));
      }
    }
    Geometry beyond =
        known.isEmpty()
            ? onMap
            : OverlayNGRobust.overlay(onMap, OverlayNGRobust.union(known), OverlayNG.DIFFERENCE);
    boolean thick = !beyond.buffer(-ROUNDING * unit).isEmpty();
    if (thick && (!kind.equals("gap") || isLand(beyond, unit))) {
      found.add(
          String.format(
              "%s %s of %s: %.0f square units near %s",
              tile.id(), kind, units, ground.getArea(), ground.getInteriorPoint()));
    }
  }

  /**
   * Whether the source has a unit there, and not the sea: a bay may close at its mouth when lines
   * are simplified. A coast may move by the tolerance.
   */
  private static boolean isLand(Geometry onMap, double unit) {
    Envelope box = onMap.getEnvelopeInternal();
    Envelope lonLat =
        new Envelope(
            Mercator.longitude(box.getMinX()),
            Mercator.longitude(box.getMaxX()),
            Mercator.latitude(box.getMinY()),
            Mercator.latitude(box.getMaxY()));
    List<Geometry> land = new ArrayList<>();
    for (Object outline : SOURCE.query(lonLat)) {
      land.add(
          OverlayNGRobust.overlay(
              Mercator.project((MultiPolygon) outline), onMap, OverlayNG.INTERSECTION));
    }
    return !land.isEmpty() && !OverlayNGRobust.union(land).buffer(-SIMPLIFIED / 4 * unit).isEmpty();
  }

  @Test
  void provinces_are_put_together_from_the_communes_that_are_drawn() throws IOException {
    assertNone(each(NationwideTilesTest::compareProvinces));
  }

  private static void compareProvinces(Tile tile, Collection<String> found) {
    Map<String, List<Geometry>> members = new TreeMap<>();
    tile.layer("communes")
        .forEach(
            (code, area) ->
                members
                    .computeIfAbsent(PROVINCE_OF.get(code), province -> new ArrayList<>())
                    .add(area));
    Set<String> codes = new TreeSet<>(members.keySet());
    codes.addAll(tile.layer("provinces").keySet());
    for (String code : codes) {
      Geometry together =
          OverlayNGRobust.union(members.getOrDefault(code, List.of(FACTORY.createPolygon())));
      Geometry drawn = tile.layer("provinces").getOrDefault(code, FACTORY.createPolygon());
      Geometry apart = OverlayNGRobust.overlay(together, drawn, OverlayNG.SYMDIFFERENCE);
      for (int i = 0; i < apart.getNumGeometries(); i++) {
        if (apart.getGeometryN(i) instanceof Polygon polygon) {
          judge(tile, "province " + code, new TreeSet<>(PROVINCE_OF.keySet()), polygon, found);
        }
      }
    }
  }

  @Test
  void shapes_on_both_sides_of_an_edge_between_tiles_agree() throws IOException {
    try (PMTilesReader reader = new PMTilesReader(archive)) {
      assertNone(
          each(
              (tile, found) -> {
                TileId id = tile.id();
                compareEdge(tile, new TileId(id.z(), id.x() + 1, id.y()), reader, found);
                compareEdge(tile, new TileId(id.z(), id.x(), id.y() + 1), reader, found);
              }));
    }
  }

  /** Compares what a tile and the next one show in the strip that both reach into. */
  private static void compareEdge(
      Tile tile, TileId next, PMTilesReader reader, Collection<String> found) {
    try {
      boolean right = next.x() > tile.id().x();
      // A unit inside the buffers: at their outer edges each tile has points of its own.
      Envelope strip =
          right ? new Envelope(4033, 4159, 0, 4096) : new Envelope(0, 4096, 4033, 4159);
      Geometry window = FACTORY.toGeometry(strip);
      AffineTransformation shift =
          AffineTransformation.translationInstance(right ? 4096 : 0, right ? 0 : 4096);
      Map<String, Geometry> theirs = new HashMap<>();
      if (reader.getTile(TileIndex.zxy(next.z(), next.x(), next.y())).isPresent()) {
        decode(next, reader)
            .layer("communes")
            .forEach((code, area) -> theirs.put(code, shift.transform(area)));
      }
      Set<String> codes = new TreeSet<>(tile.layer("communes").keySet());
      codes.addAll(theirs.keySet());
      for (String code : codes) {
        Geometry mine = inside(tile.layer("communes").get(code), window);
        Geometry other = inside(theirs.get(code), window);
        if (mine.equalsExact(other)) {
          continue;
        }
        Geometry apart = OverlayNGRobust.overlay(mine, other, OverlayNG.SYMDIFFERENCE);
        if (apart.getArea() >= 4 * ROUNDING * ROUNDING && !apart.buffer(-ROUNDING).isEmpty()) {
          found.add(tile.id() + " and " + next + " differ in " + code + " by " + apart.getArea());
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Geometry inside(Geometry area, Geometry window) {
    if (area == null || !area.getEnvelopeInternal().intersects(window.getEnvelopeInternal())) {
      return FACTORY.createMultiPolygon();
    }
    // Lines and points in which the two only touch are left out.
    Geometry inside = OverlayNGRobust.overlay(area, window, OverlayNG.INTERSECTION);
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < inside.getNumGeometries(); i++) {
      if (inside.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        polygons.add(polygon);
      }
    }
    return FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0])).norm();
  }
}
