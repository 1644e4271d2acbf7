package org.xaatlas.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.valid.IsValidOp;

class BordersTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static ExecutorService pool;

  @BeforeAll
  static void start() {
    pool = Executors.newFixedThreadPool(3);
  }

  @AfterAll
  static void stop() {
    pool.shutdownNow();
  }

  @Test
  void full_detail_comes_back_as_it_went_in() throws ParseException {
    Borders borders =
        borders(
            "MULTIPOLYGON(((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 4 6, 6 6, 6 4, 4 4)))",
            "MULTIPOLYGON(((10 0, 10 10, 20 10, 20 0, 10 0)))",
            "MULTIPOLYGON(((4 4, 4 6, 6 6, 6 4, 4 4)))");
    assertEquals(2, borders.exact(0).size());
    assertEquals(100, Rings.area(borders.exact(0).get(0)));
    assertEquals(-4, Rings.area(borders.exact(0).get(1)), "holes run the other way");
    assertEquals(100, Rings.area(borders.exact(1).get(0)));
    assertEquals(4, Rings.area(borders.exact(2).get(0)));
  }

  @Test
  void a_shared_line_moves_for_both_sides() throws ParseException, IOException {
    Borders borders =
        borders(
                "MULTIPOLYGON(((0 0, 10 0, 10.5 5, 10 10, 0 10, 0 0)))",
                "MULTIPOLYGON(((10 0, 20 0, 20 10, 10 10, 10.5 5, 10 0)))")
            .simplified(2, pool);
    assertEquals(100, Rings.area(borders.exact(0).get(0)));
    assertEquals(100, Rings.area(borders.exact(1).get(0)));
  }

  @Test
  void nothing_becomes_flat_between_two_corners() throws ParseException, IOException {
    // A lens between two units: both of its lines end at the same corners.
    Borders borders =
        borders(
            "MULTIPOLYGON(((0 0, 10 0, 9.9 5, 10 10, 0 10, 0 0)))",
            "MULTIPOLYGON(((10 0, 20 0, 20 10, 10 10, 10.1 5, 10 0)))",
            "MULTIPOLYGON(((10 0, 10.1 5, 10 10, 9.9 5, 10 0)))");
    List<double[]> lens = borders.simplified(3, pool).exact(2);
    assertEquals(1, lens.size());
    assertTrue(Rings.area(lens.get(0)) > 0);
  }

  @Test
  void small_islands_go_but_the_largest_part_of_a_unit_stays() throws ParseException, IOException {
    Borders borders =
        borders(
            "MULTIPOLYGON(((0 0, 2 0, 2 2, 0 2, 0 0)), ((5 5, 6 5, 6 6, 5 6, 5 5)))",
            "MULTIPOLYGON(((10 10, 90 10, 90 90, 10 90, 10 10), (20 20, 20 21, 21 21, 21 20, 20"
                + " 20), (50 50, 50 51, 51 51, 51 50, 50 50)))",
            "MULTIPOLYGON(((20 20, 20 21, 21 21, 21 20, 20 20)))");
    Borders coarse = borders.simplified(3, pool);
    assertEquals(1, coarse.exact(0).size(), "the smaller island is gone");
    assertEquals(2, coarse.exact(1).size(), "the empty hole is gone, the enclave's hole is not");
    assertEquals(1, coarse.exact(2).size());
    assertEquals(
        Rings.area(coarse.exact(2).get(0)), -Rings.area(coarse.exact(1).get(1)), "it fills it");
    assertEquals(1, coarse.simplified(9, pool).exact(0).size());
  }

  @Test
  void lines_around_a_group_leave_out_what_its_members_share() throws ParseException {
    Borders borders =
        borders(
            "MULTIPOLYGON(((0 0, 10 0, 10 10, 0 10, 0 0)))",
            "MULTIPOLYGON(((10 0, 20 0, 20 10, 10 10, 10 0)))",
            "MULTIPOLYGON(((20 0, 30 0, 30 10, 20 10, 20 0)))");
    List<double[]> outline = Dissolver.dissolveLines(borders.around(new int[] {0, 1}, 1));
    assertEquals(1, outline.size());
    assertEquals(200, Rings.area(outline.get(0)));
  }

  @Test
  void a_spike_of_the_source_does_no_harm() throws ParseException, IOException {
    Borders borders =
        borders("MULTIPOLYGON(((0 0, 10 0, 10 5, 14 5, 10 5, 10 10, 0 10, 0 0)))")
            .simplified(1, pool);
    assertEquals(100, Rings.area(borders.exact(0).get(0)), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void a_coverage_stays_one_at_every_level(int seed) throws IOException {
    List<MultiPolygon> outlines =
        new WigglyCoverage(5, 5, 80, 105.1, 20.3, 0.07, seed)
            .communes().values().stream().map(Mercator::project).toList();
    Borders borders = Borders.of(outlines);
    int before = borders.size();
    for (double tolerance : new double[] {2, 8, 16, 64, 256}) {
      borders = borders.simplified(tolerance, pool);
      Geometry[] coverage = new Geometry[outlines.size()];
      for (int i = 0; i < coverage.length; i++) {
        coverage[i] = polygon(borders.exact(i));
        assertTrue(IsValidOp.isValid(coverage[i]), "outline " + i + " at " + tolerance);
        assertTrue(coverage[i].getArea() > 0);
      }
      assertTrue(CoverageValidator.isValid(coverage), "a coverage at " + tolerance);
      assertTrue(borders.size() <= before);
      before = borders.size();
    }
    assertTrue(before < 25 * 12, "what is left is coarse: " + before);
  }

  @Test
  void the_result_does_not_depend_on_threads() throws IOException {
    List<MultiPolygon> outlines =
        new WigglyCoverage(12, 12, 300, 105.1, 20.3, 0.07, 9)
            .communes().values().stream().map(Mercator::project).toList();
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      Borders alone = Borders.of(outlines).simplified(4, one).simplified(16, one);
      Borders together = Borders.of(outlines).simplified(4, pool).simplified(16, pool);
      for (int i = 0; i < outlines.size(); i++) {
        assertArrayEquals(alone.exact(i).get(0), together.exact(i).get(0));
      }
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void a_line_does_not_pass_a_point_of_another() throws ParseException, IOException {
    // The bay of the first unit holds an island of the second: the bay may not be closed over it.
    Borders borders =
        borders(
            "MULTIPOLYGON(((0 0, 100 0, 100 40, 52 40, 50 36, 48 40, 0 40, 0 0)))",
            "MULTIPOLYGON(((49.5 38.5, 50.5 38.5, 50 39, 49.5 38.5)))");
    List<double[]> bay = borders.simplified(6, pool).exact(0);
    assertEquals(4000 - 8, Rings.area(bay.get(0)), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void the_grid_finds_what_looking_at_every_point_finds(int seed) {
    Random random = new Random(seed);
    int count = 3000;
    double[] xs = new double[count];
    double[] ys = new double[count];
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      xs[i] = Math.rint(random.nextDouble() * 2000);
      ys[i] = Math.rint(random.nextDouble() * 1000);
      all[i] = i;
    }
    int[] lineOf = new int[count];
    boolean[] gone = new boolean[count];
    for (int i = 0; i < count; i++) {
      lineOf[i] = i % 7;
      gone[i] = i % 3 == 0;
    }
    PointGrid grid = new PointGrid(xs, ys, lineOf, all);
    int hits = 0;
    for (int round = 0; round < 4000; round++) {
      int a = random.nextInt(count);
      int b = round % 2 == 0 ? nearest(xs, ys, a) : random.nextInt(count);
      int c = random.nextInt(count);
      boolean expected = false;
      for (int p = 0; p < count && !expected; p++) {
        boolean counts = p != a && p != b && p != c && !(lineOf[p] == 2 && gone[p]);
        expected = counts && within(xs, ys, a, b, c, p);
      }
      hits += expected ? 1 : 0;
      assertEquals(expected, grid.anyWithin(a, b, c, 2, gone));
    }
    assertTrue(hits > 500 && hits < 3900, "both answers occur: " + hits);
  }

  private static int nearest(double[] xs, double[] ys, int to) {
    int best = to == 0 ? 1 : 0;
    for (int i = 0; i < xs.length; i++) {
      if (i != to
          && Math.hypot(xs[i] - xs[to], ys[i] - ys[to])
              < Math.hypot(xs[best] - xs[to], ys[best] - ys[to])) {
        best = i;
      }
    }
    return best;
  }

  private static boolean within(double[] xs, double[] ys, int a, int b, int c, int p) {
    double ab = cross(xs, ys, a, b, p);
    double bc = cross(xs, ys, b, c, p);
    double ca = cross(xs, ys, c, a, p);
    boolean inBox =
        xs[p] >= Math.min(xs[a], Math.min(xs[b], xs[c]))
            && xs[p] <= Math.max(xs[a], Math.max(xs[b], xs[c]))
            && ys[p] >= Math.min(ys[a], Math.min(ys[b], ys[c]))
            && ys[p] <= Math.max(ys[a], Math.max(ys[b], ys[c]));
    return inBox && (ab >= 0 && bc >= 0 && ca >= 0 || ab <= 0 && bc <= 0 && ca <= 0);
  }

  private static double cross(double[] xs, double[] ys, int a, int b, int p) {
    return (xs[b] - xs[a]) * (ys[p] - ys[a]) - (ys[b] - ys[a]) * (xs[p] - xs[a]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rings_that_are_apart_are_valid(int seed) {
    Random random = new Random(seed);
    int apart = 0;
    for (int round = 0; round < 3000; round++) {
      int corners = 3 + random.nextInt(7);
      double[] ring = new double[2 * corners];
      for (int i = 0; i < ring.length; i++) {
        ring[i] = random.nextInt(13) - 3;
      }
      double[] clean = Rings.clean(ring);
      if (clean == null) {
        continue;
      }
      if (Rings.area(clean) < 0) {
        Rings.reverse(clean);
      }
      if (Rings.apart(List.of(clean))) {
        apart++;
        assertTrue(IsValidOp.isValid(polygon(List.of(clean))));
      } else {
        // It touches itself at least in a point: the ring is not simple.
        assertTrue(!linear(clean).isSimple() || !IsValidOp.isValid(polygon(List.of(clean))));
      }
    }
    assertTrue(apart > 100, "some are apart: " + apart);
  }

  private static Borders borders(String... wkt) throws ParseException {
    List<MultiPolygon> outlines = new ArrayList<>();
    for (String text : wkt) {
      outlines.add((MultiPolygon) new WKTReader().read(text));
    }
    return Borders.of(outlines);
  }

  private static Geometry polygon(List<double[]> rings) {
    List<Polygon> polygons = new ArrayList<>();
    for (Rings.Shell shell : Rings.shells(rings)) {
      LinearRing[] holes =
          shell.holes().stream().map(BordersTest::linear).toArray(LinearRing[]::new);
      polygons.add(FACTORY.createPolygon(linear(shell.ring()), holes));
    }
    return FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0]));
  }

  private static LinearRing linear(double[] ring) {
    Coordinate[] points = new Coordinate[ring.length / 2 + 1];
    for (int i = 0; i < ring.length; i += 2) {
      points[i / 2] = new CoordinateXY(ring[i], ring[i + 1]);
    }
    points[points.length - 1] = points[0];
    return FACTORY.createLinearRing(points);
  }
}
