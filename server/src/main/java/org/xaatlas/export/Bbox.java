package org.xaatlas.export;

import java.util.Optional;

/**
 * A rectangle in lon/lat (EPSG:4326), borders included. It does not cross the antimeridian: nothing
 * here lies there.
 */
public record Bbox(double west, double south, double east, double north) {
  public Bbox {
    if (!(west >= -180 && east <= 180 && west <= east)
        || !(south >= -90 && north <= 90 && south <= north)) {
      throw new IllegalArgumentException(
          "Not a rectangle: " + west + "," + south + "," + east + "," + north);
    }
  }

  /**
   * Reads {@code west,south,east,north}, or six numbers with heights, which are left out; empty for
   * anything that is no rectangle.
   */
  public static Optional<Bbox> parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 4 && parts.length != 6) {
      return Optional.empty();
    }
    int half = parts.length / 2;
    try {
      return Optional.of(
          new Bbox(
              Double.parseDouble(parts[0]),
              Double.parseDouble(parts[1]),
              Double.parseDouble(parts[half]),
              Double.parseDouble(parts[half + 1])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether they share a point. */
  public boolean intersects(
      double otherWest, double otherSouth, double otherEast, double otherNorth) {
    return otherWest <= east && otherEast >= west && otherSouth <= north && otherNorth >= south;
  }

  /** Whether all of the other lies in this. */
  public boolean contains(
      double otherWest, double otherSouth, double otherEast, double otherNorth) {
    return otherWest >= west && otherEast <= east && otherSouth >= south && otherNorth <= north;
  }

  @Override
  public String toString() {
    return plain(west) + "," + plain(south) + "," + plain(east) + "," + plain(north);
  }

  private static String plain(double value) {
    return new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
