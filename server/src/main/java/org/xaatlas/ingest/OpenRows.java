package org.xaatlas.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Decision;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The rows of a match report that a person has to decide about, and the decisions that come of it.
 *
 * @param file name of the imported file
 * @param sha256 its hash
 * @param edition the edition it was joined in
 * @param level tier of its units
 * @param province code of the province it was limited to, "" for none
 * @param units the units that rows can mean
 * @param rows the open rows, in the order of the file
 */
public record OpenRows(
    String file,
    String sha256,
    String edition,
    Level level,
    String province,
    UnitRegister units,
    List<Row> rows) {
  /** The word for "this row names no unit" where a code is expected. */
  public static final String NO_UNIT = "-";

  /** The longest report that is read. */
  private static final long BYTES = 256L << 20;

  /** The longest text of a row that is kept with a decision; names of units are far shorter. */
  private static final int INPUT = 1_000;

  /** Why a row is open that names its unit beyond doubt: another row claims the unit too. */
  private static final String CLAIMED_TWICE = "join.claimed_twice";

  /**
   * An open row.
   *
   * @param rule id of the reason, the same in every language; "" in a report that does not tell it
   */
  public record Row(int row, String input, String rule, String reason, List<Candidate> candidates) {
    /** Whether a decision about such a row can help; if not, the file has to be corrected. */
    public boolean canBeDecided() {
      return !rule.equals(CLAIMED_TWICE) && !Decision.key(input).isEmpty();
    }
  }

  public OpenRows {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a report that {@code --report FILE.json} wrote.
   *
   * @throws RefusedException when the file is no such report
   */
  public static OpenRows read(Path path, Store store, Registers registers) {
    String name = path.getFileName().toString();
    JsonNode report;
    try {
      if (Files.size(path) > BYTES) {
        throw RefusedException.of("join.report_too_long", name, BYTES >> 20);
      }
      report = new ObjectMapper().readTree(path.toFile());
    } catch (IOException e) {
      throw new RefusedException(Message.of("join.no_report", name), e);
    }
    String edition = report.path("edition").asText();
    Optional<Level> level = Level.of(report.path("level").asText());
    if (!report.path("outcomes").isArray() || edition.isEmpty() || level.isEmpty()) {
      throw RefusedException.of("join.no_report", name);
    }
    UnitRegister units =
        EditionUnits.find(store, registers, edition)
            .orElseThrow(() -> RefusedException.of("join.no_report", name));
    Optional<String> within =
        level.get() == Level.PROVINCE
            ? Optional.empty()
            : Optional.of(report.path("province").asText());
    String province =
        new UnitMatcher(units, level.get(), within).province().map(Unit::code).orElse("");
    List<Row> rows = new ArrayList<>();
    for (JsonNode outcome : report.path("outcomes")) {
      String kind = outcome.path("outcome").asText();
      if (kind.equals("ambiguous") || kind.equals("unmatched")) {
        rows.add(row(outcome));
      }
    }
    return new OpenRows(
        report.path("file").asText(),
        report.path("sha256").asText(),
        edition,
        level.get(),
        province,
        units,
        rows);
  }

  private static Row row(JsonNode outcome) {
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode candidate : outcome.path("candidates")) {
      candidates.add(
          new Candidate(
              candidate.path("code").asText(),
              candidate.path("name").asText(),
              candidate.path("score").asDouble()));
    }
    return new Row(
        outcome.path("row").asInt(),
        outcome.path("input").asText(),
        outcome.path("rule").asText(),
        outcome.path("reason").asText(),
        candidates);
  }

  /**
   * What a person says of some rows; all of it can be kept, or nothing is.
   *
   * @param codes of the units that are meant by number of the row, as in {@link #decide(int,
   *     String, String, Instant)}
   * @throws RefusedException also when rows that say the same are said to mean different units
   */
  public List<Decision> decide(Map<Integer, String> codes, String by, Instant at) {
    Map<String, Decision> said = new HashMap<>();
    List<Decision> decisions = new ArrayList<>();
    codes.forEach(
        (row, code) -> {
          Decision decision = decide(row, code, by, at);
          Decision before = said.putIfAbsent(decision.input(), decision);
          if (before != null && !before.code().equals(decision.code())) {
            throw RefusedException.of(
                "join.rows_say_the_same",
                Integer.toString(before.row()),
                Integer.toString(row),
                decision.input(),
                before.code().orElse(NO_UNIT),
                decision.code().orElse(NO_UNIT));
          }
          decisions.add(decision);
        });
    return decisions;
  }

  /** The open rows that a decision holds for, that of the row it was made about among them. */
  public List<Integer> rowsOf(Decision decision) {
    return rows.stream()
        .filter(row -> Decision.key(row.input()).equals(decision.input()))
        .map(Row::row)
        .toList();
  }

  /**
   * What a person says of a row.
   *
   * @param row number of an open row
   * @param code code of the unit that is meant, {@link #NO_UNIT} when it names none
   * @param by who says so
   * @throws RefusedException when the row is not open, says nothing or names its unit beyond doubt,
   *     or there is no such unit in the province that the import was limited to
   */
  public Decision decide(int row, String code, String by, Instant at) {
    Row open =
        rows.stream()
            .filter(r -> r.row() == row)
            .findFirst()
            .orElseThrow(
                () -> RefusedException.of("join.row_not_open", Integer.toString(row), file));
    if (Decision.key(open.input()).isEmpty()) {
      throw RefusedException.of("join.row_says_nothing", Integer.toString(row));
    }
    if (!open.canBeDecided()) {
      throw RefusedException.of("join.row_beyond_doubt", Integer.toString(row), open.input());
    }
    if (open.input().length() > INPUT) {
      throw RefusedException.of("join.row_too_long", Integer.toString(row), INPUT);
    }
    Optional<String> unit = code.equals(NO_UNIT) ? Optional.empty() : Optional.of(code);
    if (unit.isPresent()) {
      Unit meant =
          units
              .find(level, code)
              .orElseThrow(
                  () ->
                      RefusedException.of(
                          "join.no_such_unit", Integer.toString(row), code, edition, level.id()));
      String place = units.province(meant).map(Unit::code).orElse(province);
      if (!province.isEmpty() && !place.equals(province)) {
        throw RefusedException.of(
            "join.unit_elsewhere",
            Integer.toString(row),
            code,
            meant.fullName(),
            units.find(Level.PROVINCE, place).map(Unit::fullName).orElse(place),
            units.find(Level.PROVINCE, province).map(Unit::fullName).orElse(province));
      }
    }
    return new Decision(edition, level, province, open.input(), unit, by, at, file, sha256, row);
  }
}
