package org.xaatlas.unit;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.xaatlas.message.Label;

/**
 * One state of the country's administrative units.
 *
 * @param id the name in files and addresses, usually the date from which it is valid ({@code
 *     2025-07-01}); {@code 2021} for the three-tier system
 * @param title what people call it
 * @param validFrom first day, empty when the list does not say since when all of it holds
 * @param validTo last day, empty while in force
 * @param levels the tiers it has, from the top down
 */
public record Edition(
    String id,
    Label title,
    Optional<LocalDate> validFrom,
    Optional<LocalDate> validTo,
    List<Level> levels) {
  public Edition {
    if (!id.matches("[0-9]{4}(-[0-9]{2}-[0-9]{2})?")) {
      throw new IllegalArgumentException("An edition id is a year or a date, not " + id);
    }
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(validFrom, "validFrom");
    Objects.requireNonNull(validTo, "validTo");
    levels = List.copyOf(levels);
  }
}
