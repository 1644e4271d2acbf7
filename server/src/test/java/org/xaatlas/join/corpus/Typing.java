package org.xaatlas.join.corpus;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What fingers and programs do to Vietnamese text. Every method changes the text it is given, or
 * gives it back unchanged where there is nothing to change.
 */
final class Typing {
  private static final String[][] TONE_PLACES = {
    {"òa", "oà"}, {"óa", "oá"}, {"ỏa", "oả"}, {"õa", "oã"}, {"ọa", "oạ"},
    {"òe", "oè"}, {"óe", "oé"}, {"ỏe", "oẻ"}, {"õe", "oẽ"}, {"ọe", "oẹ"},
    {"ùy", "uỳ"}, {"úy", "uý"}, {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"ụy", "uỵ"}
  };

  private static final Pattern TONE_PLACE =
      Pattern.compile(
          "(?<![qQ])("
              + Arrays.stream(TONE_PLACES).flatMap(Arrays::stream).collect(Collectors.joining("|"))
              + ")(?!\\p{L})");

  private static final String[][] I_AND_Y = {
    {"Mỹ", "Mĩ"},
    {"Kỳ", "Kì"},
    {"Lý", "Lí"},
    {"Tỷ", "Tỉ"},
    {"Sỹ", "Sĩ"},
    {"Quý", "Quí"},
    {"Hy", "Hi"},
    {"Ty", "Ti"},
    {"Vỹ", "Vĩ"},
    {"Ký", "Kí"},
    {"Mỵ", "Mị"}
  };

  /** Letters of other alphabets that look like Latin ones. */
  private static final Map<Character, Character> LOOK_ALIKES =
      Map.of(
          'a', 'а', 'e', 'е', 'o', 'о', 'c', 'с', 'p', 'р', 'x', 'х', 'A', 'А', 'H', 'Н', 'T', 'Т',
          'M', 'М');

  private static final String[] KEYS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  private static final String LETTERS = "abcdeghiklmnopqrstuvxy";
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";
  private static final List<String> VOWEL_MARKS =
      List.of("aăâ", "AĂÂ", "eê", "EÊ", "oôơ", "OÔƠ", "uư", "UƯ", "dđ", "DĐ");

  private Typing() {}

  /** The tone of an open oa, oe, uy on its other vowel: hòa as hoà, and the other way round. */
  static String otherTonePlace(String text) {
    return TONE_PLACE
        .matcher(text)
        .replaceAll(
            found -> {
              for (String[] pair : TONE_PLACES) {
                if (pair[0].equals(found.group())) {
                  return pair[1];
                }
                if (pair[1].equals(found.group())) {
                  return pair[0];
                }
              }
              return found.group();
            });
  }

  /** The tone of an open oa, oe, uy on its first vowel, as the lists of today have it. */
  static String newTonePlace(String text) {
    return TONE_PLACE
        .matcher(text)
        .replaceAll(
            found -> {
              for (String[] pair : TONE_PLACES) {
                if (pair[1].equals(found.group())) {
                  return pair[0];
                }
              }
              return found.group();
            });
  }

  static String iAndY(String text) {
    String out = text;
    for (String[] pair : I_AND_Y) {
      out = out.replaceAll("(?<!\\p{L})" + pair[0] + "(?!\\p{L})", pair[1]);
    }
    return out;
  }

