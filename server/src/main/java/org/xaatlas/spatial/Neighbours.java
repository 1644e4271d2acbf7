package org.xaatlas.spatial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.distance.IndexedFacetDistance;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Derives which units touch which: a shared point is enough (queen contiguity).
 *
 * <p>Files of two neighbours that came through two coordinate systems disagree by a hair, and real
 * borders do not meet exactly everywhere. Units nearer than {@link #WITHIN} count as touching.
 */
public final class Neighbours {
  /** Distance in degrees up to which units touch: about ten centimetres on the ground. */
  public static final double WITHIN = 1e-6;

  /** Steps of {@link Effort}; real boundaries of a country take less than a hundredth of them. */
  private static final long STEPS = 10_000_000_000L;

  /** Finding the distance of two outlines costs about so many steps for each of their vertices. */
  private static final int DISTANCE = 10;

  private final List<String> codes;
  private final List<MultiPolygon> outlines;
  private final int[] sizes;
  private final Effort effort;
  private final Map<Integer, IndexedFacetDistance> distances = new HashMap<>();

  private Neighbours(SortedMap<String, MultiPolygon> units, Effort effort) {
    this.codes = List.copyOf(units.keySet());
    this.outlines = List.copyOf(units.values());
    this.sizes = outlines.stream().mapToInt(MultiPolygon::getNumPoints).toArray();
    this.effort = effort;
  }

  /**
   * The adjacency of units given by code, in lon/lat.
   *
   * @throws RefusedException key {@code boundary.entangled} when the outlines lie over each other
   *     in such numbers that comparing them would take hours
   */
  public static Adjacency of(SortedMap<String, MultiPolygon> units) {
    return of(units, units.keySet());
  }

  /**
   * The part of the adjacency in which at least one of two neighbours is among the codes given:
   * what changes when the outlines of those units change.
   *
   * @throws RefusedException as for all units
   */
  public static Adjacency of(SortedMap<String, MultiPolygon> units, Set<String> among) {
    return of(units, among, STEPS);
  }

  static Adjacency of(SortedMap<String, MultiPolygon> units, Set<String> among, long steps) {
    try {
      return new Neighbours(units, new Effort(steps)).find(among);
    } catch (Effort.Exhausted e) {
      throw new RefusedException(Message.of("boundary.entangled"), e);
    }
  }

  private Adjacency find(Set<String> among) {
    STRtree index = new STRtree();
    for (int i = 0; i < outlines.size(); i++) {
      index.insert(outlines.get(i).getEnvelopeInternal(), i);
    }
    SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    for (int a = 0; a < outlines.size(); a++) {
      if (!among.contains(codes.get(a))) {
        continue;
      }
      Envelope window = new Envelope(outlines.get(a).getEnvelopeInternal());
      window.expandBy(WITHIN);
      List<Integer> others = new ArrayList<>();
      for (Object near : index.query(window)) {
        int b = (Integer) near;
        // Of two units that are both asked for, the first looks at the second.
        if (b > a || (b < a && !among.contains(codes.get(b)))) {
          others.add(b);
        }
      }
      Set<Coordinate> corners = null;
      for (int b : others) {
        effort.spend(sizes[b]);
        if (corners == null) {
          corners = corners(outlines.get(a));
        }
        if (sharesCorner(corners, outlines.get(b), window) || near(a, b)) {
          found.computeIfAbsent(codes.get(a), c -> new TreeSet<>()).add(codes.get(b));
          found.computeIfAbsent(codes.get(b), c -> new TreeSet<>()).add(codes.get(a));
        }
      }
      distances.remove(a);
    }
    return new Adjacency(found);
  }

  private static Set<Coordinate> corners(Geometry outline) {
    Set<Coordinate> corners = new HashSet<>(outline.getNumPoints() * 2);
    outline.apply(
        new EachPoint(
            (points, i) -> {
              corners.add(new CoordinateXY(points.getX(i), points.getY(i)));
              return false;
            }));
    return corners;
  }

  private static boolean sharesCorner(Set<Coordinate> corners, Geometry other, Envelope window) {
    Coordinate corner = new CoordinateXY();
    EachPoint search =
        new EachPoint(
            (points, i) -> {
              corner.setX(points.getX(i));
              corner.setY(points.getY(i));
              return window.contains(corner) && corners.contains(corner);
            });
    other.apply(search);
    return search.isDone();
  }

  private boolean near(int a, int b) {
    MultiPolygon one = outlines.get(a);
    MultiPolygon other = outlines.get(b);
    effort.spend(DISTANCE * ((long) sizes[a] + sizes[b]));
    return distances
            .computeIfAbsent(a, i -> new IndexedFacetDistance(one))
            .isWithinDistance(other, WITHIN)
        || within(one, other)
        || within(other, one);
  }

  /** Whether a unit lies wholly inside another one, which distances between lines do not see. */
  private static boolean within(MultiPolygon inner, MultiPolygon outer) {
    return outer.getEnvelopeInternal().contains(inner.getEnvelopeInternal())
        && SimplePointInAreaLocator.locate(inner.getCoordinate(), outer) != Location.EXTERIOR;
  }

  /** Visits points until the visitor has seen enough. */
  private static final class EachPoint implements CoordinateSequenceFilter {
    interface Visitor {
      boolean enough(CoordinateSequence points, int index);
    }

    private final Visitor visitor;
    private boolean done;

    EachPoint(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void filter(CoordinateSequence points, int index) {
      done = done || visitor.enough(points, index);
    }

    @Override
    public boolean isDone() {
      return done;
    }

    @Override
    public boolean isGeometryChanged() {
      return false;
    }
  }
}
