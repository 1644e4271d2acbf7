package org.xaatlas.crosswalk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.message.Label;
import org.xaatlas.unit.Grouping;
import org.xaatlas.unit.Grouping.By;
import org.xaatlas.unit.Grouping.Group;
import org.xaatlas.unit.UnitKey;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RollupTest {
  private static final double NONE = Double.NaN;

  private static List<UnitKey> communes(String... codes) {
    return Arrays.stream(codes).map(UnitKey::commune).toList();
  }

  private static Group group(String code, String... units) {
    return new Group(code, new Label(code, code), communes(units), List.of());
  }

  private static Grouping grouping(Group... groups) {
    return new Grouping(By.PROVINCE, "2021", Optional.empty(), List.of(groups));
  }

  @Test
  void whole_groups_are_summed_exactly() {
    Rollup rollup =
        new Rollup(
            grouping(group("P", "a", "b"), group("Q", "c")), communes("a", "b", "c", "d"), 1);

    Sums sums = rollup.sum(Things.of(new double[] {1203, 0, 77, 5}), new BitSet());

    assertEquals(1203, sums.value(0));
    assertEquals(77, sums.value(1));
    assertEquals(2, sums.told(0));
  }

  @Test
  void amounts_keep_their_decimals_and_leave_no_noise() {
    Rollup rollup = new Rollup(grouping(group("P", "a", "b", "c")), communes("a", "b", "c"), 1);
    assertEquals(
        0.6, rollup.sum(Things.of(new double[] {0.1, 0.2, 0.3}), new BitSet()).value(0), 0.0);
  }

  @Test
  void a_missing_part_is_never_zero_and_is_named() {
    Rollup rollup = new Rollup(grouping(group("P", "a", "b")), communes("a", "b"), 1);

    Sums sums = rollup.sum(Things.of(new double[] {10, NONE}), new BitSet());

    assertTrue(Double.isNaN(sums.value(0)));
    assertEquals(10, sums.sumOfTold(0));
    assertEquals(1, sums.told(0));
    assertEquals(2, sums.of(0));
    assertArrayEquals(new int[] {1}, sums.missing(0));
  }

  @Test
  void a_unit_known_to_have_none_is_told() {
    Rollup rollup = new Rollup(grouping(group("P", "a", "b")), communes("a", "b"), 1);
    BitSet none = new BitSet();
    none.set(1);

    Sums sums = rollup.sum(Things.of(new double[] {10, NONE}), none);

    assertEquals(10, sums.value(0));
    // What a source tells of it stands before what is assumed.
    assertEquals(13, rollup.sum(Things.of(new double[] {10, 3}), none).value(0));
  }

  @Test
  void how_much_must_be_told_is_a_rule() {
    Grouping grouping = grouping(group("P", "a", "b", "c", "d"));
    double[] counts = {1, 2, 3, NONE};
    List<UnitKey> order = communes("a", "b", "c", "d");
    assertTrue(
        Double.isNaN(
            new Rollup(grouping, order, 0.8).sum(Things.of(counts), new BitSet()).value(0)));
    Sums sums = new Rollup(grouping, order, 0.75).sum(Things.of(counts), new BitSet());
    assertEquals(6, sums.value(0));
    assertEquals(3, sums.told(0));
    // Another column that another unit is missing from makes no rate with it.
    Sums other =
        new Rollup(grouping, order, 0.75)
            .sum(Things.of(new double[] {NONE, 2, 3, 4}), new BitSet());
    assertFalse(sums.restsOnTheSame(other, 0));
  }

  @Test
  void nobody_told_anything_and_a_group_that_is_not_whole_have_no_sum() {
    Group shared = new Group("Q", new Label("Q", "Q"), communes("a"), communes("b"));
    Rollup rollup = new Rollup(grouping(group("P", "a"), shared), communes("a", "b"), 1);

    Sums silent = rollup.sum(Things.of(new double[] {NONE, NONE}), new BitSet());
    assertTrue(Double.isNaN(silent.value(0)));
    Sums told = rollup.sum(Things.of(new double[] {4, 5}), new BitSet());
    assertEquals(4, told.value(0));
    assertTrue(Double.isNaN(told.value(1)));
    assertEquals(0, told.of(1));
  }

  /** Whatever is told, groups add up to their parts, and sums of sums to sums. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void sums_equal_their_parts(long seed) {
    Random random = new Random(seed);
    int size = 200;
    List<UnitKey> order = new ArrayList<>();
    List<List<UnitKey>> small = new ArrayList<>();
    List<List<UnitKey>> large = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      small.add(new ArrayList<>());
      if (i % 5 == 0) {
        large.add(new ArrayList<>());
      }
    }
    double[] counts = new double[size];
    for (int i = 0; i < size; i++) {
      UnitKey unit = UnitKey.commune(String.format("%05d", i));
      order.add(unit);
      int place = random.nextInt(20);
      small.get(place).add(unit);
      large.get(place / 5).add(unit);
      counts[i] =
          random.nextInt(10) == 0 ? NONE : random.nextInt(1_000_000) / (seed % 2 == 0 ? 1 : 100.0);
    }
    Sums provinces = new Rollup(named(small), order, 1).sum(Things.of(counts), new BitSet());
    Sums regions = new Rollup(named(large), order, 1).sum(Things.of(counts), new BitSet());
    for (int region = 0; region < regions.size(); region++) {
      double told = 0;
      int units = 0;
      boolean whole = true;
      for (int place = region * 5; place < region * 5 + 5; place++) {
        told += provinces.sumOfTold(place);
        units += provinces.told(place);
        whole &= provinces.of(place) == provinces.told(place);
      }
      assertEquals(told, regions.sumOfTold(region), 1e-6);
      assertEquals(units, regions.told(region));
      assertEquals(whole, !Double.isNaN(regions.value(region)));
    }
  }

  /** What is carried to communes and summed is what is carried to their provinces. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void sums_of_carried_units_are_what_is_carried_to_their_groups(long seed) {
    Random random = new Random(seed);
    List<Link> links = new ArrayList<>();
    List<UnitKey> old = new ArrayList<>();
    double[] counts = new double[120];
    for (int i = 0; i < counts.length; i++) {
      UnitKey from = UnitKey.commune(String.format("o%03d", i));
      old.add(from);
      counts[i] = random.nextInt(5_000);
      int province = random.nextInt(6);
      int parts = 1 + random.nextInt(3);
      double left = 1;
      for (int part = 0; part < parts; part++) {
        // Parts of one old unit stay within one province, as they did in 2025.
        UnitKey to = UnitKey.commune("n" + province + (part * 3 + random.nextInt(3)));
        double share = part == parts - 1 ? left : left * (0.1 + 0.8 * random.nextDouble());
        left -= share;
        links.add(
            new Link(
                from,
                to,
                parts == 1,
                parts == 1 ? Map.of() : Map.of(Basis.HOUSEHOLDS, share),
                "s",
                1,
                i + 1));
      }
    }
    Crosswalk crosswalk = Crosswalk.of(new EditionPair("2021", "2025-07-01"), links);
    List<UnitKey> young = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    List<UnitKey> provinces = new ArrayList<>();
    for (int province = 0; province < 6; province++) {
      List<UnitKey> members = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        UnitKey unit = UnitKey.commune("n" + province + i);
        if (crosswalk.targets().contains(unit)) {
          members.add(unit);
          young.add(unit);
        }
      }
      String code = String.valueOf(province);
      provinces.add(UnitKey.commune(code));
      groups.add(new Group(code, new Label(code, code), members, List.of()));
    }
    Carried communes = new Carrier(crosswalk, old, young, 1).carry(counts);
    double[] carried = new double[communes.size()];
    Arrays.setAll(carried, communes::value);
    Sums sums =
        new Rollup(grouping(groups.toArray(Group[]::new)), young, 1)
            .sum(Things.of(carried), new BitSet());
    Crosswalk toProvinces =
        crosswalk.grouped(unit -> Optional.of(UnitKey.commune(unit.code().substring(1, 2))));
    Carried whole = new Carrier(toProvinces, old, provinces, 0).carry(counts);
    double all = 0;
    for (int province = 0; province < 6; province++) {
      if (whole.gap(province).isEmpty()) {
        assertEquals(whole.value(province), sums.value(province), 0.0);
        all += sums.value(province);
      }
    }
    assertEquals(Arrays.stream(counts).sum(), all, 0.0);
  }

  private static Grouping named(List<List<UnitKey>> groups) {
    List<Group> named = new ArrayList<>();
    for (List<UnitKey> units : groups) {
      String code = String.valueOf(named.size());
      named.add(new Group(code, new Label(code, code), units, List.of()));
    }
    return new Grouping(By.REGION, "2021", Optional.empty(), named);
  }
}
