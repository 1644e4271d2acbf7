package org.xaatlas.scenario;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Money to be given out, in million VND throughout, and by what rule.
 *
 * @param amount all of it
 * @param share by what rule
 * @param need id of the count that says how much a unit needs, for instance poor households
 * @param group of that indicator
 * @param fixed what every unit costs, whatever its need
 * @param perNeed what each of those who need it costs
 * @param floor what every unit gets at least
 * @param ceiling what a unit gets at most; empty: no bound
 * @param units other bounds of single units, by code
 * @param provinces bounds of provinces, by code
 * @param mustHave codes of units that get money in any case, with the reason
 * @param projects what is proposed, when projects are chosen
 */
public record Budget(
    long amount,
    Share share,
    String need,
    String group,
    double fixed,
    double perNeed,
    long floor,
    OptionalLong ceiling,
    Map<String, Bounds> units,
    Map<String, Bounds> provinces,
    Map<String, String> mustHave,
    List<Project> projects) {
  /** More than any budget; sums stay far below what a long holds. */
  public static final long MOST = 1_000_000_000_000L;

  public static final int MAX_PROJECTS = 5_000;

  public Budget {
    units = Map.copyOf(units);
    provinces = Map.copyOf(provinces);
    mustHave = Map.copyOf(mustHave);
    projects = List.copyOf(projects);
  }

  /** By what rule money is given out. */
  public enum Share {
    /** In proportion to score times need, within floors and ceilings. */
    PROPORTIONAL,
    /** What each unit costs, down the list, until the money ends. */
    IN_ORDER,
    /** Whole projects, so that score times benefit comes out largest. */
    PROJECTS
  }

  /** Least and most; empty: the general one. */
  public record Bounds(OptionalLong floor, OptionalLong ceiling) {}

  /**
   * A project that is done or not done.
   *
   * @param id unique in its scenario
   * @param unit code of the unit where it is
   * @param cost million VND
   * @param benefit how many it serves; not a number: the need of its unit
   */
  public record Project(
      String id, String unit, String name, long cost, double benefit, boolean mustHave) {}

  /** Whether a cost is told at all. */
  boolean costed() {
    return fixed > 0 || perNeed > 0;
  }

  /**
   * What a unit with this need costs, rounded up; a need that nobody knows costs nothing. What is
   * more than any budget is as much as the largest one, so that sums stay numbers.
   */
  long cost(double need) {
    double cost = Math.ceil(fixed + perNeed * (Double.isNaN(need) ? 0 : need) - 1e-9);
    return (long) Math.max(0, Math.min(MOST, cost));
  }
}
