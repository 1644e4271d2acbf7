package org.xaatlas.spatial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.locationtech.jts.algorithm.RobustLineIntersector;
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
import org.locationtech.jts.noding.IntersectionAdder;
import org.locationtech.jts.noding.MCIndexNoder;
import org.locationtech.jts.noding.NodedSegmentString;
import org.locationtech.jts.noding.OrientedCoordinateArray;
import org.locationtech.jts.noding.SegmentString;
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
 *
 * <p>The work is bounded. Outlines that cross each other without end are given up on, and the
 * report says so.
 */
public final class CoverageCheck {
  /** Area in m2 below which a mismatch is none. */
  public static final double SMALLEST = 0.001;

  /** Steps of {@link Effort}; real boundaries of a country take less than a twentieth of them. */
  private static final long STEPS = 4_000_000_000L;

  /** Overlaying two outlines costs about so many steps for each of their vertices. */
  private static final int OVERLAY = 20;

  /** Less than a millimetre, in degrees: the noding of lines may move a vertex by that much. */
  private static final double TOUCH = 1e-9;

  /** A crossing is rounded, which may make a new one next to it; hardly ever twice. */
  private static final int NODING_ROUNDS = 4;

  /** How many points of a face are tried before areas decide. */
  private static final int PROBES = 12;

  /**
   * Two units that claim the same ground.
   *
   * @param ground what both claim, one part or more
   */
  public record Overlap(String first, String second, double squareMetres, MultiPolygon ground) {
    /** A place inside the ground, lon/lat: in its largest part. */
    public Coordinate place() {
      return inside(ground);
    }
  }

  /**
   * Ground between units that none of them claims.
   *
   * @param units those around it, in order; a single one where it lies between parts of that unit
   */
  public record Gap(List<String> units, double squareMetres, Polygon ground) {
    public Gap {
      units = List.copyOf(units);
    }

    /** A place inside the ground, lon/lat. */
    public Coordinate place() {
      return inside(ground);
    }
  }

  /**
   * What was found, all of it, the largest first.
   *
   * @param overlaps pairs of units that overlap
   * @param gaps ground that no unit claims, between units
   * @param complete whether the search went through; otherwise there may be more
   */
  public record Report(List<Overlap> overlaps, List<Gap> gaps, boolean complete) {
    public Report {
      overlaps = List.copyOf(overlaps);
      gaps = List.copyOf(gaps);
    }

    /** The sum over all pairs; ground that three claim counts three times. */
    public double overlapSquareMetres() {
      return overlaps.stream().mapToDouble(Overlap::squareMetres).sum();
    }

    /** The area of all gaps. */
    public double gapSquareMetres() {
      return gaps.stream().mapToDouble(Gap::squareMetres).sum();
    }
  }

  private final List<String> codes;
  private final List<MultiPolygon> outlines;
  private final int[] sizes;
  private final Effort effort;
  private final GeometryFactory factory = new GeometryFactory();
  private final STRtree index = new STRtree();

  private CoverageCheck(SortedMap<String, MultiPolygon> units, Effort effort) {
    this.codes = List.copyOf(units.keySet());
    this.outlines = List.copyOf(units.values());
    this.sizes = outlines.stream().mapToInt(MultiPolygon::getNumPoints).toArray();
    this.effort = effort;
    for (int i = 0; i < outlines.size(); i++) {
      index.insert(outlines.get(i).getEnvelopeInternal(), i);
    }
    index.build();
  }

  /**
   * @param units valid outlines in lon/lat by unit code; not changed
   */
  public static Report check(SortedMap<String, MultiPolygon> units) {
    return check(units, STEPS);
  }

  static Report check(SortedMap<String, MultiPolygon> units, long steps) {
    return units.isEmpty()
        ? new Report(List.of(), List.of(), true)
        : new CoverageCheck(units, new Effort(steps)).report();
  }

  private Report report() {
    Map<Long, List<Polygon>> shared = new HashMap<>();
    List<Gap> gaps = new ArrayList<>();
    boolean complete = true;
    try {
      List<Envelope> boxes = outlines.stream().map(Geometry::getEnvelopeInternal).toList();
      for (int[] cluster : Clusters.of(boxes, TOUCH)) {
        for (Polygon face : faces(cluster)) {
          classify(face, shared, gaps);
        }
      }
    } catch (Effort.Exhausted e) {
      complete = false;
    }
    List<Overlap> overlaps = new ArrayList<>();
    shared.forEach(
        (pair, parts) -> {
          Overlap overlap = overlap((int) (pair >>> 32), (int) (long) pair, parts);
          if (overlap.squareMetres() >= SMALLEST) {
            overlaps.add(overlap);
          }
        });
    overlaps.sort(
        Comparator.comparingDouble(Overlap::squareMetres)
            .reversed()
            .thenComparing(Overlap::first)
            .thenComparing(Overlap::second));
    gaps.sort(
        Comparator.comparingDouble(Gap::squareMetres)
            .reversed()
            .thenComparing(gap -> gap.units().toString()));
    return new Report(overlaps, gaps, complete);
  }

  private Overlap overlap(int first, int second, List<Polygon> parts) {
    Polygon[] polygons = parts.toArray(new Polygon[0]);
    Arrays.sort(polygons, Comparator.comparingDouble(EllipsoidArea::squareMetres).reversed());
    MultiPolygon ground = factory.createMultiPolygon(polygons);
    return new Overlap(
        codes.get(first), codes.get(second), EllipsoidArea.squareMetres(ground), ground);
  }

