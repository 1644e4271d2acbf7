package org.xaatlas.ingest.table;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.ingest.table.Layout.RowGroup;
import org.xaatlas.ingest.table.Layout.Total;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.series.AreaType;
import org.xaatlas.unit.Level;

/**
 * Tells the rows of a table apart, once its header is known: titles, rows about units, headings of
 * groups, totals, footnotes, blank rows. Used once.
 */
final class RowSorter {
  private static final Pattern TOTAL =
      Pattern.compile(
          "(tong|cong|tong cong|tong so|total|grand total|sum|toan tinh|toan huyen|toan xa|ca nuoc"
              + "|tong toan tinh)( [ivx0-9]+)*|(tong cong|tong so|grand total) .*"
              + "|(cong|tong) (huyen|quan|thi xa|thanh pho|tinh|khu vuc|nhom|muc) .*");

  /** Typed with marks, "Cộng" is a total and "Cống Vị" a ward. */
  private static final Pattern MARKED_TOTAL =
      Pattern.compile(
          "(tổng|cộng|toàn tỉnh|toàn huyện|toàn xã|cả nước)\\b.*", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern FOOTNOTE =
      Pattern.compile("(ghi chu|nguon|note|notes|source|chu thich|don vi tinh|dvt)\\b.*");

  /** Who drew the table up, who signs it, where and when: what stands below the last row. */
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "nguoi (lap|tong hop|lam|kiem|ky|duyet)\\b.*|can bo (lap|tong hop)\\b.*|thu truong\\b.*"
              + "|((t ?m|k ?t|t ?l|t ?u ?q) )?(pho |quyen )?(chu tich|giam doc|uy ban nhan dan|ubnd)"
              + "( (tinh|huyen|xa|phuong|dac khu|ubnd|uy ban nhan dan)\\b.*)?"
              + "|(truong|pho) ban chi dao\\b.*|ke toan( truong)?|xac nhan cua .*"
              + "|.*\\bngay( \\d+)? thang( \\d+)? nam( \\d+)?|(da )?ky( va)?( ghi ro)? ho( va)? ten.*");

  /** Cells that a row of signatures has at most. */
  private static final int SIDE_BY_SIDE = 20;

  private static final Set<String> BETWEEN_SIGNATURES =
      Set.of("table.row_blank", "table.row_footnote");

  /** A word in a column of figures, such as the name of who signs; not a mark for no data. */
  private static final Pattern WORD = Pattern.compile("\\P{Nd}*\\p{L}{2}\\P{Nd}*");

  private static final Pattern ORDINALS = Pattern.compile("\\(?[1-9A-Z]\\d?\\)?(\\s*=.*)?");

  /** "I", "II.", "A": how groups are numbered, other than the units in them. */
  private static final Pattern GROUP_NUMBER = Pattern.compile("(?:[ivx]{1,4}|[a-d])");

  private static final Pattern NUMBERED = Pattern.compile("(?:[ivx]{1,4}|[a-d]|\\d{1,3}) (.+)");

  private static final Pattern PARENT = Pattern.compile("(huyen|quan|thi xa|thanh pho|tinh|tp) .+");

  /** The same typed with all marks, since Quán Trữ and Tình Húc are communes. */
  private static final Pattern MARKED_PARENT =
      Pattern.compile("(huyện|quận|thị xã|thành phố|tỉnh) .+");

  private static final Pattern DIGITS = Pattern.compile("\\d*");
  private static final Pattern ORDINAL = Pattern.compile("[ivx0-9]*");
  private static final Pattern TOTAL_BEHIND = Pattern.compile(" (tong|cong|tong cong)$");
  private static final Pattern NUMBER_BEFORE =
      Pattern.compile("^(?:[IVXivx]{1,4}|[A-Da-d])\\s*[.)/-]\\s*");

  private final Table table;
  private final int headerAt;
  private final int depth;
  private final List<Column> columns;
  private final Level level;
  private final List<Table.Row> data = new ArrayList<>();
  private final List<Total> totals = new ArrayList<>();
  private final Map<Integer, RowGroup> groups = new HashMap<>();
  private final List<JoinOutcome.Skipped> skipped = new ArrayList<>();
  private final Set<Integer> figureColumns;

  /** Whether the row before belonged to the signatures. */
  private boolean signing;

  /** Areas merged over several rows, by each of these rows, and what stands in them. */
  private final Map<Integer, List<Table.Merge>> merges = new HashMap<>();

  private final Map<Table.Merge, Cell> merged = new HashMap<>();

  /** Whether units above stand now and then between others, rather than being what is listed. */
  private final boolean fewParents;

  /** Row that may add up the group below it, and where that group begins among the data. */
  private Table.Row groupRow;

  private int groupFrom;

  /** Where the data begin below the last total. */
  private int totalFrom;

