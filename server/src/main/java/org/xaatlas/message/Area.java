package org.xaatlas.message;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;

/**
 * An area as people read it, with its unit: to a tenth of a square metre from 1 m² on, smaller ones
 * with two figures that say something ({@code 0.043 m²}), since a gap of "0.0 m²" would be none.
 *
 * @param squareMetres not negative
 */
public record Area(double squareMetres) {
  /** Below it two outlines are said to be alike, so that more places would mean nothing. */
  private static final double SMALLEST = 0.001;

  private static final MathContext FIGURES = new MathContext(2, RoundingMode.HALF_UP);

  public Area {
    if (!(squareMetres >= 0) || Double.isInfinite(squareMetres)) {
      throw new IllegalArgumentException("An area is a number from 0, not " + squareMetres);
    }
  }

  public String in(Language language) {
    NumberFormat form = NumberFormat.getNumberInstance(language.locale());
    form.setRoundingMode(RoundingMode.HALF_UP);
    boolean tiny = squareMetres > 0 && squareMetres < SMALLEST;
    form.setMaximumFractionDigits(squareMetres < 1 ? 4 : 1);
    BigDecimal said = BigDecimal.valueOf(tiny ? SMALLEST : squareMetres);
    return (tiny ? "< " : "") + form.format(squareMetres < 1 ? said.round(FIGURES) : said) + " m²";
  }
}
