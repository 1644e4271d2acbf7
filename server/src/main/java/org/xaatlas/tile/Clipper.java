package org.xaatlas.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clips areas and lines at a straight line parallel to an axis.
 *
 * <p>A ring that crosses the line is parted into its pieces inside, and their ends are joined along
 * the line in the order in which they lie on it. Unlike a ring clipper that walks point by point,
 * this leaves no bridges along the line between parts that have nothing to do with each other.
 * Points on the line count as outside, so no case is special.
 */
final class Clipper {
  private Clipper() {}

  /**
   * The part of an area on one side of a line.
   *
   * @param axis 0: the line is x = bound; 1: it is y = bound
   * @param below keep what is smaller than the bound, otherwise what is larger
   */
  static List<double[]> clip(List<double[]> rings, int axis, double bound, boolean below) {
    List<double[]> result = new ArrayList<>(rings.size());
    List<double[]> chains = new ArrayList<>(0);
    for (double[] ring : rings) {
      cut(ring, axis, bound, below, result, chains);
    }
    if (!chains.isEmpty()) {
      join(chains, axis, below, result);
    }
    return result;
  }

  /** Keeps a ring inside as it is; parts one that crosses into chains, from bound to bound. */
  private static void cut(
      double[] ring,
      int axis,
      double bound,
      boolean below,
      List<double[]> whole,
      List<double[]> chains) {
    int length = ring.length;
    int outside = -2;
    boolean anyInside = false;
    for (int i = 0; i < length; i += 2) {
      if (inside(ring[i + axis], bound, below)) {
        anyInside = true;
      } else {
        outside = i;
      }
    }
    if (outside < 0) {
      whole.add(ring);
      return;
    }
    if (!anyInside) {
      return;
    }
    double[] chain = null;
    int size = 0;
    int last = outside;
    for (int step = 2; step <= length; step += 2) {
      int at = (outside + step) % length;
      boolean in = inside(ring[at + axis], bound, below);
      if (in) {
        if (chain == null) {
          chain = new double[length - step + 4];
          size = cross(ring, last, at, axis, bound, chain, 0);
        }
        chain[size++] = ring[at];
        chain[size++] = ring[at + 1];
      } else if (chain != null) {
        size = cross(ring, last, at, axis, bound, chain, size);
        chains.add(Arrays.copyOf(chain, size));
        chain = null;
      }
      last = at;
    }
  }

  private static boolean inside(double value, double bound, boolean below) {
    return below ? value < bound : value > bound;
  }

  /** Appends the point where a segment meets the line: the same one whichever way it runs. */
  private static int cross(
      double[] points, int from, int to, int axis, double bound, double[] out, int at) {
    boolean swap = points[from + axis] > points[to + axis];
    int a = swap ? to : from;
    int b = swap ? from : to;
    int other = 1 - axis;
    double part = (bound - points[a + axis]) / (points[b + axis] - points[a + axis]);
    out[at + axis] = bound;
    out[at + other] = points[a + other] + part * (points[b + other] - points[a + other]);
    return at + 2;
  }

  /**
   * Joins chains along the line. Going along it with the inside to the left, places where a chain
   * leaves and places where one enters take turns, so the n-th that leaves goes on with the n-th
   * that enters.
   */
  private static void join(List<double[]> chains, int axis, boolean below, List<double[]> result) {
    int count = chains.size();
    int other = 1 - axis;
    int direction = (axis == 0) == below ? 1 : -1;
    Integer[] leaving = new Integer[count];
    Integer[] entering = new Integer[count];
    for (int i = 0; i < count; i++) {
      leaving[i] = i;
      entering[i] = i;
    }
    Arrays.sort(
        leaving,
        (a, b) -> direction * Double.compare(end(chains.get(a), other), end(chains.get(b), other)));
    Arrays.sort(
        entering, (a, b) -> direction * Double.compare(chains.get(a)[other], chains.get(b)[other]));
    int[] next = new int[count];
    for (int i = 0; i < count; i++) {
      next[leaving[i]] = entering[i];
    }
    boolean[] done = new boolean[count];
    for (int first = 0; first < count; first++) {
      int length = 0;
      for (int i = first; !done[i]; i = next[i]) {
        done[i] = true;
        length += chains.get(i).length;
      }
      if (length >= 6) {
        double[] ring = new double[length];
        int size = 0;
        int i = first;
        do {
          double[] chain = chains.get(i);
          System.arraycopy(chain, 0, ring, size, chain.length);
          size += chain.length;
          i = next[i];
        } while (i != first);
        result.add(ring);
      }
    }
  }

  private static double end(double[] chain, int coordinate) {
    return chain[chain.length - 2 + coordinate];
  }

  /** The parts of open lines on one side of a line; parameters as for {@link #clip}. */
  static List<double[]> clipLines(List<double[]> lines, int axis, double bound, boolean below) {
    List<double[]> result = new ArrayList<>(lines.size());
    for (double[] line : lines) {
      double[] part = null;
      int size = 0;
      for (int i = 0; i < line.length; i += 2) {
        boolean in = inside(line[i + axis], bound, below);
        if (in) {
          if (part == null) {
            part = new double[line.length - i + 4];
            size = i == 0 ? 0 : cross(line, i - 2, i, axis, bound, part, 0);
          }
          part[size++] = line[i];
          part[size++] = line[i + 1];
        } else if (part != null) {
          size = cross(line, i - 2, i, axis, bound, part, size);
          result.add(Arrays.copyOf(part, size));
          part = null;
        }
      }
      if (part != null && size >= 4) {
        result.add(Arrays.copyOf(part, size));
      }
    }
    return result;
  }
}
