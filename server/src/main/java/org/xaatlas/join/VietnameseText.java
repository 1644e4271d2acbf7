package org.xaatlas.join;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Vietnamese names made comparable. Both forms are idempotent; they are for comparing and indexing,
 * never for showing.
 */
public final class VietnameseText {
  /** Grave, acute, tilde, hook above, dot below: the five written tones. */
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

  /** Among them the Greek accents that Unicode composes to the grave and the acute accent. */
  private static final String APOSTROPHES = "'’‘`´ʼ\u1FEF\u1FFD";

  private static final String SPACES = " \t\n\u000B\f\r";

  /** Letters that Vietnamese does not have, beside those that are meant or that they look like. */
  private static final String LOOK_ALIKES = "аеосрхуіАЕОСРХУІВНКМТαονΑΒΕΗΙΚΜΝΟΡΤΥΧı";

  private static final String LATIN = "aeocpxyiAEOCPXYIBHKMTaovABEHIKMNOPTYXi";
  private static final String MARKED = "ăâêôơưđ";
  private static final String UNMARKED = "aaeooud";
  private static final String VOWELS = "aăâeêioôơuưy";

  private VietnameseText() {}

  /**
   * Lower case without diacritics, đ as d, everything that is no letter or digit as a single space:
   * {@code " Xã Mường-La "} becomes {@code "xa muong la"}.
   */
  public static String fold(String text) {
    String decomposed = decomposed(text);
    StringBuilder out = new StringBuilder(decomposed.length());
    for (int i = 0; i < decomposed.length(); i++) {
      char c = plainD(decomposed.charAt(i));
      if (Character.isLetterOrDigit(c)) {
        out.append(c == 'đ' ? 'd' : c);
      } else if (!isIgnorable(c) && out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    return trimmed(out);
  }

  /**
   * A form in which spellings of one name agree: case, Unicode composition, spaces and hyphens,
   * apostrophes, the place of the tone mark in a syllable (hoà, hòa), i and y after a consonant
   * (Mỹ, Mĩ), look-alikes of đ, leading zeros of numbers. Different diacritics stay different. The
   * tone stands at the end of its syllable.
   */
  public static String normalise(String text) {
    String decomposed = decomposed(text);
    StringBuilder out = new StringBuilder(decomposed.length());
    StringBuilder syllable = new StringBuilder(12);
    StringBuilder tones = new StringBuilder(2);
    for (int i = 0; i < decomposed.length(); i++) {
      char c = plainD(decomposed.charAt(i));
      if (TONES.indexOf(c) >= 0) {
        tones.append(c);
      } else if (Character.isLetterOrDigit(c)
          || Character.getType(c) == Character.NON_SPACING_MARK) {
        syllable.append(c);
      } else if (!isIgnorable(c)) {
        flush(syllable, tones, out);
      }
    }
    flush(syllable, tones, out);
    return trimmed(out);
  }

  /** A normalised text without its diacritics; "my" and "mỹ" come to the same. */
  static String unmarked(String normalised) {
    StringBuilder out = new StringBuilder(normalised.length());
    for (int i = 0; i < normalised.length(); i++) {
      char c = normalised.charAt(i);
      if (c < 128) {
        out.append(c);
      } else if (TONES.indexOf(c) < 0) {
        int at = MARKED.indexOf(c);
        out.append(at < 0 ? c : UNMARKED.charAt(at));
      }
    }
    return out.toString();
  }

  /** Whether a text carries no Vietnamese diacritic at all, as when typed on a bare keyboard. */
  public static boolean isUnmarked(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      if (Character.getType(c) == Character.NON_SPACING_MARK
          || plainD(Character.toLowerCase(c)) == 'đ') {
        return false;
      }
    }
    return true;
  }

  /**
   * Letters of other alphabets that look like Latin ones as those, character by character: a name
   * typed with a Russian "а" is the same name.
   */
  static String latin(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = c < '\u0131' || c > '\u04FF' ? -1 : LOOK_ALIKES.indexOf(c);
      if (at >= 0) {
        out = out == null ? new StringBuilder(text) : out;
        out.setCharAt(i, LATIN.charAt(at));
      }
    }
    return out == null ? text : out.toString();
  }

