package org.xaatlas.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

class VietnameseTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "  Xã  Mường-La ;xa muong la", "ĐẮK R'LẤP;dak rlap", "Ea M' Doal;ea mdoal",
        "Ðông Hưng;dong hung", "Văn Miếu – Quốc Tử Giám;van mieu quoc tu giam",
            "Phường 01;phuong 01"
      })
  void folding_leaves_lower_case_letters_without_marks(String text, String folded) {
    assertEquals(folded, VietnameseText.fold(text));
  }

  @ParameterizedTest
  @CsvSource({
    "Hoà,Hòa",
    "Thuý,Thúy",
    "HÒA BÌNH,hoà bình",
    "Mỹ,Mĩ",
    "Kỳ Anh,Kì Anh",
    "Quý,Quí",
    "Tân  An,tân an",
    "Ðắk Lắk,Đắk Lắk",
    "Ea H'Leo,Ea H’leo",
    "A-Lưới,A Lưới",
    "Phường 01,Phường 1",
    "Khoẻ,Khỏe",
    "Čư M'gar,Cư M'gar",
    "Ñông Sơn,Nông Sơn",
    "Xã Тân Аn,Xã Tân An",
    "Ɖức Hòa,Đức Hòa"
  })
  void spellings_of_one_name_agree(String one, String other) {
    assertEquals(VietnameseText.normalise(one), VietnameseText.normalise(other));
    assertEquals(
        VietnameseText.normalise(one),
        VietnameseText.normalise(Normalizer.normalize(other, Normalizer.Form.NFD)));
  }

  @Test
  void an_apostrophe_belongs_to_its_letter_however_many_marks_it_has() {
    String text = "Ắ\u0302\u0303\u0303`Ắ";
    assertEquals(
        VietnameseText.normalise(text),
        VietnameseText.normalise(Normalizer.normalize(text, Normalizer.Form.NFD)));
    assertEquals("xa an", VietnameseText.fold("Xa 'An"));
  }

  @ParameterizedTest
  @CsvSource({
    "Tân Hòa,Tân Hoa",
    "Thúy,Thúi",
    "Mường,Mương",
    "Tây,Tâi",
    "Dương,Đương",
    "Cẩm,Cẫm",
    "Vy An,Vĩ An"
  })
  void different_names_stay_different(String one, String other) {
    assertNotEquals(VietnameseText.normalise(one), VietnameseText.normalise(other));
  }

  @Test
  void every_character_is_read_alike_in_every_unicode_form_and_the_second_time() {
    for (int c = 1; c < 0x30000; c++) {
      if (!Character.isDefined(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      String one = Character.toString(c);
      for (String text : List.of(one, "xã ho" + one + "ng", "n" + one + " " + one + "a")) {
        String place = "U+%04X in %s".formatted(c, text);
        String normal = VietnameseText.normalise(text);
        assertEquals(normal, VietnameseText.normalise(normal), place);
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
          assertEquals(normal, VietnameseText.normalise(Normalizer.normalize(text, form)), place);
        }
        String fold = VietnameseText.fold(text);
        assertEquals(fold, VietnameseText.fold(fold), place);
      }
    }
  }

  @Test
  void both_forms_are_idempotent_on_every_name_of_both_editions() {
    Registers registers = new Registers();
    for (String edition : new String[] {"2021", "2025-07-01"}) {
      for (Level level : Level.values()) {
        for (Unit unit : registers.register(edition).orElseThrow().units(level)) {
          String fold = VietnameseText.fold(unit.fullName());
          assertEquals(fold, VietnameseText.fold(fold));
          assertTrue(fold.matches("[a-z0-9 ]+"), fold);
          String normal = VietnameseText.normalise(unit.fullName());
          assertEquals(normal, VietnameseText.normalise(normal));
        }
      }
    }
  }

  /** Found by fuzzing. */
  @ParameterizedTest
  @ValueSource(
      strings = {"e\u0300\u0450", "T\u00D1\u1EAE", "th\u1ECBtr\u1EA5n\u0323", "\u00E1\u1ECB\u1EA1"})
  void what_no_word_has_is_normalised_once_and_in_any_form(String text) {
    String normal = VietnameseText.normalise(text);
    assertEquals(normal, VietnameseText.normalise(normal));
    assertEquals(normal, VietnameseText.normalise(Normalizer.normalize(text, Normalizer.Form.NFD)));
  }

  @Test
  void text_without_any_mark_is_recognised() {
    assertTrue(VietnameseText.isUnmarked("Muong La 2"));
    assertFalse(VietnameseText.isUnmarked("Mường La"));
    assertFalse(VietnameseText.isUnmarked("Dak Đoa"));
  }

  @Test
  void a_mark_that_stands_on_no_letter_says_nothing() {
    assertEquals("n4 n", VietnameseText.normalise("n4 \u0303n"));
    assertEquals("n", VietnameseText.normalise("\u0303n\u0303"));
    assertEquals(VietnameseText.normalise("Mường Là"), VietnameseText.normalise("\u0300Mường Là"));
  }
}
