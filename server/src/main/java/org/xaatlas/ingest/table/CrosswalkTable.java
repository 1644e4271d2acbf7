package org.xaatlas.ingest.table;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * The rows of a table of old and new units, its columns known by their headings.
 *
 * @param entries one for each row with an old or a new unit
 * @param skipped titles, blank rows and the header
 */
record CrosswalkTable(List<Entry> entries, List<JoinOutcome.Skipped> skipped) {
  /** What shares can be measured in; the most telling first. */
  static final List<Basis> MEASURED = List.of(Basis.HOUSEHOLDS, Basis.POPULATION, Basis.AREA);

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:[.,]\\d+)?)\\s*(%?)");
  private static final Pattern WHOLE_NUMBER =
      Pattern.compile("\\d{1,9}|\\d{1,3}([.,  ])\\d{3}(\\1\\d{3})*");
  private static final Pattern AREA = Pattern.compile("\\d{1,6}(?:[.,]\\d{1,2}|[.,]\\d{4,9})?");

  /**
   * One row.
   *
   * @param old what it says of the old unit
   * @param oldPlaces district and province of the old unit, as the row has them
   * @param young what it says of the new unit
   * @param whole what it says of the part; empty where it says nothing
   * @param shares of the old unit, 0 to 1
   * @param amounts households, people or km2 that went over; they tell shares when all rows of the
   *     old unit have them
   */
  record Entry(
      RowKey old,
      List<String> oldPlaces,
      RowKey young,
      Optional<Boolean> whole,
      Map<Basis, Double> shares,
      Map<Basis, Double> amounts) {
    int row() {
      return old.row();
    }

    private Entry inKnownPlace(Predicate<String> known) {
      Optional<String> place = oldPlaces.stream().filter(known).findFirst();
      RowKey key =
          place.isEmpty() ? old : new RowKey(row(), old.code(), old.name(), old.type(), place);
      return new Entry(key, oldPlaces, young, whole, shares, amounts);
    }
  }

  /** What a column tells. */
  private enum Role {
    OLD_CODE("old_code|mã cũ|mã xã cũ|mã đơn vị cũ|mã ĐVHC cũ|former code"),
    OLD_NAME("old_name|tên cũ|tên xã cũ|xã cũ|đơn vị cũ|tên đơn vị cũ|tên ĐVHC cũ|former name"),
    OLD_DISTRICT("old_district_code|old_district|mã huyện cũ|huyện cũ|tên huyện cũ"),
    OLD_PROVINCE("old_province_code|old_province|mã tỉnh cũ|tỉnh cũ|tên tỉnh cũ"),
    NEW_CODE("new_code|mã mới|mã xã mới|mã đơn vị mới|mã ĐVHC mới"),
    NEW_NAME("new_name|tên mới|tên xã mới|xã mới|đơn vị mới|tên đơn vị mới|tên ĐVHC mới"),
    NEW_PROVINCE("new_province_code|new_province|mã tỉnh mới|tỉnh mới|tên tỉnh mới"),
    PART("part|phần|mức độ|toàn bộ hay một phần|whole or partial"),
    WEIGHT("weight|share|trọng số|tỷ trọng|tỷ lệ"),
    BASIS("weight_basis|basis|căn cứ trọng số|căn cứ"),
    SHARE_HOUSEHOLDS("weight_households|share_households|tỷ lệ hộ|tỷ lệ số hộ"),
    SHARE_POPULATION("weight_population|share_population|tỷ lệ dân số"),
    SHARE_AREA("weight_area|share_area|tỷ lệ diện tích"),
    HOUSEHOLDS("households|số hộ|hộ"),
    POPULATION("population|people|persons|dân số|số dân|quy mô dân số"),
    AREA("area|area_km2|diện tích|diện tích (km2)|diện tích (km²)|diện tích tự nhiên");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  private static final Map<String, Role> HEADINGS =
      PlainTable.headings(Role.values(), role -> role.words);

  /** The same, each old unit looked for in the first of its places that is known. */
  CrosswalkTable inKnownPlaces(Predicate<String> known) {
    return new CrosswalkTable(
        entries.stream().map(entry -> entry.inKnownPlace(known)).toList(), skipped);
  }

  /**
   * Finds the header and reads the rows below it.
   *
   * @throws RefusedException key {@code crosswalk.no_header} when no row near the top names a
   *     column of old units and one of new units
   */
  static CrosswalkTable of(String file, Table table, Findings findings) {
    PlainTable<Role> plain =
        PlainTable.of(
                table,
                Role.class,
                HEADINGS,
                found ->
                    (found.contains(Role.OLD_CODE) || found.contains(Role.OLD_NAME))
                        && (found.contains(Role.NEW_CODE) || found.contains(Role.NEW_NAME)),
                EnumSet.of(Role.OLD_CODE, Role.OLD_NAME, Role.NEW_CODE, Role.NEW_NAME))
            .orElseThrow(
                () ->
                    RefusedException.of(
                        "crosswalk.no_header", file, PlainTable.HEAD, PlainTable.firstRow(table)));
    Reader reader = new Reader(plain, findings);
    return new CrosswalkTable(plain.rows().stream().map(reader::entry).toList(), plain.skipped());
  }

  /** Reads rows by their columns. */
  private static final class Reader {
    private final PlainTable<Role> table;
    private final Findings findings;

    Reader(PlainTable<Role> table, Findings findings) {
      this.table = table;
      this.findings = findings;
    }

    private Optional<String> text(Table.Row row, Role role) {
      return table.text(row, role);
    }

    Entry entry(Table.Row row) {
      Optional<Boolean> whole = part(row);
      Map<Basis, Double> shares = new EnumMap<>(Basis.class);
      share(row, Role.WEIGHT).ifPresent(share -> shares.put(basis(row), share));
      share(row, Role.SHARE_HOUSEHOLDS).ifPresent(s -> shares.put(Basis.HOUSEHOLDS, s));
      share(row, Role.SHARE_POPULATION).ifPresent(s -> shares.put(Basis.POPULATION, s));
      share(row, Role.SHARE_AREA).ifPresent(s -> shares.put(Basis.AREA, s));
      Map<Basis, Double> amounts = new EnumMap<>(Basis.class);
      amount(row, Role.HOUSEHOLDS).ifPresent(n -> amounts.put(Basis.HOUSEHOLDS, n));
      amount(row, Role.POPULATION).ifPresent(n -> amounts.put(Basis.POPULATION, n));
      amount(row, Role.AREA).ifPresent(n -> amounts.put(Basis.AREA, n));
      return new Entry(
          new RowKey(
              row.number(),
              text(row, Role.OLD_CODE),
              text(row, Role.OLD_NAME),
              Optional.empty(),
              text(row, Role.OLD_DISTRICT).or(() -> text(row, Role.OLD_PROVINCE))),
          Stream.of(Role.OLD_DISTRICT, Role.OLD_PROVINCE)
              .flatMap(role -> text(row, role).stream())
              .toList(),
          new RowKey(
              row.number(),
              text(row, Role.NEW_CODE),
              text(row, Role.NEW_NAME),
              Optional.empty(),
              text(row, Role.NEW_PROVINCE)),
          whole,
          shares,
          amounts);
    }

    private Optional<Boolean> part(Table.Row row) {
      Optional<String> text = text(row, Role.PART);
      Optional<Boolean> read =
          text.map(VietnameseText::fold)
              .flatMap(
                  word ->
                      switch (word) {
                        case "whole", "toan bo", "ca", "nguyen trang" -> Optional.of(true);
                        case "partial", "part", "mot phan", "phan con lai" -> Optional.of(false);
                        default -> Optional.empty();
                      });
      if (text.isPresent() && read.isEmpty()) {
        error(row, Message.of("crosswalk.part_unknown", text.get()));
      }
      return read;
    }

    private Basis basis(Table.Row row) {
      Optional<String> text = text(row, Role.BASIS);
      if (text.isEmpty()) {
        return Basis.HOUSEHOLDS;
      }
      return switch (VietnameseText.fold(text.get())) {
        case "households", "ho", "so ho" -> Basis.HOUSEHOLDS;
        case "population", "people", "dan so", "so dan" -> Basis.POPULATION;
        case "area", "dien tich" -> Basis.AREA;
        default -> {
          error(row, Message.of("crosswalk.basis_unknown", text.get()));
          yield Basis.HOUSEHOLDS;
        }
      };
    }

    private OptionalDouble share(Table.Row row, Role role) {
      Optional<String> text = text(row, role);
      if (text.isEmpty()) {
        return OptionalDouble.empty();
      }
      Matcher matcher = SHARE.matcher(text.get());
      if (matcher.matches()) {
        boolean percent =
            !matcher.group(2).isEmpty() || table.cell(row, role).kind() == Cell.Kind.PERCENT;
        double share = Double.parseDouble(matcher.group(1).replace(',', '.')) / (percent ? 100 : 1);
        if (share <= 1) {
          return OptionalDouble.of(share);
        }
      }
      error(row, Message.of("crosswalk.share_unreadable", text.get()));
      return OptionalDouble.empty();
    }

    private OptionalDouble amount(Table.Row row, Role role) {
      Optional<String> text = text(row, role);
      if (text.isEmpty()) {
        return OptionalDouble.empty();
      }
      Cell cell = table.cell(row, role);
      if (cell.kind() == Cell.Kind.NUMBER && cell.number() >= 0) {
        return OptionalDouble.of(cell.number());
      }
      if (role == Role.AREA && AREA.matcher(text.get()).matches()) {
        return OptionalDouble.of(Double.parseDouble(text.get().replace(',', '.')));
      }
      if (role != Role.AREA && WHOLE_NUMBER.matcher(text.get()).matches()) {
        return OptionalDouble.of(Double.parseDouble(text.get().replaceAll("\\D", "")));
      }
      error(row, Message.of("crosswalk.amount_unreadable", text.get()));
      return OptionalDouble.empty();
    }

    private void error(Table.Row row, Message message) {
      findings.add("crosswalk.cell", Severity.ERROR, row.number(), message);
    }
  }
}
