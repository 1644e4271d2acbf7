package org.xaatlas.spatial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class CoverageCheckTest {
  static SortedMap<String, MultiPolygon> units(String... codeAndWkt) throws ParseException {
    SortedMap<String, MultiPolygon> units = new TreeMap<>();
    for (int i = 0; i < codeAndWkt.length; i += 2) {
      Geometry read = new WKTReader().read(codeAndWkt[i + 1]);
      units.put(
          codeAndWkt[i],
          read instanceof MultiPolygon multi
              ? multi
              : new GeometryFactory().createMultiPolygon(new Polygon[] {(Polygon) read}));
    }
    return units;
  }

  static String box(double west, double south, double east, double north) {
    return String.format(
        java.util.Locale.ROOT,
        "POLYGON((%1$s %2$s, %1$s %4$s, %3$s %4$s, %3$s %2$s, %1$s %2$s))",
        west,
        south,
        east,
        north);
  }

  @Test
  void a_clean_coverage_has_neither_overlaps_nor_gaps() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(
            units("1", box(105, 20, 105.1, 20.1), "2", box(105.1, 20, 105.2, 20.1)));
    assertEquals(0, report.overlaps().size());
    assertEquals(0, report.gaps().size());
  }

  @Test
  void no_units_are_no_trouble() {
    assertEquals(0, CoverageCheck.check(new TreeMap<>()).gaps().size());
  }

  @Test
  void an_overlap_is_measured_and_placed() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(
            units("1", box(105, 20, 105.1, 20.1), "2", box(105.09, 20, 105.2, 20.1)));
    assertEquals(1, report.overlaps().size());
    CoverageCheck.Overlap overlap = report.overlaps().get(0);
    assertEquals("1", overlap.first());
    assertEquals("2", overlap.second());
    assertEquals(
        EllipsoidArea.squareMetres(new WKTReader().read(box(105.09, 20, 105.1, 20.1))),
        overlap.squareMetres(),
        1);
    assertTrue(overlap.place().x > 105.09 && overlap.place().x < 105.1);
    assertEquals(0, report.gaps().size());
  }

  @Test
  void ground_that_three_claim_counts_for_each_pair() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(
            units(
                "1", box(105, 20, 105.1, 20.1),
                "2", box(105.05, 20, 105.2, 20.1),
                "3", box(105.05, 20.05, 105.1, 20.3)));
    assertEquals(3, report.overlaps().size());
  }

  @Test
  void a_unit_inside_another_overlaps_it() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(
            units("1", box(105, 20, 105.1, 20.1), "2", box(105.02, 20.02, 105.04, 20.04)));
    assertEquals(1, report.overlaps().size());
    assertEquals(0, report.gaps().size());
  }

  @Test
  void the_same_outline_twice_overlaps_itself() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(units("1", box(105, 20, 105.1, 20.1), "2", box(105, 20, 105.1, 20.1)));
    assertEquals(1, report.overlaps().size());
  }

  @Test
  void a_gap_between_two_units_is_measured_and_names_them() throws ParseException {
    // The border bulges in one of them only: between 105.1 and 105.11.
    CoverageCheck.Report report =
        CoverageCheck.check(
            units(
                "1",
                box(105, 20, 105.1, 20.1),
                "2",
                "POLYGON((105.1 20, 105.1 20.04, 105.11 20.05, 105.1 20.06, 105.1 20.1,"
                    + " 105.2 20.1, 105.2 20, 105.1 20))"));
    assertEquals(1, report.gaps().size());
    CoverageCheck.Gap gap = report.gaps().get(0);
    assertEquals(List.of("1", "2"), gap.units());
    assertEquals(
        EllipsoidArea.squareMetres(
            new WKTReader().read("POLYGON((105.1 20.04, 105.11 20.05, 105.1 20.06, 105.1 20.04))")),
        gap.squareMetres(),
        0.5);
    assertEquals(0, report.overlaps().size());
  }

  @Test
  void a_hole_inside_one_unit_is_a_lake_and_no_gap() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(
            units(
                "1",
                "POLYGON((105 20, 105 20.1, 105.1 20.1, 105.1 20, 105 20),"
                    + "(105.02 20.02, 105.04 20.02, 105.04 20.04, 105.02 20.04, 105.02 20.02))"));
    assertEquals(0, report.gaps().size());
  }

  @Test
  void an_enclave_that_is_there_is_no_gap() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(
            units(
                "1",
                "POLYGON((105 20, 105 20.1, 105.1 20.1, 105.1 20, 105 20),"
                    + "(105.02 20.02, 105.04 20.02, 105.04 20.04, 105.02 20.04, 105.02 20.02))",
                "2",
                box(105.02, 20.02, 105.04, 20.04)));
    assertEquals(0, report.gaps().size());
    assertEquals(0, report.overlaps().size());
  }

  @Test
  void a_border_drawn_with_more_points_on_one_side_is_no_mismatch() throws ParseException {
    CoverageCheck.Report report =
        CoverageCheck.check(
            units(
                "1",
                box(105, 20, 105.5, 20.5),
                "2",
                "POLYGON((105.5 20, 105.5 20.25, 105.5 20.5, 106 20.5, 106 20, 105.5 20))"));
    assertEquals(0, report.gaps().size());
    assertEquals(0, report.overlaps().size());
  }
}
