package org.xaatlas.geodata;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.unit.FormerUnit;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

/**
 * What the units of an edition were before, read from {@code geodata/units/former-EDITION.csv} when
 * first asked for; an edition without that file has no former units. Safe to share.
 */
public final class FormerUnitList implements FormerUnits {
  private record Key(Level level, String code) {}

  private final Registers registers;
  private final Map<String, Map<Key, List<FormerUnit>>> editions = new ConcurrentHashMap<>();

  public FormerUnitList(Registers registers) {
    this.registers = registers;
  }

  @Override
  public List<FormerUnit> of(Unit unit) {
    return editions
        .computeIfAbsent(unit.edition(), this::read)
        .getOrDefault(new Key(unit.level(), unit.code()), List.of());
  }

  private Map<Key, List<FormerUnit>> read(String edition) {
    // The edition may be one that a user named: only the official ones have a file of ours.
    if (registers.edition(edition).isEmpty()) {
      return Map.of();
    }
    Map<Key, List<FormerUnit>> former = new HashMap<>();
    String name = "/geodata/units/former-" + edition + ".csv";
    try (InputStream in = FormerUnitList.class.getResourceAsStream(name)) {
      if (in == null) {
        return Map.of();
      }
      try (MappingIterator<Map<String, String>> rows =
          new CsvMapper()
              .readerForMapOf(String.class)
              .with(CsvSchema.emptySchema().withHeader())
              .readValues(in)) {
        while (rows.hasNext()) {
          Map<String, String> row = rows.next();
          Level level = Level.of(row.get("former_level")).orElseThrow();
          Unit unit =
              registers
                  .register(row.get("former_edition"))
                  .flatMap(register -> register.find(level, row.get("former_code")))
                  .orElseThrow(() -> new IOException(name + ": no such unit: " + row));
          former
              .computeIfAbsent(
                  new Key(Level.of(row.get("level")).orElseThrow(), row.get("code")),
                  key -> new ArrayList<>())
              .add(new FormerUnit(unit, row.get("part").equals("whole")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    former.replaceAll((key, units) -> List.copyOf(units));
    return former;
  }
}
