package org.xaatlas.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xaatlas.geodata.Registers;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Edition;
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

  /**
   * An edition nobody published a list of: as the store knows it, else named by its id.
   *
   * @param stored what the store knows of it
   * @param validFrom its first day, when said
   * @param more levels that units are brought of
   * @throws RefusedException when no edition can have the id
   */
  public static Edition unlisted(
      String id, Optional<Edition> stored, Optional<LocalDate> validFrom, Collection<Level> more) {
    try {
      Set<Level> levels = new TreeSet<>(stored.map(Edition::levels).orElse(List.of()));
      levels.addAll(more);
      Optional<LocalDate> from = validFrom.or(() -> stored.flatMap(Edition::validFrom));
      return new Edition(
          id,
          stored.map(Edition::title).orElse(new Label(id, id)),
          from.isPresent() || stored.isPresent() || id.length() <= 4
              ? from
              : Optional.of(LocalDate.parse(id)),
          stored.flatMap(Edition::validTo),
          List.copyOf(levels));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new RefusedException(Message.of("boundary.edition_id", id), e);
    }
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
