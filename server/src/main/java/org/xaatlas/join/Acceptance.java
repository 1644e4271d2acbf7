package org.xaatlas.join;

import java.util.List;
import java.util.function.Predicate;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * When a row that nothing settles beyond doubt is matched all the same, asked about, or said to
 * name no unit. The numbers stand in {@link Thresholds}. Safe to share.
 *
 * @param acceptLikely whether the user lets a clear first candidate be taken
 * @param clear how like a first candidate has to be that is taken
 * @param lead how far the second has to be behind
 */
record Acceptance(
    UnitRegister register,
    Level level,
    Places places,
    boolean acceptLikely,
    double clear,
    double lead) {

  /** Ambiguous when somebody should look at a likely candidate, unmatched otherwise. */
  static JoinOutcome undecided(RowKey row, List<Candidate> candidates, Message reason) {
    List<Candidate> few = candidates.stream().limit(UnitMatcher.CANDIDATES).toList();
    return few.stream().anyMatch(candidate -> candidate.score() >= Thresholds.ASK)
        ? RowMeaning.ambiguous(row, few, reason)
        : RowMeaning.unmatched(row, few, reason);
  }

  /**
   * A row whose first candidate may be taken when the user accepts that, with a warning: close to
   * the name, well before the second, and of the kind asked for.
   */
  JoinOutcome likely(
      RowKey row, List<Candidate> candidates, Predicate<Unit> kind, Scope scope, Message reason) {
    if (acceptLikely && scope.problem().isEmpty() && !candidates.isEmpty()) {
      Candidate first = candidates.get(0);
      double second = candidates.size() > 1 ? candidates.get(1).score() : 0;
      Unit unit = register.find(level, first.code()).orElseThrow();
      if (first.score() >= clear
          && first.score() - second >= lead
          && scope.holds(unit)
          && !scope.isWholeEdition()
          && kind.test(unit)) {
        return RowMeaning.matched(
            row, unit, Message.of("join.likely", row.input(), places.placed(unit), reason));
      }
    }
    return undecided(row, candidates, reason);
  }
}
