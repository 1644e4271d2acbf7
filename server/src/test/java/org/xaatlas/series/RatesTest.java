package org.xaatlas.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.unit.Level;

class RatesTest {
  private final Rates rates = new Rates(new Catalogues().catalogue());

  @Test
  void all_households_carry_no_standard() {
    Rates.Counts counts = rates.countsOf(key("rate_poor", "07/2021", "all")).orElseThrow();
    assertEquals(key("hh_poor", "07/2021", "all"), counts.numerator());
    assertEquals(key("hh_total", "", "all"), counts.denominator());
  }

  @Test
  void a_term_without_a_group_takes_that_of_the_rate() {
    Rates.Counts counts = rates.countsOf(key("rate_poor", "07/2021", "khmer")).orElseThrow();
    assertEquals(key("hh_total", "", "khmer"), counts.denominator());
  }

  @Test
  void a_count_has_no_counts() {
    assertEquals(Optional.empty(), rates.countsOf(key("hh_poor", "07/2021", "all")));
    assertEquals(Optional.empty(), rates.countsOf(key("unheard_of", "", "all")));
  }

  @Test
  void only_rates_with_both_counts_can_be_computed() {
    Map<SeriesKey, Rates.Counts> found =
        rates.computable(
            List.of(
                key("hh_poor", "07/2021", "all"),
                key("hh_poor", "59/2015", "all"),
                key("hh_near_poor", "07/2021", "khmer"),
                key("hh_total", "", "all")));
    assertEquals(
        Set.of(key("rate_poor", "07/2021", "all"), key("rate_poor", "59/2015", "all")),
        found.keySet());
  }

  @Test
  void the_rate_among_ethnic_minorities_and_their_share_of_the_poor_are_two() {
    Map<SeriesKey, Rates.Counts> found =
        rates.computable(
            List.of(
                key("hh_poor", "07/2021", "all"),
                key("hh_poor", "07/2021", "ethnic_minority"),
                key("hh_total", "", "ethnic_minority")));
    assertTrue(found.containsKey(key("rate_poor_em", "07/2021", "all")));
    Rates.Counts share = found.get(key("share_em_poor", "07/2021", "all"));
    assertEquals(key("hh_poor", "07/2021", "ethnic_minority"), share.numerator());
    assertEquals(key("hh_poor", "07/2021", "all"), share.denominator());
  }

  @Test
  void a_percentage_is_missing_when_a_count_is_or_nothing_divides() {
    assertEquals(Optional.of(12.5), Rates.percent(1.0, 8.0));
    assertEquals(Optional.of(0.0), Rates.percent(0.0, 8.0));
    assertEquals(Optional.empty(), Rates.percent(null, 8.0));
    assertEquals(Optional.empty(), Rates.percent(1.0, null));
    assertEquals(Optional.empty(), Rates.percent(0.0, 0.0));
  }

  private static SeriesKey key(String indicator, String standard, String group) {
    return new SeriesKey(
        "2025-07-01",
        Level.COMMUNE,
        indicator,
        Period.parse("2023"),
        Optional.empty(),
        standard,
        AreaType.ALL,
        group,
        Nature.ACTUAL,
        Stage.APPROVED);
  }
}
