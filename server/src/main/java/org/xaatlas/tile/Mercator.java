package org.xaatlas.tile;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * Web Mercator in the tile units of the deepest zoom: x to the east and y to the south, both 0 to
 * 2^24. One unit is 2.4 m at the equator.
 */
final class Mercator {
  /** Side of a tile in tile units. */
  static final int EXTENT = 4096;

  /** The zoom in whose tile units shapes are kept. */
  static final int ZOOM = 12;

  /** Side of the world in these units. */
  static final double WORLD = (double) EXTENT * (1 << ZOOM);

  /** Web Mercator ends where the world becomes a square. */
  private static final double MAX_LATITUDE = 85.0511287798066;

  private static final GeometryFactory FACTORY = new GeometryFactory();

  private Mercator() {}

  static double x(double longitude) {
    return (longitude + 180) / 360 * WORLD;
  }

  static double y(double latitude) {
    double sine =
        Math.sin(Math.toRadians(Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude))));
    return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
  }

  static double longitude(double x) {
    return x / WORLD * 360 - 180;
  }

  static double latitude(double y) {
    return Math.toDegrees(Math.atan(Math.sinh((0.5 - y / WORLD) * 2 * Math.PI)));
  }

  /**
   * A copy in these units, without the points that repeat the one before; packed: 16 bytes for a
   * vertex.
   */
  static MultiPolygon project(MultiPolygon lonLat) {
    Polygon[] polygons = new Polygon[lonLat.getNumGeometries()];
    for (int i = 0; i < polygons.length; i++) {
      Polygon polygon = (Polygon) lonLat.getGeometryN(i);
      LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
      for (int h = 0; h < holes.length; h++) {
        holes[h] = project(polygon.getInteriorRingN(h));
      }
      polygons[i] = FACTORY.createPolygon(project(polygon.getExteriorRing()), holes);
    }
    return FACTORY.createMultiPolygon(polygons);
  }

  private static LinearRing project(LinearRing ring) {
    CoordinateSequence from = ring.getCoordinateSequence();
    double[] to = new double[2 * from.size()];
    int size = 0;
    for (int i = 0; i < from.size(); i++) {
      double longitude = from.getX(i);
      double latitude = from.getY(i);
      boolean repeats =
          i > 0
              && i < from.size() - 1
              && longitude == from.getX(i - 1)
              && latitude == from.getY(i - 1);
      if (!repeats) {
        to[size++] = x(longitude);
        to[size++] = y(latitude);
      }
    }
    return FACTORY.createLinearRing(
        new PackedCoordinateSequence.Double(java.util.Arrays.copyOf(to, size), 2, 0));
  }
}
