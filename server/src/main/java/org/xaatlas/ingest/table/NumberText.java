package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.join.VietnameseText;

/**
 * Reads printed numbers, Vietnamese (1.234,5) and English (1,234.5). Most numbers say themselves
 * what they are; one like 1.234 does not, and is read only where the column, the file or the kind
 * of the indicator leaves one meaning. Never guesses.
 */
final class NumberText {
  /** Which mark separates decimals in a column. */
  enum Style {
    UNKNOWN,
    /** Decimal comma, thousands point. */
    VIETNAMESE,
    /** Decimal point, thousands comma. */
    ENGLISH,
    /** Both occur. */
    MIXED;

    Style with(Style other) {
      if (other == UNKNOWN || other == this) {
        return this;
      }
      return this == UNKNOWN ? other : MIXED;
    }
  }

  /** How reading a cell ended. */
  enum Outcome {
    /** A figure. */
    VALUE,
    /** Blank, or a sign for no data. */
    NO_DATA,
    /** Two readings are possible. */
    AMBIGUOUS,
    /** Not a number. */
    UNREADABLE
  }

  /**
   * What a cell says.
   *
   * @param value in the unit of the cell
   * @param decimals how many were printed
   * @param qualifier the word before the number, as printed, or ""
   * @param ownUnit whether the cell says the unit of its amount itself; then that of the column
   *     does not count
   */
  record Reading(Outcome outcome, double value, int decimals, String qualifier, boolean ownUnit) {
    private static Reading none(Outcome outcome) {
      return new Reading(outcome, Double.NaN, 0, "", false);
    }
  }

  private static final Set<String> NO_DATA =
      Set.of(
          "-", "–", "—", "−", "...", "…", "..", "*", "x", "n/a", "na", "không có số liệu", "kcsl");

  private static final Pattern NUMBER =
      Pattern.compile(
          "^(?<qualifier>hơn|trên|gần|khoảng|ít nhất|tối thiểu|tối đa|không quá|dưới|about|around"
              + "|over|more than|nearly|almost|at least|at most|under|>=|<=|≥|≤|>|<|~|≈)?\\s*"
              + "(?<body>[+\\-−]?\\d[\\d.,\\s\\u00A0\\u202F]*)"
              + "(?<unit>[%\\p{L}\\p{M}][%\\p{L}\\p{M}\\s]*)?$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern GROUPED_BY_SPACE = Pattern.compile("\\d{1,3}( \\d{3})+([.,]\\d+)?");
  private static final Pattern PLAIN = Pattern.compile("\\d+");
  private static final Pattern ONE_MARK = Pattern.compile("(\\d+)([.,])(\\d+)");
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(([.,])\\d{3})(\\2\\d{3})+");
  private static final Pattern BOTH =
      Pattern.compile("\\d{1,3}(([.,])\\d{3})(\\2\\d{3})*([.,])\\d+");

  /** Units printed behind a number, folded, and what they multiply it by. */
  private static final Map<String, Double> AMOUNTS =
      Map.ofEntries(
          Map.entry("trieu", 1.0),
          Map.entry("trieu dong", 1.0),
          Map.entry("trd", 1.0),
          Map.entry("tr d", 1.0),
          Map.entry("tr dong", 1.0),
          Map.entry("million vnd", 1.0),
          Map.entry("ty", 1000.0),
          Map.entry("ty dong", 1000.0),
          Map.entry("ti dong", 1000.0),
          Map.entry("billion vnd", 1000.0),
          Map.entry("nghin ty dong", 1_000_000.0),
          Map.entry("ngan ty dong", 1_000_000.0),
          Map.entry("nghin dong", 0.001),
          Map.entry("ngan dong", 0.001),
          Map.entry("1000 dong", 0.001),
          Map.entry("1000 d", 0.001),
          Map.entry("thousand vnd", 0.001),
          Map.entry("dong", 0.000001),
          Map.entry("vnd", 0.000001));

  private static final Set<String> THINGS =
      Set.of(
          "ho",
          "nguoi",
          "khau",
          "nha",
          "can",
          "mo hinh",
          "cong trinh",
          "xa",
          "thon",
          "ap",
          "luot",
          "luot ho",
          "luot nguoi",
          "lao dong",
          "households",
          "people",
          "persons");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u202F]+");

  private NumberText() {}

  /** What a unit of measure, as printed, multiplies amounts by; empty when it is none of money. */
  static Optional<Double> amountFactor(String unit) {
    return Optional.ofNullable(AMOUNTS.get(VietnameseText.fold(unit)));
  }

  /** What a cell tells of the style of its column. */
  static Style evidence(Cell cell) {
    if (cell.kind() != Cell.Kind.TEXT) {
      return Style.UNKNOWN;
    }
    Matcher matcher = NUMBER.matcher(cell.text());
    if (!matcher.matches()) {
      return Style.UNKNOWN;
    }
    String body = unsigned(matcher.group("body"));
    Matcher one = ONE_MARK.matcher(body);
    if (one.matches()) {
      return isAmbiguous(one) ? Style.UNKNOWN : decimalMark(one.group(2).charAt(0));
    }
    Matcher grouped = GROUPED.matcher(body);
    if (grouped.matches()) {
      return decimalMark(grouped.group(2).equals(".") ? ',' : '.');
    }
    Matcher both = BOTH.matcher(body);
    if (both.matches() && !both.group(2).equals(both.group(4))) {
      return decimalMark(both.group(4).charAt(0));
    }
    return GROUPED_BY_SPACE.matcher(body).matches() && body.matches(".*[.,].*")
        ? decimalMark(body.indexOf(',') >= 0 ? ',' : '.')
        : Style.UNKNOWN;
  }

