package org.xaatlas.spatial;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Areas of lon/lat polygons on the WGS 84 ellipsoid, in square metres.
 *
 * <p>The vertices are laid out by the ellipsoidal cylindrical equal-area projection, which keeps
 * every area, and the shoelace formula does the rest. An edge is then straight in that plane and
 * not a geodesic; for edges of some kilometres the difference is far below a millionth of the area.
 * Sums run relative to the first vertex of each ring, so that slivers of less than a square
 * centimetre keep their digits.
 */
public final class EllipsoidArea {
  private static final double SEMI_MAJOR = 6378137.0;
  private static final double FLATTENING = 1 / 298.257223563;
  private static final double E2 = FLATTENING * (2 - FLATTENING);
  private static final double E = Math.sqrt(E2);
  private static final double HALF_AXIS = SEMI_MAJOR / 2;

  private EllipsoidArea() {}

  /** The area of all polygons of a geometry, holes taken off; 0 for points and lines. */
  public static double squareMetres(Geometry lonLat) {
    double area = 0;
    for (int i = 0; i < lonLat.getNumGeometries(); i++) {
      Geometry part = lonLat.getGeometryN(i);
      if (part instanceof Polygon polygon) {
        area += Math.abs(signed(polygon.getExteriorRing()));
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          area -= Math.abs(signed(polygon.getInteriorRingN(hole)));
        }
      } else if (part.getNumGeometries() > 1) {
        area += squareMetres(part);
      }
    }
    return area;
  }

  private static double signed(LineString ring) {
    CoordinateSequence points = ring.getCoordinateSequence();
    int n = points.size();
    if (n < 4) {
      return 0;
    }
    double lon0 = points.getX(0);
    double north0 = northing(points.getY(0));
    double sum = 0;
    double x = 0;
    double y = 0;
    for (int i = 1; i < n; i++) {
      double nextX = SEMI_MAJOR * Math.toRadians(points.getX(i) - lon0);
      double nextY = northing(points.getY(i)) - north0;
      sum += x * nextY - nextX * y;
      x = nextX;
      y = nextY;
    }
    return sum / 2;
  }

  /** The equal-area northing of a latitude, in metres. */
  private static double northing(double latitude) {
    double sine = Math.sin(Math.toRadians(latitude));
    double es = E * sine;
    return HALF_AXIS * (1 - E2) * (sine / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * E));
  }
}
