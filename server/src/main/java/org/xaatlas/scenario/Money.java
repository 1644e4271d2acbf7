package org.xaatlas.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.xaatlas.message.Message;
import org.xaatlas.priority.Allocation;
import org.xaatlas.priority.DecisionTable;
import org.xaatlas.priority.Scores;

/**
 * What a budget came to, in million VND. What was given out and what is left add up to the budget.
 *
 * @param budget what was asked
 * @param amounts by place of the unit in the decision table
 * @param need by unit; not a number where nobody knows it
 * @param left what nobody gets: all are served, or what is left is enough for nobody
 * @param partial place of the unit that gets less than it costs because the money ended; -1: none
 * @param projects ids of the projects chosen, in the order of the scenario
 * @param proven whether no other choice of projects is worth more
 * @param worth score times benefit of the projects chosen; 0 where none are chosen
 * @param infeasible what cannot be met together; then nobody gets anything
 */
public record Money(
    Budget budget,
    long[] amounts,
    double[] need,
    long left,
    int partial,
    List<String> projects,
    boolean proven,
    double worth,
    List<Message> infeasible) {

  /**
   * Gives a budget out.
   *
   * @param order places of the ranked units, the first one first
   * @param need by unit
   * @param patience asked when it takes long; throws when it is to be given up
   */
  static Money of(
      Budget budget,
      DecisionTable table,
      Scores scores,
      int[] order,
      double[] need,
      Runnable patience) {
    Map<String, Integer> place = new HashMap<>();
    for (int unit : order) {
      place.put(table.units().get(unit), unit);
    }
    List<Message> unknown = unranked(budget, place);
    if (!unknown.isEmpty()) {
      return nothing(budget, table, need, unknown);
    }
    return switch (budget.share()) {
      case PROPORTIONAL -> proportional(budget, table, scores, order, need);
      case IN_ORDER -> inOrder(budget, table, order, need, place);
      case PROJECTS -> ProjectChoice.of(budget, table, scores, place, need, patience);
    };
  }

  /** Units that are to get something, and are not among those that were ranked. */
  private static List<Message> unranked(Budget budget, Map<String, Integer> place) {
    List<Message> unknown = new ArrayList<>();
    for (String code : new TreeMap<>(budget.mustHave()).keySet()) {
      if (!place.containsKey(code)) {
        unknown.add(Message.of("scenario.budget_unranked", "mustHave", code));
      }
    }
    for (Map.Entry<String, Budget.Bounds> entry : new TreeMap<>(budget.units()).entrySet()) {
      if (entry.getValue().floor().orElse(0) > 0 && !place.containsKey(entry.getKey())) {
        unknown.add(Message.of("scenario.budget_unranked", "units", entry.getKey()));
      }
    }
    for (Budget.Project project : budget.projects()) {
      if (project.mustHave() && !place.containsKey(project.unit())) {
        unknown.add(Message.of("scenario.budget_unranked", "projects", project.id()));
      }
    }
    return unknown;
  }

  static Money nothing(
      Budget budget, DecisionTable table, double[] need, List<Message> infeasible) {
    return new Money(
        budget,
        new long[table.units().size()],
        need,
        budget.amount(),
        -1,
        List.of(),
        true,
        0,
        List.copyOf(infeasible));
  }

  /** What a unit claims: its score times its need; who scores below 0 claims nothing. */
  static double claim(Scores scores, int unit, double need) {
    double score = scores.score()[unit];
    return Double.isNaN(need) || !(score > 0) ? 0 : score * Math.max(0, need);
  }

  private static long floor(Budget budget, String code, double need) {
    Budget.Bounds own = budget.units().get(code);
    long floor = own == null ? budget.floor() : own.floor().orElse(budget.floor());
    return budget.mustHave().containsKey(code) && budget.costed()
        ? Math.max(floor, budget.cost(need))
        : floor;
  }

  private static long ceiling(Budget budget, String code) {
    Budget.Bounds own = budget.units().get(code);
    OptionalLong general = budget.ceiling();
    return own != null && own.ceiling().isPresent()
        ? own.ceiling().getAsLong()
        : general.orElse(Budget.MOST);
  }

  private static Money proportional(
      Budget budget, DecisionTable table, Scores scores, int[] order, double[] need) {
    List<Allocation.Claim> claims = new ArrayList<>();
    List<Message> infeasible = new ArrayList<>();
    for (int unit : order) {
      String code = table.units().get(unit);
      long floor = floor(budget, code, need[unit]);
      long ceiling = ceiling(budget, code);
      if (budget.costed()) {
        ceiling = Math.min(ceiling, Math.max(floor, budget.cost(need[unit])));
      }
      if (floor > ceiling) {
        infeasible.add(Message.of("scenario.budget_unit_bounds", code, floor, ceiling));
        continue;
      }
      claims.add(
          new Allocation.Claim(
              code, table.provinces().get(unit), claim(scores, unit, need[unit]), floor, ceiling));
    }
    if (!infeasible.isEmpty()) {
      return nothing(budget, table, need, infeasible);
    }
    Map<String, Allocation.Bounds> provinces = new HashMap<>();
    budget
        .provinces()
        .forEach(
            (code, bounds) ->
                provinces.put(
                    code,
                    new Allocation.Bounds(
                        bounds.floor().orElse(0), bounds.ceiling().orElse(Budget.MOST))));
    Set<String> there = Set.copyOf(table.provinces());
    for (Map.Entry<String, Budget.Bounds> bounds : new TreeMap<>(budget.provinces()).entrySet()) {
      if (bounds.getValue().floor().orElse(0) > 0 && !there.contains(bounds.getKey())) {
        infeasible.add(Message.of("scenario.budget_unranked", "provinces", bounds.getKey()));
      }
    }
    if (!infeasible.isEmpty()) {
      return nothing(budget, table, need, infeasible);
    }
    // Where ceilings take less than there is, all get their ceiling and the rest is told.
    long reach = reach(claims, provinces);
    long given = Math.min(budget.amount(), reach);
    try {
      long[] shared = Allocation.of(given, claims, provinces);
      long[] amounts = new long[table.units().size()];
      for (int k = 0; k < order.length; k++) {
        amounts[order[k]] = shared[k];
      }
      return new Money(
          budget, amounts, need, budget.amount() - given, -1, List.of(), true, 0, List.of());
    } catch (Allocation.Infeasible e) {
      return nothing(budget, table, need, List.of(infeasible(e)));
    }
  }

  private static long reach(
      List<Allocation.Claim> claims, Map<String, Allocation.Bounds> provinces) {
    Map<String, Long> sums = new HashMap<>();
    for (Allocation.Claim claim : claims) {
      long most = claim.claim() > 0 ? claim.ceiling() : claim.floor();
      sums.merge(claim.province(), most, Long::sum);
    }
    long reach = 0;
    for (Map.Entry<String, Long> sum : sums.entrySet()) {
      Allocation.Bounds bounds = provinces.get(sum.getKey());
      reach += bounds == null ? sum.getValue() : Math.min(sum.getValue(), bounds.ceiling());
    }
    return reach;
  }

  private static Message infeasible(Allocation.Infeasible e) {
    int colon = e.what().indexOf(':');
    String kind = colon < 0 ? e.what() : e.what().substring(0, colon);
    String key = "scenario.budget_" + kind + (colon < 0 ? "" : "_province");
    return colon < 0
        ? Message.of(key, e.bound(), e.amount())
        : Message.of(key, e.what().substring(colon + 1), e.bound(), e.amount());
  }

  /** Must-haves first, then down the list; the one at which the money ends gets what is left. */
  private static Money inOrder(
      Budget budget, DecisionTable table, int[] order, double[] need, Map<String, Integer> place) {
    List<Message> contradictions = new ArrayList<>();
    for (int unit : order) {
      String code = table.units().get(unit);
      long floor = floor(budget, code, need[unit]);
      if (floor > ceiling(budget, code)) {
        contradictions.add(
            Message.of("scenario.budget_unit_bounds", code, floor, ceiling(budget, code)));
      }
    }
    if (!contradictions.isEmpty()) {
      return nothing(budget, table, need, contradictions);
    }
    long[] amounts = new long[table.units().size()];
    Map<String, Long> ofProvince = new HashMap<>();
    long left = budget.amount();
    Set<Integer> must = new java.util.LinkedHashSet<>();
    for (int unit : order) {
      if (budget.mustHave().containsKey(table.units().get(unit))) {
        must.add(unit);
      }
    }
    long fixed = 0;
    for (int unit : must) {
      String code = table.units().get(unit);
      long cost = cost(budget, code, need[unit]);
      String province = table.provinces().get(unit);
      long there = ofProvince.merge(province, cost, Long::sum);
      long most = provinceCeiling(budget, province);
      if (there > most) {
        return nothing(
            budget,
            table,
            need,
            List.of(Message.of("scenario.budget_must_have_province", province, there, most)));
      }
      fixed += cost;
      amounts[unit] = cost;
    }
    if (fixed > left) {
      return nothing(
          budget, table, need, List.of(Message.of("scenario.budget_must_have", fixed, left)));
    }
    left -= fixed;
    int partial = -1;
    for (int unit : order) {
      if (must.contains(unit) || left == 0) {
        continue;
      }
      String code = table.units().get(unit);
      String province = table.provinces().get(unit);
      long cost = cost(budget, code, need[unit]);
      long room = provinceCeiling(budget, province) - ofProvince.getOrDefault(province, 0L);
      if (cost == 0 || cost > room) {
        continue; // its province has had its share
      }
      long amount = Math.min(cost, left);
      partial = amount < cost ? unit : partial;
      amounts[unit] = amount;
      ofProvince.merge(province, amount, Long::sum);
      left -= amount;
    }
    return new Money(budget, amounts, need, left, partial, List.of(), true, 0, List.of());
  }

  private static long cost(Budget budget, String code, double need) {
    return Math.min(ceiling(budget, code), Math.max(floor(budget, code, need), budget.cost(need)));
  }

  private static long provinceCeiling(Budget budget, String province) {
    Budget.Bounds bounds = budget.provinces().get(province);
    return bounds == null ? Budget.MOST : bounds.ceiling().orElse(Budget.MOST);
  }

  /** What is given out. */
  long allocated() {
    return Arrays.stream(amounts).sum();
  }

  /** Sums by province, in order of their codes. */
  Map<String, Long> byProvince(DecisionTable table) {
    Map<String, Long> sums = new TreeMap<>();
    for (int unit = 0; unit < amounts.length; unit++) {
      sums.merge(table.provinces().get(unit), amounts[unit], Long::sum);
    }
    return new LinkedHashMap<>(sums);
  }
}
