package org.xaatlas.indicator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All indicators, groups, standards and legal thresholds, in the order in which people should see
 * them. Construction checks that every reference leads somewhere: terms of a rate to counts,
 * standards to standards, parts to groups, thresholds to indicators.
 */
public final class Catalogue {
  private final Map<String, Indicator> indicators;
  private final Map<String, Group> groups;
  private final Map<String, Standard> standards;
  private final Map<String, Thresholds> thresholds;
  private final List<Partition> partitions;

  public Catalogue(
      List<Indicator> indicators,
      List<Group> groups,
      List<Standard> standards,
      List<Thresholds> thresholds,
      List<Partition> partitions) {
    this.indicators = index(indicators, Indicator::id);
    this.groups = index(groups, Group::id);
    this.standards = index(standards, Standard::id);
    this.thresholds = index(thresholds, Thresholds::id);
    this.partitions = List.copyOf(partitions);
    for (Partition partition : partitions) {
      Map<String, ?> known = partition.ofGroups() ? this.groups : this.indicators;
      require(known.containsKey(partition.whole()), "A partition", "whole", partition.whole());
      partition.parts().forEach(id -> require(known.containsKey(id), "A partition", "part", id));
    }
    for (Indicator indicator : indicators) {
      for (String standard : indicator.standards()) {
        require(this.standards.containsKey(standard), indicator.id(), "standard", standard);
      }
      indicator.ratio().ifPresent(ratio -> check(indicator, ratio));
    }
    for (Group group : groups) {
      require(
          group.partOf().isEmpty() || this.groups.containsKey(group.partOf()),
          group.id(),
          "group",
          group.partOf());
    }
    for (Thresholds each : thresholds) {
      require(
          this.indicators.containsKey(each.indicator()), each.id(), "indicator", each.indicator());
    }
  }

  private void check(Indicator indicator, Indicator.Ratio ratio) {
    for (Indicator.Term term : List.of(ratio.numerator(), ratio.denominator())) {
      Indicator count = indicators.get(term.indicator());
      require(
          count != null && count.kind() != Indicator.Kind.RATE,
          indicator.id(),
          "count",
          term.indicator());
      term.group()
          .ifPresent(group -> require(groups.containsKey(group), indicator.id(), "group", group));
    }
  }

  private static void require(boolean found, String owner, String what, String id) {
    if (!found) {
      throw new IllegalArgumentException(owner + " refers to an unknown " + what + ": " + id);
    }
  }

  private static <T> Map<String, T> index(List<T> items, Function<T, String> id) {
    return items.stream()
        .collect(
            Collectors.toMap(
                id,
                Function.identity(),
                (a, b) -> {
                  throw new IllegalArgumentException("Two entries share an id: " + a + ", " + b);
                },
                LinkedHashMap::new));
  }

  public Collection<Indicator> indicators() {
    return List.copyOf(indicators.values());
  }

  public Collection<Group> groups() {
    return List.copyOf(groups.values());
  }

  public Collection<Standard> standards() {
    return List.copyOf(standards.values());
  }

  public Collection<Thresholds> thresholds() {
    return List.copyOf(thresholds.values());
  }

  /** The parts that may be added up. */
  public List<Partition> partitions() {
    return partitions;
  }

  public Optional<Indicator> indicator(String id) {
    return Optional.ofNullable(indicators.get(id));
  }

  public Optional<Group> group(String id) {
    return Optional.ofNullable(groups.get(id));
  }

  public Optional<Standard> standard(String id) {
    return Optional.ofNullable(standards.get(id));
  }
}
