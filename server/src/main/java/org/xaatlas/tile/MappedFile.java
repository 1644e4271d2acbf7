package org.xaatlas.tile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in memory, read-only, of any size: Java maps at most 2 GB in one piece, so a larger file
 * is mapped in overlapping windows. Safe to share between threads. The memory is given back when
 * nobody holds the object or one of its slices any more, so it needs no closing.
 */
public final class MappedFile {
  /** Windows begin this far apart and are twice as long, so any slice up to this lies in one. */
  private static final long STEP = 1L << 30;

  private final MappedByteBuffer[] windows;
  private final long size;

  private MappedFile(MappedByteBuffer[] windows, long size) {
    this.windows = windows;
    this.size = size;
  }

  /** Maps a file, which must not be changed from now on. */
  public static MappedFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      MappedByteBuffer[] windows = new MappedByteBuffer[(int) ((size + STEP - 1) / STEP)];
      for (int i = 0; i < windows.length; i++) {
        long from = i * STEP;
        long length = Math.min(size - from, Integer.MAX_VALUE);
        windows[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, length);
      }
      return new MappedFile(windows, size);
    }
  }

  /** Bytes in the file. */
  public long size() {
    return size;
  }

  /**
   * Bytes of the file, not copied; big endian.
   *
   * @throws IOException when the file does not have them, or more than 1 GB is asked for at once
   */
  public ByteBuffer slice(long offset, long length) throws IOException {
    if (offset < 0 || length < 0 || length > STEP || offset > size - length) {
      throw new IOException(
          "The file has " + size + " bytes, not " + length + " from " + offset + " on");
    }
    if (length == 0) {
      return ByteBuffer.allocate(0);
    }
    int window = (int) (offset / STEP);
    return windows[window].slice((int) (offset - window * STEP), (int) length);
  }
}
