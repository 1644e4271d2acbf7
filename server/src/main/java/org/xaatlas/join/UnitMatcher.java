package org.xaatlas.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Finds the unit that each row of a file means, within one level of one edition.
 *
 * <p>A row is matched in silence only when its code is a code of the level (and its name, where it
 * has one, does not contradict it), or when normalising alone explains its name and one unit bears
 * it within the province asked for; or when a person decided about a row that said the same. Two
 * rows that claim one unit are both ambiguous. Stateless between calls, safe to share.
 */
public final class UnitMatcher {
  /** The most candidates that an outcome carries. */
  public static final int CANDIDATES = 5;

  /**
   * Why a row was matched although normalising alone does not explain it: what a person decided
   * about such a row, or decides about it now, goes before.
   */
  private static final Set<String> TOLD =
      Set.of("join.decided", "join.likely", "join.alias", "join.type_differs");

  private final UnitRegister register;
  private final MatchRules rules;
  private final Map<String, Decision> decided = new HashMap<>();
  private final Level level;
  private final NameIndex names;
  private final Places places;
  private final RowMeaning meaning;

  /**
   * @param register the units of the edition
   * @param level the tier the rows are about
   * @param province code or name of the province that all rows lie in, when the user said so
   * @throws RefusedException when the edition has no such province
   */
  public UnitMatcher(UnitRegister register, Level level, Optional<String> province) {
    this(register, level, province, MatchRules.STRICT);
  }

  /**
   * @param rules what to go by beside the official names
   * @throws RefusedException when the edition has no such province
   */
  public UnitMatcher(
      UnitRegister register, Level level, Optional<String> province, MatchRules rules) {
    this(register, level, province, rules, Thresholds.CLEAR, Thresholds.LEAD);
  }

  /**
   * @param clear how like a first candidate has to be that is taken where the rules allow it
   * @param lead how far the second has to be behind
   */
  UnitMatcher(
      UnitRegister register,
      Level level,
      Optional<String> province,
      MatchRules rules,
      double clear,
      double lead) {
    this.rules = Objects.requireNonNull(rules, "rules");
    this.register = Objects.requireNonNull(register, "register");
    this.level = Objects.requireNonNull(level, "level");
    this.names = new NameIndex(register.units(level), aliases(level));
    UnitTypes types = new UnitTypes(register, level, aliases(level));
    this.places = new Places(register, level, province, types, this::aliases);
    Acceptance acceptance =
        new Acceptance(register, level, places, rules.acceptLikely(), clear, lead);
    this.meaning =
        new RowMeaning(register, level, rules.sought(), names, types, places, acceptance);
    for (Decision decision : rules.decisions()) {
      if (decision.edition().equals(register.edition())
          && decision.level() == level
          && decision.province().equals(province().map(Unit::code).orElse(""))) {
        decided.put(decision.input(), decision);
      }
    }
  }

  private List<Alias> aliases(Level of) {
    return Stream.concat(
            rules.aliases().stream(), rules.decisions().stream().flatMap(d -> d.alias().stream()))
        .filter(alias -> alias.level() == of && alias.edition().equals(register.edition()))
        .toList();
  }

  /** The province that all rows lie in, when the user said so. */
  public Optional<Unit> province() {
    return places.province();
  }

  /** One outcome for each row, in the order given. Rows that claim one unit are all ambiguous. */
  public List<JoinOutcome> match(List<RowKey> rows) {
    return match(rows, row -> "");
  }

