package org.xaatlas.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "|cmd",
        "＝1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "  =1",
        "\u00a0=1",
        "\ufeff=1",
        "\u202e=1",
        "\u0001=1",
        "\tabc",
        "\rabc",
        "\nabc"
      })
  void what_a_spreadsheet_would_compute_is_disarmed(String text) {
    assertEquals("'" + text, FeatureTable.harmless(text));
  }

  /** The list sign of a spreadsheet is a semicolon where the comma is the decimal one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '"',
      value = {
        "a;=1+1;b > a;'=1+1;b",
        "a; +1 > a;' +1",
        "=1;-2;=3 > '=1;'-2;'=3",
        "1-2=3;a+b > 1-2=3;a+b",
        "Xã A; Xã B-C > Xã A; Xã B-C"
      })
  void what_one_would_that_takes_semicolons_is_disarmed_too(String text, String safe) {
    assertEquals(safe, FeatureTable.harmless(text));
    assertEquals(safe.replace(';', '\n'), FeatureTable.harmless(text.replace(';', '\n')));
    assertEquals(safe.replace(';', '\t'), FeatureTable.harmless(text.replace(';', '\t')));
  }

  @Test
  void other_text_stays_as_it_is() {
    assertEquals("Xã Mường La", FeatureTable.harmless("Xã Mường La"));
    assertEquals("", FeatureTable.harmless(""));
  }
}
