package org.xaatlas.indicator;

import org.xaatlas.message.Label;

/**
 * A poverty standard: who counts as poor. Figures of two standards are two series.
 *
 * @param id number of the decree as people write it: {@code 59/2015}, {@code 07/2021}, {@code
 *     351/2025}; {@code provincial} for a province's own, higher one
 * @param validFrom first year it applies to
 * @param validTo last year it applies to, 0 while open
 * @param source the decree with its title
 */
public record Standard(String id, Label name, int validFrom, int validTo, String source) {
  /** The standard of a series that depends on none. */
  public static final String NONE = "";
}
