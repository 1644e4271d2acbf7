/**
 * Legal classes of units: region I, II, III, special-difficulty village, coastal commune, poor
 * district, safe zone, border commune, new-rural level. A designation is a fact with a decision and
 * a validity of its own; it is listed, never derived from figures.
 */
package org.xaatlas.designation;
