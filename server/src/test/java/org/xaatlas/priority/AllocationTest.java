package org.xaatlas.priority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.priority.Allocation.Bounds;
import org.xaatlas.priority.Allocation.Claim;
import org.xaatlas.priority.Allocation.Infeasible;

class AllocationTest {
  @Test
  void a_budget_is_shared_in_proportion_to_the_last_unit() {
    List<Claim> claims = List.of(claim("a", "11", 1), claim("b", "11", 1), claim("c", "12", 1));
    assertArrayEquals(new long[] {333, 334, 333}, sorted(Allocation.of(1000, claims, Map.of()), 1));
    assertEquals(1000, Arrays.stream(Allocation.of(1000, claims, Map.of())).sum());
  }

  @Test
  void floors_and_ceilings_are_kept_and_the_rest_stays_in_proportion() {
    List<Claim> claims =
        List.of(
            new Claim("a", "11", 60, 0, 200),
            new Claim("b", "11", 30, 0, 1000),
            new Claim("c", "11", 10, 0, 1000),
            new Claim("d", "11", 0, 50, 1000));
    // a stops at 200, d has its floor: 750 for b and c, three to one, the odd one to the first.
    assertArrayEquals(
        new long[] {200, 563, 187, 50}, sorted(Allocation.of(1000, claims, Map.of()), -1));
  }

  @Test
  void provinces_have_bounds_of_their_own() {
    List<Claim> claims = List.of(claim("a", "11", 9), claim("b", "12", 1));
    assertArrayEquals(
        new long[] {700, 300}, Allocation.of(1000, claims, Map.of("12", new Bounds(300, 400))));
  }

  @Test
  void what_cannot_be_met_is_named() {
    List<Claim> claims =
        List.of(new Claim("a", "11", 1, 600, 700), new Claim("b", "12", 1, 600, 700));
    Infeasible floors = assertThrows(Infeasible.class, () -> Allocation.of(1000, claims, Map.of()));
    assertEquals("floors", floors.what());
    assertEquals(1200, floors.bound());
    Infeasible ceilings =
        assertThrows(Infeasible.class, () -> Allocation.of(2000, claims, Map.of()));
    assertEquals("ceilings", ceilings.what());
    assertEquals(1400, ceilings.bound());
    Infeasible province =
        assertThrows(
            Infeasible.class, () -> Allocation.of(1300, claims, Map.of("12", new Bounds(0, 500))));
    assertEquals("floors:12", province.what());
    assertEquals(500, province.amount());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_sum_is_the_budget_and_no_bound_is_broken(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<Claim> claims = new ArrayList<>();
      long floors = 0;
      long ceilings = 0;
      int count = 1 + random.nextInt(40);
      for (int i = 0; i < count; i++) {
        long floor = random.nextInt(3) == 0 ? random.nextInt(50) : 0;
        long ceiling = floor + random.nextInt(500);
        double claim = random.nextInt(6) == 0 ? 0 : random.nextDouble() * 100;
        claims.add(new Claim("u" + i, "p" + random.nextInt(4), claim, floor, ceiling));
        floors += floor;
        ceilings += claim > 0 ? ceiling : floor;
      }
      long budget = floors + (long) (random.nextDouble() * (ceilings - floors));
      long[] amounts = Allocation.of(budget, claims, Map.of());
      assertEquals(budget, Arrays.stream(amounts).sum());
      for (int i = 0; i < amounts.length; i++) {
        assertTrue(amounts[i] >= claims.get(i).floor());
        assertTrue(amounts[i] <= claims.get(i).ceiling());
      }
    }
  }

  @Test
  void targeting_counts_poor_households_on_both_sides() {
    double[] poor = {80, 20, 100, Double.NaN};
    double[] households = {100, 100, 1000, 500};
    Targeting targeting = Targeting.of(new boolean[] {true, true, false, true}, poor, households);
    assertEquals(0.5, targeting.covered(), 1e-12);
    assertEquals(0.5, targeting.inclusion(), 1e-12);
    assertEquals(3, targeting.chosen());
    assertArrayEquals(
        new double[] {0, 0.5, 0.9, 1, 1}, Targeting.curve(new int[] {2, 0, 1, 3}, poor), 1e-12);
  }

  private static Claim claim(String unit, String province, double claim) {
    return new Claim(unit, province, claim, 0, Long.MAX_VALUE);
  }

  /** Which of equals gets the odd one is not part of the promise: it is put in a fixed place. */
  private static long[] sorted(long[] amounts, int odd) {
    if (odd < 0) {
      return amounts;
    }
    long largest = Arrays.stream(amounts).max().orElseThrow();
    long[] placed = new long[amounts.length];
    Arrays.fill(placed, Arrays.stream(amounts).min().orElseThrow());
    placed[odd] = largest;
    return placed;
  }
}
