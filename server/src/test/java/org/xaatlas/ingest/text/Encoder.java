package org.xaatlas.ingest.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Writes text in the encodings of before Unicode, as the programs of their time did. */
public final class Encoder {
  private Encoder() {}

  /** The octet string of a text. */
  public static String encode(String text, TextEncoding encoding) {
    if (encoding.charset().isPresent()) {
      return new String(windows(text, encoding.charset().get()), StandardCharsets.ISO_8859_1);
    }
    Map<Character, String> octets = table(encoding);
    StringBuilder out = new StringBuilder();
    for (char c : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
      out.append(octets.getOrDefault(c, String.valueOf(c)));
    }
    return out.toString();
  }

  /** As an ABC font writes: capitals with tones are small letters shown by a font of capitals. */
  public static String abc(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
      boolean has = "ĂÂÊÔƠƯĐ".indexOf(c) >= 0 || c < 128;
      out.append(encode(String.valueOf(has ? c : Character.toLowerCase(c)), TextEncoding.TCVN3));
    }
    return out.toString();
  }

  private static byte[] windows(String text, Charset charset) {
    StringBuilder apart = new StringBuilder();
    for (char c : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
      if (charset.newEncoder().canEncode(c)) {
        apart.append(c);
      } else {
        String letters = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
        String tone = letters.replaceAll("[^\u0300\u0301\u0303\u0309\u0323]", "");
        String base = letters.replaceAll("[\u0300\u0301\u0303\u0309\u0323]", "");
        apart.append(Normalizer.normalize(base, Normalizer.Form.NFC)).append(tone);
      }
    }
    return apart.toString().getBytes(charset);
  }

  private static Map<Character, String> table(TextEncoding encoding) {
    String file =
        "/geodata/encodings/" + encoding.name().toLowerCase(java.util.Locale.ROOT) + ".tsv";
    Map<Character, String> octets = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Encoder.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split("\t");
          octets.putIfAbsent(
              parts[1].charAt(0),
              new String(HexFormat.of().parseHex(parts[0]), StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return octets;
  }
}
