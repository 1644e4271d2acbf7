package org.xaatlas.crosswalk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xaatlas.crosswalk.Links.of;
import static org.xaatlas.crosswalk.Links.part;
import static org.xaatlas.crosswalk.Links.whole;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.xaatlas.crosswalk.CrosswalkCheck.Flaw;
import org.xaatlas.crosswalk.CrosswalkCheck.Kind;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CrosswalkTest {
  private static Division division(Crosswalk crosswalk, String code) {
    return crosswalk.of(UnitKey.commune(code)).orElseThrow();
  }

  @Test
  void a_unit_is_divided_by_the_most_telling_shares_that_all_its_links_have() {
    Crosswalk crosswalk =
        of(
            part("a", "x", Map.of(Basis.HOUSEHOLDS, 0.2, Basis.AREA, 0.5)),
            part("a", "y", Map.of(Basis.HOUSEHOLDS, 0.8, Basis.AREA, 0.5)),
            part("b", "x", Map.of(Basis.HOUSEHOLDS, 0.2, Basis.AREA, 0.25)),
            part("b", "y", Map.of(Basis.AREA, 0.75)),
            part("c", "x", Map.of()),
            part("c", "y", Map.of()));

    assertEquals(Basis.HOUSEHOLDS, division(crosswalk, "a").basis());
    assertEquals(0.2, division(crosswalk, "a").shares().get(UnitKey.commune("x")), 1e-12);
    assertEquals(Basis.AREA, division(crosswalk, "b").basis());
    assertEquals(Basis.UNKNOWN, division(crosswalk, "c").basis());
    assertEquals(0.5, division(crosswalk, "c").shares().get(UnitKey.commune("y")));
  }

  @Test
  void shares_that_do_not_add_up_are_not_used() {
    Crosswalk crosswalk =
        of(
            part("a", "x", Map.of(Basis.HOUSEHOLDS, 0.5)),
            part("a", "y", Map.of(Basis.HOUSEHOLDS, 0.6)),
            part("b", "x", Map.of(Basis.HOUSEHOLDS, 0.333)),
            part("b", "y", Map.of(Basis.HOUSEHOLDS, 0.333)),
            part("b", "z", Map.of(Basis.HOUSEHOLDS, 0.333)));

    assertEquals(Basis.UNKNOWN, division(crosswalk, "a").basis());
    assertEquals(Basis.HOUSEHOLDS, division(crosswalk, "b").basis());
  }

  @Test
  void what_was_divided_and_came_together_again_is_whole() {
    Crosswalk first = of(part("a", "x", Map.of()), part("a", "y", Map.of()));
    Crosswalk second = Links.of("new", "newest", whole("x", "n"), whole("y", "n"));

    Division division = division(first.then(second), "a");

    assertEquals(Basis.WHOLE, division.basis());
    assertEquals(Map.of(UnitKey.commune("n"), 1.0), division.shares());
  }

  @Test
  void a_chain_multiplies_shares_and_keeps_the_weaker_basis() {
    Crosswalk first =
        of(
            part("a", "x", Map.of(Basis.HOUSEHOLDS, 0.25)),
            part("a", "y", Map.of(Basis.HOUSEHOLDS, 0.75)),
            whole("b", "x"));
    Crosswalk second =
        Links.of(
            "new",
            "newest",
            part("x", "m", Map.of(Basis.AREA, 0.5)),
            part("x", "n", Map.of(Basis.AREA, 0.5)),
            whole("y", "n"));

    Crosswalk chain = first.then(second);

    assertEquals(new EditionPair("old", "newest"), chain.pair());
    assertEquals(Basis.AREA, division(chain, "a").basis());
    assertEquals(0.125, division(chain, "a").shares().get(UnitKey.commune("m")), 1e-12);
    assertEquals(0.875, division(chain, "a").shares().get(UnitKey.commune("n")), 1e-12);
    assertEquals(Basis.AREA, division(chain, "b").basis());
  }

  @Test
  void a_part_that_a_chain_loses_takes_the_whole_unit_with_it() {
    Crosswalk first = of(part("a", "x", Map.of()), part("a", "y", Map.of()), whole("b", "x"));
    Crosswalk second = Links.of("new", "newest", whole("x", "n"));

    Crosswalk chain = first.then(second);

    assertEquals(Optional.empty(), chain.of(UnitKey.commune("a")));
    assertTrue(chain.of(UnitKey.commune("b")).isPresent());
  }

  @Test
  void crosswalks_that_do_not_meet_do_not_compose() {
    Crosswalk first = of(whole("a", "x"));
    assertThrows(IllegalArgumentException.class, () -> first.then(first));
  }

  @Test
  void a_unit_divided_within_one_province_went_whole_to_that_province() {
    Crosswalk communes = of(part("a", "x", Map.of()), part("a", "y", Map.of()), whole("b", "z"));
    UnitKey p = new UnitKey(Level.PROVINCE, "P");
    UnitKey q = new UnitKey(Level.PROVINCE, "Q");

    Crosswalk toProvinces = communes.grouped(unit -> Optional.of(unit.code().equals("z") ? q : p));
    assertEquals(Map.of(p, 1.0), division(toProvinces, "a").shares());
    assertEquals(Basis.WHOLE, division(toProvinces, "a").basis());

    UnitKey former = new UnitKey(Level.PROVINCE, "F");
    Division lifted = toProvinces.lifted(unit -> Optional.of(former)).of(former).orElseThrow();
    assertEquals(Basis.UNKNOWN, lifted.basis());
    assertEquals(List.of(p, q), List.copyOf(lifted.shares().keySet()));
  }

  @Test
  void flaws_are_found_by_kind_and_unit() {
    UnitRegister from =
        new UnitRegister(
            "old",
            List.of(
                province("old"),
                unit("old", "a"),
                unit("old", "b"),
                unit("old", "c"),
                unit("old", "d")));
    UnitRegister to =
        new UnitRegister("new", List.of(province("new"), unit("new", "x"), unit("new", "y")));
    List<Link> links = new ArrayList<>();
    links.add(whole("a", "x"));
    links.add(part("a", "z", Map.of()));
    links.add(part("b", "x", Map.of()));
    links.add(part("c", "x", Map.of(Basis.POPULATION, 0.7, Basis.AREA, 0.5)));
    links.add(part("c", "z", Map.of(Basis.POPULATION, 0.7)));
    links.add(whole("e", "x"));

    assertEquals(
        List.of(
            new Flaw(Kind.OLD_UNIT_UNKNOWN, UnitKey.commune("e"), Double.NaN),
            new Flaw(Kind.NEW_UNIT_UNKNOWN, UnitKey.commune("z"), Double.NaN),
            new Flaw(Kind.WHOLE_AND_MORE, UnitKey.commune("a"), Double.NaN),
            new Flaw(Kind.PART_ALONE, UnitKey.commune("b"), Double.NaN),
            new Flaw(Kind.SHARES_DO_NOT_ADD, UnitKey.commune("c"), 1.4),
            new Flaw(Kind.SHARES_INCOMPLETE, UnitKey.commune("c"), Double.NaN),
            new Flaw(Kind.OLD_UNIT_WITHOUT_LINK, UnitKey.commune("d"), Double.NaN),
            new Flaw(Kind.NEW_UNIT_WITHOUT_LINK, UnitKey.commune("y"), Double.NaN)),
        CrosswalkCheck.flaws(links, from, to));
  }

  private static Unit province(String edition) {
    return new Unit(edition, Level.PROVINCE, "P", "P", "Tỉnh", Optional.empty());
  }

  private static Unit unit(String edition, String code) {
    return new Unit(edition, Level.COMMUNE, code, code, "Xã", Optional.of("P"));
  }
}
