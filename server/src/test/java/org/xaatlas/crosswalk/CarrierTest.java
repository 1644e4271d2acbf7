package org.xaatlas.crosswalk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xaatlas.crosswalk.Links.part;
import static org.xaatlas.crosswalk.Links.whole;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.unit.UnitKey;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CarrierTest {
  private static final double NONE = Double.NaN;

  private static List<UnitKey> communes(String... codes) {
    return Arrays.stream(codes).map(UnitKey::commune).toList();
  }

  private static double[] values(Carried carried) {
    double[] values = new double[carried.size()];
    Arrays.setAll(values, carried::value);
    return values;
  }

  @Test
  void whole_units_are_summed_exactly() {
    Crosswalk crosswalk = Links.of(whole("a", "x"), whole("b", "x"), whole("c", "y"));
    Carrier carrier = new Carrier(crosswalk, communes("a", "b", "c"), communes("x", "y"), 0);

    Carried carried = carrier.carry(new double[] {1203, 0, 77});

    assertArrayEquals(new double[] {1203, 77}, values(carried));
    assertEquals(0, carried.partialShare(0));
    assertEquals(0, carried.unknownShare(0));
    assertEquals(Basis.WHOLE, carried.basis(0));
  }

  @Test
  void amounts_keep_their_decimals_and_leave_no_noise() {
    Crosswalk crosswalk =
        Links.of(
            whole("a", "x"),
            part("b", "x", Map.of(Basis.AREA, 0.5)),
            part("b", "y", Map.of(Basis.AREA, 0.5)));
    Carrier carrier = new Carrier(crosswalk, communes("a", "b"), communes("x", "y"), 0);

    assertArrayEquals(new double[] {0.3, 0.1}, values(carrier.carry(new double[] {0.1, 0.3})), 0.0);
  }

  @Test
  void a_divided_unit_gives_to_the_last_household_and_says_what_rests_on_it() {
    // 330 of 12,000 people of Bùi Hữu Nghĩa, say, went to Cái Khế; the other 11,670 to Bình Thủy.
    Crosswalk crosswalk =
        Links.of(
            part("bhn", "ck", Map.of(Basis.POPULATION, 0.0275)),
            part("bhn", "bt", Map.of(Basis.POPULATION, 0.9725)),
            whole("ck0", "ck"),
            whole("bt0", "bt"));
    Carrier carrier =
        new Carrier(crosswalk, communes("bhn", "bt0", "ck0"), communes("bt", "ck"), 0);

    Carried carried = carrier.carry(new double[] {3001, 4000, 5000});

    // 3001 x 0.0275 = 82.5275, and 2918.4725: the larger remainder gets the household.
    assertArrayEquals(new double[] {6918, 5083}, values(carried));
    assertEquals(83 / 5083.0, carried.partialShare(1), 1e-12);
    assertEquals(0, carried.unknownShare(1));
    assertEquals(Basis.POPULATION, carried.basis(1));
  }

  @Test
  void what_was_divided_nobody_knows_how_is_refused_beyond_the_limit() {
    Crosswalk crosswalk =
        Links.of(
            part("a", "x", Map.of()), part("a", "y", Map.of()), whole("b", "x"), whole("c", "y"));
    Carrier carrier = new Carrier(crosswalk, communes("a", "b", "c"), communes("x", "y"), 0.1);

    Carried carried = carrier.carry(new double[] {101, 2000, 300});

    assertEquals(2051, carried.value(0));
    assertEquals(101 / 2101.0, carried.unknownShare(0), 1e-12);
    assertEquals(Basis.UNKNOWN, carried.basis(0));
    assertTrue(Double.isNaN(carried.value(1)));
    assertEquals(Optional.of(Carried.Gap.TOO_UNCERTAIN), carried.gap(1));
    assertEquals(101 / 401.0, carried.unknownShare(1), 1e-12);
  }

  @Test
  void nothing_divided_nobody_knows_how_is_certain() {
    Crosswalk crosswalk = Links.of(part("a", "x", Map.of()), part("a", "y", Map.of()));
    Carrier carrier = new Carrier(crosswalk, communes("a"), communes("x", "y"), 0);

    assertArrayEquals(new double[] {0, 0}, values(carrier.carry(new double[] {0})));
  }

  @Test
  void a_missing_part_leaves_no_figure_and_never_counts_as_zero() {
    Crosswalk crosswalk = Links.of(whole("a", "x"), whole("b", "x"), whole("c", "y"));
    Carrier carrier = new Carrier(crosswalk, communes("a", "b", "c"), communes("x", "y", "z"), 1);

    Carried carried = carrier.carry(new double[] {10, NONE, 5});

    assertEquals(Optional.of(Carried.Gap.NOT_REPORTED), carried.gap(0));
    assertTrue(Double.isNaN(carried.value(0)));
    assertEquals(5, carried.value(1));
    assertEquals(Optional.of(Carried.Gap.NO_LINK), carried.gap(2));
  }

  @Test
  void a_limit_is_a_share() {
    Crosswalk crosswalk = Links.of(whole("a", "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Carrier(crosswalk, communes("a"), communes("x"), 1.5));
  }

  @ParameterizedTest
  @CsvSource({"10, 3 3 4", "0, 0 0 0", "-10, -3 -3 -4", "1, 0 0 1", "2, 1 0 1"})
  void things_are_divided_by_the_largest_remainders(long things, String expected) {
    String parts =
        Arrays.stream(LargestRemainder.divide(things, new double[] {0.33, 0.33, 0.34}))
            .mapToObj(String::valueOf)
            .reduce((a, b) -> a + " " + b)
            .orElseThrow();
    assertEquals(expected, parts);
  }

  /** A crosswalk between some hundred units, some of them divided. */
  private static Crosswalk random(
      Random random, String from, String to, int old, int young, double divided) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < old; i++) {
      String unit = from + i;
      if (random.nextDouble() >= divided) {
        links.add(whole(unit, to + random.nextInt(young)));
        continue;
      }
      TreeSet<Integer> targets = new TreeSet<>();
      while (targets.size() < 2 + random.nextInt(3)) {
        targets.add(random.nextInt(young));
      }
      boolean known = random.nextBoolean();
      double[] shares = random.doubles(targets.size(), 0.01, 1).toArray();
      double sum = Arrays.stream(shares).sum();
      int k = 0;
      for (int target : targets) {
        double share = shares[k++] / sum;
        links.add(part(unit, to + target, known ? Map.of(Basis.HOUSEHOLDS, share) : Map.of()));
      }
    }
    return Crosswalk.of(new EditionPair(from, to), links);
  }

  private static List<UnitKey> order(String prefix, int count) {
    List<UnitKey> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(UnitKey.commune(prefix + i));
    }
    return order;
  }

  private static double[] counts(Random random, int size) {
    return random.doubles(size, 0, 5000).map(Math::floor).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void counts_are_conserved_to_the_last_household(long seed) {
    Random random = new Random(seed);
    Crosswalk crosswalk = random(random, "o", "n", 300, 100, seed % 2 == 0 ? 0.4 : 0);
    double[] counts = counts(random, 300);

    Carried carried = new Carrier(crosswalk, order("o", 300), order("n", 100), 1).carry(counts);

    double sum = 0;
    for (int unit = 0; unit < carried.size(); unit++) {
      sum += carried.gap(unit).isEmpty() ? carried.value(unit) : 0;
      double shares = carried.partialShare(unit);
      assertTrue(shares >= 0 && shares <= 1, "partial " + shares);
      assertTrue(carried.unknownShare(unit) <= 1);
      assertEquals(Math.rint(carried.value(unit)), carried.value(unit), 0.0);
    }
    assertEquals(Arrays.stream(counts).sum(), sum, 0.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void a_crosswalk_of_unchanged_units_changes_nothing(long seed) {
    Random random = new Random(seed);
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      links.add(whole("u" + i, "u" + i));
    }
    Crosswalk same = Crosswalk.of(new EditionPair("old", "new"), links);
    double[] counts = random.doubles(200, -500, 5000).map(v -> Math.rint(v * 100) / 100).toArray();
    counts[17] = NONE;

    Carried carried = new Carrier(same, order("u", 200), order("u", 200), 0).carry(counts);

    assertArrayEquals(counts, values(carried), 0.0);
    assertEquals(0, carried.partialShare(3));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void a_chain_carries_what_its_steps_carry(long seed) {
    Random random = new Random(seed);
    boolean divided = seed % 2 == 0;
    Crosswalk first = random(random, "a", "b", 300, 150, divided ? 0.3 : 0);
    Crosswalk second = random(random, "b", "c", 150, 40, divided ? 0.3 : 0);
    double[] counts = counts(random, 300);

    Carried steps =
        new Carrier(second, order("b", 150), order("c", 40), 1)
            .carry(
                zeroWhereNothingCame(
                    new Carrier(first, order("a", 300), order("b", 150), 1).carry(counts)));
    Carried chain =
        new Carrier(first.then(second), order("a", 300), order("c", 40), 1).carry(counts);

    for (int unit = 0; unit < 40; unit++) {
      if (chain.gap(unit).isPresent()) {
        assertEquals(0, steps.gap(unit).isPresent() ? 0 : steps.value(unit), "nothing came");
      } else if (divided) {
        // Each division moves less than one household, and chains of unknown ones are divided anew.
        assertEquals(
            known(first, second, counts, unit), chain.value(unit), rounding(first, second));
      } else {
        assertEquals(steps.value(unit), chain.value(unit), 0.0);
      }
    }
    assertEquals(
        Arrays.stream(counts).sum(),
        Arrays.stream(values(chain)).filter(v -> !Double.isNaN(v)).sum(),
        0.0);
  }

  private static double[] zeroWhereNothingCame(Carried carried) {
    double[] values = values(carried);
    for (int i = 0; i < values.length; i++) {
      if (carried.gap(i).filter(gap -> gap == Carried.Gap.NO_LINK).isPresent()) {
        values[i] = 0;
      }
    }
    return values;
  }

  /** What the shares of the composed crosswalk come to, without rounding. */
  private static double known(Crosswalk first, Crosswalk second, double[] counts, int unit) {
    double sum = 0;
    for (Division division : first.then(second).divisions()) {
      int from = Integer.parseInt(division.from().code().substring(1));
      sum += counts[from] * division.shares().getOrDefault(UnitKey.commune("c" + unit), 0.0);
    }
    return sum;
  }

  private static double rounding(Crosswalk first, Crosswalk second) {
    return first.then(second).divisions().stream().filter(d -> d.basis() != Basis.WHOLE).count();
  }
}
