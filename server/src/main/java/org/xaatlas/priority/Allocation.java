package org.xaatlas.priority;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A sum of money shared out among units in proportion to their claims, within floors and ceilings,
 * to the last unit of it. Provinces come first, each with the claims of its units; then the units
 * of each province.
 *
 * <p>In proportion means: there is one rate such that each gets rate times claim, or its floor or
 * ceiling where that lies beyond.
 */
public final class Allocation {
  private static final int HALVINGS = 200;

  private Allocation() {}

  /**
   * A unit that may get money; amounts in whole units of money, for instance million VND.
   *
   * @param claim not negative, for instance score times poor households
   * @param floor what it gets in any case
   * @param ceiling what it gets at most, not below the floor
   */
  public record Claim(String unit, String province, double claim, long floor, long ceiling) {
    public Claim {
      if (!(claim >= 0) || !Double.isFinite(claim)) {
        throw new IllegalArgumentException("A claim is a number and not negative: " + unit);
      }
      if (floor < 0 || ceiling < floor) {
        throw new IllegalArgumentException("Floor and ceiling contradict each other: " + unit);
      }
    }

    /** What it can get: who claims nothing gets its floor and no more. */
    private long reach() {
      return claim > 0 ? ceiling : floor;
    }
  }

  /** Floor and ceiling of a province. */
  public record Bounds(long floor, long ceiling) {
    public Bounds {
      if (floor < 0 || ceiling < floor) {
        throw new IllegalArgumentException("Floor and ceiling contradict each other");
      }
    }
  }

  /** Constraints that cannot all be met; says which. */
  public static final class Infeasible extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String what;
    private final long bound;
    private final long amount;

    private Infeasible(String what, long bound, long amount) {
      super(what + ": " + bound + " against " + amount);
      this.what = what;
      this.bound = bound;
      this.amount = amount;
    }

    /** {@code floors} or {@code ceilings}, of the whole or of the province named behind a colon. */
    public String what() {
      return what;
    }

    /** What floors take together, or ceilings allow together. */
    public long bound() {
      return bound;
    }

    /** What is there to be shared out. */
    public long amount() {
      return amount;
    }
  }

  /**
   * Shares out a budget.
   *
   * @param provinces bounds of provinces; those not named have none
   * @return by place of the claims; the sum is the budget
   * @throws Infeasible when floors take more than there is, or ceilings allow less
   */
  public static long[] of(long budget, List<Claim> claims, Map<String, Bounds> provinces) {
    Map<String, int[]> members = new TreeMap<>();
    for (int i = 0; i < claims.size(); i++) {
      members.merge(claims.get(i).province(), new int[] {i}, Allocation::joined);
    }
    List<int[]> groups = List.copyOf(members.values());
    List<String> codes = List.copyOf(members.keySet());
    double[] claim = new double[groups.size()];
    long[] floor = new long[groups.size()];
    long[] ceiling = new long[groups.size()];
    for (int g = 0; g < groups.size(); g++) {
      for (int i : groups.get(g)) {
        claim[g] += claims.get(i).claim();
        floor[g] = Math.addExact(floor[g], claims.get(i).floor());
        ceiling[g] = saturated(ceiling[g], claims.get(i).reach());
      }
      Bounds bounds = provinces.getOrDefault(codes.get(g), new Bounds(0, Long.MAX_VALUE));
      if (floor[g] > bounds.ceiling()) {
        throw new Infeasible("floors:" + codes.get(g), floor[g], bounds.ceiling());
      }
      if (ceiling[g] < bounds.floor()) {
        throw new Infeasible("ceilings:" + codes.get(g), ceiling[g], bounds.floor());
      }
      floor[g] = Math.max(floor[g], bounds.floor());
      ceiling[g] = Math.min(ceiling[g], bounds.ceiling());
    }
    long[] ofProvinces = shared(budget, claim, floor, ceiling, "");
    long[] result = new long[claims.size()];
    for (int g = 0; g < groups.size(); g++) {
      int[] group = groups.get(g);
      long[] ofUnits =
          shared(
              ofProvinces[g],
              Arrays.stream(group).mapToDouble(i -> claims.get(i).claim()).toArray(),
              Arrays.stream(group).mapToLong(i -> claims.get(i).floor()).toArray(),
              Arrays.stream(group).mapToLong(i -> claims.get(i).ceiling()).toArray(),
              ":" + codes.get(g));
      for (int i = 0; i < group.length; i++) {
        result[group[i]] = ofUnits[i];
      }
    }
    return result;
  }

  private static int[] joined(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static long saturated(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private static long[] shared(
      long budget, double[] claim, long[] floor, long[] ceiling, String where) {
    long floors = 0;
    long ceilings = 0;
    for (int i = 0; i < claim.length; i++) {
      floors = Math.addExact(floors, floor[i]);
      ceilings = saturated(ceilings, claim[i] > 0 ? ceiling[i] : floor[i]);
    }
    if (floors > budget) {
      throw new Infeasible("floors" + where, floors, budget);
    }
    if (ceilings < budget) {
      throw new Infeasible("ceilings" + where, ceilings, budget);
    }
    double[] exact = exact(budget, claim, floor, ceiling);
    long[] amount = new long[claim.length];
    long left = budget;
    for (int i = 0; i < amount.length; i++) {
      amount[i] = Math.max(floor[i], Math.min(ceiling[i], (long) Math.floor(exact[i])));
      left -= amount[i];
    }
    // What rounding left goes to the largest remainders, one each, as far as ceilings allow.
    int[] order =
        IntStream.range(0, amount.length)
            .boxed()
            .sorted((a, b) -> Double.compare(exact[b] - amount[b], exact[a] - amount[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    while (left != 0) {
      long before = left;
      for (int k = 0; k < order.length && left != 0; k++) {
        int i = left > 0 ? order[k] : order[order.length - 1 - k];
        if (left > 0 && claim[i] > 0 && amount[i] < ceiling[i]) {
          amount[i]++;
          left--;
        } else if (left < 0 && amount[i] > floor[i]) {
          amount[i]--;
          left++;
        }
      }
      if (left == before) {
        throw new IllegalStateException("Nothing takes what is left: " + left);
      }
    }
    return amount;
  }

  /** Rate times claim within the bounds, for the rate at which all of it is given out. */
  private static double[] exact(long budget, double[] claim, long[] floor, long[] ceiling) {
    double low = 0;
    double high = 1;
    while (sum(high, claim, floor, ceiling) < budget && high < 1e300) {
      high *= 2;
    }
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double middle = low + (high - low) / 2;
      if (sum(middle, claim, floor, ceiling) < budget) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double[] exact = new double[claim.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = within(high * claim[i], floor[i], ceiling[i]);
    }
    return exact;
  }

  private static double sum(double rate, double[] claim, long[] floor, long[] ceiling) {
    double sum = 0;
    for (int i = 0; i < claim.length; i++) {
      sum += within(rate * claim[i], floor[i], ceiling[i]);
    }
    return sum;
  }

  private static double within(double amount, long floor, long ceiling) {
    return Math.max(floor, Math.min(ceiling, amount));
  }
}
