package org.xaatlas.ingest.table;

import java.util.Optional;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Period;

/**
 * What a heading says its column measures. What it leaves open, the row or the options say.
 *
 * @param factor what a printed value is multiplied by to come to the unit of the indicator: 1000
 *     for a column in billion VND
 */
record Measure(
    Indicator indicator,
    Optional<String> group,
    Optional<AreaType> areaType,
    Optional<Period> period,
    double factor) {}
