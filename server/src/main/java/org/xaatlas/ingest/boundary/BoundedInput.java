package org.xaatlas.ingest.boundary;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.xaatlas.message.RefusedException;

/** Stops reading expanded bytes when there are more than an honest file would have. */
final class BoundedInput extends FilterInputStream {
  private final String name;
  private final long packedBytes;
  private long read;

  /**
   * @param name what is read, for the message
   * @param packedBytes its size before expanding
   */
  BoundedInput(InputStream in, String name, long packedBytes) {
    super(in);
    this.name = name;
    this.packedBytes = Math.max(1, packedBytes);
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = in.read(bytes, offset, length);
    count(Math.max(0, n));
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long more) {
    read += more;
    if (read > Limits.EXPANDED_BYTES) {
      throw RefusedException.of("boundary.expands_bytes", name, Limits.EXPANDED_BYTES / (1 << 20));
    }
    if (read > Limits.RATIO_FROM && read / packedBytes > Limits.RATIO) {
      throw RefusedException.of("boundary.expands_ratio", name, Limits.RATIO);
    }
  }
}
