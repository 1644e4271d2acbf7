package org.xaatlas.designation;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * A class given to one unit by one decision.
 *
 * @param edition id of the edition the unit belongs to
 * @param level tier of the unit
 * @param unit code of the unit; for a village the code of its commune
 * @param name for a village its name, otherwise ""
 * @param scheme id of the scheme
 * @param designationClass id of the class
 * @param decision number of the decision, as printed
 * @param validFrom first day, if known
 * @param validTo last day, empty while in force
 * @param illustrative made up to show the program
 * @param source id of the source
 * @param importNumber the import that brought it
 * @param row row of the source file, the first is 1; 0 when there was no file
 */
public record Designation(
    String edition,
    Level level,
    String unit,
    String name,
    String scheme,
    String designationClass,
    String decision,
    Optional<LocalDate> validFrom,
    Optional<LocalDate> validTo,
    boolean illustrative,
    String source,
    long importNumber,
    int row) {
  public Designation {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(designationClass, "designationClass");
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(validFrom, "validFrom");
    Objects.requireNonNull(validTo, "validTo");
    Objects.requireNonNull(source, "source");
  }

  /** The tier of the unit whose code it names: a village is named by its commune. */
  public Level unitLevel() {
    return level == Level.VILLAGE ? Level.COMMUNE : level;
  }

  /** Whether somebody reported it or it was made up. */
  public Status status() {
    return illustrative ? Status.ILLUSTRATIVE : Status.REPORTED;
  }
}
