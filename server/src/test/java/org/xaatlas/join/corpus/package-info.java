/**
 * Rows as people type them, made by program from the real unit lists, each with the unit it means.
 *
 * <p>{@link org.xaatlas.join.corpus.Noise} are the ways of writing; {@link
 * org.xaatlas.join.corpus.Corpus} makes rows of them from a seed; {@link
 * org.xaatlas.join.corpus.Measurement} counts what a matcher makes of the rows. The units are
 * divided: thresholds are chosen on one half, and what is reported is measured on the other. The
 * corpus shares no code with the matcher: what "the same name" is, it decides by itself.
 */
package org.xaatlas.join.corpus;
