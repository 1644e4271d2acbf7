package org.xaatlas.scenario;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.priority.DecisionTable;
import org.xaatlas.priority.Scores;

/**
 * Which whole projects are worth most together: an exact selection by the CP-SAT solver of
 * OR-Tools, in whole numbers. One worker, one seed and a bound in steps of the solver, not in time:
 * the same scenario gives the same choice.
 *
 * <p>The natives are unpacked when a selection is first asked for.
 */
final class ProjectChoice {
  /** Steps of the solver, near enough to seconds. */
  private static final double MOST_STEPS = 10;

  /** Worth is counted in parts of the largest one, so that it fits whole numbers. */
  private static final double PARTS = 1e9;

  private final Budget budget;
  private final DecisionTable table;
  private final double[] need;
  private final List<Budget.Project> projects;
  private final long[] costs;
  private final long[] worths;
  private final double[] exactWorths;

  private ProjectChoice(
      Budget budget,
      DecisionTable table,
      Scores scores,
      Map<String, Integer> place,
      double[] need) {
    this.budget = budget;
    this.table = table;
    this.need = need;
    // A unit without a rank has no score, and nothing in it can be weighed.
    this.projects = budget.projects().stream().filter(p -> place.containsKey(p.unit())).toList();
    this.costs = projects.stream().mapToLong(Budget.Project::cost).toArray();
    this.exactWorths =
        projects.stream()
            .mapToDouble(
                project -> {
                  int unit = place.get(project.unit());
                  double benefit = Double.isNaN(project.benefit()) ? need[unit] : project.benefit();
                  return Money.claim(scores, unit, benefit);
                })
            .toArray();
    double largest = Arrays.stream(exactWorths).max().orElse(0);
    this.worths =
        Arrays.stream(exactWorths)
            .mapToLong(worth -> largest == 0 ? 0 : Math.round(worth / largest * PARTS))
            .toArray();
  }

  /** A sum of projects that must lie between two bounds, with what to say when it cannot. */
  private record Rule(int[] projects, boolean counted, long least, long most, Message named) {}

  static Money of(
      Budget budget,
      DecisionTable table,
      Scores scores,
      Map<String, Integer> place,
      double[] need,
      Runnable patience) {
    Solver.load();
    patience.run();
    return new ProjectChoice(budget, table, scores, place, need).choose(place, patience);
  }

  /** Loads the natives once. */
  private static final class Solver {
    static final boolean LOADED = loaded();

    private static boolean loaded() {
      try {
        Loader.loadNativeLibraries();
        return true;
      } catch (RuntimeException | LinkageError e) {
        return false;
      }
    }

    static void load() {
      if (!LOADED) {
        throw EnvironmentException.of(
            "scenario.no_solver", System.getProperty("os.name"), System.getProperty("os.arch"));
      }
    }
  }

