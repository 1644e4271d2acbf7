package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of a header, one to four. The heading of a column is the path of the headings above it,
 * from the widest to its own: "Hộ nghèo cuối năm / Số hộ". A heading that stands over several
 * columns is merged over them in a spreadsheet, and stands over the first in separated text.
 */
final class HeaderBand {
  /** How many lines a header may have. */
  static final int DEEPEST = 4;

  private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
  private static final Pattern LETTER_OR_PERCENT = Pattern.compile("[\\p{L}%‰]");

  private final List<Table.Row> lines;
  private final List<Table.Merge> merges;

  private HeaderBand(List<Table.Row> lines, List<Table.Merge> merges) {
    this.lines = lines;
    this.merges = merges;
  }

  /**
   * The band of so many lines that begins at a row.
   *
   * @return empty when one of the rows cannot be a line of a header, or a cell reaches out of them
   */
  static Optional<HeaderBand> at(Table table, int first, int depth) {
    if (first + depth > table.rows().size()) {
      return Optional.empty();
    }
    List<Table.Row> lines = table.rows().subList(first, first + depth);
    for (int i = 0; i < depth; i++) {
      boolean apart = i > 0 && lines.get(i).number() != lines.get(i - 1).number() + 1;
      if (apart || depth > 1 && !isLine(lines.get(i))) {
        return Optional.empty();
      }
    }
    int from = lines.get(0).number();
    int to = lines.get(depth - 1).number();
    List<Table.Merge> inside =
        table.merges().stream().filter(m -> m.lastRow() >= from && m.firstRow() <= to).toList();
    boolean cut = inside.stream().anyMatch(m -> m.lastRow() > to || m.firstRow() < from);
    return cut ? Optional.empty() : Optional.of(new HeaderBand(lines, inside));
  }

  /** Words, signs and years are headings; another number makes a row one of data. */
  private static boolean isLine(Table.Row row) {
    return !row.isBlank()
        && row.cells().stream().allMatch(cell -> cell.isBlank() || isHeading(cell));
  }

  private static boolean isHeading(Cell cell) {
    return YEAR.matcher(cell.text()).matches()
        || cell.kind() == Cell.Kind.TEXT && LETTER_OR_PERCENT.matcher(cell.text()).find();
  }

  List<Table.Row> lines() {
    return lines;
  }

  /** For each column the headings above it, the widest first; empty where there is none. */
  List<List<String>> paths() {
    int width = lines.stream().mapToInt(line -> line.cells().size()).max().orElse(0);
    List<List<String>> paths = new ArrayList<>(width);
    for (int column = 0; column < width; column++) {
      List<String> path = new ArrayList<>(lines.size());
      for (int line = 0; line < lines.size(); line++) {
        String text = text(line, column);
        if (!text.isEmpty() && (path.isEmpty() || !path.get(path.size() - 1).equals(text))) {
          path.add(text);
        }
      }
      paths.add(path);
    }
    return paths;
  }

  private String text(int line, int column) {
    Table.Row row = lines.get(line);
    String own = row.cell(column).text();
    if (!own.isEmpty()) {
      return own;
    }
    for (Table.Merge merge : merges) {
      if (merge.covers(row.number(), column)) {
        return lines.stream()
            .filter(above -> above.number() == merge.firstRow())
            .map(above -> above.cell(merge.firstColumn()).text())
            .findFirst()
            .orElse("");
      }
    }
    boolean mergedAlong = merges.stream().anyMatch(m -> m.lastColumn() > m.firstColumn());
    return mergedAlong || !hasTextBelow(line, column) ? "" : fromLeft(line, column);
  }

  private boolean hasTextBelow(int line, int column) {
    for (int below = line + 1; below < lines.size(); below++) {
      if (!lines.get(below).cell(column).isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** The next heading to the left, unless another heading begins above in between. */
  private String fromLeft(int line, int column) {
    for (int left = column - 1; left >= 0; left--) {
      for (int above = line - 1; above >= 0; above--) {
        if (!lines.get(above).cell(left + 1).isBlank()) {
          return "";
        }
      }
      String text = lines.get(line).cell(left).text();
      if (!text.isEmpty()) {
        return hasTextBelow(line, left) ? text : "";
      }
    }
    return "";
  }
}
