package org.xaatlas.export;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * Days from one to another, both included; an end that is empty is open. Times of day do not matter
 * to units, which begin and end with days.
 */
public record DayRange(Optional<LocalDate> from, Optional<LocalDate> to) {
  public DayRange {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new IllegalArgumentException(from.get() + " is after " + to.get());
    }
  }

  /**
   * Reads a day or time of RFC 3339, or two of them with a slash between, either of which may be
   * {@code ..} or nothing; empty for anything else.
   */
  public static Optional<DayRange> parse(String text) {
    String[] ends = text.split("/", -1);
    try {
      if (ends.length == 1) {
        Optional<LocalDate> day = Optional.of(day(text));
        return Optional.of(new DayRange(day, day));
      }
      return ends.length == 2
          ? Optional.of(new DayRange(end(ends[0]), end(ends[1])))
          : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> end(String text) {
    return text.isEmpty() || text.equals("..") ? Optional.empty() : Optional.of(day(text));
  }

  private static LocalDate day(String text) {
    return text.length() == 10 ? LocalDate.parse(text) : OffsetDateTime.parse(text).toLocalDate();
  }

  /** Whether they share a day. */
  public boolean overlaps(Optional<LocalDate> otherFrom, Optional<LocalDate> otherTo) {
    boolean before = to.isPresent() && otherFrom.filter(to.get()::isBefore).isPresent();
    boolean after = from.isPresent() && otherTo.filter(from.get()::isAfter).isPresent();
    return !before && !after;
  }
}
