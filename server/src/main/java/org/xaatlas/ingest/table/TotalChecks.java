package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xaatlas.indicator.Indicator.Kind;
import org.xaatlas.ingest.table.NumberText.Outcome;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;

/** Compares the totals that a table prints with the rows that they add up. */
final class TotalChecks {
  private static final Pattern NUMBER =
      Pattern.compile("^(?:\\d+(?:\\.\\d+)*|[IVX]+|[A-D])(?![\\p{L}\\p{N}])");

  /** Totals that are compared: twice those of the districts that the country had. */
  private static final int TOTALS = 2_000;

  /** Ways of numbering rows that are told apart. */
  private static final int NUMBERINGS = 6;

  private final FigureColumns columns;
  private final Findings findings;
  private final Layout layout;

  /**
   * The rows, from 0, that a total may count: all; those of units, since villages between them are
   * counted in their communes; or those numbered alike (communes I, II, III and their villages 1,
   * 2, 3).
   */
  private final List<BitSet> counted = new ArrayList<>();

  /**
   * The sum of the rows above a place, of those that are counted.
   *
   * @param blank how many of them tell no number
   */
  private record Sum(BigDecimal sum, int rows, int blank) {
    static final Sum NONE = new Sum(BigDecimal.ZERO, 0, 0);

    Sum plus(Optional<BigDecimal> value) {
      return new Sum(
          sum.add(value.orElse(BigDecimal.ZERO)), rows + 1, blank + (value.isPresent() ? 0 : 1));
    }

    Sum minus(Sum other) {
      return new Sum(sum.subtract(other.sum), rows - other.rows, blank - other.blank);
    }
  }

  /**
   * @param matched rows whose unit was found
   */
  TotalChecks(FigureColumns columns, Findings findings, Layout layout, Set<Integer> matched) {
    this.columns = columns;
    this.findings = findings;
    this.layout = layout;
    BitSet all = new BitSet();
    BitSet units = new BitSet();
    Map<String, BitSet> numbered = new LinkedHashMap<>();
    for (int i = 0; i < layout.data().size(); i++) {
      Table.Row row = layout.data().get(i);
      all.set(i);
      units.set(i, matched.contains(row.number()));
      String numbering = numbering(row);
      if (numbered.size() < NUMBERINGS || numbered.containsKey(numbering)) {
        numbered.computeIfAbsent(numbering, n -> new BitSet()).set(i);
      }
    }
    counted.add(all);
    counted.add(units);
    counted.addAll(numbered.values());
  }

  void check() {
    if (layout.totals().size() > TOTALS) {
      findings.add(
          "totals.many",
          Severity.WARNING,
          Message.of("table.totals_many", layout.totals().size(), TOTALS));
      return;
    }
    List<Column> added =
        columns.all().stream()
            .filter(c -> c.measure().filter(m -> m.indicator().kind() != Kind.RATE).isPresent())
            .toList();
    // Which sums explain what is printed, by total and column; -1 where nothing is.
    int[][] explained = new int[layout.totals().size()][added.size()];
    for (int c = 0; c < added.size(); c++) {
      Map<Integer, Sum[]> above = sums(added.get(c));
      for (int t = 0; t < explained.length; t++) {
        Layout.Total total = layout.totals().get(t);
        Optional<BigDecimal> printed = value(total.row(), added.get(c));
        explained[t][c] = printed.map(p -> explaining(p, readings(above, total))).orElse(-1);
      }
    }
    for (int c = 0; c < added.size(); c++) {
      tell(added.get(c), c, explained);
    }
  }

  /**
   * Says which totals of a column are no sum, or the sum of other rows than the other columns of
   * the same total add up: one formula that forgot a group.
   */
  private void tell(Column column, int place, int[][] explained) {
    Map<Integer, Sum[]> above = null;
    for (int t = 0; t < explained.length; t++) {
      int meant = meant(explained[t]);
      int own = explained[t][place];
      if (own < 0 || (own & meant) != 0) {
        continue;
      }
      above = above == null ? sums(column) : above;
      Layout.Total total = layout.totals().get(t);
      BigDecimal printed = value(total.row(), column).orElseThrow();
      int among = own == 0 ? -1 : meant;
      nearest(printed, readings(above, total), among)
          .ifPresent(
              sum ->
                  findings.add(
                      Check.TOTAL,
                      total.row().number(),
                      column.heading(),
                      shown(printed),
                      shown(sum)));
    }
  }

