package org.xaatlas.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Areas as lists of rings, for work that would drown in objects otherwise. A ring is {x0, y0, x1,
 * y1, ...} without the closing point. The inside lies to the left of every segment (numerically,
 * with y as it is): outer rings have a positive area, holes a negative one.
 */
final class Rings {
  private Rings() {}

  /** The rings of a polygon or multipolygon, rounded to whole numbers. */
  static List<double[]> rounded(Geometry area) {
    List<double[]> rings = new ArrayList<>();
    for (int i = 0; i < area.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) area.getGeometryN(i);
      add(rings, polygon.getExteriorRing(), true);
      for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
        add(rings, polygon.getInteriorRingN(h), false);
      }
    }
    return rings;
  }

  private static void add(List<double[]> rings, LinearRing ring, boolean outer) {
    CoordinateSequence points = ring.getCoordinateSequence();
    double[] flat = new double[2 * points.size()];
    int size = 0;
    for (int i = 0; i < points.size() - 1; i++) {
      double x = Math.floor(points.getX(i) + 0.5);
      double y = Math.floor(points.getY(i) + 0.5);
      if (size == 0 || flat[size - 2] != x || flat[size - 1] != y) {
        flat[size++] = x;
        flat[size++] = y;
      }
    }
    while (size >= 4 && flat[0] == flat[size - 2] && flat[1] == flat[size - 1]) {
      size -= 2;
    }
    if (size >= 6) {
      flat = Arrays.copyOf(flat, size);
      // The direction is that before rounding: a sliver may turn over when it is rounded.
      if (area(points) > 0 != outer) {
        reverse(flat);
      }
      rings.add(flat);
    }
  }

  /** Signed area of a closed ring of a geometry. */
  static double area(CoordinateSequence points) {
    double x0 = points.getX(0);
    double y0 = points.getY(0);
    double twice = 0;
    for (int i = 1; i < points.size() - 1; i++) {
      twice +=
          (points.getX(i) - x0) * (points.getY(i + 1) - y0)
              - (points.getX(i + 1) - x0) * (points.getY(i) - y0);
    }
    return twice / 2;
  }

  static void reverse(double[] ring) {
    for (int i = 0, k = ring.length - 2; i < k; i += 2, k -= 2) {
      double x = ring[i];
      double y = ring[i + 1];
      ring[i] = ring[k];
      ring[i + 1] = ring[k + 1];
      ring[k] = x;
      ring[k + 1] = y;
    }
  }

  /** Signed area by the surveyor's formula. */
  static double area(double[] ring) {
    double x0 = ring[0];
    double y0 = ring[1];
    double twice = 0;
    for (int i = 2; i < ring.length - 2; i += 2) {
      twice += (ring[i] - x0) * (ring[i + 3] - y0) - (ring[i + 2] - x0) * (ring[i + 1] - y0);
    }
    return twice / 2;
  }

  /**
   * A ring without the points that do not change its shape: repeated ones, those on a straight
   * line, and the tips of spikes. Exact for whole numbers.
   *
   * @return null when nothing of the ring is left
   */
  static double[] clean(double[] ring) {
    double[] kept = new double[ring.length];
    int size = 0;
    for (int i = 0; i < ring.length; i += 2) {
      size = push(kept, size, ring[i], ring[i + 1]);
    }
    // The seam: first and last points are neighbours as well.
    int from = 0;
    boolean changed = true;
    while (changed && size - from >= 6) {
      changed = false;
      if (idle(kept, size - 4, size - 2, from)) {
        size -= 2;
        changed = true;
      } else if (idle(kept, size - 2, from, from + 2)) {
        from += 2;
        changed = true;
      }
    }
    if (size - from < 6) {
      return null;
    }
    double[] result =
        from == 0 && size == ring.length ? ring : Arrays.copyOfRange(kept, from, size);
    return area(result) == 0 ? null : result;
  }

  private static int push(double[] kept, int oldSize, double x, double y) {
    int size = oldSize;
    kept[size] = x;
    kept[size + 1] = y;
    size += 2;
    while (size >= 4) {
      boolean repeats = kept[size - 4] == kept[size - 2] && kept[size - 3] == kept[size - 1];
      if (repeats) {
        size -= 2;
      } else if (size >= 6 && idle(kept, size - 6, size - 4, size - 2)) {
        kept[size - 4] = kept[size - 2];
        kept[size - 3] = kept[size - 1];
        size -= 2;
      } else {
        break;
      }
    }
    return size;
  }

  /** Whether the middle one of three points lies on the line through the others. */
  private static boolean idle(double[] points, int a, int b, int c) {
    return (points[b] - points[a]) * (points[c + 1] - points[a + 1])
        == (points[c] - points[a]) * (points[b + 1] - points[a + 1]);
  }

  /** Whether a point lies inside a ring; on the ring the answer is either. */
  static boolean contains(double[] ring, double x, double y) {
    boolean inside = false;
    double x1 = ring[ring.length - 2];
    double y1 = ring[ring.length - 1];
    for (int i = 0; i < ring.length; i += 2) {
      double x2 = ring[i];
      double y2 = ring[i + 1];
      if (y1 > y != y2 > y && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)) {
        inside = !inside;
      }
      x1 = x2;
      y1 = y2;
    }
    return inside;
  }

  /** An outer ring with its holes. */
  record Shell(double[] ring, List<double[]> holes) {}

  /**
   * Sorts cleaned rings into outer rings with their holes, in the order given. A hole outside every
   * outer ring is what rounding left of a sliver; an outer ring inside another one is an overlap of
   * the source: both are dropped.
   */
  static List<Shell> shells(List<double[]> rings) {
    if (rings.size() == 1) {
      double[] only = rings.get(0);
      return area(only) > 0 ? List.of(new Shell(only, List.of())) : List.of();
    }
    int count = rings.size();
    double[] areas = new double[count];
    double[][] boxes = new double[count][];
    for (int i = 0; i < count; i++) {
      areas[i] = area(rings.get(i));
      boxes[i] = box(rings.get(i));
    }
    List<Shell> shells = new ArrayList<>();
    Shell[] shellOf = new Shell[count];
    for (int i = 0; i < count; i++) {
      if (areas[i] > 0 && winding(rings, areas, boxes, i) == 0) {
        shellOf[i] = new Shell(rings.get(i), new ArrayList<>());
        shells.add(shellOf[i]);
      }
    }
    for (int i = 0; i < count; i++) {
      if (areas[i] < 0) {
        Shell around = null;
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < count; k++) {
          if (shellOf[k] != null && areas[k] < smallest && lies(rings, boxes, i, k)) {
            around = shellOf[k];
            smallest = areas[k];
          }
        }
        if (around != null) {
          around.holes().add(rings.get(i));
        }
      }
    }
    return shells;
  }

  private static int winding(List<double[]> rings, double[] areas, double[][] boxes, int ring) {
    int winding = 0;
    for (int k = 0; k < areas.length; k++) {
      boolean equal = k > ring && areas[k] == areas[ring]; // of two equal rings the first stays
      if (k != ring && !equal && Math.abs(areas[k]) >= areas[ring] && lies(rings, boxes, ring, k)) {
        winding += areas[k] > 0 ? 1 : -1;
      }
    }
    return winding;
  }

  /** Whether a ring lies inside another, given that they do not cross. */
  private static boolean lies(List<double[]> rings, double[][] boxes, int inner, int outer) {
    double[] in = boxes[inner];
    double[] out = boxes[outer];
    if (in[0] < out[0] || in[1] < out[1] || in[2] > out[2] || in[3] > out[3]) {
      return false;
    }
    double[] point = inside(rings.get(inner));
    return contains(rings.get(outer), point[0], point[1]);
  }

  /**
   * A point inside a ring, off its corners. Rings may touch at corners, so a corner would not tell
   * whether one lies inside another.
   */
  static double[] inside(double[] ring) {
    double[] box = box(ring);
    // A level between two whole numbers meets no corner, and crosses any ring two units high.
    double y = Math.floor((box[1] + box[3]) / 2) + 0.5;
    if (y >= box[3]) {
      y = (box[1] + box[3]) / 2;
    }
    double[] crossings = new double[ring.length / 2];
    int count = 0;
    double x1 = ring[ring.length - 2];
    double y1 = ring[ring.length - 1];
    for (int i = 0; i < ring.length; i += 2) {
      double x2 = ring[i];
      double y2 = ring[i + 1];
      if (y1 > y != y2 > y) {
        crossings[count++] = x1 + (y - y1) / (y2 - y1) * (x2 - x1);
      }
      x1 = x2;
      y1 = y2;
    }
    Arrays.sort(crossings, 0, count);
    double best = -1;
    double x = ring[0];
    for (int i = 0; i + 1 < count; i += 2) {
      if (crossings[i + 1] - crossings[i] > best) {
        best = crossings[i + 1] - crossings[i];
        x = (crossings[i] + crossings[i + 1]) / 2;
      }
    }
    return new double[] {x, y};
  }

  /** West, north, east, south. */
  static double[] box(double[] ring) {
    double[] box = {ring[0], ring[1], ring[0], ring[1]};
    for (int i = 2; i < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i]);
      box[1] = Math.min(box[1], ring[i + 1]);
      box[2] = Math.max(box[2], ring[i]);
      box[3] = Math.max(box[3], ring[i + 1]);
    }
    return box;
  }

  /**
   * Whether rings neither touch nor cross themselves or each other. Sorted into outer rings and
   * holes, they are then a valid area; rings that only touch may be one as well. Exact for whole
   * numbers.
   */
  static boolean apart(List<double[]> rings) {
    int count = 0;
    for (double[] ring : rings) {
      count += ring.length / 2;
    }
    if (count == 3) {
      return true; // a triangle with an area
    }
    // Segments from west to east, each as its two ends and the place of the next in its ring.
    double[][] from = new double[count][];
    int[] at = new int[count];
    long[] order = new long[count];
    int[] next = new int[count];
    int segment = 0;
    for (double[] ring : rings) {
      int first = segment;
      for (int i = 0; i < ring.length; i += 2) {
        from[segment] = ring;
        at[segment] = i;
        double west = Math.min(ring[i], ring[i + 2 < ring.length ? i + 2 : 0]);
        order[segment] = (long) west << 24 | segment;
        next[segment] = i + 2 < ring.length ? segment + 1 : first;
        segment++;
      }
    }
    Arrays.sort(order);
    int[] active = new int[count];
    int size = 0;
    for (long key : order) {
      int a = (int) (key & 0xFFFFFF);
      double west = key >> 24;
      int kept = 0;
      for (int k = 0; k < size; k++) {
        int b = active[k];
        if (east(from[b], at[b]) >= west) {
          active[kept++] = b;
          if (meet(from[a], at[a], from[b], at[b], next[a] == b, next[b] == a)) {
            return false;
          }
        }
      }
      active[kept] = a;
      size = kept + 1;
    }
    return true;
  }

  private static double east(double[] ring, int i) {
    return Math.max(ring[i], ring[i + 2 < ring.length ? i + 2 : 0]);
  }

  /** Whether two segments share a point, other than the corner where one follows the other. */
  private static boolean meet(
      double[] p, int i, double[] q, int k, boolean qFollows, boolean pFollows) {
    int i2 = i + 2 < p.length ? i + 2 : 0;
    int k2 = k + 2 < q.length ? k + 2 : 0;
    double ax = p[i];
    double ay = p[i + 1];
    double bx = p[i2];
    double by = p[i2 + 1];
    double cx = q[k];
    double cy = q[k + 1];
    double dx = q[k2];
    double dy = q[k2 + 1];
    if (Math.max(ay, by) < Math.min(cy, dy)
        || Math.max(cy, dy) < Math.min(ay, by)
        || Math.max(ax, bx) < Math.min(cx, dx)
        || Math.max(cx, dx) < Math.min(ax, bx)) {
      return false;
    }
    double abc = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    double abd = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
    if (qFollows || pFollows) {
      // They share a corner; they share more when one turns back along the other.
      return qFollows
          ? abd == 0 && (ax - bx) * (dx - bx) + (ay - by) * (dy - by) > 0
          : abc == 0 && (bx - ax) * (cx - ax) + (by - ay) * (cy - ay) > 0;
    }
    double cda = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
    double cdb = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
    // Boxes meet: two segments on one line then share a point, which signs of zero say as well.
    return !(abc > 0 && abd > 0 || abc < 0 && abd < 0 || cda > 0 && cdb > 0 || cda < 0 && cdb < 0);
  }
}
