package org.xaatlas.join;

import java.util.List;
import java.util.Objects;
import org.xaatlas.message.Message;

/**
 * Something a person should know about an imported file.
 *
 * @param rule stable id of the rule that found it: {@code boundary.repaired}, {@code rate.counts}
 * @param severity info and warnings never block; an error refuses the file
 * @param rows rows (or features) concerned, the first is 1; may be empty
 * @param message the plain sentence
 */
public record Finding(String rule, Severity severity, List<Integer> rows, Message message) {

  /** How much it matters. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR
  }

  public Finding {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(severity, "severity");
    rows = List.copyOf(rows);
    Objects.requireNonNull(message, "message");
  }
}
