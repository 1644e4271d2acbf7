package org.xaatlas.join;

import java.util.List;

/**
 * What became of a file: every row with its outcome, and what was found. The counts add up to the
 * rows, and construction fails when they do not.
 *
 * @param file name of the file, without its folder
 * @param sha256 hash of its bytes
 * @param kind what was imported: boundaries, statistics, designations
 * @param edition the edition it was joined in
 * @param outcomes one for each row or feature, in the order of the file
 * @param findings warnings, errors and information
 */
public record MatchReport(
    String file,
    String sha256,
    String kind,
    String edition,
    List<JoinOutcome> outcomes,
    List<Finding> findings) {
  public MatchReport {
    outcomes = List.copyOf(outcomes);
    findings = List.copyOf(findings);
    int last = 0;
    for (JoinOutcome outcome : outcomes) {
      if (outcome.row() <= last) {
        throw new IllegalArgumentException("Row " + outcome.row() + " has two outcomes");
      }
      last = outcome.row();
    }
  }

  public int rows() {
    return outcomes.size();
  }

  public int matched() {
    return count("matched");
  }

  public int ambiguous() {
    return count("ambiguous");
  }

  public int unmatched() {
    return count("unmatched");
  }

  public int skipped() {
    return count("skipped");
  }

  /** Whether a finding refuses the file. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
  }

  /** Whether rows are left that no unit was found for beyond doubt. */
  public boolean hasOpenRows() {
    return ambiguous() + unmatched() > 0;
  }

  private int count(String kind) {
    return (int) outcomes.stream().filter(outcome -> outcome.kind().equals(kind)).count();
  }
}
