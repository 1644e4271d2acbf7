package org.xaatlas.priority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any values and weights. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScoresPropertyTest {
  private static final int UNITS = 60;
  private static final int CRITERIA = 5;

  @ParameterizedTest
  @EnumSource(Method.class)
  void contributions_sum_to_the_score_and_ranks_follow_it(Method method) {
    for (long seed = 0; seed < 30; seed++) {
      Scores scores = Scores.of(table(seed, 1, 0), method);
      for (int unit = 0; unit < UNITS; unit++) {
        double sum = 0;
        for (int c = 0; c < CRITERIA; c++) {
          sum += scores.contribution()[c][unit];
        }
        assertEquals(scores.score()[unit], sum, 1e-12);
        for (int other = 0; other < UNITS; other++) {
          if (scores.score()[unit] > scores.score()[other] + 1e-9) {
            assertTrue(scores.rank()[unit] < scores.rank()[other]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void another_unit_of_measure_changes_nothing(Method method) {
    for (long seed = 0; seed < 30; seed++) {
      double[] one = Scores.of(table(seed, 1, 0), method).score();
      double[] scaled = Scores.of(table(seed, 1000, 5), method).score();
      assertArrayEquals(one, scaled, 1e-9);
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void the_order_of_units_changes_nothing(Method method) {
    DecisionTable table = table(7, 1, 0);
    List<Integer> order = new ArrayList<>(IntStream.range(0, UNITS).boxed().toList());
    Collections.shuffle(order, new Random(1));
    double[][] values = new double[CRITERIA][UNITS];
    for (int c = 0; c < CRITERIA; c++) {
      for (int unit = 0; unit < UNITS; unit++) {
        values[c][unit] = table.values()[c][order.get(unit)];
      }
    }
    DecisionTable other =
        new DecisionTable(
            order.stream().map(table.units()::get).toList(),
            order.stream().map(table.provinces()::get).toList(),
            table.criteria(),
            values,
            table.estimated());
    Scores a = Scores.of(table, method);
    Scores b = Scores.of(other, method);
    for (int unit = 0; unit < UNITS; unit++) {
      assertEquals(a.score()[order.get(unit)], b.score()[unit], 1e-12);
      assertEquals(a.rank()[order.get(unit)], b.rank()[unit]);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void more_of_what_counts_never_makes_a_unit_worse(long seed) {
    for (Method method : List.of(Method.SUMMED_POINTS, Method.WEIGHTED_SUM)) {
      DecisionTable table = table(seed, 1, 0);
      Scores before = Scores.of(table, method);
      double[][] values = new double[CRITERIA][];
      for (int c = 0; c < CRITERIA; c++) {
        values[c] = table.values()[c].clone();
      }
      values[2][10] += 20;
      Scores after =
          Scores.of(
              new DecisionTable(
                  table.units(), table.provinces(), table.criteria(), values, table.estimated()),
              method);
      assertTrue(after.rank()[10] <= before.rank()[10]);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void within_the_range_of_a_weight_the_first_units_stay_and_beyond_it_they_do_not(long seed) {
    int top = 10;
    DecisionTable table = table(seed, 1, 0);
    Scores scores = Scores.of(table, Method.WEIGHTED_SUM);
    int[] order = order(scores);
    Margins margins = Margins.of(table, Method.WEIGHTED_SUM, scores, order, top, () -> {});
    List<Integer> first = first(order, top);
    for (int c = 0; c < CRITERIA; c++) {
      double low = margins.low()[c];
      double high = margins.high()[c];
      double own = Scores.weights(table)[c];
      assertTrue(low <= own && own <= high);
      for (double inside : new double[] {low + 1e-6, (low + high) / 2, high - 1e-6}) {
        if (inside > low && inside < high) {
          assertEquals(
              first, first(order(Scores.of(with(table, c, inside), Method.WEIGHTED_SUM)), top));
        }
      }
      if (high < 1 - 1e-3) {
        assertTrue(
            !first.equals(
                first(order(Scores.of(with(table, c, high + 1e-6), Method.WEIGHTED_SUM)), top)));
      }
      if (low > 1e-3) {
        assertTrue(
            !first.equals(
                first(order(Scores.of(with(table, c, low - 1e-6), Method.WEIGHTED_SUM)), top)));
      }
    }
  }

  private static List<Integer> first(int[] order, int top) {
    return IntStream.of(order).limit(top).sorted().boxed().toList();
  }

  private static int[] order(Scores scores) {
    return IntStream.range(0, UNITS)
        .boxed()
        .sorted((a, b) -> Integer.compare(scores.rank()[a], scores.rank()[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** One weight as asked, the others in their proportions. */
  private static DecisionTable with(DecisionTable table, int criterion, double weight) {
    double[] weights = Scores.weights(table);
    List<Criterion> criteria = new ArrayList<>();
    for (int c = 0; c < CRITERIA; c++) {
      Criterion one = table.criteria().get(c);
      double other = c == criterion ? weight : weights[c] * (1 - weight) / (1 - weights[criterion]);
      criteria.add(new Criterion(one.id(), one.function(), one.moreFirst(), other, one.missing()));
    }
    return new DecisionTable(
        table.units(), table.provinces(), criteria, table.values(), table.estimated());
  }

  private static DecisionTable table(long seed, double scale, double shift) {
    Random random = new Random(seed);
    List<Criterion> criteria = new ArrayList<>();
    double[][] values = new double[CRITERIA][UNITS];
    for (int c = 0; c < CRITERIA; c++) {
      ValueFunction function =
          c == 1 ? new ValueFunction.Rank() : new ValueFunction.MinMax(0, c == 3 ? 0.9 : 1);
      criteria.add(
          new Criterion(
              "c" + c, function, c != 4, 0.1 + random.nextDouble(), MissingPolicy.EXCLUDED));
      for (int unit = 0; unit < UNITS; unit++) {
        values[c][unit] = scale * (100 * random.nextDouble()) + shift;
      }
    }
    return new DecisionTable(
        IntStream.range(0, UNITS).mapToObj(unit -> "u" + unit).toList(),
        IntStream.range(0, UNITS).mapToObj(unit -> "p" + unit % 4).toList(),
        criteria,
        values,
        new boolean[CRITERIA][UNITS]);
  }
}
