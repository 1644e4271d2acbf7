package org.xaatlas.hotspot;

/**
 * Rates of units of very different size. The rate of a small unit swings widely by chance alone;
 * these make units comparable. What they give is an estimate and not an official rate.
 */
public final class Rates {
  private Rates() {}

  /**
   * Rates drawn towards the rate of all, the more the smaller the unit (Marshall 1991, global
   * empirical Bayes).
   *
   * @param cases for instance poor households
   * @param base for instance households, above 0
   * @return shares, 0 to 1 where cases are at most the base
   */
  public static double[] smoothed(double[] cases, double[] base) {
    check(cases, base);
    double rate = sum(cases) / sum(base);
    double between = Math.max(0, variance(cases, base, rate));
    double[] smoothed = new double[cases.length];
    for (int i = 0; i < smoothed.length; i++) {
      double within = rate / base[i];
      double own = between + within == 0 ? 0 : between / (between + within);
      smoothed[i] = rate + own * (cases[i] / base[i] - rate);
    }
    return smoothed;
  }

  /**
   * Rates as standard scores under the assumption of one rate for all (Assunção and Reis 1999): the
   * values to test for a pattern.
   */
  public static double[] standardised(double[] cases, double[] base) {
    check(cases, base);
    double rate = sum(cases) / sum(base);
    double between = variance(cases, base, rate);
    double[] standardised = new double[cases.length];
    for (int i = 0; i < standardised.length; i++) {
      double within = rate / base[i];
      double variance = between + within > 0 ? between + within : within;
      standardised[i] = variance == 0 ? 0 : (cases[i] / base[i] - rate) / Math.sqrt(variance);
    }
    return standardised;
  }

  /** The variance of rates between units, beyond what chance brings; may come out below 0. */
  private static double variance(double[] cases, double[] base, double rate) {
    double all = sum(base);
    double spread = 0;
    for (int i = 0; i < cases.length; i++) {
      double off = cases[i] / base[i] - rate;
      spread += base[i] * off * off;
    }
    return spread / all - rate / (all / base.length);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static void check(double[] cases, double[] base) {
    if (cases.length != base.length || cases.length == 0) {
      throw new IllegalArgumentException("As many cases as bases are needed, and some");
    }
    for (int i = 0; i < cases.length; i++) {
      if (!(base[i] > 0) || !(cases[i] >= 0) || !Double.isFinite(base[i] + cases[i])) {
        throw new IllegalArgumentException("Unit " + i + ": " + cases[i] + " of " + base[i]);
      }
    }
  }
}
