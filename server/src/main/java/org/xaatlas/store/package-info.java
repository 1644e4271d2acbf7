/**
 * The durable truth: units, boundaries, figures, designations, sources, and every file they came
 * from.
 *
 * <p>{@link org.xaatlas.store.Store} is the contract; an embedded GeoPackage and PostGIS implement
 * it and pass one suite of tests. A series is one row with a packed vector of values in unit order.
 * An import is one transaction. Serving never touches the store: what is read is a release.
 */
package org.xaatlas.store;
