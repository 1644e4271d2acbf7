package org.xaatlas.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** The units that rows of an edition can mean. */
public final class EditionUnits {
  private EditionUnits() {}

  /**
   * The official list of an edition, joined by those units that only the store knows.
   *
   * @return empty for an edition that neither has
   */
  public static Optional<UnitRegister> find(Store store, Registers registers, String edition) {
    UnitRegister stored = store.read(reader -> reader.units(edition));
    Optional<UnitRegister> official = registers.register(edition);
    if (official.isEmpty() || isEmpty(stored)) {
      return isEmpty(stored) ? official : Optional.of(stored);
    }
    Map<String, Unit> all = new HashMap<>();
    for (UnitRegister register : List.of(official.get(), stored)) {
      for (Level level : Level.values()) {
        register.units(level).forEach(unit -> all.put(level + unit.code(), unit));
      }
    }
    return Optional.of(new UnitRegister(edition, all.values()));
  }

  private static boolean isEmpty(UnitRegister register) {
    for (Level level : Level.values()) {
      if (!register.units(level).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
