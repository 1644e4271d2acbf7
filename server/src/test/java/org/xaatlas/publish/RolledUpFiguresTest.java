package org.xaatlas.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xaatlas.store.EditionStore.edition;
import static org.xaatlas.store.EditionStore.unit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.crosswalk.RollupRules;
import org.xaatlas.export.GeojsonExport;
import org.xaatlas.export.RollupTable;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.message.Label;
import org.xaatlas.message.Language;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.EditionStore;
import org.xaatlas.store.Store;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Grouping.By;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Region;
import org.xaatlas.unit.UnitGroup;
import org.xaatlas.unit.UnitKey;

/**
 * Old province P with district D (communes a, b) and island district I without communes; old
 * province Q with district E (communes c, d); old province R (commune r), of which nothing is
 * known. The new province N has x, which is a and b; y, which is c; z, which is d and the island.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RolledUpFiguresTest {
  private static final String OLD = "2021";
  private static final String NEW = "2025-07-01";

  @TempDir Path dir;
  private EditionStore editions;
  private Store store;
  private FileReleaseRepository repository;

  @BeforeEach
  void fill() {
    editions = new EditionStore(dir);
    store = editions.store();
    repository = new FileReleaseRepository(dir);
    store.write(
        writer -> {
          for (String edition : List.of(OLD, NEW)) {
            writer.putEdition(edition(edition, null, null));
          }
          writer.putUnits(
              List.of(
                  unit(OLD, Level.PROVINCE, "P", null),
                  unit(OLD, Level.PROVINCE, "Q", null),
                  unit(OLD, Level.PROVINCE, "R", null),
                  unit(OLD, Level.DISTRICT, "D", "P"),
                  unit(OLD, Level.DISTRICT, "I", "P"),
                  unit(OLD, Level.DISTRICT, "E", "Q"),
                  unit(OLD, Level.DISTRICT, "F", "R"),
                  unit(OLD, Level.COMMUNE, "a", "D"),
                  unit(OLD, Level.COMMUNE, "b", "D"),
                  unit(OLD, Level.COMMUNE, "c", "E"),
                  unit(OLD, Level.COMMUNE, "d", "E"),
                  unit(OLD, Level.COMMUNE, "r", "F"),
                  unit(NEW, Level.PROVINCE, "N", null),
                  unit(NEW, Level.COMMUNE, "x", "N"),
                  unit(NEW, Level.COMMUNE, "y", "N"),
                  unit(NEW, Level.COMMUNE, "z", "N")));
          long number = editions.imported(writer, "crosswalk", NEW);
          List<Link> links = new ArrayList<>();
          Map<UnitKey, String> targets = new HashMap<>();
          targets.put(UnitKey.commune("a"), "x");
          targets.put(UnitKey.commune("b"), "x");
          targets.put(UnitKey.commune("c"), "y");
          targets.put(UnitKey.commune("d"), "z");
          targets.put(new UnitKey(Level.DISTRICT, "I"), "z");
          targets.forEach(
              (from, to) ->
                  links.add(
                      new Link(from, UnitKey.commune(to), true, Map.of(), "review", number, 1)));
          writer.putLinks(new EditionPair(OLD, NEW), links);
          return null;
        });
  }

  @AfterEach
  void close() {
    editions.close();
    repository.close();
  }

  private void told(
      String edition, Level level, String indicator, String group, Map<String, Double> values) {
    told(edition, level, indicator, group, Status.REPORTED, values);
  }

  private void told(
      String edition,
      Level level,
      String indicator,
      String group,
      Status status,
      Map<String, Double> values) {
    told(key(edition, level, indicator, group, Optional.empty()), status, values);
  }

  private static SeriesKey key(
      String edition, Level level, String indicator, String group, Optional<LocalDate> asOf) {
    return key(edition, level, indicator, group, asOf, "2023");
  }

  private static SeriesKey key(
      String edition,
      Level level,
      String indicator,
      String group,
      Optional<LocalDate> asOf,
      String period) {
    return new SeriesKey(
        edition,
        level,
        indicator,
        new Period(period),
        asOf,
        indicator.equals("hh_total") ? "" : "07/2021",
        AreaType.ALL,
        group,
        Nature.ACTUAL,
        Stage.APPROVED);
  }

  private void told(SeriesKey key, Status status, Map<String, Double> values) {
    editions.told(key, status, values);
  }

  private PublishResult result;

  private OpenRelease publish() {
    return publish(1, Set.of());
  }

  private OpenRelease publish(double minToldShare, Set<UnitKey> withoutPeople) {
    Catalogues catalogues = new Catalogues();
    RollupRules rules =
        new RollupRules(
            minToldShare,
            Set.of("programme"),
            Set.of("household", "person"),
            List.of(
                new Region(OLD, "coast", new Label("Biển", "Coast"), List.of("P", "Q"), "test"),
                new Region(OLD, "inland", new Label("Trong", "Inland"), List.of("Q", "R"), "test"),
                new Region(NEW, "all", new Label("Cả", "All"), List.of("N", "M"), "test")),
            Map.of(OLD, withoutPeople));
    result =
        new Publisher(
                store,
                repository,
                catalogues.catalogue(),
                catalogues.schemes(),
                FormerUnits.NONE,
                catalogues.carryRules(),
                rules,
                PublishListener.NONE)
            .publish();
    return OpenRelease.open(repository, result.release());
  }

  private static Map<?, ?> figure(
      OpenRelease release, By by, String edition, String code, String indicator, String group) {
    List<Map<String, Object>> groups =
        RollupTable.of(
                release,
                by,
                edition,
                "2023",
                new RollupTable.Filter(Optional.of(Set.of(indicator)), group, Optional.of(code)))
            .groups(Language.EN);
    assertEquals(1, groups.size(), code);
    List<?> figures = (List<?>) groups.get(0).get("figures");
    return figures.isEmpty() ? Map.of() : (Map<?, ?>) figures.get(0);
  }

  private static Map<?, ?> figure(
      OpenRelease release, By by, String edition, String code, String indicator) {
    return figure(release, by, edition, code, indicator, "all");
  }

  private void tellOld() {
    told(OLD, Level.COMMUNE, "hh_total", "all", Map.of("a", 100., "b", 200., "c", 50., "d", 70.));
    told(OLD, Level.COMMUNE, "hh_poor", "all", Map.of("a", 10., "b", 30., "c", 5., "d", 7.));
    told(OLD, Level.COMMUNE, "hh_total", "khmer", Map.of("a", 20., "b", 0., "c", 4., "d", 6.));
    told(OLD, Level.COMMUNE, "hh_poor", "khmer", Map.of("a", 4., "b", 0., "c", 1., "d", 2.));
  }

  @Test
  void counts_are_summed_and_rates_come_from_summed_counts() {
    tellOld();
    try (OpenRelease release = publish()) {
      assertEquals(12L, figure(release, By.PROVINCE, OLD, "Q", "hh_poor").get("value"));
      assertEquals("reported", figure(release, By.PROVINCE, OLD, "Q", "hh_poor").get("status"));
      Map<?, ?> rate = figure(release, By.PROVINCE, OLD, "Q", "rate_poor");
      assertEquals(10.0, rate.get("value"));
      assertEquals(120L, rate.get("denominator"));
      // A group has its own denominator.
      assertEquals(30.0, figure(release, By.PROVINCE, OLD, "Q", "rate_poor", "khmer").get("value"));
      assertEquals(40L, figure(release, By.DISTRICT, OLD, "D", "hh_poor").get("value"));
    }
  }

  @Test
  void a_missing_island_leaves_no_sum_and_is_named() {
    tellOld();
    try (OpenRelease release = publish()) {
      Map<?, ?> poor = figure(release, By.PROVINCE, OLD, "P", "hh_poor");
      assertNull(poor.get("value"));
      assertNull(poor.get("status"));
      assertEquals(2, poor.get("told"));
      assertEquals(3, poor.get("of"));
      assertEquals(40L, poor.get("sumOfTold"));
      assertEquals(
          Map.of("level", "district", "code", "I", "fullName", "Xã Tên I"),
          ((List<?>) poor.get("missing")).get(0));
      // The region needs all of its provinces.
      assertNull(figure(release, By.REGION, OLD, "coast", "hh_poor").get("value"));
      Map<?, ?> rate = figure(release, By.PROVINCE, OLD, "P", "rate_poor");
      assertNull(rate.get("value"));
      assertEquals(2, rate.get("told"));
      assertEquals(3, rate.get("of"));
      assertEquals(poor.get("missing"), rate.get("missing"));
    }
  }

  @Test
  void a_missing_commune_of_a_province_nobody_tells_of_is_named_too() {
    told(OLD, Level.COMMUNE, "hh_total", "all", Map.of("c", 50., "d", 70.));
    try (OpenRelease release = publish()) {
      assertTrue(release.level(OLD, Level.COMMUNE).orElseThrow().units().indexOf("r") < 0);
      assertEquals(
          List.of(Map.of("level", "commune", "code", "r", "fullName", "Xã Tên r")),
          figure(release, By.REGION, OLD, "inland", "hh_total").get("missing"));
    }
  }

  @Test
  void an_island_that_told_its_figure_or_has_no_people_is_no_gap() {
    tellOld();
    told(OLD, Level.DISTRICT, "hh_poor", "all", Map.of("I", 3.));
    try (OpenRelease release = publish()) {
      assertEquals(43L, figure(release, By.PROVINCE, OLD, "P", "hh_poor").get("value"));
      assertNull(figure(release, By.PROVINCE, OLD, "P", "hh_total").get("value"));
      assertEquals(55L, figure(release, By.REGION, OLD, "coast", "hh_poor").get("value"));
      assertEquals(3L, figure(release, By.DISTRICT, OLD, "I", "hh_poor").get("value"));
    }
    try (OpenRelease release = publish(1, Set.of(new UnitKey(Level.DISTRICT, "I")))) {
      assertEquals(300L, figure(release, By.PROVINCE, OLD, "P", "hh_total").get("value"));
      assertEquals(3, figure(release, By.PROVINCE, OLD, "P", "hh_total").get("told"));
    }
  }

  @Test
  void a_rule_may_allow_sums_of_most_units_but_no_rate_of_different_ones() {
    told(OLD, Level.COMMUNE, "hh_total", "all", Map.of("a", 100., "b", 200., "c", 50., "d", 70.));
    told(OLD, Level.COMMUNE, "hh_poor", "all", Map.of("a", 10., "d", 7.));
    try (OpenRelease release = publish(0.5, Set.of())) {
      Map<?, ?> poor = figure(release, By.PROVINCE, OLD, "Q", "hh_poor");
      assertEquals(7L, poor.get("value"));
      assertEquals(1, poor.get("told"));
      Map<?, ?> rate = figure(release, By.PROVINCE, OLD, "Q", "rate_poor");
      assertNull(rate.get("value"));
      assertEquals(1, rate.get("told"));
    }
  }

  @Test
  void printed_totals_stand_beside_their_sums_and_disagreements_are_reported() throws Exception {
    tellOld();
    told(OLD, Level.PROVINCE, "hh_poor", "all", Map.of("Q", 13.));
    told(OLD, Level.PROVINCE, "hh_total", "all", Map.of("Q", 120.));
    told(OLD, Level.PROVINCE, "rate_poor", "all", Map.of("Q", 10.83));
    told(OLD, Level.COMMUNE, "hh_near_poor", "all", Map.of("c", 1., "d", 2.));
    try (OpenRelease release = publish()) {
      Map<?, ?> poor = figure(release, By.PROVINCE, OLD, "Q", "hh_poor");
      Map<?, ?> beside = (Map<?, ?>) ((List<?>) poor.get("beside")).get(0);
      assertEquals(13L, beside.get("value"));
      assertEquals(1L, beside.get("difference"));
      assertEquals("review", beside.get("source"));
      Path out = dir.resolve("provinces.geojson");
      GeojsonExport.toFile(release, "provinces-2021", null, null, null, out);
      JsonNode exported = new ObjectMapper().readTree(out.toFile()).path("features");
      for (JsonNode feature : exported) {
        JsonNode properties = feature.path("properties");
        boolean whole = properties.path("code").asText().equals("Q");
        // P has no sum: its island told nothing.
        assertEquals(whole, properties.has("hh_poor_sum"), properties.toString());
        if (whole) {
          assertEquals(13, properties.path("hh_poor").asInt());
          assertEquals(12, properties.path("hh_poor_sum").asInt());
          assertEquals(10.0, properties.path("rate_poor_sum").asDouble());
          assertEquals("reported", properties.path("hh_poor_sum_status").asText());
          // Of the near-poor nobody told the whole: there is the sum alone, and it says of when.
          assertFalse(properties.hasNonNull("hh_near_poor"));
          assertEquals(3, properties.path("hh_near_poor_sum").asInt());
          assertEquals("2023", properties.path("hh_near_poor_sum_period").asText());
          assertEquals("07/2021", properties.path("hh_near_poor_sum_standard").asText());
          assertEquals(2.5, properties.path("rate_near_poor_sum").asDouble());
        }
      }
      Map<?, ?> total = figure(release, By.PROVINCE, OLD, "Q", "hh_total");
      assertEquals(0L, ((Map<?, ?>) ((List<?>) total.get("beside")).get(0)).get("difference"));
      Map<?, ?> rate = figure(release, By.PROVINCE, OLD, "Q", "rate_poor");
      assertEquals(0.83, ((Map<?, ?>) ((List<?>) rate.get("beside")).get(0)).get("difference"));
    }
    assertEquals(2, result.disagreed());
    assertEquals(12, result.disagreements().get(0).sum());
    assertEquals(13, result.disagreements().get(0).told());
    assertEquals("Q", result.disagreements().get(0).code());
  }

  @Test
  void what_is_made_up_is_no_disagreement_and_stays_made_up() {
    told(OLD, Level.COMMUNE, "hh_poor", "all", Status.ILLUSTRATIVE, Map.of("c", 5., "d", 7.));
    told(OLD, Level.PROVINCE, "hh_poor", "all", Map.of("Q", 13.));
    try (OpenRelease release = publish()) {
      assertEquals("illustrative", figure(release, By.PROVINCE, OLD, "Q", "hh_poor").get("status"));
    }
    assertEquals(0, result.disagreed());
  }

  @Test
  void todays_communes_make_what_a_former_unit_was_where_it_went_wholly() {
    told(NEW, Level.COMMUNE, "hh_total", "all", Map.of("x", 310., "y", 52., "z", 75.));
    told(OLD, Level.COMMUNE, "hh_total", "all", Map.of("a", 1.));
    try (OpenRelease release = publish()) {
      assertEquals(310L, figure(release, By.FORMER_DISTRICT, NEW, "D", "hh_total").get("value"));
      // z has land of both provinces, so neither is made of whole communes of today.
      assertEquals(Map.of(), figure(release, By.FORMER_PROVINCE, NEW, "Q", "hh_total"));
      List<Map<String, Object>> groups =
          RollupTable.of(
                  release,
                  By.FORMER_PROVINCE,
                  NEW,
                  "2023",
                  new RollupTable.Filter(Optional.empty(), "all", Optional.of("Q")))
              .groups(Language.EN);
      assertEquals(
          List.of(Map.of("level", "commune", "code", "z", "fullName", "Xã Tên z")),
          groups.get(0).get("shared"));
      assertEquals(437L, figure(release, By.PROVINCE, NEW, "N", "hh_total").get("value"));
      // The province M of the region is not in the list of units: it told nothing.
      assertNull(figure(release, By.REGION, NEW, "all", "hh_total").get("value"));
    }
  }

  @Test
  void what_was_told_of_a_former_unit_stands_beside_its_communes_of_today() {
    told(OLD, Level.COMMUNE, "hh_total", "all", Map.of("a", 1.));
    told(NEW, Level.COMMUNE, "hh_poor", "all", Map.of("x", 31., "y", 4., "z", 6.));
    told(OLD, Level.DISTRICT, "hh_total", "all", Map.of("D", 300.));
    told(OLD, Level.DISTRICT, "hh_near_poor", "khmer", Map.of("D", 12.));
    // The last day of a year is what a figure of that year describes.
    SeriesKey lastDay =
        key(OLD, Level.DISTRICT, "hh_poor", "all", Optional.of(LocalDate.of(2023, 12, 31)));
    told(lastDay, Status.REPORTED, Map.of("D", 33.));
    try (OpenRelease release = publish()) {
      Map<?, ?> poor = figure(release, By.FORMER_DISTRICT, NEW, "D", "hh_poor");
      assertEquals(31L, poor.get("value"));
      Map<?, ?> beside = (Map<?, ?>) ((List<?>) poor.get("beside")).get(0);
      assertEquals(33L, beside.get("value"));
      assertEquals(2L, beside.get("difference"));
      // Nobody counted the Khmer commune by commune: what was told of the district is there alone.
      Map<?, ?> khmer = figure(release, By.FORMER_DISTRICT, NEW, "D", "hh_near_poor", "khmer");
      assertNull(khmer.get("value"));
      assertNull(khmer.get("told"));
      assertEquals(12L, ((Map<?, ?>) ((List<?>) khmer.get("beside")).get(0)).get("value"));
      assertEquals(Map.of(), figure(release, By.FORMER_DISTRICT, NEW, "E", "hh_near_poor"));
    }
    assertEquals(0, result.disagreed());
  }

  @Test
  void the_period_meant_is_the_latest_that_enough_told_of() {
    tellOld();
    SeriesKey later = key(OLD, Level.COMMUNE, "hh_total", "all", Optional.empty(), "2024");
    told(later, Status.REPORTED, Map.of("c", 51., "d", 71.));
    SeriesKey years = key(OLD, Level.COMMUNE, "hh_poor", "all", Optional.empty(), "2021/2023");
    told(years, Status.REPORTED, Map.of("c", 5., "d", 7.));
    try (OpenRelease release = publish()) {
      // An interval comes before the last of its years alone, not after it as text.
      assertEquals(
          List.of("2021/2023", "2023", "2024"), RollupTable.periods(release, By.PROVINCE, OLD));
      assertEquals(Optional.of("2023"), RollupTable.latestFull(release, By.PROVINCE, OLD));
    }
  }

  @Test
  void a_carried_sum_of_communes_stands_beside_the_carried_figure_of_their_provinces() {
    tellOld();
    told(OLD, Level.DISTRICT, "hh_poor", "all", Map.of("I", 3.));
    told(OLD, Level.PROVINCE, "hh_poor", "all", Map.of("P", 43., "Q", 14.));
    try (OpenRelease release = publish()) {
      Map<?, ?> poor = figure(release, By.PROVINCE, NEW, "N", "hh_poor");
      assertEquals(55L, poor.get("value"));
      assertEquals(Map.of("edition", OLD, "level", "commune"), poor.get("carried"));
      Map<?, ?> beside = (Map<?, ?>) ((List<?>) poor.get("beside")).get(0);
      assertEquals(57L, beside.get("value"));
      assertEquals(2L, beside.get("difference"));
      assertEquals(Map.of("edition", OLD, "level", "province"), beside.get("carried"));
    }
    try (OpenRelease release = publish()) {
      for (String base : List.of(OLD, NEW)) {
        List<?> figures =
            (List<?>)
                RollupTable.of(
                        release,
                        By.PROVINCE,
                        NEW,
                        "2023",
                        new RollupTable.Filter(
                            Optional.of(Set.of("hh_poor")),
                            "all",
                            Optional.of("N"),
                            Optional.of(base)))
                    .groups(Language.EN)
                    .get(0)
                    .get("figures");
        assertEquals(base.equals(OLD) ? 1 : 0, figures.size(), base);
      }
    }
    // Q on its own units, and N on today's.
    assertEquals(2, result.disagreed());
  }

  @Test
  void the_table_says_the_same_and_publishing_again_changes_nothing() throws Exception {
    tellOld();
    try (OpenRelease release = publish()) {
      ByteArrayOutputStream csv = new ByteArrayOutputStream();
      int rows =
          RollupTable.of(
                  release,
                  By.PROVINCE,
                  OLD,
                  "2023",
                  new RollupTable.Filter(
                      Optional.of(Set.of("hh_poor", "rate_poor")), "all", Optional.empty()))
              .writeCsv(csv);
      assertEquals(4, rows);
      String text = csv.toString(StandardCharsets.UTF_8);
      assertTrue(text.contains("2021,2023,P,Xã Tên P,commune,3,hh_poor,07/2021,"), text);
      assertTrue(text.contains(",2,40,I,,,,,," + release.id()), text);
      assertTrue(text.contains(",rate_poor,07/2021,,all,all,approved,10,12,120,reported,"), text);
    }
    publish();
    assertFalse(result.changed());
    assertEquals(0, result.built());
  }

  @Test
  void saved_groups_are_summed_natively_and_from_carried_figures() {
    tellOld();
    told(OLD, Level.DISTRICT, "hh_poor", "all", Map.of("I", 3.));
    store.write(
        writer -> {
          writer.putGroups(
              List.of(
                  new UnitGroup(
                      NEW,
                      "project",
                      "Dự án",
                      Level.COMMUNE,
                      List.of("x", "y"),
                      "Lan",
                      Instant.parse("2026-01-01T00:00:00Z"),
                      1),
                  new UnitGroup(
                      OLD,
                      "overlapping",
                      "Khác",
                      Level.COMMUNE,
                      List.of("a", "c"),
                      "Lan",
                      Instant.parse("2026-01-01T00:00:00Z"),
                      1)));
          return null;
        });
    try (OpenRelease release = publish()) {
      Map<?, ?> carried = figure(release, By.SAVED, NEW, "project", "hh_poor");
      assertEquals(45L, carried.get("value"));
      assertEquals("estimated", carried.get("status"));
      assertEquals(2, carried.get("told"));
      assertEquals(Map.of("edition", OLD, "level", "commune"), carried.get("carried"));
      assertEquals(15L, figure(release, By.SAVED, OLD, "overlapping", "hh_poor").get("value"));
      assertEquals(10.0, figure(release, By.SAVED, OLD, "overlapping", "rate_poor").get("value"));
    }
  }

  @Test
  void rates_of_sums_are_kept_apart_by_where_the_figures_were_reported() {
    tellOld();
    told(NEW, Level.COMMUNE, "hh_total", "all", Map.of("x", 310., "y", 50., "z", 75.));
    told(NEW, Level.COMMUNE, "hh_poor", "all", Map.of("x", 31., "y", 4., "z", 6.));
    try (OpenRelease release = publish()) {
      List<?> figures =
          (List<?>)
              RollupTable.of(
                      release,
                      By.FORMER_DISTRICT,
                      NEW,
                      "2023",
                      new RollupTable.Filter(
                          Optional.of(Set.of("rate_poor")), "all", Optional.of("D")))
                  .groups(Language.EN)
                  .get(0)
                  .get("figures");
      assertEquals(2, figures.size());
      assertEquals(10.0, ((Map<?, ?>) figures.get(0)).get("value"));
      assertNull(((Map<?, ?>) figures.get(0)).get("carried"));
      assertEquals(100 * 40 / 300.0, ((Map<?, ?>) figures.get(1)).get("value"));
      assertEquals(
          Map.of("edition", OLD, "level", "commune"), ((Map<?, ?>) figures.get(1)).get("carried"));
    }
  }
}
