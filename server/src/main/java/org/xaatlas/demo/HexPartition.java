package org.xaatlas.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * Divides land among places on a grid of hexagons: every place grows from its centre through rough
 * and easy ground until it meets the others, and starts sooner or later so that it ends up about as
 * large as it should.
 *
 * <p>Growth keeps every part in one piece with its centre inside. On hexagons exactly three cells
 * meet at each corner, so any division has clean borders: three-way junctions, never four. Rough
 * ground runs in bands, where growing places meet: borders follow it as they follow ridges and
 * streams.
 *
 * <p>The grid itself is bent, gently enough that nothing folds: lines get the windings of valleys
 * and streams at every scale down to a cell, and stay as they lie to each other.
 *
 * <p>Coordinates are kilometres east and north of an origin the caller knows. Distances are whole
 * numbers, so that no rounding decides where a border runs.
 */
final class HexPartition {
  /** Label of a cell that belongs to nobody. */
  static final int OUTSIDE = -1;

  private static final int STEP = 100;
  private static final int ROUNDS = 40;

  /** Longest wave of the bent grid, km. */
  private static final double LONGEST_BEND = 12;

  /** How far a wave swings, for its length. */
  private static final double BEND = 0.13;

  /** No cell lies further than this from its place on a straight grid, km. */
  private static final double FURTHEST = 2 * BEND * LONGEST_BEND * 1.2;

  private final double[] x;
  private final double[] y;
  private final double[] area;
  private final double width;
  private final double west;
  private final double south;
  private final int columns;
  private final int rows;
  private final int[] cost;
  private final int[] label;
  private final boolean[] land;
  private final double[] cellX;
  private final double[] cellY;
  private final double[] size;

  /**
   * @param x centres, km
   * @param y centres, km
   * @param area wanted, km2
   * @param width of a cell, km
   * @param ruggedness how far the cost of the ground varies: 0 for none, 1 for mountains
   */
  HexPartition(
      double[] x, double[] y, double[] area, double width, double ruggedness, Noise noise) {
    this.x = x;
    this.y = y;
    this.area = area;
    this.width = width;
    double margin = 2 * StrictMath.sqrt(Arrays.stream(area).max().orElseThrow());
    west = Arrays.stream(x).min().orElseThrow() - margin;
    south = Arrays.stream(y).min().orElseThrow() - margin;
    columns = (int) ((Arrays.stream(x).max().orElseThrow() + margin - west) / width) + 2;
    rows = (int) ((Arrays.stream(y).max().orElseThrow() + margin - south) / rowHeight()) + 2;
    cost = new int[columns * rows];
    label = new int[columns * rows];
    land = new boolean[columns * rows];
    cellX = new double[land.length];
    cellY = new double[land.length];
    size = new double[land.length];
    bend(ruggedness, noise);
    for (int cell = 0; cell < size.length; cell++) {
      size[cell] = cellArea(cell);
    }
    shapeLand(ruggedness, noise);
    for (int cell = 0; cell < cost.length; cell++) {
      double ground = noise.fractal(cellX[cell], cellY[cell], 6, 5, 0.75);
      double ridge = 1 - 4 * Math.abs(noise.fractal(cellX[cell] + 500, cellY[cell], 12, 5, 0.6));
      cost[cell] = (int) (STEP * StrictMath.exp(ruggedness * (1.8 * ground + 0.8 * ridge)));
      cost[cell] = Math.max(STEP / 8, cost[cell]);
    }
    divide();
  }

  private double rowHeight() {
    return width * 0.8660254037844386;
  }

  /** Where a cell would lie on a straight grid. */
  private double straightX(int cell) {
    int row = cell / columns;
    return west + width * (cell % columns + ((row & 1) == 0 ? 0 : 0.5));
  }

  private double straightY(int cell) {
    return south + rowHeight() * (cell / columns);
  }

  private void bend(double ruggedness, Noise noise) {
    for (int cell = 0; cell < land.length; cell++) {
      double dx = 0;
      double dy = 0;
      double px = straightX(cell);
      double py = straightY(cell);
      double swing = BEND * (0.4 + 0.6 * ruggedness);
      double wavelength = LONGEST_BEND;
      for (int octave = 0; octave < 5; octave++) {
        dx += swing * wavelength * noise.fractal(px + 1000 + 31 * octave, py, wavelength, 1, 1);
        dy += swing * wavelength * noise.fractal(px, py - 1000 - 31 * octave, wavelength, 1, 1);
        wavelength /= 2;
        swing *= 1.06;
      }
      cellX[cell] = px + dx;
      cellY[cell] = py + dy;
    }
  }

