package org.xaatlas.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.designation.Designation;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.Progress;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Series;
import org.xaatlas.series.Status;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.geopackage.GeopackageStore;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DemonstrationSetTest {
  @TempDir private static Path folder;
  private static Store store;

  @BeforeAll
  static void load() {
    store = GeopackageStore.open(folder.resolve("atlas.gpkg"));
    new DemonstrationSet(new Registers(), new Catalogues(), Progress.NONE).load(store);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void every_file_is_an_import_without_open_rows() throws IOException {
    List<ImportRecord> imports = store.read(reader -> reader.imports());
    assertEquals(9, imports.size());
    for (ImportRecord record : imports) {
      JsonNode report = new ObjectMapper().readTree(record.report());
      assertEquals(0, report.get("ambiguous").asInt(), record.fileName());
      assertEquals(0, report.get("unmatched").asInt(), record.fileName());
      for (JsonNode warning : report.get("warnings")) {
        assertEquals("info", warning.get("severity").asText(), record.fileName() + " " + warning);
      }
    }
  }

  @Test
  void all_outlines_are_schematic() {
    List<Boundary> boundaries = new ArrayList<>();
    store.read(
        reader -> {
          reader.boundaries(DemonstrationMaker.EDITION, Level.COMMUNE, boundaries::add);
          return null;
        });
    assertEquals(459, boundaries.size());
    for (Boundary boundary : boundaries) {
      assertTrue(boundary.schematic());
      assertEquals("demo-boundaries", boundary.source());
    }
  }

  @Test
  void figures_of_communes_are_illustrative_and_all_others_reported() {
    int communes = 0;
    for (Series series : series()) {
      boolean commune = series.key().level() == Level.COMMUNE;
      for (Observation observation : series.observations()) {
        assertEquals(
            commune ? Status.ILLUSTRATIVE : Status.REPORTED,
            observation.status(),
            series.key().canonical());
      }
      assertEquals(commune, series.source().equals("demo-figures"), series.key().canonical());
      communes += commune ? 1 : 0;
    }
    assertTrue(communes > 50, communes + " series of communes");
  }

  @Test
  void published_figures_keep_period_nature_qualifier_and_group() {
    Series funds = one("2021", "fund_allocated", "all", "2021/2023", Nature.ACTUAL);
    assertEquals(117_325, funds.observations().get(0).value());
    Series khmer = one("2021", "rate_poor", "khmer", "2022", Nature.ACTUAL);
    assertEquals(7.01, khmer.observations().get(0).value());
    Series houses = one("2021", "fund_housing", "all", "2022", Nature.ACTUAL);
    assertEquals("hơn", houses.observations().get(0).qualifier());
    Series target = one("2021", "target_reduce_poor", "all", "2023", Nature.TARGET);
    assertEquals("19", target.observations().get(0).unit());
    Series forecast = one("2021", "desig_coastal_dbkk_ntm", "all", "2020", Nature.FORECAST);
    assertEquals(6, forecast.observations().get(0).value());
    Series review = one("2025-07-01", "hh_near_poor", "all", "2025", Nature.ACTUAL);
    assertEquals(13_578, review.observations().get(0).value());
  }

  private static Series one(
      String edition, String indicator, String group, String period, Nature nature) {
    List<Series> found =
        series().stream()
            .filter(s -> s.key().edition().equals(edition))
            .filter(s -> s.key().level() == Level.PROVINCE)
            .filter(s -> s.key().indicator().equals(indicator) && s.key().group().equals(group))
            .filter(s -> s.key().period().text().equals(period) && s.key().nature() == nature)
            .toList();
    assertEquals(1, found.size(), indicator);
    return found.get(0);
  }

  private static List<Series> series() {
    List<Series> all = new ArrayList<>();
    store.read(
        reader -> {
          reader.series(all::add);
          return null;
        });
    return all;
  }

  @Test
  void designations_told_as_fact_name_their_decision() {
    List<Designation> designations = store.read(reader -> reader.designations());
    Set<String> schemes = new TreeSet<>();
    for (Designation designation : designations) {
      schemes.add(designation.scheme());
      assertEquals(designation.illustrative(), designation.source().equals("demo-figures"));
      assertEquals(designation.illustrative(), designation.decision().isEmpty());
    }
    assertEquals(Set.of("region", "border", "ntm", "em_area", "poor_district"), schemes);
    assertTrue(
        designations.stream()
            .anyMatch(
                d ->
                    d.unit().equals("31783")
                        && d.designationClass().equals("III")
                        && !d.illustrative()));
  }

  @Test
  void every_old_commune_of_its_provinces_has_a_new_one() {
    List<Link> links = store.read(reader -> reader.links(new EditionPair("2021", "2025-07-01")));
    UnitRegister old = new Registers().register("2021").orElseThrow();
    Set<String> provinces = new TreeSet<>();
    Set<UnitKey> linked = new TreeSet<>();
    Set<UnitKey> reached = new TreeSet<>();
    for (Link link : links) {
      linked.add(link.from());
      reached.add(link.to());
      assertEquals("unit-crosswalk", link.source());
      provinces.add(
          old.find(link.from().level(), link.from().code())
              .flatMap(old::province)
              .orElseThrow()
              .code());
    }
    assertEquals(Set.of("06", "14", "19", "20", "83", "84", "86", "92", "93", "94"), provinces);
    assertEquals(
        old.units(Level.COMMUNE).stream()
            .filter(unit -> provinces.contains(old.province(unit).orElseThrow().code()))
            .count(),
        linked.size());
    assertEquals(459, reached.size());
  }

  @Test
  void sources_that_are_used_are_described() {
    Set<String> known = new TreeSet<>();
    store.read(reader -> reader.sources()).forEach(source -> known.add(source.id()));
    series().forEach(series -> assertTrue(known.contains(series.source()), series.source()));
    assertTrue(known.contains("demo-boundaries"));
  }

  @Test
  void loading_again_changes_no_figure(@TempDir Path other) {
    try (Store twice = GeopackageStore.open(other.resolve("atlas.gpkg"))) {
      DemonstrationSet set = new DemonstrationSet(new Registers(), new Catalogues(), Progress.NONE);
      set.load(twice);
      set.load(twice);
      assertEquals(observations(store), observations(twice));
      assertEquals(
          store.read(reader -> reader.designations()).size(),
          twice.read(reader -> reader.designations()).size());
    }
  }

  /** How many observations each series has. */
  private static List<String> observations(Store store) {
    List<String> counts = new ArrayList<>();
    store.read(
        reader -> {
          reader.series(
              series -> counts.add(series.key().canonical() + " " + series.observations().size()));
          return null;
        });
    return counts;
  }
}
