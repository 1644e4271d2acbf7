package org.xaatlas.join;

/**
 * How much two normalised names look alike, from 0 to 1.
 *
 * <p>One minus the cost of turning the typed name into the unit's name, per letter. A missing mark
 * costs little, a wrong mark more, a wrong letter most; two letters in the wrong order cost one.
 */
final class Likeness {
  private Likeness() {}

  static double of(String typed, String name) {
    int letters = Math.max(1, Math.max(letters(typed), letters(name)));
    return Math.max(0, 1 - cost(typed, name) / letters);
  }

  /** What turns one into the other; beginnings and ends that are the same cost nothing. */
  private static double cost(String typed, String name) {
    int start = 0;
    int n = typed.length();
    int m = name.length();
    while (start < n && start < m && typed.charAt(start) == name.charAt(start)) {
      start++;
    }
    while (n > start && m > start && typed.charAt(n - 1) == name.charAt(m - 1)) {
      n--;
      m--;
    }
    n -= start;
    m -= start;
    double[] beforeLast = new double[m + 1];
    double[] last = new double[m + 1];
    double[] row = new double[m + 1];
    for (int j = 1; j <= m; j++) {
      last[j] = last[j - 1] + missing(name.charAt(start + j - 1));
    }
    char before = 0;
    for (int i = 1; i <= n; i++) {
      char a = typed.charAt(start + i - 1);
      row[0] = last[0] + added(a);
      for (int j = 1; j <= m; j++) {
        char b = name.charAt(start + j - 1);
        double cost =
            Math.min(
                last[j - 1] + replaced(a, b),
                Math.min(last[j] + added(a), row[j - 1] + missing(b)));
        if (i > 1 && j > 1 && a == name.charAt(start + j - 2) && before == b && a != b) {
          cost = Math.min(cost, beforeLast[j - 2] + 1);
        }
        row[j] = cost;
      }
      before = a;
      double[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[m];
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

  private static double missing(char c) {
    return isTone(c) ? Thresholds.MISSING_MARK : c == ' ' ? Thresholds.SPACE : 1;
  }

  private static double added(char c) {
    return isTone(c) ? Thresholds.WRONG_MARK : c == ' ' ? Thresholds.SPACE : 1;
  }

  private static double replaced(char typed, char right) {
    if (typed == right) {
      return 0;
    }
    if (isTone(typed) && isTone(right)) {
      return Thresholds.WRONG_MARK;
    }
    if (base(typed) == base(right)) {
      return typed == base(typed) ? Thresholds.MISSING_MARK : Thresholds.WRONG_MARK;
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
