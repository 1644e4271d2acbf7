/**
 * The store of a team: one PostgreSQL database with PostGIS, in a schema of its own ({@code
 * xa_atlas}).
 *
 * <p>Readers see one state in a repeatable-read transaction and never wait; the one writer holds an
 * advisory lock, which the server frees when its connection ends. Releases and their pieces live in
 * the same schema, with a folder on the local disk as cache.
 */
package org.xaatlas.store.postgis;
