package org.xaatlas.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Crosswalks;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitKey;

/**
 * What units were and what they became, as the crosswalks of a release tell. Communes have links of
 * their own; what became of a former district or province is told by its communes. Safe to share.
 */
public final class UnitHistory {
  private final OpenRelease release;

  /** Crosswalks to the newest edition, by the older one: several may have to be put together. */
  private final Map<String, Optional<Crosswalk>> chains = new ConcurrentHashMap<>();

  public UnitHistory(OpenRelease release) {
    this.release = release;
  }

  /**
   * A unit of another edition that land was taken from or given to.
   *
   * @param basis what the share was measured in
   * @param share of the old unit that went to the new one
   * @param link what a source tells of it; empty above communes
   */
  public record Step(OpenLevel level, int unit, Basis basis, double share, Optional<Link> link) {
    /** Whether all of the old unit went to the new one. */
    public boolean whole() {
      return basis == Basis.WHOLE;
    }
  }

  /** The units that a unit was formed from, oldest edition first, then in their order. */
  public List<Step> formedFrom(OpenLevel level, int unit) {
    UnitKey key = new UnitKey(level.level(), level.units().code(unit));
    List<Step> steps = new ArrayList<>();
    for (OpenCrosswalk open : release.crosswalks()) {
      if (open.pair().to().equals(level.edition().id())) {
        for (Division division : at(open, level.level()).into(key)) {
          double share = division.shares().get(key);
          step(
                  open.pair().from(),
                  division.from(),
                  division.basis(),
                  share,
                  open.link(division.from(), key))
              .ifPresent(steps::add);
        }
      }
    }
    return List.copyOf(steps);
  }

  /** The units that a unit became, oldest edition first, then in their order. */
  public List<Step> became(OpenLevel level, int unit) {
    UnitKey key = new UnitKey(level.level(), level.units().code(unit));
    List<Step> steps = new ArrayList<>();
    for (OpenCrosswalk open : release.crosswalks()) {
      if (open.pair().from().equals(level.edition().id())) {
        Optional<Division> division = open.crosswalk().of(key);
        if (division.isEmpty() && level.level() != Level.COMMUNE) {
          division = at(open, level.level()).of(key);
        }
        division.ifPresent(
            parts -> {
              for (Map.Entry<UnitKey, Double> part : parts.shares().entrySet()) {
                step(
                        open.pair().to(),
                        part.getKey(),
                        parts.basis(),
                        part.getValue(),
                        open.link(key, part.getKey()))
                    .ifPresent(steps::add);
              }
            });
      }
    }
    return List.copyOf(steps);
  }

  /**
   * The communes of the newest edition that an older commune became, over all editions between;
   * none for a commune of today, and for one that no chain of crosswalks leads on from.
   */
  public List<Step> today(OpenLevel level, int unit) {
    String newest = release.newestEdition().map(Manifest.EditionEntry::id).orElse("");
    if (level.level() != Level.COMMUNE || level.edition().id().equals(newest)) {
      return List.of();
    }
    UnitKey key = UnitKey.commune(level.units().code(unit));
    List<Step> steps = new ArrayList<>();
    chain(level.edition().id(), newest)
        .flatMap(crosswalk -> crosswalk.of(key))
        .ifPresent(
            division ->
                division
                    .shares()
                    .forEach(
                        (to, share) ->
                            step(newest, to, division.basis(), share, Optional.empty())
                                .ifPresent(steps::add)));
    return List.copyOf(steps);
  }

  private Optional<Crosswalk> chain(String from, String to) {
    return chains.computeIfAbsent(
        from,
        edition ->
            new Crosswalks(release.crosswalks().stream().map(OpenCrosswalk::crosswalk).toList())
                .between(edition, to));
  }

  private Optional<Step> step(
      String edition, UnitKey unit, Basis basis, double share, Optional<Link> link) {
    return release
        .level(edition, unit.level())
        .filter(open -> open.units().indexOf(unit.code()) >= 0)
        .map(open -> new Step(open, open.units().indexOf(unit.code()), basis, share, link));
  }

  /**
   * The crosswalk of a level: that of communes as it is; former provinces to provinces; former
   * districts to communes, since districts are no more where the newer edition has none.
   */
  private Crosswalk at(OpenCrosswalk open, Level level) {
    Crosswalk communes = open.crosswalk();
    return switch (level) {
      case PROVINCE ->
          communes
              .grouped(unit -> province(open.pair().to(), unit))
              .lifted(unit -> province(open.pair().from(), unit));
      case DISTRICT -> communes.lifted(unit -> district(open.pair().from(), unit));
      default -> communes;
    };
  }

  private Optional<UnitKey> province(String edition, UnitKey unit) {
    return release
        .level(edition, unit.level())
        .map(OpenLevel::units)
        .filter(units -> units.indexOf(unit.code()) >= 0)
        .map(units -> units.province(units.indexOf(unit.code())))
        .filter(code -> !code.isEmpty())
        .map(code -> new UnitKey(Level.PROVINCE, code));
  }

  private Optional<UnitKey> district(String edition, UnitKey unit) {
    if (unit.level() == Level.DISTRICT) {
      return Optional.of(unit);
    }
    return release
        .level(edition, unit.level())
        .map(OpenLevel::units)
        .filter(units -> units.indexOf(unit.code()) >= 0)
        .map(units -> units.parent(units.indexOf(unit.code())))
        .filter(code -> !code.isEmpty())
        .map(code -> new UnitKey(Level.DISTRICT, code));
  }
}
