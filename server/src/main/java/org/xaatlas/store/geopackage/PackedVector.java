package org.xaatlas.store.geopackage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Numbers as bytes: one byte that says how they are kept (0 plain, 1 deflated after the number of
 * plain bytes as four bytes), then the numbers, all little endian.
 */
final class PackedVector {
  private static final byte PLAIN = 0;
  private static final byte DEFLATED = 1;

  /** A vector of the longest list of units there could be; a longer one is a broken store. */
  private static final int MAX_BYTES = 1 << 26;

  private PackedVector() {}

  static byte[] of(double[] numbers) {
    ByteBuffer plain = buffer(numbers.length * Double.BYTES);
    plain.asDoubleBuffer().put(numbers);
    return pack(plain.array());
  }

  static byte[] of(int[] numbers) {
    ByteBuffer plain = buffer(numbers.length * Integer.BYTES);
    plain.asIntBuffer().put(numbers);
    return pack(plain.array());
  }

  static byte[] of(byte[] numbers) {
    return pack(numbers);
  }

  static double[] doubles(byte[] packed) {
    ByteBuffer plain = unpack(packed);
    double[] numbers = new double[plain.remaining() / Double.BYTES];
    plain.asDoubleBuffer().get(numbers);
    return numbers;
  }

  static int[] ints(byte[] packed) {
    ByteBuffer plain = unpack(packed);
    int[] numbers = new int[plain.remaining() / Integer.BYTES];
    plain.asIntBuffer().get(numbers);
    return numbers;
  }

  static byte[] bytes(byte[] packed) {
    ByteBuffer plain = unpack(packed);
    byte[] numbers = new byte[plain.remaining()];
    plain.get(numbers);
    return numbers;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] pack(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(plain);
      deflater.finish();
      // Deflating is worth it only when it saves something, so there is no need for more room.
      byte[] deflated = new byte[plain.length];
      int length = deflater.deflate(deflated);
      if (deflater.finished() && length + Integer.BYTES < plain.length) {
        return buffer(1 + Integer.BYTES + length)
            .put(DEFLATED)
            .putInt(plain.length)
            .put(deflated, 0, length)
            .array();
      }
    } finally {
      deflater.end();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 + plain.length);
    out.write(PLAIN);
    out.writeBytes(plain);
    return out.toByteArray();
  }

  private static ByteBuffer unpack(byte[] packed) {
    ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    byte kind = in.get();
    if (kind == PLAIN) {
      return in.slice().order(ByteOrder.LITTLE_ENDIAN);
    }
    int length = in.getInt();
    if (kind != DEFLATED || length < 0 || length > MAX_BYTES) {
      throw new IllegalStateException("A packed vector of the store is broken");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(Arrays.copyOfRange(packed, in.position(), packed.length));
      byte[] plain = new byte[length];
      if (inflater.inflate(plain) != length) {
        throw new IllegalStateException("A packed vector of the store is cut short");
      }
      return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    } catch (DataFormatException e) {
      throw new IllegalStateException("A packed vector of the store is broken", e);
    } finally {
      inflater.end();
    }
  }
}
