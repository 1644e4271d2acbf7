package org.xaatlas.export;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.indicator.Group;
import org.xaatlas.series.Period;

/**
 * Which features, and which figures on them.
 *
 * @param bbox only units whose geometry shares a point with it
 * @param province only units of the province with this code
 * @param designation only units with this designation
 * @param datetime only units of an edition that was in force on one of these days
 * @param period figures of this period; empty: of each indicator the latest
 * @param on day by which designations are in force; empty: the end of the period, else the
 *     reference day of the release
 * @param group figures of this population group
 * @param indicators only figures of these indicators; empty: of all
 * @param range only units whose figure lies in it
 * @param base only figures that were reported on the units of this edition; else what was reported
 *     on the units shown, and what was carried to them where nothing was
 * @param offset how many matching units are passed over
 * @param limit how many are written at most
 */
public record ItemsFilter(
    Optional<Bbox> bbox,
    Optional<String> province,
    Optional<ClassFilter> designation,
    Optional<DayRange> datetime,
    Optional<Period> period,
    Optional<LocalDate> on,
    String group,
    Set<String> indicators,
    Optional<ValueRange> range,
    Optional<String> base,
    int offset,
    int limit) {
  public ItemsFilter {
    Objects.requireNonNull(bbox, "bbox");
    Objects.requireNonNull(province, "province");
    Objects.requireNonNull(designation, "designation");
    Objects.requireNonNull(datetime, "datetime");
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(on, "on");
    Objects.requireNonNull(group, "group");
    indicators = Set.copyOf(indicators);
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(base, "base");
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException("offset from 0, limit from 1");
    }
  }

  /** Every unit, with the latest figures of everybody. */
  public static ItemsFilter all() {
    return new ItemsFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Group.ALL,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        0,
        Integer.MAX_VALUE);
  }
}
