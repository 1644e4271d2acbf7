package org.xaatlas.ingest.table;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;

/**
 * Where the header of a table stands, what its columns are, which rows are data and which are
 * titles, totals, footnotes or blank.
 *
 * @param titles rows above the header
 * @param columns all columns with a heading, recognised or not
 * @param data rows about units
 * @param skipped the other rows, with the reason
 */
record Layout(
    List<Table.Row> titles,
    Table.Row header,
    List<Column> columns,
    List<Table.Row> data,
    List<JoinOutcome.Skipped> skipped) {

  /** How far down the header may stand. */
  private static final int HEADER_WITHIN = 60;

  private static final Pattern TOTAL =
      Pattern.compile(
          "(tong|cong|tong cong|tong so|total|grand total|sum|toan tinh|toan huyen|toan xa|ca nuoc"
              + "|tong toan tinh)( [ivx0-9]+)*|(tong cong|tong so|grand total) .*");

  /** Typed with marks, "Cộng" is a total and "Cống Vị" a ward. */
  private static final Pattern MARKED_TOTAL =
      Pattern.compile(
          "(tổng|cộng|toàn tỉnh|toàn huyện|toàn xã|cả nước)\\b.*", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern FOOTNOTE =
      Pattern.compile("(ghi chu|nguon|note|notes|source|chu thich|don vi tinh|dvt)\\b.*");

  private static final Pattern ORDINALS = Pattern.compile("\\(?[1-9A-Z]\\d?\\)?(\\s*=.*)?");

  /**
   * @param level tier of the rows: in a table of provinces the province column is the name
   * @param needed the table makes sense only with one of these
   * @throws RefusedException when no row is a header
   */
  static Layout find(String file, Table table, Headings headings, Level level, List<Role> needed) {
    List<Column> best = List.of();
    int headerAt = -1;
    int bestScore = 0;
    for (int i = 0; i < Math.min(table.rows().size(), HEADER_WITHIN); i++) {
      List<Column> columns = columns(table.rows().get(i), headings, level);
      int score =
          (int)
              columns.stream().filter(Column::isRecognised).map(Layout::meaning).distinct().count();
      boolean key = columns.stream().anyMatch(c -> c.role() == Role.CODE || c.role() == Role.NAME);
      boolean enough =
          needed.isEmpty() || columns.stream().anyMatch(c -> needed.contains(c.role()));
      if (key && enough && score > bestScore) {
        best = columns;
        headerAt = i;
        bestScore = score;
      }
    }
    if (headerAt < 0) {
      throw noHeader(file, table);
    }
    return split(table, headerAt, best);
  }

  private static Object meaning(Column column) {
    return column.measure().isPresent()
        ? column.measure().get()
        : column.scheme().isPresent() ? column.scheme().get() : column.role();
  }

  private static RefusedException noHeader(String file, Table table) {
    String seen =
        table.rows().stream()
            .filter(row -> !row.isBlank())
            .limit(1)
            .flatMap(row -> row.cells().stream())
            .map(Cell::text)
            .filter(text -> !text.isEmpty())
            .limit(12)
            .map(text -> text.length() > 40 ? text.substring(0, 40) + "…" : text)
            .collect(Collectors.joining(" | "));
    return RefusedException.of("table.no_header", file, HEADER_WITHIN, seen);
  }

  private static List<Column> columns(Table.Row row, Headings headings, Level level) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      Cell cell = row.cells().get(i);
      if (cell.kind() == Cell.Kind.TEXT) {
        columns.add(headings.column(i, cell.text()));
      } else if (!cell.isBlank()) {
        columns.add(Column.of(i, cell.text(), Role.UNKNOWN));
      }
    }
    return ofLevel(columns, level);
  }

  /** In a table of provinces (districts) the column called province (district) is the unit. */
  private static List<Column> ofLevel(List<Column> columns, Level level) {
    Role own =
        level == Level.PROVINCE
            ? Role.PROVINCE
            : level == Level.DISTRICT ? Role.DISTRICT : Role.UNKNOWN;
    boolean named = columns.stream().anyMatch(c -> c.role() == Role.NAME || c.role() == Role.CODE);
    if (own == Role.UNKNOWN || named) {
      return columns;
    }
    return columns.stream()
        .map(
            c ->
                c.role() != own
                    ? c
                    : Column.of(
                        c.index(),
                        c.heading(),
                        VietnameseText.fold(c.heading()).matches("ma .*|.* code")
                            ? Role.CODE
                            : Role.NAME))
        .toList();
  }

  private static Layout split(Table table, int headerAt, List<Column> columns) {
    List<Table.Row> data = new ArrayList<>();
    List<JoinOutcome.Skipped> skipped = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      Table.Row row = table.rows().get(i);
      Optional<String> why =
          i < headerAt
              ? Optional.of(row.isBlank() ? "table.row_blank" : "table.row_title")
              : i == headerAt
                  ? Optional.of("table.row_header")
                  : reasonToSkip(row, columns, i == headerAt + 1);
      if (why.isPresent()) {
        skipped.add(new JoinOutcome.Skipped(row.number(), excerpt(row), Message.of(why.get())));
      } else {
        data.add(row);
      }
    }
    return new Layout(
        table.rows().subList(0, headerAt), table.rows().get(headerAt), columns, data, skipped);
  }

  private static Optional<String> reasonToSkip(
      Table.Row row, List<Column> columns, boolean afterHeader) {
    if (row.isBlank()) {
      return Optional.of("table.row_blank");
    }
    if (afterHeader && isOrdinals(row)) {
      return Optional.of("table.row_ordinals");
    }
    boolean hasCode =
        columns.stream().anyMatch(c -> c.role() == Role.CODE && !row.cell(c.index()).isBlank());
    if (hasCode) {
      return Optional.empty();
    }
    long filled = row.cells().stream().filter(cell -> !cell.isBlank()).count();
    for (Cell cell : row.cells()) {
      if (cell.kind() == Cell.Kind.TEXT) {
        String folded = VietnameseText.fold(cell.text());
        if (TOTAL.matcher(folded).matches() && isMarkedTotal(cell.text())) {
          return Optional.of("table.row_total");
        }
        boolean note = FOOTNOTE.matcher(folded).matches() || cell.text().startsWith("*");
        if (note && filled < 3 && !hasFigure(row, columns)) {
          return Optional.of("table.row_footnote");
        }
        if (!folded.matches("[ivx0-9]*")) {
          break;
        }
      }
    }
    boolean hasName =
        columns.stream().anyMatch(c -> c.role() == Role.NAME && !row.cell(c.index()).isBlank());
    return !hasName && filled == 1 ? Optional.of("table.row_footnote") : Optional.empty();
  }

  private static boolean isMarkedTotal(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return VietnameseText.isUnmarked(text)
        || MARKED_TOTAL.matcher(lower.replaceAll("^[^\\p{L}]+", "")).matches();
  }

  /** A name with a star before it and a figure behind it is a unit, not a footnote. */
  private static boolean hasFigure(Table.Row row, List<Column> columns) {
    return columns.stream()
        .filter(c -> c.role() == Role.MEASURE || c.role() == Role.VALUE)
        .anyMatch(c -> !row.cell(c.index()).isBlank());
  }

  /** The row of column numbers that forms have under the header: A, B, 1, 2, 3 = 1 + 2. */
  private static boolean isOrdinals(Table.Row row) {
    int last = 0;
    int filled = 0;
    for (Cell cell : row.cells()) {
      if (cell.isBlank()) {
        continue;
      }
      if (!ORDINALS.matcher(cell.text()).matches()) {
        return false;
      }
      filled++;
      String digits = cell.text().replaceAll("^\\(?(\\d*).*", "$1");
      if (!digits.isEmpty()) {
        int number = Integer.parseInt(digits);
        if (number != last + 1) {
          return false;
        }
        last = number;
      }
    }
    return filled > 2 && last > 0;
  }

  private static String excerpt(Table.Row row) {
    String text =
        row.cells().stream()
            .map(Cell::text)
            .filter(cell -> !cell.isEmpty())
            .limit(6)
            .collect(Collectors.joining(" | "));
    return text.length() > 120 ? text.substring(0, 120) + "…" : text;
  }

  /** Merged headings over two lines: without the second, figures would get the wrong meaning. */
  void refuseSecondHeader(String file) {
    if (data.isEmpty()) {
      return;
    }
    Table.Row row = data.get(0);
    boolean unit =
        columns.stream()
            .anyMatch(
                c ->
                    (c.role() == Role.CODE || c.role() == Role.NAME)
                        && !row.cell(c.index()).isBlank());
    List<Cell> filled = row.cells().stream().filter(cell -> !cell.isBlank()).toList();
    if (!unit
        && filled.size() > 1
        && filled.stream()
            .allMatch(
                cell ->
                    cell.kind() == Cell.Kind.TEXT
                        && cell.text().chars().anyMatch(Character::isLetter))) {
      throw RefusedException.of(
          "table.second_header",
          file,
          Integer.toString(row.number()),
          filled.stream().limit(8).map(Cell::text).collect(Collectors.joining(" | ")));
    }
  }

  /** The first column of a role. */
  Optional<Column> first(Role role) {
    return columns.stream().filter(column -> column.role() == role).findFirst();
  }

  /** Tells of columns that say one thing twice, and of those and mappings that say nothing. */
  void tellUnused(Headings headings, Findings findings) {
    claimedTwice()
        .forEach(
            (role, twice) ->
                findings.add(
                    "column.twice",
                    Severity.ERROR,
                    Message.of("table.column_twice", role.id(), named(twice))));
    for (Column column : columns) {
      if (column.role() == Role.UNKNOWN) {
        findings.add(
            "column.unknown",
            Severity.WARNING,
            Message.of("table.column_unknown", column.heading(), letters(column.index())));
      }
    }
    for (int index : withoutHeading()) {
      findings.add(
          "column.unknown", Severity.WARNING, Message.of("table.column_unheaded", letters(index)));
    }
    for (String heading : headings.unusedMappings(columns)) {
      findings.add("mapping.unused", Severity.WARNING, Message.of("table.mapping_unused", heading));
    }
  }

  /** Columns by heading and place, for a sentence. */
  static String named(List<Column> columns) {
    return columns.stream()
        .map(column -> "\"" + column.heading() + "\" (" + letters(column.index()) + ")")
        .collect(Collectors.joining(", "));
  }

  /** The spreadsheet's name of a column: 0 is A, 26 is AA. */
  static String letters(int index) {
    StringBuilder letters = new StringBuilder();
    for (int i = index; i >= 0; i = i / 26 - 1) {
      letters.insert(0, (char) ('A' + i % 26));
    }
    return letters.toString();
  }

  /** Roles that two columns claim; only measures and schemes may come several times. */
  private Map<Role, List<Column>> claimedTwice() {
    Map<Role, List<Column>> byRole = new EnumMap<>(Role.class);
    for (Column column : columns) {
      byRole.computeIfAbsent(column.role(), role -> new ArrayList<>()).add(column);
    }
    byRole
        .keySet()
        .removeAll(
            List.of(Role.MEASURE, Role.DESIGNATION, Role.IGNORED, Role.UNKNOWN, Role.ORDINAL));
    byRole.values().removeIf(list -> list.size() < 2);
    return byRole;
  }

  /** Columns, from 0, that hold data under no heading at all. */
  private List<Integer> withoutHeading() {
    List<Integer> found = new ArrayList<>();
    int width = data.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    boolean[] headed = new boolean[width];
    for (Column column : columns) {
      if (column.index() < width) {
        headed[column.index()] = true;
      }
    }
    for (Table.Row row : data) {
      for (int i = 0; i < row.cells().size(); i++) {
        if (!headed[i] && !row.cells().get(i).isBlank()) {
          headed[i] = true;
          found.add(i);
        }
      }
    }
    return found;
  }
}
