package org.xaatlas.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Puts areas together along the segments they share: a segment that one ring runs through forwards
 * and another backwards lies inside and disappears; what is left is linked to rings again. The
 * rings of the result meet at corners only, so dissolving one area with itself also removes its
 * spikes and parts it where rounding pinched it.
 *
 * <p>Borders must agree in every point, as they do in a coverage. Where they do not, small rings
 * between the areas remain: outer rings where they overlap, holes where they leave a gap.
 */
final class Dissolver {
  private double[] xs = new double[256];
  private double[] ys = new double[256];
  private int points;
  private int[] pointTable = new int[1024];

  private long[] edgeKeys = new long[1024];
  private int[] edgeNet = new int[1024];
  private int edges;

  private Dissolver() {}

  /** The outline of some areas, each given by its rings. See {@link Rings} for their direction. */
  static List<double[]> dissolve(Collection<double[]> rings) {
    Dissolver dissolver = new Dissolver();
    for (double[] ring : rings) {
      dissolver.add(ring);
    }
    return dissolver.link();
  }

  private void add(double[] ring) {
    int first = point(ring[0], ring[1]);
    int last = first;
    for (int i = 2; i < ring.length; i += 2) {
      int next = point(ring[i], ring[i + 1]);
      edge(last, next);
      last = next;
    }
    edge(last, first);
  }

  /** The number of a point, the same for the same place. */
  private int point(double x, double y) {
    int mask = pointTable.length - 1;
    int slot = hash(Double.doubleToLongBits(x) * 31 + Double.doubleToLongBits(y)) & mask;
    while (pointTable[slot] != 0) {
      int point = pointTable[slot] - 1;
      if (xs[point] == x && ys[point] == y) {
        return point;
      }
      slot = slot + 1 & mask;
    }
    if (points == xs.length) {
      xs = Arrays.copyOf(xs, points * 2);
      ys = Arrays.copyOf(ys, points * 2);
    }
    xs[points] = x;
    ys[points] = y;
    pointTable[slot] = ++points;
    if (points * 2 > pointTable.length) {
      growPoints();
    }
    return points - 1;
  }

  private void growPoints() {
    pointTable = new int[pointTable.length * 2];
    int mask = pointTable.length - 1;
    for (int i = 0; i < points; i++) {
      int slot = hash(Double.doubleToLongBits(xs[i]) * 31 + Double.doubleToLongBits(ys[i])) & mask;
      while (pointTable[slot] != 0) {
        slot = slot + 1 & mask;
      }
      pointTable[slot] = i + 1;
    }
  }

  /** Counts a segment: forwards minus backwards, under the key of its lower point first. */
  private void edge(int from, int to) {
    if (from == to) {
      return;
    }
    long key = ((long) Math.min(from, to) << 32 | Math.max(from, to)) + 1;
    int mask = edgeKeys.length - 1;
    int slot = hash(key) & mask;
    while (edgeKeys[slot] != 0 && edgeKeys[slot] != key) {
      slot = slot + 1 & mask;
    }
    if (edgeKeys[slot] == 0) {
      edgeKeys[slot] = key;
      edges++;
    }
    edgeNet[slot] += from < to ? 1 : -1;
    if (edges * 2 > edgeKeys.length) {
      growEdges();
    }
  }

  private void growEdges() {
    long[] oldKeys = edgeKeys;
    int[] oldNet = edgeNet;
    edgeKeys = new long[oldKeys.length * 2];
    edgeNet = new int[oldKeys.length * 2];
    int mask = edgeKeys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int slot = hash(oldKeys[i]) & mask;
        while (edgeKeys[slot] != 0) {
          slot = slot + 1 & mask;
        }
        edgeKeys[slot] = oldKeys[i];
        edgeNet[slot] = oldNet[i];
      }
    }
  }

  private static int hash(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    return (int) (mixed ^ mixed >>> 32);
  }

  private List<double[]> link() {
    // Segments that are left, grouped by the point they start from.
    int[] starts = new int[points + 1];
    for (int i = 0; i < edgeKeys.length; i++) {
      if (edgeNet[i] != 0) {
        starts[from(i)] += Math.abs(edgeNet[i]);
      }
    }
    int total = 0;
    for (int p = 0; p <= points; p++) {
      int count = starts[p];
      starts[p] = total;
      total += count;
    }
    int[] targets = new int[total];
    int[] fill = Arrays.copyOf(starts, points);
    for (int i = 0; i < edgeKeys.length; i++) {
      for (int n = Math.abs(edgeNet[i]); n > 0; n--) {
        targets[fill[from(i)]++] = to(i);
      }
    }
    // Each segment leads to one other, so all of them fall into closed rings.
    int[] next = new int[total];
    boolean[] taken = new boolean[total];
    for (int p = 0; p < points; p++) {
      for (int e = starts[p]; e < starts[p + 1]; e++) {
        int corner = targets[e];
        next[e] =
            starts[corner + 1] - starts[corner] == 1
                ? starts[corner]
                : firstClockwise(p, corner, starts, targets, taken);
        taken[next[e]] = true;
      }
    }
    List<double[]> rings = new ArrayList<>();
    double[] ring = new double[64];
    boolean[] done = new boolean[total];
    for (int first = 0; first < total; first++) {
      int size = 0;
      for (int e = first; !done[e]; e = next[e]) {
        done[e] = true;
        if (size == ring.length) {
          ring = Arrays.copyOf(ring, size * 2);
        }
        ring[size++] = xs[targets[e]];
        ring[size++] = ys[targets[e]];
      }
      if (size >= 6) {
        rings.add(Arrays.copyOf(ring, size));
      }
    }
    return rings;
  }

  /**
   * Where a ring goes on at a corner in which several meet: into the first segment clockwise from
   * the way back, which keeps the same inside to its left.
   */
  private int firstClockwise(int before, int corner, int[] starts, int[] targets, boolean[] taken) {
    double back = Math.atan2(ys[before] - ys[corner], xs[before] - xs[corner]);
    int best = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int e = starts[corner]; e < starts[corner + 1]; e++) {
      if (!taken[e]) {
        double way = Math.atan2(ys[targets[e]] - ys[corner], xs[targets[e]] - xs[corner]);
        double turn = clockwise(back, way);
        if (turn < smallest) {
          smallest = turn;
          best = e;
        }
      }
    }
    return best;
  }

  /** How far to turn clockwise from one direction to another, above 0 and up to a full circle. */
  private static double clockwise(double from, double to) {
    double turn = from - to;
    while (turn <= 0) {
      turn += 2 * Math.PI;
    }
    while (turn > 2 * Math.PI) {
      turn -= 2 * Math.PI;
    }
    return turn;
  }

  private int from(int slot) {
    long key = edgeKeys[slot] - 1;
    return (int) (edgeNet[slot] > 0 ? key >>> 32 : key & 0xFFFFFFFFL);
  }

  private int to(int slot) {
    long key = edgeKeys[slot] - 1;
    return (int) (edgeNet[slot] > 0 ? key & 0xFFFFFFFFL : key >>> 32);
  }
}
