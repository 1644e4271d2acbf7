package org.xaatlas.indicator;

import java.util.List;
import java.util.Objects;
import org.xaatlas.message.Label;

/**
 * Parts that make up a whole without overlapping: only such parts may be added up.
 *
 * @param name what the parts are, for a sentence
 * @param ofGroups whether whole and parts are ids of groups, for every count; ids of indicators
 *     otherwise
 * @param whole id of the whole
 * @param parts ids of the parts, two at least
 */
public record Partition(Label name, boolean ofGroups, String whole, List<String> parts) {
  public Partition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(whole, "whole");
    parts = List.copyOf(parts);
    if (parts.size() < 2) {
      throw new IllegalArgumentException("A partition has two parts at least: " + whole);
    }
  }
}
