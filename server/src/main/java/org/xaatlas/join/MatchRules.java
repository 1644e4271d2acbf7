package org.xaatlas.join;

import java.util.List;

/**
 * What a matcher may go by beside the official names.
 *
 * @param acceptLikely whether a clear first candidate is taken, with a warning each
 * @param aliases other names of units, from the alias tables
 * @param decisions what people decided about rows before
 * @param sought for how many different open rows candidates are looked for; the others have none
 * @param open how many rows may be open before a file is given up
 */
public record MatchRules(
    boolean acceptLikely, List<Alias> aliases, List<Decision> decisions, int sought, int open) {
  /** The official names alone, however many rows are open. */
  public static final MatchRules STRICT =
      new MatchRules(false, List.of(), List.of(), Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** The official names alone, and no candidates for what they do not settle. */
  public static final MatchRules WITHOUT_CANDIDATES =
      new MatchRules(false, List.of(), List.of(), 0, Integer.MAX_VALUE);

  public MatchRules {
    aliases = List.copyOf(aliases);
    decisions = List.copyOf(decisions);
  }
}
