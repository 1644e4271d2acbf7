package org.xaatlas.tile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.locationtech.jts.algorithm.InteriorPointArea;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * Where the name of a unit is written: about the middle of the largest circle inside its largest
 * part, on the map (Web Mercator), not on the ground.
 *
 * @param longitude of a point inside the unit, six decimals where that keeps it inside
 * @param latitude likewise
 * @param radius of the circle, in tile units of zoom 12
 */
public record LabelPoint(double longitude, double latitude, double radius) {
  /** Parts are simplified to this share of their size first: a label needs no more. */
  private static final double DETAIL = 0.002;

  private static final double PRECISION = 0.01;
  private static final double MICRO = 1e6;

  /** The label point of an area that is valid and not empty, lon/lat. */
  public static LabelPoint of(MultiPolygon lonLat) {
    Polygon largest = largest(lonLat);
    Polygon onMap =
        (Polygon)
            Mercator.project(largest.getFactory().createMultiPolygon(new Polygon[] {largest}))
                .getGeometryN(0);
    double size =
        Math.max(onMap.getEnvelopeInternal().getWidth(), onMap.getEnvelopeInternal().getHeight());
    DouglasPeuckerSimplifier simplifier = new DouglasPeuckerSimplifier(onMap);
    simplifier.setDistanceTolerance(size * DETAIL);
    // A line that crosses itself does no harm here, and the point found is tested in the end.
    simplifier.setEnsureValid(false);
    Geometry coarse = simplifier.getResultGeometry();
    Polygon search = coarse instanceof Polygon some && !some.isEmpty() ? some : onMap;
    Circle circle = largestCircle(search);
    double longitude = Math.rint(Mercator.longitude(circle.x) * MICRO) / MICRO;
    double latitude = Math.rint(Mercator.latitude(circle.y) * MICRO) / MICRO;
    Coordinate point = new Coordinate(longitude, latitude);
    if (circle.distance <= 0
        || SimplePointInAreaLocator.locate(point, largest) != Location.INTERIOR) {
      Coordinate inside = InteriorPointArea.getInteriorPoint(largest);
      return new LabelPoint(inside.x, inside.y, Math.max(0, circle.distance));
    }
    return new LabelPoint(longitude, latitude, circle.distance);
  }

  private static Polygon largest(MultiPolygon area) {
    return largestOf(area);
  }

  private static Polygon largestOf(Geometry area) {
    Polygon largest = (Polygon) area.getGeometryN(0);
    for (int i = 1; i < area.getNumGeometries(); i++) {
      if (area.getGeometryN(i).getArea() > largest.getArea()) {
        largest = (Polygon) area.getGeometryN(i);
      }
    }
    return largest;
  }

  /** A square cell of the search, and how far its middle is from the outline. */
  private static final class Circle {
    final double x;
    final double y;
    final double half;
    final double distance;

    Circle(double x, double y, double half, List<double[]> rings) {
      this.x = x;
      this.y = y;
      this.half = half;
      this.distance = distance(rings, x, y);
    }

    /** No point of the cell is farther from the outline than this. */
    double bound() {
      return distance + half * Math.sqrt(2);
    }
  }

  /** Searches cells, most promising first, until none can hold a noticeably larger circle. */
  private static Circle largestCircle(Polygon polygon) {
    List<double[]> rings = new ArrayList<>();
    rings.add(flat(polygon.getExteriorRing().getCoordinates()));
    for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
      rings.add(flat(polygon.getInteriorRingN(h).getCoordinates()));
    }
    double[] box = Rings.box(rings.get(0));
    double cell = Math.min(box[2] - box[0], box[3] - box[1]);
    Coordinate centre = polygon.getCentroid().getCoordinate();
    Circle best = new Circle(centre.x, centre.y, 0, rings);
    if (cell <= 0) {
      return best;
    }
    PriorityQueue<Circle> cells =
        new PriorityQueue<>(Comparator.comparingDouble(Circle::bound).reversed());
    for (double x = box[0]; x < box[2]; x += cell) {
      for (double y = box[1]; y < box[3]; y += cell) {
        cells.add(new Circle(x + cell / 2, y + cell / 2, cell / 2, rings));
      }
    }
    double precision = cell * PRECISION;
    for (Circle next = cells.poll();
        next != null && next.bound() - best.distance > precision;
        next = cells.poll()) {
      if (next.distance > best.distance) {
        best = next;
      }
      double half = next.half / 2;
      cells.add(new Circle(next.x - half, next.y - half, half, rings));
      cells.add(new Circle(next.x + half, next.y - half, half, rings));
      cells.add(new Circle(next.x - half, next.y + half, half, rings));
      cells.add(new Circle(next.x + half, next.y + half, half, rings));
    }
    return best;
  }

  private static double[] flat(Coordinate[] closed) {
    double[] ring = new double[2 * (closed.length - 1)];
    for (int i = 0; i < closed.length - 1; i++) {
      ring[2 * i] = closed[i].x;
      ring[2 * i + 1] = closed[i].y;
    }
    return ring;
  }

  /** How far a point is from the outline; negative outside. */
  private static double distance(List<double[]> rings, double x, double y) {
    boolean inside = false;
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] ring : rings) {
      inside ^= Rings.contains(ring, x, y);
      double x1 = ring[ring.length - 2];
      double y1 = ring[ring.length - 1];
      for (int i = 0; i < ring.length; i += 2) {
        double x2 = ring[i];
        double y2 = ring[i + 1];
        double dx = x2 - x1;
        double dy = y2 - y1;
        double length = dx * dx + dy * dy;
        double part = length == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length;
        part = Math.max(0, Math.min(1, part));
        double ax = x - x1 - part * dx;
        double ay = y - y1 - part * dy;
        nearest = Math.min(nearest, ax * ax + ay * ay);
        x1 = x2;
        y1 = y2;
      }
    }
    return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
  }
}
