package org.xaatlas.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.xaatlas.SharedData;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchematicBoundariesTest {
  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final Map<String, JsonNode> FEATURES = new TreeMap<>();
  private static final Map<String, Polygon> OUTLINES = new TreeMap<>();
  private static final Map<String, Place> PLACES = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    for (JsonNode feature :
        DemonstrationFiles.json("demonstration/boundaries.geojson").get("features")) {
      String code = feature.at("/properties/code").asText();
      FEATURES.put(code, feature);
      OUTLINES.put(code, polygon(feature.at("/geometry/coordinates")));
    }
    DemonstrationMaker.places().forEach(place -> PLACES.put(place.code(), place));
  }

  private static Polygon polygon(JsonNode rings) {
    List<LinearRing> read = new ArrayList<>();
    for (JsonNode ring : rings) {
      List<Coordinate> points = new ArrayList<>();
      ring.forEach(p -> points.add(new Coordinate(p.get(0).asDouble(), p.get(1).asDouble())));
      read.add(GEOMETRY.createLinearRing(points.toArray(Coordinate[]::new)));
    }
    return GEOMETRY.createPolygon(
        read.get(0), read.subList(1, read.size()).toArray(LinearRing[]::new));
  }

  @Test
  void every_commune_of_the_five_provinces_is_there_under_its_official_name() {
    UnitRegister register = new Registers().register(DemonstrationMaker.EDITION).orElseThrow();
    Set<String> codes = new HashSet<>();
    for (String province : List.of("14", "19", "20", "86", "92")) {
      for (Unit unit : register.children(Level.COMMUNE, province)) {
        JsonNode properties = FEATURES.get(unit.code()).get("properties");
        assertEquals(unit.name(), properties.get("name").asText());
        assertEquals(unit.type(), properties.get("type").asText());
        assertEquals(province, properties.get("province_code").asText());
        codes.add(unit.code());
      }
    }
    assertEquals(459, codes.size());
    assertEquals(codes, FEATURES.keySet());
  }

  @Test
  void outlines_are_valid_and_turn_the_way_of_geojson() {
    for (Map.Entry<String, Polygon> outline : OUTLINES.entrySet()) {
      Polygon polygon = outline.getValue();
      assertTrue(polygon.isValid(), outline.getKey());
      assertTrue(
          Orientation.isCCW(polygon.getExteriorRing().getCoordinateSequence()), outline.getKey());
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        assertFalse(Orientation.isCCW(polygon.getInteriorRingN(i).getCoordinateSequence()));
      }
    }
  }

  @Test
  void together_they_are_a_coverage() {
    assertTrue(CoverageValidator.isValid(OUTLINES.values().toArray(Geometry[]::new)));
  }

  @Test
  void they_form_three_pieces_of_land_without_holes() {
    Geometry land = CoverageUnion.union(OUTLINES.values().toArray(Geometry[]::new));
    assertEquals(3, land.getNumGeometries());
    for (int i = 0; i < land.getNumGeometries(); i++) {
      assertEquals(0, ((Polygon) land.getGeometryN(i)).getNumInteriorRing());
    }
  }

  @Test
  void neighbouring_provinces_share_a_line() {
    assertTrue(sharedLine("19", "20") > 0.5, "Thái Nguyên and Lạng Sơn");
    assertTrue(sharedLine("86", "92") > 0.5, "Vĩnh Long and Cần Thơ");
  }

  /** Length in degrees. */
  private static double sharedLine(String one, String other) {
    return province(one).getBoundary().intersection(province(other).getBoundary()).getLength();
  }

  private static Geometry province(String code) {
    return CoverageUnion.union(
        OUTLINES.entrySet().stream()
            .filter(outline -> PLACES.get(outline.getKey()).province().equals(code))
            .map(Map.Entry::getValue)
            .toArray(Geometry[]::new));
  }

  @Test
  void every_commune_holds_its_centre_point() {
    for (Place place : PLACES.values()) {
      assertTrue(
          OUTLINES
              .get(place.code())
              .contains(GEOMETRY.createPoint(new Coordinate(place.lon(), place.lat()))),
          place.toString());
    }
  }

  @Test
  void areas_come_near_those_listed() {
    double sum = 0;
    for (Place place : PLACES.values()) {
      double kmPerDegree = 111.2;
      double area =
          OUTLINES.get(place.code()).getArea()
              * kmPerDegree
              * kmPerDegree
              * Math.cos(Math.toRadians(place.lat()));
      double off = Math.abs(area / place.area() - 1);
      assertTrue(off < 0.5, () -> place + " has " + area + " km2");
      sum += off;
    }
    assertTrue(sum / PLACES.size() < 0.04, "off by " + sum / PLACES.size() + " on average");
  }

  @Test
  void the_file_is_small_and_its_coordinates_have_five_decimals() throws IOException {
    byte[] bytes = DemonstrationFiles.bytes("demonstration/boundaries.geojson");
    assertTrue(bytes.length < 1_200_000, bytes.length + " bytes");
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertFalse(text.matches("(?s).*\\d\\.\\d{6}.*"));
    double points =
        OUTLINES.values().stream().mapToInt(Polygon::getNumPoints).average().orElseThrow();
    assertTrue(points < 60, points + " points for a commune");
  }

  @Test
  void no_vertex_is_taken_from_a_real_map() throws IOException {
    assumeTrue(SharedData.present());
    Set<String> real = new HashSet<>();
    JsonNode map =
        new ObjectMapper()
            .readTree(
                SharedData.dir().resolve("boundaries/provinces/thai-nguyen.geojson").toFile());
    map.get("features").forEach(feature -> vertices(feature.at("/geometry/coordinates"), real));
    assertTrue(real.size() > 10_000, "read " + real.size());
    long same =
        OUTLINES.entrySet().stream()
            .filter(outline -> PLACES.get(outline.getKey()).province().equals("19"))
            .flatMap(outline -> java.util.Arrays.stream(outline.getValue().getCoordinates()))
            .filter(c -> real.contains(rounded(c.x, c.y)))
            .count();
    // By chance one vertex in 100,000 falls within a metre of a real one.
    assertTrue(same <= 2, same + " vertices coincide");
  }

  private static void vertices(JsonNode coordinates, Set<String> into) {
    if (coordinates.get(0).isNumber()) {
      into.add(rounded(coordinates.get(0).asDouble(), coordinates.get(1).asDouble()));
    } else {
      coordinates.forEach(part -> vertices(part, into));
    }
  }

  private static String rounded(double lon, double lat) {
    return Math.round(lon * 1e5) + " " + Math.round(lat * 1e5);
  }
}
