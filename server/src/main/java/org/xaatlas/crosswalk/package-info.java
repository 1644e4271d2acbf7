/**
 * How the units of one edition became those of another, and what that does to figures.
 *
 * <p>A <em>link</em> says that land of an old unit went to a new one: all of it (<em>whole</em>) or
 * a part (<em>partial</em>), with the share of its households, people or land where that is known.
 * A <em>crosswalk</em> holds the links between two editions; those of editions in a row compose,
 * and one of communes lifts to provinces. A figure is <em>carried</em> over a crosswalk as a count,
 * never as a rate: what an old unit counted is divided among its new units so that nothing is lost
 * to rounding. What was divided nobody knows how is divided evenly, said, and refused where too
 * much of a figure rests on it.
 */
package org.xaatlas.crosswalk;
