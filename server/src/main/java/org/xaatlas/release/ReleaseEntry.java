package org.xaatlas.release;

import java.time.Instant;

/**
 * A line in the list of releases.
 *
 * @param id the release
 * @param at when it was first published
 * @param current whether it is the one that is read
 */
public record ReleaseEntry(String id, Instant at, boolean current) {}
