package org.xaatlas.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UnitApiTest {
  private static SeriesEntry series(String indicator, String period) {
    SeriesKey key =
        new SeriesKey(
            "2025-07-01",
            Level.COMMUNE,
            indicator,
            new Period(period),
            Optional.empty(),
            "",
            AreaType.ALL,
            "all",
            Nature.ACTUAL,
            Stage.APPROVED);
    return SeriesEntry.computed(key, List.of(Status.REPORTED), List.of("review"), 1, key, key);
  }

  @Test
  void of_very_many_series_an_answer_reads_those_of_the_latest_periods_in_their_order() {
    List<SeriesEntry> all = new ArrayList<>();
    for (int i = 0; i < UnitApi.MOST_SERIES; i++) {
      all.add(series("rate_" + i, i % 2 == 0 ? "2021/2023" : "2023"));
    }
    assertSame(all, UnitApi.latest(all));
    all.add(250, series("rate_late", "2024"));
    all.add(series("rate_early", "2019"));
    List<SeriesEntry> read = UnitApi.latest(all);
    assertEquals(UnitApi.MOST_SERIES, read.size());
    List<SeriesEntry> expected = new ArrayList<>(all);
    // The last of 2019 goes, then the last of the interval, which begins before the year.
    expected.remove(all.size() - 1);
    expected.remove(499);
    assertEquals(expected, read);
  }
}