  /**
   * Lower case, letters and marks apart, apostrophes gone with the spaces typed after them. Marks
   * that stand on no letter, and marks that Vietnamese spelling does not have on a letter (č, ñ, ŏ
   * of other languages of the country) are left out, as the official lists do.
   */
  private static String decomposed(String text) {
    // One letter holds an apostrophe that is seen only when it is taken apart.
    String typed = text.indexOf('\u0149') < 0 ? text : text.replace("\u0149", "\u02BCn");
    String plain = latin(hasApostrophe(typed) ? withoutApostrophes(typed) : typed);
    if (plain.chars().allMatch(c -> c < 128)) {
      return plain.toLowerCase(Locale.ROOT);
    }
    // Once more: a Cyrillic letter with an accent is seen only when they are apart.
    // And of a few Greek letters the small one alone looks like a Latin one.
    String apart =
        latin(latin(Normalizer.normalize(plain, Normalizer.Form.NFKD)).toLowerCase(Locale.ROOT));
    StringBuilder out = new StringBuilder(apart.length());
    char letter = ' ';
    boolean head = false;
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      if (c < 128) {
        letter = c;
        head = c == 'n' && isHead(apart, i);
        out.append(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        letter = Character.getType(c) == Character.FORMAT ? letter : c;
        out.append(c == '\u0180' ? 'b' : c);
      } else if (Character.isLetterOrDigit(letter)
          && isVietnamese(letter, c)
          && !(c == '\u0303' && letter == 'n' && head)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Whether a word begins here: ñ is typed for n there, in one piece or in two. At the end of a
   * word the tilde is the tone of it.
   */
  private static boolean isHead(String text, int at) {
    int before = at - 1;
    while (before >= 0 && Character.getType(text.charAt(before)) == Character.NON_SPACING_MARK) {
      before--;
    }
    return before < 0 || !Character.isLetterOrDigit(text.charAt(before));
  }

  private static boolean hasApostrophe(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (APOSTROPHES.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Without apostrophes behind a letter, however many marks it has, and the spaces after them. */
  private static String withoutApostrophes(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      if (APOSTROPHES.indexOf(text.charAt(i)) >= 0 && isBehindLetter(text, i)) {
        while (i < text.length() && APOSTROPHES.indexOf(text.charAt(i)) >= 0) {
          i++;
          while (i < text.length() && SPACES.indexOf(text.charAt(i)) >= 0) {
            i++;
          }
        }
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  private static boolean isBehindLetter(String text, int at) {
    int before = at;
    int last = ' ';
    do {
      if (before == 0) {
        return false;
      }
      last = text.codePointBefore(before);
      before -= Character.charCount(last);
    } while (isMark(last));
    return Character.isLetter(last);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean isVietnamese(char letter, char mark) {
    return switch (mark) {
      case '\u0302' -> "aeo".indexOf(letter) >= 0;
      case '\u0306' -> letter == 'a';
      case '\u031B' -> "ou".indexOf(letter) >= 0;
      default -> TONES.indexOf(mark) >= 0;
    };
  }

  private static void flush(StringBuilder syllable, StringBuilder tones, StringBuilder out) {
    if (syllable.length() > 0) {
      boolean plain = syllable.chars().allMatch(c -> c < 128);
      String letters =
          plain ? syllable.toString() : Normalizer.normalize(syllable, Normalizer.Form.NFC);
      // Of two tones, which no word has, the dot below comes first, as Unicode orders them.
      for (int i = tones.length() - 1; i > 0; i--) {
        if (tones.charAt(i) == '\u0323' && tones.charAt(i - 1) != '\u0323') {
          tones.deleteCharAt(i).insert(0, '\u0323');
          i = tones.length();
        }
      }
      out.append(number(plainI(letters))).append(tones).append(' ');
    }
    syllable.setLength(0);
    tones.setLength(0);
  }

  /** "mỹ" as "mĩ", "quý" as "quí": a final y that follows a consonant, or the u of qu. */
  private static String plainI(String letters) {
    int last = letters.length() - 1;
    if (last < 1 || letters.charAt(last) != 'y') {
      return letters;
    }
    char before = letters.charAt(last - 1);
    boolean qu = last == 2 && letters.startsWith("qu");
    return qu || VOWELS.indexOf(before) < 0 ? letters.substring(0, last) + 'i' : letters;
  }

  /** "01" as "1". */
  private static String number(String letters) {
    int start = 0;
    while (start < letters.length() - 1
        && letters.charAt(start) == '0'
        && Character.isDigit(letters.charAt(start + 1))) {
      start++;
    }
    return letters.substring(start);
  }

  /** Eth and African D look like đ and are typed for it. */
  private static char plainD(char c) {
    return c == '\u00F0' || c == '\u0256' ? 'đ' : c;
  }

  /** Marks and invisible characters neither spell nor separate. */
  private static boolean isIgnorable(char c) {
    return Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.FORMAT;
  }

  private static String trimmed(StringBuilder out) {
    int length = out.length();
    return length > 0 && out.charAt(length - 1) == ' '
        ? out.substring(0, length - 1)
        : out.toString();
  }
}
