package org.xaatlas.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
  @ParameterizedTest
  @CsvSource({
    "2023, 2023",
    "' 2023 ', 2023",
    "2023-12-31, 2023-12-31",
    "31/12/2023, 2023-12-31",
    "1/7/2025, 2025-07-01",
    "2021-2023, 2021/2023",
    "2021/2023, 2021/2023",
    "2021 – 2023, 2021/2023",
  })
  void what_people_type_becomes_one_canonical_text(String typed, String text) {
    assertEquals(text, Period.parse(typed).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "23", "2023-13-01", "30/2/2023", "2023-2021", "năm 2023", "0001", "9999"})
  void anything_else_is_refused(String typed) {
    assertThrows(IllegalArgumentException.class, () -> Period.parse(typed));
  }

  @Test
  void a_year_lasts_from_new_year_to_new_years_eve() {
    assertEquals(LocalDate.of(2023, 1, 1), new Period("2023").start());
    assertEquals(LocalDate.of(2023, 12, 31), new Period("2021/2023").end());
  }

  @Test
  void the_latest_period_is_the_largest() {
    assertTrue(new Period("2024").compareTo(new Period("2021/2023")) > 0);
    assertTrue(new Period("2023").compareTo(new Period("2021/2023")) > 0);
  }
}
