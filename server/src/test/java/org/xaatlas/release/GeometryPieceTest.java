package org.xaatlas.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.tile.MappedFile;

class GeometryPieceTest {
  private static final String POINT = "{\"type\":\"Point\",\"coordinates\":[105.8,21]}";

  @TempDir Path folder;

  @Test
  void what_was_written_is_read() throws IOException {
    GeometryPiece piece = GeometryPiece.open(write());
    assertEquals(3, piece.count());
    assertFalse(piece.geometry(0).isPresent());
    assertFalse(piece.bbox(0).isPresent());
    assertEquals(POINT, StandardCharsets.UTF_8.decode(piece.geometry(1).orElseThrow()).toString());
    assertEquals(new Envelope(105.8, 106, 21, 22.5), piece.bbox(1).orElseThrow());
    assertEquals("{}", StandardCharsets.UTF_8.decode(piece.geometry(2).orElseThrow()).toString());
  }

  @Test
  void a_piece_cut_short_is_refused() throws IOException {
    Path file = write();
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 11, 12, 100, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThrows(EnvironmentException.class, () -> GeometryPiece.open(file), "length " + length);
    }
  }

  @Test
  void a_unit_left_out_is_noticed_when_the_piece_is_closed() throws IOException {
    GeometryPiece.Writer writer = new GeometryPiece.Writer(folder.resolve("short"), 2);
    writer.skip();
    assertThrows(IllegalStateException.class, writer::close);
  }

  @Test
  void a_file_of_more_than_two_gigabytes_is_mapped() throws IOException {
    Path file = folder.resolve("large");
    long size = 5L << 30;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
      for (long place : new long[] {(1L << 30) - 2, (2L << 30) - 3, (4L << 30) + 7, size - 4}) {
        sparse.seek(place);
        sparse.writeInt((int) (place % 1000));
      }
    }
    MappedFile mapped = MappedFile.open(file);
    for (long place : new long[] {(1L << 30) - 2, (2L << 30) - 3, (4L << 30) + 7, size - 4}) {
      ByteBuffer slice = mapped.slice(place, 4);
      assertEquals((int) (place % 1000), slice.getInt());
    }
    assertThrows(IOException.class, () -> mapped.slice(size - 3, 4));
  }

  private Path write() throws IOException {
    Path file = folder.resolve("piece");
    try (GeometryPiece.Writer writer = new GeometryPiece.Writer(file, 3)) {
      writer.skip();
      writer.add(new Envelope(105.8, 106, 21, 22.5), utf8(POINT));
      writer.add(new Envelope(1, 2, 3, 4), utf8("{}"));
    }
    return file;
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
