package org.xaatlas.join.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xaatlas.SharedData;
import org.xaatlas.join.Eager;

@Tag("slow")
class LikelyTest {
  private static final int ROWS = 20_000;

  @BeforeAll
  static void real_lists_are_there() {
    assumeTrue(SharedData.present());
  }

  @ParameterizedTest
  @EnumSource(Corpus.Part.class)
  void clear_first_candidates_are_right_and_most_rows_have_one(Corpus.Part part) {
    List<LikelyBench.Offer> offers = LikelyBench.offers(part, ROWS);
    List<LikelyBench.Offer> taken =
        offers.stream().filter(o -> o.isTaken(Eager.clear(), Eager.lead())).toList();
    assertEquals(
        List.of(), taken.stream().filter(o -> !o.right()).map(LikelyBench.Offer::told).toList());
    assertTrue(taken.size() > 0.7 * offers.size(), taken.size() + " of " + offers.size());
  }
}