  /** The area of a cell of the bent grid, km2: of the parallelogram of two of its sides. */
  private double cellArea(int cell) {
    int east = neighbour(cell, 0);
    int northEast = neighbour(cell, 1);
    if (east < 0 || northEast < 0) {
      return 0;
    }
    return (cellX[east] - cellX[cell]) * (cellY[northEast] - cellY[cell])
        - (cellY[east] - cellY[cell]) * (cellX[northEast] - cellX[cell]);
  }

  /** The cell nearest to a point. */
  private int cellAt(double px, double py) {
    int nearest = -1;
    for (int cell : disc(px, py, 2 * width)) {
      if (nearest < 0 || distance(cell, px, py) < distance(nearest, px, py)) {
        nearest = cell;
      }
    }
    return nearest;
  }

  private double distance(int cell, double px, double py) {
    double dx = cellX[cell] - px;
    double dy = cellY[cell] - py;
    return Math.sqrt(dx * dx + dy * dy);
  }

  /** The six cells around one, counter-clockwise from the east; -1 off the grid. */
  private int neighbour(int cell, int direction) {
    int row = cell / columns;
    int column = cell % columns;
    int odd = row & 1;
    switch (direction) {
      case 0:
        column++;
        break;
      case 1:
        row++;
        column += odd;
        break;
      case 2:
        row++;
        column += odd - 1;
        break;
      case 3:
        column--;
        break;
      case 4:
        row--;
        column += odd - 1;
        break;
      default:
        row--;
        column += odd;
        break;
    }
    return row < 0 || row >= rows || column < 0 || column >= columns ? -1 : row * columns + column;
  }

  private double radius(int place) {
    return StrictMath.sqrt(area[place] / Math.PI);
  }

  /**
   * Land is where the places are dense: each spreads its area as a bell around its centre, and the
   * line is drawn where the sum, roughened by noise, leaves as much land as the areas add up to.
   */
  private void shapeLand(double ruggedness, Noise noise) {
    double[] density = new double[land.length];
    for (int place = 0; place < x.length; place++) {
      double spread = Math.max(0.95 * radius(place), 2);
      for (int cell : disc(x[place], y[place], 4 * spread)) {
        double distance = distance(cell, x[place], y[place]);
        double bell = StrictMath.exp(-distance * distance / (2 * spread * spread));
        density[cell] += area[place] * bell / (2 * Math.PI * spread * spread);
      }
    }
    for (int cell = 0; cell < density.length; cell++) {
      double rough = noise.fractal(cellX[cell] - 300, cellY[cell] + 800, 20, 6, 0.5);
      density[cell] *= StrictMath.exp((0.9 + 0.6 * ruggedness) * rough);
    }
    double[] sorted = density.clone();
    Arrays.sort(sorted);
    double cells = Arrays.stream(area).sum() / (width * rowHeight());
    double line = sorted[sorted.length - (int) cells];
    boolean[] dense = new boolean[land.length];
    for (int cell = 0; cell < land.length; cell++) {
      dense[cell] = density[cell] >= line;
    }
    for (int place = 0; place < x.length; place++) {
      for (int cell : core(place, 0.7)) {
        dense[cell] = true;
      }
    }
    connect(dense);
    // Keep what hangs together with the first centre, and fill what it encloses.
    boolean[] main = flood(dense, cellAt(x[0], y[0]));
    for (int cell = 0; cell < main.length; cell++) {
      main[cell] = !main[cell];
    }
    boolean[] sea = flood(main, 0);
    for (int cell = 0; cell < land.length; cell++) {
      land[cell] = !sea[cell];
    }
    for (int place = 0; place < x.length; place++) {
      if (!land[cellAt(x[place], y[place])]) {
        throw new IllegalStateException("A centre lies off the land: number " + place);
      }
    }
  }

  /** Makes one piece of all places: a strip of land along the shortest tree between them. */
  private void connect(boolean[] dense) {
    int[] nearest = new int[x.length];
    boolean[] joined = new boolean[x.length];
    joined[0] = true;
    for (int step = 1; step < x.length; step++) {
      int next = -1;
      for (int place = 0; place < x.length; place++) {
        if (!joined[place]
            && (next < 0 || distance(place, nearest[place]) < distance(next, nearest[next]))) {
          next = place;
        }
      }
      joined[next] = true;
      int from = nearest[next];
      double half = 0.35 * Math.min(radius(next), radius(from));
      int pieces = (int) (2 * distance(next, from) / width) + 1;
      for (int piece = 0; piece <= pieces; piece++) {
        double px = x[from] + (x[next] - x[from]) * piece / pieces;
        double py = y[from] + (y[next] - y[from]) * piece / pieces;
        for (int cell : disc(px, py, half)) {
          dense[cell] = true;
        }
      }
      for (int place = 0; place < x.length; place++) {
        if (distance(place, next) < distance(place, nearest[place])) {
          nearest[place] = next;
        }
      }
    }
  }

