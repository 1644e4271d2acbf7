package org.xaatlas.unit;

import java.util.Objects;

/**
 * A unit of an older edition whose land now belongs to another unit. It says under which names
 * people knew a place, and carries no figure from one to the other: that takes a weight.
 *
 * @param unit the former unit, with its own edition
 * @param whole whether all of it went into the new unit, or only a part
 */
public record FormerUnit(Unit unit, boolean whole) {
  public FormerUnit {
    Objects.requireNonNull(unit, "unit");
  }
}
