package org.xaatlas.geodata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.xaatlas.unit.FormerUnit;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FormerUnitListTest {
  private final Registers registers = new Registers();
  private final FormerUnitList former = new FormerUnitList(registers);

  @Test
  void every_unit_of_2025_has_former_units_and_every_old_commune_went_somewhere() {
    Set<String> old = new HashSet<>();
    var register = registers.register("2025-07-01").orElseThrow();
    for (Unit unit : register.units(Level.COMMUNE)) {
      List<FormerUnit> before = former.of(unit);
      assertFalse(before.isEmpty(), unit.toString());
      before.stream()
          .filter(f -> f.unit().level() == Level.COMMUNE)
          .forEach(f -> old.add(f.unit().code()));
    }
    for (Unit unit : registers.register("2021").orElseThrow().units(Level.COMMUNE)) {
      assertTrue(old.contains(unit.code()), unit.toString());
    }
    int provinces = 0;
    for (Unit unit : register.units(Level.PROVINCE)) {
      provinces += former.of(unit).size();
    }
    assertEquals(63, provinces);
  }

  @Test
  void a_unit_that_was_divided_is_told_as_a_part() {
    var register = registers.register("2025-07-01").orElseThrow();
    long parts =
        register.units(Level.COMMUNE).stream()
            .flatMap(unit -> former.of(unit).stream())
            .filter(f -> !f.whole())
            .count();
    assertEquals(974, parts);
  }

  @Test
  void an_edition_without_a_list_has_no_former_units() {
    assertEquals(
        List.of(),
        former.of(new Unit("2021", Level.COMMUNE, "00001", "A", "Xã", Optional.empty())));
    assertEquals(
        List.of(),
        former.of(new Unit("../x", Level.COMMUNE, "00001", "A", "Xã", Optional.empty())));
  }
}
