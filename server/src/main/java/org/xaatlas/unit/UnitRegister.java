package org.xaatlas.unit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The units of one edition, found by level and code. Immutable, safe to share.
 *
 * <p>Construction fails when two units of a level share a code or a unit belongs to another
 * edition. A parent that is not in the register is allowed (a register may hold one tier only);
 * {@link #province} is then empty.
 */
public final class UnitRegister {
  private final String edition;
  private final Map<Level, NavigableMap<String, Unit>> byLevel = new EnumMap<>(Level.class);
  private final Map<Level, Map<String, List<Unit>>> childrenOf = new EnumMap<>(Level.class);

  public UnitRegister(String edition, Iterable<Unit> units) {
    this.edition = Objects.requireNonNull(edition, "edition");
    for (Unit unit : units) {
      if (!unit.edition().equals(edition)) {
        throw new IllegalArgumentException(unit + " is not of edition " + edition);
      }
      Unit other =
          byLevel
              .computeIfAbsent(unit.level(), level -> new TreeMap<>())
              .putIfAbsent(unit.code(), unit);
      if (other != null) {
        throw new IllegalArgumentException("Two units share a code: " + other + ", " + unit);
      }
    }
    for (NavigableMap<String, Unit> level : byLevel.values()) {
      for (Unit unit : level.values()) {
        unit.parent()
            .ifPresent(
                parent ->
                    childrenOf
                        .computeIfAbsent(unit.level(), l -> new TreeMap<>())
                        .computeIfAbsent(parent, p -> new ArrayList<>())
                        .add(unit));
      }
    }
  }

  public String edition() {
    return edition;
  }

  /** All units of a level in the order of their codes; empty when the edition lacks the level. */
  public List<Unit> units(Level level) {
    return List.copyOf(byLevel.getOrDefault(level, Collections.emptyNavigableMap()).values());
  }

  public Optional<Unit> find(Level level, String code) {
    return Optional.ofNullable(
        byLevel.getOrDefault(level, Collections.emptyNavigableMap()).get(code));
  }

  /** The units of a level whose parent has the code given, in the order of their codes. */
  public List<Unit> children(Level level, String parentCode) {
    return List.copyOf(
        childrenOf.getOrDefault(level, Map.of()).getOrDefault(parentCode, List.of()));
  }

  /** The province a unit lies in, the unit itself for a province; empty if the chain is broken. */
  public Optional<Unit> province(Unit unit) {
    if (unit.level() == Level.PROVINCE) {
      return Optional.of(unit);
    }
    return parent(unit).flatMap(this::province);
  }

  /** The unit one tier up: a commune's parent is a district where there are districts. */
  public Optional<Unit> parent(Unit unit) {
    if (unit.parent().isEmpty()) {
      return Optional.empty();
    }
    String code = unit.parent().get();
    for (int tier = unit.level().ordinal() - 1; tier >= 0; tier--) {
      Optional<Unit> found = find(Level.values()[tier], code);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
