package org.xaatlas.crosswalk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.xaatlas.unit.UnitKey;

/**
 * What became of the units of one edition in another. Immutable, safe to share.
 *
 * <p>The shares of an old unit are those by households where all its links tell them and they add
 * up, else by population, else by area; else they are unknown. Shares that do not add up to 1
 * within {@link #TOLERANCE} are not used, as if nobody had told them: {@link CrosswalkCheck} says
 * so. An old unit without a link is not in the crosswalk.
 */
public final class Crosswalk {
  /** How far shares printed with two or three decimals may be from 1 together. */
  public static final double TOLERANCE = 0.01;

  private static final List<Basis> MEASURED =
      List.of(Basis.HOUSEHOLDS, Basis.POPULATION, Basis.AREA);

  private final EditionPair pair;
  private final SortedMap<UnitKey, Division> divisions;
  private final SortedMap<UnitKey, List<Division>> sources;

  private Crosswalk(EditionPair pair, SortedMap<UnitKey, Division> divisions) {
    this.pair = Objects.requireNonNull(pair, "pair");
    this.divisions = Collections.unmodifiableSortedMap(divisions);
    SortedMap<UnitKey, List<Division>> into = new TreeMap<>();
    for (Division division : divisions.values()) {
      for (UnitKey unit : division.shares().keySet()) {
        into.computeIfAbsent(unit, u -> new ArrayList<>()).add(division);
      }
    }
    into.replaceAll((unit, list) -> List.copyOf(list));
    this.sources = Collections.unmodifiableSortedMap(into);
  }

  /** The crosswalk that links tell. */
  public static Crosswalk of(EditionPair pair, Collection<Link> links) {
    SortedMap<UnitKey, SortedMap<UnitKey, Link>> byUnit = new TreeMap<>();
    for (Link link : links) {
      byUnit.computeIfAbsent(link.from(), unit -> new TreeMap<>()).put(link.to(), link);
    }
    SortedMap<UnitKey, Division> divisions = new TreeMap<>();
    byUnit.forEach((unit, own) -> divisions.put(unit, division(unit, own)));
    return new Crosswalk(pair, divisions);
  }

  private static Division division(UnitKey unit, SortedMap<UnitKey, Link> links) {
    for (Basis basis : MEASURED) {
      Optional<SortedMap<UnitKey, Double>> shares = shares(basis, links);
      if (shares.isPresent()) {
        return Division.measured(unit, basis, shares.get());
      }
    }
    return Division.unknown(unit, links.keySet());
  }

  private static Optional<SortedMap<UnitKey, Double>> shares(
      Basis basis, SortedMap<UnitKey, Link> links) {
    SortedMap<UnitKey, Double> shares = new TreeMap<>();
    double sum = 0;
    for (Map.Entry<UnitKey, Link> link : links.entrySet()) {
      Double share = link.getValue().shares().get(basis);
      if (share == null) {
        return Optional.empty();
      }
      shares.put(link.getKey(), share);
      sum += share;
    }
    return Math.abs(sum - 1) <= TOLERANCE ? Optional.of(shares) : Optional.empty();
  }

  /** The editions it joins. */
  public EditionPair pair() {
    return pair;
  }

  /** What became of each old unit, in their order. */
  public Collection<Division> divisions() {
    return divisions.values();
  }

  /** What became of an old unit; empty for one that has no link. */
  public Optional<Division> of(UnitKey unit) {
    return Optional.ofNullable(divisions.get(unit));
  }

  /** The old units whose land a new unit has, in their order. */
  public List<Division> into(UnitKey unit) {
    return sources.getOrDefault(unit, List.of());
  }

  /** The new units that links lead to. */
  public Set<UnitKey> targets() {
    return sources.keySet();
  }

  /**
   * From the older edition of this to the newer edition of the next. An old unit one of whose parts
   * the next crosswalk does not know falls away, because its counts would not arrive whole. It
   * counts as whole when all its parts end in one unit, however they got there.
   */
  public Crosswalk then(Crosswalk next) {
    if (!pair.to().equals(next.pair.from())) {
      throw new IllegalArgumentException(pair + " does not lead to " + next.pair);
    }
    SortedMap<UnitKey, Division> composed = new TreeMap<>();
    for (Division division : divisions.values()) {
      Basis basis = division.basis();
      SortedMap<UnitKey, Double> shares = new TreeMap<>();
      boolean arrives = true;
      for (Map.Entry<UnitKey, Double> part : division.shares().entrySet()) {
        Division further = next.divisions.get(part.getKey());
        if (further == null) {
          arrives = false;
          break;
        }
        basis = basis.weaker(further.basis());
        further
            .shares()
            .forEach((unit, share) -> shares.merge(unit, share * part.getValue(), Double::sum));
      }
      if (arrives) {
        composed.put(
            division.from(),
            basis == Basis.UNKNOWN
                ? Division.unknown(division.from(), shares.keySet())
                : Division.measured(division.from(), basis, shares));
      }
    }
    return new Crosswalk(new EditionPair(pair.from(), next.pair.to()), composed);
  }

  /**
   * The same with new units put together: communes into their provinces. An old unit one of whose
   * parts has no group falls away.
   */
  public Crosswalk grouped(Function<UnitKey, Optional<UnitKey>> groupOf) {
    SortedMap<UnitKey, Division> grouped = new TreeMap<>();
    for (Division division : divisions.values()) {
      SortedMap<UnitKey, Double> shares = new TreeMap<>();
      boolean arrives = true;
      for (Map.Entry<UnitKey, Double> part : division.shares().entrySet()) {
        Optional<UnitKey> group = groupOf.apply(part.getKey());
        arrives &= group.isPresent();
        group.ifPresent(unit -> shares.merge(unit, part.getValue(), Double::sum));
      }
      if (arrives) {
        grouped.put(division.from(), Division.measured(division.from(), division.basis(), shares));
      }
    }
    return new Crosswalk(pair, grouped);
  }

  /**
   * The same with old units put together: what became of a former province is told by its communes.
   * A group that ended in several units is divided by unknown shares, since how much of it its
   * members were is not known here.
   *
   * @param groupOf the group of an old unit; empty for one that has none
   */
  public Crosswalk lifted(Function<UnitKey, Optional<UnitKey>> groupOf) {
    SortedMap<UnitKey, Set<UnitKey>> targets = new TreeMap<>();
    for (Division division : divisions.values()) {
      groupOf
          .apply(division.from())
          .ifPresent(
              group ->
                  targets
                      .computeIfAbsent(group, g -> new TreeSet<>())
                      .addAll(division.shares().keySet()));
    }
    SortedMap<UnitKey, Division> lifted = new TreeMap<>();
    targets.forEach((group, units) -> lifted.put(group, Division.unknown(group, units)));
    return new Crosswalk(pair, lifted);
  }
}
