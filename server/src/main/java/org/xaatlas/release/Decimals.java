package org.xaatlas.release;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;

/**
 * Numbers as text: the shortest decimal that reads back as the same number, the same on every Java
 * (Java's own text changed with version 19). Whole numbers have no point.
 */
public final class Decimals {
  /** Numbers up to this are exact in ten-millionths, the resolution of nearly all coordinates. */
  private static final double EXACT = 9e8;

  /** Whole numbers up to this (2^53) are exact. */
  private static final double WHOLE = 0x1p53;

  private static final int PLACES = 7;
  private static final double SCALE = 1e7;

  private Decimals() {}

  /** The text of a finite number, as JSON wants it. */
  public static String text(double number) {
    byte[] buffer = new byte[32];
    return new String(
        buffer, 0, write(number, buffer, 0), java.nio.charset.StandardCharsets.US_ASCII);
  }

  /**
   * Writes the text of a finite number.
   *
   * @param buffer has at least 32 bytes left
   * @return where the text ends
   */
  public static int write(double number, byte[] buffer, int at) {
    double scaled = Math.rint(number * SCALE);
    // A quotient is rounded correctly, so this finds exactly the numbers of at most seven places.
    if (Math.abs(number) < EXACT && scaled / SCALE == number) {
      return writeScaled((long) scaled, buffer, at);
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no " + number);
    }
    String text =
        number == Math.rint(number) && Math.abs(number) <= WHOLE
            ? Long.toString((long) number)
            : DoubleToDecimal.toString(number);
    int length = text.endsWith(".0") ? text.length() - 2 : text.length();
    for (int i = 0; i < length; i++) {
      buffer[at + i] = (byte) text.charAt(i);
    }
    return at + length;
  }

  private static int writeScaled(long scaled, byte[] buffer, int start) {
    int at = start;
    long rest = scaled;
    if (rest < 0) {
      buffer[at++] = '-';
      rest = -rest;
    }
    long whole = rest / (long) SCALE;
    int fraction = (int) (rest % (long) SCALE);
    int digits = 1;
    for (long power = 10; power <= whole; power *= 10) {
      digits++;
    }
    for (int i = digits - 1; i >= 0; i--) {
      buffer[at + i] = (byte) ('0' + whole % 10);
      whole /= 10;
    }
    at += digits;
    if (fraction == 0) {
      return at;
    }
    int places = PLACES;
    while (fraction % 10 == 0) {
      fraction /= 10;
      places--;
    }
    buffer[at] = '.';
    for (int i = places; i > 0; i--) {
      buffer[at + i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    return at + 1 + places;
  }
}
