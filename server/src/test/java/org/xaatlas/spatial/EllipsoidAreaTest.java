package org.xaatlas.spatial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class EllipsoidAreaTest {
  private static double area(String wkt) throws ParseException {
    return EllipsoidArea.squareMetres(new WKTReader().read(wkt));
  }

  /** Zones between parallels, where the exact area has a closed form: a quarter is 1e-4 of it. */
  @Test
  void half_the_earth_is_half_the_ellipsoid() throws ParseException {
    assertEquals(
        510_065_621_724_088.0 / 2, area("POLYGON((-180 0, 180 0, 180 90, -180 90, -180 0))"), 1e6);
  }

  /**
   * A degree by a degree, from the formula for zones of the ellipsoid (12,309 km2 at the equator).
   */
  @ParameterizedTest
  @CsvSource({"0, 12308778361.469452", "10, 12101246436.0", "21, 11473498110.0"})
  void a_degree_square_shrinks_to_the_north(double south, double expected) throws ParseException {
    String wkt =
        String.format(
            java.util.Locale.ROOT,
            "POLYGON((105 %1$f, 106 %1$f, 106 %2$f, 105 %2$f, 105 %1$f))",
            south,
            south + 1);
    assertEquals(zone(south, south + 1), area(wkt), 1);
    assertEquals(expected, area(wkt), expected * 0.004);
  }

  /** The area of one degree between two parallels, integrated numerically. */
  private static double zone(double south, double north) {
    double a = 6378137;
    double f = 1 / 298.257223563;
    double e2 = f * (2 - f);
    int steps = 20_000;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double lat = Math.toRadians(south + (north - south) * (i + 0.5) / steps);
      double w = 1 - e2 * Math.sin(lat) * Math.sin(lat);
      double meridian = a * (1 - e2) / Math.pow(w, 1.5);
      double parallel = a * Math.cos(lat) / Math.sqrt(w);
      sum += meridian * parallel;
    }
    return sum * Math.toRadians((north - south) / steps) * Math.toRadians(1);
  }

  @Test
  void holes_are_taken_off_and_parts_add_up() throws ParseException {
    double square = area("POLYGON((105 20, 105.2 20, 105.2 20.2, 105 20.2, 105 20))");
    double hole = area("POLYGON((105.1 20.1, 105.15 20.1, 105.15 20.15, 105.1 20.15, 105.1 20.1))");
    assertEquals(
        square - hole + square,
        area(
            "MULTIPOLYGON(((105 20, 105.2 20, 105.2 20.2, 105 20.2, 105 20),"
                + "(105.1 20.1, 105.1 20.15, 105.15 20.15, 105.15 20.1, 105.1 20.1)),"
                + "((106 20, 106 20.2, 106.2 20.2, 106.2 20, 106 20)))"),
        1e-3);
  }

  @Test
  void a_sliver_of_a_square_centimetre_keeps_its_digits() throws ParseException {
    assertEquals(
        0.0115,
        area("POLYGON((105 20, 105.000001 20, 105.000001 20.000001, 105 20.000001, 105 20))"),
        0.0005);
  }

  @Test
  void points_and_lines_have_no_area() throws ParseException {
    assertEquals(
        0, area("GEOMETRYCOLLECTION(POINT(105 20), LINESTRING(105 20, 106 21, 105 21, 105 20))"));
  }
}
