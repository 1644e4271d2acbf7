package org.xaatlas.release;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.tile.MappedFile;

/**
 * The geometries of one level, each encoded once as a GeoJSON geometry object, in the order of the
 * units piece. Memory-mapped, so that an answer is copying; immutable, safe to share between
 * threads. The layout is in {@code docs/releases.md}.
 */
public final class GeometryPiece implements AutoCloseable {
  private static final byte[] MAGIC = "XAGEOM01".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES;
  private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES + 4 * Double.BYTES;

  private final MappedFile file;
  private final int count;
  private final ByteBuffer entries;

  private GeometryPiece(MappedFile file, int count, ByteBuffer entries) {
    this.file = file;
    this.count = count;
    this.entries = entries;
  }

  /**
   * Opens a piece.
   *
   * @throws EnvironmentException key {@code release.geometry_broken} when the file is not one, or
   *     was cut short
   */
  public static GeometryPiece open(Path path) {
    try {
      MappedFile file = MappedFile.open(path);
      ByteBuffer header = file.slice(0, HEADER_BYTES);
      for (byte expected : MAGIC) {
        if (header.get() != expected) {
          throw new IOException("Not a geometry piece");
        }
      }
      int count = header.getInt();
      ByteBuffer entries = file.slice(HEADER_BYTES, (long) count * ENTRY_BYTES);
      GeometryPiece piece = new GeometryPiece(file, count, entries);
      for (int i = 0; i < count; i++) {
        file.slice(piece.offset(i), piece.length(i));
      }
      return piece;
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("release.geometry_broken", path.toString(), String.valueOf(e.getMessage())),
          e);
    }
  }

  /** Units of the level, with and without a geometry. */
  public int count() {
    return count;
  }

  /** The box around a geometry, lon/lat; empty for a unit without one. */
  public Optional<Envelope> bbox(int unit) {
    if (length(unit) == 0) {
      return Optional.empty();
    }
    int at = unit * ENTRY_BYTES + Long.BYTES + Integer.BYTES;
    double west = entries.getDouble(at);
    double south = entries.getDouble(at + 8);
    double east = entries.getDouble(at + 16);
    double north = entries.getDouble(at + 24);
    return Optional.of(new Envelope(west, east, south, north));
  }

  /** The GeoJSON geometry object in UTF-8; empty for a unit without one. */
  public Optional<ByteBuffer> geometry(int unit) {
    int length = length(unit);
    if (length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(file.slice(offset(unit), length));
    } catch (IOException e) {
      throw new IllegalStateException("The places were checked when the piece was opened", e);
    }
  }

  private long offset(int unit) {
    return entries.getLong(unit * ENTRY_BYTES);
  }

  private int length(int unit) {
    return entries.getInt(unit * ENTRY_BYTES + Long.BYTES);
  }

  /** Nothing to do: the memory goes back when the last buffer handed out is forgotten. */
  @Override
  public void close() {}

  /**
   * Writes a piece: one call of {@link #add} or {@link #skip} for each unit, in order, then {@link
   * #close}. For one thread.
   */
  public static final class Writer implements AutoCloseable {
    private final FileChannel channel;
    private final OutputStream out;
    private final ByteBuffer entries;
    private long end;

    /**
     * Begins a piece, replacing a file that is there.
     *
     * @param count units of the level
     */
    public Writer(Path path, int count) throws IOException {
      entries = ByteBuffer.allocate(Math.multiplyExact(count, ENTRY_BYTES));
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      DataOutputStream header = new DataOutputStream(out);
      header.write(MAGIC);
      header.writeInt(count);
      header.write(entries.array()); // room, filled when all geometries are there
      end = HEADER_BYTES + entries.capacity();
    }

    /** The next unit has this geometry: a GeoJSON geometry object in UTF-8. */
    public void add(Envelope bbox, ByteBuffer geometry) throws IOException {
      int length = geometry.remaining();
      entries.putLong(end).putInt(length);
      entries.putDouble(bbox.getMinX()).putDouble(bbox.getMinY());
      entries.putDouble(bbox.getMaxX()).putDouble(bbox.getMaxY());
      if (geometry.hasArray()) {
        out.write(geometry.array(), geometry.arrayOffset() + geometry.position(), length);
      } else {
        byte[] bytes = new byte[length];
        geometry.duplicate().get(bytes);
        out.write(bytes);
      }
      end += length;
    }

    /** The next unit has no geometry. */
    public void skip() {
      entries.position(entries.position() + ENTRY_BYTES);
    }

    /**
     * Writes the places of the geometries.
     *
     * @throws IllegalStateException when units are missing
     */
    @Override
    public void close() throws IOException {
      try (channel) {
        out.flush();
        if (entries.hasRemaining()) {
          throw new IllegalStateException(
              entries.remaining() / ENTRY_BYTES + " units are missing from the geometry piece");
        }
        entries.flip();
        while (entries.hasRemaining()) {
          channel.write(entries, HEADER_BYTES + (long) entries.position());
        }
      }
    }
  }
}
