package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.unit.Level;

/**
 * Where the header of a table stands, what its columns are, which rows are data and which are
 * titles, totals, footnotes or blank.
 *
 * @param titles rows above the header
 * @param columns all columns with a heading, recognised or not
 * @param data rows about units
 * @param totals rows that add up others
 * @param groups what the row of a group ("I. Khu vực thành thị") says of the rows below it, by row
 * @param skipped the rows that are not about a unit, with the reason
 */
record Layout(
    List<Table.Row> titles,
    Table.Row header,
    List<Column> columns,
    List<Table.Row> data,
    List<Total> totals,
    Map<Integer, RowGroup> groups,
    List<JoinOutcome.Skipped> skipped) {

  /**
   * A row that adds up others: those of its group, those since the total before, or all.
   *
   * @param group where its group begins among the data, from 0
   * @param block where the rows since the total before begin
   * @param end where both end, exclusive
   */
  record Total(Table.Row row, int group, int block, int end) {}

  /**
   * What the heading of a group of rows says of them.
   *
   * @param area urban or rural
   * @param parent the unit above, as typed
   */
  record RowGroup(Optional<AreaType> area, Optional<String> parent) {
    static final RowGroup NONE = new RowGroup(Optional.empty(), Optional.empty());
  }

  private static final String NO_HEADER = "table.no_header";
  private static final String NEARLY_HEADER = "table.nearly_header";

  /** How far down the header may stand. */
  private static final int HEADER_WITHIN = 60;

  /**
   * How many headings are looked at in search of the header: those of the widest table with three
   * lines of header below three of titles, those of a form of twenty columns in any row.
   */
  private static final int HEADINGS = 5_000;

  /**
   * @param level tier of the rows: in a table of provinces the province column is the name
   * @param needed the table makes sense only with one of these
   * @param guard is shown the table before its rows are sorted, and may give it up
   * @throws RefusedException when no row is a header
   */
  static Layout find(
      String file,
      Table table,
      Headings headings,
      Level level,
      List<Role> needed,
      Consumer<Layout> guard) {
    Header header = header(file, table, headings, level, needed);
    guard.accept(header.unsorted(table));
    return new RowSorter(table, header.at(), header.depth(), header.columns(), level).layout();
  }

  /**
   * Looks at the head of a table as {@link #find} does, for what refuses the whole of it.
   *
   * @return the columns
   * @throws RefusedException when no row is a header, or the guard gives the table up
   */
  static List<Column> look(
      String file,
      Table head,
      Headings headings,
      Level level,
      List<Role> needed,
      Consumer<Layout> guard) {
    Layout unsorted = header(file, head, headings, level, needed).unsorted(head);
    guard.accept(unsorted);
    return unsorted.columns();
  }

  /**
   * Where the header stands: the row it begins at, from 0, its lines, and what it says.
   *
   * @param at index of its first row
   * @param depth how many rows it has
   */
  private record Header(int at, int depth, List<Column> columns) {
    /** All rows below it taken for rows about units. */
    Layout unsorted(Table table) {
      List<Table.Row> below = table.rows().subList(at + depth, table.rows().size());
      Table.Row last = table.rows().get(at + depth - 1);
      return new Layout(List.of(), last, columns, below, List.of(), Map.of(), List.of());
    }
  }

  private static Header header(
      String file, Table table, Headings headings, Level level, List<Role> needed) {
    int looked = 0;
    List<Column> best = List.of();
    int headerAt = -1;
    int depth = 0;
    int bestScore = 0;
    List<Column> near = List.of();
    int nearAt = -1;
    int nearScore = 0;
    int within = 0;
    for (int i = 0; i < Math.min(table.rows().size(), HEADER_WITHIN) && looked < HEADINGS; i++) {
      within = i + 1;
      Optional<String> subject = ReviewForm.subjectOf(table.rows().subList(0, i));
      for (int lines = 1; lines <= HeaderBand.DEEPEST; lines++) {
        Optional<HeaderBand> band = HeaderBand.at(table, i, lines);
        if (band.isEmpty()) {
          continue;
        }
        List<Column> columns = columns(band.get(), headings, level, subject);
        looked += columns.size();
        int score = score(columns);
        if (lines == 1 && score > nearScore) {
          near = columns;
          nearAt = i;
          nearScore = score;
        }
        boolean key =
            columns.stream().anyMatch(c -> c.role() == Role.CODE || c.role() == Role.NAME);
        boolean enough =
            needed.isEmpty() || columns.stream().anyMatch(c -> needed.contains(c.role()));
        if (key && enough && score > bestScore) {
          best = columns;
          headerAt = i;
          depth = lines;
          bestScore = score;
        }
      }
    }
    if (headerAt < 0) {
      throw nearAt >= 0 && near.size() > 1
          ? nearlyHeader(file, table.rows().get(nearAt), near)
          : noHeader(file, table, Math.max(within, 1));
    }
    return new Header(headerAt, depth, best);
  }

  /**
   * How much a header explains: the more columns have a meaning the better, and of two readings
   * with as many the one that gives fewer columns the same, or knows more rates beside their counts
   * for what they are.
   */
  private static int score(List<Column> columns) {
    int meanings =
        (int) columns.stream().filter(Column::isRecognised).map(Layout::meaning).distinct().count();
    List<Column> figures = columns.stream().filter(c -> c.role() == Role.MEASURE).toList();
    int again = figures.size() - (int) figures.stream().map(Layout::meaning).distinct().count();
    int computed = (int) columns.stream().filter(c -> c.role() == Role.COMPUTED).count();
    return meanings * 1_000 + computed - again;
  }

  private static Object meaning(Column column) {
    return column.measure().isPresent()
        ? column.measure().get()
        : column.scheme().isPresent() ? column.scheme().get() : column.role();
  }

  /** Whether a table was refused because it has no header. */
  static boolean isNoHeader(RefusedException refused) {
    return Set.of(NO_HEADER, NEARLY_HEADER).contains(refused.text().key());
  }

  /** What the row that is most like a header has, and what it lacks. */
  private static RefusedException nearlyHeader(String file, Table.Row row, List<Column> columns) {
    boolean unit = columns.stream().anyMatch(c -> c.role() == Role.CODE || c.role() == Role.NAME);
    return RefusedException.of(
        NEARLY_HEADER,
        file,
        Integer.toString(row.number()),
        headings(columns, true),
        headings(columns, false),
        lack(unit, columns));
  }

  private static Message lack(boolean unit, List<Column> columns) {
    Optional<String> villages =
        columns.stream().map(Column::heading).filter(Words::isOfVillages).findFirst();
    return unit
        ? Message.of("table.lacks_figures")
        : villages
            .map(heading -> Message.of("table.lacks_commune", heading))
            .orElse(Message.of("table.lacks_unit"));
  }

  private static Object headings(List<Column> columns, boolean recognised) {
    List<String> named =
        columns.stream()
            .filter(column -> column.isRecognised() == recognised)
            .map(Column::heading)
            .limit(12)
            .map(text -> '"' + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + '"')
            .toList();
    return named.isEmpty() ? Message.of("table.none") : String.join(", ", named);
  }

  private static RefusedException noHeader(String file, Table table, int within) {
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
    return RefusedException.of(NO_HEADER, file, within, seen);
  }

  private static List<Column> columns(
      HeaderBand band, Headings headings, Level level, Optional<String> subject) {
    List<List<String>> paths = band.paths();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      if (!paths.get(i).isEmpty()) {
        columns.add(headings.column(i, paths.get(i), subject));
      }
    }
    return ofLevel(ratesOfGroups(columns), level);
  }

  /**
   * In the review form "Tỷ lệ %" stands twice: after the households, and after those of the ethnic
   * minorities. The second is of the group to its left, and does not say of which whole.
   */
  private static List<Column> ratesOfGroups(List<Column> columns) {
    List<Column> result = new ArrayList<>(columns);
    for (int i = 1; i < columns.size(); i++) {
      Column column = columns.get(i);
      boolean ofGroup =
          columns.get(i - 1).measure().flatMap(Measure::group).isPresent()
              && column.measure().filter(m -> m.group().isEmpty()).isPresent();
      boolean again =
          columns.subList(0, i).stream()
              .anyMatch(
                  c ->
                      c.measure().isPresent()
                          && c.measure().equals(column.measure())
                          && c.heading().equals(column.heading()));
      if (ofGroup && again && column.measure().get().indicator().kind() == Indicator.Kind.RATE) {
        result.set(i, Column.of(column.index(), column.heading(), Role.COMPUTED));
      }
    }
    return result;
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

  /** Whether the titles say that the table is that of one commune: its rows may be villages. */
  boolean isOfOneCommune() {
    return titles.stream()
        .flatMap(row -> row.cells().stream())
        .anyMatch(cell -> Words.isCommuneOffice(cell.text()));
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

  /** What the group of a row says of it. */
  RowGroup group(Table.Row row) {
    return groups.getOrDefault(row.number(), RowGroup.NONE);
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
      if (column.role() == Role.COMPUTED) {
        findings.add(
            "column.computed",
            Severity.INFO,
            Message.of("table.column_computed", column.heading(), letters(column.index())));
      }
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
            List.of(
                Role.MEASURE,
                Role.DESIGNATION,
                Role.COMPUTED,
                Role.IGNORED,
                Role.UNKNOWN,
                Role.ORDINAL));
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
