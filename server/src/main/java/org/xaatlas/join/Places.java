package org.xaatlas.join;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * Where the units of a level lie, and which places rows mean that tell the units above theirs. Safe
 * to share.
 */
final class Places {
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final UnitRegister register;
  private final Level level;
  private final UnitTypes types;
  private final Function<Level, List<Alias>> aliases;
  private final Optional<Unit> province;
  private final Map<String, Set<Unit>> ancestors = new HashMap<>();
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final Map<Unit, BitSet> membersOf = new HashMap<>();
  private final Map<Level, NameIndex> parents = new LinkedHashMap<>();

  /**
   * @param province code or name of the province that all rows lie in, when the user said so
   * @param aliases other names of the units of each level
   * @throws RefusedException when the edition has no such province
   */
  Places(
      UnitRegister register,
      Level level,
      Optional<String> province,
      UnitTypes types,
      Function<Level, List<Alias>> aliases) {
    this.register = register;
    this.level = level;
    this.types = types;
    this.aliases = aliases;
    for (Unit unit : register.units(level)) {
      ancestors.put(unit.code(), ancestorsOf(unit));
      int place = placeOf.size();
      placeOf.put(unit.code(), place);
      for (Unit above : ancestors.get(unit.code())) {
        membersOf.computeIfAbsent(above, u -> new BitSet()).set(place);
      }
    }
    for (Level above : Level.values()) {
      if (above.ordinal() < level.ordinal() && !register.units(above).isEmpty()) {
        parents.put(above, new NameIndex(register.units(above), aliases.apply(above)));
      }
    }
    this.province = province.filter(text -> !text.isBlank()).map(this::requireProvince);
  }

  /** The province that all rows lie in, when the user said so. */
  Optional<Unit> province() {
    return province;
  }

  /** Full name and the units above: two communes of one name are told apart by it. */
  String placed(Unit unit) {
    if (level == Level.PROVINCE) {
      return unit.fullName();
    }
    StringBuilder placed = new StringBuilder(unit.fullName());
    for (Unit above : ancestors.get(unit.code())) {
      placed.append(", ").append(above.fullName());
    }
    return placed.toString();
  }

  /**
   * Where the units of rows are looked for.
   *
   * @param parent what the rows say of the units above theirs, "" for nothing
   */
  Scope scope(String parent, Search search) {
    List<Set<Unit>> within = new ArrayList<>(2);
    List<String> described = new ArrayList<>(2);
    Optional<Message> problem = Optional.empty();
    if (level != Level.PROVINCE && !parent.isEmpty()) {
      List<String> parts =
          Stream.of(parent.split("[,;]")).map(String::strip).filter(p -> !p.isEmpty()).toList();
      for (String part : parts) {
        Set<Unit> meant = places(part);
        if (!meant.isEmpty()) {
          within.add(meant);
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
                .filter(
                    unit ->
                        UnitCodes.withoutZeros(unit.code()).equals(UnitCodes.withoutZeros(text)))
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
              .filter(unit -> types.isOfType(unit, name.type().get()))
              .collect(Collectors.toCollection(LinkedHashSet::new));
      return ofType.isEmpty() ? found : ofType;
    }
    return found;
  }

  private Unit requireProvince(String text) {
    List<Unit> provinces = register.units(Level.PROVINCE);
    NameIndex index = new NameIndex(provinces, aliases.apply(Level.PROVINCE));
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
}
