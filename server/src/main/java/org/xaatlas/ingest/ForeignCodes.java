package org.xaatlas.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * Finds files whose codes belong to another edition than the one asked for. Thousands of codes are
 * in two editions and mean something else in each, so the rows that match are as wrong as those
 * that do not.
 */
public final class ForeignCodes {
  /** A typing error may hit a code of another edition; one in five codes does not. */
  private static final int ONE_IN = 5;

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
    if (own.isEmpty() || open.size() < 2) {
      return found;
    }
    for (Edition other : registers.editions()) {
      UnitRegister register = registers.register(other.id()).orElseThrow();
      long foreign =
          open.stream()
              .filter(code -> own.get().find(level, code).isEmpty())
              .filter(code -> register.find(level, code).isPresent())
              .count();
      if (foreign > 1 && foreign * ONE_IN >= coded) {
        found.add(Message.of("table.edition_other", foreign, coded, edition, other.id()));
      }
    }
    return found;
  }
}
