package org.xaatlas.spatial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Outlines made to keep a computer busy. */
@Tag("slow")
class EffortTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** A comb of teeth to the east, or, turned, to the north: valid, and all over the other one. */
  private static MultiPolygon comb(int teeth, boolean turned) {
    Coordinate[] ring = new Coordinate[teeth * 4 + 3];
    double step = 1.0 / teeth;
    for (int tooth = 0; tooth < teeth; tooth++) {
      double from = tooth * step;
      double[][] corners = {
        {0, from}, {1, from}, {1, from + step / 2}, {0.001, from + step / 2},
      };
      for (int i = 0; i < 4; i++) {
        double along = corners[i][0];
        double across = corners[i][1];
        ring[tooth * 4 + i] =
            turned
                ? new CoordinateXY(105 + across, 20 + along)
                : new CoordinateXY(105 + along, 20 + across);
      }
    }
    ring[teeth * 4] = turned ? new CoordinateXY(106, 19.99) : new CoordinateXY(104.99, 21);
    ring[teeth * 4 + 1] = turned ? new CoordinateXY(105, 19.99) : new CoordinateXY(104.99, 20);
    ring[teeth * 4 + 2] = ring[0];
    Polygon polygon = FACTORY.createPolygon(ring);
    assertTrue(polygon.isValid());
    return FACTORY.createMultiPolygon(new Polygon[] {polygon});
  }

  @Test
  void combs_that_cross_everywhere_are_given_up_on_and_the_report_says_so() {
    SortedMap<String, MultiPolygon> units = new TreeMap<>();
    units.put("1", comb(20_000, false));
    units.put("2", comb(20_000, true));
    assertFalse(CoverageCheck.check(units).complete());
  }

  @Test
  void combs_that_cross_now_and_then_are_measured() {
    SortedMap<String, MultiPolygon> units = new TreeMap<>();
    units.put("1", comb(20, false));
    units.put("2", comb(20, true));
    CoverageCheck.Report report = CoverageCheck.check(units);
    assertTrue(report.complete());
    assertEquals(1, report.overlaps().size());
    assertTrue(report.overlaps().get(0).ground().getNumGeometries() >= 400);
  }

  @Test
  void the_same_ground_claimed_by_very_many_is_given_up_on_and_what_was_found_is_told() {
    SortedMap<String, MultiPolygon> units = new TreeMap<>();
    units.put("a", comb(2, false));
    units.put("b", comb(2, false));
    for (int i = 0; i < 300; i++) {
      MultiPolygon away = (MultiPolygon) comb(4, false).copy();
      away.apply(
          (org.locationtech.jts.geom.CoordinateFilter)
              at -> {
                at.x += 3;
                at.y += 1;
              });
      away.geometryChanged();
      units.put("c" + i, away);
    }
    CoverageCheck.Report report = CoverageCheck.check(units, 2_000_000);
    assertFalse(report.complete());
    assertTrue(report.overlaps().size() < 301 * 300 / 2);
  }

  @Test
  void an_outline_that_crosses_itself_everywhere_is_broken_and_not_repaired_for_days() {
    // There and back through its own teeth.
    Coordinate[] first = comb(20_000, false).getCoordinates();
    Coordinate[] second = comb(20_000, true).getCoordinates();
    Coordinate[] ring = new Coordinate[first.length + second.length - 1];
    System.arraycopy(first, 0, ring, 0, first.length - 1);
    System.arraycopy(second, 0, ring, first.length - 1, second.length - 1);
    ring[ring.length - 1] = ring[0];
    MultiPolygon outline = FACTORY.createMultiPolygon(new Polygon[] {FACTORY.createPolygon(ring)});
    GeometryCheck.Broken broken =
        org.junit.jupiter.api.Assertions.assertInstanceOf(
            GeometryCheck.Broken.class, GeometryCheck.check(outline));
    assertEquals("boundary.fault_entangled", broken.why().key());
  }

  @Test
  void neighbours_of_outlines_that_all_lie_over_each_other_are_refused() {
    SortedMap<String, MultiPolygon> units = new TreeMap<>();
    for (int i = 0; i < 50; i++) {
      units.put("" + i, comb(50 + i, i % 2 == 0));
    }
    assertEquals(50, Neighbours.of(units).neighbours().size());
    org.xaatlas.message.RefusedException refused =
        org.junit.jupiter.api.Assertions.assertThrows(
            org.xaatlas.message.RefusedException.class,
            () -> Neighbours.of(units, units.keySet(), 10_000));
    assertEquals(List.of("boundary.entangled"), List.of(refused.text().key()));
  }
}
