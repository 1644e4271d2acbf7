/**
 * What is measured: indicators, population groups and poverty standards.
 *
 * <p>The catalogue is data ({@code geodata/catalogue}). Counts and amounts are stored; a rate is a
 * numerator and a denominator computed at whatever level or grouping is asked, so it is never
 * stored when its counts are there, and never averaged.
 */
package org.xaatlas.indicator;
