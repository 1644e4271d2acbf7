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
  private final PointNumbers numbers;

  private long[] edgeKeys;
  private int[] edgeNet;
  private int edges;

  private Dissolver(int expected) {
    numbers = new PointNumbers(expected);
    int room = Integer.highestOneBit(Math.max(64, expected)) * 4;
    edgeKeys = new long[room];
    edgeNet = new int[room];
  }

  /** The outline of some areas, each given by its rings. See {@link Rings} for their direction. */
  static List<double[]> dissolve(Collection<double[]> rings) {
    Dissolver dissolver = new Dissolver(rings.stream().mapToInt(ring -> ring.length / 2).sum());
    for (double[] ring : rings) {
      dissolver.add(ring);
    }
    return dissolver.link();
  }

  /**
   * The outline of an area given by the lines around it, in any order; a line that two of its parts
   * share may be left out as well as given twice.
   */
  static List<double[]> dissolveLines(Collection<double[]> lines) {
    Dissolver dissolver = new Dissolver(lines.stream().mapToInt(line -> line.length / 2).sum());
    for (double[] line : lines) {
      dissolver.addOpen(line);
    }
    return dissolver.link();
  }

  private void add(double[] ring) {
    int first = numbers.of(ring[0], ring[1]);
    edge(addOpen(ring), first);
  }

  /** The number of its last point. */
  private int addOpen(double[] line) {
    int last = numbers.of(line[0], line[1]);
    for (int i = 2; i < line.length; i += 2) {
      int next = numbers.of(line[i], line[i + 1]);
      edge(last, next);
      last = next;
    }
    return last;
  }

  /** Counts a segment: forwards minus backwards, under the key of its lower point first. */
  private void edge(int from, int to) {
    if (from == to) {
      return;
    }
    long key = ((long) Math.min(from, to) << 32 | Math.max(from, to)) + 1;
    int mask = edgeKeys.length - 1;
    int slot = PointNumbers.hash(key) & mask;
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
        int slot = PointNumbers.hash(oldKeys[i]) & mask;
        while (edgeKeys[slot] != 0) {
          slot = slot + 1 & mask;
        }
        edgeKeys[slot] = oldKeys[i];
        edgeNet[slot] = oldNet[i];
      }
    }
  }

  private List<double[]> link() {
    // Segments that are left, grouped by the point they start from.
    int points = numbers.count();
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
        ring[size++] = numbers.x(targets[e]);
        ring[size++] = numbers.y(targets[e]);
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
    double back =
        Math.atan2(numbers.y(before) - numbers.y(corner), numbers.x(before) - numbers.x(corner));
    int best = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int e = starts[corner]; e < starts[corner + 1]; e++) {
      if (!taken[e]) {
        double way =
            Math.atan2(
                numbers.y(targets[e]) - numbers.y(corner),
                numbers.x(targets[e]) - numbers.x(corner));
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
