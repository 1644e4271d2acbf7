package org.xaatlas.geodata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xaatlas.series.Source;

/** The sources that travel with the program ({@code geodata/sources.json}), by id. */
public final class Sources {
  private final Map<String, Source> byId = new LinkedHashMap<>();

  public Sources() {
    try (InputStream in = Sources.class.getResourceAsStream("/geodata/sources.json")) {
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        Source source =
            new Source(
                node.path("id").asText(),
                node.path("title").asText(),
                node.path("number").asText(),
                node.path("publisher").asText(),
                node.path("date").asText(),
                node.path("licence").asText(),
                node.path("url").asText());
        byId.put(source.id(), source);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Map<String, Source> byId() {
    return Map.copyOf(byId);
  }
}
