package org.xaatlas.spatial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.locationtech.jts.operation.polygonize.Polygonizer;

/**
 * Finds where units of one level overlap, and where they leave gaps between them.
 *
 * <p>A segment that one unit has on its left and another on its right cancels out. What remains is
 * the outer line (coast, border of the country) and the lines around every mismatch, a small part
 * of the whole. They cut the plane into faces, each covered by the same number of units all over:
 * by none (a gap, when units enclose it), by one, or by more (an overlap). Gaps that are open to
 * the outside cannot be told from the sea and are not counted; neither is a hole inside one single
 * unit.
 *
 * <p>Faces below {@link #SMALLEST} are left out: they are the rounding of the arithmetic itself.
 */
public final class CoverageCheck {
  /** Area in m2 below which a mismatch is none. */
  public static final double SMALLEST = 0.001;

  /** How many of the worst overlaps and gaps are listed. */
  public static final int WORST = 10;

  /** Less than a millimetre, in degrees: the noding of lines may move a vertex by that much. */
  private static final double TOUCH = 1e-9;

  /** How many points of a face are tried before areas decide. */
  private static final int PROBES = 12;

  /** Two units that claim the same ground; {@code lon}, {@code lat} is a place inside it. */
  public record Overlap(String first, String second, double squareMetres, double lon, double lat) {}

  /** Ground between units that none of them claims. */
  public record Gap(List<String> units, double squareMetres, double lon, double lat) {
    public Gap {
      units = List.copyOf(units);
    }
  }

  /**
   * What was found.
   *
   * @param overlaps number of pairs of units that overlap
   * @param overlapSquareMetres the sum over all pairs; ground that three claim counts three times
   * @param worstOverlaps the largest, largest first
   * @param gaps number of gaps
   * @param gapSquareMetres their area
   * @param worstGaps the largest, largest first
   */
  public record Report(
      int overlaps,
      double overlapSquareMetres,
      List<Overlap> worstOverlaps,
      int gaps,
      double gapSquareMetres,
      List<Gap> worstGaps) {}

  private final List<String> codes;
  private final List<MultiPolygon> outlines;
  private final GeometryFactory factory = new GeometryFactory();
  private final STRtree index = new STRtree();

  private CoverageCheck(SortedMap<String, MultiPolygon> units) {
    this.codes = List.copyOf(units.keySet());
    this.outlines = List.copyOf(units.values());
    for (int i = 0; i < outlines.size(); i++) {
      index.insert(outlines.get(i).getEnvelopeInternal(), i);
    }
    index.build();
  }

  /**
   * @param units valid outlines in lon/lat by unit code; not changed
   */
  public static Report check(SortedMap<String, MultiPolygon> units) {
    return units.isEmpty()
        ? new Report(0, 0, List.of(), 0, 0, List.of())
        : new CoverageCheck(units).report();
  }

  private Report report() {
    Polygonizer polygonizer = new Polygonizer();
    polygonizer.add(OverlayNGRobust.union(factory.buildGeometry(uncancelled())));
    Map<Long, Overlap> overlaps = new HashMap<>();
    List<Gap> gaps = new ArrayList<>();
    for (Object face : polygonizer.getPolygons()) {
      classify((Polygon) face, overlaps, gaps);
    }
    List<Overlap> pairs = new ArrayList<>(overlaps.values());
    pairs.removeIf(pair -> pair.squareMetres() < SMALLEST);
    pairs.sort(
        Comparator.comparingDouble(Overlap::squareMetres).reversed().thenComparing(Overlap::first));
    gaps.sort(
        Comparator.comparingDouble(Gap::squareMetres)
            .reversed()
            .thenComparing(gap -> gap.units().toString()));
    return new Report(
        pairs.size(),
        pairs.stream().mapToDouble(Overlap::squareMetres).sum(),
        List.copyOf(pairs.subList(0, Math.min(WORST, pairs.size()))),
        gaps.size(),
        gaps.stream().mapToDouble(Gap::squareMetres).sum(),
        List.copyOf(gaps.subList(0, Math.min(WORST, gaps.size()))));
  }

  /** All segments that have another number of units on one side than on the other. */
  private List<LineString> uncancelled() {
    SegmentTable segments = new SegmentTable(outlines);
    List<LineString> lines = new ArrayList<>();
    segments.uncancelled(line -> lines.add(factory.createLineString(line)));
    return lines;
  }

  private void classify(Polygon face, Map<Long, Overlap> overlaps, List<Gap> gaps) {
    int depth = depth(face);
    if (depth == 1) {
      return;
    }
    double area = EllipsoidArea.squareMetres(face);
    if (area < SMALLEST) {
      return;
    }
    if (depth > 1) {
      overlaps(face, overlaps);
      return;
    }
    List<String> around = new ArrayList<>();
    for (int unit : near(face.getEnvelopeInternal())) {
      if (touches(outlines.get(unit), face)) {
        around.add(codes.get(unit));
      }
    }
    if (around.size() > 1) {
      Coordinate inside = face.getInteriorPoint().getCoordinate();
      gaps.add(new Gap(around, area, inside.x, inside.y));
    }
  }

