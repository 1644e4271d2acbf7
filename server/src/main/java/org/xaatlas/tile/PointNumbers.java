package org.xaatlas.tile;

import java.util.Arrays;

/** Numbers points by their place: the same place has the same number, the first is 0. */
final class PointNumbers {
  private double[] xs;
  private double[] ys;
  private int count;
  private int[] table;

  /**
   * @param expected about how many different points will come
   */
  PointNumbers(int expected) {
    int room = Math.max(64, expected);
    xs = new double[room];
    ys = new double[room];
    table = new int[Integer.highestOneBit(room) * 4];
  }

  /** The number of a place; a new one for a new place. */
  int of(double x, double y) {
    int mask = table.length - 1;
    int slot = slot(x, y, mask);
    while (table[slot] != 0) {
      int point = table[slot] - 1;
      if (xs[point] == x && ys[point] == y) {
        return point;
      }
      slot = slot + 1 & mask;
    }
    if (count == xs.length) {
      xs = Arrays.copyOf(xs, count + (count >> 1));
      ys = Arrays.copyOf(ys, count + (count >> 1));
    }
    xs[count] = x;
    ys[count] = y;
    table[slot] = ++count;
    if (count * 2L > table.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = slot(xs[i], ys[i], mask);
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = i + 1;
    }
  }

  private static int slot(double x, double y, int mask) {
    return hash(Double.doubleToLongBits(x) * 31 + Double.doubleToLongBits(y)) & mask;
  }

  /** Spreads the bits of a key over an int. */
  static int hash(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    return (int) (mixed ^ mixed >>> 32);
  }

  int count() {
    return count;
  }

  double x(int point) {
    return xs[point];
  }

  double y(int point) {
    return ys[point];
  }

  /** The places of all points, by number; for reading, once all are there. */
  double[] xs() {
    return Arrays.copyOf(xs, count);
  }

  double[] ys() {
    return Arrays.copyOf(ys, count);
  }
}
