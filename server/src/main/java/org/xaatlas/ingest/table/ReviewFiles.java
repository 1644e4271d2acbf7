package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.xaatlas.ingest.boundary.ZipContents;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * The files of a folder or zip, each as a file of its own. What a zip holds is written to a
 * temporary folder, under names of our own making, and removed on close; what office programs and
 * systems leave beside files (hidden files, locks, thumbnails) is passed over.
 */
final class ReviewFiles implements AutoCloseable {
  private static final int FILES = 1_000;
  private static final int DEPTH = 8;
  private static final long BYTES = TableLimits.DEFAULT.bytes();

  /**
   * A file.
   *
   * @param name with its folders inside the folder or zip, parted by slashes
   */
  record Entry(Path path, String name) {}

  private final List<Entry> entries;
  private final Optional<Path> temporary;

  private ReviewFiles(List<Entry> entries, Optional<Path> temporary) {
    this.entries = List.copyOf(entries);
    this.temporary = temporary;
  }

  /** Whether something is a folder or zip of files rather than one file. */
  static boolean isMany(Path path) {
    return Files.isDirectory(path)
        || Files.isRegularFile(path)
            && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * @throws RefusedException when there are too many files or too much in them, or none
   */
  static ReviewFiles open(Path folderOrZip) {
    ReviewFiles files = Files.isDirectory(folderOrZip) ? folder(folderOrZip) : zip(folderOrZip);
    if (files.entries.isEmpty()) {
      files.close();
      throw RefusedException.of("review.no_files", name(folderOrZip));
    }
    return files;
  }

  /** In the order of their names. */
  List<Entry> entries() {
    return entries;
  }

  private static ReviewFiles folder(Path folder) {
    List<Entry> found = new ArrayList<>();
    long bytes = 0;
    // Links are not followed: what lies outside of the folder was not sent.
    try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (Files.isRegularFile(path, java.nio.file.LinkOption.NOFOLLOW_LINKS) && !isLitter(name)) {
          found.add(new Entry(path, name));
          bytes += Files.size(path);
          bound(folder, found.size(), bytes);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw failed(folder, e);
    }
    found.sort(Comparator.comparing(Entry::name));
    return new ReviewFiles(found, Optional.empty());
  }

  private static ReviewFiles zip(Path zip) {
    List<Entry> found = new ArrayList<>();
    Path temporary = null;
    try (ZipContents contents = new ZipContents(zip)) {
      temporary = Files.createTempDirectory("xa-atlas-review");
      long bytes = 0;
      for (String key : contents.names().stream().sorted().toList()) {
        String name = contents.written(key);
        if (isLitter(name)) {
          continue;
        }
        // A folder for each keeps the names of files, which people and reports call them by.
        Path own = Files.createDirectory(temporary.resolve(Integer.toString(found.size() + 1)));
        Path path = own.resolve(name.substring(name.lastIndexOf('/') + 1));
        bytes += copy(contents, key, path, BYTES - bytes);
        found.add(new Entry(path, name));
        bound(zip, found.size(), bytes);
      }
      return new ReviewFiles(found, Optional.of(temporary));
    } catch (IOException | UncheckedIOException e) {
      remove(Optional.ofNullable(temporary));
      throw failed(zip, e);
    } catch (RuntimeException e) {
      remove(Optional.ofNullable(temporary));
      throw e;
    }
  }

  /** Copies an entry, one byte beyond the bound at most. */
  private static long copy(ZipContents contents, String key, Path to, long most)
      throws IOException {
    long written = 0;
    try (InputStream in = contents.open(key).orElseThrow();
        var out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0 && written <= most; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        written += n;
      }
    }
    return written;
  }

  private static void bound(Path container, int files, long bytes) {
    if (files > FILES) {
      throw RefusedException.of("review.files", name(container), FILES);
    }
    if (bytes > BYTES) {
      throw RefusedException.of("review.bytes", name(container), BYTES >> 20);
    }
  }

  private static boolean isLitter(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return ("/" + name).contains("/.")
        || name.startsWith("__MACOSX/")
        || last.isEmpty()
        || last.startsWith("~$")
        || last.startsWith(".~lock")
        || last.equals("thumbs.db")
        || last.equals("desktop.ini");
  }

  private static String name(Path path) {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  private static EnvironmentException failed(Path path, Exception e) {
    return new EnvironmentException(
        Message.of("table.io", name(path), String.valueOf(e.getMessage())), e);
  }

  private static void remove(Optional<Path> folder) {
    if (folder.isEmpty()) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder.get())) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw failed(folder.get(), e);
    }
  }

  @Override
  public void close() {
    remove(temporary);
  }
}
