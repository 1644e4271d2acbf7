package org.xaatlas.indicator;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.message.Label;

/**
 * One thing that is measured.
 *
 * @param id the name in files and addresses: {@code hh_poor}, {@code rate_poor}
 * @param name official Vietnamese name and its English translation
 * @param kind count, rate or amount
 * @param ratio for a rate: the counts that make it
 * @param unit unit of measure: {@code household}, {@code percent}, {@code million_vnd}, ...
 * @param direction whether more of it is worse, better or neither
 * @param theme the heading under which a person looks for it: {@code poverty}, {@code change}, ...
 * @param standards ids of the poverty standards it is defined by; empty when it does not depend on
 *     one (all households, funds)
 * @param headers further column headings by which files call it, beside id and names
 * @param mayExceedHundred whether a rate above 100 percent makes sense: more than was planned may
 *     be spent; otherwise the numerator is a part of the denominator
 */
public record Indicator(
    String id,
    Label name,
    Kind kind,
    Optional<Ratio> ratio,
    String unit,
    Direction direction,
    String theme,
    List<String> standards,
    List<String> headers,
    boolean mayExceedHundred) {

  /** Whether values may be added up: counts and amounts may, rates never. */
  public enum Kind {
    COUNT,
    RATE,
    AMOUNT
  }

  /** How a higher value is to be read. */
  public enum Direction {
    HIGHER_IS_WORSE,
    HIGHER_IS_BETTER,
    NEUTRAL
  }

  /**
   * One side of a rate.
   *
   * @param indicator id of a count
   * @param group the group counted; empty for the group of the rate itself
   */
  public record Term(String indicator, Optional<String> group) {}

  /** Numerator and denominator of a rate, in percent of each other. */
  public record Ratio(Term numerator, Term denominator) {}

  public Indicator {
    if (!id.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("An indicator id is lower case with underscores: " + id);
    }
    Objects.requireNonNull(name, "name");
    if (ratio.isPresent() && kind != Kind.RATE) {
      throw new IllegalArgumentException("Only a rate has a numerator and a denominator: " + id);
    }
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(theme, "theme");
    standards = List.copyOf(standards);
    headers = List.copyOf(headers);
  }
}
