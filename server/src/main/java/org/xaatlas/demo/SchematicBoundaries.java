package org.xaatlas.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.coverage.CoverageSimplifier;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Draws outlines for communes of which no more is known than a centre point rounded to 0.01 degree
 * and an area: a valid coverage of natural-looking shapes, which say roughly where a commune lies
 * and how large it is, and nothing about where its border runs.
 */
final class SchematicBoundaries {
  private static final double KM_PER_DEGREE = 111.2;
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  /**
   * Places that form one piece of land.
   *
   * @param cell width of a grid cell, km: small enough for the smallest ward
   * @param ruggedness how much borders wind
   * @param tolerance of simplification, km
   */
  record Group(List<Place> places, double cell, double ruggedness, double tolerance) {}

  private SchematicBoundaries() {}

  /**
   * Draws the places of a group.
   *
   * @return a valid coverage of valid polygons in lon/lat, 5 decimals, shells counter-clockwise, by
   *     code
   */
  static Map<String, Polygon> draw(Group group, Noise noise) {
    List<Place> places = group.places();
    double lon0 = places.stream().mapToDouble(Place::lon).average().orElseThrow();
    double lat0 = places.stream().mapToDouble(Place::lat).average().orElseThrow();
    double kmPerLon = KM_PER_DEGREE * StrictMath.cos(StrictMath.toRadians(lat0));
    HexPartition partition =
        new HexPartition(
            places.stream().mapToDouble(p -> (p.lon() - lon0) * kmPerLon).toArray(),
            places.stream().mapToDouble(p -> (p.lat() - lat0) * KM_PER_DEGREE).toArray(),
            places.stream().mapToDouble(Place::area).toArray(),
            group.cell(),
            group.ruggedness(),
            noise);
    Geometry[] fine = polygons(partition.arcs(), places.size());
    Geometry[] coarse = CoverageSimplifier.simplify(fine, group.tolerance());
    Map<String, Polygon> drawn = new TreeMap<>();
    for (int i = 0; i < coarse.length; i++) {
      Polygon polygon = (Polygon) coarse[i].copy();
      polygon.apply(
          (Coordinate c) -> {
            c.x = round(lon0 + c.x / kmPerLon);
            c.y = round(lat0 + c.y / KM_PER_DEGREE);
          });
      polygon.geometryChanged();
      drawn.put(places.get(i).code(), polygon);
    }
    Geometry[] coverage = drawn.values().toArray(Geometry[]::new);
    if (!CoverageValidator.isValid(coverage)) {
      throw new IllegalStateException("The outlines drawn are not a valid coverage");
    }
    return drawn;
  }

  /** To 5 decimals: about a metre. */
  private static double round(double degrees) {
    return Math.round(degrees * 1e5) / 1e5;
  }