  static String nfd(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD);
  }

  /** Some syllables composed, others not, as after pasting from two programs. */
  static String mixedForms(String text, Random random) {
    StringBuilder out = new StringBuilder();
    for (String word : text.split("(?<= )")) {
      out.append(random.nextBoolean() ? nfd(word) : word);
    }
    return out.toString();
  }

  static String lookAlikeD(String text, Random random) {
    return random.nextBoolean()
        ? text.replace('Đ', 'Ð').replace('đ', 'ð')
        : text.replace('Đ', 'Ɖ').replace('đ', 'ɖ');
  }

  static String lookAlikeLetter(String text, Random random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (LOOK_ALIKES.containsKey(text.charAt(i))) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return text;
    }
    int at = places.get(random.nextInt(places.size()));
    return text.substring(0, at) + LOOK_ALIKES.get(text.charAt(at)) + text.substring(at + 1);
  }

  static String spaces(String text, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> text.replace(" ", "  ");
      case 1 -> " " + text + "  ";
      case 2 -> text.replace(" ", "\u00A0");
      default -> text.replaceFirst(" ", " \u200B \t");
    };
  }

  static String hyphens(String text, Random random) {
    String[] hyphens = {"-", " - ", "–", "‐"};
    return text.replace(" ", hyphens[random.nextInt(hyphens.length)]);
  }

  static String note(String text, Random random) {
    String[] notes = {
      " (sáp nhập)",
      " (mới)",
      "(*)",
      " (vùng III)",
      " [2]",
      " (phường mới thành lập từ 01/7/2025)",
      "*",
      " (xã đảo",
      " (bãi ngang)"
    };
    return text + notes[random.nextInt(notes.length)];
  }

  /** Every mark gone, as typed on a bare keyboard. */
  static String unmarked(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : nfd(text).toCharArray()) {
      if (Character.getType(c) != Character.NON_SPACING_MARK) {
        out.append(c == 'đ' ? 'd' : c == 'Đ' ? 'D' : c);
      }
    }
    return out.toString();
  }

  static boolean isMarked(String text) {
    return !unmarked(text).equals(nfd(text));
  }

  /** At least one mark gone and at least one left. */
  static String someUnmarked(String text, Random random) {
    List<Integer> marked = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (isMarked(text.substring(i, i + 1))) {
        marked.add(i);
      }
    }
    if (marked.size() < 2) {
      return text;
    }
    java.util.Collections.shuffle(marked, random);
    StringBuilder out = new StringBuilder(text);
    for (int at : marked.subList(0, 1 + random.nextInt(marked.size() - 1))) {
      String letter = text.substring(at, at + 1);
      String parts = nfd(letter);
      // Of a letter with two marks sometimes only the tone is lost.
      String bare =
          parts.length() == 3 && random.nextBoolean()
              ? Normalizer.normalize(withoutTone(parts), Normalizer.Form.NFC)
              : unmarked(letter);
      out.setCharAt(at, bare.charAt(0));
    }
    return out.toString();
  }

  private static String withoutTone(String decomposed) {
    StringBuilder out = new StringBuilder();
    for (char c : decomposed.toCharArray()) {
      if (TONES.indexOf(c) < 0) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Another tone where there was one. */
  static String wrongTone(String text, Random random) {
    StringBuilder parts = new StringBuilder(nfd(text));
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < parts.length(); i++) {
      if (TONES.indexOf(parts.charAt(i)) >= 0) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return text;
    }
    int at = places.get(random.nextInt(places.size()));
    char tone = TONES.charAt(random.nextInt(TONES.length()));
    parts.setCharAt(at, tone);
    return Normalizer.normalize(parts, Normalizer.Form.NFC);
  }

  /** Another vowel mark: ă for â, ô for ơ, u for ư, d for đ. */
  static String wrongVowel(String text, Random random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (VOWEL_MARKS.stream().anyMatch(group -> group.indexOf(c) >= 0)) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return text;
    }
    int at = places.get(random.nextInt(places.size()));
    String group =
        VOWEL_MARKS.stream().filter(g -> g.indexOf(text.charAt(at)) >= 0).findFirst().orElseThrow();
    return text.substring(0, at)
        + group.charAt(random.nextInt(group.length()))
        + text.substring(at + 1);
  }

  static String wrongLetter(String text, Random random) {
    int at = letter(text, random);
    char typed = LETTERS.charAt(random.nextInt(LETTERS.length()));
    return text.substring(0, at) + like(typed, text.charAt(at)) + text.substring(at + 1);
  }

  static String neighbourKey(String text, Random random) {
    for (int tries = 0; tries < 20; tries++) {
      int at = letter(text, random);
      char c = Character.toLowerCase(unmarked(text.substring(at, at + 1)).charAt(0));
      for (String row : KEYS) {
        int key = row.indexOf(c);
        if (key >= 0) {
          int other = key == 0 ? 1 : key == row.length() - 1 ? key - 1 : key + 1;
          return text.substring(0, at)
              + like(row.charAt(other), text.charAt(at))
              + text.substring(at + 1);
        }
      }
    }
    return text;
  }

  static String missingLetter(String text, Random random) {
    int at = letter(text, random);
    return text.substring(0, at) + text.substring(at + 1);
  }

  static String extraLetter(String text, Random random) {
    int at = letter(text, random);
    char typed =
        random.nextBoolean() ? text.charAt(at) : LETTERS.charAt(random.nextInt(LETTERS.length()));
    return text.substring(0, at + 1) + Character.toLowerCase(typed) + text.substring(at + 1);
  }

  static String swapped(String text, Random random) {
    for (int tries = 0; tries < 20; tries++) {
      int at = letter(text, random);
      if (at + 1 < text.length()
          && Character.isLetter(text.charAt(at + 1))
          && Character.toLowerCase(text.charAt(at)) != text.charAt(at + 1)) {
        return text.substring(0, at)
            + like(text.charAt(at + 1), text.charAt(at))
            + like(text.charAt(at), text.charAt(at + 1))
            + text.substring(at + 2);
      }
    }
    return text;
  }

  static String lostSpace(String text, Random random) {
    int space = text.indexOf(' ');
    return space < 0
        ? text
        : text.substring(0, space) + text.substring(space + 1).toLowerCase(Locale.ROOT);
  }

  private static int letter(String text, Random random) {
    int at;
    do {
      at = random.nextInt(text.length());
    } while (!Character.isLetterOrDigit(text.charAt(at)));
    return at;
  }

  private static char like(char typed, char model) {
    return Character.isUpperCase(model)
        ? Character.toUpperCase(typed)
        : Character.toLowerCase(typed);
  }
}
