/**
 * Figures: series of observations, and where they come from.
 *
 * <p>A <em>series</em> is what one column holds: an indicator for the units of one level and
 * edition, with period, standard, area type, group, nature and stage. An <em>observation</em> is
 * one value of it for one unit, with status, qualifier as printed, source file and row. What nobody
 * reported is missing, never zero.
 */
package org.xaatlas.series;
