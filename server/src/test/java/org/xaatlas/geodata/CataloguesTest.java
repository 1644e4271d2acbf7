package org.xaatlas.geodata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Indicator.Kind;
import org.xaatlas.indicator.Thresholds;
import org.xaatlas.join.VietnameseText;

class CataloguesTest {
  private final Catalogues catalogues = new Catalogues();

  /** Everything counted or measured in the five source articles. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "desig_em_area",
        "desig_village_dbkk",
        "hh_poor",
        "rate_poor",
        "fund_mobilised",
        "programmes",
        "house_supported",
        "fund_housing",
        "house_programme_done",
        "hh_escaped_3y",
        "ntm_c11_met",
        "ntm_plus_c11_met",
        "commune_units",
        "desig_coastal_dbkk",
        "desig_coastal_dbkk_ntm",
        "rate_coastal_dbkk_ntm",
        "fund_allocated",
        "fund_allocated_central",
        "fund_allocated_local",
        "target_reduce_hh",
        "target_reduce_poor",
        "target_reduce_nearpoor",
        "livelihood_models",
        "hh_with_stable_job",
        "target_rate_drop",
        "infra_works_built",
        "infra_works_maintained",
        "desig_poor_district",
        "training_persons",
        "training_units",
        "credit_hh_poor",
        "credit_hh_difficult_area",
        "job_counselling_events",
        "job_counselling_persons",
        "jobs_created",
        "wash_works",
        "hh_poor_change"
      })
  void every_figure_of_the_articles_has_an_indicator(String id) {
    assertTrue(catalogues.catalogue().indicator(id).isPresent(), id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region",
        "village_dbkk",
        "coastal_dbkk",
        "poor_district",
        "atk",
        "border",
        "ntm",
        "em_area"
      })
  void every_designation_of_the_articles_has_a_scheme(String id) {
    assertTrue(catalogues.scheme(id).isPresent(), id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"all", "ethnic_minority", "kinh", "khmer", "hoa", "no_labour_capacity", "merit"})
  void every_group_of_the_articles_and_the_review_is_known(String id) {
    assertTrue(catalogues.catalogue().group(id).isPresent(), id);
  }

  @ParameterizedTest
  @CsvSource({"59/2015,10", "07/2021,12", "351/2025,12"})
  void each_standard_has_its_deprivations_as_counts_and_rates(String standard, long expected) {
    for (String prefix : List.of("dep_", "near_dep_", "rate_dep_", "rate_near_dep_")) {
      assertEquals(
          expected,
          catalogues.catalogue().indicators().stream()
              .filter(i -> i.id().startsWith(prefix) && i.standards().contains(standard))
              .count(),
          prefix);
    }
  }

  @Test
  void the_annual_review_balances_with_indicators_of_its_own() {
    for (String kind : List.of("poor", "near_poor")) {
      for (String change : List.of("_start", "_escaped", "_relapsed", "_new", "")) {
        assertTrue(catalogues.catalogue().indicator("hh_" + kind + change).isPresent());
      }
    }
  }

  @Test
  void rate_among_minorities_and_their_share_of_the_poor_are_two_indicators() {
    Indicator rate = catalogues.catalogue().indicator("rate_poor_em").orElseThrow();
    Indicator share = catalogues.catalogue().indicator("share_em_poor").orElseThrow();
    assertNotEquals(
        rate.ratio().orElseThrow().denominator(), share.ratio().orElseThrow().denominator());
    assertEquals("all", share.ratio().orElseThrow().denominator().group().orElseThrow());
    assertEquals("ethnic_minority", rate.ratio().orElseThrow().denominator().group().orElseThrow());
  }

  @Test
  void no_two_indicators_share_a_heading() {
    Map<String, String> owners = new HashMap<>();
    for (Indicator indicator : catalogues.catalogue().indicators()) {
      Stream.concat(
              Stream.of(indicator.id(), indicator.name().vi(), indicator.name().en()),
              indicator.headers().stream())
          .map(VietnameseText::fold)
          .distinct()
          .forEach(heading -> assertEquals(null, owners.put(heading, indicator.id()), heading));
    }
  }

  @Test
  void rates_are_in_percent_of_counts_and_counts_in_whole_things() {
    for (Indicator indicator : catalogues.catalogue().indicators()) {
      if (indicator.kind() == Kind.RATE) {
        assertTrue(
            List.of("percent", "percentage_point").contains(indicator.unit()), indicator.id());
      } else {
        assertTrue(!indicator.unit().startsWith("percent"), indicator.id());
      }
    }
  }

  @Test
  void legal_thresholds_cut_rates_of_communes_and_name_their_decision() {
    Map<String, List<Double>> lines = new HashMap<>();
    for (Thresholds thresholds : catalogues.catalogue().thresholds()) {
      assertEquals("commune", thresholds.level());
      assertEquals("rate_poor", thresholds.indicator());
      assertTrue(thresholds.source().contains("33/2020/QĐ-TTg"), thresholds.source());
      lines.put(thresholds.id(), thresholds.lines().stream().map(Thresholds.Line::at).toList());
    }
    assertEquals(
        Map.of(
            "33-2020-commune", List.of(10.0, 15.0, 20.0),
            "33-2020-commune-mekong", List.of(10.0, 12.0, 15.0)),
        lines);
  }
}
