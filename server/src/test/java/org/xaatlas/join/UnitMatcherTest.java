package org.xaatlas.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

class UnitMatcherTest {
  private static final UnitRegister REGISTER =
      new UnitRegister(
          "2025-07-01",
          List.of(
              province("14", "Sơn La", "Tỉnh"),
              province("92", "Cần Thơ", "Thành phố"),
              commune("00127", "Tô Hiệu", "Phường", "14"),
              commune("03650", "Mường La", "Xã", "14"),
              commune("03651", "Hòa Mỹ", "Xã", "14"),
              commune("03652", "Tam Xuân II", "Xã", "14"),
              commune("31000", "Châu Thành", "Xã", "92"),
              commune("31001", "Thuận Hoà", "Xã", "92"),
              commune("03653", "Châu Thành", "Xã", "14"),
              commune("03654", "Phường Đúc", "Phường", "14"),
              commune("00014", "Tân Thanh", "Xã", "92"),
              commune("31002", "Tân Hòa", "Xã", "92"),
              commune("31003", "Tân Hoa", "Xã", "92"),
              commune("31004", "Mỹ Lâm", "Phường", "92"),
              commune("31005", "Mỹ Lâm", "Xã", "92")));
  private final UnitMatcher matcher = new UnitMatcher(REGISTER, Level.COMMUNE, Optional.empty());

  @Test
  void a_code_is_matched_as_text() {
    assertEquals("00127", matched(row("00127", "")));
  }

  @Test
  void a_code_that_lost_its_zeros_is_matched_and_said() {
    JoinOutcome outcome = one(row("127", ""));
    assertEquals("00127", assertInstanceOf(JoinOutcome.Matched.class, outcome).code());
    assertTrue(outcome.reason().in(Language.EN).contains("leading zeros"));
  }

