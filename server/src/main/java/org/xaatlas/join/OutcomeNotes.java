package org.xaatlas.join;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;

/** What the reasons of single rows amount to for a file as a whole. */
final class OutcomeNotes {
  private static final List<String> NOTED =
      List.of("join.decided", "join.decided_none", "join.decided_against", "join.alias");

  private OutcomeNotes() {}

  /** One finding for each reason that a person should know of, with its rows. */
  static List<Finding> of(List<JoinOutcome> outcomes) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (JoinOutcome outcome : outcomes) {
      String key = outcome.reason().key();
      if (key.equals("join.likely")) {
        // One each: whoever accepts likely candidates has to see what was taken for what.
        findings.add(
            new Finding("unit.likely", Severity.WARNING, List.of(outcome.row()), outcome.reason()));
      } else if (NOTED.contains(key)) {
        rows.computeIfAbsent(key, k -> new ArrayList<>()).add(outcome.row());
      }
    }
    note(rows, "join.decided", "unit.decided", Message.of("join.note_decided"), findings);
    note(rows, "join.decided_none", "unit.decided", Message.of("join.note_decided_none"), findings);
    if (rows.containsKey("join.decided_against")) {
      findings.add(
          new Finding(
              "unit.decided",
              Severity.WARNING,
              rows.get("join.decided_against"),
              Message.of("join.note_decided_against")));
    }
    note(rows, "join.alias", "unit.alias", Message.of("join.note_alias"), findings);
    return findings;
  }

  private static void note(
      Map<String, List<Integer>> rows,
      String key,
      String rule,
      Message message,
      List<Finding> findings) {
    if (rows.containsKey(key)) {
      findings.add(new Finding(rule, Severity.INFO, rows.get(key), message));
    }
  }
}
