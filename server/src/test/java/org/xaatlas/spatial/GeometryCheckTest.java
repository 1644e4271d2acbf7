package org.xaatlas.spatial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class GeometryCheckTest {
  private static MultiPolygon outline(String rings) throws ParseException {
    return (MultiPolygon) new WKTReader().read("MULTIPOLYGON(" + rings + ")");
  }

  @Test
  void a_valid_outline_comes_back_as_the_very_same_object() throws ParseException {
    MultiPolygon square = outline("((105 20, 105.1 20, 105.1 20.1, 105 20.1, 105 20))");
    assertSame(square, ((GeometryCheck.Sound) GeometryCheck.check(square)).geometry());
  }

  @Test
  void an_empty_outline_is_broken() throws ParseException {
    assertInstanceOf(
        GeometryCheck.Broken.class,
        GeometryCheck.check((MultiPolygon) new WKTReader().read("MULTIPOLYGON EMPTY")));
  }

  @Test
  void a_spike_is_cut_off_without_change_of_area() throws ParseException {
    GeometryCheck.Repaired repaired =
        assertInstanceOf(
            GeometryCheck.Repaired.class,
            GeometryCheck.check(
                outline(
                    "((105 20, 105.1 20, 105.1 20.05, 105.2 20.05, 105.1 20.05, 105.1 20.1,"
                        + " 105 20.1, 105 20))")));
    assertTrue(repaired.geometry().isValid());
    assertEquals(0, repaired.squareMetres(), 1e-3);
    assertTrue(repaired.at().x >= 105.1);
  }

  @Test
  void a_hairline_self_crossing_is_repaired_and_its_area_told() throws ParseException {
    GeometryCheck.Repaired repaired =
        assertInstanceOf(
            GeometryCheck.Repaired.class,
            GeometryCheck.check(
                outline(
                    "((105 20, 105.1 20, 105.1 20.1, 105.0500002 20.1, 105.05 20.1000002,"
                        + " 105.0500002 20.1000002, 105.05 20.1, 105 20.1, 105 20))")));
    assertTrue(repaired.geometry().isValid());
    assertTrue(repaired.squareMetres() < 1);
  }

  @Test
  void a_figure_of_eight_is_beyond_repair_because_nobody_knows_which_half_is_meant()
      throws ParseException {
    GeometryCheck.Broken broken =
        assertInstanceOf(
            GeometryCheck.Broken.class,
            GeometryCheck.check(outline("((105 20, 105.1 20.1, 105.1 20, 105 20.1, 105 20))")));
    assertTrue(broken.why().toString().contains("crosses itself"), broken.why().toString());
    assertTrue(broken.why().toString().contains("105.05"), broken.why().toString());
  }

  @Test
  void a_part_claimed_twice_is_beyond_repair() throws ParseException {
    assertInstanceOf(
        GeometryCheck.Broken.class,
        GeometryCheck.check(
            outline(
                "((105 20, 105.1 20, 105.1 20.1, 105 20.1, 105 20)),"
                    + "((105.02 20.02, 105.08 20.02, 105.08 20.08, 105.02 20.08, 105.02 20.02))")));
  }

  @Test
  void a_hole_outside_its_polygon_is_beyond_repair_when_it_matters() throws ParseException {
    assertInstanceOf(
        GeometryCheck.Broken.class,
        GeometryCheck.check(
            outline(
                "((105 20, 105.1 20, 105.1 20.1, 105 20.1, 105 20),"
                    + "(105.5 20.5, 105.6 20.5, 105.6 20.6, 105.5 20.5))")));
  }
}
