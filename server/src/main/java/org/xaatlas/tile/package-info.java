/**
 * Vector tiles: shapes and codes of one edition, cut for every zoom and kept in one archive.
 *
 * <p>A <em>pyramid</em> is the set of tiles of an edition, zooms 0 to 12. A <em>tile unit</em> is
 * 1/4096 of the side of a tile; the <em>grid</em> of a zoom is the whole world in its tile units, x
 * to the east and y to the south. All shapes of a zoom are rounded to its grid before they are cut,
 * so a border between two units is the same line on both sides and in every tile. An
 * <em>archive</em> is a PMTiles v3 file of Mapbox Vector Tiles 2.1.
 */
package org.xaatlas.tile;
