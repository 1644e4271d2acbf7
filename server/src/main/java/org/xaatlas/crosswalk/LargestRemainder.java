package org.xaatlas.crosswalk;

import java.util.Arrays;

/** Divides whole things so that none is lost or made. Stateless. */
final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * Divides a number of things by shares: each gets what its share comes to, rounded down, and what
   * is left goes one by one to those that lost most by that, the first of equals first. The parts
   * add up to the number, and each is less than 1 away from its share of it.
   *
   * @param things may be negative: a fall is divided as a rise is
   * @param shares together 1
   */
  static long[] divide(long things, double[] shares) {
    long size = Math.abs(things);
    long[] parts = new long[shares.length];
    double[] remainders = new double[shares.length];
    long given = 0;
    for (int i = 0; i < shares.length; i++) {
      double exact = size * shares[i];
      parts[i] = (long) Math.floor(exact);
      remainders[i] = exact - parts[i];
      given += parts[i];
    }
    Integer[] order = new Integer[shares.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(remainders[b], remainders[a]));
    // Rounding of the products can give one too many as well as too few.
    for (int i = 0; given < size; i = (i + 1) % order.length, given++) {
      parts[order[i]]++;
    }
    for (int i = order.length - 1; given > size; i = (i + order.length - 1) % order.length) {
      if (parts[order[i]] > 0) {
        parts[order[i]]--;
        given--;
      }
    }
    if (things < 0) {
      Arrays.setAll(parts, i -> -parts[i]);
    }
    return parts;
  }
}
