package org.xaatlas.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is in a backup: {@code backup.json}, its last entry.
 *
 * @param format {@link #FORMAT}
 * @param program name and version of the program that wrote it
 * @param at when it was written, ISO 8601
 * @param current the release that was current, or null
 * @param releases oldest first
 * @param entries all entries of the zip but this list
 */
record Contents(
    int format,
    String program,
    String at,
    String current,
    List<Release> releases,
    List<Entry> entries) {
  static final int FORMAT = 1;
  static final String NAME = "backup.json";
  static final String STORE = "atlas.gpkg";

  /** A list of contents is a few hundred bytes for each piece. */
  static final int LARGEST = 64 << 20;

  private static final Pattern RELEASE = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern PIECE = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * @param id of the release
   * @param at when it was first published, ISO 8601
   */
  record Release(String id, String at) {
    Instant published() throws IOException {
      try {
        return Instant.parse(at);
      } catch (DateTimeException | NullPointerException e) {
        throw new IOException("the release " + id + " has no time", e);
      }
    }
  }

  /**
   * @param name in the zip
   * @param size in bytes, expanded
   * @param sha256 64 hex digits
   */
  record Entry(String name, long size, String sha256) {
    /** The hash of the piece that this is, if it is one. */
    Optional<String> piece() {
      String hash = name.startsWith("pieces/") ? name.substring("pieces/".length()) : "";
      return PIECE.matcher(hash).matches() ? Optional.of(hash) : Optional.empty();
    }
  }

  static String manifest(String release) {
    return "releases/" + release + ".json";
  }

  static String piece(String hash) {
    return "pieces/" + hash;
  }

  byte[] write() throws IOException {
    return MAPPER.writeValueAsBytes(this);
  }

  /**
   * Reads a list of contents; of a newer format only the format means anything.
   *
   * @throws IOException for anything that does not hang together
   */
  static Contents read(byte[] json) throws IOException {
    Contents contents;
    try {
      contents = MAPPER.readValue(json, Contents.class);
    } catch (JsonProcessingException e) {
      throw new IOException(e.getOriginalMessage(), e);
    }
    if (contents != null && contents.format > FORMAT) {
      return contents; // nothing is known of the rest
    }
    if (contents == null || contents.releases == null || contents.entries == null) {
      throw new IOException(NAME + " is not complete");
    }
    for (Release release : contents.releases) {
      if (release == null || release.id == null || !RELEASE.matcher(release.id).matches()) {
        throw new IOException("a release without an id");
      }
      release.published();
    }
    for (Entry entry : contents.entries) {
      boolean isExpected =
          entry != null
              && entry.name != null
              && entry.sha256 != null
              && (entry.name.equals(STORE)
                  || entry.piece().filter(entry.sha256::equals).isPresent()
                  || contents.releases.stream().anyMatch(r -> entry.name.equals(manifest(r.id))));
      if (!isExpected) {
        throw new IOException("an entry that no backup has: " + (entry == null ? "" : entry.name));
      }
    }
    return contents;
  }
}
