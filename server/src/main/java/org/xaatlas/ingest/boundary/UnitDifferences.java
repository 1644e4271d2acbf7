package org.xaatlas.ingest.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** Says where a file and the list of units tell the same unit differently. */
final class UnitDifferences {
  private final UnitRegister register;
  private final BoundaryImport.Options options;
  private final List<Finding> findings;

  UnitDifferences(UnitRegister register, BoundaryImport.Options options, List<Finding> findings) {
    this.register = register;
    this.options = options;
    this.findings = findings;
  }

  /** Types and codes that are written otherwise in the file. */
  void compare(List<RowKey> keys, List<JoinOutcome> outcomes) {
    List<Integer> typeRows = new ArrayList<>();
    List<Integer> zeroRows = new ArrayList<>();
    String typeExample = "";
    String zeroExample = "";
    for (int i = 0; i < outcomes.size(); i++) {
      if (!(outcomes.get(i) instanceof JoinOutcome.Matched matched)) {
        continue;
      }
      RowKey key = keys.get(i);
      Unit unit = register.find(options.level(), matched.code()).orElseThrow();
      if (key.type().isPresent() && !BoundaryUnits.sameWord(key.type().get(), unit.type())) {
        typeRows.add(key.row());
        if (typeExample.isEmpty()) {
          typeExample = unit.code() + " " + unit.fullName() + " / " + key.type().get();
        }
      }
      if (key.code().isPresent() && !key.code().get().equals(unit.code())) {
        zeroRows.add(key.row());
        if (zeroExample.isEmpty()) {
          zeroExample = key.code().get() + " → " + unit.code();
        }
      }
    }
    if (!typeRows.isEmpty()) {
      warn(
          "boundary.type",
          typeRows,
          Message.of("boundary.type_differs", typeRows.size(), typeExample));
    }
    if (!zeroRows.isEmpty()) {
      warn("boundary.zeros", zeroRows, Message.of("boundary.zeros", zeroRows.size(), zeroExample));
    }
  }

  /** Names that occur in several provinces: the matched rows may tell which one is meant. */
  void hint(List<JoinOutcome> outcomes) {
    if (options.file().province().isPresent() || options.level() == Level.PROVINCE) {
      return;
    }
    Set<String> provinces = new TreeSet<>();
    List<Integer> open = new ArrayList<>();
    for (JoinOutcome outcome : outcomes) {
      if (outcome instanceof JoinOutcome.Matched matched) {
        register
            .find(options.level(), matched.code())
            .flatMap(register::province)
            .ifPresent(province -> provinces.add(province.code()));
      } else if (outcome instanceof JoinOutcome.Ambiguous) {
        open.add(outcome.row());
      }
    }
    if (provinces.size() == 1 && !open.isEmpty()) {
      warn(
          "boundary.province_hint",
          open,
          Message.of("boundary.province_hint", provinces.iterator().next()));
    }
  }

  private void warn(String rule, List<Integer> rows, Message message) {
    findings.add(new Finding(rule, Severity.WARNING, rows, message));
  }
}
