package org.xaatlas.crosswalk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/** What is wrong with the links between two editions. Stateless. */
public final class CrosswalkCheck {
  private CrosswalkCheck() {}

  /** A kind of flaw. */
  public enum Kind {
    /** A link names an old unit that the older edition does not have. */
    OLD_UNIT_UNKNOWN,
    /** A link names a new unit that the newer edition does not have. */
    NEW_UNIT_UNKNOWN,
    /** An old unit is said to have gone whole to one unit, and has links to others too. */
    WHOLE_AND_MORE,
    /** An old unit was divided, and only one of its parts is told. */
    PART_ALONE,
    /** Shares of an old unit that all its links tell do not add up to 1. */
    SHARES_DO_NOT_ADD,
    /** Some links of an old unit tell a share and others do not. */
    SHARES_INCOMPLETE,
    /** An old unit has no link. */
    OLD_UNIT_WITHOUT_LINK,
    /** No link leads to a new unit. */
    NEW_UNIT_WITHOUT_LINK
  }

  /**
   * One flaw.
   *
   * @param unit the old unit, or the new one where the kind speaks of new ones
   * @param sum what the shares come to, for {@link Kind#SHARES_DO_NOT_ADD}; NaN otherwise
   */
  public record Flaw(Kind kind, UnitKey unit, double sum) {}

  /**
   * Looks at all links between two editions together. Units without a link are looked for in the
   * provinces that the links reach, so that a list of one province is not blamed for the others;
   * they are communes, and districts that have none.
   *
   * @return by kind, then in the order of units
   */
  public static List<Flaw> flaws(Collection<Link> links, UnitRegister from, UnitRegister to) {
    List<Flaw> flaws = new ArrayList<>();
    SortedMap<UnitKey, List<Link>> byOld = new TreeMap<>();
    SortedMap<UnitKey, List<Link>> byNew = new TreeMap<>();
    for (Link link : links) {
      byOld.computeIfAbsent(link.from(), unit -> new ArrayList<>()).add(link);
      byNew.computeIfAbsent(link.to(), unit -> new ArrayList<>()).add(link);
    }
    byOld.keySet().stream()
        .filter(unit -> from.find(unit.level(), unit.code()).isEmpty())
        .forEach(unit -> flaws.add(flaw(Kind.OLD_UNIT_UNKNOWN, unit)));
    byNew.keySet().stream()
        .filter(unit -> to.find(unit.level(), unit.code()).isEmpty())
        .forEach(unit -> flaws.add(flaw(Kind.NEW_UNIT_UNKNOWN, unit)));
    byOld.forEach((unit, own) -> divided(unit, own, flaws));
    missing(Kind.OLD_UNIT_WITHOUT_LINK, byOld.keySet(), from, flaws);
    missing(Kind.NEW_UNIT_WITHOUT_LINK, byNew.keySet(), to, flaws);
    return List.copyOf(flaws);
  }

  private static void divided(UnitKey unit, List<Link> links, List<Flaw> flaws) {
    boolean whole = links.stream().anyMatch(Link::whole);
    if (whole && links.size() > 1) {
      flaws.add(flaw(Kind.WHOLE_AND_MORE, unit));
      return;
    }
    if (whole) {
      return;
    }
    if (links.size() == 1) {
      flaws.add(flaw(Kind.PART_ALONE, unit));
    }
    for (Basis basis : List.of(Basis.HOUSEHOLDS, Basis.POPULATION, Basis.AREA)) {
      List<Double> told =
          links.stream().map(link -> link.shares().get(basis)).filter(s -> s != null).toList();
      double sum = told.stream().mapToDouble(Double::doubleValue).sum();
      if (!told.isEmpty() && told.size() < links.size()) {
        flaws.add(flaw(Kind.SHARES_INCOMPLETE, unit));
      } else if (!told.isEmpty() && Math.abs(sum - 1) > Crosswalk.TOLERANCE) {
        flaws.add(new Flaw(Kind.SHARES_DO_NOT_ADD, unit, sum));
      }
    }
  }

  private static void missing(
      Kind kind, Set<UnitKey> linked, UnitRegister register, List<Flaw> flaws) {
    Set<String> provinces = new HashSet<>();
    for (UnitKey unit : linked) {
      register
          .find(unit.level(), unit.code())
          .flatMap(register::province)
          .ifPresent(province -> provinces.add(province.code()));
    }
    List<Unit> lowest = new ArrayList<>(register.units(Level.COMMUNE));
    for (Unit district : register.units(Level.DISTRICT)) {
      if (register.children(Level.COMMUNE, district.code()).isEmpty()) {
        lowest.add(district);
      }
    }
    for (Unit unit : lowest) {
      boolean reached =
          register.province(unit).filter(p -> provinces.contains(p.code())).isPresent();
      if (reached && !linked.contains(UnitKey.of(unit))) {
        flaws.add(flaw(kind, UnitKey.of(unit)));
      }
    }
  }

  private static Flaw flaw(Kind kind, UnitKey unit) {
    return new Flaw(kind, unit, Double.NaN);
  }
}
