/**
 * All that is durable in one file, and back from it into a store of either kind.
 *
 * <p>A backup is a zip: the store as a GeoPackage, the manifests of the releases, the pieces that
 * they name, and a list of contents with the hash of each.
 */
package org.xaatlas.backup;
