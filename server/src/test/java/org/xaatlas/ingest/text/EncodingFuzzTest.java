package org.xaatlas.ingest.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.fuzz.FuzzedFile;

/** Fuzzes the finding of encodings of before Unicode, and the reading of text in them. */
class EncodingFuzzTest {
  static Stream<byte[]> detectSeeds() {
    String names = "Xã Mường Bú\nPhường Tô Hiệu\nXã Chiềng Lao\nXÃ NGỌC CHIẾN\nMüller & Söhne";
    return Stream.concat(TextEncoding.LEGACY.stream(), Stream.of(TextEncoding.UTF_8))
        .map(encoding -> Encoder.encode(names, encoding).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The lines of the input are texts of one file. */
  @MethodSource("detectSeeds")
  @FuzzTest
  void detect(byte[] bytes) {
    FuzzedFile.run(
        () -> {
          String octets = new String(bytes, StandardCharsets.ISO_8859_1);
          List<String> texts = List.of(octets.split("\n"));
          List<TextEncoding> candidates = new ArrayList<>(List.of(TextEncoding.UTF_8));
          candidates.addAll(TextEncoding.LEGACY);
          EncodingDetector.Detection found = new EncodingDetector().detect(texts, candidates);
          List<String> turned = new ArrayList<>(texts);
          Collections.reverse(turned);
          assertEquals(
              found.encoding(),
              new EncodingDetector().detect(turned, candidates).encoding(),
              "the order of texts tells nothing");
          found
              .encoding()
              .ifPresent(
                  encoding ->
                      texts.forEach(text -> assertTrue(encoding.decode(text).isPresent(), text)));
          found.evidence().forEach(message -> assertTrue(!message.toString().isBlank()));
          for (TextEncoding encoding : candidates) {
            texts.forEach(text -> encoding.decode(text).ifPresent(EncodingFuzzTest::check));
          }
        });
  }

  private static void check(String text) {
    assertTrue(text.isEmpty() || Normalizer.isNormalized(text, Normalizer.Form.NFC), text);
  }

  /** Vietnamese letters come back from each encoding, whatever text they make. */
  @FuzzTest
  void letters(byte[] bytes) {
    String letters = "aăâeêioôơuưyđbcdghklmnpqrstvx";
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      String letter = String.valueOf(letters.charAt((b & 0x1F) % letters.length()));
      String tone =
          List.of("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "", "").get(b >> 5 & 7);
      boolean vowel = "aăâeêioôơuưy".contains(letter);
      text.append(Normalizer.normalize(vowel ? letter + tone : letter, Normalizer.Form.NFC));
      // Marks of VIQR that follow letters are its own letters: words are kept apart.
      text.append(' ');
    }
    for (TextEncoding encoding : TextEncoding.LEGACY) {
      assertEquals(
          Optional.of(text.toString()), encoding.decode(Encoder.encode(text.toString(), encoding)));
    }
  }
}
