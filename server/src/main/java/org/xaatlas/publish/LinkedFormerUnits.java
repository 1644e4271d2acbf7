package org.xaatlas.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.unit.FormerUnit;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * What units were before, told by the crosswalks of the store; by something else for units that no
 * link leads to. For one publish.
 */
final class LinkedFormerUnits implements FormerUnits {
  private final Map<String, UnitRegister> registers;
  private final FormerUnits otherwise;
  private final Map<EditionPair, Map<Level, Crosswalk>> crosswalks = new HashMap<>();

  LinkedFormerUnits(
      Map<EditionPair, List<Link>> links,
      Map<String, UnitRegister> registers,
      FormerUnits otherwise) {
    this.registers = registers;
    this.otherwise = otherwise;
    links.forEach(
        (pair, own) -> {
          Crosswalk communes = Crosswalk.of(pair, own);
          Crosswalk provinces =
              communes
                  .grouped(unit -> province(pair.to(), unit))
                  .lifted(unit -> province(pair.from(), unit));
          crosswalks.put(pair, Map.of(Level.COMMUNE, communes, Level.PROVINCE, provinces));
        });
  }

  private Optional<UnitKey> province(String edition, UnitKey unit) {
    UnitRegister register = registers.get(edition);
    return register.find(unit.level(), unit.code()).flatMap(register::province).map(UnitKey::of);
  }

  @Override
  public List<FormerUnit> of(Unit unit) {
    List<FormerUnit> former = new ArrayList<>();
    crosswalks.forEach(
        (pair, levels) -> {
          Crosswalk crosswalk = levels.get(unit.level());
          if (pair.to().equals(unit.edition()) && crosswalk != null) {
            for (Division division : crosswalk.into(UnitKey.of(unit))) {
              registers
                  .get(pair.from())
                  .find(division.from().level(), division.from().code())
                  .ifPresent(
                      old -> former.add(new FormerUnit(old, division.basis() == Basis.WHOLE)));
            }
          }
        });
    return former.isEmpty() ? otherwise.of(unit) : List.copyOf(former);
  }
}
