package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.series.AreaType;

/** Reads the cells of a row by the roles of their columns; says which words it does not know. */
final class RowReader {
  private final Layout layout;
  private final Findings findings;
  private final Map<Role, Column> first = new EnumMap<>(Role.class);
  private final boolean amongVillages;

  RowReader(Layout layout, Findings findings) {
    this.layout = layout;
    this.findings = findings;
    for (Role role : Role.values()) {
      layout.first(role).ifPresent(column -> first.put(role, column));
    }
    amongVillages =
        layout
            .first(Role.NAME)
            .filter(
                name ->
                    Words.isOfVillages(name.heading())
                        || layout.isOfOneCommune() && !Words.isOfCommunes(name.heading()))
            .isPresent();
  }

  /** The text under the first column of a role; empty when there is no such column or no text. */
  Optional<String> text(Table.Row row, Role role) {
    Column column = first.get(role);
    String text = column == null ? "" : row.cell(column.index()).text();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /**
   * What a row says, else what the options say.
   *
   * @param reader what a text means, empty when nothing is known that it could
   */
  <T> T override(Table.Row row, Role role, Function<String, Optional<T>> reader, T option) {
    Optional<String> text = text(row, role);
    if (text.isEmpty()) {
      return option;
    }
    Optional<T> read = reader.apply(text.get());
    if (read.isEmpty()) {
      findings.add(
          "cell.unknown",
          Severity.ERROR,
          row.number(),
          Message.of(
              "table.cell_unknown",
              first.get(role).heading(),
              text.get(),
              Message.of("table.expected_" + role.id())));
    }
    return read.orElse(option);
  }

  /** Urban or rural, where the group that the row stands in says so. */
  Optional<AreaType> area(Table.Row row) {
    return layout.group(row).area();
  }

  /**
   * What a row says of its unit.
   *
   * @param parents the columns that may name the units above, the nearest first
   */
  RowKey key(Table.Row row, List<Role> parents) {
    List<String> above = new ArrayList<>(2);
    parents.forEach(role -> text(row, role).ifPresent(above::add));
    if (above.isEmpty() && !parents.isEmpty()) {
      layout.group(row).parent().ifPresent(above::add);
    }
    return new RowKey(
        row.number(),
        text(row, Role.CODE),
        text(row, Role.NAME),
        text(row, Role.TYPE),
        above.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", above)),
        amongVillages);
  }
}