  RowSorter(Table table, int headerAt, int depth, List<Column> columns, Level level) {
    this.table = table;
    this.headerAt = headerAt;
    this.depth = depth;
    this.columns = columns;
    this.level = level;
    figureColumns =
        columns.stream()
            .filter(c -> c.role() == Role.MEASURE || c.role() == Role.VALUE)
            .map(Column::index)
            .collect(Collectors.toSet());
    List<Cell> names =
        table.rows().subList(headerAt + depth, table.rows().size()).stream()
            .flatMap(row -> columns.stream().filter(this::isName).map(c -> row.cell(c.index())))
            .filter(cell -> !cell.isBlank())
            .toList();
    fewParents = 2 * names.stream().filter(RowSorter::isMarkedParent).count() < names.size();
    for (Table.Merge merge : table.merges()) {
      for (int row = merge.firstRow(); row <= merge.lastRow(); row++) {
        if (merge.firstRow() < merge.lastRow()) {
          merges.computeIfAbsent(row, r -> new ArrayList<>(2)).add(merge);
        }
      }
    }
    for (Table.Row row : table.rows()) {
      for (Table.Merge merge : merges.getOrDefault(row.number(), List.of())) {
        if (merge.firstRow() == row.number()) {
          merged.put(merge, row.cell(merge.firstColumn()));
        }
      }
    }
  }

  Layout layout() {
    RowGroup group = RowGroup.NONE;
    for (int i = 0; i < table.rows().size(); i++) {
      Table.Row row = i < headerAt + depth ? table.rows().get(i) : unmerged(table.rows().get(i));
      Optional<RowGroup> opened = i < headerAt + depth ? Optional.empty() : group(row, group);
      Optional<String> why =
          i < headerAt
              ? Optional.of(row.isBlank() ? "table.row_blank" : "table.row_title")
              : i < headerAt + depth
                  ? Optional.of("table.row_header")
                  : opened.isPresent()
                      ? Optional.of("table.row_group")
                      : reasonToSkip(row, i == headerAt + depth);
      signing =
          why.map(reason -> signing && BETWEEN_SIGNATURES.contains(reason))
              .orElseGet(() -> isSignature(row));
      if (signing && why.isEmpty()) {
        why = Optional.of("table.row_signature");
      }
      if (why.isPresent()) {
        skipped.add(new JoinOutcome.Skipped(row.number(), excerpt(row), Message.of(why.get())));
      } else {
        data.add(row);
        if (!group.equals(RowGroup.NONE)) {
          groups.put(row.number(), group);
        }
      }
      if (opened.isPresent()) {
        closeGroup();
        groupRow = row;
        groupFrom = data.size();
        group = opened.get();
      } else if (why.filter("table.row_total"::equals).isPresent()) {
        totals.add(new Total(row, groupFrom, totalFrom, data.size()));
        totalFrom = data.size();
      }
    }
    closeGroup();
    return new Layout(
        table.rows().subList(0, headerAt),
        table.rows().get(headerAt + depth - 1),
        columns,
        List.copyOf(data),
        List.copyOf(totals),
        groups,
        skipped);
  }

  /** The heading of a group may itself hold the sum of its rows. */
  private void closeGroup() {
    if (groupRow != null && hasFigure(groupRow)) {
      totals.add(new Total(groupRow, groupFrom, groupFrom, data.size()));
    }
    groupRow = null;
  }

