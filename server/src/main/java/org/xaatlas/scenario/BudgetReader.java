package org.xaatlas.scenario;

import static org.xaatlas.scenario.Parts.choice;
import static org.xaatlas.scenario.Parts.contradicts;
import static org.xaatlas.scenario.Parts.flag;
import static org.xaatlas.scenario.Parts.known;
import static org.xaatlas.scenario.Parts.list;
import static org.xaatlas.scenario.Parts.money;
import static org.xaatlas.scenario.Parts.named;
import static org.xaatlas.scenario.Parts.number;
import static org.xaatlas.scenario.Parts.required;
import static org.xaatlas.scenario.Parts.text;
import static org.xaatlas.scenario.Parts.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.xaatlas.message.RefusedException;

/** Reads the budget of a scenario. Stateless. */
final class BudgetReader {
  private static final String AT = "budget";

  private BudgetReader() {}

  static Budget read(JsonNode node) {
    known(
        node,
        AT,
        "amount",
        "share",
        "need",
        "cost",
        "floor",
        "ceiling",
        "units",
        "provinces",
        "mustHave",
        "projects");
    long amount = money(node, "amount", AT).orElseThrow(() -> wrong("budget.amount", "50000"));
    Budget.Share share =
        choice(Budget.Share.values(), node, "share", AT, Budget.Share.PROPORTIONAL);
    JsonNode need = node.path("need");
    if (!need.isMissingNode()) {
      known(need, "budget.need", "indicator", "group");
    }
    JsonNode cost = node.path("cost");
    if (!cost.isMissingNode()) {
      known(cost, "budget.cost", "fixed", "perNeed");
    }
    long floor = money(node, "floor", AT).orElse(0);
    OptionalLong ceiling = money(node, "ceiling", AT);
    if (ceiling.isPresent() && ceiling.getAsLong() < floor) {
      throw contradicts("budget.ceiling", "≥ " + floor);
    }
    Budget budget =
        new Budget(
            amount,
            share,
            need.isMissingNode() ? "hh_poor" : required(need, "indicator", "budget.need"),
            need.isMissingNode() ? "all" : text(need, "group", "budget.need", "all"),
            cost(cost, "fixed"),
            cost(cost, "perNeed"),
            floor,
            ceiling,
            bounds(node, "units"),
            bounds(node, "provinces"),
            named(node, "mustHave", AT),
            projects(node));
    check(budget);
    return budget;
  }

  /** What each part means only with another. */
  private static void check(Budget budget) {
    if (budget.share() == Budget.Share.PROJECTS && budget.projects().isEmpty()) {
      throw contradicts("budget.projects", "[{ … }]");
    }
    if (budget.share() != Budget.Share.PROJECTS && !budget.projects().isEmpty()) {
      throw contradicts("budget.share", "projects");
    }
    if (budget.share() == Budget.Share.IN_ORDER && !budget.costed()) {
      throw contradicts("budget.cost", "fixed > 0 | perNeed > 0");
    }
    if (budget.share() == Budget.Share.IN_ORDER
        && budget.provinces().values().stream().anyMatch(one -> one.floor().isPresent())) {
      throw contradicts("budget.provinces", "ceiling");
    }
    if (budget.share() == Budget.Share.PROPORTIONAL
        && !budget.mustHave().isEmpty()
        && !budget.costed()
        && budget.floor() == 0) {
      throw contradicts("budget.mustHave", "cost | floor");
    }
  }

  private static double cost(JsonNode node, String name) {
    double cost = number(node, name, "budget.cost").orElse(0);
    if (cost < 0 || cost > Budget.MOST) {
      throw wrong("budget.cost." + name, "0 … " + Budget.MOST);
    }
    return cost;
  }

  private static Map<String, Budget.Bounds> bounds(JsonNode node, String name) {
    Map<String, Budget.Bounds> bounds = new LinkedHashMap<>();
    JsonNode list = list(node, name, AT);
    for (int i = 0; i < list.size(); i++) {
      String here = AT + "." + name + "[" + i + "]";
      known(list.get(i), here, "code", "floor", "ceiling", "reason");
      text(list.get(i), "reason", here, "");
      String code = required(list.get(i), "code", here);
      OptionalLong floor = money(list.get(i), "floor", here);
      OptionalLong ceiling = money(list.get(i), "ceiling", here);
      if (floor.orElse(0) > ceiling.orElse(Long.MAX_VALUE)) {
        throw contradicts(here + ".ceiling", "≥ " + floor.getAsLong());
      }
      if (bounds.put(code, new Budget.Bounds(floor, ceiling)) != null) {
        throw RefusedException.of("scenario.twice", here + ".code", code);
      }
    }
    return bounds;
  }

  private static List<Budget.Project> projects(JsonNode node) {
    JsonNode list = list(node, "projects", AT);
    if (list.size() > Budget.MAX_PROJECTS) {
      throw wrong("budget.projects", "≤ " + Budget.MAX_PROJECTS);
    }
    Map<String, Budget.Project> projects = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      String here = "budget.projects[" + i + "]";
      JsonNode one = list.get(i);
      known(one, here, "id", "unit", "name", "cost", "benefit", "mustHave");
      String id = required(one, "id", here);
      double benefit = number(one, "benefit", here).orElse(Double.NaN);
      if (benefit < 0 || benefit > Budget.MOST) {
        throw wrong(here + ".benefit", "0 … " + Budget.MOST);
      }
      Budget.Project project =
          new Budget.Project(
              id,
              required(one, "unit", here),
              text(one, "name", here, ""),
              money(one, "cost", here).orElseThrow(() -> wrong(here + ".cost", "50000")),
              benefit,
              flag(one, "mustHave", here));
      if (projects.put(id, project) != null) {
        throw RefusedException.of("scenario.twice", here + ".id", id);
      }
    }
    return List.copyOf(projects.values());
  }
}
