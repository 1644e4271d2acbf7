package org.xaatlas.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.SharedData;
import org.xaatlas.geodata.Registers;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** What is told as fact: units as in the official list, and a source for every row. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DemonstrationTablesTest {
  private static final Registers REGISTERS = new Registers();

  @ParameterizedTest
  @ValueSource(strings = {"2021", "2025-07-01"})
  void published_figures_name_units_of_their_edition_and_a_source(String edition)
      throws IOException {
    Set<String> sources = sources();
    UnitRegister register = REGISTERS.register(edition).orElseThrow();
    for (Map<String, String> row :
        DemonstrationFiles.table("demonstration/published-" + edition + ".csv")) {
      assertEquals(edition, row.get("edition"));
      assertUnit(register, row);
      assertEquals("reported", row.get("status"));
      assertTrue(sources.contains(row.get("source")), row::toString);
      assertFalse(row.get("source").startsWith("demo-"), row::toString);
      assertTrue(Double.isFinite(Double.parseDouble(row.get("value"))), row::toString);
      Period.parse(row.get("period"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"poor-districts-2021", "designations-2021", "designations-2025-07-01"})
  void designations_name_units_of_their_edition_and_a_source(String file) throws IOException {
    Set<String> sources = sources();
    String edition = file.replaceFirst("[a-z-]*", "");
    UnitRegister register = REGISTERS.register(edition).orElseThrow();
    for (Map<String, String> row : DemonstrationFiles.table("demonstration/" + file + ".csv")) {
      assertUnit(register, row);
      assertTrue(sources.contains(row.get("source")), row::toString);
      boolean reported = row.get("status").equals("reported");
      assertEquals(reported ? "reported" : "illustrative", row.get("status"));
      assertEquals(reported, !row.get("source").equals("demo-figures"), row::toString);
      assertEquals(reported, !row.get("decision").isEmpty(), row::toString);
    }
  }

  private static void assertUnit(UnitRegister register, Map<String, String> row) {
    Unit unit =
        register.find(Level.of(row.get("level")).orElseThrow(), row.get("code")).orElseThrow();
    assertEquals(unit.name(), row.get("name"));
  }

  @Test
  void no_figure_is_told_twice_by_one_source() throws IOException {
    for (String edition : List.of("2021", "2025-07-01")) {
      Set<String> seen = new TreeSet<>();
      for (Map<String, String> row :
          DemonstrationFiles.table("demonstration/published-" + edition + ".csv")) {
        Map<String, String> key = new HashMap<>(row);
        key.keySet().removeAll(Set.of("value", "qualifier", "unit_note"));
        assertTrue(seen.add(new java.util.TreeMap<>(key).toString()), row::toString);
      }
    }
  }

  @Test
  void regions_add_up_to_the_numbers_published() throws IOException {
    List<Map<String, String>> published =
        DemonstrationFiles.table("demonstration/published-2025-07-01.csv");
    assertEquals(value(published, "14", "desig_region_3"), classes("14", "region", "III"));
    assertEquals(value(published, "92", "desig_region_1"), classes("92", "region", "I"));
    assertEquals(value(published, "92", "desig_region_2"), classes("92", "region", "II"));
    assertEquals(value(published, "92", "desig_region_3"), classes("92", "region", "III"));
    assertEquals(value(published, "20", "desig_em_area"), classes("20", "em_area", "yes"));
  }

  private static int value(List<Map<String, String>> published, String province, String indicator) {
    return published.stream()
        .filter(row -> row.get("code").equals(province) && row.get("indicator").equals(indicator))
        .mapToInt(row -> Integer.parseInt(row.get("value")))
        .findFirst()
        .orElseThrow();
  }

  private static int classes(String province, String scheme, String classId) throws IOException {
    UnitRegister register = REGISTERS.register(DemonstrationMaker.EDITION).orElseThrow();
    int count = 0;
    for (Map<String, String> row :
        DemonstrationFiles.table("demonstration/designations-2025-07-01.csv")) {
      Unit unit = register.find(Level.COMMUNE, row.get("code")).orElseThrow();
      if (unit.parent().orElseThrow().equals(province)
          && row.get("scheme").equals(scheme)
          && row.get("class").equals(classId)) {
        count++;
      }
    }
    return count;
  }

  @Test
  void figures_of_one_review_fit_together() throws IOException {
    List<Map<String, String>> published =
        DemonstrationFiles.table("demonstration/published-2025-07-01.csv");
    assertEquals(
        value(published, "20", "hh_mpoor"),
        value(published, "20", "hh_poor") + value(published, "20", "hh_near_poor"));
    assertEquals(
        "2.32",
        String.format(
            java.util.Locale.ROOT,
            "%.2f",
            100.0 * value(published, "20", "hh_poor") / value(published, "20", "hh_total")));
  }

  @Test
  void sources_say_that_the_made_up_ones_are_made_up() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (JsonNode source : DemonstrationFiles.json("sources.json")) {
      String id = source.get("id").asText();
      assertTrue(seen.add(id), id);
      for (String member : List.of("title", "number", "publisher", "date", "licence", "url")) {
        assertTrue(source.get(member).isTextual(), id + " " + member);
      }
      if (id.startsWith("demo-")) {
        assertTrue(source.get("title").asText().contains("minh họa"), id);
        assertTrue(source.get("title").asText().toLowerCase().contains("illustrati"), id);
      }
    }
    assertTrue(seen.containsAll(Set.of("demo-boundaries", "demo-figures")));
  }

  private static Set<String> sources() throws IOException {
    Set<String> ids = new TreeSet<>();
    DemonstrationFiles.json("sources.json").forEach(source -> ids.add(source.get("id").asText()));
    return ids;
  }

  @Test
  void former_provinces_are_those_of_the_crosswalk() throws IOException {
    assumeTrue(SharedData.present());
    Map<String, String> former = new HashMap<>();
    for (Map<String, String> row : DemonstrationFiles.table("demonstration/former-provinces.csv")) {
      assertNull(former.put(row.get("code"), row.get("former_province")));
    }
    assertEquals(459, former.size());
    Set<String> reached = new TreeSet<>();
    try (var rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .<Map<String, String>>readValues(
                SharedData.dir().resolve("units/crosswalk-2025.csv").toFile())) {
      while (rows.hasNext()) {
        Map<String, String> row = rows.next();
        if (former.containsKey(row.get("new_code"))) {
          assertEquals(row.get("old_province_code"), former.get(row.get("new_code")));
          reached.add(row.get("new_code"));
        }
      }
    }
    assertEquals(459, reached.size());
  }
}
