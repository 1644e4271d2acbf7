package org.xaatlas.join;

import java.util.Objects;
import org.xaatlas.unit.Level;

/**
 * Another name that a unit is known by: the name before an official renaming, the spelling of
 * another official list, a spelling in a minority language.
 *
 * @param edition id of the edition
 * @param level tier of the unit
 * @param code its code
 * @param name the other name, with or without unit type
 * @param source where the name is attested, for the report
 */
public record Alias(String edition, Level level, String code, String name, String source) {
  public Alias {
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
  }
}