  private static Geometry[] polygons(List<HexPartition.Arc> arcs, int places) {
    List<List<List<Coordinate>>> rings = new ArrayList<>();
    List<Map<Coordinate, List<Coordinate>>> open = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      rings.add(new ArrayList<>());
      open.add(new TreeMap<>());
    }
    for (HexPartition.Arc arc : arcs) {
      List<Coordinate> points = smooth(arc.points());
      List<Coordinate> reversed = new ArrayList<>(points);
      java.util.Collections.reverse(reversed);
      if (arc.left() != HexPartition.OUTSIDE) {
        add(points, rings.get(arc.left()), open.get(arc.left()));
      }
      if (arc.right() != HexPartition.OUTSIDE) {
        add(reversed, rings.get(arc.right()), open.get(arc.right()));
      }
    }
    Geometry[] polygons = new Geometry[places];
    for (int place = 0; place < places; place++) {
      // A label leaves and enters a junction once, so that following it closes a ring.
      Map<Coordinate, List<Coordinate>> rest = open.get(place);
      while (!rest.isEmpty()) {
        List<Coordinate> ring = new ArrayList<>();
        Coordinate at = rest.keySet().iterator().next();
        while (rest.containsKey(at)) {
          List<Coordinate> next = rest.remove(at);
          ring.addAll(ring.isEmpty() ? next : next.subList(1, next.size()));
          at = next.get(next.size() - 1);
        }
        rings.get(place).add(ring);
      }
      polygons[place] = polygon(rings.get(place));
    }
    return polygons;
  }

  private static void add(
      List<Coordinate> points,
      List<List<Coordinate>> rings,
      Map<Coordinate, List<Coordinate>> open) {
    if (points.get(0).equals2D(points.get(points.size() - 1))) {
      rings.add(points);
    } else {
      open.put(points.get(0), points);
    }
  }

  private static Polygon polygon(List<List<Coordinate>> rings) {
    LinearRing shell = null;
    List<LinearRing> holes = new ArrayList<>();
    for (List<Coordinate> points : rings) {
      LinearRing ring = GEOMETRY.createLinearRing(points.toArray(Coordinate[]::new));
      if (!Orientation.isCCW(ring.getCoordinateSequence())) {
        holes.add(ring);
      } else if (shell == null) {
        shell = ring;
      } else {
        throw new IllegalStateException("A place in two pieces");
      }
    }
    return GEOMETRY.createPolygon(shell, holes.toArray(LinearRing[]::new));
  }

  /** Takes the zigzag of the grid out of a border; its ends stay. */
  private static List<Coordinate> smooth(List<Coordinate> points) {
    List<Coordinate> smooth = points;
    int last = points.size() - 1;
    boolean closed = points.get(0).equals2D(points.get(last));
    for (int pass = 0; pass < 3; pass++) {
      List<Coordinate> next = new ArrayList<>(points.size());
      for (int i = 0; i <= last; i++) {
        if (!closed && (i == 0 || i == last)) {
          next.add(smooth.get(i));
          continue;
        }
        Coordinate before = smooth.get(i == 0 ? last - 1 : i - 1);
        Coordinate after = smooth.get(i == last ? 1 : i + 1);
        next.add(
            new Coordinate(
                (before.x + 2 * smooth.get(i).x + after.x) / 4,
                (before.y + 2 * smooth.get(i).y + after.y) / 4));
      }
      smooth = next;
    }
    return smooth;
  }

  /** Writes a FeatureCollection, one feature on a line, in the order of codes. */
  static void write(
      List<Place> places,
      Map<String, Polygon> outlines,
      Map<String, String> provinces,
      Consumer<String> out) {
    out.accept(
        "{\"type\":\"FeatureCollection\",\"name\":\""
            + DemonstrationMaker.BOUNDARIES_SOURCE
            + "\",\n");
    out.accept(
        "\"note\":\"Ranh giới sơ đồ, do chương trình vẽ để minh họa, không phải ranh giới thật. "
            + "Schematic outlines drawn by a program for illustration, not real boundaries.\",\n");
    out.accept("\"features\":[\n");
    List<Place> sorted = new ArrayList<>(places);
    sorted.sort(Comparator.comparing(Place::code));
    for (int i = 0; i < sorted.size(); i++) {
      Place place = sorted.get(i);
      StringBuilder line = new StringBuilder();
      line.append("{\"type\":\"Feature\",\"properties\":{\"code\":\"")
          .append(place.code())
          .append("\",\"name\":\"")
          .append(place.name())
          .append("\",\"type\":\"")
          .append(place.type())
          .append("\",\"province_code\":\"")
          .append(place.province())
          .append("\",\"province_name\":\"")
          .append(provinces.get(place.province()))
          .append("\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[");
      Polygon polygon = outlines.get(place.code());
      ring(line, polygon.getExteriorRing());
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        line.append(',');
        ring(line, polygon.getInteriorRingN(hole));
      }
      line.append("]}}").append(i + 1 < sorted.size() ? ",\n" : "\n");
      out.accept(line.toString());
    }
    out.accept("]}\n");
  }

  private static void ring(StringBuilder line, LinearRing ring) {
    line.append('[');
    for (int i = 0; i < ring.getNumPoints(); i++) {
      Coordinate c = ring.getCoordinateN(i);
      line.append(i == 0 ? "[" : ",[");
      number(line, c.x);
      line.append(',');
      number(line, c.y);
      line.append(']');
    }
    line.append(']');
  }

  private static void number(StringBuilder line, double degrees) {
    long units = Math.round(degrees * 1e5);
    line.append(units / 100_000).append('.');
    String decimals = Long.toString(100_000 + units % 100_000).substring(1);
    line.append(decimals);
  }
}
