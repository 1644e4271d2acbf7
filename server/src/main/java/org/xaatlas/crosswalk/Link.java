package org.xaatlas.crosswalk;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.xaatlas.unit.UnitKey;

/**
 * Land of an old unit went to a new one, as a source tells it.
 *
 * @param from the unit of the older edition
 * @param to the unit of the newer edition
 * @param whole whether all of the old unit went there
 * @param shares for a part: the share of the old unit, 0 to 1, by what it was measured in
 *     (households, population, area); empty when nobody knows. A whole link has none
 * @param source id of the source that tells it
 * @param importNumber number of the import that brought it
 * @param row row of the source file, the first is 1
 */
public record Link(
    UnitKey from,
    UnitKey to,
    boolean whole,
    Map<Basis, Double> shares,
    String source,
    long importNumber,
    int row) {
  public Link {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(source, "source");
    Map<Basis, Double> copy = new EnumMap<>(Basis.class);
    copy.putAll(shares);
    if (copy.containsKey(Basis.WHOLE) || copy.containsKey(Basis.UNKNOWN)) {
      throw new IllegalArgumentException("A share is measured in something: " + shares);
    }
    if (whole && !copy.isEmpty()) {
      throw new IllegalArgumentException("What went whole has no share: " + from + " to " + to);
    }
    for (double share : copy.values()) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A share lies between 0 and 1, not " + share);
      }
    }
    shares = Collections.unmodifiableMap(copy);
  }
}
