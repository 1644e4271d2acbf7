package org.xaatlas.ingest.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.xaatlas.join.Finding;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * What became of the files of a review: of each file, and of each unit that was to submit one.
 *
 * @param name of the folder or zip
 * @param register the units of the edition
 * @param level tier of the units that submit
 * @param period the time under review; "" when no file could be read and none was given
 * @param source id of the source
 * @param files in the order of their names
 * @param units all that were to submit, in the order of their codes
 * @param findings about the review as a whole
 * @param stored whether anything was stored
 */
public record Review(
    String name,
    UnitRegister register,
    Level level,
    String period,
    String source,
    List<FileOutcome> files,
    List<UnitOutcome> units,
    List<Finding> findings,
    boolean stored) {

  /** What became of a file. */
  public enum FileState {
    /** Without errors, and stored. */
    APPROVED,
    /** Without errors, and not stored: other files are sent back, or it is a dry run. */
    CLEAN,
    /** With errors; to be sent back. */
    RETURNED,
    /** Tells again what the files of the units tell; compared with them, not stored. */
    SUMMARY,
    /** Holds the same bytes as another. */
    COPY;

    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Where a unit stands. */
  public enum UnitState {
    /** Its figures are stored. */
    APPROVED,
    /** All its files are without errors and none is stored. */
    CLEAN,
    /** One of its files at least has errors. */
    RETURNED,
    /** Nothing of it came, and the store has nothing. */
    MISSING;

    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A file of the review.
   *
   * @param name with its folders
   * @param units codes of the units it is about
   * @param report what became of its rows; empty when it could not be read
   * @param refusal why it could not be read
   * @param sheet the sheet that was read
   * @param importNumber the number the store gave it
   */
  public record FileOutcome(
      String name,
      String sha256,
      FileState state,
      List<String> units,
      Optional<MatchReport> report,
      Optional<Message> refusal,
      Optional<String> sheet,
      OptionalLong importNumber) {
    public FileOutcome {
      units = List.copyOf(units);
    }

    /** The last part of its name. */
    public String shortName() {
      return name.substring(name.lastIndexOf('/') + 1);
    }
  }

  /**
   * A unit that was to submit.
   *
   * @param files names of its files in this round
   * @param earlier whether the state comes from an earlier round
   */
  public record UnitOutcome(Unit unit, UnitState state, List<String> files, boolean earlier) {
    public UnitOutcome {
      files = List.copyOf(files);
    }
  }

  public Review {
    files = List.copyOf(files);
    units = List.copyOf(units);
    findings = List.copyOf(findings);
  }

  /** How many units stand where. */
  public Map<UnitState, Integer> totals() {
    Map<UnitState, Integer> totals = new TreeMap<>();
    for (UnitState state : UnitState.values()) {
      totals.put(state, 0);
    }
    units.forEach(unit -> totals.merge(unit.state(), 1, Integer::sum));
    return totals;
  }

  /** Whether files have to be sent back. */
  public boolean hasReturned() {
    return files.stream().anyMatch(file -> file.state() == FileState.RETURNED);
  }
}
