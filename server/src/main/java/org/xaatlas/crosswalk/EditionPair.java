package org.xaatlas.crosswalk;

/**
 * The two editions that a crosswalk joins.
 *
 * @param from id of the older one
 * @param to id of the newer one
 */
public record EditionPair(String from, String to) {
  public EditionPair {
    if (from.equals(to)) {
      throw new IllegalArgumentException("A crosswalk joins two editions, not " + from + " alone");
    }
  }
}
