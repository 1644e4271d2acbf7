package org.xaatlas.geodata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xaatlas.crosswalk.RollupRules;
import org.xaatlas.message.Label;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Region;
import org.xaatlas.unit.UnitKey;

/**
 * When counts are summed ({@code geodata/catalogue/rollups.json}), into which regions ({@code
 * geodata/units/regions.json}), and which units have no people ({@code
 * geodata/units/without-people.csv}). Safe to share.
 */
public final class Rollups {
  private static final String WITHOUT_PEOPLE = "without-people.csv";

  /** The rules that travel with the program. */
  public RollupRules rules() {
    try (InputStream in = open("units/" + WITHOUT_PEOPLE)) {
      return rules(withoutPeople(in, WITHOUT_PEOPLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same with a list of units without people of one's own.
   *
   * @param folder that may hold {@code without-people.csv}, which then stands instead of ours
   * @throws RefusedException key {@code geodata.without_people} for a line that names no unit or no
   *     source
   */
  public RollupRules rules(Path folder) {
    Path own = folder.resolve(WITHOUT_PEOPLE);
    if (!Files.isRegularFile(own)) {
      return rules();
    }
    try (InputStream in = Files.newInputStream(own)) {
      return rules(withoutPeople(in, own.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RollupRules rules(Map<String, Set<UnitKey>> withoutPeople) {
    JsonNode node = read("catalogue/rollups.json");
    return new RollupRules(
        node.required("minToldShare").asDouble(),
        Set.copyOf(texts(node.required("unsummedUnits"))),
        Set.copyOf(texts(node.required("zeroWithoutPeople"))),
        regions(),
        withoutPeople);
  }

  private static List<Region> regions() {
    List<Region> regions = new ArrayList<>();
    for (JsonNode node : read("units/regions.json")) {
      JsonNode name = node.required("name");
      regions.add(
          new Region(
              node.required("edition").asText(),
              node.required("id").asText(),
              new Label(name.required("vi").asText(), name.required("en").asText()),
              texts(node.required("provinces")),
              node.required("source").asText()));
    }
    return regions;
  }

  private static Map<String, Set<UnitKey>> withoutPeople(InputStream in, String file)
      throws IOException {
    Map<String, Set<UnitKey>> units = new HashMap<>();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(in)) {
      for (int number = 1; rows.hasNext(); number++) {
        Map<String, String> row = rows.next();
        Level level = Level.of(row.getOrDefault("level", "")).orElse(null);
        String code = row.getOrDefault("code", "");
        // Nobody is taken to live nowhere without somebody who says so.
        if (level == null || code.isBlank() || row.getOrDefault("source", "").isBlank()) {
          throw RefusedException.of("geodata.without_people", file, number);
        }
        units
            .computeIfAbsent(row.getOrDefault("edition", ""), edition -> new HashSet<>())
            .add(new UnitKey(level, code));
      }
    }
    units.replaceAll((edition, own) -> Set.copyOf(own));
    return units;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static JsonNode read(String name) {
    try (InputStream in = open(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Rollups.class.getResourceAsStream("/geodata/" + name);
    if (in == null) {
      throw new IOException("Missing from the class path: geodata/" + name);
    }
    return in;
  }
}