  private Money choose(Map<String, Integer> place, Runnable patience) {
    List<Rule> rules = rules();
    CpModel model = new CpModel();
    BoolVar[] chosen = variables(model);
    for (Rule rule : rules) {
      add(model, chosen, rule);
    }
    model.maximize(LinearExpr.weightedSum(chosen, worths));
    CpSolver solver = solver();
    CpSolverStatus status = solver.solve(model);
    patience.run();
    if (status == CpSolverStatus.INFEASIBLE) {
      return Money.nothing(budget, table, need, conflict(rules, patience));
    }
    if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
      return Money.nothing(
          budget, table, need, List.of(Message.of("scenario.budget_not_solved", projects.size())));
    }
    long[] amounts = new long[table.units().size()];
    List<String> ids = new ArrayList<>();
    double worth = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (solver.booleanValue(chosen[i])) {
        amounts[place.get(projects.get(i).unit())] += costs[i];
        ids.add(projects.get(i).id());
        worth += exactWorths[i];
      }
    }
    return new Money(
        budget,
        amounts,
        need,
        budget.amount() - Arrays.stream(amounts).sum(),
        -1,
        List.copyOf(ids),
        status == CpSolverStatus.OPTIMAL,
        worth,
        List.of());
  }

  private BoolVar[] variables(CpModel model) {
    BoolVar[] chosen = new BoolVar[projects.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = model.newBoolVar("p" + i);
    }
    return chosen;
  }

  private static CpSolver solver() {
    CpSolver solver = new CpSolver();
    solver.getParameters().setNumWorkers(1).setRandomSeed(1).setMaxDeterministicTime(MOST_STEPS);
    // What takes longer than anybody waits ends without a proof.
    solver.getParameters().setMaxTimeInSeconds(2 * MOST_STEPS);
    return solver;
  }

  private com.google.ortools.sat.Constraint add(CpModel model, BoolVar[] chosen, Rule rule) {
    Literal[] literals =
        Arrays.stream(rule.projects()).mapToObj(i -> chosen[i]).toArray(Literal[]::new);
    long[] factors =
        Arrays.stream(rule.projects()).mapToLong(i -> rule.counted() ? 1 : costs[i]).toArray();
    return model.addLinearConstraint(
        LinearExpr.weightedSum(literals, factors), rule.least(), rule.most());
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    int[] all = java.util.stream.IntStream.range(0, projects.size()).toArray();
    rules.add(
        new Rule(
            all, false, 0, budget.amount(), Message.of("scenario.rule_amount", budget.amount())));
    Map<String, List<Integer>> byUnit = new TreeMap<>();
    Map<String, List<Integer>> byProvince = new TreeMap<>();
    for (int i = 0; i < projects.size(); i++) {
      Budget.Project project = projects.get(i);
      String province = table.provinces().get(table.units().indexOf(project.unit()));
      byUnit.computeIfAbsent(project.unit(), code -> new ArrayList<>()).add(i);
      byProvince.computeIfAbsent(province, code -> new ArrayList<>()).add(i);
      if (project.mustHave()) {
        rules.add(
            new Rule(
                new int[] {i},
                true,
                1,
                1,
                Message.of("scenario.rule_project", project.id(), project.cost())));
      }
    }
    for (String code : new TreeMap<>(budget.mustHave()).keySet()) {
      rules.add(
          new Rule(
              places(byUnit.get(code)),
              true,
              1,
              Budget.MAX_PROJECTS,
              Message.of("scenario.rule_must_have", code)));
    }
    bounds(rules, byUnit, budget.units(), "scenario.rule_unit_", budget.floor(), budget.ceiling());
    bounds(
        rules, byProvince, budget.provinces(), "scenario.rule_province_", 0, OptionalLong.empty());
    return rules;
  }

  private static void bounds(
      List<Rule> rules,
      Map<String, List<Integer>> groups,
      Map<String, Budget.Bounds> own,
      String key,
      long floor,
      OptionalLong ceiling) {
    TreeMap<String, List<Integer>> all = new TreeMap<>(groups);
    own.keySet().forEach(code -> all.putIfAbsent(code, List.of()));
    all.forEach(
        (code, members) -> {
          Budget.Bounds bounds = own.get(code);
          long least = bounds == null ? floor : bounds.floor().orElse(floor);
          OptionalLong general =
              bounds != null && bounds.ceiling().isPresent() ? bounds.ceiling() : ceiling;
          long most = general.orElse(Budget.MOST);
          if (least > 0) {
            rules.add(
                new Rule(
                    places(members),
                    false,
                    least,
                    Long.MAX_VALUE / 4,
                    Message.of(key + "floor", code, least)));
          }
          if (most < Budget.MOST) {
            rules.add(
                new Rule(places(members), false, 0, most, Message.of(key + "ceiling", code, most)));
          }
        });
  }

  private static int[] places(List<Integer> members) {
    return members == null ? new int[0] : members.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Rules that cannot all hold, none of which can be left out: each is let go in turn, and stays
   * away when the others still contradict each other.
   */
  private List<Message> conflict(List<Rule> rules, Runnable patience) {
    List<Rule> kept = new ArrayList<>(core(rules));
    for (Rule rule : List.copyOf(kept)) {
      patience.run();
      List<Rule> fewer = new ArrayList<>(kept);
      fewer.remove(rule);
      if (!fewer.isEmpty() && infeasible(fewer)) {
        kept = fewer;
      }
    }
    return kept.stream().map(Rule::named).toList();
  }

  /** Some rules that contradict each other, as the solver finds them; not yet the fewest. */
  private List<Rule> core(List<Rule> rules) {
    CpModel model = new CpModel();
    BoolVar[] chosen = variables(model);
    Map<Integer, Rule> byIndex = new TreeMap<>();
    for (int r = 0; r < rules.size(); r++) {
      BoolVar holds = model.newBoolVar("r" + r);
      add(model, chosen, rules.get(r)).onlyEnforceIf(holds);
      model.addAssumption(holds);
      byIndex.put(holds.getIndex(), rules.get(r));
    }
    CpSolver solver = solver();
    if (solver.solve(model) != CpSolverStatus.INFEASIBLE) {
      return rules;
    }
    List<Rule> core = new ArrayList<>();
    for (int index : solver.sufficientAssumptionsForInfeasibility()) {
      if (byIndex.containsKey(index)) {
        core.add(byIndex.get(index));
      }
    }
    return core.isEmpty() ? rules : core;
  }

  private boolean infeasible(List<Rule> rules) {
    CpModel model = new CpModel();
    BoolVar[] chosen = variables(model);
    rules.forEach(rule -> add(model, chosen, rule));
    return solver().solve(model) == CpSolverStatus.INFEASIBLE;
  }
}
