package org.xaatlas.publish;

import org.xaatlas.message.Label;
import org.xaatlas.series.SeriesKey;

/**
 * A total that somebody told is not the sum of its parts.
 *
 * @param series what both are about, on the units that the total is of
 * @param code of the unit
 * @param sum of the parts
 * @param told the total as told, or as carried from older units
 */
public record Disagreement(SeriesKey series, String code, Label name, double sum, double told) {}
