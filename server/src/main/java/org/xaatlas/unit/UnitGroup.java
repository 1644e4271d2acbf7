package org.xaatlas.unit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Units that somebody put together and saved under a name: "coastal communes of the project". It
 * belongs to one edition; units of the same codes in another are other units.
 *
 * @param id the name in addresses: lower-case letters, digits and underscores
 * @param name what people call it
 * @param units codes of units of the level, at least one, in their order
 * @param by who saved it
 * @param importNumber number of the import that brought it
 */
public record UnitGroup(
    String edition,
    String id,
    String name,
    Level level,
    List<String> units,
    String by,
    Instant at,
    long importNumber) {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_]{0,63}");

  public UnitGroup {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(at, "at");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("Not the id of a group: " + id);
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("A group needs a name: " + id);
    }
    units = units.stream().distinct().sorted().toList();
    if (units.isEmpty()) {
      throw new IllegalArgumentException("A group needs units: " + id);
    }
  }
}
