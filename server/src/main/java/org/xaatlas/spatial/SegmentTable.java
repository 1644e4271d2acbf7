package org.xaatlas.spatial;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * All segments of many outlines, each counted once up for a unit on its right and once down for a
 * unit on its left. What does not come to zero has more units on one side than on the other.
 *
 * <p>Flat arrays and open addressing: seven million segments take some 250 MB and about a second.
 */
final class SegmentTable {
  private final double[] xs;
  private final double[] ys;
  private final boolean[] ringEnd;
  private final int[] slots;
  private final short[] balance;
  private int size;

  SegmentTable(List<MultiPolygon> outlines) {
    long points = 0;
    for (MultiPolygon outline : outlines) {
      points += outline.getNumPoints();
    }
    int capacity = Math.toIntExact(points);
    xs = new double[capacity];
    ys = new double[capacity];
    ringEnd = new boolean[capacity];
    balance = new short[capacity];
    slots = new int[Integer.highestOneBit(Math.max(8, Math.toIntExact(points))) * 4];
    Arrays.fill(slots, -1);
    for (MultiPolygon outline : outlines) {
      for (int p = 0; p < outline.getNumGeometries(); p++) {
        Polygon polygon = (Polygon) outline.getGeometryN(p);
        add(polygon.getExteriorRing().getCoordinateSequence(), false);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          add(polygon.getInteriorRingN(hole).getCoordinateSequence(), true);
        }
      }
    }
  }

  private void add(CoordinateSequence ring, boolean hole) {
    // Walking with the inside on the right: clockwise for shells, the other way for holes.
    boolean insideRight = Orientation.isCCW(ring) == hole;
    int first = size;
    for (int i = 0; i < ring.size(); i++) {
      xs[size] = ring.getX(i);
      ys[size] = ring.getY(i);
      size++;
    }
    ringEnd[size - 1] = true;
    for (int i = first; i < size - 1; i++) {
      boolean ascending = ascends(i);
      if (xs[i] != xs[i + 1] || ys[i] != ys[i + 1]) {
        int owner = owner(i);
        balance[owner] += (short) (ascending == insideRight ? 1 : -1);
      }
    }
  }

  /** The first segment with the same two ends, this one when there was none. */
  private int owner(int segment) {
    int mask = slots.length - 1;
    int slot = hash(segment) & mask;
    while (slots[slot] >= 0) {
      if (same(slots[slot], segment)) {
        return slots[slot];
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = segment;
    return segment;
  }

  private boolean ascends(int i) {
    return xs[i] < xs[i + 1] || (xs[i] == xs[i + 1] && ys[i] < ys[i + 1]);
  }

  private boolean same(int a, int b) {
    return xs[a] == xs[b] && ys[a] == ys[b] && xs[a + 1] == xs[b + 1] && ys[a + 1] == ys[b + 1]
        || xs[a] == xs[b + 1] && ys[a] == ys[b + 1] && xs[a + 1] == xs[b] && ys[a + 1] == ys[b];
  }

  /** The same for both directions; + 0.0 makes -0.0 and 0.0 alike. */
  private int hash(int i) {
    long ends =
        mix(Double.doubleToLongBits(xs[i] + 0.0), Double.doubleToLongBits(ys[i] + 0.0))
            + mix(
                Double.doubleToLongBits(xs[i + 1] + 0.0), Double.doubleToLongBits(ys[i + 1] + 0.0));
    ends ^= ends >>> 29;
    ends *= 0xBF58476D1CE4E5B9L;
    return (int) (ends >>> 32);
  }

  private static long mix(long x, long y) {
    long h = x * 0x9E3779B97F4A7C15L + Long.rotateLeft(y * 0xC2B2AE3D27D4EB4FL, 31);
    h ^= h >>> 32;
    return h * 0xD6E8FEB86659FD93L;
  }

  /**
   * Hands out the segments that do not come to zero, each once, joined to lines where they meet.
   */
  void uncancelled(Consumer<CoordinateSequence> each) {
    int from = -1;
    for (int i = 0; i < size; i++) {
      boolean open = !ringEnd[i] && balance[i] != 0;
      if (open && from < 0) {
        from = i;
      } else if (!open && from >= 0) {
        each.accept(line(from, i));
        from = -1;
      }
    }
  }

  private CoordinateSequence line(int from, int to) {
    double[] flat = new double[(to - from + 1) * 2];
    for (int i = from; i <= to; i++) {
      flat[(i - from) * 2] = xs[i];
      flat[(i - from) * 2 + 1] = ys[i];
    }
    return new PackedCoordinateSequence.Double(flat, 2, 0);
  }
}
