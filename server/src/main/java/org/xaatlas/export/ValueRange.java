package org.xaatlas.export;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures of one indicator between two numbers, both included. A unit without the figure is never
 * in it.
 */
public record ValueRange(String indicator, double from, double to) {
  private static final String NUMBER = "(-?[0-9]{1,15}(?:\\.[0-9]{1,12})?)";
  private static final Pattern TEXT =
      Pattern.compile("([a-z][a-z0-9_]{0,63}):" + NUMBER + "\\.\\." + NUMBER);

  public ValueRange {
    if (!(from <= to)) {
      throw new IllegalArgumentException("A range goes up: " + from + ".." + to);
    }
  }

  /** Reads {@code indicator:from..to}; empty for any other text. */
  public static Optional<ValueRange> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    double from = new BigDecimal(parts.group(2)).doubleValue();
    double to = new BigDecimal(parts.group(3)).doubleValue();
    return from <= to ? Optional.of(new ValueRange(parts.group(1), from, to)) : Optional.empty();
  }

  boolean takes(double value) {
    return value >= from && value <= to;
  }
}
