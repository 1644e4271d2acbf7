/**
 * Geometry of boundaries: checks, safe repairs, coverage between neighbours, adjacency, dissolving.
 *
 * <p>Coordinates are lon/lat in EPSG:4326 unless a name says otherwise. Geometries handed in are
 * never changed; areas are computed on the ellipsoid or an equal-area projection, never in degrees.
 */
package org.xaatlas.spatial;
