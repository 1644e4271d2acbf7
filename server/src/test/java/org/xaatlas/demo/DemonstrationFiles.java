package org.xaatlas.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Reads what is checked in under {@code geodata}. */
final class DemonstrationFiles {
  private DemonstrationFiles() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = DemonstrationFiles.class.getResourceAsStream("/geodata/" + name)) {
      if (in == null) {
        throw new IOException("Not checked in: geodata/" + name);
      }
      return in.readAllBytes();
    }
  }

  static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(bytes(name));
  }

  static List<Map<String, String>> table(String name) throws IOException {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(bytes(name))) {
      return rows.readAll();
    }
  }

  /** A cell as a whole number, 0 when it is empty. */
  static int count(Map<String, String> row, String column) {
    String cell = row.get(column);
    return cell.isEmpty() ? 0 : Integer.parseInt(cell);
  }
}
