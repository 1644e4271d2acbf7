package org.xaatlas.priority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoresTest {
  private static final double NONE = Double.NaN;

  /**
   * The rule of Nghệ An (resolution NQ 115/2013, as reported): 2 points from a poor and near-poor
   * rate of 45 %, then half a point for each further 10 %; the same for villages from 35 %.
   */
  @Test
  void a_published_rule_of_points_is_followed() {
    ValueFunction rate =
        new ValueFunction.Table(List.of(45.0, 60.0, 70.0, 80.0), List.of(2.0, 2.5, 3.0, 3.5), true);
    ValueFunction villages =
        new ValueFunction.Table(List.of(35.0, 50.0, 60.0), List.of(2.0, 2.5, 3.0), true);
    DecisionTable table =
        table(
            List.of(
                criterion("rate", rate, 0, MissingPolicy.EXCLUDED),
                criterion("villages", villages, 0, MissingPolicy.EXCLUDED)),
            new double[][] {{44.9, 45, 62, 90}, {40, 20, 50, NONE}});
    Scores scores = Scores.of(table, Method.SUMMED_POINTS);
    assertArrayEquals(new double[] {2, 2, 5, NONE}, scores.score());
    assertArrayEquals(new int[] {2, 2, 1, 0}, scores.rank());
    assertArrayEquals(new double[] {0, 2, 2.5, NONE}, scores.contribution()[0]);
  }

  @Test
  void value_functions_are_worked_by_hand() {
    double[] values = {10, 20, NONE, 40, 20};
    assertArrayEquals(
        new double[] {0, 1 / 3.0, NONE, 1, 1 / 3.0},
        new ValueFunction.MinMax(0, 1).points(values),
        1e-12);
    assertArrayEquals(
        new double[] {0, 0.5, NONE, 1, 0.5}, new ValueFunction.Rank().points(values), 1e-12);
    // Mean 22.5, variance (156.25 + 6.25 + 306.25 + 6.25) / 4 = 118.75
    assertEquals(-12.5 / Math.sqrt(118.75), new ValueFunction.ZScore().points(values)[0], 1e-12);
    assertArrayEquals(
        new double[] {0, 0.25, NONE, 0.75, 0.25},
        new ValueFunction.Target(10, 50).points(values),
        1e-12);
    assertArrayEquals(
        new double[] {1, 0.75, NONE, 0.25, 0.75},
        new ValueFunction.Target(50, 10).points(values),
        1e-12);
    assertArrayEquals(
        new double[] {1, 2, NONE, 4, 2},
        new ValueFunction.Table(List.of(10.0, 30.0, 40.0), List.of(1.0, 3.0, 4.0), false)
            .points(values),
        1e-12);
    ValueFunction classes =
        new ValueFunction.Classes(List.of("I", "II", "III"), Map.of("III", 3.0, "II", 1.5), 0);
    assertArrayEquals(
        new double[] {0, 1.5, 3, 0, NONE},
        classes.points(new double[] {0, 1, 2, ValueFunction.Classes.WITHOUT, NONE}));
    // One outlier among a hundred no longer presses the others together.
    double[] many = new double[101];
    for (int i = 0; i < 100; i++) {
      many[i] = i;
    }
    many[100] = 1e6;
    assertTrue(new ValueFunction.MinMax(0, 1).points(many)[50] < 0.001);
    assertEquals(0.5, new ValueFunction.MinMax(0, 0.98).points(many)[49], 0.01);
  }

  @Test
  void a_criterion_in_which_all_are_alike_says_nothing() {
    for (ValueFunction function :
        List.of(
            new ValueFunction.MinMax(0, 1), new ValueFunction.ZScore(), new ValueFunction.Rank())) {
      double[] points = function.points(new double[] {0.1, 0.1, 0.1});
      assertEquals(points[0], points[2]);
      assertTrue(Double.isFinite(points[0]));
    }
  }

  @Test
  void what_stands_for_a_missing_value_is_the_chosen_policy() {
    double[] values = {10, 30, NONE, 40, NONE, 20};
    List<String> provinces = List.of("11", "11", "11", "12", "12", "12");
    assertEquals(20, completed(values, provinces, MissingPolicy.PROVINCE_MEDIAN, true)[2]);
    assertEquals(30, completed(values, provinces, MissingPolicy.PROVINCE_MEDIAN, true)[4]);
    assertEquals(10, completed(values, provinces, MissingPolicy.WORST, true)[2]);
    assertEquals(40, completed(values, provinces, MissingPolicy.WORST, false)[2]);
    assertEquals(0, completed(values, provinces, MissingPolicy.LOWER_BOUND, true)[2]);
    assertTrue(Double.isNaN(completed(values, provinces, MissingPolicy.EXCLUDED, true)[2]));
    double[] nothing = {NONE, NONE, 5, 6, 7, 8};
    List<String> apart = List.of("11", "11", "12", "12", "12", "12");
    assertTrue(
        Double.isNaN(completed(nothing, apart, MissingPolicy.PROVINCE_MEDIAN, true)[0]),
        "a province without any value has no median");
  }

  private static double[] completed(
      double[] values, List<String> provinces, MissingPolicy missing, boolean moreFirst) {
    Criterion criterion = new Criterion("a", new ValueFunction.MinMax(0, 1), moreFirst, 1, missing);
    return new DecisionTable(
            units(values.length),
            provinces,
            List.of(criterion),
            new double[][] {values},
            new boolean[1][values.length])
        .completed(0);
  }

  @Test
  void a_unit_that_is_not_ranked_does_not_set_the_scale() {
    DecisionTable table =
        table(
            List.of(
                criterion("a", new ValueFunction.MinMax(0, 1), 1, MissingPolicy.EXCLUDED),
                criterion("b", new ValueFunction.MinMax(0, 1), 1, MissingPolicy.EXCLUDED)),
            new double[][] {{0, 10, 1000}, {0, 10, NONE}});
    Scores scores = Scores.of(table, Method.WEIGHTED_SUM);
    assertEquals(1, scores.score()[1], 1e-12);
    assertEquals(0, scores.rank()[2]);
  }

  @Test
  void topsis_is_worked_by_hand() {
    // Lengths 5 and 13, weights 0.5: each unit is best in one criterion and worst in the other.
    DecisionTable table =
        table(
            List.of(
                criterion("a", identity(), 1, MissingPolicy.EXCLUDED),
                criterion("b", identity(), 1, MissingPolicy.EXCLUDED)),
            new double[][] {{3, 4}, {12, 5}});
    double a = 0.5 * (4 - 3) / 5;
    double b = 0.5 * (12 - 5) / 13;
    Scores scores = Scores.of(table, Method.TOPSIS);
    assertEquals(b / (a + b), scores.score()[0], 1e-12);
    assertEquals(a / (a + b), scores.score()[1], 1e-12);
  }

  @Test
  void a_product_does_not_let_one_criterion_make_up_for_another() {
    DecisionTable table =
        table(
            List.of(
                criterion("a", identity(), 1, MissingPolicy.EXCLUDED),
                criterion("b", identity(), 1, MissingPolicy.EXCLUDED)),
            new double[][] {{0.5, 0.9, 1, 0.25}, {0.5, 0.1, 0, 1}});
    Scores scores = Scores.of(table, Method.WEIGHTED_PRODUCT);
    assertArrayEquals(new double[] {0.5, 0.3, 0, 0.5}, scores.score(), 1e-12);
    assertArrayEquals(new int[] {1, 3, 4, 1}, scores.rank());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Scores.of(
                table(
                    List.of(criterion("a", identity(), 1, MissingPolicy.EXCLUDED)),
                    new double[][] {{2, 1}}),
                Method.WEIGHTED_PRODUCT));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void contributions_sum_to_the_score_and_order_of_input_changes_nothing(Method method) {
    Random random = new Random(17);
    int units = 60;
    List<Criterion> criteria = new ArrayList<>();
    double[][] values = new double[5][units];
    for (int c = 0; c < 5; c++) {
      criteria.add(
          new Criterion(
              "c" + c,
              c == 1 ? new ValueFunction.Rank() : new ValueFunction.MinMax(0.02, 0.98),
              c != 3,
              1 + c,
              c == 4 ? MissingPolicy.EXCLUDED : MissingPolicy.PROVINCE_MEDIAN));
      for (int unit = 0; unit < units; unit++) {
        values[c][unit] = random.nextInt(12) == 0 ? NONE : random.nextGaussian() * 100;
      }
    }
    Scores scores = Scores.of(table(criteria, values), method);
    for (int unit = 0; unit < units; unit++) {
      double sum = 0;
      for (double[] contribution : scores.contribution()) {
        sum += contribution[unit];
      }
      assertEquals(scores.score()[unit], sum, 1e-9);
      assertEquals(Double.isNaN(values[4][unit]), scores.rank()[unit] == 0);
    }
    // Other units of measure, and another order of units.
    List<Integer> order = new ArrayList<>();
    for (int unit = 0; unit < units; unit++) {
      order.add(unit);
    }
    Collections.shuffle(order, random);
    double[][] shuffled = new double[5][units];
    List<String> codes = new ArrayList<>();
    List<String> provinces = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      codes.add(units(units).get(order.get(i)));
      provinces.add("11");
      for (int c = 0; c < 5; c++) {
        shuffled[c][i] = 1000 * values[c][order.get(i)] + 7;
      }
    }
    Scores again =
        Scores.of(
            new DecisionTable(codes, provinces, criteria, shuffled, new boolean[5][units]), method);
    for (int i = 0; i < units; i++) {
      assertEquals(scores.score()[order.get(i)], again.score()[i], 1e-9);
      assertEquals(scores.rank()[order.get(i)], again.rank()[i]);
    }
  }

  @Test
  void more_never_makes_worse() {
    Random random = new Random(4);
    double[][] values = new double[2][30];
    for (int unit = 0; unit < 30; unit++) {
      values[0][unit] = random.nextInt(100);
      values[1][unit] = random.nextInt(100);
    }
    List<Criterion> criteria =
        List.of(
            criterion("a", new ValueFunction.Target(0, 100), 2, MissingPolicy.EXCLUDED),
            criterion("b", new ValueFunction.Target(0, 100), 1, MissingPolicy.EXCLUDED));
    int before = Scores.of(table(criteria, values), Method.WEIGHTED_SUM).rank()[7];
    values[0][7] += 20;
    assertTrue(Scores.of(table(criteria, values), Method.WEIGHTED_SUM).rank()[7] <= before);
  }

  @Test
  void hostile_criteria_are_refused() {
    ValueFunction any = new ValueFunction.MinMax(0, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Criterion("a", any, true, -1, MissingPolicy.EXCLUDED));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Criterion("a", any, true, NONE, MissingPolicy.EXCLUDED));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Criterion("a", identity(), false, 1, MissingPolicy.EXCLUDED));
    assertThrows(IllegalArgumentException.class, () -> new ValueFunction.Target(5, 5));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ValueFunction.Table(List.of(2.0, 1.0), List.of(1.0, 2.0), true));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            table(
                List.of(criterion("a", any, 1, MissingPolicy.EXCLUDED)),
                new double[][] {{1, Double.POSITIVE_INFINITY}}));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Scores.of(
                table(
                    List.of(criterion("a", any, 0, MissingPolicy.EXCLUDED)),
                    new double[][] {{1, 2}}),
                Method.WEIGHTED_SUM));
    Scores nobody =
        Scores.of(
            table(
                List.of(criterion("a", any, 1, MissingPolicy.WORST)),
                new double[][] {{NONE, NONE}}),
            Method.WEIGHTED_SUM);
    assertArrayEquals(new int[] {0, 0}, nobody.rank());
  }

  @Test
  void draws_around_the_weights_stay_around_the_order() {
    Random random = new Random(8);
    double[][] values = new double[3][200];
    for (double[] criterion : values) {
      for (int unit = 0; unit < criterion.length; unit++) {
        criterion[unit] = random.nextDouble();
      }
    }
    for (double[] criterion : values) {
      criterion[0] = 2; // the first whatever the weights are
      criterion[1] = -1;
    }
    values[2][5] = NONE;
    List<Criterion> criteria = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      criteria.add(criterion("c" + c, new ValueFunction.MinMax(0, 1), 1, MissingPolicy.EXCLUDED));
    }
    DecisionTable table = table(criteria, values);
    Scores scores = Scores.of(table, Method.WEIGHTED_SUM);
    Sensitivity wide =
        Sensitivity.of(table, Method.WEIGHTED_SUM, 20, new Sensitivity.Draws(2000, 10, 0, 99));
    assertEquals(1, wide.inTop()[0]);
    assertEquals(1, wide.worst()[0]);
    assertEquals(199, wide.best()[1]);
    assertEquals(0, wide.inTop()[5], "without a score");
    double sum = 0;
    for (int unit = 0; unit < 200; unit++) {
      sum += wide.inTop()[unit];
      if (scores.rank()[unit] > 0) {
        assertTrue(wide.best()[unit] <= wide.worst()[unit]);
      }
    }
    assertEquals(20, sum, 1e-9, "twenty places in every draw");
    Sensitivity narrow =
        Sensitivity.of(table, Method.WEIGHTED_SUM, 20, new Sensitivity.Draws(500, 1e6, 0, 99));
    for (int unit = 0; unit < 200; unit++) {
      if (scores.rank()[unit] > 0) {
        assertEquals(scores.rank()[unit], narrow.best()[unit], 3);
      }
    }
    Sensitivity again =
        Sensitivity.of(table, Method.WEIGHTED_SUM, 20, new Sensitivity.Draws(2000, 10, 0, 99));
    assertArrayEquals(wide.inTop(), again.inTop());
  }

  @Test
  void only_estimates_are_drawn_anew() {
    double[][] values = {{10, 20, 30, 40}};
    boolean[][] estimated = {{false, false, true, false}};
    DecisionTable table =
        new DecisionTable(
            units(4),
            List.of("11", "11", "11", "11"),
            List.of(criterion("a", identity(), 1, MissingPolicy.EXCLUDED)),
            values,
            estimated);
    Sensitivity drawn =
        Sensitivity.of(table, Method.SUMMED_POINTS, 1, new Sensitivity.Draws(4000, 0, 0.5, 3));
    // 30 (1 + 0.5 x) above 40: x above 2/3, in a quarter of draws.
    assertEquals(0.2525, drawn.inTop()[2], 0.03);
    assertEquals(0, drawn.inTop()[1]);
    assertFalse(Double.isNaN(drawn.inTop()[3]));
  }

  static ValueFunction identity() {
    return new ValueFunction.Table(List.of(0.0, 1024.0), List.of(0.0, 1024.0), false);
  }

  static Criterion criterion(
      String id, ValueFunction function, double weight, MissingPolicy missing) {
    return new Criterion(id, function, true, weight, missing);
  }

  static List<String> units(int count) {
    List<String> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      units.add(String.format("%05d", i + 1));
    }
    return units;
  }

  static DecisionTable table(List<Criterion> criteria, double[][] values) {
    int units = values[0].length;
    return new DecisionTable(
        units(units),
        Collections.nCopies(units, "11"),
        criteria,
        values,
        new boolean[values.length][units]);
  }
}
