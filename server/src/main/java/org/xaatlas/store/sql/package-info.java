/**
 * What the two stores share: tables, statements and order of things.
 *
 * <p>{@link org.xaatlas.store.sql.SqlStore} runs transactions, {@link
 * org.xaatlas.store.sql.SqlReader} and {@link org.xaatlas.store.sql.SqlWriter} are the contract in
 * SQL that SQLite and PostgreSQL both speak, and a {@link org.xaatlas.store.sql.Dialect} holds what
 * differs: geometry, packed vectors, bulk loading and the layers that GIS programs open. Outside
 * the two stores nothing uses this package.
 */
package org.xaatlas.store.sql;
