package org.xaatlas.tile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * The borders of a coverage: every line between two corners once, whoever it belongs to, and every
 * outline as the lines it runs through. A corner is a point where borders meet or end; it never
 * moves. So what is done to a line is done for both of its sides, and neighbours stay neighbours.
 *
 * <p>Points are in units of the deepest zoom. Where outlines of the source overlap or leave a gap,
 * both of their lines are there, each the border of one side.
 *
 * <p>Immutable; {@link #simplified} gives another one over the same corners.
 */
final class Borders {
  /** What stays the same however far the lines are simplified. */
  private final Topology topology;

  /** Where the points of each line begin, and behind the last one where they end. */
  private final int[] starts;

  /** Numbers of points, corners at both ends of a line included. A dropped line has none. */
  private final int[] points;

  private Borders(Topology topology, int[] starts, int[] points) {
    this.topology = topology;
    this.starts = starts;
    this.points = points;
  }

  /**
   * @param xs of every point, {@code ys} alike
   * @param corners points where lines end
   * @param lineOf the line every other point belongs to; -1 for a corner
   * @param fewest how many points each line keeps at least
   * @param removable lines around what may disappear: an island that is not the largest part of its
   *     unit, and the hole for it
   * @param ringStarts where the lines of each ring begin in {@code ringLines}
   * @param ringLines lines in the order in which a ring runs through them, its inside to the left;
   *     {@code ~line} where it runs backwards
   * @param firstRings the first ring of each outline; behind the last one, how many rings there are
   */
  private record Topology(
      double[] xs,
      double[] ys,
      int[] corners,
      int[] lineOf,
      byte[] fewest,
      boolean[] removable,
      int[] ringStarts,
      int[] ringLines,
      int[] firstRings) {}

  /** The borders of some outlines, in full detail. */
  static Borders of(List<MultiPolygon> outlines) {
    return new Builder(outlines).build();
  }

  int outlines() {
    return topology.firstRings().length - 1;
  }

  private int lines() {
    return starts.length - 1;
  }

  /** How many points lines have, those at corners as often as lines meet there. */
  int size() {
    return points.length;
  }

  /**
   * The same borders with fewer points: a corner of a line that spans less than the square of the
   * tolerance with its neighbours goes, smallest first (Visvalingam and Whyatt), unless another
   * point lies in the triangle.
   *
   * <p>Each line looks at its own points as they are now, and at those of all others as they were
   * before: no line can then come to cross another, in whatever order or at the same time they are
   * worked on. (A line that sweeps no point of another, and whose own points are swept by none, can
   * meet it only where one straight piece enters a swept triangle, which it would have to leave
   * through the line itself.)
   *
   * @param tolerance in units of the deepest zoom
   * @throws IOException when the work is interrupted
   */
  Borders simplified(double tolerance, ExecutorService pool) throws IOException {
    double limit = tolerance * tolerance;
    boolean[] dropped = dropped(limit);
    PointGrid grid =
        new PointGrid(topology.xs(), topology.ys(), topology.lineOf(), indexed(dropped));
    boolean[] gone = new boolean[topology.xs().length];
    List<Future<BorderSimplifier>> tasks = new ArrayList<>();
    for (int from = 0; from < lines(); ) {
      int to = from + 1;
      while (to < lines() && starts[to + 1] - starts[from] <= BorderSimplifier.POINTS_PER_TASK) {
        to++;
      }
      int first = from;
      int end = to;
      tasks.add(
          pool.submit(
              () -> {
                BorderSimplifier task =
                    new BorderSimplifier(topology.xs(), topology.ys(), grid, gone, limit);
                for (int line = first; line < end; line++) {
                  if (dropped[line]) {
                    task.drop();
                  } else {
                    task.simplify(
                        line, points, starts[line], starts[line + 1], topology.fewest()[line]);
                  }
                }
                return task;
              }));
      from = to;
    }
    int[] newStarts = new int[starts.length];
    int[] newPoints = new int[points.length];
    int line = 0;
    int size = 0;
    for (Future<BorderSimplifier> task : tasks) {
      BorderSimplifier done = TilePyramid.get(task);
      for (int i = 0; i < done.lines(); i++) {
        newStarts[line++] = size;
        size += done.copy(i, newPoints, size);
      }
    }
    newStarts[line] = size;
    return new Borders(topology, newStarts, Arrays.copyOf(newPoints, size));
  }

  /** Lines that are gone already, or around an area too small to be kept. */
  private boolean[] dropped(double limit) {
    boolean[] dropped = new boolean[lines()];
    for (int line = 0; line < dropped.length; line++) {
      dropped[line] =
          starts[line] == starts[line + 1]
              || topology.removable()[line] && Math.abs(area(line)) < limit;
    }
    return dropped;
  }

  private double area(int line) {
    double x0 = topology.xs()[points[starts[line]]];
    double y0 = topology.ys()[points[starts[line]]];
    double twice = 0;
    for (int i = starts[line] + 1; i + 1 < starts[line + 1]; i++) {
      int a = points[i];
      int b = points[i + 1];
      twice +=
          (topology.xs()[a] - x0) * (topology.ys()[b] - y0)
              - (topology.xs()[b] - x0) * (topology.ys()[a] - y0);
    }
    return twice / 2;
  }

  /** Every point that is left, once. */
  private int[] indexed(boolean[] dropped) {
    int[] corners = topology.corners();
    int[] all = Arrays.copyOf(corners, corners.length + points.length);
    int size = corners.length;
    for (int line = 0; line < dropped.length; line++) {
      if (!dropped[line]) {
        int first = starts[line];
        int last = starts[line + 1] - 1;
        // A ring without corners begins at a point that is nobody else's.
        boolean ring = topology.lineOf()[points[first]] == line;
        for (int i = ring ? first : first + 1; i < last; i++) {
          all[size++] = points[i];
        }
      }
    }
    return Arrays.copyOf(all, size);
  }

  /**
   * The rings of an outline, rounded to a grid, without points that repeat the one before.
   *
   * @param scale units of the grid in one of the deepest zoom
   */
  List<double[]> rounded(int outline, double scale) {
    return rings(outline, scale, true);
  }

  /** The rings of an outline as they are. */
  List<double[]> exact(int outline) {
    return rings(outline, 1, false);
  }

  private List<double[]> rings(int outline, double scale, boolean round) {
    List<double[]> rings = new ArrayList<>();
    for (int r = topology.firstRings()[outline]; r < topology.firstRings()[outline + 1]; r++) {
      int room = 0;
      for (int k = topology.ringStarts()[r]; k < topology.ringStarts()[r + 1]; k++) {
        int line = line(topology.ringLines()[k]);
        room += starts[line + 1] - starts[line];
      }
      Trace ring = new Trace(room, scale, round);
      for (int k = topology.ringStarts()[r]; k < topology.ringStarts()[r + 1]; k++) {
        trace(topology.ringLines()[k], ring);
      }
      double[] closed = ring.closed();
      if (closed.length >= 6) {
        rings.add(closed);
      }
    }
    return rings;
  }

  /**
   * The lines around several outlines together: those that no two of them share. Each runs with the
   * inside to its left, and is given as often as outlines lie there.
   *
   * @param scale units of the grid in one of the deepest zoom, to which points are rounded
   */
  List<double[]> around(int[] outlines, double scale) {
    return around(outlines, scale, true);
  }

  /** The lines around several outlines together, as they are. */
  List<double[]> around(int[] outlines) {
    return around(outlines, 1, false);
  }

  private List<double[]> around(int[] outlines, double scale, boolean round) {
    int[] net = new int[lines()];
    for (int outline : outlines) {
      int first = topology.ringStarts()[topology.firstRings()[outline]];
      int end = topology.ringStarts()[topology.firstRings()[outline + 1]];
      for (int k = first; k < end; k++) {
        int run = topology.ringLines()[k];
        net[line(run)] += run >= 0 ? 1 : -1;
      }
    }
    List<double[]> lines = new ArrayList<>();
    for (int line = 0; line < net.length; line++) {
      for (int n = Math.abs(net[line]); n > 0; n--) {
        Trace trace = new Trace(starts[line + 1] - starts[line], scale, round);
        trace(net[line] > 0 ? line : ~line, trace);
        double[] open = trace.open();
        if (open.length >= 4) {
          lines.add(open);
        }
      }
    }
    return lines;
  }

  private static int line(int run) {
    return run >= 0 ? run : ~run;
  }

  private void trace(int run, Trace trace) {
    int line = line(run);
    if (run >= 0) {
      for (int i = starts[line]; i < starts[line + 1]; i++) {
        trace.add(topology.xs()[points[i]], topology.ys()[points[i]]);
      }
    } else {
      for (int i = starts[line + 1] - 1; i >= starts[line]; i--) {
        trace.add(topology.xs()[points[i]], topology.ys()[points[i]]);
      }
    }
  }

  /** Collects the points of a line or ring on a grid. */
  private static final class Trace {
    private final double[] flat;
    private final double scale;
    private final boolean round;
    private int size;

    Trace(int room, double scale, boolean round) {
      this.flat = new double[2 * room];
      this.scale = scale;
      this.round = round;
    }

    void add(double atX, double atY) {
      double x = round ? Math.floor(atX * scale + 0.5) : atX;
      double y = round ? Math.floor(atY * scale + 0.5) : atY;
      if (size == 0 || flat[size - 2] != x || flat[size - 1] != y) {
        flat[size++] = x;
        flat[size++] = y;
      }
    }

    double[] open() {
      return Arrays.copyOf(flat, size);
    }

    double[] closed() {
      while (size >= 4 && flat[0] == flat[size - 2] && flat[1] == flat[size - 1]) {
        size -= 2;
      }
      return Arrays.copyOf(flat, size);
    }
  }

  /** Finds corners, lines and rings. */
  private static final class Builder {
    private static final int NONE = -1;

    private final PointNumbers numbers;
    private int[] ids;
    private int idsEnd;

    private final List<Integer> ringIds = new ArrayList<>();
    private final int[] firstRings;
    private final int[] largestRings;

    private int[] one;
    private int[] other;
    private boolean[] corner;

    private final Map<Long, Integer> runs = new HashMap<>();
    private int[] starts = new int[1024];
    private int lines;
    private int[] points = new int[1 << 16];
    private int pointsEnd;
    private final int[] ringStarts;
    private int[] ringLines = new int[4096];
    private int ringLinesEnd;

    Builder(List<MultiPolygon> outlines) {
      int vertices = outlines.stream().mapToInt(MultiPolygon::getNumPoints).sum();
      // In a coverage most points are those of two outlines.
      numbers = new PointNumbers(vertices / 2 + vertices / 8);
      ids = new int[vertices];
      firstRings = new int[outlines.size() + 1];
      largestRings = new int[outlines.size()];
      for (int i = 0; i < outlines.size(); i++) {
        firstRings[i] = ringIds.size();
        largestRings[i] = number(outlines.get(i));
      }
      firstRings[outlines.size()] = ringIds.size();
      ringIds.add(idsEnd);
      ringStarts = new int[ringIds.size()];
    }

    Borders build() {
      findCorners();
      for (int ring = 0; ring < ringStarts.length - 1; ring++) {
        ringStarts[ring] = ringLinesEnd;
        split(ringIds.get(ring), ringIds.get(ring + 1));
      }
      ringStarts[ringStarts.length - 1] = ringLinesEnd;
      starts = Arrays.copyOf(starts, lines + 1);
      starts[lines] = pointsEnd;
      int[] corners = new int[numbers.count()];
      int count = 0;
      for (int point = 0; point < corners.length; point++) {
        if (corner[point]) {
          corners[count++] = point;
        }
      }
      Topology topology =
          new Topology(
              numbers.xs(),
              numbers.ys(),
              Arrays.copyOf(corners, count),
              lineOf(),
              fewest(),
              removable(),
              ringStarts,
              Arrays.copyOf(ringLines, ringLinesEnd),
              firstRings);
      return new Borders(topology, starts, Arrays.copyOf(points, pointsEnd));
    }

    /** Numbers the points of an outline; gives its largest ring, or none. */
    private int number(MultiPolygon outline) {
      int largest = NONE;
      double largestArea = 0;
      for (int i = 0; i < outline.getNumGeometries(); i++) {
        Polygon polygon = (Polygon) outline.getGeometryN(i);
        int ring = ringIds.size();
        double area = number(polygon.getExteriorRing(), true);
        if (area > largestArea) {
          largest = ring;
          largestArea = area;
        }
        for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
          number(polygon.getInteriorRingN(h), false);
        }
      }
      return largest;
    }

    /** Numbers the points of a ring, the inside to its left; gives its area, 0 when it has none. */
    private double number(LinearRing ring, boolean outer) {
      CoordinateSequence sequence = ring.getCoordinateSequence();
      int start = idsEnd;
      for (int i = 0; i < sequence.size() - 1; i++) {
        int id = numbers.of(sequence.getX(i), sequence.getY(i));
        if (idsEnd == start || ids[idsEnd - 1] != id) {
          ids[idsEnd++] = id;
        }
      }
      while (idsEnd > start + 1 && ids[idsEnd - 1] == ids[start]) {
        idsEnd--;
      }
      if (idsEnd - start < 3) {
        idsEnd = start;
        return 0;
      }
      double area = Rings.area(sequence);
      if (area > 0 != outer) {
        for (int i = start, k = idsEnd - 1; i < k; i++, k--) {
          int id = ids[i];
          ids[i] = ids[k];
          ids[k] = id;
        }
      }
      ringIds.add(start);
      return Math.abs(area);
    }

    /** A corner is a point with other than two neighbours, or where a ring turns back. */
    private void findCorners() {
      int count = numbers.count();
      one = new int[count];
      other = new int[count];
      corner = new boolean[count];
      Arrays.fill(one, NONE);
      Arrays.fill(other, NONE);
      for (int ring = 0; ring < ringIds.size() - 1; ring++) {
        int start = ringIds.get(ring);
        int end = ringIds.get(ring + 1);
        int before = ids[end - 1];
        for (int i = start; i < end; i++) {
          int point = ids[i];
          int after = ids[i + 1 < end ? i + 1 : start];
          neighbour(point, before);
          neighbour(point, after);
          corner[point] |= before == after;
          before = point;
        }
      }
      one = null;
      other = null;
    }

    private void neighbour(int point, int next) {
      if (one[point] == NONE) {
        one[point] = next;
      } else if (one[point] != next) {
        if (other[point] == NONE) {
          other[point] = next;
        } else if (other[point] != next) {
          corner[point] = true;
        }
      }
    }

    /** Cuts a ring at its corners into lines, new ones and those a neighbour has brought. */
    private void split(int start, int end) {
      int size = end - start;
      int first = NONE;
      for (int i = 0; i < size && first == NONE; i++) {
        first = corner[ids[start + i]] ? i : NONE;
      }
      boolean free = first == NONE;
      if (free) {
        first = lowest(start, end);
      }
      int from = first;
      for (int step = 1; step <= size; step++) {
        int to = first + step;
        if (step == size || corner[ids[start + to % size]]) {
          line(start, size, from, to, free);
          from = to;
        }
      }
    }

    /** Where a ring without corners begins: at a point of its hull, the same for everybody. */
    private int lowest(int start, int end) {
      int best = 0;
      for (int i = 1; i < end - start; i++) {
        int a = ids[start + i];
        int b = ids[start + best];
        double dx = numbers.x(a) - numbers.x(b);
        if (dx < 0 || dx == 0 && numbers.y(a) < numbers.y(b)) {
          best = i;
        }
      }
      return best;
    }

    private void line(int start, int size, int from, int to, boolean free) {
      long forwards = key(ids[start + from % size], ids[start + (from + 1) % size]);
      Integer run = runs.get(forwards);
      if (run == null) {
        run = lines;
        runs.put(forwards, lines);
        runs.put(key(ids[start + to % size], ids[start + (to - 1) % size]), ~lines);
        if (lines + 1 == starts.length) {
          starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[lines++] = pointsEnd;
        int count = to - from + 1;
        while (pointsEnd + count > points.length) {
          points = Arrays.copyOf(points, points.length + (points.length >> 1));
        }
        for (int i = from; i <= to; i++) {
          points[pointsEnd++] = ids[start + i % size];
        }
      }
      if (ringLinesEnd == ringLines.length) {
        ringLines = Arrays.copyOf(ringLines, 2 * ringLinesEnd);
      }
      ringLines[ringLinesEnd++] = run;
    }

    private static long key(int point, int next) {
      return (long) point << 32 | next;
    }

    /**
     * Two ends make a line, three points a ring. Of several lines between the same corners one
     * alone may become straight, or the area between them would be gone.
     */
    private byte[] fewest() {
      byte[] fewest = new byte[lines];
      Map<Long, Integer> straight = new HashMap<>();
      for (int line = 0; line < lines; line++) {
        int a = points[starts[line]];
        int b = points[starts[line + 1] - 1];
        long ends = key(Math.min(a, b), Math.max(a, b));
        if (a == b) {
          fewest[line] = 4;
        } else {
          Integer first = straight.putIfAbsent(ends, line);
          fewest[line] = (byte) (first == null ? 2 : 3);
          if (first != null && starts[line + 1] - starts[line] == 2) {
            fewest[first] = 3;
            fewest[line] = 2;
            straight.put(ends, line);
          }
        }
      }
      return fewest;
    }

    private int[] lineOf() {
      int[] lineOf = new int[numbers.count()];
      Arrays.fill(lineOf, NONE);
      for (int line = 0; line < lines; line++) {
        for (int i = starts[line]; i < starts[line + 1]; i++) {
          if (!corner[points[i]]) {
            lineOf[points[i]] = line;
          }
        }
      }
      return lineOf;
    }

    private boolean[] removable() {
      boolean[] removable = new boolean[lines];
      for (int line = 0; line < lines; line++) {
        int end = points[starts[line]];
        removable[line] = end == points[starts[line + 1] - 1] && !corner[end];
      }
      for (int largest : largestRings) {
        if (largest != NONE) {
          for (int k = ringStarts[largest]; k < ringStarts[largest + 1]; k++) {
            removable[Borders.line(ringLines[k])] = false;
          }
        }
      }
      return removable;
    }
  }
}
