package org.xaatlas.spatial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

class ClustersTest {
  private static List<List<Integer>> clusters(double margin, Envelope... boxes) {
    return Clusters.of(List.of(boxes), margin).stream()
        .map(cluster -> Arrays.stream(cluster).boxed().toList())
        .toList();
  }

  @Test
  void boxes_joined_by_a_chain_of_others_are_one_group() {
    assertEquals(
        List.of(List.of(0, 2, 3), List.of(1)),
        clusters(
            0,
            new Envelope(0, 1, 0, 1),
            new Envelope(9, 10, 9, 10),
            new Envelope(2, 3, 0, 1),
            new Envelope(0.5, 2.5, 0.5, 0.6)));
  }

  @Test
  void boxes_that_touch_meet() {
    assertEquals(
        List.of(List.of(0, 1)), clusters(0, new Envelope(0, 1, 0, 1), new Envelope(1, 2, 0, 1)));
  }

  @Test
  void a_margin_reaches_over_a_gap() {
    Envelope one = new Envelope(0, 1, 0, 1);
    Envelope other = new Envelope(1.5, 2, 0, 1);
    assertEquals(2, clusters(0.4, one, other).size());
    assertEquals(1, clusters(0.5, one, other).size());
  }

  @Test
  void nothing_makes_no_group() {
    assertEquals(List.of(), clusters(0));
  }
}
