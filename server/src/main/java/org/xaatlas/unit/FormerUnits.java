package org.xaatlas.unit;

import java.util.List;

/** What units were before; asked unit by unit. */
@FunctionalInterface
public interface FormerUnits {
  /** Nothing is known of any unit. */
  FormerUnits NONE = unit -> List.of();

  /**
   * The former units whose land a unit has, in the order of their codes; empty where none is known.
   */
  List<FormerUnit> of(Unit unit);
}
