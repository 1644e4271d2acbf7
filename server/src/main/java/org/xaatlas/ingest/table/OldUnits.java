package org.xaatlas.ingest.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.table.CrosswalkTable.Entry;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * The old units of a crosswalk whose older edition nobody has a whole list of: a list of codes that
 * were given up has them and nothing else does.
 */
final class OldUnits {
  private final Registers registers;
  private final UnitRegister known;
  private final String newer;
  private final Findings findings;

  /**
   * @param known what is known of the older edition
   * @param newer id of the newer edition
   */
  OldUnits(Registers registers, UnitRegister known, String newer, Findings findings) {
    this.registers = registers;
    this.known = known;
    this.newer = newer;
    this.findings = findings;
  }

  /**
   * The units that the older edition lacks, each below its district or province.
   *
   * @throws RefusedException when there is an official list of the older edition, or none before
   *     the newer one
   */
  List<Unit> of(List<Entry> entries) {
    if (registers.edition(known.edition()).isPresent()) {
      throw RefusedException.of("crosswalk.official_units", known.edition());
    }
    UnitRegister above = aboveOld();
    List<String> types = above.units(Level.COMMUNE).stream().map(Unit::type).distinct().toList();
    Map<UnitKey, Unit> units = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String code = entry.old().code().map(String::strip).orElse("");
      String name = entry.old().name().orElse("");
      Optional<String> type =
          types.stream().filter(word -> name.startsWith(word + " ")).findFirst();
      Optional<Unit> parent =
          entry.oldPlaces().stream()
              .flatMap(
                  place ->
                      above
                          .find(Level.DISTRICT, place)
                          .or(() -> above.find(Level.PROVINCE, place))
                          .stream())
              .findFirst();
      if (!code.isEmpty() && type.isPresent() && parent.isPresent()) {
        for (Optional<Unit> up = parent; up.isPresent(); up = above.parent(up.get())) {
          put(units, up.get().code(), up.get());
        }
        String bare = name.substring(type.get().length()).strip();
        put(
            units,
            code,
            new Unit(
                known.edition(),
                Level.COMMUNE,
                code,
                bare,
                type.get(),
                Optional.of(parent.get().code())));
      }
    }
    List<Unit> brought =
        units.values().stream()
            .filter(unit -> known.find(unit.level(), unit.code()).isEmpty())
            .toList();
    findings.add(
        "crosswalk.brought",
        Severity.INFO,
        Message.of(
            "crosswalk.brought",
            brought.stream().filter(unit -> unit.level() == Level.COMMUNE).count(),
            known.edition(),
            above.edition()));
    return brought;
  }

  /** Adds a unit as one of the older edition. */
  private void put(Map<UnitKey, Unit> units, String code, Unit like) {
    Unit unit =
        new Unit(known.edition(), like.level(), code, like.name(), like.type(), like.parent());
    units.putIfAbsent(UnitKey.of(unit), unit);
  }

  /** Districts and provinces of the official list that came before the newer edition. */
  private UnitRegister aboveOld() {
    return registers.editions().stream()
        .map(Edition::id)
        .filter(id -> id.compareTo(newer) < 0)
        .max(String::compareTo)
        .flatMap(registers::register)
        .orElseThrow(() -> RefusedException.of("crosswalk.official_units", known.edition()));
  }

  /** The older edition with the levels that it has then. */
  Edition edition(Store store, UnitRegister units) {
    String id = known.edition();
    List<Level> levels =
        Arrays.stream(Level.values()).filter(level -> !units.units(level).isEmpty()).toList();
    Edition stored =
        store.read(StoreReader::editions).stream()
            .filter(edition -> edition.id().equals(id))
            .findFirst()
            .orElse(new Edition(id, new Label(id, id), Optional.empty(), Optional.empty(), levels));
    return new Edition(id, stored.title(), stored.validFrom(), stored.validTo(), levels);
  }
}