  private static Coordinate inside(Geometry ground) {
    return ground.getGeometryN(0).getInteriorPoint().getCoordinate();
  }

  /** What the lines around all mismatches of some units enclose. */
  private List<Polygon> faces(int[] cluster) {
    List<CoordinateSequence> lines = uncancelled(cluster);
    if (lines.isEmpty()) {
      return List.of();
    }
    Polygonizer polygonizer = new Polygonizer();
    polygonizer.add(noded(lines));
    List<Polygon> faces = new ArrayList<>();
    for (Object face : polygonizer.getPolygons()) {
      faces.add((Polygon) face);
    }
    return faces;
  }

  /** The lines, parted wherever they meet, each part once. */
  private Collection<LineString> noded(List<CoordinateSequence> lines) {
    Collection<SegmentString> parts = new ArrayList<>(lines.size());
    for (CoordinateSequence line : lines) {
      effort.spend(line.size());
      parts.add(new NodedSegmentString(line.toCoordinateArray(), null));
    }
    for (int round = 0; round < NODING_ROUNDS; round++) {
      IntersectionAdder crossings = new IntersectionAdder(new RobustLineIntersector());
      MCIndexNoder noder = new MCIndexNoder(effort.counted(crossings));
      noder.computeNodes(parts);
      parts = new ArrayList<>();
      for (Object part : noder.getNodedSubstrings()) {
        parts.add((SegmentString) part);
      }
      if (crossings.numInteriorIntersections == 0) {
        Map<OrientedCoordinateArray, LineString> once = new TreeMap<>();
        for (SegmentString part : parts) {
          Coordinate[] points = part.getCoordinates();
          once.putIfAbsent(new OrientedCoordinateArray(points), factory.createLineString(points));
        }
        return once.values();
      }
    }
    // Rounding goes on making new crossings: the slow way, which moves points until there are none.
    LineString[] all = lines.stream().map(factory::createLineString).toArray(LineString[]::new);
    Geometry union = OverlayNGRobust.union(factory.createMultiLineString(all));
    List<LineString> result = new ArrayList<>();
    for (int i = 0; i < union.getNumGeometries(); i++) {
      result.add((LineString) union.getGeometryN(i));
    }
    return result;
  }

  /** All segments that have another number of units on one side than on the other. */
  private List<CoordinateSequence> uncancelled(int[] cluster) {
    List<CoordinateSequence> lines = new ArrayList<>();
    new SegmentTable(Arrays.stream(cluster).mapToObj(outlines::get).toList())
        .uncancelled(lines::add);
    return lines;
  }

  private void classify(Polygon face, Map<Long, List<Polygon>> shared, List<Gap> gaps) {
    int depth = depth(face);
    if (depth == 1) {
      return;
    }
    double area = EllipsoidArea.squareMetres(face);
    if (area < SMALLEST) {
      return;
    }
    if (depth > 1) {
      overlaps(face, shared);
      return;
    }
    List<String> around = new ArrayList<>();
    for (int unit : near(face.getEnvelopeInternal())) {
      effort.spend(sizes[unit] + (long) face.getNumPoints());
      if (touches(outlines.get(unit), face)) {
        around.add(codes.get(unit));
      }
    }
    if (around.size() > 1) {
      gaps.add(new Gap(around, area, face));
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
      effort.spend(sizes[unit]);
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
      covered += EllipsoidArea.squareMetres(part(unit, face));
    }
    return (int) Math.round(covered / Math.max(1e-12, EllipsoidArea.squareMetres(face)));
  }

  /** Adds what each pair of units claims of a face that more than one unit claims. */
  private void overlaps(Polygon face, Map<Long, List<Polygon>> shared) {
    List<Integer> near = near(face.getEnvelopeInternal());
    List<MultiPolygon> parts = new ArrayList<>();
    for (int unit : near) {
      parts.add(part(unit, face));
    }
    for (int a = 0; a < near.size(); a++) {
      for (int b = a + 1; b < near.size(); b++) {
        effort.spend(1);
        if (parts.get(a).isEmpty() || parts.get(b).isEmpty()) {
          continue;
        }
        effort.spend(OVERLAY * (long) (parts.get(a).getNumPoints() + parts.get(b).getNumPoints()));
        MultiPolygon both = intersection(parts.get(a), parts.get(b));
        long pair = (long) near.get(a) << 32 | near.get(b);
        for (int i = 0; i < both.getNumGeometries(); i++) {
          shared
              .computeIfAbsent(pair, key -> new ArrayList<>())
              .add((Polygon) both.getGeometryN(i));
        }
      }
    }
  }

  /** What a unit claims of a face. */
  private MultiPolygon part(int unit, Polygon face) {
    effort.spend(OVERLAY * (long) (sizes[unit] + face.getNumPoints()));
    return intersection(outlines.get(unit), face);
  }

  /** What two areas share; lines and points in which they only touch are left out. */
  private MultiPolygon intersection(Geometry a, Geometry b) {
    Geometry both = OverlayNGRobust.overlay(a, b, OverlayNG.INTERSECTION);
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < both.getNumGeometries(); i++) {
      if (both.getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
        polygons.add(polygon);
      }
    }
    return factory.createMultiPolygon(polygons.toArray(new Polygon[0]));
  }

  private List<Integer> near(Envelope envelope) {
    List<Integer> found = new ArrayList<>();
    for (Object unit : index.query(envelope)) {
      found.add((Integer) unit);
    }
    effort.spend(10L + found.size());
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
