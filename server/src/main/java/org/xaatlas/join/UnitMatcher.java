package org.xaatlas.join;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
 * it within the province asked for. Two rows that claim one unit are both ambiguous. Stateless
 * between calls, safe to share.
 */
public final class UnitMatcher {
  /** The most candidates that an outcome carries. */
  public static final int CANDIDATES = 5;

  /** From here on a name is close enough to ask a person whether it is meant. */
  private static final double LIKELY = 0.75;

  /** How many places that rows name are remembered while a file is matched. */
  private static final int SCOPES = 2_000;

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final UnitRegister register;
  private final Level level;
  private final Optional<Unit> province;
  private final NameIndex names;
  private final int codeLength;
  private final Map<String, List<Unit>> byNumber;
  private final Map<String, Set<Unit>> ancestors = new HashMap<>();
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final Map<Unit, BitSet> membersOf = new HashMap<>();
  private final Map<Level, NameIndex> parents = new LinkedHashMap<>();

  /**
   * @param register the units of the edition
   * @param level the tier the rows are about
   * @param province code or name of the province that all rows lie in, when the user said so
   * @throws RefusedException when the edition has no such province
   */
  public UnitMatcher(UnitRegister register, Level level, Optional<String> province) {
    this.register = Objects.requireNonNull(register, "register");
    this.level = Objects.requireNonNull(level, "level");
    List<Unit> units = register.units(level);
    this.names = new NameIndex(units);
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
        parents.put(above, new NameIndex(register.units(above)));
      }
    }
    this.province = province.filter(text -> !text.isBlank()).map(this::requireProvince);
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
    boolean bareKeyboard =
        rows.stream().flatMap(row -> row.name().stream()).allMatch(VietnameseText::isUnmarked);
    List<JoinOutcome> outcomes = new ArrayList<>(rows.size());
    Map<String, Scope> scopes = new HashMap<>();
    Map<List<Object>, List<Integer>> claims = new LinkedHashMap<>();
    for (RowKey row : rows) {
      JoinOutcome outcome = match(row, bareKeyboard, scopes);
      if (outcome instanceof JoinOutcome.Matched matched) {
        claims
            .computeIfAbsent(List.of(matched.code(), slot.apply(row)), claim -> new ArrayList<>(1))
            .add(outcomes.size());
      }
      outcomes.add(outcome);
    }
    for (List<Integer> rivals : claims.values()) {
      if (rivals.size() > 1) {
        contest(rivals, outcomes);
      }
    }
    return outcomes;
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
              Message.of("join.claimed_twice", unit.fullName(), unit.code(), rows)));
    }
  }

  private JoinOutcome match(RowKey row, boolean bareKeyboard, Map<String, Scope> scopes) {
    Optional<String> code = filled(row.code());
    Optional<UnitName> name = filled(row.name()).map(UnitName::read);
    Scope scope = scope(scopes, row);
    if (code.isPresent()) {
      return matchCode(row, code.get(), name, scope, bareKeyboard);
    }
    if (name.isPresent()) {
      return matchName(row, name.get(), scope, bareKeyboard);
    }
    return unmatched(row, List.of(), Message.of("join.nothing"));
  }

  // By code

  private JoinOutcome matchCode(
      RowKey row, String code, Optional<UnitName> name, Scope scope, boolean bareKeyboard) {
    Optional<Unit> exact = register.find(level, code);
    List<Unit> padded = exact.isPresent() ? List.of() : lostZeros(code);
    if (exact.isEmpty() && padded.size() != 1) {
      return unknownCode(row, code, name, scope, padded);
    }
    Unit unit = exact.orElseGet(() -> padded.get(0));
    List<String> readings = name.map(UnitName::readings).orElse(List.of());
    if (!scope.holds(unit)) {
      return ambiguous(
          row,
          candidates(unit, readings, scope),
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
      return ambiguous(row, candidates(unit, readings, scope), scope.problem().get());
    }
    if (name.isPresent() && !agrees(name.get(), unit)) {
      return ambiguous(
          row,
          candidates(unit, readings, scope),
          Message.of("join.code_name_differ", code, unit.fullName(), name.get().text()));
    }
    if (exact.isEmpty() && name.isEmpty()) {
      Optional<Unit> other = otherLevel(code);
      if (other.isPresent()) {
        return ambiguous(
            row,
            candidates(unit, readings, scope),
            Message.of("join.zeros_or_level", code, placed(unit), other.get().fullName()));
      }
    }
    Message reason =
        exact.isEmpty()
            ? Message.of("join.zeros", code, unit.code(), unit.fullName())
            : Message.of(name.isPresent() ? "join.code_and_name" : "join.code", code);
    return matched(row, unit, withTypeNote(reason, typed(row, name), unit));
  }

  /** A code nobody has: the name may help a person, but it never decides against the code. */
  private JoinOutcome unknownCode(
      RowKey row, String code, Optional<UnitName> name, Scope scope, List<Unit> padded) {
    Set<Candidate> candidates = new LinkedHashSet<>();
    padded.forEach(unit -> candidates.add(new Candidate(unit.code(), unit.fullName(), 1)));
    name.ifPresent(n -> candidates.addAll(names.like(n.readings(), scope.members(), CANDIDATES)));
    Message reason = Message.of("join.code_unknown", code, register.edition());
    return undecided(row, List.copyOf(candidates), reason);
  }

  private List<Unit> lostZeros(String code) {
    return DIGITS.matcher(code).matches() && code.length() < codeLength
        ? byNumber.getOrDefault(withoutZeros(code), List.of())
        : List.of();
  }

  private Optional<Unit> otherLevel(String code) {
    return Stream.of(Level.values())
        .flatMap(other -> register.find(other, code).stream())
        .findFirst();
  }

  private boolean agrees(UnitName name, Unit unit) {
    if (name.readings().stream().noneMatch(n -> NameIndex.agrees(n, name.unmarked(), unit))) {
      return false;
    }
    // "Huyện Mường La" is not the commune Mường La, whatever the code says.
    return name.type().isEmpty()
        || UnitName.isTypeOf(level, name.type().get())
        || NameIndex.agrees(name.text(), name.unmarked(), unit);
  }

  // By name

  private JoinOutcome matchName(RowKey row, UnitName name, Scope scope, boolean bareKeyboard) {
    Set<Unit> spelled = new LinkedHashSet<>();
    name.readings().forEach(reading -> spelled.addAll(names.spelled(reading)));
    boolean marksMissing = false;
    if (name.unmarked() && (spelled.isEmpty() || bareKeyboard)) {
      Set<Unit> folded = new LinkedHashSet<>(spelled);
      name.readings().forEach(reading -> folded.addAll(names.unmarked(reading)));
      marksMissing = folded.size() > spelled.size();
      spelled.addAll(folded);
    }
    List<Unit> found = spelled.stream().filter(scope::holds).toList();
    Optional<String> type = typed(row, Optional.of(name));
    if (found.size() > 1 && type.isPresent()) {
      List<Unit> ofType = found.stream().filter(unit -> isOfType(unit, type.get())).toList();
      found = ofType.size() == 1 ? ofType : found;
    }
    if (found.size() > 1) {
      return ambiguous(
          row,
          homonyms(found, name),
          Message.of("join.several", name.text(), found.size(), scope.description()));
    }
    if (found.isEmpty()) {
      return unknownName(row, name, scope, List.copyOf(spelled));
    }
    Unit unit = found.get(0);
    Optional<Message> doubt = scope.problem().or(() -> doubtOfType(name, type, unit, scope));
    if (doubt.isPresent()) {
      return ambiguous(row, candidates(unit, name.readings(), scope), doubt.get());
    }
    String key =
        marksMissing
            ? "join.name_unmarked"
            : scope.isWholeEdition() ? "join.name_unique" : "join.name_within";
    Message reason = Message.of(key, name.text(), placed(unit), scope.description());
    return matched(row, unit, withTypeNote(reason, type, unit));
  }

  /** Why a typed unit type speaks against the only unit of the name. */
  private Optional<Message> doubtOfType(
      UnitName name, Optional<String> type, Unit unit, Scope scope) {
    if (type.isPresent() && !isOfType(unit, type.get())) {
      boolean wholeName = NameIndex.agrees(name.text(), name.unmarked(), unit);
      if (!UnitName.isTypeOf(level, type.get()) && !wholeName) {
        return Optional.of(Message.of("join.other_level", name.text(), placed(unit)));
      }
      if (scope.isWholeEdition() && !wholeName) {
        return Optional.of(Message.of("join.type_differs_anywhere", name.text(), placed(unit)));
      }
    }
    return Optional.empty();
  }

  private JoinOutcome unknownName(RowKey row, UnitName name, Scope scope, List<Unit> elsewhere) {
    List<Candidate> like = names.like(name.readings(), scope.members(), CANDIDATES);
    if (scope.problem().isPresent()) {
      return undecided(row, like, scope.problem().get());
    }
    if (elsewhere.isEmpty()) {
      return undecided(
          row, like, Message.of("join.name_unknown", name.text(), scope.description()));
    }
    Set<Candidate> candidates = new LinkedHashSet<>(like);
    candidates.addAll(homonyms(elsewhere, name));
    return ambiguous(
        row,
        candidates.stream().limit(CANDIDATES).toList(),
        Message.of(
            "join.name_elsewhere",
            name.text(),
            scope.description(),
            elsewhere.stream().limit(3).map(this::placed).collect(Collectors.joining("; "))));
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
  private List<Candidate> candidates(Unit unit, List<String> readings, Scope scope) {
    Map<String, Candidate> byCode = new LinkedHashMap<>();
    if (!readings.isEmpty()) {
      names.like(readings, scope.members(), CANDIDATES).forEach(c -> byCode.put(c.code(), c));
    }
    byCode.putIfAbsent(unit.code(), NameIndex.candidate(unit, readings));
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

  private static boolean isOfType(Unit unit, String type) {
    return VietnameseText.normalise(unit.type()).equals(VietnameseText.normalise(type));
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
   */
  private record Scope(
      BitSet members,
      Map<String, Integer> places,
      boolean isWholeEdition,
      Object description,
      Optional<Message> problem) {
    boolean holds(Unit unit) {
      return members.get(places.get(unit.code()));
    }
  }

  private Scope scope(Map<String, Scope> scopes, RowKey row) {
    if (scopes.size() > SCOPES) {
      scopes.clear();
    }
    return scopes.computeIfAbsent(filled(row.parent()).orElse(""), this::scope);
  }

  private Scope scope(String parent) {
    List<Set<Unit>> within = new ArrayList<>(2);
    List<String> described = new ArrayList<>(2);
    Optional<Message> problem = Optional.empty();
    if (level != Level.PROVINCE && !parent.isEmpty()) {
      for (String part : parent.split("[,;]")) {
        Set<Unit> places = part.isBlank() ? Set.of() : places(part.strip());
        if (!places.isEmpty()) {
          within.add(places);
          described.add(part.strip());
        } else if (!part.isBlank()) {
          problem =
              Optional.of(Message.of("join.parent_unknown", part.strip(), register.edition()));
        }
      }
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
    return new Scope(members, placeOf, within.isEmpty(), description, problem);
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
          for (String reading : name.readings()) {
            List<Unit> spelled = index.spelled(reading);
            found.addAll(spelled.isEmpty() && name.unmarked() ? index.unmarked(reading) : spelled);
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
    NameIndex index = new NameIndex(provinces);
    UnitName name = UnitName.read(text.strip());
    Set<Unit> found = new LinkedHashSet<>();
    register.find(Level.PROVINCE, text.strip()).ifPresent(found::add);
    for (String reading : name.readings()) {
      List<Unit> spelled = index.spelled(reading);
      found.addAll(spelled.isEmpty() && name.unmarked() ? index.unmarked(reading) : spelled);
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
    return Stream.concat(
            Stream.of(unit.fullName()),
            level == Level.PROVINCE
                ? Stream.empty()
                : ancestors.get(unit.code()).stream().map(Unit::fullName))
        .collect(Collectors.joining(", "));
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
    return few.stream().anyMatch(candidate -> candidate.score() >= LIKELY)
        ? ambiguous(row, few, reason)
        : unmatched(row, few, reason);
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
