package org.xaatlas.ingest.table;

import org.xaatlas.join.Finding.Severity;

/**
 * The rules that figures are checked by. An error makes a figure meaningless and refuses the file;
 * a warning never blocks, since published tables do contain errors and the printed value is kept.
 *
 * <p>Numbers and ids are stable: reports, notes and {@code docs/importing.md} refer to them.
 */
enum Check {
  NEGATIVE(1, "figure.negative", Severity.ERROR, "negative"),
  WHOLE(2, "figure.whole", Severity.ERROR, "not_whole"),
  PERCENT(3, "figure.percent", Severity.ERROR, "over_hundred"),
  RATE_OVER(4, "rate.over", Severity.ERROR, "rate_over"),
  HOUSEHOLDS(5, "households.poor", Severity.WARNING, "poor_households"),
  POOR_SUM(6, "households.sum", Severity.WARNING, "poor_sum"),
  RATE_COUNTS(7, "rate.counts", Severity.WARNING, "rate_counts"),
  RATE_FRACTION(8, "rate.fraction", Severity.WARNING, "rate_fraction"),
  GROUP_WHOLE(9, "group.whole", Severity.WARNING, "group_whole"),
  BALANCE(10, "year.balance", Severity.WARNING, "balance"),
  PARTS(11, "parts.sum", Severity.WARNING, "parts_sum"),
  AREAS(12, "areas.sum", Severity.WARNING, "areas_sum"),
  TOTAL(13, "total.sum", Severity.WARNING, "total_sum"),
  START(14, "year.start", Severity.WARNING, "year_start"),
  CHANGE(15, "year.change", Severity.WARNING, "year_change"),
  MISSING(16, "units.missing", Severity.WARNING, "units_missing"),
  AGAIN(17, "file.again", Severity.WARNING, "file_again"),
  OTHER_UNIT(18, "review.unit", Severity.ERROR, "review_unit"),
  OTHER_PERIOD(19, "review.period", Severity.ERROR, "review_period"),
  TWICE(20, "review.twice", Severity.ERROR, "review_twice"),
  SUMMARY(21, "review.summary", Severity.WARNING, "review_summary"),
  PROVINCE(22, "review.province", Severity.WARNING, "review_province"),
  GAP(23, "review.gap", Severity.WARNING, "review_gap"),
  UNFILLED(24, "review.unfilled", Severity.ERROR, "review_unfilled");

  private final int number;
  private final String rule;
  private final Severity severity;
  private final String message;

  Check(int number, String rule, Severity severity, String message) {
    this.number = number;
    this.rule = rule;
    this.severity = severity;
    this.message = message;
  }

  /** The number that people call it by: K1, K2, ... */
  int number() {
    return number;
  }

  /** The id in reports. */
  String rule() {
    return rule;
  }

  Severity severity() {
    return severity;
  }

  /** Key of its sentence. */
  String message() {
    return "table." + message;
  }
}