  private double distance(int a, int b) {
    double dx = x[a] - x[b];
    double dy = y[a] - y[b];
    return Math.sqrt(dx * dx + dy * dy);
  }

  private boolean[] flood(boolean[] open, int start) {
    boolean[] reached = new boolean[open.length];
    int[] stack = new int[open.length];
    int size = 0;
    stack[size++] = start;
    reached[start] = true;
    while (size > 0) {
      int cell = stack[--size];
      for (int direction = 0; direction < 6; direction++) {
        int next = neighbour(cell, direction);
        if (next >= 0 && open[next] && !reached[next]) {
          reached[next] = true;
          stack[size++] = next;
        }
      }
    }
    return reached;
  }

  /** Cells within a distance of a point, at least the one it lies in. */
  private List<Integer> disc(double px, double py, double distance) {
    List<Integer> cells = new ArrayList<>();
    double reach = Math.max(distance, width);
    int lowest = Math.max(0, (int) ((py - reach - FURTHEST - south) / rowHeight()));
    int highest = Math.min(rows - 1, (int) ((py + reach + FURTHEST - south) / rowHeight()));
    int first = Math.max(0, (int) ((px - reach - FURTHEST - west) / width));
    int last = Math.min(columns - 1, (int) ((px + reach + FURTHEST - west) / width));
    for (int row = lowest; row <= highest; row++) {
      for (int column = first; column <= last; column++) {
        int cell = row * columns + column;
        if (distance(cell, px, py) <= reach) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }

  /** Cells within a part of a place's radius, and nearer to it than to any other place. */
  private List<Integer> core(int place, double part) {
    List<Integer> cells = disc(x[place], y[place], part * radius(place));
    cells.removeIf(cell -> nearest(cellX[cell], cellY[cell]) != place);
    return cells;
  }

  private int nearest(double px, double py) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int place = 0; place < x.length; place++) {
      double dx = px - x[place];
      double dy = py - y[place];
      double distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        nearest = place;
      }
    }
    return nearest;
  }

  private void divide() {
    int places = x.length;
    double available = 0;
    for (int cell = 0; cell < land.length; cell++) {
      available += land[cell] ? size[cell] : 0;
    }
    double scale = available / Arrays.stream(area).sum();
    List<List<Integer>> cores = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      cores.add(core(place, 0.3));
    }
    double[] delay = new double[places];
    double[] bestDelay = delay;
    double bestError = Double.MAX_VALUE;
    for (int round = 0; round <= ROUNDS; round++) {
      grow(cores, delay);
      double[] got = new double[places];
      for (int cell = 0; cell < label.length; cell++) {
        if (label[cell] != OUTSIDE) {
          got[label[cell]] += size[cell];
        }
      }
      double error = 0;
      double[] next = delay.clone();
      double gain = round < ROUNDS / 2 ? 0.9 : 0.5;
      for (int place = 0; place < places; place++) {
        double actual = StrictMath.sqrt(got[place] / Math.PI);
        double wanted = StrictMath.sqrt(area[place] * scale / Math.PI);
        error += Math.abs(got[place] / (area[place] * scale) - 1);
        next[place] += gain * STEP * (actual - wanted) / width;
      }
      if (error < bestError) {
        bestError = error;
        bestDelay = delay;
      }
      delay = next;
    }
    grow(cores, bestDelay);
  }

  private void grow(List<List<Integer>> cores, double[] delay) {
    double soonest = Arrays.stream(delay).min().orElseThrow();
    Arrays.fill(label, OUTSIDE);
    int[] reached = new int[label.length];
    Arrays.fill(reached, Integer.MAX_VALUE);
    boolean[] settled = new boolean[label.length];
    LongHeap heap = new LongHeap();
    for (int place = 0; place < cores.size(); place++) {
      int start = (int) Math.round(delay[place] - soonest);
      for (int cell : cores.get(place)) {
        label[cell] = place;
        reached[cell] = start;
        heap.push((long) start << 32 | cell);
      }
    }
    while (!heap.isEmpty()) {
      int cell = (int) heap.pop();
      if (settled[cell]) {
        continue;
      }
      settled[cell] = true;
      for (int direction = 0; direction < 6; direction++) {
        int next = neighbour(cell, direction);
        if (next < 0 || !land[next] || settled[next]) {
          continue;
        }
        int time = reached[cell] + (cost[cell] + cost[next]) / 2;
        if (time < reached[next] && !isCore(reached, next, label[next], delay, soonest)) {
          reached[next] = time;
          label[next] = label[cell];
          heap.push((long) time << 32 | next);
        }
      }
    }
  }

  /** Whether a cell is a start of its owner: those are never taken. */
  private static boolean isCore(
      int[] reached, int cell, int owner, double[] delay, double soonest) {
    return owner != OUTSIDE && reached[cell] == (int) Math.round(delay[owner] - soonest);
  }

  /**
   * A border between two labels, or around one that touches only one other.
   *
   * @param points from one junction to the next; closed (first equals last) when there is none
   * @param left label on the left of the direction of the points
   * @param right label on the right
   */
  record Arc(List<Coordinate> points, int left, int right) {}

  /** All borders. Two arcs meet at their ends only. */
  List<Arc> arcs() {
    // A border leaves each corner (triangle of three cells) through the edges between cells of
    // different labels. An edge is named by its first cell and the direction 0, 1 or 2 of the
    // other; "from" tells from which side it is crossed.
    List<Arc> arcs = new ArrayList<>();
    boolean[] done = new boolean[label.length * 3];
    for (int pass = 0; pass < 2; pass++) {
      for (int cell = 0; cell < label.length; cell++) {
        for (int direction = 0; direction < 6; direction++) {
          int other = neighbour(cell, direction);
          if (other < 0 || label[cell] == label[other] || done[edge(cell, direction)]) {
            continue;
          }
          // Walking with `cell` on the left of the border, the corner behind is the one shared
          // with the neighbour clockwise of `other`.
          int behind = neighbour(cell, (direction + 5) % 6);
          boolean junction =
              behind >= 0 && label[behind] != label[cell] && label[behind] != label[other];
          if (junction || pass == 1) {
            arcs.add(follow(cell, direction, junction, done));
          }
        }
      }
    }
    return arcs;
  }

  private int edge(int cell, int direction) {
    return direction < 3 ? cell * 3 + direction : neighbour(cell, direction) * 3 + (direction - 3);
  }

  private Arc follow(int cell, int direction, boolean junction, boolean[] done) {
    int left = label[cell];
    int right = label[neighbour(cell, direction)];
    List<Coordinate> points = new ArrayList<>();
    if (junction) {
      points.add(corner(cell, (direction + 5) % 6));
    }
    while (!done[edge(cell, direction)]) {
      done[edge(cell, direction)] = true;
      int other = neighbour(cell, direction);
      points.add(
          new Coordinate((cellX[cell] + cellX[other]) / 2, (cellY[cell] + cellY[other]) / 2));
      int ahead = neighbour(cell, (direction + 1) % 6);
      if (label[ahead] == left) {
        // The border bends right, around the other: from `ahead`, `other` is one step clockwise.
        cell = ahead;
        direction = (direction + 5) % 6;
      } else if (label[ahead] == right) {
        direction = (direction + 1) % 6;
      } else {
        points.add(corner(cell, direction));
        return new Arc(points, left, right);
      }
    }
    points.add(points.get(0).copy());
    return new Arc(points, left, right);
  }

  /**
   * The corner between a cell and its neighbours in a direction and the next. The three are added
   * in one order, so that it is the same to the last bit from whichever it is asked.
   */
  private Coordinate corner(int cell, int direction) {
    int[] cells = {cell, neighbour(cell, direction), neighbour(cell, (direction + 1) % 6)};
    Arrays.sort(cells);
    return new Coordinate(
        (cellX[cells[0]] + cellX[cells[1]] + cellX[cells[2]]) / 3,
        (cellY[cells[0]] + cellY[cells[1]] + cellY[cells[2]]) / 3);
  }

  /** A binary heap of numbers, the least first. */
  private static final class LongHeap {
    private long[] items = new long[1024];
    private int size;

    boolean isEmpty() {
      return size == 0;
    }

    void push(long item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      int at = size++;
      while (at > 0 && items[(at - 1) / 2] > item) {
        items[at] = items[(at - 1) / 2];
        at = (at - 1) / 2;
      }
      items[at] = item;
    }

    long pop() {
      long least = items[0];
      long last = items[--size];
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && items[child + 1] < items[child]) {
          child++;
        }
        if (items[child] >= last) {
          break;
        }
        items[at] = items[child];
        at = child;
      }
      items[at] = last;
      return least;
    }
  }
}
