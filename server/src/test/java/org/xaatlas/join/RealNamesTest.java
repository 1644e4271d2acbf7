package org.xaatlas.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** The official lists, spelled the ways people spell them. */
@Tag("slow")
class RealNamesTest {
  private static final Registers REGISTERS = new Registers();
  private static final UnitRegister NEW = REGISTERS.register("2025-07-01").orElseThrow();
  private static final UnitRegister OLD = REGISTERS.register("2021").orElseThrow();

  /** A way of writing the full name of a unit. */
  private record Spelling(String name, Function<Unit, String> write) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Spelling> spellings() {
    return Stream.of(
        new Spelling("as listed", Unit::fullName),
        new Spelling("upper case", unit -> unit.fullName().toUpperCase(Locale.ROOT)),
        new Spelling("lower case", unit -> unit.fullName().toLowerCase(Locale.ROOT)),
        new Spelling("NFD", unit -> Normalizer.normalize(unit.fullName(), Normalizer.Form.NFD)),
        new Spelling("old tone place", unit -> oldTones(unit.fullName())),
        new Spelling("without type", Unit::name),
        new Spelling("abbreviated with dot", unit -> abbreviation(unit) + "." + unit.name()),
        new Spelling(
            "abbreviated with dot and space", unit -> abbreviation(unit) + ". " + unit.name()),
        new Spelling(
            "abbreviated lower case",
            unit -> abbreviation(unit).toLowerCase(Locale.ROOT) + " " + unit.name()),
        new Spelling("doubled spaces", unit -> " " + unit.fullName().replace(" ", "  ") + "\u00A0"),
        new Spelling("note", unit -> unit.fullName() + " (sáp nhập)"),
        new Spelling(
            "i for y",
            unit -> unit.fullName().replace("Mỹ", "Mĩ").replace("Kỳ", "Kì").replace("Lý", "Lí")));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void every_commune_of_2025_matches_itself_within_its_province(Spelling spelling) {
    for (Unit province : NEW.units(Level.PROVINCE)) {
      List<Unit> communes = NEW.children(Level.COMMUNE, province.code());
      List<JoinOutcome> outcomes = match(NEW, communes, spelling, u -> province.fullName());
      for (int i = 0; i < communes.size(); i++) {
        JoinOutcome outcome = outcomes.get(i);
        JoinOutcome.Matched matched =
            assertInstanceOf(
                JoinOutcome.Matched.class,
                outcome,
                () -> outcome.input() + ": " + outcome.reason());
        assertEquals(communes.get(i).code(), matched.code());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void the_whole_old_edition_matches_itself_within_its_districts(Spelling spelling) {
    List<Unit> communes = OLD.units(Level.COMMUNE);
    List<JoinOutcome> outcomes = match(OLD, communes, spelling, RealNamesTest::place);
    int open = 0;
    for (int i = 0; i < communes.size(); i++) {
      if (outcomes.get(i) instanceof JoinOutcome.Matched matched) {
        assertEquals(communes.get(i).code(), matched.code());
      } else {
        open++;
      }
    }
    int left = open;
    // A town and a commune of one district often share the bare name; without the type nobody can
    // tell them apart.
    int allowed = spelling.name().equals("without type") ? 250 : 6;
    assertTrue(open <= allowed, () -> left + " not matched");
  }

  @Test
  void names_typed_without_marks_are_matched_where_one_is_left_and_never_wrongly() {
    int matched = 0;
    int total = 0;
    for (Unit province : NEW.units(Level.PROVINCE)) {
      List<Unit> communes = NEW.children(Level.COMMUNE, province.code());
      Spelling bare = new Spelling("bare", unit -> VietnameseText.fold(unit.fullName()));
      List<JoinOutcome> outcomes = match(NEW, communes, bare, u -> province.code());
      for (int i = 0; i < communes.size(); i++) {
        total++;
        if (outcomes.get(i) instanceof JoinOutcome.Matched found) {
          assertEquals(communes.get(i).code(), found.code());
          matched++;
        }
      }
    }
    int count = matched;
    int all = total;
    assertTrue(matched > 0.95 * total, () -> count + " of " + all);
  }

  @Test
  void a_name_of_many_provinces_is_ambiguous_without_one() {
    Map<String, List<Unit>> byName = new TreeMap<>();
    for (Unit unit : NEW.units(Level.COMMUNE)) {
      byName.computeIfAbsent(unit.fullName(), name -> new ArrayList<>()).add(unit);
    }
    UnitMatcher matcher = new UnitMatcher(NEW, Level.COMMUNE, Optional.empty());
    int homonyms = 0;
    for (Map.Entry<String, List<Unit>> entry : byName.entrySet()) {
      if (entry.getValue().size() > 1) {
        homonyms++;
        assertInstanceOf(
            JoinOutcome.Ambiguous.class,
            matcher.match(List.of(row(1, entry.getKey(), ""))).get(0),
            entry.getKey());
      }
    }
    assertEquals(246, homonyms);
    assertInstanceOf(
        JoinOutcome.Ambiguous.class, matcher.match(List.of(row(1, "Châu Thành", ""))).get(0));
  }

  @Test
  void one_wrong_letter_is_never_matched_and_the_right_unit_comes_first() {
    Random random = new Random(7);
    List<Unit> communes = NEW.units(Level.COMMUNE);
    int first = 0;
    int rows = 0;
    for (Unit province : NEW.units(Level.PROVINCE)) {
      UnitMatcher matcher = new UnitMatcher(NEW, Level.COMMUNE, Optional.of(province.code()));
      for (Unit unit : NEW.children(Level.COMMUNE, province.code())) {
        String typed = wrongLetter(unit.name(), random);
        JoinOutcome outcome = matcher.match(List.of(row(1, unit.type() + " " + typed, ""))).get(0);
        if (outcome instanceof JoinOutcome.Matched matched) {
          // Only where the wrong letter makes the name of another unit, or its name without marks.
          String found = NEW.find(Level.COMMUNE, matched.code()).orElseThrow().name();
          String bare = VietnameseText.isUnmarked(typed) ? VietnameseText.fold(found) : found;
          assertEquals(VietnameseText.normalise(typed), VietnameseText.normalise(bare));
          continue;
        }
        rows++;
        List<Candidate> candidates =
            outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
        assertTrue(candidates.size() <= UnitMatcher.CANDIDATES);
        first += !candidates.isEmpty() && candidates.get(0).code().equals(unit.code()) ? 1 : 0;
      }
    }
    assertTrue(rows > communes.size() * 0.9);
    double share = (double) first / rows;
    assertTrue(share > 0.95, () -> "right unit first for " + share);
  }

  private static List<JoinOutcome> match(
      UnitRegister register, List<Unit> units, Spelling spelling, Function<Unit, String> parent) {
    List<RowKey> rows = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      rows.add(row(i + 1, spelling.write().apply(units.get(i)), parent.apply(units.get(i))));
    }
    return new UnitMatcher(register, Level.COMMUNE, Optional.empty()).match(rows);
  }

  private static String place(Unit commune) {
    Unit district = OLD.parent(commune).orElseThrow();
    return district.fullName() + ", " + OLD.parent(district).orElseThrow().fullName();
  }

  private static RowKey row(int row, String name, String parent) {
    return new RowKey(
        row,
        Optional.empty(),
        Optional.of(name),
        Optional.empty(),
        parent.isEmpty() ? Optional.empty() : Optional.of(parent));
  }

  private static String abbreviation(Unit unit) {
    return switch (unit.type()) {
      case "Xã" -> "X";
      case "Phường" -> "P";
      case "Thị trấn" -> "TT";
      case "Đặc khu" -> "ĐK";
      default -> unit.type();
    };
  }

  /** Tone on the second vowel of oa, oe, uy, as the old rule has it, or on the first. */
  private static String oldTones(String text) {
    String[][] pairs = {
      {"òa", "oà"}, {"óa", "oá"}, {"ỏa", "oả"}, {"õa", "oã"}, {"ọa", "oạ"},
      {"òe", "oè"}, {"óe", "oé"}, {"ỏe", "oẻ"}, {"õe", "oẽ"}, {"ọe", "oẹ"},
      {"ùy", "uỳ"}, {"úy", "uý"}, {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"ụy", "uỵ"}
    };
    String out = text;
    for (String[] pair : pairs) {
      out = out.contains(pair[0]) ? out.replace(pair[0], pair[1]) : out.replace(pair[1], pair[0]);
    }
    return out;
  }

  private static String wrongLetter(String name, Random random) {
    String letters = "bcdghklmnprstvx";
    StringBuilder typed = new StringBuilder(name);
    int at = random.nextInt(name.length());
    while (!Character.isLetter(typed.charAt(at))) {
      at = random.nextInt(name.length());
    }
    typed.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
    return typed.toString();
  }
}
