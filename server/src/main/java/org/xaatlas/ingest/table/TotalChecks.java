package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.NumberText.Outcome;

/** Compares the totals that a table prints with the rows that they add up. */
final class TotalChecks {
  private static final Pattern NUMBER =
      Pattern.compile("^(?:\\d+(?:\\.\\d+)*|[IVX]+|[A-D])(?![\\p{L}\\p{N}])");

  private final FigureColumns columns;
  private final Findings findings;
  private final Set<Integer> matched;

  /**
   * @param matched rows whose unit was found; what else stands between them, such as the villages
   *     of a commune, may be counted in them already
   */
  TotalChecks(FigureColumns columns, Findings findings, Set<Integer> matched) {
    this.columns = columns;
    this.findings = findings;
    this.matched = matched;
  }

  void check(List<Layout.Total> totals) {
    for (Layout.Total total : totals) {
      for (Column column : columns.all()) {
        column
            .measure()
            .filter(measure -> measure.indicator().kind() != Indicator.Kind.RATE)
            .ifPresent(measure -> check(total, column, measure.indicator()));
      }
    }
  }

  private void check(Layout.Total total, Column column, Indicator indicator) {
    Optional<BigDecimal> printed = value(total.row(), column, indicator);
    if (printed.isEmpty()) {
      return;
    }
    BigDecimal nearest = null;
    for (List<Table.Row> rows : wholes(total)) {
      if (rows.isEmpty()) {
        continue;
      }
      BigDecimal sum = BigDecimal.ZERO;
      boolean whole = true;
      for (Table.Row row : rows) {
        Optional<BigDecimal> part = value(row, column, indicator);
        whole &= part.isPresent();
        sum = sum.add(part.orElse(BigDecimal.ZERO));
      }
      // A unit that did not report leaves the total above the sum.
      int compared = sum.compareTo(printed.get());
      if (compared == 0 || compared < 0 && !whole) {
        return;
      }
      boolean nearer =
          nearest == null
              || sum.subtract(printed.get()).abs().compareTo(nearest.subtract(printed.get()).abs())
                  < 0;
      nearest = nearer ? sum : nearest;
    }
    if (nearest != null) {
      findings.add(
          Check.TOTAL,
          total.row().number(),
          column.heading(),
          shown(printed.get()),
          shown(nearest));
    }
  }

  /**
   * What the total may add up: the rows of its group or all, and of these those of units, or those
   * numbered alike (communes I, II, III and their villages 1, 2, 3).
   */
  private List<List<Table.Row>> wholes(Layout.Total total) {
    List<List<Table.Row>> wholes = new ArrayList<>(total.wholes());
    for (List<Table.Row> rows : total.wholes()) {
      List<Table.Row> units = rows.stream().filter(row -> matched.contains(row.number())).toList();
      if (units.size() < rows.size()) {
        wholes.add(units);
      }
      Map<String, List<Table.Row>> alike =
          rows.stream().collect(Collectors.groupingBy(TotalChecks::numbering));
      if (alike.size() > 1) {
        wholes.addAll(alike.values());
      }
    }
    return wholes;
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

  private Optional<BigDecimal> value(Table.Row row, Column column, Indicator indicator) {
    NumberText.Reading reading = columns.read(row, column, indicator);
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
