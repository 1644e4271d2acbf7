package org.xaatlas.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;

/**
 * Writes a file beside its place first, then renames it, so that a reader finds the old one or the
 * whole new one.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Writes the content and gives something back, for instance how many features there were. */
  @FunctionalInterface
  public interface Content<T> {
    T writeTo(OutputStream out) throws IOException;
  }

  /**
   * @throws EnvironmentException key {@code http.no_folder} or {@code http.cannot_write}
   */
  public static <T> T write(Path file, Content<T> content) {
    Path place = file.toAbsolutePath();
    if (place.getParent() != null && !Files.isDirectory(place.getParent())) {
      throw EnvironmentException.of("http.no_folder", place.getParent().toString());
    }
    try {
      // Not a temporary file of the JDK: that one only its owner could read, the export too.
      Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
      try {
        T result;
        try (OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW), 1 << 16)) {
          result = content.writeTo(out);
        }
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        move(draft, place);
        return result;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("http.cannot_write", file.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  private static void move(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
