package org.xaatlas.join.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xaatlas.SharedData;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

@Tag("slow")
class CorpusTest {
  @BeforeAll
  static void real_lists_are_there() {
    assumeTrue(SharedData.present());
  }

  @ParameterizedTest
  @EnumSource(Corpus.Part.class)
  void nothing_is_matched_wrongly_and_what_normalising_explains_is_matched(Corpus.Part part) {
    Measurement measurement = measure(part, part == Corpus.Part.TUNED ? 20_000 : 100_000);
    assertEquals(List.of(), measurement.wrong());
    assertTrue(
        measurement.explainedMatched() >= 0.99,
        () ->
            measurement.explainedMatched()
                + " of the explained rows, such as "
                + some(measurement));
    double first =
        measurement.first(
            Noise.WRONG_LETTER,
            Noise.NEIGHBOUR_KEY,
            Noise.MISSING_LETTER,
            Noise.EXTRA_LETTER,
            Noise.SWAPPED);
    assertTrue(first >= 0.97, () -> first + " have the right unit first, not " + some(measurement));
  }

  /** Seventy per cent of the rows are about the edition in force, the others about the old one. */
  static Measurement measure(Corpus.Part part, int rows) {
    UnitRegister today = UnitLists.of2025();
    UnitRegister before = UnitLists.of2021();
    long seed = part == Corpus.Part.TUNED ? 1 : 20_250_701;
    Measurement measurement = new Measurement();
    int ofToday = rows * 7 / 10;
    measurement.run(
        new UnitMatcher(today, Level.COMMUNE, Optional.empty()),
        new Corpus(today, before, part, seed).rows(ofToday));
    measurement.run(
        new UnitMatcher(before, Level.COMMUNE, Optional.empty()),
        new Corpus(before, today, part, seed + 1).rows(rows - ofToday));
    return measurement;
  }

  private static String some(Measurement measurement) {
    return String.join("\n", measurement.missed().stream().limit(40).toList());
  }
}
