/**
 * The embedded store: one GeoPackage file that GIS programs open as it is.
 *
 * <p>SQLite in write-ahead mode: readers see the state of the last finished import and never wait;
 * a process that dies leaves its unfinished import in the log, where the next one ignores it.
 * Beside {@code atlas.gpkg} stand {@code atlas.gpkg.lock}, locked by who writes, and, while
 * somebody has it open, {@code atlas.gpkg-wal} and {@code atlas.gpkg-shm}.
 */
package org.xaatlas.store.geopackage;
