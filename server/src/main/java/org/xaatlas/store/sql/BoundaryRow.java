package org.xaatlas.store.sql;

import org.locationtech.jts.geom.Envelope;

/**
 * A boundary ready to be written.
 *
 * @param unit {@code fid} of its unit
 * @param wkb the geometry as little-endian WKB, two dimensions, without SRID
 * @param envelope of the geometry
 * @param hash SHA-256 over code, WKB, schematic and source, 64 hex digits
 */
public record BoundaryRow(
    long unit,
    byte[] wkb,
    Envelope envelope,
    boolean schematic,
    String source,
    long importNumber,
    String hash) {}
