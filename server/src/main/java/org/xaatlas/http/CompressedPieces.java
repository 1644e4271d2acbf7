package org.xaatlas.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.xaatlas.message.Message;

/**
 * JSON pieces compressed once and kept in memory, the ones used longest ago given up first when
 * there are too many bytes. Safe to share.
 */
final class CompressedPieces {
  private static final byte[] COLUMN =
      "{\"format\":\"xa-atlas-column/".getBytes(StandardCharsets.UTF_8);
  private static final long MAX_PIECE = 64L << 20;
  private static final int MAX_TILE = 32 << 20;

  private final long maxBytes;
  private final Map<String, Piece> pieces = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * A piece as it is sent.
   *
   * @param gzip its compressed bytes, read-only, in memory that the network reads from without a
   *     copy
   * @param column whether it is a column
   */
  record Piece(ByteBuffer gzip, boolean column) {
    static Piece of(byte[] plain) {
      byte[] gzip = ReplyWriter.compressed(plain);
      ByteBuffer direct = ByteBuffer.allocateDirect(gzip.length).put(gzip).flip();
      return new Piece(direct.asReadOnlyBuffer(), startsWith(plain, COLUMN));
    }
  }

  CompressedPieces(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A piece that is in memory; null when it is not. */
  synchronized Piece find(String hash) {
    return pieces.get(hash);
  }

  Piece get(String hash, Path file) throws IOException {
    Piece known = find(hash);
    if (known != null) {
      return known;
    }
    // Outside the lock: two at once compress twice, which hurts less than all waiting for one.
    if (Files.size(file) > MAX_PIECE) {
      throw Problem.notFound(Message.of("http.no_piece"));
    }
    Piece piece = Piece.of(Files.readAllBytes(file));
    synchronized (this) {
      if (pieces.put(hash, piece) == null) {
        bytes += piece.gzip().remaining();
      }
      var oldest = pieces.entrySet().iterator();
      while (bytes > maxBytes && pieces.size() > 1) {
        bytes -= oldest.next().getValue().gzip().remaining();
        oldest.remove();
      }
    }
    return piece;
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return bytes.length >= beginning.length
        && ByteBuffer.wrap(bytes, 0, beginning.length).equals(ByteBuffer.wrap(beginning));
  }

  /** For the rare client that does not accept gzip. */
  static ByteBuffer decompressed(ByteBuffer gzip) throws IOException {
    byte[] bytes = new byte[gzip.remaining()];
    gzip.slice().get(bytes);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] plain = in.readNBytes((int) Math.max(MAX_PIECE, MAX_TILE) + 1);
      if (plain.length > MAX_PIECE) {
        throw new IOException("More than " + MAX_PIECE + " bytes");
      }
      return ByteBuffer.wrap(plain);
    }
  }
}
