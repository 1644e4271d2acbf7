package org.xaatlas.spatial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.xaatlas.message.EnvironmentException;

class HeapNeedTest {
  private static final long COUNTRY = 7_129_486;

  @Test
  void the_country_fits_where_it_was_measured() {
    HeapNeed.toImport(COUNTRY, COUNTRY).require(COUNTRY, 500);
    HeapNeed.toPublish(COUNTRY, COUNTRY).require(COUNTRY, 600);
  }

  @Test
  void ten_countries_side_by_side_fit_into_three_gigabytes() {
    HeapNeed.toImport(10 * COUNTRY, COUNTRY).require(10 * COUNTRY, 3072);
    HeapNeed.toPublish(10 * COUNTRY, COUNTRY).require(10 * COUNTRY, 3072);
  }

  @Test
  void too_little_is_said_with_what_is_needed() {
    HeapNeed need = HeapNeed.toPublish(COUNTRY, COUNTRY);
    EnvironmentException small =
        assertThrows(EnvironmentException.class, () -> need.require(COUNTRY, 400));
    assertEquals("boundary.memory_small", small.text().key());
    assertTrue(small.text().toString().contains("-Xmx" + need.megabytes() + "m"));
  }
}
