package org.xaatlas.tile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/**
 * A made-up country: a grid of communes with wiggly borders that agree in every point, as a
 * coverage does. Columns are provinces. Reproducible.
 */
public final class WigglyCoverage {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final int columns;
  private final int rows;
  private final int pointsPerSide;
  private final double west;
  private final double south;
  private final double size;
  private final long seed;

  /**
   * @param size side of a commune in degrees
   */
  public WigglyCoverage(
      int columns, int rows, int pointsPerSide, double west, double south, double size, long seed) {
    this.columns = columns;
    this.rows = rows;
    this.pointsPerSide = pointsPerSide;
    this.west = west;
    this.south = south;
    this.size = size;
    this.seed = seed;
  }

  /** Outlines by code: two digits of the column, three of the row. */
  public Map<String, MultiPolygon> communes() {
    Map<String, MultiPolygon> communes = new LinkedHashMap<>();
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        List<Coordinate> ring = new ArrayList<>();
        ring.addAll(side(column, row, true, false));
        ring.addAll(side(column + 1, row, false, false));
        ring.addAll(side(column, row + 1, true, true));
        ring.addAll(side(column, row, false, true));
        ring.add(ring.get(0));
        Polygon polygon = FACTORY.createPolygon(ring.toArray(new Coordinate[0]));
        communes.put(
            String.format("%02d%03d", column + 1, row + 1),
            FACTORY.createMultiPolygon(new Polygon[] {polygon}));
      }
    }
    return communes;
  }

  /** The province of a commune. */
  public static String province(String commune) {
    return commune.substring(0, 2);
  }

  /** The points from a corner eastwards or northwards, or back, without the last. */
  private List<Coordinate> side(int column, int row, boolean eastwards, boolean back) {
    Random random = new Random(seed * 31 + column * 1009L + row * 31L + (eastwards ? 7 : 0));
    List<Coordinate> points = new ArrayList<>();
    for (int i = 0; i <= pointsPerSide; i++) {
      double along = size * i / pointsPerSide;
      // Calm towards the corners, so that the four sides that meet there do not cross.
      double calm = Math.sin(Math.PI * i / pointsPerSide);
      double across = (random.nextDouble() - 0.5) * calm * size * 0.06;
      double x = west + column * size + (eastwards ? along : across);
      double y = south + row * size + (eastwards ? across : along);
      points.add(new CoordinateXY(Math.rint(x * 1e6) / 1e6, Math.rint(y * 1e6) / 1e6));
    }
    if (back) {
      java.util.Collections.reverse(points);
    }
    return points.subList(0, points.size() - 1);
  }
}
