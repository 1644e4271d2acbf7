package org.xaatlas.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The names that a matcher mistakes first: every two units of one place whose names are the same,
 * or one letter apart, when marks are left out.
 */
@Tag("slow")
class TwinNamesTest {
  private static final Registers REGISTERS = new Registers();

  private record Twins(Unit one, Unit other, Unit place) {}

  @ParameterizedTest
  @CsvSource({"2025-07-01, PROVINCE, 200", "2021, DISTRICT, 1000"})
  void no_spelling_of_one_twin_is_ever_matched_to_the_other(
      String edition, Level tier, int expectedTwins) {
    UnitRegister register = REGISTERS.register(edition).orElseThrow();
    List<Twins> all = twins(register, tier);
    assertTrue(all.size() > expectedTwins, () -> all.size() + " pairs");
    Map<Unit, UnitMatcher> matchers = new LinkedHashMap<>();
    int rows = 0;
    for (Twins twins : all) {
      Unit province = register.province(twins.place()).orElseThrow();
      UnitMatcher matcher =
          matchers.computeIfAbsent(
              province, p -> new UnitMatcher(register, Level.COMMUNE, Optional.of(p.code())));
      List<RowKey> keys = new ArrayList<>();
      for (String spelling : spellings(twins.one(), twins.other())) {
        keys.add(
            new RowKey(
                keys.size() + 1,
                Optional.empty(),
                Optional.of(spelling),
                Optional.empty(),
                tier == Level.DISTRICT ? Optional.of(twins.place().fullName()) : Optional.empty()));
      }
      rows += keys.size();
      for (JoinOutcome outcome : matcher.match(keys, RowKey::row)) {
        if (outcome instanceof JoinOutcome.Matched matched) {
          assertEquals(
              twins.one().code(),
              matched.code(),
              () -> outcome.input() + " for " + twins + ": " + outcome.reason());
        }
      }
    }
    int tried = rows;
    assertTrue(tried > 5 * all.size(), () -> tried + " rows");
  }

  /** A file that names both twins says which is which; one that names the lesser marked asks. */
  @Test
  void a_name_that_may_lack_marks_is_asked_about_unless_the_file_names_its_twin() {
    UnitRegister register = REGISTERS.register("2025-07-01").orElseThrow();
    UnitMatcher matcher = new UnitMatcher(register, Level.COMMUNE, Optional.of("19"));
    assertEquals("ambiguous", matcher.match(List.of(row(1, "Xã Văn Lang"))).get(0).kind());
    assertEquals("matched", matcher.match(List.of(row(1, "Xã Văn Lăng"))).get(0).kind());
    assertEquals(
        List.of("matched", "matched"),
        matcher.match(List.of(row(1, "Xã Văn Lang"), row(2, "Xã Văn Lăng"))).stream()
            .map(JoinOutcome::kind)
            .toList());
    // Rows that do not compete (another year, another group) tell nothing of each other.
    assertEquals(
        List.of("ambiguous", "matched"),
        matcher.match(List.of(row(1, "Xã Văn Lang"), row(2, "Xã Văn Lăng")), RowKey::row).stream()
            .map(JoinOutcome::kind)
            .toList());
  }

  private static RowKey row(int row, String name) {
    return new RowKey(row, Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static List<Twins> twins(UnitRegister register, Level tier) {
    List<Twins> all = new ArrayList<>();
    for (Unit place : register.units(tier)) {
      List<Unit> communes = register.children(Level.COMMUNE, place.code());
      for (Unit one : communes) {
        for (Unit other : communes) {
          String typed = bare(one.name());
          String right = bare(other.name());
          boolean same = typed.equals(right) && !one.name().equals(other.name());
          if (same || distance(typed, right) == 1) {
            all.add(new Twins(one, other, place));
          }
        }
      }
    }
    return all;
  }

  /**
   * Spellings of the one: with the unit type of either, in upper case, decomposed, without marks,
   * with each mark alone left out. What happens to be the other's name letter for letter is no
   * spelling of the one.
   */
  private static Set<String> spellings(Unit one, Unit other) {
    Set<String> names = new LinkedHashSet<>();
    String name = one.name();
    names.add(name);
    names.add(bare(name));
    for (int i = 0; i < name.length(); i++) {
      names.add(name.substring(0, i) + bare(name.substring(i, i + 1)) + name.substring(i + 1));
    }
    // Typing errors after which nothing says which of the two is meant are not made here.
    Set<String> out = new LinkedHashSet<>();
    for (String spelled : names) {
      if (spelled.isBlank()
          || key(spelled).equals(key(other.name())) && key(name).equals(key(other.name()))) {
        continue;
      }
      boolean lessMarked = !key(spelled).equals(key(name));
      for (String text : List.of(spelled, one.type() + " " + spelled)) {
        // Exactly the other's full name, type and all, is the other.
        if (lessMarked
            && key(text).equals(key(other.fullName()))
            && !bare(name).equals(bare(other.name()))) {
          continue;
        }
        out.add(out.size() % 2 == 0 ? text : Normalizer.normalize(text, Normalizer.Form.NFD));
        if (!lessMarked) {
          out.add(text.toUpperCase(Locale.ROOT));
          out.add(text + " (ghi chú)");
        }
      }
    }
    return out;
  }

  private static String key(String text) {
    return VietnameseText.normalise(text);
  }

  private static String bare(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : Normalizer.normalize(text, Normalizer.Form.NFD).toCharArray()) {
      if (Character.getType(c) != Character.NON_SPACING_MARK) {
        out.append(c == 'đ' ? 'd' : c == 'Đ' ? 'D' : c);
      }
    }
    return out.toString();
  }

  private static int distance(String one, String other) {
    if (Math.abs(one.length() - other.length()) > 1) {
      return 2;
    }
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
        } else {
          int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
          cost[i][j] =
              Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        }
      }
    }
    return cost[one.length()][other.length()];
  }
}
