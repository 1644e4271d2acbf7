package org.xaatlas.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.release.Hashes;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The units of one edition that a release holds: all units of a level in each province where one of
 * them has a boundary, a figure or a designation, and their ancestors. Immutable.
 */
final class UnitsInPlay {
  private final UnitRegister register;
  private final Map<Level, List<Unit>> units = new EnumMap<>(Level.class);
  private final Map<Level, Map<String, Integer>> places = new EnumMap<>(Level.class);
  private final Map<Level, int[]> registerPlaces = new EnumMap<>(Level.class);
  private final Map<Level, String> orders = new EnumMap<>(Level.class);

  /**
   * @param touched for each level codes of units that something is known about
   */
  UnitsInPlay(UnitRegister register, Map<Level, ? extends Collection<String>> touched) {
    this.register = register;
    Map<Level, Set<String>> inPlay = new EnumMap<>(Level.class);
    touched.forEach(
        (level, codes) -> {
          Set<String> provinces = new HashSet<>();
          for (String code : codes) {
            register
                .find(level, code)
                .flatMap(register::province)
                .map(Unit::code)
                .ifPresent(provinces::add);
          }
          for (Unit unit : register.units(level)) {
            if (register.province(unit).filter(p -> provinces.contains(p.code())).isPresent()) {
              addWithAncestors(unit, inPlay);
            }
          }
        });
    inPlay.forEach(
        (level, codes) -> {
          List<Unit> sorted =
              register.units(level).stream().filter(unit -> codes.contains(unit.code())).toList();
          Map<String, Integer> place = new HashMap<>();
          StringBuilder order = new StringBuilder();
          for (Unit unit : sorted) {
            place.put(unit.code(), place.size());
            order.append(unit.code()).append('\n');
          }
          units.put(level, sorted);
          places.put(level, place);
          orders.put(level, Hashes.of(order.toString()));
        });
    for (Level level : Level.values()) {
      registerPlaces.put(
          level,
          register.units(level).stream()
              .mapToInt(
                  unit -> Optional.ofNullable(place(level, unit.code())).orElse(-1).intValue())
              .toArray());
    }
  }

  private void addWithAncestors(Unit unit, Map<Level, Set<String>> inPlay) {
    Optional<Unit> next = Optional.of(unit);
    while (next.isPresent()) {
      Unit added = next.get();
      inPlay.computeIfAbsent(added.level(), level -> new HashSet<>()).add(added.code());
      next = register.parent(added);
    }
  }

  UnitRegister register() {
    return register;
  }

  /** Levels that have units, from the top down. */
  List<Level> levels() {
    return new ArrayList<>(units.keySet());
  }

  /** Units of a level in the order of their codes. */
  List<Unit> units(Level level) {
    return units.getOrDefault(level, List.of());
  }

  /** The place of a unit in the order of its level; null for one that is not in play. */
  Integer place(Level level, String code) {
    return places.getOrDefault(level, Map.of()).get(code);
  }

  /** For each unit of the register its place in the order of its level; -1 if not in play. */
  int[] places(Level level) {
    return registerPlaces.getOrDefault(level, new int[0]);
  }

  /** Hash of the codes of a level in order. */
  String order(Level level) {
    return orders.get(level);
  }
}
