package org.xaatlas.priority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.xaatlas.priority.PairwiseWeights.Pair;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PairwiseWeightsTest {
  @Test
  void pairs_that_agree_give_their_weights_back() {
    PairwiseWeights weights =
        PairwiseWeights.of(3, List.of(new Pair(0, 1, 2), new Pair(2, 0, 0.25), new Pair(1, 2, 2)));
    assertArrayEquals(new double[] {4 / 7.0, 2 / 7.0, 1 / 7.0}, weights.weights(), 1e-12);
    assertEquals(0, weights.ratio());
    assertEquals(-1, weights.first());
  }

  @Test
  void a_contradiction_is_measured_and_named() {
    // By hand: with 3 criteria the largest root is 1 + x + 1/x, x the cube root of a12 a23 / a13.
    PairwiseWeights weights =
        PairwiseWeights.of(3, List.of(new Pair(0, 1, 3), new Pair(1, 2, 3), new Pair(2, 0, 3)));
    double x = 3;
    double index = (1 + x + 1 / x - 3) / 2;
    assertEquals(index / 0.58, weights.ratio(), 1e-9);
    assertTrue(weights.ratio() > PairwiseWeights.TOLERATED);
    PairwiseWeights one =
        PairwiseWeights.of(
            4,
            List.of(
                new Pair(0, 1, 2),
                new Pair(0, 2, 2),
                new Pair(0, 3, 2),
                new Pair(1, 2, 1),
                new Pair(1, 3, 9),
                new Pair(2, 3, 1)));
    assertEquals(1, one.first(), "1 was said to count nine times as much as 3");
    assertEquals(3, one.second());
    assertEquals(9, one.stated());
    assertTrue(one.implied() < 9);
  }

  @Test
  void what_is_not_a_whole_set_of_pairs_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> PairwiseWeights.of(3, List.of(new Pair(0, 1, 2))));
    assertThrows(
        IllegalArgumentException.class,
        () -> PairwiseWeights.of(2, List.of(new Pair(0, 1, 2), new Pair(1, 0, 2))));
    assertThrows(
        IllegalArgumentException.class, () -> PairwiseWeights.of(2, List.of(new Pair(0, 1, 0))));
  }
}
