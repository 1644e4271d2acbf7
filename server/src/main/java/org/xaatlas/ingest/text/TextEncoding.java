package org.xaatlas.ingest.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A way in which Vietnamese text is written in bytes: TCVN3 (ABC fonts), VNI-Windows, VIQR, or a
 * character set of Java. Decoded text is Unicode NFC. Immutable, safe to share.
 */
public final class TextEncoding {
  /** TCVN 5712, as the ABC fonts (.VnTime) show it. */
  public static final TextEncoding TCVN3 = table("TCVN3", "tcvn3.tsv");

  /** VNI-Windows, as the fonts of VNI (VNI-Times) show it. */
  public static final TextEncoding VNI = table("VNI", "vni.tsv");

  /** Vietnamese in ASCII: {@code Mu+o+`ng La}. */
  public static final TextEncoding VIQR = table("VIQR", "viqr.tsv");

  /** Windows code page 1258: letters and marks apart. */
  public static final TextEncoding WINDOWS_1258 = of(Charset.forName("windows-1258"));

  public static final TextEncoding UTF_8 = of(StandardCharsets.UTF_8);

  /** The encodings of Vietnamese that text is tried in when it is not UTF-8. */
  public static final List<TextEncoding> LEGACY = List.of(TCVN3, VNI, WINDOWS_1258, VIQR);

  /** What windows-1252 shows for the octets from 0x80 on; a 0 for the five it does not have. */
  private static final String WESTERN =
      new String(octets(0x80, 0xA0), Charset.forName("windows-1252")).replace('\uFFFD', '\0');

  private static final Map<String, TextEncoding> BY_NAME = new HashMap<>();

  static {
    for (String name : List.of("tcvn3", "tcvn", "abc", "tcvn5712", "tcvn57121")) {
      BY_NAME.put(name, TCVN3);
    }
    for (String name : List.of("vni", "vniwindows", "vniwin")) {
      BY_NAME.put(name, VNI);
    }
    BY_NAME.put("viqr", VIQR);
    for (String name : List.of("1258", "cp1258", "windows1258", "ansi1258")) {
      BY_NAME.put(name, WINDOWS_1258);
    }
  }

  private final String name;
  private final Optional<Charset> charset;
  private final Map<String, Character> characters;

  /** For each octet how long the longest string of octets is that begins with it. */
  private final byte[] longest = new byte[256];

  private TextEncoding(String name, Optional<Charset> charset, Map<String, Character> characters) {
    this.name = name;
    this.charset = charset;
    this.characters = characters;
    for (String octets : characters.keySet()) {
      char first = octets.charAt(0);
      longest[first] = (byte) Math.max(longest[first], octets.length());
    }
  }

  /** The encoding that a character set of Java is. */
  public static TextEncoding of(Charset charset) {
    return new TextEncoding(charset.name(), Optional.of(charset), Map.of());
  }

