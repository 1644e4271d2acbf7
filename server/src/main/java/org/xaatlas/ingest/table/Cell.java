package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One cell as it stands in the file.
 *
 * @param kind what the file keeps
 * @param text the text without outer spaces; for a number its shortest decimal form
 * @param number the value of a number, NaN for everything else
 */
record Cell(Kind kind, String text, double number) {
  enum Kind {
    BLANK,
    TEXT,
    NUMBER,
    /** A formula that failed, or whose value the file does not hold. */
    ERROR
  }

  static final Cell BLANK = new Cell(Kind.BLANK, "", Double.NaN);

  static Cell text(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? BLANK : new Cell(Kind.TEXT, stripped, Double.NaN);
  }

  static Cell number(double value) {
    // Fifteen digits are what a spreadsheet shows; the sixteenth is noise of binary fractions.
    BigDecimal decimal = new BigDecimal(value).round(new MathContext(15)).stripTrailingZeros();
    String text = decimal.signum() == 0 ? "0" : decimal.toPlainString();
    return new Cell(Kind.NUMBER, text, decimal.doubleValue());
  }

  static Cell error(String text) {
    return new Cell(Kind.ERROR, text, Double.NaN);
  }

  boolean isBlank() {
    return kind == Kind.BLANK;
  }
}
