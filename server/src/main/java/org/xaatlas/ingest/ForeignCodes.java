package org.xaatlas.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchRules;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Finds files that belong to another edition than the one asked for. Thousands of codes are in two
 * editions and mean something else in each, so the rows that match are as wrong as those that do
 * not. Three things give such a file away: codes that only the other edition has; names that are
 * those of the other edition; and, where there are codes alone, that every one of them is in the
 * other edition too, which files of their own edition hardly ever are.
 */
public final class ForeignCodes {
  /** A typing error may hit a code of another edition; one in five codes does not. */
  private static final int ONE_IN = 5;

  /**
   * Codes alone fit another edition better when fewer files than this of their own edition would
   * have nothing but codes of both. Of the communes of 2021 a third kept their code, so that five
   * or six codes are enough; of those of 2025 nearly all have a code of 2021, which says nothing.
   */
  private static final double RARE = 0.01;

  private ForeignCodes() {}

  /** One message for each other edition that many of the codes belong to alone. */
  public static List<Message> find(
      Registers registers,
      String edition,
      Level level,
      List<RowKey> keys,
      Map<Integer, JoinOutcome> outcomes) {
    List<Message> found = new ArrayList<>();
    List<String> open =
        keys.stream()
            .filter(key -> !(outcomes.get(key.row()) instanceof JoinOutcome.Matched))
            .flatMap(key -> key.code().stream())
            .map(String::strip)
            .toList();
    long coded = keys.stream().filter(key -> key.code().isPresent()).count();
    Optional<UnitRegister> own = registers.register(edition);
    if (own.isEmpty()) {
      return found;
    }
    for (Edition other : registers.editions()) {
      if (other.id().equals(edition)) {
        continue;
      }
      UnitRegister register = registers.register(other.id()).orElseThrow();
      long foreign =
          open.stream()
              .filter(code -> own.get().find(level, code).isEmpty())
              .filter(code -> register.find(level, code).isPresent())
              .count();
      if (foreign > 1 && foreign * ONE_IN >= coded) {
        found.add(Message.of("table.edition_other", foreign, coded, edition, other.id()));
      } else if (areCodesOf(register, own.get(), level, keys, outcomes)) {
        found.add(Message.of("table.edition_codes", coded, edition, other.id()));
      } else {
        names(register, own.get(), level, keys, outcomes).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * One message for each other edition that codes without names may as well be of: all of them mean
   * something there too, and they are so few that a file of that edition could look like this.
   */
  public static List<Message> doubts(
      Registers registers,
      String edition,
      Level level,
      List<RowKey> keys,
      Map<Integer, JoinOutcome> outcomes) {
    List<Message> doubts = new ArrayList<>();
    Optional<UnitRegister> own = registers.register(edition);
    for (Edition other : own.isEmpty() ? List.<Edition>of() : registers.editions()) {
      UnitRegister register = registers.register(other.id()).orElseThrow();
      Set<String> codes =
          other.id().equals(edition)
              ? Set.of()
              : codesOfBoth(register, own.get(), level, keys, outcomes);
      if (meanAnother(codes, register, own.get(), level)
          && chance(codes, register, own.get(), level) >= RARE) {
        doubts.add(Message.of("table.edition_doubt", codes.size(), edition, other.id()));
      }
    }
    return doubts;
  }

  /** Whether rows of codes alone are, beyond reasonable doubt, rows of another edition. */
  private static boolean areCodesOf(
      UnitRegister other,
      UnitRegister own,
      Level level,
      List<RowKey> keys,
      Map<Integer, JoinOutcome> outcomes) {
    Set<String> codes = codesOfBoth(other, own, level, keys, outcomes);
    return meanAnother(codes, other, own, level)
        && chance(codes, own, other, level) < RARE
        && matched(other, level, keys) * ONE_IN >= keys.size() * (ONE_IN - 1);
  }

  /**
   * The codes that rows of codes alone were matched by, when all of them are in the other edition
   * too; none otherwise.
   */
  private static Set<String> codesOfBoth(
      UnitRegister other,
      UnitRegister own,
      Level level,
      List<RowKey> keys,
      Map<Integer, JoinOutcome> outcomes) {
    Set<String> codes = new TreeSet<>();
    for (RowKey key : keys) {
      if (key.code().isEmpty() || key.name().isPresent()) {
        return Set.of();
      }
      if (outcomes.get(key.row()) instanceof JoinOutcome.Matched matched) {
        if (own.find(level, matched.code()).isEmpty()
            || other.find(level, matched.code()).isEmpty()) {
          return Set.of();
        }
        codes.add(matched.code());
      }
    }
    return codes;
  }

  /** Whether a code means something else in the other edition. */
  private static boolean meanAnother(
      Set<String> codes, UnitRegister other, UnitRegister own, Level level) {
    return codes.stream()
        .anyMatch(
            code ->
                !own.find(level, code)
                    .orElseThrow()
                    .fullName()
                    .equals(other.find(level, code).orElseThrow().fullName()));
  }

  /** How likely a file of one edition has so many codes and all of them in another one too. */
  private static double chance(
      Set<String> codes, UnitRegister of, UnitRegister another, Level level) {
    double chance = 1;
    Map<String, Double> shares = new HashMap<>();
    for (String code : codes) {
      Unit unit = of.find(level, code).orElseThrow();
      chance *=
          shares.computeIfAbsent(
              unit.parent().orElse(""), parent -> share(of, another, level, parent));
    }
    return chance;
  }

  /** How many of the units of one place have a code that the other edition has as well. */
  private static double share(UnitRegister own, UnitRegister other, Level level, String parent) {
    List<Unit> units =
        own.units(level).stream().filter(u -> u.parent().orElse("").equals(parent)).toList();
    long both = units.stream().filter(u -> other.find(level, u.code()).isPresent()).count();
    return (double) both / units.size();
  }

  /** What to say when many names are not those of the own edition but of the other. */
  private static Optional<Message> names(
      UnitRegister other,
      UnitRegister own,
      Level level,
      List<RowKey> keys,
      Map<Integer, JoinOutcome> outcomes) {
    List<RowKey> named = keys.stream().filter(key -> key.name().isPresent()).toList();
    List<RowKey> open =
        named.stream()
            .filter(key -> !(outcomes.get(key.row()) instanceof JoinOutcome.Matched))
            .toList();
    if (open.size() < 2 || open.size() * ONE_IN < named.size() || other.units(level).isEmpty()) {
      return Optional.empty();
    }
    int there = matched(other, level, open);
    // Rows that claim one unit are open as well: asked again, each row stands on its own.
    boolean better =
        there > 1
            && there * ONE_IN >= named.size()
            && matched(other, level, named) > matched(own, level, named);
    return better
        ? Optional.of(
            Message.of("table.edition_names", there, named.size(), own.edition(), other.edition()))
        : Optional.empty();
  }

  private static int matched(UnitRegister register, Level level, List<RowKey> keys) {
    return (int)
        new UnitMatcher(register, level, Optional.empty(), MatchRules.WITHOUT_CANDIDATES)
            .match(keys, RowKey::row).stream()
                .filter(JoinOutcome.Matched.class::isInstance)
                .count();
  }
}
