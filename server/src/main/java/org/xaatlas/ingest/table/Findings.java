package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;

/** Collects findings, one for each sentence, with all rows it holds for. */
final class Findings {
  private record Kind(String rule, Severity severity, Message message) {}

  private final Map<Kind, List<Integer>> rows = new LinkedHashMap<>();

  /** Something about the file or a column. */
  void add(String rule, Severity severity, Message message) {
    rows.computeIfAbsent(new Kind(rule, severity, message), kind -> new ArrayList<>());
  }

  /** Something about a row; rows with the same message become one finding. */
  void add(String rule, Severity severity, int row, Message message) {
    List<Integer> found =
        rows.computeIfAbsent(new Kind(rule, severity, message), kind -> new ArrayList<>());
    if (found.isEmpty() || found.get(found.size() - 1) != row) {
      found.add(row);
    }
  }

  /** A rule that a figure of a row breaks. */
  void add(Check check, int row, Object... arguments) {
    add(check.rule(), check.severity(), row, sentence(check, arguments));
  }

  /**
   * A rule that a figure of a row breaks together with one that the store or another file tells.
   * Which of the two is wrong nobody knows, so that another source never blocks.
   */
  void addWithKnown(Check check, boolean otherSource, int row, Object... arguments) {
    Severity severity =
        otherSource && check.severity() == Severity.ERROR ? Severity.WARNING : check.severity();
    Message sentence = Message.of("table.with_known", Message.of(check.message(), arguments));
    add(check.rule(), severity, row, Message.of("table.check", check.number(), sentence));
  }

  /** A rule that the file breaks. */
  void addToFile(Check check, Object... arguments) {
    add(check.rule(), check.severity(), sentence(check, arguments));
  }

  private static Message sentence(Check check, Object... arguments) {
    return Message.of("table.check", check.number(), Message.of(check.message(), arguments));
  }

  /** Something that a reader found. */
  void add(Finding finding) {
    if (finding.rows().isEmpty()) {
      add(finding.rule(), finding.severity(), finding.message());
    }
    finding.rows().forEach(row -> add(finding.rule(), finding.severity(), row, finding.message()));
  }

  /** Forgets what is no error. */
  void keepErrors() {
    rows.keySet().removeIf(kind -> kind.severity() != Severity.ERROR);
  }

  /** Errors first, then warnings, then information. */
  List<Finding> list() {
    return rows.entrySet().stream()
        .sorted(Comparator.comparing(e -> -e.getKey().severity().ordinal()))
        .map(
            e ->
                new Finding(
                    e.getKey().rule(),
                    e.getKey().severity(),
                    e.getValue().stream().sorted().distinct().toList(),
                    e.getKey().message()))
        .toList();
  }
}
