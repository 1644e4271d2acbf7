package org.xaatlas.join;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** How many places that rows name are remembered while a file is matched. */
  private static final int SCOPES = 2_000;

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private static final Pattern NUMBER = Pattern.compile("(\\d+)(?:[.,]0+)?");

  private final UnitRegister register;
  private final MatchRules rules;
  private final double clear;
  private final double lead;
  private final Map<String, Decision> decided = new HashMap<>();
  private final Level level;
  private final Optional<Unit> province;
  private final NameIndex names;
  private final int codeLength;
  private final Map<String, List<Unit>> byNumber;
  private final Map<String, Unit> numbersAbove = new HashMap<>();
  private final Map<String, Set<Unit>> ancestors = new HashMap<>();
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final Map<Unit, BitSet> membersOf = new HashMap<>();
  private final Map<Level, NameIndex> parents = new LinkedHashMap<>();
  private final Map<String, Set<String>> otherTypes = new HashMap<>();
  private final Set<String> typesInUse = new HashSet<>();

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
    this.clear = clear;
    this.lead = lead;
    this.rules = Objects.requireNonNull(rules, "rules");
    this.register = Objects.requireNonNull(register, "register");
    this.level = Objects.requireNonNull(level, "level");
    List<Unit> units = register.units(level);
    this.names = new NameIndex(units, aliases(level));
    for (Alias alias : aliases(level)) {
      UnitName.read(alias.name())
          .type()
          .ifPresent(
              type -> otherTypes.computeIfAbsent(alias.code(), c -> new HashSet<>(1)).add(type));
    }
    units.forEach(unit -> UnitName.type(unit.type()).ifPresent(typesInUse::add));
    otherTypes.values().forEach(typesInUse::addAll);
    this.codeLength = units.stream().mapToInt(unit -> unit.code().length()).max().orElse(0);
    this.byNumber =
        units.stream().collect(Collectors.groupingBy(unit -> withoutZeros(unit.code())));
    for (Unit unit : units) {
      ancestors.put(unit.code(), ancestorsOf(unit));
      int place = placeOf.size();
      placeOf.put(unit.code(), place);
      for (Unit above : ancestors.get(unit.code())) {
        membersOf.computeIfAbsent(above, u -> new BitSet()).set(place);
      }
    }
    for (Level above : Level.values()) {
      if (above.ordinal() < level.ordinal() && !register.units(above).isEmpty()) {
        parents.put(above, new NameIndex(register.units(above), aliases(above)));
        register
            .units(above)
            .forEach(unit -> numbersAbove.putIfAbsent(withoutZeros(unit.code()), unit));
      }
    }
    this.province = province.filter(text -> !text.isBlank()).map(this::requireProvince);
    for (Decision decision : rules.decisions()) {
      if (decision.edition().equals(register.edition())
          && decision.level() == level
          && decision.province().equals(this.province.map(Unit::code).orElse(""))) {
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
    return province;
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
    List<Reading> readings = new ArrayList<>(rows.size());
    Search search = new Search(rules.sought());
    Map<RowKey, Reading> known = new HashMap<>();
    Map<Claim, List<Integer>> claims = new LinkedHashMap<>();
    RowBounds bounds = bounds();
    for (RowKey row : rows) {
      Reading reading = known.get(row.at(0));
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
      Reading reading = readings.get(i);
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
    Search none = new Search(0);
    return row -> read(row, none).outcome().isOpen();
  }

  /** What a row is on its own. */
  JoinOutcome alone(RowKey row) {
    return read(row, new Search(1)).outcome();
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

  /**
   * What a row comes to on its own.
   *
   * @param rivals units whose name the row spells when some of its marks are missing; the outcome
   *     holds only when other rows speak of all of them
   * @param doubt the outcome when they do not
   */
  private record Reading(JoinOutcome outcome, List<Unit> rivals, JoinOutcome doubt) {
    static Reading of(JoinOutcome outcome) {
      return new Reading(outcome, List.of(), outcome);
    }

    Reading at(int row) {
      return new Reading(outcome.at(row), rivals, doubt.at(row));
    }
  }

  /** What a person said of a row like this one counts, unless it is beyond doubt without that. */
  private Reading read(RowKey row, Search search) {
    Decision decision = decided.isEmpty() ? null : decided.get(Decision.key(row.input()));
    if (decision == null) {
      return readAnew(row, search);
    }
    Reading anew = readAnew(row, search);
    boolean beyondDoubt =
        anew.rivals().isEmpty()
            && anew.outcome() instanceof JoinOutcome.Matched matched
            && !TOLD.contains(matched.reason().key());
    return beyondDoubt
        ? Reading.of(against(decision, (JoinOutcome.Matched) anew.outcome(), row))
        : decided(row, decision).map(Reading::of).orElse(anew);
  }

  private Reading readAnew(RowKey row, Search search) {
    Optional<String> code = filled(row.code());
    Optional<UnitName> name = filled(row.name()).map(UnitName::read);
    Scope scope = scope(search, row);
    if (code.isPresent()) {
      return Reading.of(matchCode(row, code.get(), name, scope));
    }
    if (name.isPresent()) {
      return matchName(row, name.get(), scope);
    }
    return Reading.of(unmatched(row, List.of(), Message.of("join.nothing")));
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
        .filter(unit -> province.isEmpty() || register.province(unit).equals(province))
        .map(
            unit ->
                matched(
                    row,
                    unit,
                    Message.of(
                        "join.decided",
                        placed(unit),
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

  // By code

  private JoinOutcome matchCode(RowKey row, String code, Optional<UnitName> name, Scope scope) {
    Optional<Unit> exact = register.find(level, code);
    List<Unit> padded = exact.isPresent() ? List.of() : lostZeros(code);
    if (exact.isEmpty() && padded.size() != 1) {
      return unknownCode(row, code, name, scope, padded);
    }
    Unit unit = exact.orElseGet(() -> padded.get(0));
    Optional<String> type = typed(row, name);
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
                          placed(unit),
                          province
                              .filter(p -> !register.province(unit).equals(Optional.of(p)))
                              .<Object>map(Unit::fullName)
                              .orElse(scope.description()))));
    }
    if (scope.problem().isPresent()) {
      return ambiguous(row, candidates(unit, name, type, scope), scope.problem().get());
    }
    if (name.isPresent() && !agrees(name.get(), unit)) {
      return likely(
          row,
          candidates(unit, name, type, scope),
          unit::equals,
          scope,
          Message.of("join.code_name_differ", code, unit.fullName(), name.get().text()));
    }
    Optional<Message> gone = typeGone(row, name, type, unit);
    if (gone.isPresent()) {
      return ambiguous(row, candidates(unit, name, type, scope), gone.get());
    }
    // Provinces and districts lose their zeros in the same column.
    Unit above = numbersAbove.get(withoutZeros(unit.code()));
    if (exact.isEmpty() && name.isEmpty() && above != null) {
      return ambiguous(
          row,
          candidates(unit, name, type, scope),
          Message.of("join.zeros_or_level", code, placed(unit), above.fullName()));
    }
    Message reason =
        exact.isEmpty()
            ? Message.of("join.zeros", code, unit.code(), unit.fullName())
            : Message.of(name.isPresent() ? "join.code_and_name" : "join.code", code);
    return matched(row, unit, withTypeNote(reason, type, unit));
  }

  /** A code nobody has: the name may help a person, but it never decides against the code. */
  private JoinOutcome unknownCode(
      RowKey row, String code, Optional<UnitName> name, Scope scope, List<Unit> padded) {
    Set<Candidate> candidates = new LinkedHashSet<>();
    padded.forEach(unit -> candidates.add(new Candidate(unit.code(), unit.fullName(), 1)));
    name.ifPresent(n -> candidates.addAll(scope.like(n, typed(row, name))));
    Message reason = Message.of("join.code_unknown", code, register.edition());
    return undecided(row, List.copyOf(candidates), reason);
  }

  private List<Unit> lostZeros(String code) {
    // A program that takes codes for numbers may also write 3646.0.
    Matcher number = NUMBER.matcher(code);
    return number.matches() && number.group(1).length() < codeLength
        ? byNumber.getOrDefault(withoutZeros(number.group(1)), List.of())
        : List.of();
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
    Optional<String> type = typed(row, Optional.of(name));
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
            ? Message.of("join.alias", name.text(), placed(unit), alias.get().source())
            : Message.of(
                marksMissing
                    ? "join.name_unmarked"
                    : scope.isWholeEdition() ? "join.name_unique" : "join.name_within",
                name.text(),
                placed(unit),
                scope.description());
    JoinOutcome outcome = matched(row, unit, withTypeNote(reason, type, unit));
    List<Unit> rivals = marksMissing ? List.of() : rivals(name, type, unit, scope);
    return rivals.isEmpty()
        ? Reading.of(outcome)
        : new Reading(
            outcome,
            rivals,
            ambiguous(
                row,
                candidates(unit, Optional.of(name), type, scope),
                Message.of("join.marks_may_miss", name.text(), placed(rivals.get(0)))));
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
    List<Unit> ofType = found.stream().filter(unit -> isOfType(unit, type.get())).toList();
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
    boolean typeTells = type.isPresent() && isOfType(unit, type.get());
    return rivals.stream()
        .filter(scope::holds)
        .filter(rival -> !typeTells || isOfType(rival, type.get()))
        .toList();
  }

  /** Why a typed unit type speaks against the only unit of the name. */
  private Optional<Message> doubtOfType(
      UnitName name, Optional<String> type, Unit unit, Scope scope, boolean looked) {
    if (type.isPresent() && !isOfType(unit, type.get())) {
      boolean wholeName = NameIndex.agrees(Spelling.of(name.text()), name.unmarked(), unit);
      if (!UnitName.isTypeOf(level, type.get()) && !wholeName) {
        return Optional.of(Message.of("join.other_level", name.text(), placed(unit)));
      }
      if ((scope.isWholeEdition() || looked) && !wholeName) {
        return Optional.of(Message.of("join.type_differs_anywhere", name.text(), placed(unit)));
      }
      Optional<Unit> elsewhere =
          names.spelled(Spelling.of(name.bare())).stream()
              .filter(other -> !other.equals(unit) && isOfType(other, type.get()))
              .findFirst();
      if (elsewhere.isPresent() && !wholeName) {
        return Optional.of(
            Message.of("join.type_elsewhere", name.text(), placed(unit), placed(elsewhere.get())));
      }
    }
    return Optional.empty();
  }

  /**
   * Why a row with a unit type that no unit of the edition has is hardly about this unit: a town of
   * before July 2025 often left its name, and its code, to a larger commune.
   */
  private Optional<Message> typeGone(
      RowKey row, Optional<UnitName> name, Optional<String> type, Unit unit) {
    boolean gone =
        type.isPresent()
            && UnitName.isTypeOf(level, type.get())
            && !typesInUse.contains(type.get())
            && typesInUse.stream().anyMatch(used -> UnitName.isTypeOf(level, used));
    boolean wholeName =
        name.isPresent()
            && NameIndex.agrees(Spelling.of(name.get().text()), name.get().unmarked(), unit);
    return gone && !wholeName
        ? Optional.of(
            Message.of("join.type_gone", row.input(), placed(unit), register.edition(), type.get()))
        : Optional.empty();
  }

  /** Why a name without unit type may be that of a village. */
  private Optional<Message> doubtOfVillage(
      RowKey row, UnitName name, Optional<String> type, Unit unit) {
    return row.amongVillages() && type.isEmpty()
        ? Optional.of(Message.of("join.village", name.text(), placed(unit)))
        : Optional.empty();
  }

  /** Why a name without marks may as well be that of a unit which has none, with a wrong letter. */
  private Optional<Message> doubtOfLetter(UnitName name, Unit unit, Scope scope) {
    return names.unmarkedAndOneLetterOff(name, scope.members()).stream()
        .filter(other -> !other.equals(unit))
        .findFirst()
        .map(other -> Message.of("join.marks_or_letter", name.text(), placed(unit), placed(other)));
  }

  private JoinOutcome unknownName(
      RowKey row, UnitName name, Optional<String> type, Scope scope, List<Unit> elsewhere) {
    List<Candidate> like = scope.like(name, type);
    if (scope.problem().isPresent()) {
      return undecided(row, like, scope.problem().get());
    }
    if (elsewhere.isEmpty()) {
      return likely(
          row,
          like,
          unit -> type.map(t -> isOfType(unit, t)).orElse(!row.amongVillages()),
          scope,
          like.isEmpty() && !scope.search().goesOn()
              ? Message.of("join.not_sought", name.text(), scope.description(), rules.sought())
              : Message.of("join.name_unknown", name.text(), scope.description()));
    }
    Set<Candidate> candidates = new LinkedHashSet<>(like);
    List<Unit> homonyms = ofTypeIfAny(elsewhere, type);
    candidates.addAll(homonyms(homonyms, name));
    return ambiguous(
        row,
        candidates.stream().limit(CANDIDATES).toList(),
        Message.of(
            "join.name_elsewhere",
            name.text(),
            scope.description(),
            homonyms.stream().limit(3).map(this::placed).collect(Collectors.joining("; "))));
  }

  private List<Candidate> homonyms(List<Unit> units, UnitName name) {
    return units.stream()
        .limit(CANDIDATES)
        .map(
            unit -> {
              Candidate candidate = NameIndex.candidate(unit, name.readings());
              return new Candidate(unit.code(), placed(unit), candidate.score());
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
    while (sorted.size() > CANDIDATES) {
      int last = sorted.size() - 1;
      sorted.remove(sorted.get(last).code().equals(unit.code()) ? last - 1 : last);
    }
    return sorted;
  }

  // Unit types

  private Optional<String> typed(RowKey row, Optional<UnitName> name) {
    Optional<String> inName = name.flatMap(UnitName::type);
    return inName.isPresent() ? inName : filled(row.type()).flatMap(UnitName::type);
  }

  /** A unit is of its type, and of the one that another of its names begins with. */
  private boolean isOfType(Unit unit, String type) {
    return NameIndex.isOfType(unit, type)
        || otherTypes.getOrDefault(unit.code(), Set.of()).contains(type);
  }

  private Message withTypeNote(Message reason, Optional<String> type, Unit unit) {
    if (type.isEmpty() || isOfType(unit, type.get()) || !UnitName.isTypeOf(level, type.get())) {
      return reason;
    }
    return Message.of("join.type_differs", reason, type.get(), unit.type());
  }

  // Where a row says it lies

  /**
   * Where the units of a row are looked for.
   *
   * @param members the units, by their place in the list
   * @param places of all units, by code
   * @param description for messages
   * @param problem why the place that the row names is not known; such a row is never matched
   * @param search the search for the rows of the file
   * @param found candidates of names that were looked for here
   */
  private record Scope(
      BitSet members,
      Map<String, Integer> places,
      boolean isWholeEdition,
      Object description,
      Optional<Message> problem,
      Search search,
      Map<String, List<Candidate>> found) {
    boolean holds(Unit unit) {
      return members.get(places.get(unit.code()));
    }

    /** Units here that are called much the same. */
    List<Candidate> like(UnitName name, Optional<String> type) {
      String key = type.orElse("") + '\n' + name.text();
      List<Candidate> known = found.get(key);
      if (known == null && search.goesOn()) {
        known = search.like(name, type, members);
        found.put(key, known);
      }
      return known == null ? List.of() : known;
    }
  }

  /** What one file is matched with: places that its rows name, and how much more is looked for. */
  private final class Search {
    private final Map<String, Scope> scopes = new HashMap<>();
    private int left;

    Search(int sought) {
      this.left = sought;
    }

    boolean goesOn() {
      return left > 0;
    }

    List<Candidate> like(UnitName name, Optional<String> type, BitSet members) {
      left--;
      return names.like(name, type, members, CANDIDATES);
    }
  }

  private Scope scope(Search search, RowKey row) {
    if (search.scopes.size() > SCOPES) {
      search.scopes.clear();
    }
    return search.scopes.computeIfAbsent(
        filled(row.parent()).orElse(""), parent -> scope(parent, search));
  }

  private Scope scope(String parent, Search search) {
    List<Set<Unit>> within = new ArrayList<>(2);
    List<String> described = new ArrayList<>(2);
    Optional<Message> problem = Optional.empty();
    if (level != Level.PROVINCE && !parent.isEmpty()) {
      List<String> parts =
          Stream.of(parent.split("[,;]")).map(String::strip).filter(p -> !p.isEmpty()).toList();
      for (String part : parts) {
        Set<Unit> places = places(part);
        if (!places.isEmpty()) {
          within.add(places);
          described.add(part);
        } else {
          problem = Optional.of(Message.of("join.parent_unknown", part, register.edition()));
        }
      }
      tellLevelsApart(within);
    }
    if (province.isPresent()) {
      within.add(Set.of(province.get()));
      if (described.isEmpty()) {
        described.add(province.get().fullName());
      }
    }
    Object description =
        described.isEmpty()
            ? Message.of("join.whole_edition", register.edition())
            : String.join(", ", described);
    BitSet members = new BitSet(placeOf.size());
    members.set(0, placeOf.size());
    for (Set<Unit> any : within) {
      BitSet below = new BitSet(placeOf.size());
      any.forEach(place -> below.or(membersOf.getOrDefault(place, new BitSet())));
      members.and(below);
    }
    return new Scope(
        members, placeOf, within.isEmpty(), description, problem, search, new HashMap<>());
  }

  /**
   * Of two places of one name the last means the upper one, as in "Cao Bằng, Cao Bằng", and what is
   * told before it lies below.
   */
  private static void tellLevelsApart(List<Set<Unit>> places) {
    Set<Unit> told = new HashSet<>();
    for (int i = places.size() - 1; i >= 0 && places.size() > 1; i--) {
      Set<Unit> left = new LinkedHashSet<>(places.get(i));
      left.removeAll(told);
      if (i == places.size() - 1) {
        Level top = left.stream().map(Unit::level).min(Level::compareTo).orElseThrow();
        left.removeIf(unit -> unit.level() != top);
      }
      if (!left.isEmpty()) {
        places.set(i, left);
      }
      told.addAll(places.get(i));
    }
  }

  /** The provinces and districts that a code or name means. */
  private Set<Unit> places(String text) {
    Set<Unit> found = new LinkedHashSet<>();
    UnitName name = UnitName.read(text);
    parents.forEach(
        (above, index) -> {
          register.find(above, text).ifPresent(found::add);
          if (found.isEmpty() && DIGITS.matcher(text).matches()) {
            register.units(above).stream()
                .filter(unit -> withoutZeros(unit.code()).equals(withoutZeros(text)))
                .filter(unit -> text.length() < unit.code().length())
                .forEach(found::add);
          }
          for (Spelling reading : name.readings()) {
            List<Unit> spelled = index.spelled(reading);
            spelled = spelled.isEmpty() ? index.numbered(reading) : spelled;
            found.addAll(spelled.isEmpty() && name.unmarked() ? index.unmarked(reading) : spelled);
          }
          if (found.isEmpty()) {
            found.addAll(index.alias(name).keySet());
          }
        });
    if (name.type().isPresent()) {
      Set<Unit> ofType =
          found.stream()
              .filter(unit -> isOfType(unit, name.type().get()))
              .collect(Collectors.toCollection(LinkedHashSet::new));
      return ofType.isEmpty() ? found : ofType;
    }
    return found;
  }

  private Unit requireProvince(String text) {
    List<Unit> provinces = register.units(Level.PROVINCE);
    NameIndex index = new NameIndex(provinces, aliases(Level.PROVINCE));
    UnitName name = UnitName.read(text.strip());
    Set<Unit> found = new LinkedHashSet<>();
    register.find(Level.PROVINCE, text.strip()).ifPresent(found::add);
    for (Spelling reading : name.readings()) {
      List<Unit> spelled = index.spelled(reading);
      found.addAll(spelled.isEmpty() && name.unmarked() ? index.unmarked(reading) : spelled);
    }
    if (found.isEmpty()) {
      found.addAll(index.alias(name).keySet());
    }
    if (found.size() != 1) {
      throw RefusedException.of(
          "join.province_option",
          text,
          register.edition(),
          provinces.stream()
              .map(unit -> unit.code() + " " + unit.name())
              .collect(Collectors.joining(", ")));
    }
    return found.iterator().next();
  }

  private Set<Unit> ancestorsOf(Unit unit) {
    Set<Unit> above = new LinkedHashSet<>();
    if (level == Level.PROVINCE) {
      above.add(unit);
    }
    for (Optional<Unit> up = register.parent(unit);
        up.isPresent();
        up = register.parent(up.get())) {
      above.add(up.get());
    }
    return above;
  }

  // Outcomes

  /** Full name and the units above: two communes of one name are told apart by it. */
  private String placed(Unit unit) {
    if (level == Level.PROVINCE) {
      return unit.fullName();
    }
    StringBuilder placed = new StringBuilder(unit.fullName());
    for (Unit above : ancestors.get(unit.code())) {
      placed.append(", ").append(above.fullName());
    }
    return placed.toString();
  }

  private static JoinOutcome matched(RowKey row, Unit unit, Message reason) {
    return new JoinOutcome.Matched(row.row(), row.input(), unit.code(), reason);
  }

  private static JoinOutcome ambiguous(RowKey row, List<Candidate> candidates, Message reason) {
    return new JoinOutcome.Ambiguous(row.row(), row.input(), candidates, reason);
  }

  private static JoinOutcome unmatched(RowKey row, List<Candidate> candidates, Message reason) {
    return new JoinOutcome.Unmatched(row.row(), row.input(), candidates, reason);
  }

  /** Ambiguous when somebody should look at a likely candidate, unmatched otherwise. */
  private static JoinOutcome undecided(RowKey row, List<Candidate> candidates, Message reason) {
    List<Candidate> few = candidates.stream().limit(CANDIDATES).toList();
    return few.stream().anyMatch(candidate -> candidate.score() >= Thresholds.ASK)
        ? ambiguous(row, few, reason)
        : unmatched(row, few, reason);
  }

  /**
   * A row whose first candidate may be taken when the user accepts that, with a warning: close to
   * the name, well before the second, and of the kind asked for.
   */
  private JoinOutcome likely(
      RowKey row, List<Candidate> candidates, Predicate<Unit> kind, Scope scope, Message reason) {
    if (rules.acceptLikely() && scope.problem().isEmpty() && !candidates.isEmpty()) {
      Candidate first = candidates.get(0);
      double second = candidates.size() > 1 ? candidates.get(1).score() : 0;
      Unit unit = register.find(level, first.code()).orElseThrow();
      if (first.score() >= clear
          && first.score() - second >= lead
          && scope.holds(unit)
          && !scope.isWholeEdition()
          && kind.test(unit)) {
        return matched(row, unit, Message.of("join.likely", row.input(), placed(unit), reason));
      }
    }
    return undecided(row, candidates, reason);
  }

  private static Optional<String> filled(Optional<String> cell) {
    return cell.map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String withoutZeros(String code) {
    int start = 0;
    while (start < code.length() - 1 && code.charAt(start) == '0') {
      start++;
    }
    return code.substring(start);
  }
}
