package org.xaatlas.crosswalk;

import java.util.Set;

/**
 * When figures are carried from one edition to another.
 *
 * @param maxUnknownShare how much of a count may belong elsewhere, 0 to 1, before it is refused
 * @param uncarriedUnits units of measure of counts that are not carried: "communes in region III"
 *     counts units that are no more
 */
public record CarryRules(double maxUnknownShare, Set<String> uncarriedUnits) {
  public CarryRules {
    if (!(maxUnknownShare >= 0 && maxUnknownShare <= 1)) {
      throw new IllegalArgumentException("A share lies between 0 and 1, not " + maxUnknownShare);
    }
    uncarriedUnits = Set.copyOf(uncarriedUnits);
  }
}
