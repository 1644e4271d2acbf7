package org.xaatlas.hotspot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.xaatlas.hotspot.LocalPattern.Quadrant;
import org.xaatlas.spatial.Adjacency;

/** Indices against figures that others publish, against enumeration, and against each other. */
class HotSpotTest {
  /** Six points, those within 15 of each other neighbours, and the figures printed for them. */
  private static final Contiguity POINTS =
      Contiguity.of(new int[][] {{1, 3}, {0, 3, 4}, {4}, {0, 1, 4}, {1, 2, 3, 5}, {4}});

  private static final double[] VALUES = {2, 3, 3.2, 5, 8, 7};

  @Test
  void gi_star_is_what_the_documentation_of_pysal_prints() {
    double[] printed = {-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331};
    assertArrayEquals(printed, LocalPattern.getisOrd(VALUES, POINTS, 0, 1).index(), 5e-9);
  }

  /**
   * Ten regions of de Smith, Goodchild and Longley (Geospatial Analysis), the example of local
   * Moran in the documentation of PySAL; its version of 2009 prints the indices, every version the
   * quadrants.
   */
  private static final double[] TEN = {
    2.24, 3.10, 4.55, -5.15, -4.39, 0.46, 5.54, 9.02, -2.09, -3.06
  };

  private static final int[][] TEN_NEIGHBOURS = {
    {1, 3}, {0, 4}, {3, 6}, {0, 2, 4, 7}, {1, 3, 5, 8}, {4, 9}, {2, 7}, {3, 6, 8}, {4, 7, 9}, {5, 8}
  };

  @Test
  void local_moran_is_what_the_documentation_of_pysal_prints() {
    double[] printed = {
      -0.11409277, -0.19940543, -0.13351408, -0.51770383, 0.48095009,
      0.12208113, 1.19148298, -0.58144305, 0.07101383, 0.34314301
    };
    LocalPattern local = LocalPattern.moran(TEN, Contiguity.of(TEN_NEIGHBOURS), 0, 1);
    assertArrayEquals(printed, local.index(), 5e-9);
    Quadrant hl = Quadrant.HIGH_LOW;
    Quadrant ll = Quadrant.LOW_LOW;
    assertArrayEquals(
        new Quadrant[] {hl, hl, hl, Quadrant.LOW_HIGH, ll, ll, Quadrant.HIGH_HIGH, hl, ll, ll},
        local.quadrant(),
        "4 4 4 2 3 3 1 4 3 3 as PySAL numbers them");
  }

  @Test
  void pseudo_p_of_local_moran_is_what_all_draws_come_to() {
    double[] p = LocalPattern.moran(TEN, Contiguity.of(TEN_NEIGHBOURS), 99_999, 2026).pseudoP();
    for (int unit = 0; unit < TEN.length; unit++) {
      int[] near = TEN_NEIGHBOURS[unit];
      double seen = 0;
      for (int other : near) {
        seen += TEN[other];
      }
      int reached = 0;
      int all = 0;
      for (int draw = 0; draw < 1 << TEN.length; draw++) {
        if (Integer.bitCount(draw) == near.length && (draw >> unit & 1) == 0) {
          double sum = 0;
          for (int other = 0; other < TEN.length; other++) {
            sum += (draw >> other & 1) * TEN[other];
          }
          all++;
          reached += sum >= seen - 1e-9 ? 1 : 0;
        }
      }
      double exact = (double) Math.min(reached, all - reached) / all;
      // Five standard deviations of that many draws.
      double chance = 5 * Math.sqrt(exact * (1 - exact) / 99_999) + 2e-5;
      assertEquals(exact, p[unit], chance, "unit " + unit);
    }
  }

  @Test
  void pseudo_p_is_what_all_draws_come_to() {
    // Unit 0: of the 10 pairs of other values, {3, 5} and those above 8 are counted by hand.
    // Sums: 6.2 8 11 10 8.2 11.2 10.2 13 12 15; seen 3 + 5 = 8: nine reach it, one does not.
    int permutations = 99_999;
    double p = LocalPattern.getisOrd(VALUES, POINTS, permutations, 12345).pseudoP()[0];
    assertEquals(0.1, p, 0.004);
    // Unit 5: its neighbour has 8, the largest: one draw of five reaches it.
    double last = LocalPattern.moran(VALUES, POINTS, permutations, 12345).pseudoP()[5];
    assertEquals(0.2, last, 0.005);
  }

