package org.xaatlas.join.corpus;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.unit.Unit;

/** A way of writing a row about a unit. */
enum Noise {
  AS_LISTED("as listed", Expected.MATCH),
  WITHOUT_TYPE("name without unit type", Expected.MATCH),
  LETTER_CASE("upper, lower or mixed case", Expected.MATCH),
  PREFIX("spellings of the unit type (X., P, TT., thị  trấn)", Expected.MATCH),
  UNICODE_FORM("NFD, or NFD and NFC mixed", Expected.MATCH),
  TONE_PLACE("tone mark on the other vowel (hoà, hòa)", Expected.MATCH),
  I_OR_Y("i for y (Mĩ, Kì)", Expected.MATCH),
  LOOK_ALIKE("look-alikes of đ and of Latin letters", Expected.MATCH),
  SPACES("doubled, hard, invisible spaces", Expected.MATCH),
  HYPHENS("hyphens for spaces", Expected.MATCH),
  NOTE("notes in parentheses, stars", Expected.MATCH),
  NUMERALS("arabic for roman numbers, and the other way round", Expected.MATCH),
  NO_MARKS("all marks missing", Expected.MATCH),
  SEVERAL_SPELLINGS("three of the above together", Expected.MATCH),
  WRONG_LETTER("one wrong letter", Expected.FIRST),
  NEIGHBOUR_KEY("one wrong letter: the key beside it", Expected.FIRST),
  MISSING_LETTER("one letter missing", Expected.FIRST),
  EXTRA_LETTER("one letter too many", Expected.FIRST),
  SWAPPED("two neighbours swapped", Expected.FIRST),
  WRONG_LETTER_NO_MARKS("one wrong letter, all marks missing", Expected.FIRST),
  SOME_MARKS("some marks missing", Expected.FIRST),
  WRONG_TONE("one wrong tone", Expected.FIRST),
  WRONG_VOWEL("one wrong vowel mark (ư, u; đ, d)", Expected.FIRST),
  TWO_ERRORS("two typing errors", Expected.ASK),
  LOST_SPACE("a space lost", Expected.ASK),
  WRONG_TYPE("another unit type than the unit's", Expected.ASK),
  UNMARKED_TYPE("a unit type that lost its marks (Phương Tân An)", Expected.ASK),
  WRONG_PROVINCE("another province than the unit's", Expected.ASK),
  HOMONYM("a name that several provinces bear, no province told", Expected.ASK),
  CODE("the code alone", Expected.MATCH),
  CODE_AND_NAME("the code and a spelling of the name", Expected.MATCH),
  LOST_ZEROS("the code without its leading zeros, and the name", Expected.MATCH),
  CODE_AGAINST_NAME("the code of one unit, the name of another", Expected.NEVER),
  CODE_OF_OTHER_EDITION("code and name of another edition", Expected.NEVER),
  UNKNOWN_CODE("a code that no unit has, and the name", Expected.ASK);

  /** What a matcher should make of such a row. */
  enum Expected {
    /** Normalising explains it: matched in silence. */
    MATCH,
    /** Never matched to another unit; the right unit is the first candidate. */
    FIRST,
    /** Never matched to another unit. */
    ASK,
    /** Code and name mean two units: never matched to any. */
    NEVER
  }

  private static final Pattern NUMBER = Pattern.compile("(?<=^| )([IVX]+|\\d+)$");
  private static final String[] ROMAN = {
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX"
  };

  private final String words;
  private final Expected expected;

  Noise(String words, Expected expected) {
    this.words = words;
    this.expected = expected;
  }

  /** For the table of results. */
  String words() {
    return words;
  }

  Expected expected() {
    return expected;
  }

  /**
   * A name as it was written.
   *
   * @param text what the cell holds
   * @param bare the same without its unit type
   */
  record Written(String text, String bare) {}

