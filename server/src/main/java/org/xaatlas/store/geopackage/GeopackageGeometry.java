package org.xaatlas.store.geopackage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** The geometry format of GeoPackage: a header with the envelope, then WKB. */
final class GeopackageGeometry {
  private static final int HEADER = 8;
  private static final int ENVELOPE = 32;

  /** Little endian, envelope of two dimensions, not empty. */
  private static final byte FLAGS = 0b0000_0011;

  private GeopackageGeometry() {}

  static byte[] encode(byte[] wkb, Envelope envelope, int srid) {
    return ByteBuffer.allocate(HEADER + ENVELOPE + wkb.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'G')
        .put((byte) 'P')
        .put((byte) 0)
        .put(FLAGS)
        .putInt(srid)
        .putDouble(envelope.getMinX())
        .putDouble(envelope.getMaxX())
        .putDouble(envelope.getMinY())
        .putDouble(envelope.getMaxY())
        .put(wkb)
        .array();
  }

  /** Reads what {@link #encode} has written. */
  static MultiPolygon decode(byte[] blob, int srid) {
    if (blob.length < HEADER + ENVELOPE || blob[0] != 'G' || blob[1] != 'P' || blob[3] != FLAGS) {
      throw new IllegalStateException("Not a geometry that this store has written");
    }
    try {
      return (MultiPolygon)
          new WKBReader(
                  new GeometryFactory(
                      new PrecisionModel(), srid, PackedCoordinateSequenceFactory.DOUBLE_FACTORY))
              .read(Arrays.copyOfRange(blob, HEADER + ENVELOPE, blob.length));
    } catch (ParseException e) {
      throw new IllegalStateException("A geometry in the store cannot be read", e);
    }
  }
}
