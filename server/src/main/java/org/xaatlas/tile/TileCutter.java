package org.xaatlas.tile;

import java.util.List;

/**
 * Cuts shapes of one zoom, in whole tile units of its grid, into tiles with their buffer. A shape
 * is halved again and again, so each of its points is looked at as often as the logarithm of the
 * tiles it covers.
 */
final class TileCutter {
  /** How far a tile reaches beyond its side, in tile units. */
  static final int BUFFER = 64;

  private final boolean areas;
  private final Sink sink;

  /** Takes what a tile shows of a shape, still in the units of the grid. */
  @FunctionalInterface
  interface Sink {
    void accept(int column, int row, List<double[]> parts);
  }

  private TileCutter(boolean areas, Sink sink) {
    this.areas = areas;
    this.sink = sink;
  }

  /** Cuts one area, given by its rings. */
  static void cutArea(List<double[]> rings, int zoom, Sink sink) {
    cut(rings, zoom, true, sink);
  }

  /** Cuts open lines. */
  static void cutLines(List<double[]> lines, int zoom, Sink sink) {
    cut(lines, zoom, false, sink);
  }

  private static void cut(List<double[]> parts, int zoom, boolean areas, Sink sink) {
    int last = (1 << zoom) - 1;
    new TileCutter(areas, sink).cut(parts, 0, last, 0, last);
  }

  /** Cuts parts that are inside a range of columns and rows with its buffer. */
  private void cut(List<double[]> parts, int fromColumn, int toColumn, int fromRow, int toRow) {
    if (parts.isEmpty()) {
      return;
    }
    double west = Double.POSITIVE_INFINITY;
    double north = Double.POSITIVE_INFINITY;
    double east = Double.NEGATIVE_INFINITY;
    double south = Double.NEGATIVE_INFINITY;
    for (double[] part : parts) {
      double[] box = Rings.box(part);
      west = Math.min(west, box[0]);
      north = Math.min(north, box[1]);
      east = Math.max(east, box[2]);
      south = Math.max(south, box[3]);
    }
    int firstColumn = first(west, fromColumn, toColumn);
    int lastColumn = last(east, firstColumn, toColumn);
    int firstRow = first(north, fromRow, toRow);
    int lastRow = last(south, firstRow, toRow);
    if (firstColumn == lastColumn && firstRow == lastRow) {
      sink.accept(firstColumn, firstRow, parts);
    } else if (lastColumn - firstColumn >= lastRow - firstRow) {
      int middle = (firstColumn + lastColumn + 1) / 2;
      double border = (double) middle * Mercator.EXTENT;
      cut(side(parts, 0, border + BUFFER, true), firstColumn, middle - 1, firstRow, lastRow);
      cut(side(parts, 0, border - BUFFER, false), middle, lastColumn, firstRow, lastRow);
    } else {
      int middle = (firstRow + lastRow + 1) / 2;
      double border = (double) middle * Mercator.EXTENT;
      cut(side(parts, 1, border + BUFFER, true), firstColumn, lastColumn, firstRow, middle - 1);
      cut(side(parts, 1, border - BUFFER, false), firstColumn, lastColumn, middle, lastRow);
    }
  }

  /** The first tile whose buffered side reaches beyond a place. */
  private static int first(double place, int from, int to) {
    double tile = Math.floor((place - BUFFER) / Mercator.EXTENT);
    return (int) Math.max(from, Math.min(to, tile));
  }

  /** The last tile whose buffered side begins before a place. */
  private static int last(double place, int from, int to) {
    double tile = Math.ceil((place + BUFFER) / Mercator.EXTENT) - 1;
    return (int) Math.max(from, Math.min(to, tile));
  }

  private List<double[]> side(List<double[]> parts, int axis, double bound, boolean below) {
    return areas
        ? Clipper.clip(parts, axis, bound, below)
        : Clipper.clipLines(parts, axis, bound, below);
  }
}
