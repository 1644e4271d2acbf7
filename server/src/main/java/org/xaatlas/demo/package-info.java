/**
 * The demonstration set: 459 communes of five provinces, for whoever starts the program without
 * files of their own.
 *
 * <p>Codes, names, types, approximate centre points and areas are facts; the figures in the {@code
 * published-*.csv} files are as printed by their sources. Outlines and commune figures are made by
 * {@link org.xaatlas.demo.DemonstrationMaker}: reproducible to the byte, plausible, and marked
 * schematic and illustrative wherever they go. What it makes is checked in under {@code
 * geodata/demonstration}; {@link org.xaatlas.demo.DemonstrationSet} loads it.
 *
 * <p>Everything random comes from hashes of fixed seeds, and all functions beyond the four
 * operations and the square root from {@link java.lang.StrictMath}, so that every Java version
 * makes the same bytes.
 */
package org.xaatlas.demo;
