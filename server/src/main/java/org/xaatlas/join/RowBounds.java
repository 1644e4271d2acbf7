package org.xaatlas.join;

import java.util.ArrayList;
import java.util.List;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Counts the rows of one file and gives it up when they are no table of units, by the {@linkplain
 * MatchRules.Bounds bounds} of its edition. For one thread.
 */
public final class RowBounds {
  /** How many of the first open rows the refusal names. */
  private static final int NAMED = 3;

  /** How many candidates it names for each. */
  private static final int NEAREST = 2;

  private final UnitMatcher matcher;
  private final MatchRules.Bounds bounds;
  private final String edition;
  private final List<RowKey> first = new ArrayList<>(NAMED);
  private int different;
  private int unknown;
  private int open;

  RowBounds(UnitMatcher matcher, MatchRules.Bounds bounds, String edition) {
    this.matcher = matcher;
    this.bounds = bounds;
    this.edition = edition;
  }

  /**
   * Counts a row that says its unit as no row before it.
   *
   * @param isOpen whether it names no unit beyond doubt
   * @throws RefusedException when there are too many such rows
   */
  public void different(RowKey row, boolean isOpen) {
    if (isOpen && first.size() < NAMED) {
      first.add(row);
    }
    unknown += isOpen ? 1 : 0;
    if (unknown > bounds.unknown()) {
      throw refused("join.too_many_unknown", bounds.unknown(), row);
    }
    if (++different > bounds.different()) {
      throw refused("join.too_many_different", bounds.different(), row);
    }
  }

  /**
   * Counts a row that names no unit beyond doubt, or one that another row claims.
   *
   * @throws RefusedException when there are too many such rows
   */
  public void open(RowKey row) {
    if (++open > bounds.open()) {
      throw refused("join.too_many_open", bounds.open(), row);
    }
  }

  /** How many rows may say again what a row before them says. */
  public int repeated() {
    return bounds.different();
  }

  private RefusedException refused(String key, int bound, RowKey last) {
    Object named = "";
    for (JoinOutcome outcome : first.stream().map(matcher::alone).toList()) {
      Message row = row(outcome);
      named = named.equals("") ? row : Message.of("table.list", named, row);
    }
    return RefusedException.of(
        key,
        bound,
        edition,
        Integer.toString(last.row()),
        last.input(),
        first.isEmpty() ? "" : Message.of("join.first_open", named));
  }

  private static Message row(JoinOutcome outcome) {
    List<Candidate> like =
        outcome.fold(
            m -> List.of(),
            JoinOutcome.Ambiguous::candidates,
            JoinOutcome.Unmatched::candidates,
            s -> List.of());
    Object nearest = "";
    for (Candidate candidate : like.subList(0, Math.min(NEAREST, like.size()))) {
      String unit = candidate.code() + " " + candidate.name();
      nearest = nearest.equals("") ? unit : Message.of("table.list", nearest, unit);
    }
    String row = Integer.toString(outcome.row());
    return like.isEmpty()
        ? Message.of("join.open_row", row, outcome.input())
        : Message.of("join.open_row_like", row, outcome.input(), nearest);
  }
}
