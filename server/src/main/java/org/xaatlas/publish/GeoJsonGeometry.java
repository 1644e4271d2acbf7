package org.xaatlas.publish;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.xaatlas.release.Decimals;

/**
 * Writes an outline as a GeoJSON geometry object: coordinates as they are, shortest text, outer
 * rings counter-clockwise as RFC 7946 asks. An outline of one part becomes a Polygon.
 */
final class GeoJsonGeometry {
  private static final byte[] POLYGON = ascii("{\"type\":\"Polygon\",\"coordinates\":");
  private static final byte[] MULTI_POLYGON = ascii("{\"type\":\"MultiPolygon\",\"coordinates\":");

  /** Two numbers of at most 25 characters with their brackets and commas. */
  private static final int POINT_BYTES = 64;

  private byte[] bytes = new byte[1 << 16];
  private int size;

  private GeoJsonGeometry() {}

  static ByteBuffer of(MultiPolygon outline) {
    GeoJsonGeometry out = new GeoJsonGeometry();
    int parts = outline.getNumGeometries();
    out.append(parts == 1 ? POLYGON : MULTI_POLYGON);
    if (parts > 1) {
      out.append('[');
    }
    for (int i = 0; i < parts; i++) {
      if (i > 0) {
        out.append(',');
      }
      out.polygon((Polygon) outline.getGeometryN(i));
    }
    if (parts > 1) {
      out.append(']');
    }
    out.append('}');
    return ByteBuffer.wrap(out.bytes, 0, out.size);
  }

  private void polygon(Polygon polygon) {
    append('[');
    ring(polygon.getExteriorRing(), true);
    for (int h = 0; h < polygon.getNumInteriorRing(); h++) {
      append(',');
      ring(polygon.getInteriorRingN(h), false);
    }
    append(']');
  }

  private void ring(LinearRing ring, boolean counterClockwise) {
    CoordinateSequence points = ring.getCoordinateSequence();
    boolean forwards = Orientation.isCCW(points) == counterClockwise;
    int count = points.size();
    append('[');
    for (int i = 0; i < count; i++) {
      int at = forwards ? i : count - 1 - i;
      reserve();
      if (i > 0) {
        bytes[size++] = ',';
      }
      bytes[size++] = '[';
      size = Decimals.write(points.getX(at), bytes, size);
      bytes[size++] = ',';
      size = Decimals.write(points.getY(at), bytes, size);
      bytes[size++] = ']';
    }
    append(']');
  }

  private void append(char character) {
    reserve();
    bytes[size++] = (byte) character;
  }

  private void append(byte[] text) {
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  private void reserve() {
    if (bytes.length - size < POINT_BYTES) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
