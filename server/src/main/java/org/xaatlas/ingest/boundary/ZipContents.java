package org.xaatlas.ingest.boundary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
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
  /**
   * What names are written in: Unicode, or by programs of before it the code page of Vietnamese
   * Windows, or that of DOS, which has a letter for every octet.
   */
  private static final List<Charset> NAMES =
      List.of(StandardCharsets.UTF_8, Charset.forName("windows-1258"), Charset.forName("IBM437"));

  private final String file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  /**
   * @throws RefusedException when the archive is damaged or beyond a bound; the caller closes it
   */
  public ZipContents(Path path) {
    this.file = path.getFileName().toString();
    this.zip = open(path);
    try {
      check();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private ZipFile open(Path path) {
    for (Charset names : NAMES) {
      ZipFile opened;
      try {
        opened = new ZipFile(path.toFile(), names);
      } catch (IOException | IllegalArgumentException e) {
        if (names.equals(NAMES.get(0)) && !isName(e)) {
          throw Damaged.of(file, "ZIP", e);
        }
        continue;
      }
      if (fits(names, opened)) {
        return opened;
      }
      close(opened);
    }
    throw RefusedException.of("boundary.zip_names", file);
  }

  /**
   * Whether the names are in an encoding. Text that is no UTF-8 never looks like it; of the code
   * pages one shows signs where the other has letters.
   */
  private static boolean fits(Charset names, ZipFile zip) {
    boolean telling = names.equals(NAMES.get(1));
    try {
      return zip.stream()
          .flatMapToInt(entry -> entry.getName().chars())
          .allMatch(
              c ->
                  !telling
                      || c < 128
                      || Character.isLetter(c)
                      || Character.getType(c) == Character.NON_SPACING_MARK);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether an archive was not opened because of the name of an entry. */
  private static boolean isName(Exception e) {
    return e instanceof IllegalArgumentException || String.valueOf(e.getMessage()).contains("name");
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
      if (name.length() > Limits.ZIP_PATH
          || Arrays.stream(name.split("/"))
              .anyMatch(part -> part.getBytes(StandardCharsets.UTF_8).length > Limits.ZIP_NAME)) {
        throw RefusedException.of(
            "boundary.zip_name_length",
            file,
            name.substring(0, Math.min(name.length(), 60)),
            Limits.ZIP_NAME,
            Limits.ZIP_PATH);
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
    return Normalizer.normalize(entries.get(lowerCaseName).getName(), Normalizer.Form.NFC);
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
    close(zip);
  }

  private void close(ZipFile opened) {
    try {
      opened.close();
    } catch (IOException e) {
      throw Damaged.of(file, "ZIP", e);
    }
  }
}
