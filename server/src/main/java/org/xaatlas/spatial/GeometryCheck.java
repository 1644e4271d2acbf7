package org.xaatlas.spatial;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.xaatlas.message.Area;
import org.xaatlas.message.Message;

/**
 * Decides whether an outline can be used as it is, can be repaired without harm, or is broken.
 *
 * <p>A repair is without harm when the result is polygonal and its area differs from the area the
 * rings enclosed by at most {@link #REPAIR_SHARE} of it: spikes, doubled points and hairline self
 * crossings pass, a figure of eight does not, because nobody knows which half was meant.
 */
public final class GeometryCheck {
  /** Most vertices one unit may have; the largest real commune has 30,445. */
  public static final int MAX_VERTICES = 2_000_000;

  /** Largest change of area, as a share of it, that a repair may bring. */
  public static final double REPAIR_SHARE = 1e-4;

  /** Above so many vertices an outline is looked through before it is validated. */
  private static final int LARGE = 20_000;

  /** Steps of {@link Effort} that one outline may take; the largest real one takes a thousandth. */
  private static final long STEPS = 500_000_000L;

  private GeometryCheck() {}

  /** What the check came to. */
  public sealed interface Result {}

  /** Valid as it came; the very geometry handed in. */
  public record Sound(MultiPolygon geometry) implements Result {}

  /**
   * Invalid, and repaired without harm.
   *
   * @param geometry the repaired outline, valid
   * @param fault what was wrong
   * @param at where, lon/lat
   * @param squareMetres by how much the area changed, not negative
   */
  public record Repaired(MultiPolygon geometry, Message fault, Coordinate at, double squareMetres)
      implements Result {
    public Repaired {
      Objects.requireNonNull(geometry, "geometry");
      at = at.copy();
    }
  }

  /** Not usable, for the reason given. */
  public record Broken(Message why) implements Result {}

  /** Checks a lon/lat outline; what is handed in stays unchanged. */
  public static Result check(MultiPolygon outline) {
    if (outline.isEmpty()) {
      return new Broken(Message.of("boundary.fault_empty"));
    }
    if (outline.getNumPoints() > MAX_VERTICES) {
      return new Broken(
          Message.of("boundary.fault_vertices", outline.getNumPoints(), MAX_VERTICES));
    }
    try {
      if (outline.getNumPoints() > LARGE) {
        spendOnCrossings(outline);
      }
      TopologyValidationError error = new IsValidOp(outline).getValidationError();
      if (error == null) {
        return new Sound(outline);
      }
      spendOnCrossings(outline);
      return repair(outline, error);
    } catch (Effort.Exhausted e) {
      return new Broken(Message.of("boundary.fault_entangled"));
    }
  }

  private static void spendOnCrossings(MultiPolygon outline) {
    List<CoordinateSequence> rings = new ArrayList<>();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) outline.getGeometryN(i);
      rings.add(polygon.getExteriorRing().getCoordinateSequence());
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        rings.add(polygon.getInteriorRingN(hole).getCoordinateSequence());
      }
    }
    new Effort(STEPS).spendOnCrossings(rings);
  }

  private static Result repair(MultiPolygon outline, TopologyValidationError error) {
    Message fault = fault(error);
    Coordinate at = error.getCoordinate();
    MultiPolygon fixed = polygons(GeometryFixer.fix(outline));
    double before = EllipsoidArea.squareMetres(outline);
    double after = EllipsoidArea.squareMetres(fixed);
    double change = Math.abs(after - before);
    if (fixed.isEmpty() || !fixed.isValid() || change > REPAIR_SHARE * Math.abs(before)) {
      return new Broken(
          Message.of("boundary.fault_beyond_repair", fault, place(at), new Area(change)));
    }
    return new Repaired(fixed, fault, at, change);
  }

  /** A place as people write it: {@code 105.123456, 21.123456} (lon, lat). */
  static String place(Coordinate at) {
    return String.format(java.util.Locale.ROOT, "%.6f, %.6f", at.x, at.y);
  }

  private static MultiPolygon polygons(Geometry geometry) {
    if (geometry instanceof MultiPolygon multi) {
      return multi;
    }
    return geometry instanceof Polygon polygon && !polygon.isEmpty()
        ? geometry.getFactory().createMultiPolygon(new Polygon[] {polygon})
        : geometry.getFactory().createMultiPolygon();
  }

  private static Message fault(TopologyValidationError error) {
    String name =
        switch (error.getErrorType()) {
          case TopologyValidationError.HOLE_OUTSIDE_SHELL -> "hole_outside";
          case TopologyValidationError.NESTED_HOLES -> "nested_holes";
          case TopologyValidationError.DISCONNECTED_INTERIOR -> "disconnected";
          case TopologyValidationError.SELF_INTERSECTION,
              TopologyValidationError.RING_SELF_INTERSECTION ->
              "self_crossing";
          case TopologyValidationError.NESTED_SHELLS -> "nested_parts";
          case TopologyValidationError.DUPLICATE_RINGS -> "same_rings";
          case TopologyValidationError.TOO_FEW_POINTS -> "few_points";
          default -> "invalid";
        };
    return Message.of("boundary.fault_" + name);
  }
}
