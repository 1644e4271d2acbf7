package org.xaatlas.join;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Finds out what a row means on its own: by its code, else by its name, within the place that it
 * tells. Other rows and what people decided are the affair of {@link UnitMatcher}. Safe to share.
 */
final class RowMeaning {
  private final UnitRegister register;
  private final Level level;
  private final int sought;
  private final NameIndex names;
  private final UnitCodes codes;
  private final UnitTypes types;
  private final Places places;
  private final Acceptance acceptance;

  /**
   * @param sought for how many open rows candidates are looked for
   */
  RowMeaning(
      UnitRegister register,
      Level level,
      int sought,
      NameIndex names,
      UnitTypes types,
      Places places,
      Acceptance acceptance) {
    this.register = register;
    this.level = level;
    this.sought = sought;
    this.names = names;
    this.codes = new UnitCodes(register, level);
    this.types = types;
    this.places = places;
    this.acceptance = acceptance;
  }

  /**
   * What a row comes to on its own.
   *
   * @param rivals units whose name the row spells when some of its marks are missing; the outcome
   *     holds only when other rows speak of all of them
   * @param doubt the outcome when they do not
   */
  record Reading(JoinOutcome outcome, List<Unit> rivals, JoinOutcome doubt) {
    static Reading of(JoinOutcome outcome) {
      return new Reading(outcome, List.of(), outcome);
    }

    Reading at(int row) {
      return new Reading(outcome.at(row), rivals, doubt.at(row));
    }
  }

  Reading read(RowKey row, Search search) {
    Optional<String> code = RowKey.filled(row.code());
    Optional<UnitName> name = RowKey.filled(row.name()).map(UnitName::read);
    Scope scope = search.scope(row);
    if (code.isPresent()) {
      return Reading.of(matchCode(row, code.get(), name, scope));
    }
    if (name.isPresent()) {
      return matchName(row, name.get(), scope);
    }
    return Reading.of(unmatched(row, List.of(), Message.of("join.nothing")));
  }

  // By code

  private JoinOutcome matchCode(RowKey row, String code, Optional<UnitName> name, Scope scope) {
    Optional<Unit> exact = register.find(level, code);
    List<Unit> padded = exact.isPresent() ? List.of() : codes.lostZeros(code);
    if (exact.isEmpty() && padded.size() != 1) {
      return unknownCode(row, code, name, scope, padded);
    }
    Unit unit = exact.orElseGet(() -> padded.get(0));
    Optional<String> type = types.typed(row, name);
    if (!scope.holds(unit)) {
      return ambiguous(
          row,
          candidates(unit, name, type, scope),
          scope
              .problem()
              .orElseGet(
                  () ->
                      Message.of(
                          "join.code_elsewhere",
                          code,
                          places.placed(unit),
                          places
                              .province()
                              .filter(p -> !register.province(unit).equals(Optional.of(p)))
                              .<Object>map(Unit::fullName)
                              .orElse(scope.description()))));
    }
    if (scope.problem().isPresent()) {
      return ambiguous(row, candidates(unit, name, type, scope), scope.problem().get());
    }
    if (name.isPresent() && !agrees(name.get(), unit)) {
      JoinOutcome outcome =
          acceptance.likely(
              row,
              candidates(unit, name, type, scope),
              unit::equals,
              scope,
              Message.of("join.code_name_differ", code, unit.fullName(), name.get().text()));
      // However little the name is like it, the code names a unit.
      return outcome instanceof JoinOutcome.Unmatched open
          ? ambiguous(row, open.candidates(), open.reason())
          : outcome;
    }
    Optional<Message> gone = typeGone(row, name, type, unit);
    if (gone.isPresent()) {
      return ambiguous(row, candidates(unit, name, type, scope), gone.get());
    }
    // Provinces and districts lose their zeros in the same column.
    Optional<Unit> above = codes.above(unit);
    if (exact.isEmpty() && name.isEmpty() && above.isPresent()) {
      return ambiguous(
          row,
          candidates(unit, name, type, scope),
          Message.of("join.zeros_or_level", code, places.placed(unit), above.get().fullName()));
    }
    Message reason =
        exact.isEmpty()
            ? Message.of("join.zeros", code, unit.code(), unit.fullName())
            : Message.of(name.isPresent() ? "join.code_and_name" : "join.code", code);
    return matched(row, unit, types.withTypeNote(reason, type, unit));
  }

  /** A code nobody has: the name may help a person, but it never decides against the code. */
  private JoinOutcome unknownCode(
      RowKey row, String code, Optional<UnitName> name, Scope scope, List<Unit> padded) {
    Set<Candidate> candidates = new LinkedHashSet<>();
    padded.forEach(unit -> candidates.add(new Candidate(unit.code(), unit.fullName(), 1)));
    name.ifPresent(n -> candidates.addAll(scope.like(n, types.typed(row, name))));
    Message reason = Message.of("join.code_unknown", code, register.edition());
    return Acceptance.undecided(row, List.copyOf(candidates), reason);
  }

