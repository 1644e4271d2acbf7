package org.xaatlas.tile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The byte layout of PMTiles v3: header and directories, shared by the writer and the reader. */
final class PmtilesFormat {
  static final int HEADER_BYTES = 127;

  /** Header and root directory must lie in the first 16 KB, so that one request fetches both. */
  static final int ROOT_BYTES = 16384 - HEADER_BYTES;

  /** Largest directory that is read, uncompressed: guards against a forged file. */
  static final int MAX_DIRECTORY_BYTES = 64 << 20;

  static final int GZIP = 2;
  private static final byte[] MAGIC = "PMTiles".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 3;
  private static final int MVT = 1;

  private PmtilesFormat() {}

  /** The header, without the parts that are the same in all our archives. */
  record Header(
      long rootOffset,
      long rootLength,
      long metadataOffset,
      long metadataLength,
      long leavesOffset,
      long leavesLength,
      long dataOffset,
      long dataLength,
      long addressedTiles,
      long entries,
      long contents,
      int minZoom,
      int maxZoom,
      double west,
      double south,
      double east,
      double north) {

    byte[] bytes() {
      ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.put(MAGIC).put((byte) VERSION);
      out.putLong(rootOffset).putLong(rootLength);
      out.putLong(metadataOffset).putLong(metadataLength);
      out.putLong(leavesOffset).putLong(leavesLength);
      out.putLong(dataOffset).putLong(dataLength);
      out.putLong(addressedTiles).putLong(entries).putLong(contents);
      out.put((byte) 1); // clustered: the tiles lie in the order of their numbers
      out.put((byte) GZIP).put((byte) GZIP).put((byte) MVT);
      out.put((byte) minZoom).put((byte) maxZoom);
      out.putInt(e7(west)).putInt(e7(south)).putInt(e7(east)).putInt(e7(north));
      out.put((byte) minZoom).putInt(e7((west + east) / 2)).putInt(e7((south + north) / 2));
      return out.array();
    }

    static Header read(ByteBuffer bytes) throws IOException {
      ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      for (byte expected : MAGIC) {
        if (in.get() != expected) {
          throw new IOException("Not a PMTiles file");
        }
      }
      int version = in.get();
      if (version != VERSION) {
        throw new IOException("PMTiles version " + version + " is not read, only 3");
      }
      Header header =
          new Header(
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.getLong(),
              in.get(100),
              in.get(101),
              in.getInt(102) / 1e7,
              in.getInt(106) / 1e7,
              in.getInt(110) / 1e7,
              in.getInt(114) / 1e7);
      if (in.get(97) != GZIP || in.get(98) != GZIP || in.get(99) != MVT) {
        throw new IOException("Not an archive of gzip-compressed Mapbox Vector Tiles");
      }
      return header;
    }

    private static int e7(double degrees) {
      return (int) Math.round(degrees * 1e7);
    }
  }

  /**
   * Entries of a directory, as parallel columns in the order of tile numbers. An entry with run 0
   * leads to a leaf directory.
   */
  static final class Directory {
    long[] numbers;
    int[] runs;
    int[] lengths;
    long[] offsets;
    int size;

    Directory(int capacity) {
      numbers = new long[capacity];
      runs = new int[capacity];
      lengths = new int[capacity];
      offsets = new long[capacity];
    }

    void add(long number, int run, int length, long offset) {
      if (size == numbers.length) {
        int capacity = Math.max(16, size * 2);
        numbers = java.util.Arrays.copyOf(numbers, capacity);
        runs = java.util.Arrays.copyOf(runs, capacity);
        lengths = java.util.Arrays.copyOf(lengths, capacity);
        offsets = java.util.Arrays.copyOf(offsets, capacity);
      }
      numbers[size] = number;
      runs[size] = run;
      lengths[size] = length;
      offsets[size] = offset;
      size++;
    }

    /** The entries from-to (exclusive) as the format writes a directory. */
    byte[] bytes(int from, int to) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        varint(out, to - from);
        long last = 0;
        for (int i = from; i < to; i++) {
          varint(out, numbers[i] - last);
          last = numbers[i];
        }
        for (int i = from; i < to; i++) {
          varint(out, runs[i]);
        }
        for (int i = from; i < to; i++) {
          varint(out, lengths[i]);
        }
        for (int i = from; i < to; i++) {
          boolean follows = i > from && offsets[i] == offsets[i - 1] + lengths[i - 1];
          varint(out, follows ? 0 : offsets[i] + 1);
        }
      }
      return bytes.toByteArray();
    }

    static Directory read(ByteBuffer compressed) throws IOException {
      ByteBuffer in = ByteBuffer.wrap(gunzip(compressed));
      long count = varint(in);
      if (count < 0 || count > in.remaining()) { // an entry takes at least four bytes
        throw new IOException("A directory of " + count + " entries does not fit its bytes");
      }
      Directory directory = new Directory((int) count);
      directory.size = (int) count;
      long last = 0;
      for (int i = 0; i < count; i++) {
        last += varint(in);
        directory.numbers[i] = last;
      }
      for (int i = 0; i < count; i++) {
        directory.runs[i] = Math.toIntExact(varint(in));
      }
      for (int i = 0; i < count; i++) {
        directory.lengths[i] = Math.toIntExact(varint(in));
      }
      for (int i = 0; i < count; i++) {
        long offset = varint(in);
        if (offset == 0 && i == 0) {
          throw new IOException("The first entry of a directory has no place");
        }
        directory.offsets[i] =
            offset == 0 ? directory.offsets[i - 1] + directory.lengths[i - 1] : offset - 1;
      }
      return directory;
    }
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  static byte[] gunzip(ByteBuffer compressed) throws IOException {
    byte[] bytes = new byte[compressed.remaining()];
    compressed.duplicate().get(bytes);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] plain = in.readNBytes(MAX_DIRECTORY_BYTES + 1);
      if (plain.length > MAX_DIRECTORY_BYTES) {
        throw new IOException("A directory is larger than " + MAX_DIRECTORY_BYTES + " bytes");
      }
      return plain;
    }
  }

  private static void varint(OutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long varint(ByteBuffer in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IOException("A directory ends too early");
      }
      byte next = in.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("A number in a directory has no end");
  }
}
