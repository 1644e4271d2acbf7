package org.xaatlas.ingest.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Builds the outlines of one file, ring by ring, the same way for every format.
 *
 * <p>A ring that is not closed is closed and a ring without area (fewer than three different
 * places) is dropped, and both are told; numbers that are not finite, or larger than any coordinate
 * of the Earth in metres, make the outline faulty. Coordinates are kept as they came, two for each
 * vertex.
 */
final class OutlineBuilder {
  /** Packed arrays of doubles: 16 bytes for a vertex, where a list of objects takes 40. */
  static final GeometryFactory FACTORY =
      new GeometryFactory(
          new PrecisionModel(), 4326, PackedCoordinateSequenceFactory.DOUBLE_FACTORY);

  /** No coordinate system of the Earth has numbers beyond this. */
  private static final double HUGE = 1e9;

  private final String file;
  private final List<Polygon> polygons = new ArrayList<>();
  private final List<LinearRing> rings = new ArrayList<>();
  private Message fault;
  private int closed;
  private int dropped;
  private int ringCount;
  private long vertices;

  OutlineBuilder(String file) {
    this.file = file;
  }

  /** Counts vertices against the bound before they are read. */
  void expect(long more) {
    if (more < 0 || vertices + more > Limits.VERTICES) {
      throw RefusedException.of("boundary.too_many_vertices", file, Limits.VERTICES);
    }
  }

  /** Adds a ring of the polygon at hand, the shell first. The array becomes the builder's own. */
  void ring(double[] xy) {
    int n = xy.length / 2;
    expect(n);
    vertices += n;
    if (++ringCount > Limits.RINGS_PER_FEATURE) {
      throw RefusedException.of("boundary.too_many_rings", file, Limits.RINGS_PER_FEATURE);
    }
    for (double number : xy) {
      if (!Double.isFinite(number)) {
        fault(Message.of("boundary.fault_not_finite", Double.toString(number)));
        return;
      }
      if (Math.abs(number) > HUGE) {
        fault(Message.of("boundary.fault_huge", Double.toString(number)));
        return;
      }
    }
    double[] points = xy;
    if (n > 0 && (xy[0] != xy[2 * n - 2] || xy[1] != xy[2 * n - 1])) {
      points = java.util.Arrays.copyOf(xy, xy.length + 2);
      points[2 * n] = xy[0];
      points[2 * n + 1] = xy[1];
      closed++;
    }
    if (points.length < 8) {
      dropped++;
      // The rings that follow a dropped shell belong to it and go with it.
      rings.add(null);
      return;
    }
    rings.add(FACTORY.createLinearRing(new PackedCoordinateSequence.Double(points, 2, 0)));
  }

  /** Ends the polygon at hand. */
  void endPolygon() {
    if (!rings.isEmpty() && rings.get(0) != null) {
      LinearRing[] holes =
          rings.stream().skip(1).filter(ring -> ring != null).toArray(LinearRing[]::new);
      polygons.add(FACTORY.createPolygon(rings.get(0), holes));
    }
    rings.clear();
  }

  /**
   * Ends a record of loose rings, as a shapefile has them: clockwise rings are shells, the others
   * holes in the smallest shell around them. A hole without a shell is a shell drawn the wrong way.
   */
  void endLooseRings() {
    List<LinearRing> shells = new ArrayList<>();
    List<LinearRing> holes = new ArrayList<>();
    List<LinearRing> loose = rings.stream().filter(ring -> ring != null).toList();
    for (LinearRing ring : loose) {
      boolean hole = loose.size() > 1 && Orientation.isCCW(ring.getCoordinateSequence());
      (hole ? holes : shells).add(ring);
    }
    List<List<LinearRing>> inside = new ArrayList<>();
    shells.forEach(shell -> inside.add(new ArrayList<>()));
    for (LinearRing hole : holes) {
      int shell = smallestAround(hole, shells);
      if (shell < 0) {
        polygons.add(FACTORY.createPolygon(hole));
      } else {
        inside.get(shell).add(hole);
      }
    }
    for (int i = 0; i < shells.size(); i++) {
      polygons.add(FACTORY.createPolygon(shells.get(i), inside.get(i).toArray(new LinearRing[0])));
    }
    rings.clear();
  }

  private static int smallestAround(LinearRing hole, List<LinearRing> shells) {
    int best = -1;
    Envelope envelope = hole.getEnvelopeInternal();
    for (int i = 0; i < shells.size(); i++) {
      Envelope around = shells.get(i).getEnvelopeInternal();
      if (around.contains(envelope)
          && (best < 0 || around.getArea() < shells.get(best).getEnvelopeInternal().getArea())
          && isInside(hole.getCoordinateSequence(), shells.get(i))) {
        best = i;
      }
    }
    return best;
  }

  /** Decided by the first corner that does not lie on the line of the shell itself. */
  private static boolean isInside(CoordinateSequence hole, LinearRing shell) {
    Coordinate[] around = shell.getCoordinates();
    for (int i = 0; i < hole.size(); i++) {
      int location = PointLocation.locateInRing(hole.getCoordinate(i), around);
      if (location != Location.BOUNDARY) {
        return location == Location.INTERIOR;
      }
    }
    return true;
  }

  /** Makes the feature at hand faulty; the first fault stays. */
  void fault(Message why) {
    if (fault == null) {
      fault = why;
    }
  }

  /** Ends the feature, and is ready for the next one. */
  SourceFeature feature(int row, Map<String, Object> fields) {
    List<Message> mended = new ArrayList<>();
    if (closed > 0) {
      mended.add(Message.of("boundary.mended_closed", closed));
    }
    if (dropped > 0) {
      mended.add(Message.of("boundary.mended_dropped", dropped));
    }
    Optional<MultiPolygon> outline =
        fault != null || polygons.isEmpty()
            ? Optional.empty()
            : Optional.of(FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0])));
    SourceFeature feature =
        new SourceFeature(row, fields, outline, mended, Optional.ofNullable(fault));
    polygons.clear();
    rings.clear();
    fault = null;
    closed = 0;
    dropped = 0;
    ringCount = 0;
    return feature;
  }
}
