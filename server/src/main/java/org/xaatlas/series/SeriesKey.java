package org.xaatlas.series;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.unit.Level;

/**
 * What identifies a series. Two figures of one unit that differ in any of these are two figures;
 * what agrees in all of them but comes from two sources is the same figure told twice.
 *
 * @param edition id of the boundary edition the units belong to
 * @param level tier of the units
 * @param indicator id from the catalogue
 * @param period what time the figure is about
 * @param asOf the day the figure describes within or after the period, where one was given
 * @param standard id of the poverty standard, {@code ""} where none applies
 * @param areaType urban, rural or all, as reported
 * @param group id of the population group
 * @param nature actual, target or forecast
 * @param stage preliminary, approved or amended
 */
public record SeriesKey(
    String edition,
    Level level,
    String indicator,
    Period period,
    Optional<LocalDate> asOf,
    String standard,
    AreaType areaType,
    String group,
    Nature nature,
    Stage stage) {
  public SeriesKey {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(indicator, "indicator");
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(standard, "standard");
    Objects.requireNonNull(areaType, "areaType");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(nature, "nature");
    Objects.requireNonNull(stage, "stage");
  }

  /** The same series for another indicator, standard and group: the counts of a rate. */
  public SeriesKey with(String otherIndicator, String otherStandard, String otherGroup) {
    return new SeriesKey(
        edition,
        level,
        otherIndicator,
        period,
        asOf,
        otherStandard,
        areaType,
        otherGroup,
        nature,
        stage);
  }

  /** The same series without the day that it describes. */
  public SeriesKey withoutDay() {
    return new SeriesKey(
        edition,
        level,
        indicator,
        period,
        Optional.empty(),
        standard,
        areaType,
        group,
        nature,
        stage);
  }

  /** The same series on the units of another edition or level. */
  public SeriesKey on(String otherEdition, Level otherLevel) {
    return new SeriesKey(
        otherEdition,
        otherLevel,
        indicator,
        period,
        asOf,
        standard,
        areaType,
        group,
        nature,
        stage);
  }

  /** A stable text of all parts, for sorting, hashing and as a key in stores. */
  public String canonical() {
    return String.join(
        "|",
        edition,
        level.id(),
        indicator,
        period.text(),
        asOf.map(LocalDate::toString).orElse(""),
        standard,
        areaType.name(),
        group,
        nature.name(),
        stage.name());
  }
}
