package org.xaatlas.join;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * The types of the units of a level, and what one that a row tells says of a unit. Safe to share.
 */
final class UnitTypes {
  private final Level level;
  private final Map<String, Set<String>> otherTypes = new HashMap<>();
  private final Set<String> typesInUse = new HashSet<>();

  /**
   * @param aliases other names of the units, with their types
   */
  UnitTypes(UnitRegister register, Level level, List<Alias> aliases) {
    this.level = level;
    for (Alias alias : aliases) {
      UnitName.read(alias.name())
          .type()
          .ifPresent(
              type -> otherTypes.computeIfAbsent(alias.code(), c -> new HashSet<>(1)).add(type));
    }
    register.units(level).forEach(unit -> UnitName.type(unit.type()).ifPresent(typesInUse::add));
    otherTypes.values().forEach(typesInUse::addAll);
  }

  /** The unit type that a row tells, in its name or in a column of its own. */
  Optional<String> typed(RowKey row, Optional<UnitName> name) {
    Optional<String> inName = name.flatMap(UnitName::type);
    return inName.isPresent() ? inName : RowKey.filled(row.type()).flatMap(UnitName::type);
  }

  /** A unit is of its type, and of the one that another of its names begins with. */
  boolean isOfType(Unit unit, String type) {
    return NameIndex.isOfType(unit, type)
        || otherTypes.getOrDefault(unit.code(), Set.of()).contains(type);
  }

  /** The reason of a match, saying so when the row tells another type of the same level. */
  Message withTypeNote(Message reason, Optional<String> type, Unit unit) {
    if (type.isEmpty() || isOfType(unit, type.get()) || !UnitName.isTypeOf(level, type.get())) {
      return reason;
    }
    return Message.of("join.type_differs", reason, type.get(), unit.type());
  }

  /**
   * Whether no unit of the edition has the type any more: a town of before July 2025 often left its
   * name, and its code, to a larger commune.
   */
  boolean isGone(Optional<UnitName> name, Optional<String> type, Unit unit) {
    boolean gone =
        type.isPresent()
            && UnitName.isTypeOf(level, type.get())
            && !typesInUse.contains(type.get())
            && typesInUse.stream().anyMatch(used -> UnitName.isTypeOf(level, used));
    return gone
        && name.filter(n -> NameIndex.agrees(Spelling.of(n.text()), n.unmarked(), unit)).isEmpty();
  }
}
