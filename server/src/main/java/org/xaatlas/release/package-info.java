/**
 * Releases: what is published, made of pieces.
 *
 * <p>A <em>piece</em> is an immutable file named by the SHA-256 of its bytes (64 hex digits): a
 * tile archive, a column, a list of units, a search index, a report. A <em>manifest</em> names the
 * pieces of a release and is itself named by its hash. Publishing builds the pieces that changed
 * and swaps the current release in one step; rolling back names an older one. Readers open one
 * release and never see two mixed. The formats are described in {@code docs/releases.md}.
 */
package org.xaatlas.release;
