package org.xaatlas.tile;

/** Points sorted into the cells of a grid, to ask what lies in a triangle. Immutable. */
final class PointGrid {
  private static final int CELLS_AT_MOST = 1 << 23;

  private final double[] xs;
  private final double[] ys;
  private final int[] lineOf;
  private final double west;
  private final double north;
  private final double side;
  private final int columns;
  private final int rows;
  private final int[] starts;
  private final int[] points;

  /**
   * @param lineOf the line each point belongs to
   * @param points numbers of the points that count, each once
   */
  PointGrid(double[] xs, double[] ys, int[] lineOf, int[] points) {
    this.xs = xs;
    this.ys = ys;
    this.lineOf = lineOf;
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int point : points) {
      left = Math.min(left, xs[point]);
      top = Math.min(top, ys[point]);
      right = Math.max(right, xs[point]);
      bottom = Math.max(bottom, ys[point]);
    }
    west = left;
    north = top;
    double width = Math.max(1, right - left);
    double height = Math.max(1, bottom - top);
    // Points lie along lines: most cells are empty, the others hold some twenty.
    double cells = Math.min(CELLS_AT_MOST, 2.0 * points.length + 1);
    side = Math.sqrt(width * height / cells) + Math.max(width, height) / CELLS_AT_MOST;
    columns = (int) (width / side) + 1;
    rows = (int) (height / side) + 1;
    starts = new int[columns * rows + 1];
    int[] cellOf = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      cellOf[i] = row(ys[points[i]]) * columns + column(xs[points[i]]);
      starts[cellOf[i] + 1]++;
    }
    for (int cell = 0; cell < starts.length - 1; cell++) {
      starts[cell + 1] += starts[cell];
    }
    this.points = new int[points.length];
    int[] next = starts.clone();
    for (int i = 0; i < points.length; i++) {
      this.points[next[cellOf[i]]++] = points[i];
    }
  }

  private int column(double x) {
    return (int) Math.max(0, Math.min(columns - 1, (x - west) / side));
  }

  private int row(double y) {
    return (int) Math.max(0, Math.min(rows - 1, (y - north) / side));
  }

  /**
   * Whether any point lies in a triangle or on its sides, other than its own corners.
   *
   * @param line the line that is simplified
   * @param gone which of its points, by number, no longer count; those of other lines always do
   */
  boolean anyWithin(int a, int b, int c, int line, boolean[] gone) {
    double ax = xs[a];
    double ay = ys[a];
    double bx = xs[b];
    double by = ys[b];
    double cx = xs[c];
    double cy = ys[c];
    double left = Math.min(ax, Math.min(bx, cx));
    double right = Math.max(ax, Math.max(bx, cx));
    double top = Math.min(ay, Math.min(by, cy));
    double bottom = Math.max(ay, Math.max(by, cy));
    int firstColumn = column(left);
    int lastColumn = column(right);
    int firstRow = row(top);
    int lastRow = row(bottom);
    // A long thin triangle that lies askew meets few of the cells of its box.
    boolean many = (long) (lastColumn - firstColumn) * (lastRow - firstRow) > 16;
    for (int row = firstRow; row <= lastRow; row++) {
      int from = firstColumn;
      int to = lastColumn;
      if (many) {
        double above = row == firstRow ? top : north + row * side - side * 1e-6;
        double below = row == lastRow ? bottom : north + (row + 1) * side + side * 1e-6;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int edge = 0; edge < 3; edge++) {
          double x1 = edge == 0 ? ax : edge == 1 ? bx : cx;
          double y1 = edge == 0 ? ay : edge == 1 ? by : cy;
          double x2 = edge == 0 ? bx : edge == 1 ? cx : ax;
          double y2 = edge == 0 ? by : edge == 1 ? cy : ay;
          if (Math.max(y1, y2) >= above && Math.min(y1, y2) <= below) {
            double xAbove = y1 == y2 ? x1 : at(x1, y1, x2, y2, above);
            double xBelow = y1 == y2 ? x2 : at(x1, y1, x2, y2, below);
            low = Math.min(low, Math.min(xAbove, xBelow));
            high = Math.max(high, Math.max(xAbove, xBelow));
          }
        }
        from = Math.max(from, column(low - side * 1e-6));
        to = Math.min(to, column(high + side * 1e-6));
      }
      if (from <= to) {
        int end = starts[row * columns + to + 1];
        for (int i = starts[row * columns + from]; i < end; i++) {
          int p = points[i];
          double x = xs[p];
          double y = ys[p];
          if (x >= left && x <= right && y >= top && y <= bottom && p != a && p != b && p != c) {
            double ab = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
            double bc = (cx - bx) * (y - by) - (cy - by) * (x - bx);
            double ca = (ax - cx) * (y - cy) - (ay - cy) * (x - cx);
            boolean within = ab >= 0 && bc >= 0 && ca >= 0 || ab <= 0 && bc <= 0 && ca <= 0;
            if (within && !(lineOf[p] == line && gone[p])) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** Where an edge is at a height, or its end nearest to it. */
  private static double at(double x1, double y1, double x2, double y2, double y) {
    double way = Math.max(0, Math.min(1, (y - y1) / (y2 - y1)));
    return x1 + way * (x2 - x1);
  }
}