  /**
   * One outcome for each row of a table that may hold several rows for one unit.
   *
   * @param rows the rows in the order of the file
   * @param slot what the row tells of its unit: year, group, indicator, village, ... Only rows of
   *     an equal slot compete for a unit
   */
  public List<JoinOutcome> match(List<RowKey> rows, Function<RowKey, ?> slot) {
    List<RowMeaning.Reading> readings = new ArrayList<>(rows.size());
    Search search = new Search(names, places, rules.sought());
    Map<RowKey, RowMeaning.Reading> known = new HashMap<>();
    Map<Claim, List<Integer>> claims = new LinkedHashMap<>();
    RowBounds bounds = bounds();
    for (RowKey row : rows) {
      RowMeaning.Reading reading = known.get(row.at(0));
      if (reading == null) {
        reading = read(row, search);
        known.put(row.at(0), reading);
        bounds.different(row, reading.outcome().isOpen());
      } else {
        reading = reading.at(row.row());
      }
      boolean open = reading.outcome().isOpen();
      if (reading.outcome() instanceof JoinOutcome.Matched matched) {
        List<Integer> claimants =
            claims.computeIfAbsent(
                new Claim(matched.code(), slot.apply(row)), c -> new ArrayList<>(1));
        claimants.add(readings.size());
        open = claimants.size() > 1;
      }
      readings.add(reading);
      if (open) {
        bounds.open(row);
      }
    }
    List<JoinOutcome> outcomes = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      RowMeaning.Reading reading = readings.get(i);
      Object own = reading.rivals().isEmpty() ? "" : slot.apply(rows.get(i));
      boolean told =
          reading.rivals().stream()
              .allMatch(rival -> claims.containsKey(new Claim(rival.code(), own)));
      outcomes.add(told ? reading.outcome() : reading.doubt());
    }
    for (List<Integer> claimants : claims.values()) {
      List<Integer> rivals =
          claimants.stream().filter(i -> outcomes.get(i) instanceof JoinOutcome.Matched).toList();
      if (rivals.size() > 1) {
        contest(rivals, outcomes);
      }
    }
    return outcomes;
  }

  /** Counts the rows of one file, and gives it up when they are no table of units. */
  public RowBounds bounds() {
    return new RowBounds(this, rules.bounds(), register.edition());
  }

  /** Whether rows name no unit beyond doubt, each on its own; the fastest way to ask. */
  public Predicate<RowKey> isOpen() {
    Search none = new Search(names, places, 0);
    return row -> read(row, none).outcome().isOpen();
  }

  /** What a row is on its own. */
  JoinOutcome alone(RowKey row) {
    return read(row, new Search(names, places, 1)).outcome();
  }

  private void contest(List<Integer> rivals, List<JoinOutcome> outcomes) {
    String rows =
        rivals.stream()
            .limit(10)
            .map(i -> Integer.toString(outcomes.get(i).row()))
            .collect(Collectors.joining(", "));
    for (int i : rivals) {
      JoinOutcome.Matched matched = (JoinOutcome.Matched) outcomes.get(i);
      Unit unit = register.find(level, matched.code()).orElseThrow();
      outcomes.set(
          i,
          new JoinOutcome.Ambiguous(
              matched.row(),
              matched.input(),
              List.of(new Candidate(unit.code(), unit.fullName(), 1)),
              TOLD.contains(matched.reason().key())
                  ? Message.of(
                      "join.claimed_by_likeness",
                      unit.fullName(),
                      unit.code(),
                      rows,
                      matched.reason())
                  : Message.of("join.claimed_twice", unit.fullName(), unit.code(), rows)));
    }
  }

  /** A unit that rows of one slot compete for. */
  private record Claim(String code, Object slot) {}

  /** What a person said of a row like this one counts, unless it is beyond doubt without that. */
  private RowMeaning.Reading read(RowKey row, Search search) {
    Decision decision = decided.isEmpty() ? null : decided.get(Decision.key(row.input()));
    if (decision == null) {
      return meaning.read(row, search);
    }
    RowMeaning.Reading anew = meaning.read(row, search);
    boolean beyondDoubt =
        anew.rivals().isEmpty()
            && anew.outcome() instanceof JoinOutcome.Matched matched
            && !TOLD.contains(matched.reason().key());
    return beyondDoubt
        ? RowMeaning.Reading.of(against(decision, (JoinOutcome.Matched) anew.outcome(), row))
        : decided(row, decision).map(RowMeaning.Reading::of).orElse(anew);
  }

  private Optional<JoinOutcome> decided(RowKey row, Decision decision) {
    if (decision.code().isEmpty()) {
      return Optional.of(
          new JoinOutcome.Skipped(
              row.row(),
              row.input(),
              Message.of("join.decided_none", decision.by(), decision.day(), decision.file())));
    }
    return register
        .find(level, decision.code().get())
        .filter(unit -> province().isEmpty() || register.province(unit).equals(province()))
        .map(
            unit ->
                RowMeaning.matched(
                    row,
                    unit,
                    Message.of(
                        "join.decided",
                        places.placed(unit),
                        decision.by(),
                        decision.day(),
                        decision.file())));
  }

  /** A row that names its unit beyond doubt, whatever was decided about one that says so. */
  private static JoinOutcome against(Decision decision, JoinOutcome.Matched matched, RowKey row) {
    if (decision.code().equals(Optional.of(matched.code()))) {
      return matched;
    }
    return new JoinOutcome.Matched(
        row.row(),
        row.input(),
        matched.code(),
        Message.of(
            "join.decided_against",
            matched.reason(),
            decision.by(),
            decision.day(),
            decision.file()));
  }
}
