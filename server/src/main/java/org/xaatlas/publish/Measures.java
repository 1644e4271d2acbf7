package org.xaatlas.publish;

import org.locationtech.jts.geom.Envelope;

/**
 * What a units piece says about a boundary, kept so that it need not be computed again.
 *
 * @param longitude of a point inside
 * @param latitude of a point inside
 * @param box around the boundary, lon/lat
 * @param squareKilometres on the ellipsoid, two decimals
 * @param drawn where the boundary comes from
 */
record Measures(
    double longitude, double latitude, Envelope box, double squareKilometres, Drawn drawn) {}
