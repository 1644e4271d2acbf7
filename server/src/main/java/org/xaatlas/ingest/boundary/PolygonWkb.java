package org.xaatlas.ingest.boundary;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.xaatlas.message.Message;

/**
 * Polygons in well-known binary, ISO or extended. Counts are checked against the bytes that are
 * left, and there are no nested collections, so that no input can exhaust memory or stack.
 */
final class PolygonWkb {
  private static final int POLYGON = 3;
  private static final int MULTI_POLYGON = 6;
  private static final String[] NAMES = {
    "Geometry",
    "Point",
    "LineString",
    "Polygon",
    "MultiPoint",
    "MultiLineString",
    "MultiPolygon",
    "GeometryCollection"
  };

  private final ByteBuffer wkb;
  private final OutlineBuilder outlines;

  private PolygonWkb(ByteBuffer wkb, OutlineBuilder outlines) {
    this.wkb = wkb;
    this.outlines = outlines;
  }

  /**
   * Adds the polygons to the outline at hand; anything but polygons makes it faulty.
   *
   * @throws java.nio.BufferUnderflowException when it ends too early
   */
  static void read(ByteBuffer wkb, OutlineBuilder outlines) {
    new PolygonWkb(wkb, outlines).geometry();
  }

  private void geometry() {
    int type = type();
    int dimensions = dimensions(type);
    switch (base(type)) {
      case POLYGON -> polygon(dimensions);
      case MULTI_POLYGON -> {
        int parts = count(9);
        for (int i = 0; i < parts; i++) {
          int part = type();
          if (base(part) != POLYGON) {
            outlines.fault(wrongType(part));
            return;
          }
          polygon(dimensions(part));
        }
      }
      default -> outlines.fault(wrongType(type));
    }
  }

  private static Message wrongType(int type) {
    int base = base(type);
    return Message.of(
        "boundary.fault_type", base < NAMES.length ? NAMES[base] : Integer.toString(base));
  }

  private int type() {
    wkb.order(wkb.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int type = wkb.getInt();
    if ((type & 0x20000000) != 0) {
      wkb.getInt();
    }
    return type;
  }

  private static int base(int type) {
    return (type & 0x1FFFFFFF) % 1000;
  }

  private static int dimensions(int type) {
    int iso = (type & 0x1FFFFFFF) / 1000;
    boolean z = (type & 0x80000000) != 0 || iso == 1 || iso == 3;
    boolean m = (type & 0x40000000) != 0 || iso == 2 || iso == 3;
    return 2 + (z ? 1 : 0) + (m ? 1 : 0);
  }

  private void polygon(int dimensions) {
    int rings = count(4);
    for (int ring = 0; ring < rings; ring++) {
      int points = count(8 * dimensions);
      outlines.expect(points);
      double[] xy = new double[2 * points];
      for (int i = 0; i < points; i++) {
        xy[2 * i] = wkb.getDouble();
        xy[2 * i + 1] = wkb.getDouble();
        wkb.position(wkb.position() + 8 * (dimensions - 2));
      }
      outlines.ring(xy);
    }
    outlines.endPolygon();
  }

  /** A count of things of at least so many bytes each. */
  private int count(int bytesEach) {
    int count = wkb.getInt();
    if (count < 0 || count > wkb.remaining() / bytesEach) {
      throw new java.nio.BufferUnderflowException();
    }
    return count;
  }
}
