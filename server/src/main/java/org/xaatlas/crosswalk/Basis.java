package org.xaatlas.crosswalk;

import java.util.Locale;

/** What the shares of an old unit were measured in; the most telling first. */
public enum Basis {
  /** Nothing to divide: all of it went to one unit. */
  WHOLE,
  HOUSEHOLDS,
  POPULATION,
  AREA,
  /** Nobody knows: divided evenly among the new units, which is an assumption. */
  UNKNOWN;

  /** The word in files, pieces and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The less telling of two: a figure is as good as the worst of what it rests on. */
  public Basis weaker(Basis other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
