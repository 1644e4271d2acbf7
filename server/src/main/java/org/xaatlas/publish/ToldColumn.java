package org.xaatlas.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xaatlas.series.SeriesColumn;
import org.xaatlas.series.Status;
import org.xaatlas.unit.UnitKey;

/**
 * The values that stand for the units of a level in play, and where they come from, as vectors.
 * What several sources tell is put together here: for each unit the latest import stands, one that
 * is made up only where nobody tells a real one. Not to be changed once it has been handed on.
 */
final class ToldColumn {
  private static final Status[] STATUSES = Status.values();
  private static final byte MADE_UP = (byte) Status.ILLUSTRATIVE.ordinal();

  private final double[] values;
  private final byte[] statuses;
  private final int[] imports;
  private final int[] rows;
  private final int[] sourceOf;
  private final List<String> sources = new ArrayList<>();
  private final Map<String, Integer> sourceNumbers = new HashMap<>();
  private final SortedMap<Integer, String> qualifiers = new TreeMap<>();

  /** A column without a figure. */
  ToldColumn(int size) {
    values = new double[size];
    Arrays.fill(values, Double.NaN);
    statuses = new byte[size];
    Arrays.fill(statuses, SeriesColumn.NONE);
    imports = new int[size];
    rows = new int[size];
    sourceOf = new int[size];
  }

  /**
   * What several sources tell of one key.
   *
   * @param places for each unit of the register its place in play, negative for none
   */
  static ToldColumn of(List<SeriesColumn> sameKey, int[] places, int size) {
    ToldColumn column = new ToldColumn(size);
    for (SeriesColumn series : sameKey) {
      int source = column.source(series.source());
      boolean words = !series.qualifiers().isEmpty();
      for (int i = 0; i < series.size(); i++) {
        int place = places[i];
        if (place >= 0 && series.has(i)) {
          byte status = series.statuses()[i];
          if (column.yields(place, status, series.imports()[i])) {
            column.values[place] = series.values()[i];
            column.statuses[place] = status;
            column.imports[place] = series.imports()[i];
            column.rows[place] = series.rows()[i];
            column.sourceOf[place] = source;
            column.qualify(place, words ? series.qualifiers().getOrDefault(i, "") : "");
          }
        }
      }
    }
    return column;
  }

  /** Whether what stands at a place gives way to another figure. */
  private boolean yields(int place, byte status, long importNumber) {
    if (statuses[place] == SeriesColumn.NONE) {
      return true;
    }
    boolean madeUp = statuses[place] == MADE_UP;
    return madeUp != (status == MADE_UP) ? madeUp : imports[place] <= importNumber;
  }

  /** Puts a figure that nobody told by itself: it has neither import nor row. */
  void put(int place, double value, Status status, String qualifier, String source) {
    values[place] = value;
    statuses[place] = (byte) status.ordinal();
    sourceOf[place] = source(source);
    qualify(place, qualifier);
  }

  /** Puts a figure of one unit at a place. */
  void put(int place, Told told) {
    put(
        place,
        told.observation().value(),
        told.observation().status(),
        told.observation().qualifier(),
        told.source());
    imports[place] = (int) told.importNumber();
    rows[place] = told.observation().row();
  }

  private int source(String id) {
    return sourceNumbers.computeIfAbsent(
        id,
        s -> {
          sources.add(s);
          return sources.size() - 1;
        });
  }

  private void qualify(int place, String word) {
    if (word.isEmpty()) {
      if (!qualifiers.isEmpty()) {
        qualifiers.remove(place);
      }
    } else {
      qualifiers.put(place, word);
    }
  }

  /** The same with further units at its end. */
  ToldColumn with(List<UnitKey> order, Map<UnitKey, Told> others) {
    int size = size();
    ToldColumn longer = new ToldColumn(order.size());
    System.arraycopy(values, 0, longer.values, 0, size);
    System.arraycopy(statuses, 0, longer.statuses, 0, size);
    System.arraycopy(imports, 0, longer.imports, 0, size);
    System.arraycopy(rows, 0, longer.rows, 0, size);
    System.arraycopy(sourceOf, 0, longer.sourceOf, 0, size);
    sources.forEach(longer::source);
    longer.qualifiers.putAll(qualifiers);
    if (!others.isEmpty()) {
      for (int i = size; i < order.size(); i++) {
        Told told = others.get(order.get(i));
        if (told != null) {
          longer.put(i, told);
        }
      }
    }
    return longer;
  }

  /** The figures at some places, in their order; a negative place has none. */
  ToldColumn at(int[] places) {
    ToldColumn picked = new ToldColumn(places.length);
    sources.forEach(picked::source);
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      if (place >= 0 && has(place)) {
        picked.values[i] = values[place];
        picked.statuses[i] = statuses[place];
        picked.imports[i] = imports[place];
        picked.rows[i] = rows[place];
        picked.sourceOf[i] = sourceOf[place];
        picked.qualify(i, qualifier(place));
      }
    }
    return picked;
  }

  int size() {
    return values.length;
  }

  boolean has(int place) {
    return statuses[place] != SeriesColumn.NONE;
  }

  double value(int place) {
    return values[place];
  }

  Status status(int place) {
    return STATUSES[statuses[place]];
  }

  boolean isMadeUp(int place) {
    return statuses[place] == MADE_UP;
  }

  String source(int place) {
    return sources.get(sourceOf[place]);
  }

  /** The source of all figures, where there is but one. */
  boolean hasOneSource() {
    return sources.size() == 1;
  }

  String qualifier(int place) {
    return qualifiers.isEmpty() ? "" : qualifiers.getOrDefault(place, "");
  }

  SortedMap<Integer, String> qualifiers() {
    return Collections.unmodifiableSortedMap(qualifiers);
  }

  /** NaN where there is no figure; not to be changed, nor are the others. */
  double[] values() {
    return values;
  }

  int[] imports() {
    return imports;
  }

  int[] rows() {
    return rows;
  }

  /** Whether two places say the same of their status. */
  boolean sameStatus(int place, int other) {
    return statuses[place] == statuses[other];
  }

  /** Whether two places come from the same source, or are both without. */
  boolean sameSource(int place, int other) {
    return has(place) == has(other) && (!has(place) || sourceOf[place] == sourceOf[other]);
  }

  /** Places that have a figure. */
  BitSet present() {
    BitSet present = new BitSet(values.length);
    for (int i = 0; i < values.length; i++) {
      present.set(i, has(i));
    }
    return present;
  }

  /** Places whose figure is 0. */
  BitSet zero() {
    BitSet zero = new BitSet();
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0) {
        zero.set(i);
      }
    }
    return zero;
  }

  /** Places by status. */
  Map<Status, BitSet> byStatus() {
    Map<Status, BitSet> places = new EnumMap<>(Status.class);
    for (int i = 0; i < values.length; i++) {
      if (has(i)) {
        places.computeIfAbsent(status(i), s -> new BitSet()).set(i);
      }
    }
    return places;
  }

  /** The sources that figures name, apart where they are joined by spaces. */
  SortedSet<String> sourcesTold() {
    BitSet used = new BitSet();
    for (int i = 0; i < values.length; i++) {
      if (has(i)) {
        used.set(sourceOf[i]);
      }
    }
    SortedSet<String> told = new TreeSet<>();
    used.stream().forEach(number -> told.addAll(List.of(sources.get(number).split(" "))));
    return told;
  }
}
