package org.xaatlas.ingest.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/** Reads the file in which a user says what headings mean. */
final class HeadingMapping {
  private static final int BYTES = 1 << 20;

  private HeadingMapping() {}

  /**
   * Targets by heading, as headings are compared.
   *
   * @throws RefusedException when the file is no JSON object of texts
   */
  static Map<String, String> read(Optional<Path> path) {
    if (path.isEmpty()) {
      return Map.of();
    }
    String file = path.get().getFileName().toString();
    try {
      if (Files.size(path.get()) > BYTES) {
        throw RefusedException.of("table.bytes", file, BYTES >> 20);
      }
      JsonNode root = new ObjectMapper().readTree(path.get().toFile());
      if (root == null || !root.isObject()) {
        throw RefusedException.of("table.mapping_json", file, "");
      }
      Map<String, String> mapping = new HashMap<>();
      root.properties()
          .forEach(
              entry -> {
                if (!entry.getValue().isTextual()) {
                  throw RefusedException.of("table.mapping_json", file, entry.getKey());
                }
                mapping.put(HeadingWords.key(entry.getKey()), entry.getValue().asText().strip());
              });
      return mapping;
    } catch (JsonProcessingException e) {
      throw new RefusedException(
          Message.of("table.mapping_json", file, String.valueOf(e.getOriginalMessage())), e);
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("table.io", file, String.valueOf(e.getMessage())), e);
    }
  }
}