  /**
   * Reads a cell.
   *
   * @param indicator what is measured: households are whole, a percentage is not in the thousands
   * @param column style of the column
   * @param file style of all columns together
   */
  static Reading read(Cell cell, Indicator indicator, Style column, Style file) {
    switch (cell.kind()) {
      case BLANK:
        return Reading.none(Outcome.NO_DATA);
      case PERCENT:
        // What is shown as 5 % is no count of five households.
        return indicator.kind() == Indicator.Kind.RATE
            ? new Reading(Outcome.VALUE, cell.number(), decimals(cell.text()), "", false)
            : Reading.none(Outcome.UNREADABLE);
      case MERGED:
        return Reading.none(Outcome.AMBIGUOUS);
      case NUMBER:
        return new Reading(Outcome.VALUE, cell.number(), decimals(cell.text()), "", false);
      case ERROR:
        return Reading.none(Outcome.UNREADABLE);
      default:
        return readText(cell.text(), indicator, column, file);
    }
  }

  private static Reading readText(String text, Indicator indicator, Style column, Style file) {
    if (NO_DATA.contains(text.toLowerCase(Locale.ROOT))) {
      return Reading.none(Outcome.NO_DATA);
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return Reading.none(Outcome.UNREADABLE);
    }
    Optional<Double> factor = unitFactor(matcher.group("unit"), indicator);
    if (factor.isEmpty()) {
      return Reading.none(Outcome.UNREADABLE);
    }
    String printed = matcher.group("body").strip();
    String body = unsigned(printed);
    Optional<Character> decimalMark = decimalMark(body, indicator, column, file);
    if (decimalMark.isEmpty()) {
      return Reading.none(
          ONE_MARK.matcher(body).matches() ? Outcome.AMBIGUOUS : Outcome.UNREADABLE);
    }
    char mark = decimalMark.get();
    String digits = body.replace(" ", "").replace(mark == ',' ? "." : ",", "").replace(mark, '.');
    double value = new BigDecimal(digits).multiply(BigDecimal.valueOf(factor.get())).doubleValue();
    boolean negative = printed.startsWith("-") || printed.startsWith("−");
    String qualifier = Optional.ofNullable(matcher.group("qualifier")).orElse("");
    boolean ownUnit = indicator.kind() == Indicator.Kind.AMOUNT && matcher.group("unit") != null;
    return new Reading(
        Outcome.VALUE, negative ? -value : value, decimals(digits), qualifier, ownUnit);
  }

  /** The decimal mark of a number, any for one that has no marks; empty when it cannot be told. */
  private static Optional<Character> decimalMark(
      String body, Indicator indicator, Style column, Style file) {
    if (PLAIN.matcher(body).matches()) {
      return Optional.of('.');
    }
    Matcher one = ONE_MARK.matcher(body);
    if (one.matches()) {
      char mark = one.group(2).charAt(0);
      char other = mark == '.' ? ',' : '.';
      if (!isAmbiguous(one)) {
        return Optional.of(mark);
      }
      if (column == Style.VIETNAMESE || column == Style.ENGLISH) {
        return Optional.of(column == Style.VIETNAMESE ? ',' : '.');
      }
      if (indicator.kind() == Indicator.Kind.COUNT) {
        return Optional.of(other);
      }
      if (indicator.kind() == Indicator.Kind.RATE) {
        return Optional.of(mark);
      }
      return file == Style.VIETNAMESE
          ? Optional.of(',')
          : file == Style.ENGLISH ? Optional.of('.') : Optional.empty();
    }
    Matcher grouped = GROUPED.matcher(body);
    if (grouped.matches()) {
      return Optional.of(grouped.group(2).equals(".") ? ',' : '.');
    }
    Matcher both = BOTH.matcher(body);
    if (both.matches() && !both.group(2).equals(both.group(4))) {
      return Optional.of(both.group(4).charAt(0));
    }
    if (GROUPED_BY_SPACE.matcher(body).matches()) {
      return Optional.of(body.indexOf(',') >= 0 ? ',' : '.');
    }
    return Optional.empty();
  }

  /** 1.234 may be a thousand or a little more than one; 0.123, 12.34 and 1234.567 may not. */
  private static boolean isAmbiguous(Matcher one) {
    String whole = one.group(1);
    return one.group(3).length() == 3 && whole.length() <= 3 && !whole.startsWith("0");
  }

  private static Optional<Double> unitFactor(String unit, Indicator indicator) {
    if (unit == null || unit.isBlank()) {
      return Optional.of(1.0);
    }
    String folded = VietnameseText.fold(unit);
    boolean rate = indicator.kind() == Indicator.Kind.RATE;
    if (unit.contains("%")) {
      return rate && (folded.isEmpty() || folded.equals("diem"))
          ? Optional.of(1.0)
          : Optional.empty();
    }
    if (indicator.kind() == Indicator.Kind.AMOUNT) {
      return amountFactor(unit);
    }
    return THINGS.contains(folded) && !rate ? Optional.of(1.0) : Optional.empty();
  }

  private static Style decimalMark(char mark) {
    return mark == ',' ? Style.VIETNAMESE : Style.ENGLISH;
  }

  private static String unsigned(String body) {
    String plain = BLANKS.matcher(body).replaceAll(" ").strip();
    boolean signed = !plain.isEmpty() && "+-−".indexOf(plain.charAt(0)) >= 0;
    return signed ? plain.substring(1).strip() : plain;
  }

  private static int decimals(String text) {
    int point = text.indexOf('.');
    return point < 0 ? 0 : text.length() - point - 1;
  }
}
