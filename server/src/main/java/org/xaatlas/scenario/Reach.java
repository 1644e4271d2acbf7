package org.xaatlas.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.xaatlas.designation.Designation;
import org.xaatlas.export.IndicatorValues;
import org.xaatlas.priority.Targeting;
import org.xaatlas.release.DesignationList;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitTable;
import org.xaatlas.series.Period;

/**
 * Whom a choice of areas reaches, beside what simple rules would reach with as many units. All
 * units of the provinces asked for are looked at, whether they pass the other filters or not: who
 * was filtered out is not reached either.
 *
 * @param universe how many units are looked at
 * @param poor all poor households in them
 * @param byMoney whether the units chosen are those that get money; else the first of the list
 * @param choices the scenario first, then the simple rules
 * @param provinces in order of their codes
 * @param groups of the catalogue for which poor households were reported
 */
public record Reach(
    int universe,
    double poor,
    boolean byMoney,
    List<Choice> choices,
    List<Province> provinces,
    List<Group> groups) {
  /** Poor households, all households and the poverty rate, as the catalogue calls them. */
  private static final String POOR = "hh_poor";

  private static final String HOUSEHOLDS = "hh_total";
  private static final String RATE = "rate_poor";

  /** Points of a curve, beside the first: enough for a drawing. */
  private static final int POINTS = 100;

  public Reach {
    choices = List.copyOf(choices);
    provinces = List.copyOf(provinces);
    groups = List.copyOf(groups);
  }

  /**
   * One way to choose.
   *
   * @param id {@code scenario}, {@code by_rate} (highest rate first), {@code by_number} (most poor
   *     households first), {@code designated} (units that have the designation today)
   * @param designation the class looked at, for {@code designated}
   * @param concentration of poor households when units are taken in this order; not a number where
   *     there is no order
   * @param curve pairs of shares: of all households, of all poor households
   * @param money share of the money that falls to each tenth of the units, the tenth with the
   *     highest rates first; empty where none is given. For the simple rules: in proportion to the
   *     rate, to the number, evenly among designated units
   */
  public record Choice(
      String id,
      String designation,
      Targeting targeting,
      double concentration,
      double[][] curve,
      double[] money) {}

  /**
   * One province.
   *
   * @param money million VND; 0 where none is given out
   */
  public record Province(
      String code, String name, int units, int chosen, double poor, double covered, long money) {}

  /** Poor households of a group, all and in the units chosen. */
  public record Group(String id, double poor, double covered) {}

  /**
   * @param top how many of the first units are the choice where no money is given
   * @return empty where the release does not tell poor and all households
   */
  static Optional<Reach> of(ScenarioRun run, int top) {
    OpenRelease release = run.open();
    OpenLevel level = run.level();
    UnitTable units = level.units();
    Optional<Period> period = run.scenario().period();
    Optional<IndicatorValues> poorValues = IndicatorValues.of(release, level, POOR, period, "all");
    Optional<IndicatorValues> allValues =
        IndicatorValues.of(release, level, HOUSEHOLDS, period, "all");
    if (poorValues.isEmpty() || allValues.isEmpty()) {
      return Optional.empty();
    }
    Optional<IndicatorValues> rateValues = IndicatorValues.of(release, level, RATE, period, "all");
    List<String> provinces = run.scenario().units().provinces();
    int[] universe =
        IntStream.range(0, units.size())
            .filter(u -> provinces.isEmpty() || provinces.contains(units.province(u)))
            .toArray();
    int n = universe.length;
    double[] poor = new double[n];
    double[] households = new double[n];
    double[] rate = new double[n];
    Map<Integer, Integer> row = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      int unit = universe[i];
      poor[i] = poorValues.get().value(unit);
      households[i] = allValues.get().value(unit);
      double computed = households[i] > 0 ? 100 * poor[i] / households[i] : Double.NaN;
      rate[i] = rateValues.map(values -> values.value(unit)).orElse(computed);
      row.put(unit, i);
    }
    boolean[] chosen = new boolean[n];
    double[] money = new double[n];
    boolean byMoney = run.money().filter(m -> m.infeasible().isEmpty()).isPresent();
    int[] order = run.order();
    for (int k = 0; k < order.length; k++) {
      Integer i = row.get(run.places()[order[k]]);
      if (i == null) {
        continue; // named although it lies in another province
      }
      if (byMoney) {
        money[i] = run.money().get().amounts()[order[k]];
        chosen[i] = money[i] > 0;
      } else {
        chosen[i] = k < top;
      }
    }
    int count = 0;
    for (boolean one : chosen) {
      count += one ? 1 : 0;
    }
    int[] byRate = sorted(rate);
    int[] byNumber = sorted(poor);
    List<Choice> choices = new ArrayList<>();
    choices.add(
        choice(
            "scenario",
            "",
            chosen,
            ranked(run, row, n),
            poor,
            households,
            byRate,
            byMoney ? money : null));
    choices.add(
        choice("by_rate", "", first(byRate, count), byRate, poor, households, byRate, rate));
    choices.add(
        choice("by_number", "", first(byNumber, count), byNumber, poor, households, byRate, poor));
    designated(run, universe)
        .ifPresent(
            today -> {
              double[] evenly = new double[n];
              for (int i = 0; i < n; i++) {
                evenly[i] = today.units()[i] ? 1 : 0;
              }
              choices.add(
                  choice(
                      "designated",
                      today.id(),
                      today.units(),
                      null,
                      poor,
                      households,
                      byRate,
                      evenly));
            });
    return Optional.of(
        new Reach(
            n,
            choices.get(0).targeting().allPoor(),
            byMoney,
            choices,
            provinces(run, universe, chosen, poor, households, money),
            groups(run, universe, chosen)));
  }

  private static Choice choice(
      String id,
      String designation,
      boolean[] chosen,
      int[] order,
      double[] poor,
      double[] households,
      int[] byRate,
      double[] money) {
    Targeting targeting = Targeting.of(chosen, poor, households);
    double concentration = Double.NaN;
    double[][] curve = {};
    if (order != null) {
      double[] x = Targeting.curve(order, households);
      double[] y = Targeting.curve(order, poor);
      concentration = Targeting.concentration(x, y);
      int points = Math.min(POINTS, order.length);
      curve = new double[points + 1][];
      for (int p = 0; p <= points; p++) {
        int k = points == 0 ? 0 : (int) Math.round((double) p * order.length / points);
        curve[p] = new double[] {x[k], y[k]};
      }
    }
    double[] tenths = {};
    if (money != null) {
      tenths = Targeting.tenths(byRate, money);
      double sum = Arrays.stream(tenths).sum();
      tenths = Arrays.stream(tenths).map(one -> sum == 0 ? 0 : one / sum).toArray();
    }
    return new Choice(id, designation, targeting, concentration, curve, tenths);
  }

  /** Places by value, the largest first; those without a value last, equal ones in order. */
  private static int[] sorted(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(
            (a, b) -> {
              double x = Double.isNaN(values[a]) ? Double.NEGATIVE_INFINITY : values[a];
              double y = Double.isNaN(values[b]) ? Double.NEGATIVE_INFINITY : values[b];
              return Double.compare(y, x);
            })
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean[] first(int[] order, int count) {
    boolean[] first = new boolean[order.length];
    for (int k = 0; k < Math.min(count, order.length); k++) {
      first[order[k]] = true;
    }
    return first;
  }

  /** The units of the list in order, then all that are not in it. */
  private static int[] ranked(ScenarioRun run, Map<Integer, Integer> row, int n) {
    Set<Integer> there = new HashSet<>();
    int[] ranked = new int[n];
    int k = 0;
    for (int unit : run.order()) {
      Integer i = row.get(run.places()[unit]);
      if (i != null && there.add(i)) {
        ranked[k++] = i;
      }
    }
    for (int i = 0; i < n; i++) {
      if (!there.contains(i)) {
        ranked[k++] = i;
      }
    }
    return ranked;
  }

  private record Designated(String id, boolean[] units) {}

  /**
   * The designation of today that a choice is held against: the class of the first scheme of the
   * catalogue with classes in order of difficulty, its last class ({@code region:III}).
   */
  private static Optional<Designated> designated(ScenarioRun run, int[] universe) {
    OpenRelease release = run.open();
    UnitTable units = run.level().units();
    for (JsonNode scheme : release.catalogue().path("schemes")) {
      String id = scheme.path("id").asText();
      List<DesignationList> lists =
          release.designations(run.edition()).stream()
              .filter(list -> list.scheme().equals(id) && list.level() == run.level().level())
              .toList();
      JsonNode classes = scheme.path("classes");
      if (lists.isEmpty() || classes.isEmpty() || !id.equals("region")) {
        continue;
      }
      String most = classes.get(classes.size() - 1).path("id").asText();
      java.time.LocalDate day =
          run.scenario()
              .period()
              .map(Period::end)
              .orElseGet(() -> release.referenceDay(run.level().edition()));
      boolean[] held = new boolean[universe.length];
      for (int i = 0; i < held.length; i++) {
        String code = units.code(universe[i]);
        held[i] =
            lists.stream()
                .flatMap(list -> list.inForce(code, day).stream())
                .map(Designation::designationClass)
                .anyMatch(most::equals);
      }
      return Optional.of(new Designated(id + ":" + most, held));
    }
    return Optional.empty();
  }

  private static List<Province> provinces(
      ScenarioRun run,
      int[] universe,
      boolean[] chosen,
      double[] poor,
      double[] households,
      double[] money) {
    UnitTable units = run.level().units();
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < universe.length; i++) {
      members.computeIfAbsent(units.province(universe[i]), c -> new ArrayList<>()).add(i);
    }
    List<Province> provinces = new ArrayList<>();
    members.forEach(
        (code, rows) -> {
          int in = 0;
          double all = 0;
          double covered = 0;
          long given = 0;
          for (int i : rows) {
            in += chosen[i] ? 1 : 0;
            given += (long) money[i];
            if (!Double.isNaN(poor[i]) && !Double.isNaN(households[i])) {
              all += poor[i];
              covered += chosen[i] ? poor[i] : 0;
            }
          }
          provinces.add(
              new Province(code, run.provinceName(code), rows.size(), in, all, covered, given));
        });
    return provinces;
  }

  private static List<Group> groups(ScenarioRun run, int[] universe, boolean[] chosen) {
    List<Group> groups = new ArrayList<>();
    for (JsonNode group : run.open().catalogue().path("groups")) {
      String id = group.path("id").asText();
      Optional<IndicatorValues> values =
          IndicatorValues.of(run.open(), run.level(), POOR, run.scenario().period(), id);
      if (id.equals("all") || values.isEmpty()) {
        continue;
      }
      double all = 0;
      double covered = 0;
      for (int i = 0; i < universe.length; i++) {
        double value = values.get().value(universe[i]);
        if (!Double.isNaN(value)) {
          all += value;
          covered += chosen[i] ? value : 0;
        }
      }
      if (all > 0) {
        groups.add(new Group(id, all, covered));
      }
    }
    return groups;
  }
}
