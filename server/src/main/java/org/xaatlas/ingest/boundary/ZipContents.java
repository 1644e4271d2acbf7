package org.xaatlas.ingest.boundary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.xaatlas.message.RefusedException;

/**
 * The files inside a zip, by name in lower case, checked before any of them is read: number,
 * expanded size, ratio, names that lead out of the archive, names that occur twice. Nothing is ever
 * written to the disk.
 */
public final class ZipContents implements AutoCloseable {
  private final String file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  /**
   * @throws RefusedException when the archive is damaged or beyond a bound; the caller closes it
   */
  public ZipContents(Path path) {
    this.file = path.getFileName().toString();
    try {
      this.zip = new ZipFile(path.toFile());
    } catch (IOException | IllegalArgumentException e) {
      throw Damaged.of(file, "ZIP", e);
    }
    try {
      check();
    } catch (IllegalArgumentException e) {
      // A name that is not text in the encoding it claims.
      close();
      throw Damaged.of(file, "ZIP", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void check() {
    long total = 0;
    int count = 0;
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (++count > Limits.ZIP_ENTRIES) {
        throw RefusedException.of("boundary.zip_entries", file, Limits.ZIP_ENTRIES);
      }
      String name = entry.getName();
      if (name.startsWith("/")
          || name.contains("\\")
          || name.contains(":")
          || name.indexOf('\0') >= 0
          || ("/" + name + "/").contains("/../")) {
        throw RefusedException.of("boundary.zip_path", file, name);
      }
      long expanded = Math.max(0, entry.getSize());
      total += expanded;
      if (total > Limits.EXPANDED_BYTES) {
        throw RefusedException.of(
            "boundary.expands_bytes", file, Limits.EXPANDED_BYTES / (1 << 20));
      }
      if (expanded > Limits.RATIO_FROM
          && expanded / Math.max(1, entry.getCompressedSize()) > Limits.RATIO) {
        throw RefusedException.of("boundary.expands_ratio", file + "!" + name, Limits.RATIO);
      }
      if (!entry.isDirectory() && entries.put(name.toLowerCase(Locale.ROOT), entry) != null) {
        throw RefusedException.of("boundary.zip_twice", file, name);
      }
    }
  }

  /** Names in lower case, with their folders. */
  public Collection<String> names() {
    return entries.keySet();
  }

  /** The name of an entry as it was written. */
  public String written(String lowerCaseName) {
    return entries.get(lowerCaseName).getName();
  }

  /** Bytes of an entry once expanded, as the archive says. */
  public Optional<Long> size(String lowerCaseName) {
    return Optional.ofNullable(entries.get(lowerCaseName)).map(ZipEntry::getSize);
  }

  public Optional<InputStream> open(String lowerCaseName) throws IOException {
    ZipEntry entry = entries.get(lowerCaseName);
    return entry == null
        ? Optional.empty()
        : Optional.of(
            new BoundedInput(
                zip.getInputStream(entry),
                file + "!" + entry.getName(),
                entry.getCompressedSize()));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw Damaged.of(file, "ZIP", e);
    }
  }
}
