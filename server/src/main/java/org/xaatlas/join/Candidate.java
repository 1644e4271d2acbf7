package org.xaatlas.join;

/**
 * A unit that a row might mean.
 *
 * @param code official code
 * @param name full name with the unit type
 * @param score 0 to 1, 1 for a name that is the same once normalised
 */
public record Candidate(String code, String name, double score) {}
