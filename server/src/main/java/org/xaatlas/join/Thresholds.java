package org.xaatlas.join;

/**
 * Every number that the matching of names depends on. They were chosen on the tuned half of the
 * corpus; what the other half says of them stands in {@code docs/matching.md}. None of them decides
 * a match in silence: that takes names that are the same once normalised.
 */
final class Thresholds {
  /** A name below is not shown as a candidate. */
  static final double CANDIDATE = 0.5;

  /** Names that share less than the best by this factor are not compared letter by letter. */
  static final double SHARED = 2.5;

  /** From here on a row is asked about (ambiguous); with nothing better it names no unit. */
  static final double ASK = 0.7;

  /** From here on the first candidate may be clear enough for {@code --accept-likely}. */
  static final double CLEAR = 0.8;

  /**
   * How far the second candidate has to be behind a clear first one. Of 60,000 rows on the tuned
   * half, a first candidate was taken wrongly 58 times with 0, 9 with 0.04, 3 with 0.08 and never
   * with 0.12. One step more was chosen, for what was not seen: on the other half 0.12 still took 3
   * wrongly of 17,152 and 0.16 none of 15,993.
   */
  static final double LEAD = 0.16;

  /** What a mark that was left out costs, in letters: people leave out marks. */
  static final double MISSING_MARK = 0.25;

  /** What a wrong mark costs, in letters: it was typed on purpose. */
  static final double WRONG_MARK = 0.5;

  /** What a space too many or too few costs, in letters. */
  static final double SPACE = 0.3;

  private Thresholds() {}
}
