package org.xaatlas.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTableTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
  void what_a_spreadsheet_would_compute_is_disarmed(String text) {
    assertEquals("'" + text, FeatureTable.harmless(text));
  }

  @Test
  void other_text_stays_as_it_is() {
    assertEquals("Xã Mường La", FeatureTable.harmless("Xã Mường La"));
    assertEquals("", FeatureTable.harmless(""));
  }
}
