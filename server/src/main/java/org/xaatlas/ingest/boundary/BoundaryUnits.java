package org.xaatlas.ingest.boundary;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.EditionUnits;
import org.xaatlas.ingest.Matching;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The units that the features of a file are joined to, and what of them the store still lacks. An
 * edition that nobody published a list of takes its units from its files.
 *
 * @param options of the import
 * @param edition with the level that the file brings
 * @param known the official list, else what the store knows
 * @param official whether there is an official list
 * @param made units that the file made so far
 */
record BoundaryUnits(
    BoundaryImport.Options options,
    Edition edition,
    UnitRegister known,
    boolean official,
    List<Unit> made) {

  static BoundaryUnits of(Store store, Registers registers, BoundaryImport.Options options) {
    Optional<UnitRegister> list = registers.register(options.edition());
    if (options.level() == Level.VILLAGE) {
      throw RefusedException.of("boundary.level_village");
    }
    if (list.isPresent()) {
      Edition edition = registers.edition(options.edition()).orElseThrow();
      if (!edition.levels().contains(options.level())) {
        throw RefusedException.of(
            "boundary.level_missing",
            options.level().id(),
            edition.id(),
            String.join(", ", edition.levels().stream().map(Level::id).toList()));
      }
      return new BoundaryUnits(options, edition, list.get(), true, List.of());
    }
    return store.read(
        reader -> {
          Optional<Edition> stored =
              reader.editions().stream()
                  .filter(edition -> edition.id().equals(options.edition()))
                  .findFirst();
          Edition edition =
              EditionUnits.unlisted(
                  options.edition(), stored, Optional.empty(), List.of(options.level()));
          boolean above =
              stored.isPresent()
                  && stored.get().levels().stream()
                      .anyMatch(level -> level.ordinal() < options.level().ordinal());
          if (options.level() != Level.PROVINCE && !above) {
            // Units of no province are never published; a mistyped edition ends here.
            throw RefusedException.of(
                "boundary.edition_without_provinces",
                options.edition(),
                String.join(", ", registers.editions().stream().map(Edition::id).toList()));
          }
          return new BoundaryUnits(
              options, edition, reader.units(options.edition()), false, new ArrayList<>());
        });
  }

  /** The units rows can mean, those of the file included once they were matched. */
  UnitRegister register() {
    if (official) {
      return known;
    }
    Map<String, Unit> all = new TreeMap<>();
    List<Unit> units = new ArrayList<>();
    made.forEach(unit -> all.put(unit.code(), unit));
    for (Level level : Level.values()) {
      for (Unit unit : known.units(level)) {
        if (level != options.level() || !all.containsKey(unit.code())) {
          units.add(unit);
        }
      }
    }
    units.addAll(made);
    return new UnitRegister(options.edition(), units);
  }

  List<JoinOutcome> match(
      Matching matching, List<RowKey> keys, FieldRoles roles, String file, List<Finding> findings) {
    if (official) {
      return matching.matcher(known, options.level(), options.file().province()).match(keys);
    }
    boolean needsParent = options.level() != Level.PROVINCE && options.file().province().isEmpty();
    if (roles.code().isEmpty()
        || roles.name().isEmpty()
        || (needsParent && roles.parent().isEmpty())) {
      throw RefusedException.of("boundary.edition_unlisted", file, options.edition());
    }
    return fromFile(keys, findings);
  }

  /** Every row is a unit of its own. */
  private List<JoinOutcome> fromFile(List<RowKey> keys, List<Finding> findings) {
    Map<String, List<Integer>> rowsOf = new HashMap<>();
    keys.forEach(
        key ->
            key.code()
                .ifPresent(
                    code -> rowsOf.computeIfAbsent(code, c -> new ArrayList<>()).add(key.row())));
    List<Integer> unknownParents = new ArrayList<>();
    List<Integer> renamed = new ArrayList<>();
    List<JoinOutcome> outcomes = new ArrayList<>();
    for (RowKey key : keys) {
      Optional<String> parent =
          options.level() == Level.PROVINCE
              ? Optional.empty()
              : key.parent().or(options.file()::province).map(this::parentCode);
      String code = key.code().orElse("");
      String unitName = key.name().orElse("");
      boolean orphan = options.level() != Level.PROVINCE && parent.isEmpty();
      if (code.isEmpty() || unitName.isEmpty() || orphan) {
        outcomes.add(
            new JoinOutcome.Unmatched(
                key.row(), key.input(), List.of(), Message.of("boundary.row_incomplete")));
        continue;
      }
      List<Integer> rows = rowsOf.get(code);
      if (rows.size() > 1) {
        outcomes.add(
            new JoinOutcome.Ambiguous(
                key.row(),
                key.input(),
                List.of(new Candidate(code, unitName, 1)),
                Message.of(
                    "boundary.row_same_code",
                    code,
                    String.join(", ", rows.stream().limit(10).map(String::valueOf).toList()))));
        continue;
      }
      if (parent.isPresent() && !isKnownParent(parent.get())) {
        unknownParents.add(key.row());
      }
      known
          .find(options.level(), code)
          .filter(unit -> !sameWord(unit.name(), unitName))
          .ifPresent(unit -> renamed.add(key.row()));
      made.add(
          new Unit(
              options.edition(), options.level(), code, unitName, key.type().orElse(""), parent));
      outcomes.add(
          new JoinOutcome.Matched(
              key.row(),
              key.input(),
              code,
              Message.of("boundary.row_new_unit", options.edition())));
    }
    warn("boundary.parent_unknown", unknownParents, findings);
    warn("boundary.renamed", renamed, findings);
    return outcomes;
  }

  private void warn(String rule, List<Integer> rows, List<Finding> findings) {
    if (!rows.isEmpty()) {
      findings.add(
          new Finding(
              rule, Severity.WARNING, rows, Message.of(rule, rows.size(), options.edition())));
    }
  }

  private boolean isKnownParent(String code) {
    return Arrays.stream(Level.values())
        .filter(level -> level.ordinal() < options.level().ordinal())
        .anyMatch(level -> known.find(level, code).isPresent());
  }

  /** A parent may be told by its name; the text itself when that names no unit or several. */
  private String parentCode(String text) {
    List<Unit> named =
        Arrays.stream(Level.values())
            .filter(level -> level.ordinal() < options.level().ordinal())
            .flatMap(level -> known.units(level).stream())
            .filter(unit -> sameWord(unit.name(), text) || sameWord(unit.fullName(), text))
            .toList();
    return isKnownParent(text) || named.size() != 1 ? text : named.get(0).code();
  }

  void keep(StoreWriter writer) {
    if (!official) {
      writer.putEdition(edition);
      writer.putUnits(made);
      return;
    }
    UnitRegister stored = writer.units(edition.id());
    List<Unit> missing = new ArrayList<>();
    for (Level level : Level.values()) {
      for (Unit unit : known.units(level)) {
        if (!stored.find(level, unit.code()).equals(Optional.of(unit))) {
          missing.add(unit);
        }
      }
    }
    if (writer.editions().stream().noneMatch(edition::equals)) {
      writer.putEdition(edition);
    }
    if (!missing.isEmpty()) {
      writer.putUnits(missing);
    }
  }

  /** Whether two names are the same to a reader. */
  static boolean sameWord(String one, String other) {
    return Normalizer.normalize(one, Normalizer.Form.NFC)
        .strip()
        .equalsIgnoreCase(Normalizer.normalize(other, Normalizer.Form.NFC).strip());
  }
}
