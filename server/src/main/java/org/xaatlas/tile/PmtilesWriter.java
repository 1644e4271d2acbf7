package org.xaatlas.tile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a PMTiles v3 archive of gzip-compressed vector tiles.
 *
 * <p>Tiles may come in any order and from several threads; the same set of tiles gives the same
 * bytes. Equal tiles are kept once, and a run of them along the Hilbert curve takes one directory
 * entry. Tiles wait in a scratch file beside the archive, so memory holds only the directory.
 *
 * <p>{@link #finish} writes the archive; {@link #close} without it leaves nothing but an empty
 * file. The caller closes it.
 */
public final class PmtilesWriter implements AutoCloseable {
  /** Tiles in one archive: 200 times the nationwide pyramid. */
  public static final int MAX_TILES = 2_000_000;

  private static final int FIRST_LEAF_ENTRIES = 4096;

  /** One distinct content: its place in the scratch file, then its place in the archive. */
  private static final class Content {
    final long scratchOffset;
    final int length;
    long offset = -1;

    Content(long scratchOffset, int length) {
      this.scratchOffset = scratchOffset;
      this.length = length;
    }
  }

  private final Path file;
  private final Path scratchFile;
  private final FileChannel scratch;
  private final Map<ByteBuffer, Content> contents = new HashMap<>();
  private final Map<Long, Content> tiles = new HashMap<>();
  private long scratchEnd;
  private int minZoom = TileId.MAX_ZOOM;
  private int maxZoom;

  /** Begins an archive at a path, replacing a file that is there. */
  public PmtilesWriter(Path file) throws IOException {
    this.file = file;
    this.scratchFile = file.resolveSibling(file.getFileName() + ".tiles");
    this.scratch =
        FileChannel.open(
            scratchFile,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  /**
   * Adds a tile.
   *
   * @param gzip the tile, gzip-compressed
   * @throws IllegalArgumentException when the tile was added before or the archive is full
   */
  public void add(TileId tile, byte[] gzip) throws IOException {
    ByteBuffer hash = ByteBuffer.wrap(sha256(gzip));
    synchronized (this) {
      if (tiles.size() == MAX_TILES) {
        throw new IllegalArgumentException("An archive holds at most " + MAX_TILES + " tiles");
      }
      Content content = contents.get(hash);
      if (content == null) {
        content = new Content(scratchEnd, gzip.length);
        writeFully(scratch, ByteBuffer.wrap(gzip), scratchEnd);
        scratchEnd += gzip.length;
        contents.put(hash, content);
      }
      if (tiles.put(tile.number(), content) != null) {
        throw new IllegalArgumentException("Added twice: " + tile);
      }
      minZoom = Math.min(minZoom, tile.z());
      maxZoom = Math.max(maxZoom, tile.z());
    }
  }

  /** Tiles added so far. */
  public synchronized int size() {
    return tiles.size();
  }

  /**
   * Writes the archive.
   *
   * @param metadata a JSON object, as TileJSON and PMTiles describe it ({@code vector_layers})
   * @throws IllegalStateException when no tile was added
   */
  public synchronized void finish(
      double west, double south, double east, double north, String metadata) throws IOException {
    if (tiles.isEmpty()) {
      throw new IllegalStateException("An archive needs a tile");
    }
    long[] numbers = tiles.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    PmtilesFormat.Directory directory = new PmtilesFormat.Directory(numbers.length);
    Content[] order = new Content[contents.size()];
    int placed = 0;
    long end = 0;
    for (long number : numbers) {
      Content content = tiles.get(number);
      if (content.offset < 0) {
        content.offset = end;
        end += content.length;
        order[placed++] = content;
      }
      int last = directory.size - 1;
      if (last >= 0
          && directory.offsets[last] == content.offset
          && directory.numbers[last] + directory.runs[last] == number) {
        directory.runs[last]++;
      } else {
        directory.add(number, 1, content.length, content.offset);
      }
    }

    byte[] root = directory.bytes(0, directory.size);
    byte[][] leaves = {};
    for (int span = FIRST_LEAF_ENTRIES; root.length > PmtilesFormat.ROOT_BYTES; span *= 2) {
      leaves = new byte[(directory.size + span - 1) / span][];
      PmtilesFormat.Directory top = new PmtilesFormat.Directory(leaves.length);
      long leafOffset = 0;
      for (int i = 0; i < leaves.length; i++) {
        leaves[i] = directory.bytes(i * span, Math.min(directory.size, (i + 1) * span));
        top.add(directory.numbers[i * span], 0, leaves[i].length, leafOffset);
        leafOffset += leaves[i].length;
      }
      root = top.bytes(0, top.size);
    }
    byte[] description =
        PmtilesFormat.gzip(metadata.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    long leavesLength = Arrays.stream(leaves).mapToLong(leaf -> leaf.length).sum();
    long metadataOffset = PmtilesFormat.HEADER_BYTES + root.length;
    long leavesOffset = metadataOffset + description.length;
    long dataOffset = leavesOffset + leavesLength;
    PmtilesFormat.Header header =
        new PmtilesFormat.Header(
            PmtilesFormat.HEADER_BYTES,
            root.length,
            metadataOffset,
            description.length,
            leavesOffset,
            leavesLength,
            dataOffset,
            end,
            numbers.length,
            directory.size,
            order.length,
            minZoom,
            maxZoom,
            west,
            south,
            east,
            north);
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long position = 0;
      position += writeFully(out, ByteBuffer.wrap(header.bytes()), position);
      position += writeFully(out, ByteBuffer.wrap(root), position);
      position += writeFully(out, ByteBuffer.wrap(description), position);
      for (byte[] leaf : leaves) {
        position += writeFully(out, ByteBuffer.wrap(leaf), position);
      }
      copy(order, out, position);
    }
  }

  private void copy(Content[] order, FileChannel out, long start) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    long position = start;
    for (Content content : order) {
      if (buffer.remaining() < content.length) {
        position += writeFully(out, buffer.flip(), position);
        buffer.clear();
        if (buffer.capacity() < content.length) {
          buffer = ByteBuffer.allocate(content.length);
        }
      }
      int from = buffer.position();
      buffer.limit(from + content.length);
      while (buffer.hasRemaining()) {
        int read = scratch.read(buffer, content.scratchOffset + buffer.position() - from);
        if (read < 0) {
          throw new IOException("The scratch file of the archive was cut short: " + scratchFile);
        }
      }
      buffer.limit(buffer.capacity());
    }
    writeFully(out, buffer.flip(), position);
  }

  private static long writeFully(FileChannel out, ByteBuffer bytes, long position)
      throws IOException {
    long written = 0;
    while (bytes.hasRemaining()) {
      written += out.write(bytes, position + written);
    }
    return written;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    scratch.close();
    Files.deleteIfExists(scratchFile);
  }
}
