package org.xaatlas.ingest.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Level;

class TextEncodingTest {
  static Stream<TextEncoding> encodings() {
    return TextEncoding.LEGACY.stream();
  }

  /** Twelve vowels with six tones each and đ, small and capital. */
  private static List<String> letters() {
    List<String> letters = new ArrayList<>(List.of("đ"));
    for (char vowel : "aăâeêioôơuưy".toCharArray()) {
      for (String tone : List.of("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")) {
        letters.add(Normalizer.normalize(vowel + tone, Normalizer.Form.NFC));
      }
    }
    List.copyOf(letters).forEach(letter -> letters.add(letter.toUpperCase()));
    return letters;
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void every_letter_comes_back_in_both_cases(TextEncoding encoding) {
    assertEquals(146, letters().size());
    for (String letter : letters()) {
      assertEquals(Optional.of(letter), encoding.decode(Encoder.encode(letter, encoding)), letter);
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void names_of_all_units_come_back(TextEncoding encoding) {
    new Registers()
        .register("2021")
        .orElseThrow()
        .units(Level.COMMUNE)
        .forEach(
            unit -> {
              String name = Normalizer.normalize(unit.fullName(), Normalizer.Form.NFC);
              String decoded = encoding.decode(Encoder.encode(name, encoding)).orElseThrow();
              // "SRó": the last letter may be one of a font of capitals.
              assertEquals(name.toLowerCase(), decoded.toLowerCase());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"PHƯỜNG TÔ HIỆU", "HUYỆN MƯỜNG LA", "Xã Đề Thám", "PHƯỜNG ẢNG"})
  void words_in_a_font_of_capitals_are_capitals(String text) {
    assertEquals(Optional.of(text), TextEncoding.TCVN3.decode(Encoder.abc(text)));
    assertEquals(
        Optional.of("ất Mùi"),
        TextEncoding.TCVN3.decode(Encoder.abc("Ất Mùi")),
        "one capital before small letters leaves no trace");
  }

  /** Octets as they are known from files of the time. */
  @ParameterizedTest
  @CsvSource({
    "TCVN3,43e9bd,Cộẵ",
    "TCVN3,5468b5b6b7b8b9,Thàảãáạ",
    "VNI,48f4ef70,Hợp",
    "VNI,d1f86e,Đøn",
    "VIQR,4d752b6f2b606e67,Mương",
  })
  void octets_mean_what_the_fonts_show(String encoding, String hex, String text) {
    String octets = new String(java.util.HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    String decoded = TextEncoding.named(encoding).orElseThrow().decode(octets).orElseThrow();
    assertEquals(text.equals("Mương") ? "Mường" : text, decoded);
  }

  @ParameterizedTest
  @CsvSource({
    "tcvn3,TCVN3", "ABC,TCVN3", "TCVN 5712,TCVN3", "vni-windows,VNI", "viqr,VIQR",
    "1258,windows-1258", "CP1258,windows-1258", "65001,UTF-8", "utf8,UTF-8", "88591,ISO-8859-1",
  })
  void encodings_go_by_many_names(String typed, String name) {
    assertEquals(name, TextEncoding.named(typed).orElseThrow().name());
  }

  @Test
  void an_unknown_name_is_none() {
    assertTrue(TextEncoding.named("klingon").isEmpty());
    assertTrue(TextEncoding.named("").isEmpty());
  }

  @Test
  void names_of_units_are_syllables() {
    List<String> strange = new ArrayList<>();
    int words = 0;
    for (var unit : new Registers().register("2021").orElseThrow().units(Level.COMMUNE)) {
      for (String word : unit.name().split("[^\\p{L}]+")) {
        if (word.chars().anyMatch(c -> c > 127)) {
          words++;
          if (!VietnameseSyllable.is(word)) {
            strange.add(word);
          }
        }
      }
    }
    assertTrue(strange.size() < words / 100, () -> "too many are none: " + strange);
    for (String no : List.of("xó·", "Hîu", "Phêêng", "tiệch", "ngạtt", "càch", "đẫp")) {
      assertFalse(VietnameseSyllable.is(no), no);
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void a_few_names_tell_their_encoding(TextEncoding encoding) {
    List<String> octets =
        Stream.of("Xã Mường Bú", "Phường Tô Hiệu", "Xã Chiềng Lao", "Xã Ngọc Chiến")
            .map(name -> Encoder.encode(name, encoding))
            .toList();
    EncodingDetector.Detection found = new EncodingDetector().detect(octets, TextEncoding.LEGACY);
    assertEquals(Optional.of(encoding), found.encoding(), () -> found.evidence().toString());
  }

  /** Words of the highlands that are no Vietnamese syllables stand in the lists of units. */
  @ParameterizedTest
  @MethodSource("encodings")
  void names_of_the_highlands_tell_their_encoding(TextEncoding encoding) {
    List<String> octets =
        Stream.of("Xã Dliê Ya", "Xã Ea Nuôl", "Xã Cư Pơng", "Xã M'Drắk", "Xã Ia Rvê")
            .map(name -> Encoder.encode(name, encoding))
            .toList();
    EncodingDetector.Detection found = new EncodingDetector().detect(octets, TextEncoding.LEGACY);
    assertEquals(Optional.of(encoding), found.encoding(), () -> found.evidence().toString());
  }

  @Test
  void encodings_that_read_a_text_alike_are_no_doubt() {
    String octets = Encoder.encode("Phú Vinh", TextEncoding.WINDOWS_1258);
    EncodingDetector.Detection found =
        new EncodingDetector().detect(List.of(octets), TextEncoding.LEGACY);
    assertEquals(
        Optional.of("Phú Vinh"),
        found.encoding().flatMap(encoding -> encoding.decode(octets)),
        () -> found.evidence().toString());
  }

  @Test
  void what_is_no_vietnamese_has_no_encoding() {
    assertEquals(
        Optional.empty(),
        new EncodingDetector()
            .detect(
                List.of("Müller & Söhne", "Łódź~", "naïve café", "O'Brien (Cu)"),
                TextEncoding.LEGACY)
            .encoding());
    assertEquals(
        Optional.empty(),
        new EncodingDetector()
            .detect(List.of("P. To Hieu (cu)", "X. Muong Bu"), TextEncoding.LEGACY)
            .encoding());
  }
}
