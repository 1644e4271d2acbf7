package org.xaatlas.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xaatlas.geodata.Registers;

class UnitRegisterTest {
  private static Unit unit(Level level, String code, String parent) {
    return new Unit(
        "2021",
        level,
        code,
        "Tên " + code,
        "Xã",
        Optional.ofNullable(parent).filter(p -> !p.isEmpty()));
  }

  @Test
  void codes_are_text_and_keep_their_leading_zeros() {
    UnitRegister register =
        new UnitRegister(
            "2021", List.of(unit(Level.COMMUNE, "00127", ""), unit(Level.COMMUNE, "127", "")));
    assertEquals(2, register.units(Level.COMMUNE).size());
    assertEquals("00127", register.find(Level.COMMUNE, "00127").orElseThrow().code());
  }

  @Test
  void two_units_of_a_level_that_share_a_code_are_refused() {
    List<Unit> units =
        List.of(unit(Level.COMMUNE, "00127", "01"), unit(Level.COMMUNE, "00127", "02"));
    assertThrows(IllegalArgumentException.class, () -> new UnitRegister("2021", units));
  }

  @Test
  void a_unit_of_another_edition_is_refused() {
    List<Unit> units = List.of(unit(Level.COMMUNE, "00127", ""));
    assertThrows(IllegalArgumentException.class, () -> new UnitRegister("2025-07-01", units));
  }

  @Test
  void the_province_of_a_commune_is_found_through_its_district() {
    UnitRegister register =
        new UnitRegister(
            "2021",
            List.of(
                unit(Level.PROVINCE, "01", ""),
                unit(Level.DISTRICT, "001", "01"),
                unit(Level.COMMUNE, "00001", "001")));
    Unit commune = register.find(Level.COMMUNE, "00001").orElseThrow();
    assertEquals("01", register.province(commune).orElseThrow().code());
    assertEquals(List.of(commune), register.children(Level.COMMUNE, "001"));
  }

  @Test
  void the_official_lists_are_complete_and_hang_together() {
    Registers registers = new Registers();
    UnitRegister today = registers.register("2025-07-01").orElseThrow();
    assertEquals(34, today.units(Level.PROVINCE).size());
    assertEquals(3321, today.units(Level.COMMUNE).size());
    UnitRegister before = registers.register("2021").orElseThrow();
    assertEquals(63, before.units(Level.PROVINCE).size());
    assertEquals(696, before.units(Level.DISTRICT).size());
    assertEquals(10035, before.units(Level.COMMUNE).size());
    for (UnitRegister register : List.of(today, before)) {
      for (Unit commune : register.units(Level.COMMUNE)) {
        assertTrue(register.province(commune).isPresent(), commune.toString());
      }
    }
    assertTrue(registers.register("1999").isEmpty());
  }
}
