package org.xaatlas.ingest.table;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitGroup;

/**
 * Imports groups of units that people put together: a table with a row for each group and unit. A
 * group that is there already is replaced as a whole. Every row is joined within one edition, as
 * figures are.
 *
 * <p>Keeps nothing between runs; safe to share.
 */
public final class GroupsImport {
  /** A group with more units than any list has is a mistake. */
  private static final int MAX_GROUPS = 1_000;

  private static final int LONGEST_ID = 64;

  /**
   * What the user says of a file.
   *
   * @param level tier of the units
   * @param by who saves the groups
   * @param withdraw take away the groups that the file names, instead of saving them
   */
  public record Options(
      Level level, String edition, String by, boolean withdraw, FileOptions file) {
    public Options {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(edition, "edition");
      Objects.requireNonNull(by, "by");
    }

    private Map<String, String> asText() {
      Map<String, String> text = file.asText();
      text.put("level", level.id());
      text.put("edition", edition);
      text.put("by", by);
      if (withdraw) {
        text.put("withdraw", "true");
      }
      return text;
    }
  }

  /** What a column tells. */
  private enum Role {
    GROUP("group|group_name|nhóm|tên nhóm|nhóm đơn vị"),
    CODE("code|mã|mã xã|mã đơn vị|mã ĐVHC|unit_code"),
    NAME("name|tên|tên xã|xã|tên đơn vị|đơn vị|unit"),
    PROVINCE("province|tỉnh|tên tỉnh|mã tỉnh|province_code");

    private final String words;

    Role(String words) {
      this.words = words;
    }
  }

  private static final Map<String, Role> HEADINGS =
      PlainTable.headings(Role.values(), role -> role.words);

  private final Store store;
  private final Registers registers;
  private final Progress progress;

  public GroupsImport(Store store, Registers registers, Progress progress) {
    this.store = store;
    this.registers = registers;
    this.progress = progress;
  }

  /**
   * Reads, joins and, unless the report refuses it, stores a file.
   *
   * @throws RefusedException when the file has no column of groups and one of units, or the edition
   *     is not known
   */
  public ImportResult run(Path path, Options options) {
    ImportTarget target = new ImportTarget(store, registers, options.file().acceptLikely());
    target.units(options.edition());
    IncomingTable in = new IncomingTable(path, options.file(), target, progress);
    Findings findings = in.findings();
    Table table = in.cells();
    table.findings().forEach(findings::add);
    PlainTable<Role> rows =
        PlainTable.of(
                table,
                Role.class,
                HEADINGS,
                found ->
                    found.contains(Role.GROUP)
                        && (found.contains(Role.CODE) || found.contains(Role.NAME)),
                EnumSet.of(Role.CODE, Role.NAME))
            .orElseThrow(
                () ->
                    RefusedException.of(
                        "crosswalk.no_group_header",
                        in.file(),
                        PlainTable.HEAD,
                        PlainTable.firstRow(table)));
    List<RowKey> keys = new ArrayList<>();
    Map<Integer, String> groupOf = new LinkedHashMap<>();
    for (Table.Row row : rows.rows()) {
      keys.add(
          new RowKey(
              row.number(),
              rows.text(row, Role.CODE),
              rows.text(row, Role.NAME),
              Optional.empty(),
              rows.text(row, Role.PROVINCE)));
      Optional<String> group = rows.text(row, Role.GROUP).map(String::strip);
      if (group.filter(name -> !id(name).isEmpty()).isPresent()) {
        groupOf.put(row.number(), group.get());
      } else {
        findings.add(
            "group.name", Severity.ERROR, row.number(), Message.of("crosswalk.group_name"));
      }
    }
    in.matching(keys.size());
    MatchedRows matched =
        new MatchedRows(
            target
                .matcher(options.edition(), options.level(), options.file().province())
                // A unit may be in several groups.
                .match(keys, RowKey::row));
    new EditionCheck(registers, findings)
        .codes(options.edition(), options.level(), keys, matched.byRow());
    matched.note(findings);
    in.noteAgain("groups", options.edition());
    Map<String, Named> groups = groups(groupOf, matched, findings);
    if (groups.isEmpty()) {
      findings.add("table.empty", Severity.ERROR, Message.of("crosswalk.no_groups", in.file()));
    } else if (groups.size() > MAX_GROUPS) {
      findings.add(
          "group.many",
          Severity.ERROR,
          Message.of("crosswalk.many_groups", groups.size(), MAX_GROUPS));
    }
    Instant now = Clock.systemUTC().instant();
    return in.keep(
        in.change(
            in.report("groups", options.edition(), matched.withSkipped(rows.skipped())),
            options.asText(),
            List.of(options.edition()),
            List.of(options.file().source()),
            (writer, number) -> {
              if (options.withdraw()) {
                groups.keySet().forEach(id -> writer.removeGroup(options.edition(), id));
                return;
              }
              writer.putGroups(
                  groups.entrySet().stream()
                      .map(
                          group ->
                              new UnitGroup(
                                  options.edition(),
                                  group.getKey(),
                                  group.getValue().name(),
                                  options.level(),
                                  List.copyOf(group.getValue().units()),
                                  options.by(),
                                  now,
                                  number))
                      .toList());
            }));
  }

  private record Named(String name, TreeSet<String> units) {}

  /** Groups by id; two names that make one id would be one group by accident. */
  private static Map<String, Named> groups(
      Map<Integer, String> groupOf, MatchedRows matched, Findings findings) {
    Map<String, Named> groups = new LinkedHashMap<>();
    for (JoinOutcome outcome : matched.outcomes()) {
      String name = groupOf.get(outcome.row());
      if (name == null || !(outcome instanceof JoinOutcome.Matched unit)) {
        continue;
      }
      Named group = groups.computeIfAbsent(id(name), id -> new Named(name, new TreeSet<>()));
      if (!group.name().equals(name)) {
        findings.add(
            "group.like",
            Severity.ERROR,
            outcome.row(),
            Message.of("crosswalk.group_like", name, group.name()));
      } else if (!group.units().add(unit.code())) {
        findings.add(
            "group.twice",
            Severity.WARNING,
            outcome.row(),
            Message.of("crosswalk.group_twice", unit.code(), name));
      }
    }
    return groups;
  }

  /** The name in addresses: without diacritics, words joined by underscores. */
  static String id(String name) {
    String id = VietnameseText.fold(name).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
    return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
  }
}
