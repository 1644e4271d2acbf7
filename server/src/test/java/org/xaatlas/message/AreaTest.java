package org.xaatlas.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0          | 0 m²           | 0 m²
          0.0000004  | < 0.001 m²     | < 0,001 m²
          0.001      | 0.001 m²       | 0,001 m²
          0.00149    | 0.0015 m²      | 0,0015 m²
          0.0432     | 0.043 m²       | 0,043 m²
          0.05       | 0.05 m²        | 0,05 m²
          0.999      | 1 m²           | 1 m²
          1          | 1 m²           | 1 m²
          12.35      | 12.4 m²        | 12,4 m²
          10825597.2 | 10,825,597.2 m² | 10.825.597,2 m²
          """)
  void smallAreasSaySomethingInBothLanguages(double area, String english, String vietnamese) {
    assertEquals(english, new Area(area).in(Language.EN));
    assertEquals(vietnamese, new Area(area).in(Language.VI));
  }

  @Test
  void standsInTheSentencesOfTheBoundaryReport() {
    Message gap = Message.of("boundary.gap", "00001, 00002", new Area(0.04), "105.1, 21.2");
    assertEquals(
        "Between 00001, 00002 lies a gap of 0.04 m² near 105.1, 21.2 (lon, lat).",
        gap.in(Language.EN));
    assertEquals(
        "Giữa 00001, 00002 có khe hở 0,04 m² gần 105.1, 21.2 (kinh độ, vĩ độ).",
        gap.in(Language.VI));
  }

  @Test
  void refusesWhatIsNoArea() {
    assertThrows(IllegalArgumentException.class, () -> new Area(-1));
    assertThrows(IllegalArgumentException.class, () -> new Area(Double.NaN));
  }
}
