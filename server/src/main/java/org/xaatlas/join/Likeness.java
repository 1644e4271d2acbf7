package org.xaatlas.join;

/**
 * How much two normalised names look alike, from 0 to 1.
 *
 * <p>One minus the cost of turning the typed name into the unit's name, per letter. A missing mark
 * costs little, a wrong mark more, a wrong letter most; two letters in the wrong order cost one.
 */
final class Likeness {
  private Likeness() {}

  /**
   * Costs are counted in hundredths of a letter: whole numbers are fast and never off by a hair.
   */
  private static final int LETTER = 100;

  private static final int MISSING_MARK = hundredths(Thresholds.MISSING_MARK);
  private static final int WRONG_MARK = hundredths(Thresholds.WRONG_MARK);
  private static final int SPACE = hundredths(Thresholds.SPACE);

  static double of(String typed, String name) {
    return of(Word.of(typed), Word.of(name));
  }

  static double of(Word typed, Word name) {
    int letters = Math.max(1, Math.max(typed.letters, name.letters));
    return Math.max(0, 1 - cost(typed, name) / (double) (LETTER * letters));
  }

  /**
   * A name with what its characters cost, worked out once: thousands are compared with each other.
   */
  static final class Word {
    private final char[] text;
    private final char[] base;
    private final int[] missing;
    private final int[] added;
    private final int letters;

    private Word(String word) {
      text = word.toCharArray();
      base = new char[text.length];
      missing = new int[text.length];
      added = new int[text.length];
      int count = 0;
      for (int i = 0; i < text.length; i++) {
        char c = text[i];
        boolean tone = isTone(c);
        count += tone ? 0 : 1;
        // All tones have one base: one for another is a wrong mark.
        base[i] = tone ? TONE : Likeness.base(c);
        missing[i] = tone ? MISSING_MARK : c == ' ' ? SPACE : LETTER;
        added[i] = tone ? WRONG_MARK : c == ' ' ? SPACE : LETTER;
      }
      letters = count;
    }

    static Word of(String word) {
      return new Word(word);
    }
  }

  private static final char TONE = '\u0300';

  /** What turns one into the other; beginnings and ends that are the same cost nothing. */
  private static int cost(Word typed, Word name) {
    char[] a = typed.text;
    char[] b = name.text;
    int start = 0;
    int n = a.length;
    int m = b.length;
    while (start < n && start < m && a[start] == b[start]) {
      start++;
    }
    while (n > start && m > start && a[n - 1] == b[m - 1]) {
      n--;
      m--;
    }
    int width = m - start;
    int[] beforeLast = new int[width + 1];
    int[] last = new int[width + 1];
    int[] row = new int[width + 1];
    for (int j = 1; j <= width; j++) {
      last[j] = last[j - 1] + name.missing[start + j - 1];
    }
    for (int i = start; i < n; i++) {
      char c = a[i];
      char plain = typed.base[i];
      int more = typed.added[i];
      int wrongMark = c == plain && plain != TONE ? MISSING_MARK : WRONG_MARK;
      int left = last[0] + more;
      row[0] = left;
      for (int j = 1; j <= width; j++) {
        int at = start + j - 1;
        char d = b[at];
        int cost = last[j - 1];
        if (c != d) {
          cost += plain == name.base[at] ? wrongMark : LETTER;
        }
        int without = last[j] + more;
        cost = without < cost ? without : cost;
        int lacking = left + name.missing[at];
        cost = lacking < cost ? lacking : cost;
        if (c != d && i > start && j > 1 && c == b[at - 1] && a[i - 1] == d) {
          int swapped = beforeLast[j - 2] + LETTER;
          cost = swapped < cost ? swapped : cost;
        }
        row[j] = cost;
        left = cost;
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[width];
  }

  /** Whether a typed name is the other with one or more marks left out and nothing else. */
  static boolean lacksMarksOnly(String typed, String name) {
    int i = 0;
    int lacking = 0;
    for (int j = 0; j < name.length(); j++) {
      char right = name.charAt(j);
      char c = i < typed.length() ? typed.charAt(i) : 0;
      if (c == right) {
        i++;
      } else if (isTone(right)) {
        lacking++;
      } else if (c == base(right)) {
        i++;
        lacking++;
      } else {
        return false;
      }
    }
    return i == typed.length() && lacking > 0;
  }

  /** Whether one letter typed wrong, too many or too few, or two swapped, make one of the other. */
  static boolean isOneLetterOff(String one, String other) {
    int n = one.length();
    int m = other.length();
    int start = 0;
    while (start < n && start < m && one.charAt(start) == other.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < n - start
        && end < m - start
        && one.charAt(n - 1 - end) == other.charAt(m - 1 - end)) {
      end++;
    }
    int left = n - start - end;
    int right = m - start - end;
    boolean swapped =
        left == 2
            && right == 2
            && one.charAt(start) == other.charAt(start + 1)
            && one.charAt(start + 1) == other.charAt(start);
    return swapped || left <= 1 && right <= 1 && left + right > 0;
  }

  private static int hundredths(double letters) {
    return (int) Math.round(LETTER * letters);
  }

  private static boolean isTone(char c) {
    return c >= '\u0300' && c <= '\u036F';
  }

  private static char base(char c) {
    return switch (c) {
      case 'ă', 'â' -> 'a';
      case 'ê' -> 'e';
      case 'ô', 'ơ' -> 'o';
      case 'ư' -> 'u';
      case 'đ' -> 'd';
      default -> c;
    };
  }
}