  private boolean agrees(UnitName name, Unit unit) {
    if (name.readings().stream().noneMatch(n -> NameIndex.agrees(n, name.unmarked(), unit))) {
      return false;
    }
    // "Huyện Mường La" is not the commune Mường La, whatever the code says.
    return name.type().isEmpty()
        || UnitName.isTypeOf(level, name.type().get())
        || NameIndex.agrees(Spelling.of(name.text()), name.unmarked(), unit);
  }

  // By name

  private Reading matchName(RowKey row, UnitName name, Scope scope) {
    Set<Unit> anywhere = new LinkedHashSet<>();
    for (Spelling reading : name.readings()) {
      anywhere.addAll(names.spelled(reading));
    }
    Set<Unit> spelled = within(anywhere, scope);
    if (spelled.isEmpty()) {
      for (Spelling reading : name.readings()) {
        anywhere.addAll(names.numbered(reading));
      }
      spelled = within(anywhere, scope);
    }
    boolean marksMissing = false;
    if (name.unmarked() && spelled.isEmpty()) {
      for (Spelling reading : name.readings()) {
        anywhere.addAll(names.unmarked(reading));
      }
      spelled = within(anywhere, scope);
      marksMissing = true;
    }
    Optional<Alias> alias = Optional.empty();
    if (spelled.isEmpty()) {
      Map<Unit, Alias> called = names.alias(name);
      spelled = within(called.keySet(), scope);
      alias = spelled.stream().findFirst().map(called::get);
    }
    Optional<String> type = types.typed(row, Optional.of(name));
    List<Unit> found = ofTypeIfAny(List.copyOf(spelled), type);
    if (found.size() > 1) {
      return Reading.of(
          ambiguous(
              row,
              homonyms(found, name),
              Message.of("join.several", name.text(), found.size(), scope.description())));
    }
    if (found.isEmpty()) {
      return Reading.of(unknownName(row, name, type, scope, List.copyOf(anywhere)));
    }
    Unit unit = found.get(0);
    boolean looked = marksMissing || alias.isPresent();
    Optional<Message> doubt =
        scope
            .problem()
            .or(() -> typeGone(row, Optional.of(name), type, unit))
            .or(() -> doubtOfVillage(row, name, type, unit))
            .or(() -> doubtOfType(name, type, unit, scope, looked))
            .or(() -> looked ? doubtOfLetter(name, unit, scope) : Optional.empty());
    if (doubt.isPresent()) {
      return Reading.of(
          ambiguous(row, candidates(unit, Optional.of(name), type, scope), doubt.get()));
    }
    Message reason =
        alias.isPresent()
            ? Message.of("join.alias", name.text(), places.placed(unit), alias.get().source())
            : Message.of(
                marksMissing
                    ? "join.name_unmarked"
                    : scope.isWholeEdition() ? "join.name_unique" : "join.name_within",
                name.text(),
                places.placed(unit),
                scope.description());
    JoinOutcome outcome = matched(row, unit, types.withTypeNote(reason, type, unit));
    List<Unit> rivals = marksMissing ? List.of() : rivals(name, type, unit, scope);
    return rivals.isEmpty()
        ? Reading.of(outcome)
        : new Reading(
            outcome,
            rivals,
            ambiguous(
                row,
                candidates(unit, Optional.of(name), type, scope),
                Message.of("join.marks_may_miss", name.text(), places.placed(rivals.get(0)))));
  }

  private static Set<Unit> within(Set<Unit> units, Scope scope) {
    Set<Unit> inside = new LinkedHashSet<>();
    for (Unit unit : units) {
      if (scope.holds(unit)) {
        inside.add(unit);
      }
    }
    return inside;
  }

  /** Homonyms are told apart by their unit type, when any is of the typed type. */
  private List<Unit> ofTypeIfAny(List<Unit> found, Optional<String> type) {
    if (found.size() < 2 || type.isEmpty()) {
      return found;
    }
    List<Unit> ofType = found.stream().filter(unit -> types.isOfType(unit, type.get())).toList();
    return ofType.isEmpty() ? found : ofType;
  }

  /** Units that the name is meant for when it was typed with a mark too few. */
  private List<Unit> rivals(UnitName name, Optional<String> type, Unit unit, Scope scope) {
    Set<Unit> rivals = new LinkedHashSet<>();
    for (Spelling reading : name.readings()) {
      rivals.addAll(names.withMoreMarks(reading, unit));
    }
    if (rivals.isEmpty()) {
      return List.of();
    }
    boolean typeTells = type.isPresent() && types.isOfType(unit, type.get());
    return rivals.stream()
        .filter(scope::holds)
        .filter(rival -> !typeTells || types.isOfType(rival, type.get()))
        .toList();
  }

