package org.xaatlas.store.sql;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xaatlas.series.Observation;
import org.xaatlas.series.SeriesColumn;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;

/**
 * The figures of one series and source, side by side in the order of {@code unit.ord}. It may be
 * shorter than the list of units: what lies beyond its end has no figure. Not safe to share.
 */
public final class SeriesVector {
  private double[] values;
  private byte[] statuses;
  private int[] imports;
  private int[] rows;
  private final SortedMap<Integer, String> qualifiers;

  /** A series without a figure. */
  public SeriesVector() {
    this(new double[0], new byte[0], new int[0], new int[0], new TreeMap<>());
  }

  /**
   * @param values NaN where there is no figure
   * @param statuses 0 where there is no figure, otherwise one more than the ordinal of the status
   * @param imports number of the import that brought the figure
   * @param rows row of the source file it stood in
   * @param qualifiers by place, only where there is a word
   */
  public SeriesVector(
      double[] values,
      byte[] statuses,
      int[] imports,
      int[] rows,
      SortedMap<Integer, String> qualifiers) {
    if (statuses.length != values.length
        || imports.length != values.length
        || rows.length != values.length) {
      throw new IllegalArgumentException("The vectors of a series have one length");
    }
    this.values = values;
    this.statuses = statuses;
    this.imports = imports;
    this.rows = rows;
    this.qualifiers = qualifiers;
  }

  /** Makes room for at least as many places. */
  void grow(int length) {
    int before = values.length;
    if (length > before) {
      values = Arrays.copyOf(values, length);
      Arrays.fill(values, before, length, Double.NaN);
      statuses = Arrays.copyOf(statuses, length);
      imports = Arrays.copyOf(imports, length);
      rows = Arrays.copyOf(rows, length);
    }
  }

  /** Sets the figure at a place that there is room for. */
  void put(int place, Observation observation, int importNumber) {
    values[place] = observation.value();
    statuses[place] = (byte) (observation.status().ordinal() + 1);
    imports[place] = importNumber;
    rows[place] = observation.row();
    if (observation.qualifier().isEmpty()) {
      qualifiers.remove(place);
    } else {
      qualifiers.put(place, observation.qualifier());
    }
  }

  /** Leaves a place without a figure. */
  void clear(int place) {
    if (place < values.length) {
      values[place] = Double.NaN;
      statuses[place] = 0;
      imports[place] = 0;
      rows[place] = 0;
      qualifiers.remove(place);
    }
  }

  boolean has(int place) {
    return place < values.length && statuses[place] != 0;
  }

  /** The figure at a place that has one, told about the unit with the code given. */
  Observation observation(int place, String unit) {
    return new Observation(
        unit,
        values[place],
        Status.values()[statuses[place] - 1],
        qualifiers.getOrDefault(place, ""),
        rows[place]);
  }

  long importNumber(int place) {
    return imports[place];
  }

  /**
   * The same in another order.
   *
   * @param order for each unit its place in this vector
   */
  SeriesColumn column(SeriesKey key, String source, int[] order) {
    double[] value = new double[order.length];
    byte[] status = new byte[order.length];
    int[] importNumber = new int[order.length];
    int[] row = new int[order.length];
    SortedMap<Integer, String> words = new TreeMap<>();
    for (int i = 0; i < order.length; i++) {
      int place = order[i];
      if (has(place)) {
        value[i] = values[place];
        status[i] = (byte) (statuses[place] - 1);
        importNumber[i] = imports[place];
        row[i] = rows[place];
        if (!qualifiers.isEmpty() && qualifiers.containsKey(place)) {
          words.put(i, qualifiers.get(place));
        }
      } else {
        value[i] = Double.NaN;
        status[i] = SeriesColumn.NONE;
      }
    }
    return new SeriesColumn(key, source, value, status, importNumber, row, words);
  }

  public int length() {
    return values.length;
  }

  /** The vector itself, not a copy; so are the others. */
  public double[] values() {
    return values;
  }

  public byte[] statuses() {
    return statuses;
  }

  public int[] imports() {
    return imports;
  }

  public int[] rows() {
    return rows;
  }

  public SortedMap<Integer, String> qualifiers() {
    return qualifiers;
  }
}
