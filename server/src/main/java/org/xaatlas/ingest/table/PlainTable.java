package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;

/**
 * A table whose columns are known by one line of headings: lists of units and of what became of
 * them, which hold no figures.
 *
 * @param <R> what a column can tell
 */
final class PlainTable<R extends Enum<R>> {
  /** In how many rows a header is looked for. */
  static final int HEAD = 30;

  private final Map<R, Integer> columns;
  private final List<Table.Row> rows;
  private final List<JoinOutcome.Skipped> skipped;

  private PlainTable(
      Map<R, Integer> columns, List<Table.Row> rows, List<JoinOutcome.Skipped> skipped) {
    this.columns = columns;
    this.rows = rows;
    this.skipped = skipped;
  }

  /**
   * The roles by the headings that name them, as headings are compared.
   *
   * @param words the headings of a role, with bars between
   */
  static <R extends Enum<R>> Map<String, R> headings(R[] roles, Function<R, String> words) {
    Map<String, R> headings = new HashMap<>();
    for (R role : roles) {
      for (String word : words.apply(role).split("\\|")) {
        headings.put(VietnameseText.fold(word), role);
      }
    }
    return Map.copyOf(headings);
  }

  /**
   * Finds the header, the first row near the top whose headings are enough, and sorts the rows.
   *
   * @param headings roles by folded heading
   * @param enough whether a row with these roles is the header
   * @param naming a row that has none of these names no unit and is skipped
   * @return empty when there is no header
   */
  static <R extends Enum<R>> Optional<PlainTable<R>> of(
      Table table,
      Class<R> type,
      Map<String, R> headings,
      Predicate<Set<R>> enough,
      Set<R> naming) {
    int head = -1;
    Map<R, Integer> columns = Map.of();
    for (int i = 0; i < Math.min(HEAD, table.rows().size()) && head < 0; i++) {
      Map<R, Integer> found = columns(table.rows().get(i), type, headings);
      if (enough.test(found.keySet())) {
        head = i;
        columns = found;
      }
    }
    if (head < 0) {
      return Optional.empty();
    }
    List<Table.Row> rows = new ArrayList<>();
    List<JoinOutcome.Skipped> skipped = new ArrayList<>();
    PlainTable<R> made = new PlainTable<>(columns, rows, skipped);
    for (int i = 0; i < table.rows().size(); i++) {
      Table.Row row = table.rows().get(i);
      boolean again = columns(row, type, headings).keySet().containsAll(columns.keySet());
      boolean aside = naming.stream().allMatch(role -> made.text(row, role).isEmpty());
      if (i <= head || again || aside) {
        skipped.add(
            new JoinOutcome.Skipped(
                row.number(),
                texts(row).findFirst().orElse(""),
                Message.of(
                    i <= head || again ? "crosswalk.skipped_head" : "crosswalk.skipped_aside")));
      } else {
        rows.add(row);
      }
    }
    return Optional.of(made);
  }

  private static <R extends Enum<R>> Map<R, Integer> columns(
      Table.Row row, Class<R> type, Map<String, R> headings) {
    Map<R, Integer> columns = new EnumMap<>(type);
    for (int i = 0; i < row.cells().size(); i++) {
      R role = headings.get(VietnameseText.fold(row.cell(i).text()));
      if (role != null) {
        columns.putIfAbsent(role, i);
      }
    }
    return columns;
  }

  private static Stream<String> texts(Table.Row row) {
    return row.cells().stream().map(Cell::text).filter(text -> !text.isEmpty());
  }

  /** What the first row says, for a sentence about a table without a header. */
  static String firstRow(Table table) {
    return table.rows().isEmpty()
        ? ""
        : texts(table.rows().get(0)).limit(10).collect(Collectors.joining(" | "));
  }

  /** The rows that name units. */
  List<Table.Row> rows() {
    return rows;
  }

  /** The others. */
  List<JoinOutcome.Skipped> skipped() {
    return List.copyOf(skipped);
  }

  boolean has(R role) {
    return columns.containsKey(role);
  }

  /** The cell of a row under a role; blank where the table has no such column. */
  Cell cell(Table.Row row, R role) {
    Integer column = columns.get(role);
    return column == null ? Cell.BLANK : row.cell(column);
  }

  Optional<String> text(Table.Row row, R role) {
    return Optional.of(cell(row, role).text()).filter(text -> !text.isEmpty());
  }
}
