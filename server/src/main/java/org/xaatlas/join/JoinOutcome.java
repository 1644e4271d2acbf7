package org.xaatlas.join;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.xaatlas.message.Message;

/** How one input row ended. Exactly one of four cases; {@link #fold} visits all of them. */
public sealed interface JoinOutcome {
  /** Row of the file (or feature), the first is 1. */
  int row();

  /** What the row said of its unit, as it was written. */
  String input();

  /** Why it ended so. */
  Message reason();

  /** The row means this unit, beyond doubt. */
  record Matched(int row, String input, String code, Message reason) implements JoinOutcome {
    public Matched {
      Objects.requireNonNull(code, "code");
    }
  }

  /** The row may mean any of these units; a person has to say which. Best candidate first. */
  record Ambiguous(int row, String input, List<Candidate> candidates, Message reason)
      implements JoinOutcome {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /** The row names no unit of the edition. */
  record Unmatched(int row, String input, List<Candidate> candidates, Message reason)
      implements JoinOutcome {
    public Unmatched {
      candidates = List.copyOf(candidates);
    }
  }

  /** The row is not about a unit: a title, a total, a footnote, a blank line. */
  record Skipped(int row, String input, Message reason) implements JoinOutcome {}

  default <T> T fold(
      Function<Matched, T> matched,
      Function<Ambiguous, T> ambiguous,
      Function<Unmatched, T> unmatched,
      Function<Skipped, T> skipped) {
    if (this instanceof Matched m) {
      return matched.apply(m);
    }
    if (this instanceof Ambiguous a) {
      return ambiguous.apply(a);
    }
    if (this instanceof Unmatched u) {
      return unmatched.apply(u);
    }
    return skipped.apply((Skipped) this);
  }

  /** The same outcome of another row that says the same. */
  default JoinOutcome at(int other) {
    return fold(
        m -> new Matched(other, m.input(), m.code(), m.reason()),
        a -> new Ambiguous(other, a.input(), a.candidates(), a.reason()),
        u -> new Unmatched(other, u.input(), u.candidates(), u.reason()),
        s -> new Skipped(other, s.input(), s.reason()));
  }

  /** Whether a person has to say which unit is meant, if any. */
  default boolean isOpen() {
    return this instanceof Ambiguous || this instanceof Unmatched;
  }

  /** The word in reports: matched, ambiguous, unmatched or skipped. */
  default String kind() {
    return fold(m -> "matched", a -> "ambiguous", u -> "unmatched", s -> "skipped");
  }
}
