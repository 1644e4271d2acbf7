package org.xaatlas.store.sql;

import java.io.InputStream;
import java.util.function.IntFunction;

/** The bytes of a file that is kept in chunks; holds one chunk at a time. */
final class ChunkStream extends InputStream {
  /** Size of a chunk, and so the memory that reading or writing a file of any size takes. */
  static final int CHUNK = 1 << 20;

  private final IntFunction<byte[]> chunks;
  private long left;
  private int part;
  private byte[] chunk = new byte[0];
  private int at;

  ChunkStream(long size, IntFunction<byte[]> chunks) {
    this.left = size;
    this.chunks = chunks;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    if (at == chunk.length) {
      chunk = chunks.apply(part++);
      at = 0;
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, into, offset, count);
    at += count;
    left -= count;
    return count;
  }

  @Override
  public int available() {
    return chunk.length - at;
  }
}