  /**
   * The group that a row opens: an area, or a unit above in a list of communes. A row with a code
   * is one about a unit.
   */
  private Optional<RowGroup> group(Table.Row row, RowGroup current) {
    if (hasCode(row)) {
      return Optional.empty();
    }
    boolean numbered = false;
    for (Cell cell : row.cells()) {
      if (cell.isBlank() || cell.kind() != Cell.Kind.TEXT && !numbered) {
        continue;
      }
      if (isFigureText(cell.text())) {
        continue;
      }
      String folded = VietnameseText.fold(cell.text());
      if (GROUP_NUMBER.matcher(folded).matches()) {
        numbered = true;
        continue;
      }
      if (DIGITS.matcher(folded).matches()) {
        continue;
      }
      var inside = NUMBERED.matcher(folded);
      String name = inside.matches() ? inside.group(1) : folded;
      numbered |= inside.matches() && !Character.isDigit(folded.charAt(0));
      Optional<AreaType> area =
          Words.areaType(TOTAL_BEHIND.matcher(name).replaceFirst(""))
              .filter(a -> a != AreaType.ALL);
      if (area.isPresent()) {
        return Optional.of(new RowGroup(area, current.parent()));
      }
      boolean above =
          (numbered || fewParents && isMarkedParent(cell))
              && level == Level.COMMUNE
              && PARENT.matcher(name).matches()
              && isInName(cell, row);
      return above
          ? Optional.of(
              new RowGroup(
                  Optional.empty(),
                  Optional.of(NUMBER_BEFORE.matcher(cell.text().strip()).replaceFirst(""))))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private boolean isInName(Cell cell, Table.Row row) {
    return columns.stream()
        .filter(c -> isName(c) || c.role() == Role.ORDINAL)
        .anyMatch(c -> row.cell(c.index()).equals(cell));
  }

  private boolean isName(Column column) {
    return column.role() == Role.NAME;
  }

  private static boolean isMarkedParent(Cell cell) {
    return MARKED_PARENT.matcher(lower(cell.text()).strip()).matches();
  }

  private static String lower(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /**
   * Words that were merged over several rows stand in each of them. A figure that was is of none:
   * what part of it belongs to which row, nobody says.
   */
  private Table.Row unmerged(Table.Row row) {
    List<Cell> cells = null;
    for (Table.Merge merge : merges.getOrDefault(row.number(), List.of())) {
      Cell first = merged.getOrDefault(merge, Cell.BLANK);
      boolean figure = figureColumns.contains(merge.firstColumn());
      if (first.isBlank() || row.number() == merge.firstRow() && !figure) {
        continue;
      }
      cells = cells == null ? new ArrayList<>(row.cells()) : cells;
      while (cells.size() <= merge.firstColumn()) {
        cells.add(Cell.BLANK);
      }
      cells.set(merge.firstColumn(), figure ? Cell.merged(first.text()) : first);
    }
    return cells == null ? row : new Table.Row(row.number(), cells);
  }

  private Optional<String> reasonToSkip(Table.Row row, boolean afterHeader) {
    if (row.isBlank()) {
      return Optional.of("table.row_blank");
    }
    if (afterHeader && isOrdinals(row)) {
      return Optional.of("table.row_ordinals");
    }
    if (repeatsHeader(row)) {
      return Optional.of("table.row_header");
    }
    if (hasCode(row)) {
      return Optional.empty();
    }
    long filled = row.cells().stream().filter(cell -> !cell.isBlank()).count();
    for (Cell cell : row.cells()) {
      if (cell.kind() == Cell.Kind.TEXT && !isFigureText(cell.text())) {
        String folded = VietnameseText.fold(cell.text());
        if (TOTAL.matcher(folded).matches() && isMarkedTotal(cell.text())) {
          return Optional.of("table.row_total");
        }
        boolean note = FOOTNOTE.matcher(folded).matches() || cell.text().startsWith("*");
        if (note && filled < 3 && !hasFigure(row)) {
          return Optional.of("table.row_footnote");
        }
        if (!ORDINAL.matcher(folded).matches()) {
          break;
        }
      }
    }
    boolean hasName =
        columns.stream().anyMatch(c -> c.role() == Role.NAME && !row.cell(c.index()).isBlank());
    return !hasName && filled == 1 ? Optional.of("table.row_footnote") : Optional.empty();
  }

  /**
   * Signatures stand side by side, so that some of their words lie in columns of figures. The names
   * below them are told by nothing but their place, and only in a table that has figures: a row
   * with a code, a number or a mark for no data is one about a unit.
   */
  private boolean isSignature(Table.Row row) {
    boolean figure =
        figureColumns.stream()
            .map(row::cell)
            .anyMatch(cell -> !cell.isBlank() && !WORD.matcher(cell.text()).matches());
    if (data.isEmpty() || figure || hasCode(row) || goesOn(row)) {
      return false;
    }
    if (signing && !figureColumns.isEmpty()) {
      return true;
    }
    long filled = row.cells().stream().filter(cell -> !cell.isBlank()).count();
    return filled <= SIDE_BY_SIDE
        && row.cells().stream()
            .filter(cell -> cell.kind() == Cell.Kind.TEXT)
            .anyMatch(cell -> SIGNATURE.matcher(VietnameseText.fold(cell.text())).matches());
  }

  /**
   * Whether a row goes on as the last one did: with a number of the list, or with the same class.
   * "UBND xã Vân Hồ" is a commune then, and signs nothing.
   */
  private boolean goesOn(Table.Row row) {
    Table.Row last = data.get(data.size() - 1);
    return columns.stream()
        .anyMatch(
            column -> {
              Cell cell = row.cell(column.index());
              return column.role() == Role.ORDINAL && cell.text().matches("\\d{1,5}[.)]?")
                  || (column.role() == Role.CLASS || column.role() == Role.DESIGNATION)
                      && !cell.isBlank()
                      && cell.text().equals(last.cell(column.index()).text());
            });
  }

  private boolean hasCode(Table.Row row) {
    return columns.stream().anyMatch(c -> c.role() == Role.CODE && !row.cell(c.index()).isBlank());
  }

  /** Digits alone, or "-": what most cells of a wide table are, and neither a word nor a note. */
  private static boolean isFigureText(String text) {
    if (text.equals("-")) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Printed tables repeat their header on each page. */
  private boolean repeatsHeader(Table.Row row) {
    for (int i = headerAt; i < headerAt + depth; i++) {
      List<Cell> header = table.rows().get(i).cells();
      if (header.size() > 1 && header.equals(row.cells())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMarkedTotal(String text) {
    return VietnameseText.isUnmarked(text)
        || MARKED_TOTAL.matcher(lower(text).replaceAll("^[^\\p{L}]+", "")).matches();
  }

  /** A name with a star before it and a figure behind it is a unit, not a footnote. */
  private boolean hasFigure(Table.Row row) {
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
}
