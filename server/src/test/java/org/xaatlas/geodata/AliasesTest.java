package org.xaatlas.geodata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xaatlas.join.Alias;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchRules;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

class AliasesTest {
  private static final Registers REGISTERS = new Registers();

  static List<Alias> aliases() {
    return new Aliases().all();
  }

  @ParameterizedTest
  @MethodSource("aliases")
  void each_other_name_finds_its_unit_and_names_its_source(Alias alias) {
    UnitRegister register = REGISTERS.register(alias.edition()).orElseThrow();
    Unit unit = register.find(alias.level(), alias.code()).orElseThrow();
    assertFalse(alias.source().isBlank(), alias.name());
    Optional<String> province =
        alias.level() == Level.PROVINCE
            ? Optional.empty()
            : register.province(unit).map(Unit::code);
    UnitMatcher matcher =
        new UnitMatcher(
            register,
            alias.level(),
            province,
            new MatchRules(false, aliases(), List.of(), 10, MatchRules.Bounds.NONE));
    assertEquals(alias.code(), code(matcher, alias.name()));
    if (alias.level() == Level.PROVINCE) {
      // As the province of a row and as the option, too.
      Unit commune =
          register.children(Level.COMMUNE, alias.code()).stream()
              .findFirst()
              .orElse(
                  register.units(Level.COMMUNE).stream()
                      .filter(u -> register.province(u).equals(Optional.of(unit)))
                      .findFirst()
                      .orElseThrow());
      UnitMatcher communes =
          new UnitMatcher(
              register,
              Level.COMMUNE,
              Optional.of(alias.name()),
              new MatchRules(false, aliases(), List.of(), 10, MatchRules.Bounds.NONE));
      assertEquals(Optional.of(unit), communes.province());
      assertEquals(
          "matched",
          communes
              .match(
                  List.of(
                      new RowKey(
                          2,
                          Optional.of(commune.code()),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of(alias.name()))))
              .get(0)
              .kind());
    }
  }

  private static String code(UnitMatcher matcher, String name) {
    JoinOutcome outcome =
        matcher
            .match(
                List.of(
                    new RowKey(
                        2,
                        Optional.empty(),
                        Optional.of(name),
                        Optional.empty(),
                        Optional.empty())))
            .get(0);
    return outcome instanceof JoinOutcome.Matched matched
        ? matched.code()
        : outcome.reason().toString();
  }
}
