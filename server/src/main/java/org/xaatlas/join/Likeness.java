package org.xaatlas.join;

/**
 * How much two normalised names look alike, from 0 to 1.
 *
 * <p>One minus the cost of turning the typed name into the unit's name, per letter. A missing mark
 * costs little, a wrong mark more, a wrong letter most; two letters in the wrong order cost one.
 */
final class Likeness {
  private static final double MISSING_MARK = 0.25;
  private static final double WRONG_MARK = 0.5;
  private static final double SPACE = 0.3;

  private Likeness() {}

  static double of(String typed, String name) {
    int n = typed.length();
    int m = name.length();
    double[] beforeLast = new double[m + 1];
    double[] last = new double[m + 1];
    double[] row = new double[m + 1];
    for (int j = 1; j <= m; j++) {
      last[j] = last[j - 1] + missing(name.charAt(j - 1));
    }
    for (int i = 1; i <= n; i++) {
      char a = typed.charAt(i - 1);
      row[0] = last[0] + added(a);
      for (int j = 1; j <= m; j++) {
        char b = name.charAt(j - 1);
        double cost =
            Math.min(
                last[j - 1] + replaced(a, b),
                Math.min(last[j] + added(a), row[j - 1] + missing(b)));
        if (i > 1 && j > 1 && a == name.charAt(j - 2) && typed.charAt(i - 2) == b && a != b) {
          cost = Math.min(cost, beforeLast[j - 2] + 1);
        }
        row[j] = cost;
      }
      double[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    int letters = Math.max(1, Math.max(letters(typed), letters(name)));
    return Math.max(0, 1 - last[m] / letters);
  }

  private static double missing(char c) {
    return isTone(c) ? MISSING_MARK : c == ' ' ? SPACE : 1;
  }

  private static double added(char c) {
    return isTone(c) ? WRONG_MARK : c == ' ' ? SPACE : 1;
  }

  private static double replaced(char typed, char right) {
    if (typed == right) {
      return 0;
    }
    if (isTone(typed) && isTone(right)) {
      return WRONG_MARK;
    }
    if (base(typed) == base(right)) {
      return typed == base(typed) ? MISSING_MARK : WRONG_MARK;
    }
    return 1;
  }

  private static int letters(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!isTone(text.charAt(i))) {
        count++;
      }
    }
    return count;
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
