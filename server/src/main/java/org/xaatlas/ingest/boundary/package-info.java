/**
 * Boundary files: reading them, finding out what their fields and coordinates mean, and importing
 * them.
 *
 * <p>A {@link org.xaatlas.ingest.boundary.BoundaryReader} hands out the features of a file as they
 * are: attributes in the order of the fields, outlines in the file's own coordinates, and what the
 * file says about its coordinate system. {@link org.xaatlas.ingest.boundary.LonLat} brings
 * coordinates to lon/lat on WGS 84, {@link org.xaatlas.ingest.boundary.FieldRoles} finds code,
 * name, type and parent, and {@link org.xaatlas.ingest.boundary.BoundaryImport} puts it all
 * together.
 *
 * <p>Files come from strangers. Every reader is bounded ({@link
 * org.xaatlas.ingest.boundary.Limits}), checks lengths before it believes them, and answers a
 * damaged file with a {@link org.xaatlas.message.RefusedException} that says what and where.
 */
package org.xaatlas.ingest.boundary;
