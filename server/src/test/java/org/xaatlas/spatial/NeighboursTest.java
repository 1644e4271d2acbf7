package org.xaatlas.spatial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.xaatlas.spatial.CoverageCheckTest.box;
import static org.xaatlas.spatial.CoverageCheckTest.units;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.ParseException;

class NeighboursTest {
  @Test
  void a_shared_corner_is_enough() throws ParseException {
    assertEquals(
        Map.of("1", Set.of("2"), "2", Set.of("1")),
        Neighbours.of(
                units(
                    "1", box(105, 20, 105.1, 20.1),
                    "2", box(105.1, 20.1, 105.2, 20.2),
                    "3", box(105.3, 20.3, 105.4, 20.4)))
            .neighbours());
  }

  @Test
  void a_corner_on_the_middle_of_the_other_s_border_touches() throws ParseException {
    assertEquals(
        2,
        Neighbours.of(units("1", box(105, 20, 105.1, 20.1), "2", box(105.1, 20.03, 105.2, 20.06)))
            .neighbours()
            .size());
  }

  @Test
  void a_hair_between_two_files_does_not_part_neighbours() throws ParseException {
    assertEquals(
        2,
        Neighbours.of(units("1", box(105, 20, 105.1, 20.1), "2", box(105.1000003, 20, 105.2, 20.1)))
            .neighbours()
            .size());
  }

  @Test
  void a_river_of_ten_metres_does() throws ParseException {
    assertEquals(
        0,
        Neighbours.of(units("1", box(105, 20, 105.1, 20.1), "2", box(105.1001, 20, 105.2, 20.1)))
            .neighbours()
            .size());
  }

  @Test
  void a_unit_drawn_inside_another_is_its_neighbour() throws ParseException {
    assertEquals(
        2,
        Neighbours.of(units("1", box(105, 20, 105.1, 20.1), "2", box(105.04, 20.04, 105.05, 20.05)))
            .neighbours()
            .size());
  }

  @Test
  void only_pairs_with_a_changed_unit_are_looked_at() throws ParseException {
    assertEquals(
        Map.of("2", Set.of("3"), "3", Set.of("2")),
        Neighbours.of(
                units(
                    "1", box(105, 20, 105.1, 20.1),
                    "2", box(105.1, 20, 105.2, 20.1),
                    "3", box(105.2, 20, 105.3, 20.1)),
                Set.of("3"))
            .neighbours());
  }
}
