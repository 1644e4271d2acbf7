package org.xaatlas.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllocationTest {
  @Test
  void parts_follow_the_weights_and_add_up() {
    assertArrayEquals(
        new int[] {5, 3, 2},
        Allocation.share(10, new double[] {5, 3, 2}, new int[] {100, 100, 100}));
  }

  @Test
  void what_is_left_goes_to_the_largest_remainders() {
    assertArrayEquals(
        new int[] {4, 3, 3}, Allocation.share(10, new double[] {1, 1, 1}, new int[] {9, 9, 9}));
  }

  @Test
  void a_full_place_passes_its_part_on() {
    assertArrayEquals(
        new int[] {1, 5, 4}, Allocation.share(10, new double[] {9, 1, 1}, new int[] {1, 9, 9}));
  }

  @Test
  void nothing_is_shared_out_as_nothing() {
    assertArrayEquals(new int[] {0, 0}, Allocation.share(0, new double[] {1, 2}, new int[] {3, 3}));
  }

  @Test
  void more_than_there_is_room_for_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Allocation.share(7, new double[] {1, 1}, new int[] {3, 3}));
  }
}
