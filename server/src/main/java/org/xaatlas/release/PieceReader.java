package org.xaatlas.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads JSON pieces, within bounds. Stateless. */
public final class PieceReader {
  /** A nationwide provenance is some 200 KB; a match report of a large file a few MB. */
  static final long MAX_BYTES = 256L << 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(64)
                      .maxDocumentLength(MAX_BYTES)
                      .build())
              .build());

  private PieceReader() {}

  static JsonNode read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new IOException("A JSON piece has at most " + MAX_BYTES + " bytes, not " + size);
    }
    return MAPPER.readTree(file.toFile());
  }

  static JsonNode read(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  static void requireFormat(JsonNode piece, String format) throws IOException {
    if (!piece.path("format").asText().equals(format)) {
      throw new IOException("A piece says " + piece.path("format") + " and not " + format);
    }
  }

  /** An array member of a known length. */
  static JsonNode array(JsonNode piece, String name, int size) throws IOException {
    JsonNode array = piece.path(name);
    if (!array.isArray() || array.size() != size) {
      throw new IOException(name + " has " + array.size() + " entries, not " + size);
    }
    return array;
  }

  /** Texts; null becomes "". */
  static String[] texts(JsonNode piece, String name) throws IOException {
    JsonNode array = piece.path(name);
    if (!array.isArray()) {
      throw new IOException(name + " is missing");
    }
    String[] texts = new String[array.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = array.get(i).isNull() ? "" : array.get(i).asText();
    }
    return texts;
  }

  /** Reads {@code [[value, units], ...]} into one value for each unit. */
  public static String[] runs(JsonNode piece, String name, int size) throws IOException {
    String[] values = new String[size];
    int at = 0;
    for (JsonNode run : piece.path(name)) {
      String value = run.path(0).asText();
      int length = run.path(1).asInt();
      if (length < 1 || length > size - at) {
        throw new IOException(name + " runs over " + size + " units");
      }
      while (length-- > 0) {
        values[at++] = value;
      }
    }
    if (at != size) {
      throw new IOException(name + " ends at unit " + at + " of " + size);
    }
    return values;
  }
}
