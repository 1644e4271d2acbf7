package org.xaatlas.ingest.table;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.RowBounds;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.RefusedException;

/**
 * Gives up a long table that is none of units before more than its header is worked on: one whose
 * rows name more units than there are, or say the same of the same unit again and again. What a
 * short table costs is little, whatever is in it.
 */
final class RowGuard {
  /** Fewer rows than any bound are not looked at. */
  private static final int LONG = 10_000;

  private static final Set<Role> UNIT =
      EnumSet.of(Role.CODE, Role.NAME, Role.TYPE, Role.PROVINCE, Role.DISTRICT);

  /** With these the units of a row are not those of the options. */
  private static final Set<Role> ELSEWHERE = EnumSet.of(Role.LEVEL, Role.EDITION);

  /** What a row may tell anew of a unit that another row told of. */
  private static final Set<Role> APART =
      EnumSet.complementOf(
          EnumSet.of(
              Role.MEASURE, Role.VALUE, Role.ORDINAL, Role.COMPUTED, Role.IGNORED, Role.UNKNOWN));

  private final Supplier<UnitMatcher> matcher;
  private final List<Role> parents;

  /**
   * @param matcher of the units that the rows are about
   * @param parents the columns that may name the units above, the nearest first
   */
  RowGuard(Supplier<UnitMatcher> matcher, List<Role> parents) {
    this.matcher = matcher;
    this.parents = parents;
  }

  /**
   * @param unsorted a table whose rows below the header all pass for rows about units
   * @throws RefusedException when they are not
   */
  void check(Layout unsorted) {
    List<Table.Row> rows = unsorted.data();
    List<Column> columns = unsorted.columns();
    if (rows.size() <= LONG) {
      return;
    }
    UnitMatcher units = matcher.get();
    RowBounds bounds = units.bounds();
    if (columns.stream().noneMatch(column -> ELSEWHERE.contains(column.role()))) {
      namedUnits(unsorted, units.isOpen(), bounds);
    }
    int[] apart = indexes(columns, APART);
    long[] told = new long[rows.size()];
    int count = 0;
    for (Table.Row row : rows) {
      if (!isAside(row, columns)) {
        told[count++] = hash(row, apart);
      }
    }
    long[] sorted = Arrays.copyOf(told, count);
    Arrays.sort(sorted);
    int again = 0;
    for (int i = 1; i < count; i++) {
      again += sorted[i] == sorted[i - 1] ? 1 : 0;
    }
    if (again > bounds.repeated()) {
      throw refused(rows, columns, apart, bounds.repeated());
    }
  }

  private void namedUnits(Layout unsorted, Predicate<RowKey> isOpen, RowBounds bounds) {
    RowReader reader = new RowReader(unsorted, new Findings());
    Set<RowKey> open = new HashSet<>();
    Set<RowKey> known = new HashSet<>();
    for (Table.Row row : unsorted.data()) {
      if (isAside(row, unsorted.columns())) {
        continue;
      }
      RowKey key = reader.key(row, parents);
      RowKey same = key.at(0);
      if (known.add(same)) {
        boolean isUnknown = isOpen.test(key);
        bounds.different(key, isUnknown);
        if (isUnknown) {
          open.add(same);
        }
      }
      if (open.contains(same)) {
        bounds.open(key);
      }
    }
  }

  /** A row without a code and a name: a note, or one of a name that is merged over several. */
  private static boolean isAside(Table.Row row, List<Column> columns) {
    for (Column column : columns) {
      if ((column.role() == Role.CODE || column.role() == Role.NAME)
          && !row.cell(column.index()).isBlank()) {
        return false;
      }
    }
    return true;
  }

  private static int[] indexes(List<Column> columns, Set<Role> roles) {
    return columns.stream()
        .filter(column -> roles.contains(column.role()))
        .mapToInt(Column::index)
        .toArray();
  }

  /** Two rows with the same hash say the same, but for one pair of texts in a great many. */
  private static long hash(Table.Row row, int[] columns) {
    long hash = 7;
    for (int column : columns) {
      hash = (hash ^ row.cell(column).text().hashCode()) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private static RefusedException refused(
      List<Table.Row> rows, List<Column> columns, int[] apart, int bound) {
    int[] unit = indexes(columns, UNIT);
    Set<Long> seen = new HashSet<>();
    for (Table.Row row : rows) {
      if (!isAside(row, columns) && !seen.add(hash(row, apart))) {
        String text =
            Arrays.stream(unit)
                .mapToObj(column -> row.cell(column).text())
                .filter(cell -> !cell.isEmpty())
                .collect(Collectors.joining(" "));
        return RefusedException.of(
            "join.too_many_again", bound, Integer.toString(row.number()), text);
      }
    }
    throw new IllegalStateException("No row says what another said");
  }
}
