/**
 * How a release leaves: features written as GeoJSON, joined in memory from columns and pre-encoded
 * geometry. HTTP items and file exports share one writer.
 */
package org.xaatlas.export;
