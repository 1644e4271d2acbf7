package org.xaatlas.series;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A series as one source tells it, as vectors: place by place for the units of a level in the order
 * of their codes. What {@link Series} says figure by figure, without an object for each. Not to be
 * changed by whoever reads it: the vectors are not copied.
 *
 * @param key what the figures are about
 * @param source id of the source
 * @param values NaN where there is no figure
 * @param statuses ordinal of the {@link Status}, {@link #NONE} where there is no figure
 * @param imports number of the import that brought each figure
 * @param rows row of the source file, 0 where there was none
 * @param qualifiers the word printed before a figure, by place, only where there is one
 */
public record SeriesColumn(
    SeriesKey key,
    String source,
    double[] values,
    byte[] statuses,
    int[] imports,
    int[] rows,
    SortedMap<Integer, String> qualifiers) {
  /** The status of a place without a figure. */
  public static final byte NONE = -1;

  public SeriesColumn {
    int size = values.length;
    if (statuses.length != size || imports.length != size || rows.length != size) {
      throw new IllegalArgumentException("The vectors of a series have one length");
    }
    qualifiers = Collections.unmodifiableSortedMap(new TreeMap<>(qualifiers));
  }

  /** How many units. */
  public int size() {
    return values.length;
  }

  /** Whether there is a figure. */
  public boolean has(int place) {
    return statuses[place] != NONE;
  }
}
