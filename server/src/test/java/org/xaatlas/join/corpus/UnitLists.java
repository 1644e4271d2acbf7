package org.xaatlas.join.corpus;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xaatlas.SharedData;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** The real unit lists of the shared folder. */
final class UnitLists {
  private UnitLists() {}

  /** The 34 provinces and 3,321 communes of {@code units-2025.csv}. */
  static UnitRegister of2025() {
    String edition = "2025-07-01";
    Map<String, Unit> provinces = new TreeMap<>();
    List<Unit> units = new ArrayList<>();
    for (Map<String, String> row : rows("units-2025.csv")) {
      String full = row.get("province_name");
      String type = full.startsWith("Thành phố ") ? "Thành phố" : "Tỉnh";
      provinces.put(
          row.get("province_code"),
          new Unit(
              edition,
              Level.PROVINCE,
              row.get("province_code"),
              full.substring(type.length() + 1),
              type,
              Optional.empty()));
      units.add(
          new Unit(
              edition,
              Level.COMMUNE,
              row.get("code"),
              row.get("name"),
              row.get("type"),
              Optional.of(row.get("province_code"))));
    }
    units.addAll(provinces.values());
    return new UnitRegister(edition, units);
  }

  /** The 63 provinces, 696 districts and 10,035 communes of {@code units-2021.csv}. */
  static UnitRegister of2021() {
    List<Unit> units = new ArrayList<>();
    for (Map<String, String> row : rows("units-2021.csv")) {
      units.add(
          new Unit(
              "2021",
              Level.of(row.get("level")).orElseThrow(),
              row.get("code"),
              row.get("name"),
              row.get("type"),
              Optional.of(row.get("parent_code")).filter(code -> !code.isEmpty())));
    }
    return new UnitRegister("2021", units);
  }

  private static List<Map<String, String>> rows(String name) {
    Path file = SharedData.dir().resolve("units").resolve(name);
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      return rows.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
