package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.NumberText.Outcome;

/** Compares the totals that a table prints with the rows that they add up. */
final class TotalChecks {
  private final FigureColumns columns;
  private final Findings findings;

  TotalChecks(FigureColumns columns, Findings findings) {
    this.columns = columns;
    this.findings = findings;
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
    for (List<Table.Row> rows : total.wholes()) {
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