  @Test
  void a_short_code_that_is_also_a_province_is_not_matched_without_its_name() {
    assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("14", "")));
    assertEquals("00014", matched(row("14", "xã Tân Thanh")));
  }

  @Test
  void a_code_whose_name_contradicts_it_is_ambiguous_with_both_candidates() {
    JoinOutcome.Ambiguous outcome =
        assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("00127", "Mường La")));
    assertEquals(
        List.of("03650", "00127"), outcome.candidates().stream().map(Candidate::code).toList());
  }

  @Test
  void a_district_is_not_the_commune_of_its_name() {
    assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", "Huyện Mường La", "Sơn La")));
    assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("03650", "Huyện Mường La")));
  }

  @Test
  void an_unknown_code_is_never_settled_by_the_name() {
    JoinOutcome.Ambiguous outcome =
        assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("99999", "Mường La")));
    assertEquals("03650", outcome.candidates().get(0).code());
  }

  @Test
  void a_name_that_two_provinces_bear_needs_the_province() {
    JoinOutcome.Ambiguous outcome =
        assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", "Châu Thành")));
    assertEquals(2, outcome.candidates().size());
    assertEquals("31000", matched(row("", "Châu Thành", "TP. Cần Thơ")));
    assertEquals("03653", matched(row("", "Châu Thành", "14")));
    assertEquals(
        "03653",
        code(
            new UnitMatcher(REGISTER, Level.COMMUNE, Optional.of("Sơn La"))
                .match(List.of(row("", "X. Châu Thành")))
                .get(0)));
  }

  @Test
  void spellings_that_normalising_explains_are_matched() {
    for (String name :
        List.of(
            "XÃ HÒA MỸ",
            "x.Hoà Mỹ",
            "xã  hòa   mĩ",
            "Hòa Mỹ (sáp nhập)",
            "xa hoa my",
            "HOA MI",
            java.text.Normalizer.normalize("Hoà Mỹ", java.text.Normalizer.Form.NFD))) {
      assertEquals("03651", matched(row("", name)), name);
    }
    assertEquals("03652", matched(row("", "Tam Xuân 2")));
    assertEquals("00127", matched(row("", "P.Tô Hiệu")));
    assertEquals("03654", matched(row("", "Phường Phường Đúc")));
    assertEquals("03654", matched(row("", "Phường Đúc")));
  }

  @Test
  void missing_marks_are_matched_only_when_one_unit_is_left() {
    JoinOutcome.Ambiguous outcome =
        assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", "Tan Hoa", "92")));
    assertEquals(2, outcome.candidates().size());
  }

  @Test
  void one_wrong_letter_is_ambiguous_with_the_right_unit_first() {
    JoinOutcome.Ambiguous outcome =
        assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", "Mường Lả")));
    assertEquals("03650", outcome.candidates().get(0).code());
    assertTrue(outcome.candidates().get(0).score() < 1);
    assertInstanceOf(JoinOutcome.Unmatched.class, one(row("", "Kroong Buk")));
  }

  @Test
  void the_unit_type_tells_homonyms_apart() {
    assertEquals("31004", matched(row("", "P. Mỹ Lâm", "92")));
    assertEquals("31005", matched(row("", "Xã Mỹ Lâm", "92")));
    assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", "Mỹ Lâm", "92")));
  }

  @Test
  void a_type_that_contradicts_the_unit_is_said() {
    JoinOutcome outcome = one(row("", "Phường Mường La", "14"));
    assertEquals("join.type_differs", outcome.reason().key());
    assertInstanceOf(JoinOutcome.Matched.class, outcome);
    assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", "Phường Mường La")));
  }

  @Test
  void a_type_that_the_edition_does_not_have_speaks_of_another_unit() {
    for (JoinOutcome outcome :
        List.of(
            one(row("", "Thị trấn Mường La", "14")),
            one(row("03650", "TT. Mường La", "14")),
            one(row("03650", "TT Muong La")))) {
      assertInstanceOf(JoinOutcome.Ambiguous.class, outcome);
      assertEquals("join.type_gone", outcome.reason().key());
    }
    UnitRegister towns =
        new UnitRegister(
            "2025-07-01",
            List.of(
                province("14", "Sơn La", "Tỉnh"),
                commune("03650", "Mường La", "Xã", "14"),
                commune("03651", "Ít Ong", "Thị trấn", "14")));
    JoinOutcome outcome =
        new UnitMatcher(towns, Level.COMMUNE, Optional.empty())
            .match(List.of(row("", "Thị trấn Mường La", "14")))
            .get(0);
    assertEquals("join.type_differs", outcome.reason().key());
  }

  @Test
  void codes_are_read_in_spite_of_what_cells_hold_beside_them() {
    for (String code :
        List.of("\u00a000127\u00a0", "'00127", "００１２７", "\u200b00127", "127.0", "127,00")) {
      assertEquals("00127", matched(row(code, "")), code);
    }
    assertEquals("join.zeros", one(row("127.0", "")).reason().key());
    // A mark for none is no code: the name counts.
    assertEquals("00127", matched(row("-", "Phường Tô Hiệu")));
    for (String code : List.of("127.5", "1.27", "14-00127", "00127a", "-127")) {
      assertInstanceOf(JoinOutcome.Unmatched.class, one(row(code, "")), code);
    }
  }

  @Test
  void a_code_with_a_name_like_no_unit_is_asked_about_and_its_unit_is_a_candidate() {
    for (String name : List.of("Qwfpgj", "Bản Hua Ít", "2024")) {
      var outcome = assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("00127", name)), name);
      assertEquals("join.code_name_differ", outcome.reason().key());
      assertTrue(outcome.candidates().stream().anyMatch(c -> c.code().equals("00127")), name);
    }
  }

  @Test
  void a_number_that_a_province_may_have_lost_its_zero_from_is_not_matched_without_its_name() {
    UnitRegister register =
        new UnitRegister(
            "2025-07-01",
            List.of(
                province("04", "Cao Bằng", "Tỉnh"),
                province("01", "Hà Nội", "Thành phố"),
                commune("00004", "Ba Đình", "Phường", "01")));
    UnitMatcher communes = new UnitMatcher(register, Level.COMMUNE, Optional.empty());
    for (String code : List.of("4", "04", "4.0")) {
      JoinOutcome outcome = communes.match(List.of(row(code, ""))).get(0);
      assertEquals("join.zeros_or_level", outcome.reason().key(), code);
      outcome = communes.match(List.of(row(code, "Ba Đình"))).get(0);
      assertEquals("join.zeros", outcome.reason().key(), code);
    }
  }

  @Test
  void what_people_write_around_names_is_looked_through_for_candidates_alone() {
    for (String name :
        List.of(
            "1. Xã Mường La",
            "12) Mường La",
            "a) X. Mường La",
            "UBND xã Mường La",
            "3. Ủy ban nhân dân xã Mường La",
            "Xã Mường La, huyện Mường La",
            "MườngLa",
            "Xã MườngLa",
            "Mường La - tỉnh Sơn La")) {
      JoinOutcome.Ambiguous outcome =
          assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", name, "14")), name);
      assertEquals("03650", outcome.candidates().get(0).code(), name);
    }
  }

  @Test
  void homonyms_of_the_typed_type_are_the_candidates() {
    UnitRegister register =
        new UnitRegister(
            "2025-07-01",
            List.of(
                province("14", "Sơn La", "Tỉnh"),
                province("92", "Cần Thơ", "Thành phố"),
                commune("00001", "Tân An", "Xã", "14"),
                commune("00002", "Tân An", "Phường", "92"),
                commune("00003", "Tân An", "Phường", "14")));
    JoinOutcome.Ambiguous outcome =
        assertInstanceOf(
            JoinOutcome.Ambiguous.class,
            new UnitMatcher(register, Level.COMMUNE, Optional.empty())
                .match(List.of(row("", "P. Tân An")))
                .get(0));
    assertEquals(
        List.of("00002", "00003"), outcome.candidates().stream().map(Candidate::code).toList());
  }

  @Test
  void wards_and_towns_are_spelled_in_many_ways() {
    UnitRegister register =
        new UnitRegister(
            "2025-07-01",
            List.of(
                province("93", "Hậu Giang", "Tỉnh"),
                commune("31318", "I", "Phường", "93"),
                commune("31324", "IV", "Phường", "93"),
                commune("31411", "Cái Tắc", "Thị trấn", "93"),
                commune("31327", "5", "Phường", "93")));
    UnitMatcher wards = new UnitMatcher(register, Level.COMMUNE, Optional.of("93"));
    for (String name : List.of("Phường 1", "P.1", "F.1", "F1", "1", "01", "Phường I", "p. I")) {
      assertEquals("31318", code(wards.match(List.of(row("", name))).get(0)), name);
    }
    for (String name : List.of("Phường 4", "P4", "4", "Phường IV")) {
      assertEquals("31324", code(wards.match(List.of(row("", name))).get(0)), name);
    }
    assertEquals("31327", code(wards.match(List.of(row("", "Phường V"))).get(0)));
    for (String name : List.of("TT Cái Tắc", "TTr. Cái Tắc", "Ttr.Cái Tắc", "T.T. Cái Tắc")) {
      assertEquals("31411", code(wards.match(List.of(row("", name))).get(0)), name);
    }
    // A small letter alone is a slip of the finger.
    assertTrue(wards.match(List.of(row("", "v"))).get(0).isOpen());
  }

  @Test
  void a_district_that_is_called_like_its_province_is_told_apart_from_it() {
    UnitRegister register =
        new UnitRegister(
            "2025-07-01",
            List.of(
                province("45", "Quảng Trị", "Tỉnh"),
                district("461", "Đông Hà", "Thành phố", "45"),
                district("462", "Quảng Trị", "Thị xã", "45"),
                commune("19333", "1", "Phường", "461"),
                commune("19357", "1", "Phường", "462"),
                commune("19340", "Đông Lễ", "Phường", "461")));
    UnitMatcher wards = new UnitMatcher(register, Level.COMMUNE, Optional.empty());
    for (String place :
        List.of("Quảng Trị, Quảng Trị", "Quảng Trị, Tỉnh Quảng Trị", "TX Quảng Trị, Quảng Trị")) {
      assertEquals("19357", code(wards.match(List.of(row("", "P.1", place))).get(0)), place);
      assertInstanceOf(
          JoinOutcome.Ambiguous.class,
          wards.match(List.of(row("", "Đông Lễ", place))).get(0),
          place);
    }
    assertEquals("19333", code(wards.match(List.of(row("", "P.1", "Đông Hà, Quảng Trị"))).get(0)));
    assertEquals("19340", code(wards.match(List.of(row("", "Đông Lễ", "Quảng Trị"))).get(0)));
    assertInstanceOf(
        JoinOutcome.Ambiguous.class, wards.match(List.of(row("", "P.1", "Quảng Trị"))).get(0));
  }

  @Test
  void special_zones_are_spelled_in_many_ways() {
    UnitRegister register =
        new UnitRegister(
            "2025-07-01",
            List.of(
                province("91", "An Giang", "Tỉnh"),
                commune("00001", "Phú Quốc", "Đặc khu", "91"),
                commune("00002", "Đông Hòa", "Xã", "91")));
    UnitMatcher zones = new UnitMatcher(register, Level.COMMUNE, Optional.empty());
    for (String name :
        List.of(
            "ĐK Phú Quốc",
            "Đ.K. Phú Quốc",
            "Đ. K Phú Quốc",
            "đk.Phú Quốc",
            "DK Phu Quoc",
            "ĐẶC KHU PHÚ QUỐC")) {
      JoinOutcome outcome = zones.match(List.of(row("", name, "91"))).get(0);
      assertInstanceOf(JoinOutcome.Matched.class, outcome, name);
    }
    assertInstanceOf(
        JoinOutcome.Matched.class, zones.match(List.of(row("", "Đông Hoà", "91"))).get(0));
  }

  @Test
  void two_rows_that_claim_one_unit_are_both_ambiguous() {
    List<RowKey> rows =
        List.of(row(2, "00127", "", ""), row(3, "", "Tô Hiệu", ""), row(4, "03650", "", ""));
    List<JoinOutcome> outcomes = matcher.match(rows);
    assertEquals(
        List.of("ambiguous", "ambiguous", "matched"),
        outcomes.stream().map(JoinOutcome::kind).toList());
    assertTrue(outcomes.get(0).reason().in(Language.EN).contains("2, 3"));
  }

  @Test
  void rows_of_different_slots_may_share_a_unit() {
    List<RowKey> rows = List.of(row(2, "00127", "", ""), row(3, "00127", "", ""));
    assertEquals(
        List.of("matched", "matched"),
        matcher.match(rows, RowKey::row).stream().map(JoinOutcome::kind).toList());
  }

  @Test
  void an_unknown_province_is_refused_with_those_known() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> new UnitMatcher(REGISTER, Level.COMMUNE, Optional.of("99")));
    assertTrue(refused.text().in(Language.VI).contains("14 Sơn La"));
  }

  @Test
  void a_row_in_an_unknown_province_is_never_matched() {
    assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("", "Mường La", "Atlantis")));
    assertInstanceOf(JoinOutcome.Ambiguous.class, one(row("03650", "", "92")));
  }

  @Test
  void every_outcome_reads_well_in_both_languages() {
    List<JoinOutcome> outcomes = new ArrayList<>();
    for (String[] cells :
        List.of(
            new String[] {"00127", "", ""},
            new String[] {"127", "", ""},
            new String[] {"", "Châu Thành", ""},
            new String[] {"", "Mường Lạ", "14"},
            new String[] {"", "", ""})) {
      outcomes.add(one(row(cells[0], cells[1], cells[2])));
    }
    for (JoinOutcome outcome : outcomes) {
      for (Language language : Language.values()) {
        assertTrue(!outcome.reason().in(language).contains("{"), outcome.reason().in(language));
      }
    }
  }

  private String matched(RowKey row) {
    return code(one(row));
  }

  private static String code(JoinOutcome outcome) {
    return assertInstanceOf(
            JoinOutcome.Matched.class, outcome, () -> outcome.input() + ": " + outcome.reason())
        .code();
  }

  @Test
  void candidates_are_sought_for_so_many_different_rows_and_that_is_said() {
    MatchRules rules = new MatchRules(false, List.of(), List.of(), 1, MatchRules.Bounds.NONE);
    List<JoinOutcome> outcomes =
        new UnitMatcher(REGISTER, Level.COMMUNE, Optional.empty(), rules)
            .match(
                List.of(
                    row(1, "", "Mường Lê", ""),
                    row(2, "", "Mường Lê", ""),
                    row(3, "", "Tô Hiêu", ""),
                    row(4, "", "Tô Hiệu", "")),
                RowKey::row);
    assertEquals("03650", candidates(outcomes.get(0)).get(0).code());
    assertEquals(candidates(outcomes.get(0)), candidates(outcomes.get(1)), "asked again for free");
    assertEquals(List.of(), candidates(outcomes.get(2)));
    assertTrue(outcomes.get(2).reason().in(Language.EN).contains("the first 1 different open"));
    assertInstanceOf(JoinOutcome.Matched.class, outcomes.get(3));
  }

  @Test
  void a_file_with_too_many_open_rows_is_given_up() {
    UnitMatcher bounded = bounded(new MatchRules.Bounds(9, 9, 2));
    List<RowKey> rows = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      rows.add(row(i, "", "Nơi " + i, ""));
    }
    assertEquals(2, bounded.match(rows.subList(0, 2), RowKey::row).size());
    String open = refusal(bounded, rows);
    assertTrue(open.contains("More than 2 rows"), open);
    assertTrue(open.contains("row 3: \"Nơi 3\""), open);
    RowKey same = row("", "Tô Hiệu");
    assertThrows(
        RefusedException.class,
        () -> bounded.match(List.of(same, same, same, same), key -> ""),
        "rows that claim one unit are open");
  }

  @Test
  void a_file_that_names_more_units_than_there_are_is_given_up_and_says_which() {
    List<RowKey> rows =
        List.of(
            row(1, "", "Tô Hiêu", ""),
            row(2, "", "Tô Hiêu", ""),
            row(3, "", "Tô Hiệu", ""),
            row(4, "", "Qwerty", ""),
            row(5, "", "Zxcvb", ""));
    assertEquals(
        5, bounded(new MatchRules.Bounds(4, 3, 9)).match(rows, RowKey::row).size(), "at bounds");
    String unknown = refusal(bounded(new MatchRules.Bounds(9, 2, 9)), rows);
    assertTrue(unknown.contains("More than 2 different codes or names"), unknown);
    assertTrue(unknown.contains("row 5: \"Zxcvb\""), unknown);
    assertTrue(unknown.contains("row 1 \"Tô Hiêu\" (nearest: 00127 Phường Tô Hiệu)"), unknown);
    assertTrue(unknown.contains("row 4 \"Qwerty\""), unknown);
    String different = refusal(bounded(new MatchRules.Bounds(3, 9, 9)), rows);
    assertTrue(different.contains("more than 3 different units"), different);
    assertTrue(different.contains("row 5: \"Zxcvb\""), different);
  }

  private static UnitMatcher bounded(MatchRules.Bounds bounds) {
    MatchRules rules = new MatchRules(false, List.of(), List.of(), 10, bounds);
    return new UnitMatcher(REGISTER, Level.COMMUNE, Optional.empty(), rules);
  }

  private static String refusal(UnitMatcher matcher, List<RowKey> rows) {
    return assertThrows(RefusedException.class, () -> matcher.match(rows, RowKey::row))
        .text()
        .in(Language.EN);
  }

  private static List<Candidate> candidates(JoinOutcome outcome) {
    return outcome instanceof JoinOutcome.Ambiguous ambiguous
        ? ambiguous.candidates()
        : assertInstanceOf(JoinOutcome.Unmatched.class, outcome).candidates();
  }

  private JoinOutcome one(RowKey row) {
    // A marked row beside it, since a file without any mark is read more carefully.
    return matcher.match(List.of(row, row(9, "x", "Ðắk", "")), RowKey::row).get(0);
  }

  private static RowKey row(String code, String name) {
    return row(1, code, name, "");
  }

  private static RowKey row(String code, String name, String parent) {
    return row(1, code, name, parent);
  }

  private static RowKey row(int row, String code, String name, String parent) {
    return new RowKey(row, filled(code), filled(name), Optional.empty(), filled(parent));
  }

  private static Optional<String> filled(String cell) {
    return Optional.of(cell).filter(text -> !text.isEmpty());
  }

  private static Unit province(String code, String name, String type) {
    return new Unit("2025-07-01", Level.PROVINCE, code, name, type, Optional.empty());
  }

  private static Unit district(String code, String name, String type, String parent) {
    return new Unit("2025-07-01", Level.DISTRICT, code, name, type, Optional.of(parent));
  }

  private static Unit commune(String code, String name, String type, String parent) {
    return new Unit("2025-07-01", Level.COMMUNE, code, name, type, Optional.of(parent));
  }
}
