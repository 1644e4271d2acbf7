package org.xaatlas.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.unit.Level;

/**
 * What became of a file: every row with its outcome, and what was found. The counts add up to the
 * rows, and construction fails when they do not.
 *
 * @param file name of the file, without its folder
 * @param sha256 hash of its bytes
 * @param kind what was imported: boundaries, statistics, designations
 * @param edition the edition it was joined in
 * @param scope where its rows were looked for; empty when nobody said
 * @param outcomes one for each row or feature, in the order of the file
 * @param findings warnings, errors and information
 */
public record MatchReport(
    String file,
    String sha256,
    String kind,
    String edition,
    Optional<Scope> scope,
    List<JoinOutcome> outcomes,
    List<Finding> findings) {

  /**
   * Where the rows of a file were looked for.
   *
   * @param level tier of the units
   * @param province code or name of the province that all rows lie in, as it was given; "" for none
   */
  public record Scope(Level level, String province) {
    public Scope {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(province, "province");
    }
  }

  public MatchReport(
      String file,
      String sha256,
      String kind,
      String edition,
      List<JoinOutcome> outcomes,
      List<Finding> findings) {
    this(file, sha256, kind, edition, Optional.empty(), outcomes, findings);
  }

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

  /**
   * The report as it is kept: with where its rows were looked for, and with what the reasons of its
   * rows amount to.
   */
  public MatchReport within(Level level, String province) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(OutcomeNotes.of(outcomes));
    return new MatchReport(
        file, sha256, kind, edition, Optional.of(new Scope(level, province)), outcomes, all);
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

  /**
   * Whether nothing of the file is to be stored.
   *
   * @param acceptUnmatched whether the user lets open rows be left out
   */
  public boolean isRefused(boolean acceptUnmatched) {
    return hasErrors() || hasOpenRows() && !acceptUnmatched;
  }

  private int count(String kind) {
    return (int) outcomes.stream().filter(outcome -> outcome.kind().equals(kind)).count();
  }
}
