/**
 * The join of file rows to units, as an object and never a side effect.
 *
 * <p>Every input row ends as matched, ambiguous, unmatched or skipped, with the reason and the
 * candidates, and the counts add up to the rows. Nothing ever takes a first candidate: a wrong join
 * paints the wrong commune poor. Codes are text. A join happens within one edition.
 */
package org.xaatlas.join;
