package org.xaatlas.priority;

import java.util.stream.IntStream;

/**
 * How well a choice of areas reaches poor households. Neutral words: works in a commune serve
 * everyone who lives there, and most poor people do not live in the poorest communes.
 *
 * @param covered share of all poor households that live in the chosen units; 1 less this is the
 *     exclusion of the choice
 * @param inclusion share of the households in the chosen units that are not poor
 * @param chosen how many units
 * @param poor poor households in the chosen units
 * @param allPoor poor households in all units
 * @param households all households in the chosen units
 */
public record Targeting(
    double covered, double inclusion, int chosen, double poor, double allPoor, double households) {

  /**
   * @param chosen by unit
   * @param poor poor households by unit, not a number where unknown: those units count on no side
   * @param households all households by unit, likewise
   */
  public static Targeting of(boolean[] chosen, double[] poor, double[] households) {
    double allPoor = 0;
    double reached = 0;
    double living = 0;
    int units = 0;
    for (int unit = 0; unit < chosen.length; unit++) {
      units += chosen[unit] ? 1 : 0;
      if (Double.isNaN(poor[unit]) || Double.isNaN(households[unit])) {
        continue;
      }
      allPoor += poor[unit];
      if (chosen[unit]) {
        reached += poor[unit];
        living += households[unit];
      }
    }
    return new Targeting(
        allPoor == 0 ? Double.NaN : reached / allPoor,
        living == 0 ? Double.NaN : 1 - reached / living,
        units,
        reached,
        allPoor,
        living);
  }

  /**
   * The concentration curve of poor households when units are taken in an order: point {@code k} is
   * the share of all poor households in the first {@code k} units.
   *
   * @param order places of units
   * @param poor by unit; what is not a number counts as 0
   * @return one more than there are units, from 0 to 1
   */
  public static double[] curve(int[] order, double[] poor) {
    double all = IntStream.of(order).mapToDouble(unit -> known(poor[unit])).sum();
    double[] curve = new double[order.length + 1];
    double sum = 0;
    for (int k = 0; k < order.length; k++) {
      sum += known(poor[order[k]]);
      curve[k + 1] = all == 0 ? 0 : sum / all;
    }
    return curve;
  }

  /**
   * Twice the area between a concentration curve over households and the diagonal: 0 where the
   * order says nothing about who is poor, nearer to 1 the sooner it comes to poor households, below
   * 0 where it comes to them late.
   *
   * @param households shares of all households, ascending from 0 to 1
   * @param poor shares of all poor households at the same places
   */
  public static double concentration(double[] households, double[] poor) {
    double area = 0;
    for (int k = 1; k < poor.length; k++) {
      area += (households[k] - households[k - 1]) * (poor[k] + poor[k - 1]) / 2;
    }
    return 2 * area - 1;
  }

  /**
   * What part of an amount falls to each tenth of the units, in an order; a tenth has as many units
   * as the next, or one more.
   *
   * @param order places of units
   * @param amount by unit; what is not a number counts as 0
   * @return ten sums
   */
  public static double[] tenths(int[] order, double[] amount) {
    double[] tenths = new double[10];
    for (int k = 0; k < order.length; k++) {
      tenths[(int) (10L * k / order.length)] += known(amount[order[k]]);
    }
    return tenths;
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
