package org.xaatlas.ingest.boundary;

import java.util.Objects;
import java.util.Optional;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * The way from the coordinates of a file to lon/lat on WGS 84 (EPSG:4326). Immutable.
 *
 * <p>Coordinates that are lon/lat on WGS 84 already are handed back as they are, bit for bit.
 */
public final class LonLat {
  /** Nothing to do: the file is in EPSG:4326, lon before lat. */
  static final LonLat SAME = new LonLat("EPSG:4326", Optional.empty(), false);

  private final String crs;
  private final Optional<MathTransform> transform;
  private final boolean swapped;

  private LonLat(String crs, Optional<MathTransform> transform, boolean swapped) {
    this.crs = Objects.requireNonNull(crs, "crs");
    this.transform = transform;
    this.swapped = swapped;
  }

  /**
   * @param crs name of the coordinate system the file is in
   * @param transform from x, y of the file to lon, lat in degrees
   */
  static LonLat through(String crs, MathTransform transform) {
    return new LonLat(crs, Optional.of(transform), false);
  }

  /** The same for a file that has its two coordinates the other way round. */
  LonLat swapped() {
    return new LonLat(crs, transform, !swapped);
  }

  /** The coordinate system of the file: {@code EPSG:9206}, or its name where it has no code. */
  public String crs() {
    return crs;
  }

  /** Whether coordinates stay as they are. */
  public boolean keepsCoordinates() {
    return transform.isEmpty() && !swapped;
  }

  /**
   * One place.
   *
   * @return lon and lat in degrees; NaN where the projection has no such place
   */
  public double[] apply(double x, double y) {
    double[] at = {x, y};
    applyAll(at);
    return at;
  }

  /** The box around the four corners and the middle of a box; empty when it cannot be reached. */
  Envelope apply(Envelope box) {
    Envelope result = new Envelope();
    double[] at = {
      box.getMinX(),
      box.getMinY(),
      box.getMinX(),
      box.getMaxY(),
      box.getMaxX(),
      box.getMinY(),
      box.getMaxX(),
      box.getMaxY(),
      box.centre().x,
      box.centre().y
    };
    applyAll(at);
    for (int i = 0; i < at.length; i += 2) {
      if (!Double.isFinite(at[i]) || !Double.isFinite(at[i + 1])) {
        return new Envelope();
      }
      result.expandToInclude(at[i], at[i + 1]);
    }
    return result;
  }

  /**
   * An outline in lon/lat; the same object when nothing is to be done, and empty where the
   * projection does not reach.
   */
  public Optional<MultiPolygon> apply(MultiPolygon outline) {
    if (keepsCoordinates()) {
      return Optional.of(outline);
    }
    try {
      return Optional.of(transformed(outline));
    } catch (UnreachableException e) {
      return Optional.empty();
    }
  }

  private MultiPolygon transformed(MultiPolygon outline) {
    Polygon[] polygons = new Polygon[outline.getNumGeometries()];
    for (int p = 0; p < polygons.length; p++) {
      Polygon polygon = (Polygon) outline.getGeometryN(p);
      LinearRing[] holes = new LinearRing[polygon.getNumInteriorRing()];
      for (int h = 0; h < holes.length; h++) {
        holes[h] = ring(polygon.getInteriorRingN(h));
      }
      polygons[p] = OutlineBuilder.FACTORY.createPolygon(ring(polygon.getExteriorRing()), holes);
    }
    return OutlineBuilder.FACTORY.createMultiPolygon(polygons);
  }

  private LinearRing ring(LinearRing ring) {
    CoordinateSequence points = ring.getCoordinateSequence();
    double[] flat = new double[points.size() * 2];
    for (int i = 0; i < points.size(); i++) {
      flat[2 * i] = points.getX(i);
      flat[2 * i + 1] = points.getY(i);
    }
    applyAll(flat);
    for (double number : flat) {
      if (!Double.isFinite(number)) {
        throw new UnreachableException();
      }
    }
    return OutlineBuilder.FACTORY.createLinearRing(new PackedCoordinateSequence.Double(flat, 2, 0));
  }

  /** In place; NaN for what cannot be transformed. */
  private void applyAll(double[] flat) {
    if (swapped) {
      for (int i = 0; i < flat.length; i += 2) {
        double x = flat[i];
        flat[i] = flat[i + 1];
        flat[i + 1] = x;
      }
    }
    if (transform.isPresent()) {
      try {
        transform.get().transform(flat, 0, flat, 0, flat.length / 2);
      } catch (TransformException | ArithmeticException e) {
        // Far away from where the projection is defined.
        java.util.Arrays.fill(flat, Double.NaN);
      }
    }
  }

  /** A place far outside of where a projection is defined. */
  private static final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
