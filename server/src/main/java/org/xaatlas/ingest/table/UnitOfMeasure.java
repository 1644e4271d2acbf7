package org.xaatlas.ingest.table;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.join.VietnameseText;

/** Reads the units of measure that tables print, in the notes of their headings mostly. */
final class UnitOfMeasure {
  /** What stands in parentheses. */
  static final Pattern NOTE = Pattern.compile("\\(([^()]*)\\)");

  /** The units of measure that counts of households and of persons are printed in. */
  private static final Map<String, Set<String>> UNITS_OF =
      Map.of(
          "household", Set.of("ho", "so ho", "household", "households", "hh"),
          "person",
              Set.of("nguoi", "khau", "nhan khau", "lao dong", "hoc sinh", "persons", "people"));

  private static final Set<String> OTHER_UNITS =
      Set.of(
          "nha",
          "can",
          "mo hinh",
          "cong trinh",
          "xa",
          "thon",
          "luot",
          "luot ho",
          "luot nguoi",
          "lop",
          "buoi",
          "ho",
          "nguoi");

  /** What may stand beside the % sign in a note. */
  private static final Set<String> RATE_WORDS = Set.of("", "ty le", "ti le", "rate", "diem");

  /** "(1)", "(A)", "(5 = 3 + 4)": the number of a column of a form. */
  private static final Pattern COLUMN_NUMBER =
      Pattern.compile("\\s*(\\d{1,2}|[A-Z])(\\s*=[\\s\\d+\\-*/x:()%]+)?\\s*");

  private UnitOfMeasure() {}

  /** Whether a note only numbers its column, or names a unit that the indicator is measured in. */
  static boolean isPlain(String note, Indicator indicator) {
    if (COLUMN_NUMBER.matcher(note).matches()) {
      return true;
    }
    return factor(note, indicator).isPresent();
  }

  /**
   * What a unit of measure, as printed, multiplies the values of an indicator by; empty for one
   * that the indicator is not measured in.
   */
  static Optional<Double> factor(String printed, Indicator indicator) {
    String unit = unit(printed);
    boolean own =
        switch (indicator.kind()) {
          case COUNT -> UNITS_OF.getOrDefault(indicator.unit(), OTHER_UNITS).contains(unit);
          case RATE -> printed.contains("%") ? RATE_WORDS.contains(unit) : unit.equals("phan tram");
          case AMOUNT -> false;
        };
    return indicator.kind() == Indicator.Kind.AMOUNT
        ? NumberText.amountFactor(unit)
        : own ? Optional.of(1.0) : Optional.empty();
  }

  /** The factor of the unit of money that a heading names in a note. */
  static Optional<Double> amountUnit(String heading) {
    return NOTE.matcher(heading)
        .results()
        .flatMap(note -> NumberText.amountFactor(unit(note.group(1))).stream())
        .findFirst();
  }

  /** "ĐVT: tỷ đồng" as "ty dong". */
  private static String unit(String note) {
    return VietnameseText.fold(note).replaceFirst("^(don vi tinh|don vi|dvt|unit) ", "");
  }

  /** Whether a note of a heading names a unit that things are counted in. */
  static boolean isCounted(String heading) {
    Matcher note = NOTE.matcher(heading);
    while (note.find()) {
      String unit = unit(note.group(1));
      if (OTHER_UNITS.contains(unit)
          || UNITS_OF.values().stream().anyMatch(units -> units.contains(unit))) {
        return true;
      }
    }
    return false;
  }

  /** What the values under a heading of money are multiplied by. */
  static double scale(String heading) {
    return amountUnit(heading).orElse(1.0);
  }
}
