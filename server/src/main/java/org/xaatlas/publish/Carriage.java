package org.xaatlas.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.crosswalk.CarryRules;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Crosswalks;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Rates;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * Which columns are carried to newer editions, to each that a chain of crosswalks leads to, and
 * how: those of communes to its communes, and to its provinces, where an old commune that was
 * divided within one province counts whole; those of provinces to its provinces. Figures of
 * districts stay where they are, but for districts that links lead from as from communes. For one
 * publish.
 */
final class Carriage {
  private final Catalogue catalogue;
  private final CarryRules rules;
  private final Map<CarriedFrom, List<CarryRoute>> routes = new HashMap<>();

  /**
   * @param play units in play by edition, oldest first
   */
  Carriage(
      Map<String, UnitsInPlay> play, Crosswalks crosswalks, Catalogue catalogue, CarryRules rules) {
    this.catalogue = catalogue;
    this.rules = rules;
    List<String> editions = List.copyOf(play.keySet());
    for (int i = 0; i < editions.size(); i++) {
      for (String newer : editions.subList(i + 1, editions.size())) {
        UnitsInPlay from = play.get(editions.get(i));
        crosswalks
            .between(editions.get(i), newer)
            .ifPresent(crosswalk -> routes(from, play.get(newer), crosswalk));
      }
    }
  }

  private void routes(UnitsInPlay from, UnitsInPlay to, Crosswalk communes) {
    String edition = from.register().edition();
    Set<UnitKey> others = new HashSet<>();
    for (Division division : communes.divisions()) {
      if (division.from().level() != Level.COMMUNE) {
        others.add(division.from());
      }
    }
    Crosswalk toProvinces = communes.grouped(unit -> province(to.register(), unit));
    Crosswalk provinces = toProvinces.lifted(unit -> province(from.register(), unit));
    List<UnitKey> oldCommunes = new ArrayList<>(keys(from, Level.COMMUNE));
    others.stream().sorted().forEach(oldCommunes::add);
    route(edition, Level.COMMUNE, Level.COMMUNE, communes, oldCommunes, to);
    route(edition, Level.COMMUNE, Level.PROVINCE, toProvinces, oldCommunes, to);
    route(edition, Level.PROVINCE, Level.PROVINCE, provinces, keys(from, Level.PROVINCE), to);
  }

  private void route(
      String edition,
      Level fromLevel,
      Level toLevel,
      Crosswalk crosswalk,
      List<UnitKey> from,
      UnitsInPlay to) {
    CarriedFrom origin = new CarriedFrom(edition, fromLevel);
    List<UnitKey> targets = keys(to, toLevel);
    if (!targets.isEmpty() && !from.isEmpty()) {
      routes
          .computeIfAbsent(origin, o -> new ArrayList<>())
          .add(
              new CarryRoute(
                  origin,
                  to.register().edition(),
                  toLevel,
                  crosswalk,
                  from,
                  targets,
                  rules.maxUnknownShare()));
    }
  }

  private static List<UnitKey> keys(UnitsInPlay play, Level level) {
    return play.units(level).stream().map(UnitKey::of).toList();
  }

  private static Optional<UnitKey> province(UnitRegister register, UnitKey unit) {
    return register.find(unit.level(), unit.code()).flatMap(register::province).map(UnitKey::of);
  }

  /** Which rates carried counts make. */
  Rates rates() {
    return new Rates(catalogue);
  }

  /** How a column is carried; nothing for one that is not: rates, targets, counts of units. */
  List<CarryRoute> routes(SeriesKey key) {
    boolean carries =
        key.nature() == Nature.ACTUAL
            && catalogue
                .indicator(key.indicator())
                .filter(i -> i.kind() != Indicator.Kind.RATE)
                .filter(i -> !rules.uncarriedUnits().contains(i.unit()))
                .isPresent();
    return carries
        ? routes.getOrDefault(new CarriedFrom(key.edition(), key.level()), List.of())
        : List.of();
  }
}
