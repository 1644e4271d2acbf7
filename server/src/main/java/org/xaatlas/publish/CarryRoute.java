package org.xaatlas.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.crosswalk.Carrier;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitKey;

/** How the columns of one level of an older edition come to one level of a newer one. Immutable. */
final class CarryRoute {
  private final CarriedFrom origin;
  private final String edition;
  private final Level level;
  private final List<UnitKey> from;
  private final Carrier carrier;
  private final int[][] parts;

  /**
   * @param origin the older edition, and the level of its columns
   * @param edition the newer edition
   * @param level the level of it that the columns come to
   * @param from the old units in the order of the columns; those of another level come after
   * @param to the new units in order
   */
  CarryRoute(
      CarriedFrom origin,
      String edition,
      Level level,
      Crosswalk crosswalk,
      List<UnitKey> from,
      List<UnitKey> to,
      double maxUnknownShare) {
    this.origin = origin;
    this.edition = edition;
    this.level = level;
    this.from = List.copyOf(from);
    this.carrier = new Carrier(crosswalk, from, to, maxUnknownShare);
    Map<UnitKey, Integer> places = new HashMap<>();
    from.forEach(unit -> places.put(unit, places.size()));
    this.parts = new int[to.size()][];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          crosswalk.into(to.get(i)).stream()
              .map(Division::from)
              .filter(places::containsKey)
              .mapToInt(places::get)
              .toArray();
    }
  }

  CarriedFrom origin() {
    return origin;
  }

  /** The newer edition. */
  String edition() {
    return edition;
  }

  Level level() {
    return level;
  }

  List<UnitKey> from() {
    return from;
  }

  Carrier carrier() {
    return carrier;
  }

  /** Places of the old units that a new unit has land of. */
  int[] parts(int unit) {
    return parts[unit];
  }
}
