package org.xaatlas.geodata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.message.Label;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The official lists of units, one for each known edition, read from {@code geodata/units} when
 * first asked for. Safe to share.
 */
public final class Registers {
  private final Map<String, Edition> editions;
  private final Map<String, UnitRegister> registers = new ConcurrentHashMap<>();

  public Registers() {
    this.editions = readEditions();
  }

  /** All editions that have an official list, oldest first. */
  public List<Edition> editions() {
    return List.copyOf(editions.values());
  }

  public Optional<Edition> edition(String id) {
    return Optional.ofNullable(editions.get(id));
  }

  /** The official list of an edition; empty for an edition without one. */
  public Optional<UnitRegister> register(String edition) {
    return edition(edition)
        .map(known -> registers.computeIfAbsent(known.id(), Registers::readRegister));
  }

  /**
   * Approximate centres (lon, lat in EPSG:4326, to a hundredth of a degree) of the communes of an
   * edition, by code; empty for an edition whose list does not tell them.
   */
  public Map<String, double[]> centres(String edition) {
    Map<String, double[]> centres = new java.util.TreeMap<>();
    if (edition(edition).isEmpty()) {
      return centres;
    }
    for (Map<String, String> row : rows(edition)) {
      String lon = row.getOrDefault("lon", "");
      if (!lon.isEmpty()) {
        centres.put(
            row.get("code"),
            new double[] {Double.parseDouble(lon), Double.parseDouble(row.get("lat"))});
      }
    }
    return centres;
  }

  private static Map<String, Edition> readEditions() {
    Map<String, Edition> editions = new java.util.LinkedHashMap<>();
    try (InputStream in = open("editions.json")) {
      for (JsonNode node : new ObjectMapper().readTree(in)) {
        List<Level> levels = new ArrayList<>();
        node.get("levels").forEach(level -> levels.add(Level.of(level.asText()).orElseThrow()));
        Edition edition =
            new Edition(
                node.get("id").asText(),
                new Label(node.at("/title/vi").asText(), node.at("/title/en").asText()),
                date(node.get("validFrom")),
                date(node.get("validTo")),
                levels);
        editions.put(edition.id(), edition);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return editions;
  }

  private static Optional<LocalDate> date(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(LocalDate.parse(node.asText()));
  }

  private static UnitRegister readRegister(String edition) {
    List<Unit> units = new ArrayList<>();
    for (Map<String, String> row : rows(edition)) {
      String parent = row.get("parent");
      units.add(
          new Unit(
              edition,
              Level.of(row.get("level")).orElseThrow(),
              row.get("code"),
              row.get("name"),
              row.get("type"),
              parent.isEmpty() ? Optional.empty() : Optional.of(parent)));
    }
    return new UnitRegister(edition, units);
  }

  private static List<Map<String, String>> rows(String edition) {
    try (InputStream in = open(edition + ".csv");
        MappingIterator<Map<String, String>> rows =
            new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(in)) {
      return rows.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Registers.class.getResourceAsStream("/geodata/units/" + name);
    if (in == null) {
      throw new IOException("Missing from the class path: geodata/units/" + name);
    }
    return in;
  }
}
