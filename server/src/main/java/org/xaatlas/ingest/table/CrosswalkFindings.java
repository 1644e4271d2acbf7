package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.CrosswalkCheck;
import org.xaatlas.crosswalk.CrosswalkCheck.Flaw;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/** Says what is wrong with what a file tells of two editions. For one thread. */
final class CrosswalkFindings {
  /** How many units a sentence names. */
  private static final int NAMED = 10;

  private final UnitRegister from;
  private final UnitRegister to;
  private final Findings findings;

  CrosswalkFindings(UnitRegister from, UnitRegister to, Findings findings) {
    this.from = from;
    this.to = to;
    this.findings = findings;
  }

  /** Two rows about the same two units contradict each other. */
  void refuseTwice(List<CrosswalkImport.Matched> matched) {
    Map<List<UnitKey>, Integer> seen = new HashMap<>();
    for (CrosswalkImport.Matched row : matched) {
      Integer first = seen.putIfAbsent(List.of(row.from(), row.to()), row.entry().row());
      if (first != null) {
        findings.add(
            "crosswalk.twice",
            Severity.ERROR,
            row.entry().row(),
            Message.of(
                "crosswalk.twice",
                name(from, row.from()),
                name(to, row.to()),
                String.valueOf(first)));
      }
    }
  }

  /**
   * Says what is wrong with the links of the file and those that stay, taken together.
   *
   * @param rows of the file, by old unit
   * @param stored what is known of the two editions already
   * @param withdraw whether the links of the file are taken back
   */
  void check(
      List<Link> links, Map<UnitKey, List<Integer>> rows, List<Link> stored, boolean withdraw) {
    List<Link> all = new ArrayList<>();
    if (withdraw) {
      Set<List<UnitKey>> named = new HashSet<>();
      links.forEach(link -> named.add(List.of(link.from(), link.to())));
      stored.stream()
          .filter(link -> !named.contains(List.of(link.from(), link.to())))
          .forEach(all::add);
      findings.add(
          "crosswalk.withdrawn",
          Severity.INFO,
          Message.of("crosswalk.withdrawn", stored.size() - all.size(), links.size()));
    } else {
      all.addAll(links);
      stored.stream().filter(link -> !rows.containsKey(link.from())).forEach(all::add);
    }
    Map<CrosswalkCheck.Kind, List<Flaw>> flaws = new EnumMap<>(CrosswalkCheck.Kind.class);
    for (Flaw flaw : CrosswalkCheck.flaws(all, from, to)) {
      flaws.computeIfAbsent(flaw.kind(), kind -> new ArrayList<>()).add(flaw);
    }
    flaws.forEach((kind, found) -> tell(kind, found, rows));
    tellProvinces(all);
    long divided = all.stream().filter(l -> !l.whole()).map(Link::from).distinct().count();
    // Shares that do not add up are not used, so that they are as unknown as those nobody told.
    long unknown =
        Crosswalk.of(new EditionPair(from.edition(), to.edition()), all).divisions().stream()
            .filter(Division::isUnknown)
            .count();
    findings.add(
        "crosswalk.divided",
        Severity.INFO,
        Message.of(
            "crosswalk.divided",
            all.stream().map(Link::from).distinct().count(),
            divided,
            unknown));
  }

  private void tell(CrosswalkCheck.Kind kind, List<Flaw> flaws, Map<UnitKey, List<Integer>> rows) {
    boolean ofNew = kind == CrosswalkCheck.Kind.NEW_UNIT_WITHOUT_LINK;
    String word = kind.name().toLowerCase(Locale.ROOT);
    String rule = "crosswalk." + word;
    // A unit whose shares of households and of people are wrong is one unit.
    Map<UnitKey, Flaw> units = new LinkedHashMap<>();
    flaws.forEach(flaw -> units.putIfAbsent(flaw.unit(), flaw));
    Object named =
        units.values().stream()
            .limit(NAMED)
            .map(flaw -> named(flaw, ofNew ? to : from))
            .reduce((all, next) -> Message.of("table.list", all, next))
            .orElseThrow();
    Message message =
        Message.of(
            "crosswalk.flaw_" + word,
            units.size(),
            units.size() > NAMED ? Message.of("table.list", named, "...") : named);
    Severity severity =
        kind == CrosswalkCheck.Kind.WHOLE_AND_MORE ? Severity.ERROR : Severity.WARNING;
    findings.add(rule, severity, message);
    for (Flaw flaw : flaws) {
      for (int row : ofNew ? List.<Integer>of() : rows.getOrDefault(flaw.unit(), List.of())) {
        findings.add(rule, severity, row, message);
      }
    }
  }

  private Object named(Flaw flaw, UnitRegister register) {
    String unit = flaw.unit().code() + " " + name(register, flaw.unit());
    return Double.isNaN(flaw.sum())
        ? unit
        : Message.of("crosswalk.flaw_sum", unit, Math.round(flaw.sum() * 1000) / 1000.0);
  }

  /**
   * A former province whose communes ended in several provinces is possible, and more often one
   * unit mistaken for another of like name.
   */
  private void tellProvinces(List<Link> links) {
    SortedMap<String, Map<String, Integer>> provinces = new TreeMap<>();
    for (Link link : links) {
      Optional<Unit> old = province(from, link.from());
      Optional<Unit> young = province(to, link.to());
      if (old.isPresent() && young.isPresent()) {
        provinces
            .computeIfAbsent(old.get().fullName(), p -> new TreeMap<>())
            .merge(young.get().fullName(), 1, Integer::sum);
      }
    }
    provinces.forEach(
        (old, young) -> {
          if (young.size() > 1) {
            findings.add(
                "crosswalk.provinces",
                Severity.WARNING,
                Message.of(
                    "crosswalk.provinces", old, String.join(", ", new TreeSet<>(young.keySet()))));
          }
        });
  }

  private Optional<Unit> province(UnitRegister register, UnitKey unit) {
    return register.find(unit.level(), unit.code()).flatMap(register::province);
  }

  private String name(UnitRegister register, UnitKey unit) {
    return register.find(unit.level(), unit.code()).map(Unit::fullName).orElse(unit.code());
  }
}
