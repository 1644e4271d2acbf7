package org.xaatlas.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "12, 12",
    "-7, -7",
    "340.5, 340.5",
    "105.123456, 105.123456",
    "-0.0000001, -0.0000001",
    "21.0000001, 21.0000001",
    "0.1, 0.1",
    "1000000, 1000000",
    "123456789012, 123456789012",
    "105.12345678901, 105.12345678901"
  })
  void numbers_are_as_short_as_they_are_exact(double number, String text) {
    assertEquals(text, Decimals.text(number));
  }

  @Test
  void every_number_reads_back_as_itself() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      double number =
          switch (i % 4) {
            case 0 -> Math.rint(random.nextDouble() * 360e6) / 1e6;
            case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(20) - 8);
            case 2 -> 100.0 * random.nextInt(5000) / (1 + random.nextInt(5000));
            default -> Math.rint(random.nextDouble() * 2e9) / 1e7 - 100;
          };
      String text = Decimals.text(number);
      assertEquals(number, Double.parseDouble(text), text);
      assertTrue(text.length() <= Double.toString(number).length(), text);
    }
  }

  @Test
  void what_is_no_number_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Decimals.text(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Decimals.text(Double.POSITIVE_INFINITY));
  }
}