  /**
   * The name of the unit written this way; empty when the way changes nothing on this name. The
   * noises about codes and places write the name as listed.
   */
  Optional<Written> write(Unit unit, Random random) {
    String name = unit.name();
    boolean bare = random.nextInt(3) == 0;
    String listed = bare ? name : unit.fullName();
    return switch (this) {
      case WITHOUT_TYPE -> Optional.of(new Written(name, name));
      case LETTER_CASE ->
          spelled(
              unit,
              switch (random.nextInt(3)) {
                case 0 -> listed.toUpperCase(Locale.ROOT);
                case 1 -> listed.toLowerCase(Locale.ROOT);
                default -> listed.charAt(0) + listed.substring(1).toLowerCase(Locale.ROOT);
              });
      case PREFIX -> spelled(unit, prefix(unit, random) + name);
      case UNICODE_FORM ->
          spelled(
              unit, random.nextBoolean() ? Typing.nfd(listed) : Typing.mixedForms(listed, random));
      case TONE_PLACE -> spelled(unit, Typing.otherTonePlace(listed));
      case I_OR_Y -> spelled(unit, Typing.iAndY(listed));
      case LOOK_ALIKE ->
          spelled(
              unit,
              random.nextBoolean()
                  ? Typing.lookAlikeD(listed, random)
                  : Typing.lookAlikeLetter(listed, random));
      case SPACES -> spelled(unit, Typing.spaces(listed, random));
      case HYPHENS -> typed(unit, random, Typing.hyphens(name, random));
      case NOTE -> spelled(unit, Typing.note(listed, random));
      case NUMERALS -> typed(unit, random, numeral(name, random));
      case NO_MARKS -> spelled(unit, Typing.unmarked(listed));
      case SEVERAL_SPELLINGS -> spelled(unit, several(unit, random));
      case WRONG_LETTER -> typed(unit, random, Typing.wrongLetter(name, random));
      case NEIGHBOUR_KEY -> typed(unit, random, Typing.neighbourKey(name, random));
      case MISSING_LETTER -> typed(unit, random, Typing.missingLetter(name, random));
      case EXTRA_LETTER -> typed(unit, random, Typing.extraLetter(name, random));
      case SWAPPED -> typed(unit, random, Typing.swapped(name, random));
      case WRONG_LETTER_NO_MARKS ->
          typed(unit, random, Typing.wrongLetter(name, random))
              .filter(w -> !Typing.unmarked(w.bare()).equals(Typing.unmarked(name)))
              .map(w -> new Written(Typing.unmarked(w.text()), Typing.unmarked(w.bare())));
      case SOME_MARKS -> typed(unit, random, Typing.someUnmarked(name, random));
      case WRONG_TONE -> typed(unit, random, Typing.wrongTone(name, random));
      case WRONG_VOWEL -> typed(unit, random, Typing.wrongVowel(name, random));
      case TWO_ERRORS -> {
        String once = error(name, random);
        yield once.isBlank() ? Optional.empty() : typed(unit, random, error(once, random));
      }
      case LOST_SPACE -> typed(unit, random, Typing.lostSpace(name, random));
      case WRONG_TYPE -> spelled(unit, otherType(unit, random) + " " + name);
      case UNMARKED_TYPE -> spelled(unit, unmarkedType(unit) + " " + name);
      default -> Optional.of(new Written(listed, name));
    };
  }

  /** A spelling of the name; empty when it came out as listed. */
  private static Optional<Written> spelled(Unit unit, String text) {
    return text.equals(unit.fullName()) || text.equals(unit.name())
        ? Optional.empty()
        : Optional.of(new Written(text, unit.name()));
  }

  private static String error(String text, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Typing.wrongLetter(text, random);
      case 1 -> Typing.missingLetter(text, random);
      case 2 -> Typing.extraLetter(text, random);
      default -> Typing.swapped(text, random);
    };
  }

  /** The noisy name with its unit type in one of the usual ways, or without. */
  private static Optional<Written> typed(Unit unit, Random random, String name) {
    if (name.equals(unit.name()) || name.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Written(
            switch (random.nextInt(3)) {
              case 0 -> name;
              case 1 -> prefix(unit, random) + name;
              default -> unit.type() + " " + name;
            },
            name));
  }

  private static String prefix(Unit unit, Random random) {
    String[] spellings =
        switch (unit.type()) {
          case "Xã" -> new String[] {"X.", "X. ", "x. ", "x ", "XÃ ", "Xã: ", "xã  ", "Xã. "};
          case "Phường" -> new String[] {"P.", "P. ", "p ", "PHƯỜNG ", "phường ", "Phường: "};
          case "Thị trấn" ->
              new String[] {
                "TT ", "TT. ", "TT.", "tt ", "T.T. ", "T.T ", "Thị Trấn ", "thị  trấn "
              };
          case "Đặc khu" -> new String[] {"ĐK ", "ĐK. ", "đk.", "ĐẶC KHU ", "Đặc Khu "};
          default -> new String[] {unit.type() + " "};
        };
    return spellings[random.nextInt(spellings.length)];
  }

  private static String several(Unit unit, Random random) {
    String name = unit.name();
    name = random.nextBoolean() ? Typing.otherTonePlace(name) : Typing.iAndY(name);
    name = prefix(unit, random) + name;
    name = random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : Typing.note(name, random);
    name = Typing.spaces(name, random);
    return random.nextBoolean() ? Typing.nfd(name) : name;
  }

  private static String otherType(Unit unit, Random random) {
    String[] types =
        unit.edition().equals("2021")
            ? new String[] {"Xã", "Phường", "Thị trấn", "P.", "TT."}
            : new String[] {"Xã", "Phường", "Đặc khu", "X.", "P."};
    String type;
    do {
      type = types[random.nextInt(types.length)];
    } while (sameType(type, unit.type()));
    return type;
  }

  private static boolean sameType(String typed, String type) {
    return typed.equals(type)
        || typed.equals("X.") && type.equals("Xã")
        || typed.equals("P.") && type.equals("Phường")
        || typed.equals("TT.") && type.equals("Thị trấn");
  }

  /** The type with its tone lost: "Phương", "Xa", "Thi trân". */
  private static String unmarkedType(Unit unit) {
    return switch (unit.type()) {
      case "Phường" -> "Phương";
      case "Xã" -> "Xa";
      case "Thị trấn" -> "Thi trân";
      default -> "Đăc khu";
    };
  }

  private static String numeral(String name, Random random) {
    Matcher number = NUMBER.matcher(name);
    if (!number.find()) {
      return name;
    }
    String digits = number.group(1);
    for (int i = 0; i < ROMAN.length; i++) {
      if (ROMAN[i].equals(digits)) {
        return name.substring(0, number.start()) + (i + 1);
      }
      if (digits.equals(Integer.toString(i + 1))) {
        return name.substring(0, number.start()) + (random.nextBoolean() ? ROMAN[i] : "0" + digits);
      }
    }
    return name;
  }
}