  @Test
  void local_moran_sums_to_the_global_one() {
    double[] values = random(400, 7);
    Contiguity lattice = lattice(20, 20);
    LocalPattern local = LocalPattern.moran(values, lattice, 0, 1);
    double sum = 0;
    for (double one : local.index()) {
      sum += one;
    }
    GlobalMoran global = GlobalMoran.of(values, lattice, 99, 1);
    // Local indices divide by n - 1, the global one by n.
    assertEquals(global.i(), sum / 399, 1e-12);
    assertEquals(-1.0 / 399, global.expected(), 1e-15);
  }

  @Test
  void a_chessboard_is_the_opposite_of_a_pattern() {
    double[] values = new double[64];
    for (int i = 0; i < 64; i++) {
      values[i] = (i / 8 + i % 8) % 2;
    }
    assertEquals(-1, GlobalMoran.of(values, rook(8, 8), 99, 1).i(), 1e-12);
    for (int i = 0; i < 64; i++) {
      values[i] = i % 8 < 4 ? 0 : 1;
    }
    GlobalMoran halves = GlobalMoran.of(values, rook(8, 8), 999, 1);
    assertTrue(halves.i() > 0.8);
    assertEquals(0.001, halves.pseudoP(), 1e-12);
  }

  @Test
  void a_cluster_is_found_and_noise_is_not() {
    double[] values = random(900, 3);
    for (int row = 10; row < 15; row++) {
      for (int column = 10; column < 15; column++) {
        values[row * 30 + column] += 8;
      }
    }
    LocalPattern local = LocalPattern.moran(values, lattice(30, 30), 9999, 42);
    double bound = FalseDiscovery.bound(local.pseudoP(), 0.05);
    int outside = 0;
    for (int unit = 0; unit < 900; unit++) {
      int off =
          Math.max(
              Math.max(10 - unit / 30, unit / 30 - 14), Math.max(10 - unit % 30, unit % 30 - 14));
      boolean found =
          local.pseudoP()[unit] <= bound && local.quadrant()[unit] == Quadrant.HIGH_HIGH;
      if (off <= 0) {
        assertTrue(found, "unit " + unit);
      } else if (found && off > 1) {
        // Beside the cluster a unit above the mean rightly counts; farther off none should.
        outside++;
      }
    }
    assertEquals(0, outside);
  }

  @Test
  void the_result_depends_on_the_seed_alone() throws Exception {
    double[] values = random(400, 5);
    Contiguity lattice = lattice(20, 20);
    double[] one =
        new ForkJoinPool(1)
            .submit(() -> LocalPattern.moran(values, lattice, 999, 77).pseudoP())
            .get();
    double[] several = LocalPattern.moran(values, lattice, 999, 77).pseudoP();
    assertArrayEquals(one, several);
    assertTrue(
        !java.util.Arrays.equals(several, LocalPattern.moran(values, lattice, 999, 78).pseudoP()));
    assertEquals(GlobalMoran.of(values, lattice, 999, 5), GlobalMoran.of(values, lattice, 999, 5));
  }