  /** Why a typed unit type speaks against the only unit of the name. */
  private Optional<Message> doubtOfType(
      UnitName name, Optional<String> type, Unit unit, Scope scope, boolean looked) {
    if (type.isPresent() && !types.isOfType(unit, type.get())) {
      boolean wholeName = NameIndex.agrees(Spelling.of(name.text()), name.unmarked(), unit);
      if (!UnitName.isTypeOf(level, type.get()) && !wholeName) {
        return Optional.of(Message.of("join.other_level", name.text(), places.placed(unit)));
      }
      if ((scope.isWholeEdition() || looked) && !wholeName) {
        return Optional.of(
            Message.of("join.type_differs_anywhere", name.text(), places.placed(unit)));
      }
      Optional<Unit> elsewhere =
          names.spelled(Spelling.of(name.bare())).stream()
              .filter(other -> !other.equals(unit) && types.isOfType(other, type.get()))
              .findFirst();
      if (elsewhere.isPresent() && !wholeName) {
        return Optional.of(
            Message.of(
                "join.type_elsewhere",
                name.text(),
                places.placed(unit),
                places.placed(elsewhere.get())));
      }
    }
    return Optional.empty();
  }

  /** Why a row with a unit type that no unit of the edition has is hardly about this unit. */
  private Optional<Message> typeGone(
      RowKey row, Optional<UnitName> name, Optional<String> type, Unit unit) {
    return types.isGone(name, type, unit)
        ? Optional.of(
            Message.of(
                "join.type_gone", row.input(), places.placed(unit), register.edition(), type.get()))
        : Optional.empty();
  }

  /** Why a name without unit type may be that of a village. */
  private Optional<Message> doubtOfVillage(
      RowKey row, UnitName name, Optional<String> type, Unit unit) {
    return row.amongVillages() && type.isEmpty()
        ? Optional.of(Message.of("join.village", name.text(), places.placed(unit)))
        : Optional.empty();
  }

  /** Why a name without marks may as well be that of a unit which has none, with a wrong letter. */
  private Optional<Message> doubtOfLetter(UnitName name, Unit unit, Scope scope) {
    return names.unmarkedAndOneLetterOff(name, scope.members()).stream()
        .filter(other -> !other.equals(unit))
        .findFirst()
        .map(
            other ->
                Message.of(
                    "join.marks_or_letter",
                    name.text(),
                    places.placed(unit),
                    places.placed(other)));
  }

  private JoinOutcome unknownName(
      RowKey row, UnitName name, Optional<String> type, Scope scope, List<Unit> elsewhere) {
    List<Candidate> like = scope.like(name, type);
    if (scope.problem().isPresent()) {
      return Acceptance.undecided(row, like, scope.problem().get());
    }
    if (elsewhere.isEmpty()) {
      return acceptance.likely(
          row,
          like,
          unit -> type.map(t -> types.isOfType(unit, t)).orElse(!row.amongVillages()),
          scope,
          like.isEmpty() && !scope.search().goesOn()
              ? Message.of("join.not_sought", name.text(), scope.description(), sought)
              : Message.of("join.name_unknown", name.text(), scope.description()));
    }
    Set<Candidate> candidates = new LinkedHashSet<>(like);
    List<Unit> homonyms = ofTypeIfAny(elsewhere, type);
    candidates.addAll(homonyms(homonyms, name));
    return ambiguous(
        row,
        candidates.stream().limit(UnitMatcher.CANDIDATES).toList(),
        Message.of(
            "join.name_elsewhere",
            name.text(),
            scope.description(),
            homonyms.stream().limit(3).map(places::placed).collect(Collectors.joining("; "))));
  }

  private List<Candidate> homonyms(List<Unit> units, UnitName name) {
    return units.stream()
        .limit(UnitMatcher.CANDIDATES)
        .map(
            unit -> {
              Candidate candidate = NameIndex.candidate(unit, name.readings());
              return new Candidate(unit.code(), places.placed(unit), candidate.score());
            })
        .toList();
  }

  /** The unit itself, then what else the name might mean. */
  private List<Candidate> candidates(
      Unit unit, Optional<UnitName> name, Optional<String> type, Scope scope) {
    Map<String, Candidate> byCode = new LinkedHashMap<>();
    name.ifPresent(
        n -> scope.like(n, type).forEach(candidate -> byCode.put(candidate.code(), candidate)));
    byCode.putIfAbsent(
        unit.code(), NameIndex.candidate(unit, name.map(UnitName::readings).orElse(List.of())));
    List<Candidate> sorted =
        byCode.values().stream()
            .sorted((a, b) -> Double.compare(b.score(), a.score()))
            .collect(Collectors.toList());
    // The unit of the code is never crowded out by names.
    while (sorted.size() > UnitMatcher.CANDIDATES) {
      int last = sorted.size() - 1;
      sorted.remove(sorted.get(last).code().equals(unit.code()) ? last - 1 : last);
    }
    return sorted;
  }

  static JoinOutcome matched(RowKey row, Unit unit, Message reason) {
    return new JoinOutcome.Matched(row.row(), row.input(), unit.code(), reason);
  }

  static JoinOutcome ambiguous(RowKey row, List<Candidate> candidates, Message reason) {
    return new JoinOutcome.Ambiguous(row.row(), row.input(), candidates, reason);
  }

  static JoinOutcome unmatched(RowKey row, List<Candidate> candidates, Message reason) {
    return new JoinOutcome.Unmatched(row.row(), row.input(), candidates, reason);
  }
}
