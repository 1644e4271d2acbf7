package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * A table of what is wrong in a crosswalk: a row for each link that is to go, or to lead to another
 * new unit, each with its ground. It is read on top of the links that are known; a row whose link
 * is right already changes nothing. What a removed part leaves alone went whole; shares that were
 * told with a part that was wrong fall away.
 */
final class CrosswalkCorrections {
  private enum Role {
    OLD_CODE("old_code|mã cũ|mã xã cũ|mã đơn vị cũ"),
    SOURCE_CODE("source_new_code|mã mới theo nguồn|mã mới sai"),
    ACTION("action|cách sửa|nội dung sửa"),
    CORRECTED_CODE("corrected_new_code|mã mới đúng|mã mới đã sửa"),
    GROUND("basis|ground|căn cứ");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  private static final Map<String, Role> HEADINGS =
      PlainTable.headings(Role.values(), role -> role.words);

  private final PlainTable<Role> table;
  private final UnitRegister from;
  private final UnitRegister to;
  private final String source;
  private final Map<UnitKey, List<Link>> links = new HashMap<>();
  private final Map<UnitKey, List<Integer>> rows = new LinkedHashMap<>();
  private final List<JoinOutcome> outcomes = new ArrayList<>();

  private CrosswalkCorrections(
      PlainTable<Role> table, List<Link> known, UnitRegister from, UnitRegister to, String source) {
    this.table = table;
    this.from = from;
    this.to = to;
    this.source = source;
    known.forEach(link -> links.computeIfAbsent(link.from(), unit -> new ArrayList<>()).add(link));
    table.rows().forEach(row -> outcomes.add(outcome(row)));
  }

  /**
   * Reads the rows, if the table is one of corrections.
   *
   * @param known the links that are corrected
   * @param source id of the source that tells the corrections
   */
  static Optional<CrosswalkCorrections> of(
      Table cells, List<Link> known, UnitRegister from, UnitRegister to, String source) {
    return PlainTable.of(
            cells,
            Role.class,
            HEADINGS,
            found -> found.containsAll(EnumSet.complementOf(EnumSet.of(Role.GROUND))),
            EnumSet.of(Role.OLD_CODE))
        .map(table -> new CrosswalkCorrections(table, known, from, to, source));
  }

  List<JoinOutcome> outcomes() {
    return outcomes;
  }

  List<JoinOutcome.Skipped> skipped() {
    return table.skipped();
  }

  /** Rows that changed a link, by its old unit. */
  Map<UnitKey, List<Integer>> rows() {
    return rows;
  }

  /** All links of the old units that were corrected. */
  List<Link> links() {
    return rows.keySet().stream().flatMap(unit -> links.get(unit).stream()).toList();
  }

  private JoinOutcome outcome(Table.Row row) {
    String code = text(row, Role.OLD_CODE);
    String wrong = text(row, Role.SOURCE_CODE);
    String right = text(row, Role.CORRECTED_CODE);
    String input = code + " → " + wrong + (right.isEmpty() ? "" : " → " + right);
    Optional<UnitKey> old = old(code);
    if (old.isEmpty()) {
      return open(row, input, Message.of("join.code_unknown", code, from.edition()));
    }
    List<Link> own = links.getOrDefault(old.get(), List.of());
    if (own.isEmpty()) {
      return open(row, input, Message.of("crosswalk.nothing_to_correct", name(old.get())));
    }
    String action = VietnameseText.fold(text(row, Role.ACTION));
    return switch (action) {
      case "removed", "remove", "bo", "xoa" ->
          right.isEmpty()
              ? removed(row, input, old.get(), own, wrong)
              : open(row, input, Message.of("crosswalk.removed_and_corrected", right));
      case "target changed", "new code renumbered", "doi don vi", "doi ma" ->
          to.find(Level.COMMUNE, right).isPresent()
              ? changed(row, input, old.get(), own, wrong, right)
              : open(row, input, Message.of("join.code_unknown", right, to.edition()));
      default -> open(row, input, Message.of("crosswalk.action_unknown", text(row, Role.ACTION)));
    };
  }

  private JoinOutcome removed(
      Table.Row row, String input, UnitKey old, List<Link> own, String wrong) {
    List<Link> left = own.stream().filter(link -> !link.to().code().equals(wrong)).toList();
    if (left.isEmpty()) {
      return open(row, input, Message.of("crosswalk.only_link", name(old)));
    }
    String first = left.get(0).to().code();
    if (left.size() == own.size()) {
      return matched(row, input, first, "crosswalk.right_already");
    }
    List<Link> mended = new ArrayList<>();
    for (Link link : left) {
      mended.add(link(link, link.to(), left.size() == 1, Map.of(), row));
    }
    put(old, mended, row);
    return matched(row, input, first, "crosswalk.link_removed");
  }

  private JoinOutcome changed(
      Table.Row row, String input, UnitKey old, List<Link> own, String wrong, String right) {
    boolean there = own.stream().anyMatch(link -> link.to().code().equals(right));
    boolean mistaken =
        !wrong.equals(right) && own.stream().anyMatch(link -> link.to().code().equals(wrong));
    if (!there && !mistaken) {
      return open(row, input, Message.of("crosswalk.no_such_link", name(old), wrong));
    }
    if (!mistaken) {
      return matched(row, input, right, "crosswalk.right_already");
    }
    if (there) {
      return removed(row, input, old, own, wrong);
    }
    List<Link> mended = new ArrayList<>();
    for (Link link : own) {
      mended.add(
          link.to().code().equals(wrong)
              ? link(link, new UnitKey(Level.COMMUNE, right), link.whole(), link.shares(), row)
              : link);
    }
    put(old, mended, row);
    return matched(row, input, right, "crosswalk.link_changed");
  }

  private Link link(
      Link link, UnitKey to, boolean whole, Map<Basis, Double> shares, Table.Row row) {
    return new Link(link.from(), to, whole, shares, source, 0, row.number());
  }

  private void put(UnitKey old, List<Link> mended, Table.Row row) {
    links.put(old, mended);
    rows.computeIfAbsent(old, unit -> new ArrayList<>()).add(row.number());
  }

  private Optional<UnitKey> old(String code) {
    return from.find(Level.COMMUNE, code)
        .or(
            () ->
                from.find(Level.DISTRICT, code)
                    .filter(unit -> from.children(Level.COMMUNE, code).isEmpty()))
        .map(UnitKey::of);
  }

  private String name(UnitKey unit) {
    return from.find(unit.level(), unit.code()).map(Unit::fullName).orElse(unit.code());
  }

  private String text(Table.Row row, Role role) {
    return table.text(row, role).map(String::strip).orElse("");
  }

  private JoinOutcome matched(Table.Row row, String input, String code, String key) {
    return new JoinOutcome.Matched(
        row.number(), input, code, Message.of(key, text(row, Role.GROUND)));
  }

  private JoinOutcome open(Table.Row row, String input, Message reason) {
    return new JoinOutcome.Unmatched(row.number(), input, List.of(), reason);
  }
}
