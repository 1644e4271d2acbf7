package org.xaatlas.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xaatlas.demo.DemonstrationFiles.count;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Checks the tables that are checked in, against each other and against what was published. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DemonstrationFiguresTest {
  private static final List<String> PEOPLES =
      List.of("khmer", "hoa", "thai", "hmong", "tay", "nung");
  private static final Map<String, Place> PLACES = new TreeMap<>();
  private static List<Map<String, String>> figures;
  private static List<Map<String, String>> published;

  @BeforeAll
  static void read() throws IOException {
    figures = DemonstrationFiles.table("demonstration/figures-2025-07-01.csv");
    published = DemonstrationFiles.table("demonstration/published-2021.csv");
    DemonstrationMaker.places().forEach(place -> PLACES.put(place.code(), place));
  }

  @Test
  void there_is_a_row_for_each_commune_and_year() {
    assertEquals(459 * 4, figures.size());
    for (int row = 0; row < figures.size(); row++) {
      Map<String, String> figure = figures.get(row);
      assertEquals(String.valueOf(2021 + row % 4), figure.get("period"));
      assertEquals(row % 4 == 0 ? "59/2015" : "07/2021", figure.get("standard"));
      assertNotNull(PLACES.get(figure.get("code")));
      assertEquals(PLACES.get(figure.get("code")).name(), figure.get("name"));
    }
  }

  @Test
  void every_row_says_that_it_is_illustrative() throws IOException {
    for (String file : List.of("figures", "deprivations")) {
      for (Map<String, String> row :
          DemonstrationFiles.table("demonstration/" + file + "-2025-07-01.csv")) {
        assertEquals("illustrative", row.get("status"));
        assertEquals("demo-figures", row.get("source"));
      }
    }
  }

  @Test
  void parts_fit_into_their_whole() {
    for (Map<String, String> row : figures) {
      assertEquals(count(row, "hh_mpoor"), count(row, "hh_poor") + count(row, "hh_near_poor"));
      assertTrue(count(row, "hh_mpoor") <= count(row, "hh_total"), row::toString);
      assertTrue(
          count(row, "hh_poor@ethnic_minority") + count(row, "hh_near_poor@ethnic_minority")
              <= count(row, "hh_total@ethnic_minority"),
          row::toString);
      for (String column : List.of("hh_total", "hh_poor", "hh_near_poor")) {
        assertTrue(count(row, column + "@ethnic_minority") <= count(row, column), row::toString);
      }
      // A Kinh household is in no minority: what is poor among them must fit, too.
      assertTrue(
          count(row, "hh_poor") - count(row, "hh_poor@ethnic_minority")
              <= count(row, "hh_total") - count(row, "hh_total@ethnic_minority"),
          row::toString);
      int households = 0;
      int poor = 0;
      for (String people : PEOPLES) {
        assertTrue(count(row, "hh_poor@" + people) <= count(row, "hh_total@" + people));
        households += count(row, "hh_total@" + people);
        poor += count(row, "hh_poor@" + people);
      }
      assertTrue(households <= count(row, "hh_total@ethnic_minority"), row::toString);
      assertTrue(poor <= count(row, "hh_poor@ethnic_minority"), row::toString);
    }
  }

  @Test
  void a_year_ends_with_who_was_poor_less_escaped_plus_relapsed_plus_new() {
    for (Map<String, String> row : figures) {
      if (row.get("period").equals("2021")) {
        assertEquals("", row.get("hh_poor_start"));
        continue;
      }
      int escaped = count(row, "hh_poor_escaped");
      assertTrue(escaped >= 0 && escaped <= count(row, "hh_poor_start"), row::toString);
      assertEquals(
          count(row, "hh_poor"),
          count(row, "hh_poor_start")
              - escaped
              + count(row, "hh_poor_relapsed")
              + count(row, "hh_poor_new"));
    }
  }

  @Test
  void a_year_starts_where_the_last_one_ended_unless_the_standard_changed() {
    for (int row = 1; row < figures.size(); row++) {
      String period = figures.get(row).get("period");
      if (period.equals("2023") || period.equals("2024")) {
        assertEquals(
            count(figures.get(row - 1), "hh_poor"), count(figures.get(row), "hh_poor_start"));
      }
    }
  }

  @Test
  void poverty_falls_from_year_to_year_in_every_former_province() {
    for (Region region : Region.ALL) {
      double before = 1;
      for (int year = 2021; year <= 2024; year++) {
        String period = String.valueOf(year);
        double rate =
            (double) sum(region.code(), period, "hh_poor") / sum(region.code(), period, "hh_total");
        assertTrue(rate < before, region.code() + " in " + year);
        before = rate;
      }
    }
  }

  @Test
  void communes_of_former_soc_trang_add_up_to_the_totals_published_for_2022() {
    assertEquals(43, PLACES.values().stream().filter(p -> p.former().equals("94")).count());
    assertEquals(published("94", "hh_poor", "2022", "all"), sum("94", "2022", "hh_poor"));
    assertEquals(published("94", "hh_poor", "2022", "khmer"), sum("94", "2022", "hh_poor@khmer"));
    assertEquals(published("94", "hh_poor", "2022", "hoa"), sum("94", "2022", "hh_poor@hoa"));
    assertEquals(published("94", "rate_poor", "2022", "all"), rate("94", "2022", ""));
    assertEquals(published("94", "rate_poor", "2022", "khmer"), rate("94", "2022", "@khmer"));
    assertEquals(published("94", "rate_poor", "2022", "hoa"), rate("94", "2022", "@hoa"));
  }

  @Test
  void communes_of_son_la_and_lang_son_give_the_rates_published() {
    assertEquals(published("14", "rate_poor", "2022", "all"), rate("14", "2022", ""));
    assertEquals(published("20", "rate_poor", "2023", "all"), rate("20", "2023", ""));
    assertEquals(
        published("20", "hh_poor_change", "2023", "all"),
        sum("20", "2023", "hh_poor") - sum("20", "2022", "hh_poor"));
  }

  @Test
  void uplands_are_poorer_than_the_delta_and_the_country_poorer_than_towns() {
    double upland = rate("14", "2023", "") + rate("06", "2023", "");
    double delta = rate("92", "2023", "") + rate("86", "2023", "");
    assertTrue(upland > 5 * delta);
    for (Region region : Region.ALL) {
      assertTrue(townRate(region.code(), true) < townRate(region.code(), false), region.code());
    }
  }

  private static double townRate(String former, boolean urban) {
    int households = 0;
    int poor = 0;
    for (Map<String, String> row : figures) {
      Place place = PLACES.get(row.get("code"));
      if (place.former().equals(former) && place.urban() == urban) {
        households += count(row, "hh_total");
        poor += count(row, "hh_poor");
      }
    }
    return (double) poor / households;
  }

  @Test
  void poor_households_lack_three_of_twelve_or_more() throws IOException {
    Map<String, Map<String, String>> byCode = new TreeMap<>();
    for (Map<String, String> row : figures) {
      if (row.get("period").equals("2023")) {
        byCode.put(row.get("code"), row);
      }
    }
    List<Map<String, String>> rows =
        DemonstrationFiles.table("demonstration/deprivations-2025-07-01.csv");
    assertEquals(459, rows.size());
    for (Map<String, String> row : rows) {
      int poor = count(byCode.get(row.get("code")), "hh_poor");
      int sum = 0;
      for (String indicator : DemonstrationFigures.deprivationIndicators()) {
        assertTrue(count(row, indicator) <= poor, row::toString);
        sum += count(row, indicator);
      }
      assertTrue(sum >= 3 * poor, row::toString);
    }
  }

  private static long sum(String former, String period, String column) {
    return figures.stream()
        .filter(row -> row.get("period").equals(period))
        .filter(row -> PLACES.get(row.get("code")).former().equals(former))
        .mapToLong(row -> count(row, column))
        .sum();
  }

  /** In percent with two decimals, as rates are published. */
  private static double rate(String former, String period, String group) {
    double poor = sum(former, period, "hh_poor" + group);
    return Math.round(10_000 * poor / sum(former, period, "hh_total" + group)) / 100.0;
  }

  private static double published(String province, String indicator, String period, String group) {
    return published.stream()
        .filter(row -> row.get("level").equals("province") && row.get("code").equals(province))
        .filter(row -> row.get("indicator").equals(indicator) && row.get("period").equals(period))
        .filter(row -> row.get("group").equals(group))
        .mapToDouble(row -> Double.parseDouble(row.get("value")))
        .findFirst()
        .orElseThrow();
  }
}
