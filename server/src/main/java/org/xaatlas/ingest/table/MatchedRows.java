package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** What the matcher made of the rows of a table, looked up by row and by unit. */
final class MatchedRows {
  /** How many units a sentence names. */
  private static final int NAMED = 10;

  private final List<JoinOutcome> outcomes;
  private final Map<Integer, JoinOutcome> byRow = new HashMap<>();
  private final Map<Integer, String> units = new HashMap<>();
  private final Map<String, Integer> rows = new HashMap<>();

  MatchedRows(Collection<JoinOutcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
    for (JoinOutcome outcome : outcomes) {
      byRow.put(outcome.row(), outcome);
      if (outcome instanceof JoinOutcome.Matched matched) {
        units.put(matched.row(), matched.code());
        rows.putIfAbsent(matched.code(), matched.row());
      }
    }
  }

  /** One for each row about a unit. */
  List<JoinOutcome> outcomes() {
    return outcomes;
  }

  Map<Integer, JoinOutcome> byRow() {
    return byRow;
  }

  /** Codes of the matched rows, by row. */
  Map<Integer, String> units() {
    return units;
  }

  /** The first row of each matched unit, by code. */
  Map<String, Integer> rows() {
    return rows;
  }

  /** The outcomes of all rows of the file, those that were never matched among them, in order. */
  List<JoinOutcome> withSkipped(List<JoinOutcome.Skipped> skipped) {
    return Stream.concat(outcomes.stream(), skipped.stream())
        .sorted(Comparator.comparingInt(JoinOutcome::row))
        .toList();
  }

  /** Says which rows were matched in spite of something. */
  void note(Findings findings) {
    for (JoinOutcome outcome : outcomes) {
      if (outcome.reason().key().equals("join.type_differs")) {
        findings.add(
            "unit.type", Severity.WARNING, outcome.row(), Message.of("table.type_differs"));
      } else if (outcome.reason().key().equals("join.zeros")) {
        findings.add("unit.zeros", Severity.INFO, outcome.row(), Message.of("table.zeros"));
      }
    }
  }

  /** Names that occur in several provinces: the matched rows may tell which one is meant. */
  void hintProvince(UnitRegister register, Level level, Findings findings) {
    Set<Unit> provinces = new HashSet<>();
    units.values().stream()
        .flatMap(code -> register.find(level, code).flatMap(register::province).stream())
        .forEach(provinces::add);
    boolean open = outcomes.stream().anyMatch(o -> o.reason().key().equals("join.several"));
    if (open && provinces.size() == 1) {
      Unit province = provinces.iterator().next();
      findings.add(
          "unit.province",
          Severity.WARNING,
          Message.of("table.province_hint", province.code(), province.fullName()));
    }
  }

  /**
   * Says which units of a province a file leaves out, where it tells most of the province: a list
   * of a few communes is not meant to be whole.
   */
  void noteMissing(UnitRegister register, Level level, Findings findings) {
    Map<String, List<Unit>> byProvince = new TreeMap<>();
    for (Unit unit : register.units(level)) {
      register
          .province(unit)
          .ifPresent(
              province ->
                  byProvince.computeIfAbsent(province.code(), p -> new ArrayList<>()).add(unit));
    }
    byProvince.forEach(
        (code, all) -> {
          List<Unit> missing = all.stream().filter(unit -> !rows.containsKey(unit.code())).toList();
          if (!missing.isEmpty() && 2 * missing.size() <= all.size()) {
            String named =
                missing.stream()
                    .limit(NAMED)
                    .map(unit -> unit.code() + " " + unit.fullName())
                    .collect(Collectors.joining(", "));
            findings.addToFile(
                Check.MISSING,
                missing.size(),
                all.size(),
                register.find(Level.PROVINCE, code).orElseThrow().fullName(),
                missing.size() > NAMED ? named + ", ..." : named);
          }
        });
  }
}