  /** How many units cover a face: by a point of it, or, when no point is clear, by areas. */
  private int depth(Polygon face) {
    OptionalInt byPoint = depthAt(face, face.getInteriorPoint().getCoordinate());
    Coordinate[] shell = face.getExteriorRing().getCoordinates();
    int step = Math.max(1, shell.length / PROBES);
    for (int i = 0; byPoint.isEmpty() && i + 2 < shell.length; i += step) {
      // The middle of three corners in a row is often inside, and hardly ever on a line.
      byPoint =
          depthAt(
              face,
              new CoordinateXY(
                  (shell[i].x + shell[i + 1].x + shell[i + 2].x) / 3,
                  (shell[i].y + shell[i + 1].y + shell[i + 2].y) / 3));
    }
    return byPoint.orElseGet(() -> depthByAreas(face));
  }

  /** Empty when the point is not clearly inside the face and inside or outside every unit. */
  private OptionalInt depthAt(Polygon face, Coordinate point) {
    if (point == null || SimplePointInAreaLocator.locate(point, face) != Location.INTERIOR) {
      return OptionalInt.empty();
    }
    int depth = 0;
    for (int unit : near(new Envelope(point))) {
      int location = SimplePointInAreaLocator.locate(point, outlines.get(unit));
      if (location == Location.BOUNDARY) {
        return OptionalInt.empty();
      }
      depth += location == Location.INTERIOR ? 1 : 0;
    }
    return OptionalInt.of(depth);
  }

  private int depthByAreas(Polygon face) {
    double covered = 0;
    for (int unit : near(face.getEnvelopeInternal())) {
      covered += EllipsoidArea.squareMetres(intersection(outlines.get(unit), face));
    }
    return (int) Math.round(covered / Math.max(1e-12, EllipsoidArea.squareMetres(face)));
  }

  /** Adds what each pair of units claims of a face that more than one unit claims. */
  private void overlaps(Polygon face, Map<Long, Overlap> overlaps) {
    List<Integer> near = near(face.getEnvelopeInternal());
    List<Geometry> parts = new ArrayList<>();
    for (int unit : near) {
      parts.add(intersection(outlines.get(unit), face));
    }
    for (int a = 0; a < near.size(); a++) {
      for (int b = a + 1; b < near.size(); b++) {
        if (parts.get(a).isEmpty() || parts.get(b).isEmpty()) {
          continue;
        }
        Geometry both = intersection(parts.get(a), parts.get(b));
        double area = EllipsoidArea.squareMetres(both);
        if (area > 0) {
          Coordinate at = both.getInteriorPoint().getCoordinate();
          Overlap found =
              new Overlap(codes.get(near.get(a)), codes.get(near.get(b)), area, at.x, at.y);
          overlaps.merge((long) near.get(a) << 32 | near.get(b), found, CoverageCheck::together);
        }
      }
    }
  }

  private static Overlap together(Overlap one, Overlap other) {
    Overlap larger = one.squareMetres() >= other.squareMetres() ? one : other;
    return new Overlap(
        one.first(),
        one.second(),
        one.squareMetres() + other.squareMetres(),
        larger.lon(),
        larger.lat());
  }

  private static Geometry intersection(Geometry a, Geometry b) {
    return OverlayNGRobust.overlay(a, b, OverlayNG.INTERSECTION);
  }

  private List<Integer> near(Envelope envelope) {
    List<Integer> found = new ArrayList<>();
    for (Object unit : index.query(envelope)) {
      found.add((Integer) unit);
    }
    found.sort(null);
    return found;
  }

  /** Whether the outline of a unit runs along the face. Only segments near it are looked at. */
  private boolean touches(MultiPolygon unit, Polygon face) {
    Envelope window = new Envelope(face.getEnvelopeInternal());
    window.expandBy(TOUCH);
    for (int p = 0; p < unit.getNumGeometries(); p++) {
      Polygon polygon = (Polygon) unit.getGeometryN(p);
      if (polygon.getEnvelopeInternal().intersects(window)) {
        for (int r = -1; r < polygon.getNumInteriorRing(); r++) {
          LinearRing ring = r < 0 ? polygon.getExteriorRing() : polygon.getInteriorRingN(r);
          if (touches(ring.getCoordinateSequence(), window, face.getBoundary())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean touches(CoordinateSequence ring, Envelope window, Geometry line) {
    Coordinate a = new CoordinateXY();
    Coordinate b = new CoordinateXY();
    ring.getCoordinate(0, b);
    for (int i = 1; i < ring.size(); i++) {
      a.setCoordinate(b);
      ring.getCoordinate(i, b);
      if (window.intersects(a, b)
          && factory
              .createLineString(new Coordinate[] {a.copy(), b.copy()})
              .isWithinDistance(line, TOUCH)) {
        return true;
      }
    }
    return false;
  }
}