  /**
   * The encoding of a name as people, .cpg files and other programs write it; empty for an unknown
   * one.
   */
  public static Optional<TextEncoding> named(String typed) {
    String text = typed.strip();
    TextEncoding own = BY_NAME.get(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    if (own != null) {
      return Optional.of(own);
    }
    String digits = text.replaceFirst("(?i)^(ansi|cp|oem|windows)[ _-]*", "");
    String canonical =
        digits.equals("65001")
            ? "UTF-8"
            : digits.matches("125[0-8]")
                ? "windows-" + digits
                : digits.matches("(437|8[56]\\d)")
                    ? "IBM" + digits
                    : digits.matches("8859\\d+")
                        ? "ISO-8859-" + digits.substring(4)
                        : digits.matches("88591?") ? "ISO-8859-1" : text;
    try {
      return Optional.of(of(Charset.forName(canonical)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static TextEncoding table(String name, String file) {
    try (InputStream in = TextEncoding.class.getResourceAsStream("/geodata/encodings/" + file)) {
      if (in == null) {
        throw new IOException("Missing from the class path: geodata/encodings/" + file);
      }
      Map<String, Character> characters = new HashMap<>();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] parts = line.split("\t");
          String octets =
              new String(HexFormat.of().parseHex(parts[0]), StandardCharsets.ISO_8859_1);
          characters.put(octets, parts[1].charAt(0));
        }
      }
      return new TextEncoding(name, Optional.empty(), Map.copyOf(characters));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The character set of Java that it is, if it is one. */
  public Optional<Charset> charset() {
    return charset;
  }

  /** The name that reports call it by. */
  public String name() {
    return name;
  }

  /**
   * The octets behind text that a program showed in the Western code page: what spreadsheets hold
   * of tables typed in the fonts of an older encoding. Empty when the text has other letters.
   */
  public static Optional<String> octetsOf(String shown) {
    if (isWithin(shown, 256)) {
      return Optional.of(shown);
    }
    StringBuilder octets = new StringBuilder(shown.length());
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c > 255) {
        int at = WESTERN.indexOf(c);
        if (at < 0) {
          return Optional.empty();
        }
        c = (char) (0x80 + at);
      }
      octets.append(c);
    }
    return Optional.of(octets.toString());
  }

  private static byte[] octets(int from, int to) {
    byte[] octets = new byte[to - from];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (from + i);
    }
    return octets;
  }

  /** Whether a text has letters of ASCII alone. */
  public static boolean isAscii(String text) {
    return isWithin(text, 128);
  }

  private static boolean isWithin(String text, int bound) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= bound) {
        return false;
      }
    }
    return true;
  }

  /** What octets show in the Western code page: text as {@link #octetsOf} was given it. */
  static String shown(String octets) {
    StringBuilder shown = new StringBuilder(octets);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      char sign = c >= 0x80 && c < 0xA0 ? WESTERN.charAt(c - 0x80) : 0;
      if (sign != 0) {
        shown.setCharAt(i, sign);
      }
    }
    return shown.toString();
  }

  /** The text of an octet string; empty when the encoding cannot have written it. */
  public Optional<String> decode(String octets) {
    if (charset.isPresent()) {
      try {
        return Optional.of(
            Normalizer.normalize(
                charset
                    .get()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1))),
                Normalizer.Form.NFC));
      } catch (CharacterCodingException e) {
        return Optional.empty();
      }
    }
    StringBuilder text = new StringBuilder(octets.length());
    int at = 0;
    while (at < octets.length()) {
      char first = octets.charAt(at);
      int length = Math.min(first < 256 ? longest[first] : 0, octets.length() - at);
      Character found = null;
      while (length > 0 && found == null) {
        found = characters.get(octets.substring(at, at + length));
        length -= found == null ? 1 : 0;
      }
      text.append(found == null ? first : found);
      at += Math.max(1, length);
    }
    return Optional.of(this == TCVN3 ? capitals(text.toString()) : text.toString());
  }

  /**
   * The ABC fonts have no capitals with tones: they are typed as small letters in a font of
   * capitals. A small letter with a mark in a word of capitals is one of them.
   */
  private static String capitals(String text) {
    StringBuilder out = new StringBuilder(text);
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !Character.isLetter(text.charAt(i))) {
        int capitals = 0;
        boolean plainSmall = false;
        for (int j = start; j < i; j++) {
          char c = text.charAt(j);
          capitals += Character.isUpperCase(c) ? 1 : 0;
          plainSmall |= c >= 'a' && c <= 'z';
        }
        // "Đề" has one capital at its head and is no word of capitals.
        boolean head = capitals == 1 && Character.isUpperCase(text.charAt(start));
        if (capitals > 0 && !plainSmall && !head) {
          for (int j = start; j < i; j++) {
            out.setCharAt(j, Character.toUpperCase(text.charAt(j)));
          }
        }
        start = i + 1;
      }
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
