package org.xaatlas.ingest.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ForeignCodes;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;

/**
 * Finds tables whose codes belong to another edition than the one asked for. Thousands of codes are
 * in two editions and mean something else in each, so the rows that match are as wrong as those
 * that do not.
 */
final class EditionCheck {
  private final Registers registers;
  private final Findings findings;

  EditionCheck(Registers registers, Findings findings) {
    this.registers = registers;
    this.findings = findings;
  }

  /** Refuses a table when many of its codes are only in another edition. */
  void foreign(String edition, Level level, List<RowKey> keys, Map<Integer, JoinOutcome> outcomes) {
    for (Message message : ForeignCodes.find(registers, edition, level, keys, outcomes)) {
      findings.add("edition.other", Severity.ERROR, message);
    }
  }

  /** The same, and warns when the codes alone do not tell which edition they are of. */
  void codes(String edition, Level level, List<RowKey> keys, Map<Integer, JoinOutcome> outcomes) {
    foreign(edition, level, keys, outcomes);
    for (Message message : ForeignCodes.doubts(registers, edition, level, keys, outcomes)) {
      findings.add("edition.doubt", Severity.WARNING, message);
    }
  }

  /** Warns of codes without names when the figures are of a time in which the edition was not. */
  void period(
      String edition, Period period, Collection<RowKey> keys, Map<Integer, JoinOutcome> outcomes) {
    Optional<Edition> known = registers.edition(edition);
    boolean outside =
        known.flatMap(Edition::validFrom).filter(day -> period.end().isBefore(day)).isPresent()
            || known.flatMap(Edition::validTo).filter(period.start()::isAfter).isPresent();
    if (!outside) {
      return;
    }
    Message message = Message.of("table.edition_period", period.text(), edition);
    for (RowKey key : keys) {
      if (key.name().isEmpty() && isMatched(key, outcomes)) {
        findings.add("edition.period", Severity.WARNING, key.row(), message);
      }
    }
  }

  private static boolean isMatched(RowKey key, Map<Integer, JoinOutcome> outcomes) {
    return outcomes.get(key.row()) instanceof JoinOutcome.Matched;
  }
}
