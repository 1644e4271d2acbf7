package org.xaatlas.ingest.table;

import java.time.LocalDate;
import java.util.Optional;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * What a row says of its figures, options filled in. Rows that say the same share one instance.
 *
 * @param standard id of the poverty standard, "" when not said
 * @param source id of the source
 */
record Facts(
    Level level,
    String edition,
    Optional<Period> period,
    Optional<LocalDate> asOf,
    String standard,
    AreaType areaType,
    String group,
    Nature nature,
    Stage stage,
    Status status,
    String qualifier,
    String source) {
  /** What tells series apart: two rows that agree in it tell the same of a unit. */
  Facts ofSeries() {
    return new Facts(
        level,
        edition,
        period,
        asOf,
        standard,
        areaType,
        group,
        nature,
        stage,
        Status.REPORTED,
        "",
        source);
  }

  /** The same of another area. */
  Facts of(AreaType other) {
    return new Facts(
        level, edition, period, asOf, standard, other, group, nature, stage, status, qualifier,
        source);
  }
}
