package org.xaatlas.crosswalk;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xaatlas.unit.Region;
import org.xaatlas.unit.UnitKey;

/**
 * When counts of units are summed.
 *
 * @param minToldShare how much of a group's units, 0 to 1, must have told a count before there is a
 *     sum; a sum of fewer than all says so
 * @param unsummedUnits units of measure of counts that are not summed: one programme runs in many
 *     communes
 * @param zeroWithoutPeople units of measure of which a unit without people has none
 * @param regions the socio-economic regions of all editions
 * @param withoutPeople units of which a source says that nobody lives there, by edition
 */
public record RollupRules(
    double minToldShare,
    Set<String> unsummedUnits,
    Set<String> zeroWithoutPeople,
    List<Region> regions,
    Map<String, Set<UnitKey>> withoutPeople) {
  public RollupRules {
    if (!(minToldShare > 0 && minToldShare <= 1)) {
      throw new IllegalArgumentException("A share lies above 0 and up to 1, not " + minToldShare);
    }
    unsummedUnits = Set.copyOf(unsummedUnits);
    zeroWithoutPeople = Set.copyOf(zeroWithoutPeople);
    regions = List.copyOf(regions);
    withoutPeople = Map.copyOf(withoutPeople);
  }
}
