package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.ingest.table.FactsReader.Entry;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * The columns of a table that hold figures: which they are, how their numbers are written and in
 * which unit. Says how each heading was understood, so that the reader of the report can object.
 */
final class FigureColumns {
  private static final Pattern UNIT_OF_TABLE =
      Pattern.compile(
          "(?:đơn vị(?: tính)?|đvt|unit(?: of measure)?)\\s*:\\s*([^()]+)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final Layout layout;
  private final Catalogue catalogue;
  private final Findings findings;
  private final RowReader rows;
  private final List<Column> columns;
  private final Optional<Double> titleScale;
  private final Map<Integer, NumberText.Style> styles = new HashMap<>();
  private NumberText.Style fileStyle = NumberText.Style.UNKNOWN;

  /**
   * @throws RefusedException when a long table lacks one of its two columns
   */
  FigureColumns(
      String file, Layout layout, RowReader rows, Catalogue catalogue, Findings findings) {
    this.layout = layout;
    this.rows = rows;
    this.catalogue = catalogue;
    this.findings = findings;
    boolean isLong =
        layout.first(Role.INDICATOR).isPresent() || layout.first(Role.VALUE).isPresent();
    if (isLong && (layout.first(Role.INDICATOR).isEmpty() || layout.first(Role.VALUE).isEmpty())) {
      throw RefusedException.of("table.long_incomplete", file);
    }
    columns =
        layout.columns().stream()
            .filter(c -> c.role() == (isLong ? Role.VALUE : Role.MEASURE))
            .toList();
    titleScale = findTitleScale();
    refuseTwice();
    for (Column column : layout.columns()) {
      if (column.role() == Role.MEASURE && !isLong) {
        describe(column);
      } else if (column.role() == Role.MEASURE) {
        findings.add(
            "column.unused",
            Severity.WARNING,
            Message.of("table.column_beside_long", column.heading()));
      }
    }
    findStyles();
  }

  /** The columns of figures: one in a long table. */
  List<Column> all() {
    return columns;
  }

  /** Reads the number of a cell in the way of its column and of the file. */
  NumberText.Reading read(Table.Row row, Column column, Indicator indicator) {
    return NumberText.read(
        row.cell(column.index()), indicator, styles.get(column.index()), fileStyle);
  }

  private void refuseTwice() {
    Map<Object, List<Column>> byMeasure = new LinkedHashMap<>();
    for (Column column : columns) {
      column
          .measure()
          .ifPresent(
              m ->
                  byMeasure
                      .computeIfAbsent(
                          List.of(m.indicator().id(), m.group(), m.areaType(), m.period()),
                          k -> new ArrayList<>())
                      .add(column));
    }
    byMeasure.values().stream()
        .filter(same -> same.size() > 1)
        .forEach(
            same ->
                findings.add(
                    "column.twice",
                    Severity.ERROR,
                    Message.of(
                        "table.measure_twice",
                        same.get(0).measure().orElseThrow().indicator().name(),
                        Layout.named(same))));
  }

  private void describe(Column column) {
    Measure measure = column.measure().orElseThrow();
    Message message =
        measure
            .group()
            .flatMap(catalogue::group)
            .map(
                g ->
                    Message.of(
                        "table.column_read_group",
                        column.heading(),
                        measure.indicator().name(),
                        g.name()))
            .orElseGet(
                () ->
                    Message.of("table.column_read", column.heading(), measure.indicator().name()));
    findings.add("column.read", Severity.INFO, message);
    if (measure.indicator().kind() == Indicator.Kind.AMOUNT) {
      findings.add(
          "column.scale",
          Severity.INFO,
          Message.of(
              "table.column_scale",
              column.heading(),
              plain(columnFactor(column.heading(), measure))));
    }
  }

  /** "Đơn vị tính: tỷ đồng" above the header holds for amounts whose heading names no unit. */
  private Optional<Double> findTitleScale() {
    Set<Double> found = new HashSet<>();
    for (Table.Row row : layout.titles()) {
      for (Cell cell : row.cells()) {
        Matcher unit = UNIT_OF_TABLE.matcher(cell.text());
        while (unit.find()) {
          for (String part : unit.group(1).split("[,;/]")) {
            NumberText.amountFactor(part).ifPresent(found::add);
          }
        }
      }
    }
    if (found.size() > 1) {
      findings.add(
          "table.units", Severity.ERROR, Message.of("table.title_units", layout.header().number()));
    }
    return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
  }

  /** What values under a heading are multiplied by: its own unit goes before that of the table. */
  private double columnFactor(String heading, Measure measure) {
    return measure.indicator().kind() == Indicator.Kind.AMOUNT
            && UnitOfMeasure.amountUnit(heading).isEmpty()
        ? titleScale.orElse(measure.factor())
        : measure.factor();
  }

  /** What a cell is multiplied by; empty when its row names a unit that cannot be. */
  Optional<Double> factor(Entry entry, Column column, Measure measure) {
    Optional<String> unit = rows.text(entry.row(), Role.UNIT_OF_MEASURE);
    if (unit.isPresent()) {
      Optional<Double> factor = UnitOfMeasure.factor(unit.get(), measure.indicator());
      if (factor.isEmpty()) {
        findings.add(
            "figure.unit",
            Severity.ERROR,
            entry.row().number(),
            Message.of("table.unit_unknown", unit.get(), measure.indicator().name()));
      }
      return factor;
    }
    String heading =
        column.role() == Role.VALUE
            ? rows.text(entry.row(), Role.INDICATOR).orElse("")
            : column.heading();
    return Optional.of(columnFactor(heading, measure));
  }

  private void findStyles() {
    for (Column column : columns) {
      NumberText.Style style = NumberText.Style.UNKNOWN;
      for (Table.Row row : layout.data()) {
        style = style.with(NumberText.evidence(row.cell(column.index())));
      }
      styles.put(column.index(), style);
      fileStyle = fileStyle.with(style);
    }
  }

  private static String plain(double factor) {
    return BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
  }
}
