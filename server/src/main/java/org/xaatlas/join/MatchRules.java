package org.xaatlas.join;

import java.util.List;

/**
 * What a matcher may go by beside the official names.
 *
 * @param acceptLikely whether a clear first candidate is taken, with a warning each
 * @param aliases other names of units, from the alias tables
 * @param decisions what people decided about rows before
 */
public record MatchRules(boolean acceptLikely, List<Alias> aliases, List<Decision> decisions) {
  /** The official names alone. */
  public static final MatchRules STRICT = new MatchRules(false, List.of(), List.of());

  public MatchRules {
    aliases = List.copyOf(aliases);
    decisions = List.copyOf(decisions);
  }
}
