package org.xaatlas.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.message.Label;
import org.xaatlas.unit.Grouping;
import org.xaatlas.unit.Grouping.By;
import org.xaatlas.unit.Grouping.Group;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Region;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * The ways to put the units of one edition together. A part of a province or district is each of
 * its communes, and each of its districts that has none: an island. Parts are those of the official
 * list, whether anything is known of them or not.
 */
final class Groupings {
  private final UnitsInPlay play;
  private final UnitRegister register;
  private final List<UnitKey> parts = new ArrayList<>();

  Groupings(UnitsInPlay play) {
    this.play = play;
    this.register = play.register();
    Set<String> withCommunes = new HashSet<>();
    for (Unit commune : register.units(Level.COMMUNE)) {
      parts.add(UnitKey.of(commune));
      commune.parent().ifPresent(withCommunes::add);
    }
    for (Unit district : register.units(Level.DISTRICT)) {
      if (!withCommunes.contains(district.code())) {
        parts.add(UnitKey.of(district));
      }
    }
  }

  /** Into the provinces in play. */
  Grouping provinces() {
    return units(By.PROVINCE, Level.PROVINCE);
  }

  /** Into the districts in play; no group in an edition without. */
  Grouping districts() {
    return units(By.DISTRICT, Level.DISTRICT);
  }

  private Grouping units(By by, Level level) {
    return new Grouping(
        by, register.edition(), Optional.empty(), groups(play.units(level), above(level)));
  }

  private Map<UnitKey, List<UnitKey>> above(Level level) {
    Map<UnitKey, List<UnitKey>> members = new HashMap<>();
    for (UnitKey part : parts) {
      above(register, part, level)
          .ifPresent(unit -> members.computeIfAbsent(unit, u -> new ArrayList<>()).add(part));
    }
    return members;
  }

  private static List<Group> groups(Collection<Unit> units, Map<UnitKey, List<UnitKey>> members) {
    List<Group> groups = new ArrayList<>();
    for (Unit unit : units) {
      List<UnitKey> own = members.getOrDefault(UnitKey.of(unit), List.of());
      groups.add(new Group(unit.code(), name(unit), own, List.of()));
    }
    return groups;
  }

  static Label name(Unit unit) {
    return new Label(unit.fullName(), unit.fullName());
  }

  private static Optional<UnitKey> above(UnitRegister register, UnitKey part, Level level) {
    for (Optional<Unit> unit = register.find(part.level(), part.code());
        unit.isPresent();
        unit = register.parent(unit.get())) {
      if (unit.get().level() == level) {
        return unit.map(UnitKey::of);
      }
    }
    return Optional.empty();
  }

  /**
   * Into the regions of which any province is in play, made of communes or of provinces. A province
   * without communes in the list is a part of its own, which nobody tells.
   */
  Grouping regions(List<Region> regions, Level level) {
    Map<UnitKey, List<UnitKey>> byProvince = above(Level.PROVINCE);
    List<Group> groups = new ArrayList<>();
    for (Region region : regions) {
      boolean ours = region.edition().equals(register.edition());
      if (ours
          && region.provinces().stream().anyMatch(c -> play.place(Level.PROVINCE, c) != null)) {
        List<UnitKey> members = new ArrayList<>();
        for (String code : region.provinces()) {
          UnitKey province = new UnitKey(Level.PROVINCE, code);
          members.addAll(
              level == Level.PROVINCE
                  ? List.of(province)
                  : byProvince.getOrDefault(province, List.of(province)));
        }
        groups.add(new Group(region.id(), region.name(), members, List.of()));
      }
    }
    return new Grouping(By.REGION, register.edition(), Optional.empty(), groups);
  }

  /**
   * Into what was a province or district of an older edition. One of whose communes no link tells
   * what became is left out.
   */
  Grouping former(By by, Level level, UnitsInPlay older, Crosswalk crosswalk) {
    Map<UnitKey, Set<UnitKey>> formerOf = new HashMap<>();
    Set<UnitKey> unlinked = new HashSet<>();
    for (UnitKey old : new Groupings(older).parts) {
      UnitKey unit = above(older.register(), old, level).orElse(null);
      Optional<Division> division = crosswalk.of(old);
      if (unit != null && division.isEmpty()) {
        unlinked.add(unit);
      }
      if (unit != null && division.isPresent()) {
        division
            .get()
            .shares()
            .keySet()
            .forEach(to -> formerOf.computeIfAbsent(to, t -> new LinkedHashSet<>()).add(unit));
      }
    }
    Map<UnitKey, List<UnitKey>> whole = new HashMap<>();
    Map<UnitKey, List<UnitKey>> shared = new HashMap<>();
    new TreeMap<>(formerOf)
        .forEach(
            (part, units) -> {
              for (UnitKey unit : units) {
                (units.size() == 1 ? whole : shared)
                    .computeIfAbsent(unit, u -> new ArrayList<>())
                    .add(part);
              }
            });
    List<Group> groups = new ArrayList<>();
    for (Unit unit : older.units(level)) {
      UnitKey key = UnitKey.of(unit);
      if (!unlinked.contains(key)) {
        groups.add(
            new Group(
                unit.code(),
                name(unit),
                whole.getOrDefault(key, List.of()),
                shared.getOrDefault(key, List.of())));
      }
    }
    return new Grouping(by, register.edition(), Optional.of(older.register().edition()), groups);
  }

  /** Every part there is, those in play first, in the order of columns. */
  List<UnitKey> order(Level level) {
    Set<UnitKey> order = new LinkedHashSet<>();
    play.units(level).forEach(unit -> order.add(UnitKey.of(unit)));
    register.units(level).forEach(unit -> order.add(UnitKey.of(unit)));
    if (level == Level.COMMUNE) {
      order.addAll(parts);
    }
    return List.copyOf(order);
  }
}
