package org.xaatlas.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsMvt;
import io.tileverse.pmtiles.PMTilesReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.xaatlas.GeoJsonFile;
import org.xaatlas.SharedData;
import org.xaatlas.unit.Level;

/** Tiles, decoded by an independent reader and compared with the shapes they were made from. */
@Tag("slow")
class TilePyramidTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final Envelope TILE = new Envelope(0, 4096, 0, 4096);
  private static final Envelope BUFFERED = new Envelope(-64, 4160, -64, 4160);

  @TempDir Path folder;

  @Test
  void every_commune_is_a_valid_polygon_of_its_area_in_each_zoom_from_5_up() throws IOException {
    Map<String, MultiPolygon> communes =
        new WigglyCoverage(4, 6, 60, 105.3, 20.7, 0.11, 1).communes();
    check(write(communes, WigglyCoverage::province), communes, 0.004);
  }

  @Test
  void real_communes_keep_their_shape() throws IOException {
    Assumptions.assumeTrue(SharedData.present());
    Map<String, MultiPolygon> communes = new TreeMap<>();
    GeoJsonFile.read(
        SharedData.dir().resolve("boundaries/provinces/thai-nguyen.geojson"),
        (properties, outline) -> communes.put(properties.get("ma_xa").asText(), outline));
    assertEquals(92, communes.size());
    check(write(communes, code -> "19"), communes, 0.01);
  }

  @Test
  void the_same_shapes_give_the_same_bytes() throws IOException {
    Map<String, MultiPolygon> communes =
        new WigglyCoverage(3, 3, 30, 106.1, 10.2, 0.08, 4).communes();
    Path one = write(communes, WigglyCoverage::province);
    Path two = write(communes, WigglyCoverage::province);
    assertEquals(-1, Files.mismatch(one, two));
  }

  @Test
  void regions_far_apart_share_the_tiles_of_small_zooms() throws IOException {
    Map<String, MultiPolygon> communes =
        new WigglyCoverage(1, 4, 60, 105.3, 20.7, 0.11, 1).communes();
    new WigglyCoverage(1, 4, 60, 112.3, 8.7, 0.11, 2)
        .communes()
        .forEach((code, outline) -> communes.put("9" + code.substring(1), outline));
    Path file = write(communes, WigglyCoverage::province);
    check(file, communes, 0.004);
    assertEquals(Set.of("01", "91"), decode(file).codes(3, "provinces"));
  }

  @Test
  void provinces_without_communes_are_cut_as_they_are() throws IOException {
    Map<String, MultiPolygon> provinces =
        new WigglyCoverage(2, 1, 50, 105.3, 20.7, 0.5, 2).communes();
    TilePyramid pyramid = new TilePyramid(2);
    provinces.forEach(
        (code, outline) -> {
          pyramid.add(
              Level.PROVINCE,
              code,
              Optional.empty(),
              code,
              TilePyramid.project(outline),
              outline.getEnvelopeInternal());
          pyramid.label(Level.PROVINCE, code, LabelPoint.of(outline));
        });
    Path file = folder.resolve("provinces");
    try (PmtilesWriter archive = new PmtilesWriter(file)) {
      pyramid.write(archive, (done, total) -> {});
    }
    Pyramid tiles = decode(file);
    assertEquals(provinces.keySet(), tiles.codes(8, "provinces"));
    assertEquals(Set.of(), tiles.codes(8, "communes"));
    assertEquals(provinces.keySet(), tiles.codes(8, "province_labels"));
    assertFalse(PmtilesArchive.open(file).metadata().contains("communes"));
  }

  @Test
  void districts_are_put_together_from_their_communes() throws IOException {
    Map<String, MultiPolygon> communes =
        new WigglyCoverage(2, 4, 40, 105.3, 20.7, 0.1, 3).communes();
    TilePyramid pyramid = new TilePyramid(2);
    communes.forEach(
        (code, outline) ->
            pyramid.add(
                Level.COMMUNE,
                code,
                Optional.of(code.substring(0, 2) + (code.charAt(4) < '3' ? "a" : "b")),
                WigglyCoverage.province(code),
                TilePyramid.project(outline),
                outline.getEnvelopeInternal()));
    MultiPolygon exact = pyramid.dissolved(Level.DISTRICT, "01a").orElseThrow();
    Geometry expected = communes.get("01001").union(communes.get("01002"));
    assertTrue(exact.symDifference(expected).getArea() < 1e-12, "dissolving moves nothing");
    assertEquals(Optional.empty(), pyramid.dissolved(Level.DISTRICT, "99"));
    Path file = folder.resolve("districts");
    try (PmtilesWriter archive = new PmtilesWriter(file)) {
      pyramid.write(archive, (done, total) -> {});
    }
    Pyramid tiles = decode(file);
    assertEquals(Set.of("01a", "01b", "02a", "02b"), tiles.codes(9, "districts"));
    assertEquals(Set.of("01", "02"), tiles.codes(9, "provinces"));
  }

  @Test
  void a_commune_of_some_metres_stays_visible() throws IOException {
    Map<String, MultiPolygon> communes = new LinkedHashMap<>();
    communes.put("00001", box(105, 20, 105.3, 20.3));
    communes.put("00002", box(106, 20, 106.0001, 20.0001));
    Path file = write(communes, code -> "01");
    Pyramid tiles = decode(file);
    for (int zoom = TilePyramid.ALL_UNITS_FROM; zoom <= TilePyramid.MAX_ZOOM; zoom++) {
      assertEquals(communes.keySet(), tiles.codes(zoom, "communes"), "zoom " + zoom);
    }
  }

  @Test
  void an_enclave_leaves_a_hole_that_winds_the_other_way() throws IOException {
    MultiPolygon inner = box(105.1, 20.1, 105.2, 20.2);
    MultiPolygon outer =
        FACTORY.createMultiPolygon(
            new Polygon[] {(Polygon) box(105, 20, 105.3, 20.3).difference(inner)});
    Map<String, MultiPolygon> communes = new LinkedHashMap<>();
    communes.put("01001", outer);
    communes.put("02001", inner);
    Path file = write(communes, WigglyCoverage::province);
    check(file, communes, 0.004);
    Pyramid tiles = decode(file);
    Polygon province = (Polygon) tiles.whole(8, "provinces").get("01").getGeometryN(0);
    assertEquals(1, province.getNumInteriorRing());
  }

  private static MultiPolygon box(double west, double south, double east, double north) {
    Envelope envelope = new Envelope(west, east, south, north);
    return FACTORY.createMultiPolygon(new Polygon[] {(Polygon) FACTORY.toGeometry(envelope)});
  }

  private interface ProvinceOf {
    String province(String code);
  }

  private Path write(Map<String, MultiPolygon> communes, ProvinceOf provinces) throws IOException {
    TilePyramid pyramid = new TilePyramid(2);
    communes.forEach(
        (code, outline) -> {
          pyramid.add(
              Level.COMMUNE,
              code,
              Optional.empty(),
              provinces.province(code),
              TilePyramid.project(outline),
              outline.getEnvelopeInternal());
          pyramid.label(Level.COMMUNE, code, LabelPoint.of(outline));
        });
    Set<String> codes = new TreeSet<>();
    communes.keySet().forEach(code -> codes.add(provinces.province(code)));
    for (String code : codes) {
      MultiPolygon outline = pyramid.dissolved(Level.PROVINCE, code).orElseThrow();
      assertTrue(outline.isValid());
      pyramid.label(Level.PROVINCE, code, LabelPoint.of(outline));
    }
    Path file = Files.createTempFile(folder, "tiles", ".pmtiles");
    try (PmtilesWriter archive = new PmtilesWriter(file)) {
      pyramid.write(archive, (done, total) -> {});
    }
    return file;
  }

  /** Everything that must hold for the tiles of some communes. */
  private void check(Path file, Map<String, MultiPolygon> communes, double tolerance)
      throws IOException {
    Pyramid tiles = decode(file);
    Map<String, Geometry> whole = Map.of();
    for (int zoom = TilePyramid.ALL_UNITS_FROM; zoom <= TilePyramid.MAX_ZOOM; zoom++) {
      whole = tiles.whole(zoom, "communes");
      assertEquals(communes.keySet(), whole.keySet(), "zoom " + zoom);
      double scale = Mercator.WORLD / (1 << TilePyramid.MAX_ZOOM - zoom) / Mercator.WORLD;
      double sum = 0;
      for (Map.Entry<String, MultiPolygon> commune : communes.entrySet()) {
        Geometry source =
            AffineTransformation.scaleInstance(scale, scale)
                .transform(Mercator.project(commune.getValue()));
        Geometry made = whole.get(commune.getKey());
        // Lines move by at most about the tolerance and half a unit, to both sides.
        double allowed = source.getArea() * tolerance + source.getLength() * 2 + 2;
        String name = commune.getKey() + " at zoom " + zoom;
        assertTrue(
            OverlayNGRobust.overlay(source, made, OverlayNG.SYMDIFFERENCE).getArea() <= allowed,
            name);
        sum += made.getArea();
      }
      Geometry union = OverlayNGRobust.union(whole.values());
      assertEquals(union.getArea(), sum, sum * 1e-3 + 2, "overlaps at zoom " + zoom);
      Geometry provinces = OverlayNGRobust.union(tiles.whole(zoom, "provinces").values());
      double apart = OverlayNGRobust.overlay(union, provinces, OverlayNG.SYMDIFFERENCE).getArea();
      assertTrue(apart <= sum * 1e-3 + 2, "provinces differ by " + apart + " at zoom " + zoom);
    }
    assertEquals(communes.keySet(), tiles.codes(TilePyramid.MAX_ZOOM, "labels"));
    for (Map.Entry<String, Point> label : tiles.labels(TilePyramid.MAX_ZOOM, "labels").entrySet()) {
      assertTrue(whole.get(label.getKey()).covers(label.getValue()), label.getKey());
    }
  }

  /** A decoded archive. */
  private record Pyramid(Map<TileId, JtsMvt> tiles) {
    Set<String> codes(int zoom, String layer) {
      Set<String> codes = new TreeSet<>();
      tiles.forEach(
          (tile, content) -> {
            JtsLayer found = content.getLayer(layer);
            if (tile.z() == zoom && found != null) {
              found.getGeometries().forEach(geometry -> codes.add(code(geometry)));
            }
          });
      return codes;
    }

    /** The polygons of a layer, their parts inside each tile put together, in units of the zoom. */
    Map<String, Geometry> whole(int zoom, String layer) {
      Map<String, List<Geometry>> parts = new TreeMap<>();
      each(
          zoom,
          layer,
          (tile, geometry) -> {
            Geometry inside =
                OverlayNGRobust.overlay(geometry, FACTORY.toGeometry(TILE), OverlayNG.INTERSECTION);
            if (inside.getArea() > 0) {
              parts
                  .computeIfAbsent(code(geometry), code -> new ArrayList<>())
                  .add(place(tile, inside));
            }
          });
      Map<String, Geometry> whole = new TreeMap<>();
      parts.forEach((code, geometries) -> whole.put(code, OverlayNGRobust.union(geometries)));
      return whole;
    }

    Map<String, Point> labels(int zoom, String layer) {
      Map<String, Point> points = new TreeMap<>();
      each(
          zoom,
          layer,
          (tile, geometry) ->
              assertEquals(
                  null, points.put(code(geometry), (Point) place(tile, geometry)), "one label"));
      return points;
    }

    private interface Each {
      void accept(TileId tile, Geometry geometry);
    }

    private void each(int zoom, String layer, Each each) {
      tiles.forEach(
          (tile, content) -> {
            JtsLayer found = content.getLayer(layer);
            if (tile.z() == zoom && found != null) {
              found.getGeometries().forEach(geometry -> each.accept(tile, geometry));
            }
          });
    }

    private static Geometry place(TileId tile, Geometry geometry) {
      return AffineTransformation.translationInstance(tile.x() * 4096.0, tile.y() * 4096.0)
          .transform(geometry);
    }
  }

  private static String code(Geometry geometry) {
    return (String) ((Map<?, ?>) geometry.getUserData()).get("code");
  }

  /** Decodes all tiles and checks what must hold in each of them. */
  private static Pyramid decode(Path file) throws IOException {
    Map<TileId, JtsMvt> tiles = new LinkedHashMap<>();
    try (PMTilesReader reader = new PMTilesReader(file)) {
      for (var index : reader.getTileIndices().toList()) {
        ByteBuffer bytes = reader.getTile(index).orElseThrow();
        byte[] plain = new byte[bytes.remaining()];
        bytes.get(plain);
        JtsMvt tile =
            MvtReader.loadMvt(
                new ByteArrayInputStream(plain),
                FACTORY,
                new TagKeyValueMapConverter(),
                MvtReader.RING_CLASSIFIER_V2_1);
        TileId id = new TileId(index.z(), (int) index.x(), (int) index.y());
        tiles.put(id, tile);
        tile.getLayers().forEach(layer -> check(id, layer));
      }
    }
    return new Pyramid(tiles);
  }

  private static void check(TileId tile, JtsLayer layer) {
    Collection<Geometry> features = layer.getGeometries();
    Set<String> codes = new TreeSet<>();
    String place = tile + " " + layer.getName() + " ";
    assertEquals(4096, layer.getExtent());
    for (Geometry feature : features) {
      assertTrue(codes.add(code(feature)), place + "has two features of " + code(feature));
      assertTrue(BUFFERED.contains(feature.getEnvelopeInternal()), place + code(feature));
      assertFalse(feature.isEmpty(), place + code(feature));
      switch (layer.getName()) {
        case "communes", "districts", "provinces" -> {
          IsValidOp valid = new IsValidOp(feature);
          assertTrue(valid.isValid(), place + code(feature) + " " + valid.getValidationError());
          for (int i = 0; i < feature.getNumGeometries(); i++) {
            Polygon polygon = (Polygon) feature.getGeometryN(i);
            // Positive by the surveyor's formula with y down; JTS counts the other way.
            assertTrue(Area.ofRingSigned(polygon.getExteriorRing().getCoordinates()) < 0, place);
            for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
              assertTrue(
                  Area.ofRingSigned(polygon.getInteriorRingN(h).getCoordinates()) > 0, place);
            }
          }
        }
        case "province_lines" -> assertTrue(feature.getLength() > 0, place);
        default -> assertEquals("Point", feature.getGeometryType(), place);
      }
    }
  }
}