  @Test
  void scale_and_shift_change_nothing() {
    double[] values = random(400, 9);
    double[] other = values.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] = 100 + 4 * other[i];
    }
    Contiguity lattice = lattice(20, 20);
    LocalPattern a = LocalPattern.getisOrd(values, lattice, 99, 1);
    LocalPattern b = LocalPattern.getisOrd(other, lattice, 99, 1);
    assertArrayEquals(a.index(), b.index(), 1e-9);
    assertArrayEquals(a.quadrant(), b.quadrant());
  }

  @Test
  void values_that_are_all_alike_show_nothing() {
    double[] values = new double[64];
    java.util.Arrays.fill(values, 4.2);
    LocalPattern local = LocalPattern.moran(values, lattice(8, 8), 99, 1);
    assertEquals(0, local.index()[9]);
    assertEquals(0, GlobalMoran.of(values, lattice(8, 8), 99, 1).i());
    assertEquals(0, LocalPattern.getisOrd(values, lattice(8, 8), 99, 1).index()[9]);
  }

  @Test
  void islands_look_at_the_nearest_or_at_nobody() {
    Adjacency adjacency = adjacency(Map.of("a", List.of("b"), "b", List.of("a")));
    List<String> codes = List.of("a", "b", "c", "d");
    Map<String, Coordinate> places =
        Map.of(
            "a", new Coordinate(105, 10),
            "b", new Coordinate(105.1, 10),
            "c", new Coordinate(105.3, 10),
            "d", new Coordinate(111, 9));
    Contiguity with = Contiguity.of(codes, adjacency, places, 2);
    assertEquals(List.of("a", "b", "c", "d"), with.islands(), "a and b touch one alone");
    assertArrayEquals(new int[] {0, 1}, with.of(2));
    assertArrayEquals(new int[] {1, 2}, with.of(3));
    assertArrayEquals(new int[] {1, 2}, with.of(0));
    Contiguity one = Contiguity.of(codes, adjacency, places, 1);
    assertEquals(List.of("c", "d"), one.islands());
    assertArrayEquals(new int[] {1}, one.of(0), "the coast does not look at the island");
    Contiguity without = Contiguity.of(codes, adjacency, places, 0);
    LocalPattern local = LocalPattern.moran(new double[] {1, 2, 3, 4}, without, 9, 1);
    assertEquals(Quadrant.NONE, local.quadrant()[3]);
    assertTrue(Double.isNaN(local.index()[3]));
    assertEquals(1, local.pseudoP()[3]);
  }

  @Test
  void small_units_are_drawn_towards_the_rate_of_all() {
    double[] cases = {5, 500, 0, 100};
    double[] base = {10, 1000, 8, 1000};
    double[] smoothed = Rates.smoothed(cases, base);
    double all = 605.0 / 2018;
    assertTrue(Math.abs(smoothed[0] - 0.5) > Math.abs(smoothed[1] - 0.5) * 10);
    assertTrue(smoothed[0] > all && smoothed[0] < 0.5);
    assertTrue(smoothed[2] > 0 && smoothed[2] < all);
    double[] equal = Rates.smoothed(new double[] {10, 20, 30}, new double[] {100, 200, 300});
    assertArrayEquals(new double[] {0.1, 0.1, 0.1}, equal, 1e-12);
    assertThrows(
        IllegalArgumentException.class, () -> Rates.smoothed(new double[] {1}, new double[] {0}));
  }

  @Test
  void standardised_rates_are_worked_by_hand() {
    // 2 of 10 and 8 of 20: rate 1/3; between: (10 (0.2-1/3)^2 + 20 (0.4-1/3)^2)/30 - (1/3)/15
    double between =
        (10 * Math.pow(0.2 - 1 / 3.0, 2) + 20 * Math.pow(0.4 - 1 / 3.0, 2)) / 30 - 1 / 45.0;
    assertTrue(between < 0, "chance alone explains it");
    double[] expected = {
      (0.2 - 1 / 3.0) / Math.sqrt(between + 1 / 30.0),
      (0.4 - 1 / 3.0) / Math.sqrt(between + 1 / 60.0 > 0 ? between + 1 / 60.0 : 1 / 60.0)
    };
    assertArrayEquals(
        expected, Rates.standardised(new double[] {2, 8}, new double[] {10, 20}), 1e-12);
  }

  @Test
  void the_false_discovery_rate_is_that_of_the_original_example() {
    // The fifteen p-values of Benjamini and Hochberg 1995, section 3.2: four pass at 0.05.
    double[] p = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.000
    };
    double bound = FalseDiscovery.bound(p, 0.05);
    assertEquals(4 * 0.05 / 15, bound, 1e-12);
    assertEquals(4, java.util.Arrays.stream(p).filter(one -> one <= bound).count());
    assertEquals(0.05 / 2, FalseDiscovery.bound(new double[] {0.9, 0.8}, 0.05), 1e-12);
  }

  private static double[] random(int count, long seed) {
    Random random = new Random(seed);
    return random.doubles(count).map(one -> one * one).toArray();
  }

  private static Contiguity lattice(int columns, int rows) {
    return grid(columns, rows, true);
  }

  private static Contiguity rook(int columns, int rows) {
    return grid(columns, rows, false);
  }

  private static Contiguity grid(int columns, int rows, boolean corners) {
    int[][] neighbours = new int[columns * rows][];
    for (int unit = 0; unit < neighbours.length; unit++) {
      List<Integer> near = new ArrayList<>();
      for (int dx = -1; dx <= 1; dx++) {
        for (int dy = -1; dy <= 1; dy++) {
          int x = unit % columns + dx;
          int y = unit / columns + dy;
          boolean self = dx == 0 && dy == 0;
          boolean corner = dx != 0 && dy != 0;
          if (!self && (corners || !corner) && x >= 0 && y >= 0 && x < columns && y < rows) {
            near.add(y * columns + x);
          }
        }
      }
      neighbours[unit] = near.stream().mapToInt(Integer::intValue).toArray();
    }
    return Contiguity.of(neighbours);
  }

  private static Adjacency adjacency(Map<String, List<String>> neighbours) {
    TreeMap<String, java.util.SortedSet<String>> sorted = new TreeMap<>();
    neighbours.forEach((code, others) -> sorted.put(code, new TreeSet<>(others)));
    return new Adjacency(sorted);
  }
}
