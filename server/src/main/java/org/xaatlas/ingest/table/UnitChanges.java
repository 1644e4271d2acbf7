package org.xaatlas.ingest.table;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xaatlas.join.Decision;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * A table of units that got another name or type on a day and kept their land: code, name before,
 * name after, day. The edition stands; a row is matched when its code is that of a unit of one of
 * the two names. What names after are not known to the matching is said.
 */
final class UnitChanges {
  private enum Role {
    LEVEL("level|cấp"),
    CODE("code|mã|mã xã|mã đơn vị"),
    BEFORE("full_name_before|name_before|tên cũ|tên trước|tên trước khi đổi"),
    AFTER("full_name_after|name_after|tên mới|tên sau|tên sau khi đổi"),
    EFFECTIVE("effective|effective_from|ngày hiệu lực|từ ngày|ngày");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  private static final Map<String, Role> HEADINGS =
      PlainTable.headings(Role.values(), role -> role.words);

  private final PlainTable<Role> table;
  private final Level level;
  private final Findings findings;

  private UnitChanges(PlainTable<Role> table, Level level, Findings findings) {
    this.table = table;
    this.level = level;
    this.findings = findings;
  }

  /**
   * The changes, if a table tells changes.
   *
   * @param level tier of rows that do not tell theirs
   */
  static Optional<UnitChanges> of(Table cells, Level level, Findings findings) {
    return PlainTable.of(
            cells,
            Role.class,
            HEADINGS,
            found ->
                found.containsAll(EnumSet.of(Role.CODE, Role.BEFORE, Role.AFTER, Role.EFFECTIVE)),
            EnumSet.of(Role.CODE, Role.BEFORE, Role.AFTER))
        .map(table -> new UnitChanges(table, level, findings));
  }

  /**
   * The names of the matched rows that the edition does not have: what the next import finds the
   * units by.
   *
   * @param by who tells the changes
   */
  List<Decision> names(
      List<JoinOutcome> outcomes, UnitRegister units, String by, String file, String sha256) {
    List<Decision> names = new ArrayList<>();
    Instant now = Clock.systemUTC().instant();
    Map<Integer, Table.Row> rows =
        table.rows().stream().collect(Collectors.toMap(Table.Row::number, row -> row));
    for (JoinOutcome outcome : outcomes) {
      if (!(outcome instanceof JoinOutcome.Matched matched)) {
        continue;
      }
      Table.Row row = rows.get(matched.row());
      Level of = level(row).orElseThrow();
      Unit unit = units.find(of, matched.code()).orElseThrow();
      for (Role role : List.of(Role.BEFORE, Role.AFTER)) {
        String name = table.text(row, role).orElseThrow();
        if (!Decision.key(name).equals(Decision.key(unit.fullName()))) {
          names.add(
              Decision.alias(
                  units.edition(), of, unit.code(), name, by, now, file, sha256, row.number()));
        }
      }
    }
    return names;
  }

  private Optional<Level> level(Table.Row row) {
    return table.text(row, Role.LEVEL).map(Words::level).orElse(Optional.of(level));
  }

  List<JoinOutcome.Skipped> skipped() {
    return table.skipped();
  }

  /** One outcome for each row. */
  List<JoinOutcome> outcomes(ImportTarget target, String edition) {
    List<JoinOutcome> outcomes = new ArrayList<>();
    for (Table.Row row : table.rows()) {
      Optional<Level> own = level(row);
      String after = table.text(row, Role.AFTER).orElse("");
      if (own.isEmpty() || after.isEmpty() || table.text(row, Role.BEFORE).isEmpty()) {
        outcomes.add(
            new JoinOutcome.Unmatched(
                row.number(), input(row), List.of(), Message.of("crosswalk.change_incomplete")));
        continue;
      }
      UnitMatcher matcher = target.matcher(edition, own.get(), Optional.empty());
      outcomes.add(outcome(row, matcher));
      tellNewName(row, after, own.get(), matcher, target.units(edition));
    }
    return outcomes;
  }

  private JoinOutcome outcome(Table.Row row, UnitMatcher matcher) {
    JoinOutcome before = one(matcher, row, table.text(row, Role.CODE), Role.BEFORE, "");
    JoinOutcome found =
        before instanceof JoinOutcome.Matched
            ? before
            : one(matcher, row, table.text(row, Role.CODE), Role.AFTER, "");
    if (!(found instanceof JoinOutcome.Matched matched)) {
      return before;
    }
    String day = table.text(row, Role.EFFECTIVE).orElse("");
    Optional<LocalDate> date = Words.date(day);
    if (date.isEmpty()) {
      findings.add(
          "units.effective", Severity.ERROR, row.number(), Message.of("crosswalk.change_day", day));
    }
    return new JoinOutcome.Matched(
        row.number(),
        input(row),
        matched.code(),
        Message.of(
            "crosswalk.changed",
            table.text(row, Role.BEFORE).orElse(""),
            table.text(row, Role.AFTER).orElse(""),
            date.map(LocalDate::toString).orElse(day)));
  }

  /**
   * Says what becomes of rows with the new name alone, where they find the unit for the first time.
   */
  private void tellNewName(
      Table.Row row, String after, Level of, UnitMatcher matcher, UnitRegister units) {
    Optional<Unit> unit = units.find(of, table.text(row, Role.CODE).orElse(""));
    String province = unit.flatMap(units::province).map(Unit::code).orElse("");
    JoinOutcome named =
        one(matcher, row, Optional.empty(), Role.AFTER, of == Level.PROVINCE ? "" : province);
    boolean known =
        named instanceof JoinOutcome.Matched matched
            && unit.filter(u -> u.code().equals(matched.code())).isPresent()
            && !named.reason().key().equals("join.type_differs");
    if (!known && unit.isPresent()) {
      boolean taken =
          named instanceof JoinOutcome.Matched other && !other.code().equals(unit.get().code());
      findings.add(
          taken ? "units.name_taken" : "units.new_name",
          taken ? Severity.WARNING : Severity.INFO,
          row.number(),
          Message.of(taken ? "crosswalk.new_name_taken" : "crosswalk.new_name_kept"));
    }
  }

  private JoinOutcome one(
      UnitMatcher matcher, Table.Row row, Optional<String> code, Role name, String parent) {
    RowKey key =
        new RowKey(
            row.number(),
            code,
            table.text(row, name),
            Optional.empty(),
            Optional.of(parent).filter(text -> !text.isEmpty()));
    return matcher.match(List.of(key)).get(0);
  }

  private String input(Table.Row row) {
    return String.join(
        " ",
        table.text(row, Role.CODE).orElse(""),
        table.text(row, Role.BEFORE).orElse(""),
        "→",
        table.text(row, Role.AFTER).orElse(""));
  }
}
