package org.xaatlas.join;

import java.util.List;

/**
 * What a matcher may go by beside the official names.
 *
 * @param acceptLikely whether a clear first candidate is taken, with a warning each
 * @param aliases other names of units, from the alias tables
 * @param decisions what people decided about rows before
 * @param sought for how many different open rows candidates are looked for; the others have none
 * @param bounds when a file is given up
 */
public record MatchRules(
    boolean acceptLikely,
    List<Alias> aliases,
    List<Decision> decisions,
    int sought,
    Bounds bounds) {
  /**
   * When a file is given up: it is no table of units then, whatever else it is.
   *
   * @param different how many different ways its rows may say their units in, all together
   * @param unknown how many of these may name no unit beyond doubt
   * @param open how many rows may name none
   */
  public record Bounds(int different, int unknown, int open) {
    public static final Bounds NONE =
        new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** More rows than any edition has units, in twenty series. */
    private static final int OPEN = 200_000;

    /**
     * More than any edition has units, so that a file which is joined with the wrong one still
     * hears which it fits.
     */
    private static final int UNKNOWN = 12_000;

    /** What an honest file stays below: each unit of the list, written in four ways. */
    public static Bounds of(int units) {
      int unknown = Math.max(UNKNOWN, 2 * units);
      return new Bounds(2 * unknown, unknown, OPEN);
    }
  }

  /** The official names alone, however many rows are open. */
  public static final MatchRules STRICT =
      new MatchRules(false, List.of(), List.of(), Integer.MAX_VALUE, Bounds.NONE);

  /** The official names alone, and no candidates for what they do not settle. */
  public static final MatchRules WITHOUT_CANDIDATES =
      new MatchRules(false, List.of(), List.of(), 0, Bounds.NONE);

  public MatchRules {
    aliases = List.copyOf(aliases);
    decisions = List.copyOf(decisions);
  }
}
