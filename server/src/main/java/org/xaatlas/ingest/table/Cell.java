package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.math.MathContext;
import org.xaatlas.ingest.HouseholdSigns;

/**
 * One cell as it stands in the file.
 *
 * @param kind what the file keeps
 * @param text the text without outer spaces; for a number its shortest decimal form
 * @param number the value of a number, NaN for everything else
 */
record Cell(Kind kind, String text, double number) implements HouseholdSigns.Value {
  enum Kind {
    BLANK,
    TEXT,
    NUMBER,
    /** A number shown in percent; the value is what is shown: 4.54 for 4.54 %. */
    PERCENT,
    /** A number that a spreadsheet shows over several rows at once. */
    MERGED,
    /** A formula that failed, or whose value the file does not hold. */
    ERROR
  }

  static final Cell BLANK = new Cell(Kind.BLANK, "", Double.NaN);

  static Cell text(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? BLANK : new Cell(Kind.TEXT, stripped, Double.NaN);
  }

  static Cell number(double value) {
    return number(Kind.NUMBER, value);
  }

  /** A cell that holds 0.0454 and is shown as 4.54 %. */
  static Cell percent(double fraction) {
    return number(Kind.PERCENT, fraction * 100);
  }

  private static Cell number(Kind kind, double value) {
    if (value == (long) value && Math.abs(value) < 1e15) {
      long whole = (long) value;
      return new Cell(kind, Long.toString(whole), whole);
    }
    // Fifteen digits are what a spreadsheet shows; the sixteenth is noise of binary fractions.
    BigDecimal decimal = new BigDecimal(value).round(new MathContext(15)).stripTrailingZeros();
    String text = decimal.signum() == 0 ? "0" : decimal.toPlainString();
    return new Cell(kind, text, decimal.doubleValue());
  }

  static Cell error(String text) {
    return new Cell(Kind.ERROR, text, Double.NaN);
  }

  static Cell merged(String text) {
    return new Cell(Kind.MERGED, text, Double.NaN);
  }

  boolean isBlank() {
    return kind == Kind.BLANK;
  }

  @Override
  public boolean isNumber() {
    return kind != Kind.TEXT;
  }
}