  /**
   * The sums, as bits, that explain most columns of a total; of several that explain as many, those
   * of all rows.
   */
  private int meant(int[] explained) {
    int best = 0;
    int most = 0;
    for (int reading = 0; reading < 3 * counted.size(); reading++) {
      int bit = 1 << reading;
      int count = 0;
      for (int of : explained) {
        count += of >= 0 && (of & bit) != 0 ? 1 : 0;
      }
      best = count > most ? bit : count == most ? best | bit : best;
      most = Math.max(most, count);
    }
    int all = best & -1 << 2 * counted.size();
    return all == 0 ? best : all;
  }

  /** What a total may add up: its group, the rows since the total before, all rows. */
  private List<Sum> readings(Map<Integer, Sum[]> above, Layout.Total total) {
    return Stream.of(
            between(above, total.group(), total.end()),
            between(above, total.block(), total.end()),
            between(above, 0, layout.data().size()))
        .flatMap(Stream::of)
        .toList();
  }

  /** For each place where a total may begin or end, the sums of the rows above it. */
  private Map<Integer, Sum[]> sums(Column column) {
    Map<Integer, Sum[]> above = new HashMap<>();
    above.put(0, null);
    above.put(layout.data().size(), null);
    for (Layout.Total total : layout.totals()) {
      above.put(total.group(), null);
      above.put(total.block(), null);
      above.put(total.end(), null);
    }
    Sum[] sums = Stream.generate(() -> Sum.NONE).limit(counted.size()).toArray(Sum[]::new);
    for (int i = 0; i <= layout.data().size(); i++) {
      if (above.containsKey(i)) {
        above.put(i, sums.clone());
      }
      if (i < layout.data().size()) {
        Optional<BigDecimal> value = value(layout.data().get(i), column);
        for (int j = 0; j < sums.length; j++) {
          sums[j] = counted.get(j).get(i) ? sums[j].plus(value) : sums[j];
        }
      }
    }
    return above;
  }

  private static Sum[] between(Map<Integer, Sum[]> above, int from, int to) {
    Sum[] sums = above.get(to).clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i].minus(above.get(from)[i]);
    }
    return sums;
  }

  /** The sums, as bits, that a printed total is. */
  private int explaining(BigDecimal printed, List<Sum> readings) {
    int bits = 0;
    for (int i = 0; i < readings.size(); i++) {
      Sum sum = readings.get(i);
      int missing = sum.sum().compareTo(printed);
      // A unit that did not report leaves the total above the sum.
      boolean open = i % counted.size() < 2 && sum.blank() > 0 && missing < 0;
      bits |= sum.rows() > 0 && (missing == 0 || open) ? 1 << i : 0;
    }
    return bits;
  }

  /** The sum nearest to what is printed; empty when there are no rows. */
  private static Optional<BigDecimal> nearest(BigDecimal printed, List<Sum> readings, int among) {
    return IntStream.range(0, readings.size())
        .filter(i -> (among & 1 << i) != 0 && readings.get(i).rows() > 0)
        .mapToObj(i -> readings.get(i).sum())
        .min(Comparator.comparing(sum -> sum.subtract(printed).abs()));
  }

  /** How a row is numbered: "1", "I" or "1.1" for all that are numbered so, "" when it is not. */
  private static String numbering(Table.Row row) {
    return row.cells().stream()
        .map(Cell::text)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(NUMBER::matcher)
        .filter(Matcher::find)
        .map(number -> number.group().replaceAll("\\d+", "1").replaceAll("[A-Z]+", "I"))
        .orElse("");
  }

  private Optional<BigDecimal> value(Table.Row row, Column column) {
    NumberText.Reading reading =
        columns.read(row, column, column.measure().orElseThrow().indicator());
    return reading.outcome() == Outcome.VALUE
        ? Optional.of(BigDecimal.valueOf(reading.value()))
        : Optional.empty();
  }

  /** Whole numbers are grouped as the language does. */
  private static Object shown(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() < 18
        ? (Object) plain.longValueExact()
        : plain.toPlainString();
  }
}
