package org.xaatlas.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.xaatlas.geodata.FormerUnitList;
import org.xaatlas.geodata.Registers;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.FormerUnit;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** The search over all units of both editions, some 14,000, as the official lists have them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SearchIndexTest {
  private static final String NEWEST = "2025-07-01";
  private static SearchIndex index;

  @BeforeAll
  static void index_all_units() throws IOException {
    ObjectNode piece = new ObjectMapper().createObjectNode().put("format", "xa-atlas-search/1");
    ArrayNode entries = piece.putArray("entries");
    Registers registers = new Registers();
    FormerUnitList former = new FormerUnitList(registers);
    for (Edition edition : registers.editions()) {
      UnitRegister register = registers.register(edition.id()).orElseThrow();
      for (Level level : edition.levels()) {
        for (Unit unit : register.units(level)) {
          ObjectNode entry =
              entries
                  .addObject()
                  .put("edition", unit.edition())
                  .put("level", level.id())
                  .put("code", unit.code())
                  .put("name", unit.name())
                  .put("type", unit.type())
                  .put("province", register.province(unit).map(Unit::code).orElse(unit.code()))
                  .put("village", "");
          ArrayNode others = entry.putArray("former");
          for (FormerUnit other : former.of(unit)) {
            others
                .addObject()
                .put("edition", other.unit().edition())
                .put("code", other.unit().code())
                .put("name", other.unit().name())
                .put("type", other.unit().type())
                .put("whole", other.whole());
          }
        }
      }
    }
    entries
        .addObject()
        .put("edition", NEWEST)
        .put("level", "commune")
        .put("code", "03646")
        .put("name", "Tô Hiệu")
        .put("type", "Phường")
        .put("province", "14")
        .put("village", "Bản Cần Thơ");
    index = SearchIndex.read(piece);
  }

  private static List<SearchIndex.Hit> find(String text) {
    return index.find(text, NEWEST, Optional.empty(), Optional.empty(), 20);
  }

  private static SearchIndex.Entry first(String text) {
    return find(text).get(0).entry();
  }

  @Test
  void the_newest_edition_comes_first_and_a_province_before_its_communes() {
    SearchIndex.Entry found = first("can tho");
    assertEquals(NEWEST, found.edition());
    assertEquals(Level.PROVINCE, found.level());
    assertEquals("92", found.code());
  }

  @Test
  void exact_comes_before_prefix_before_word_before_inside() {
    List<SearchIndex.Hit> hits = find("sơn la");
    assertEquals("Sơn La", hits.get(0).entry().name());
    assertTrue(hits.get(0).score() > hits.get(hits.size() - 1).score());
    for (int i = 1; i < hits.size(); i++) {
      assertTrue(hits.get(i - 1).score() >= hits.get(i).score() - 0.06, hits.toString());
    }
  }

  @Test
  void diacritics_that_were_typed_count() {
    assertEquals("Sơn La", first("Sơn La").name());
    // "Lã" and "Là" fold to the same; the one typed comes first among equals.
    List<SearchIndex.Hit> hits = find("Bản Cầ");
    assertEquals("Bản Cần Thơ", hits.get(0).entry().village());
  }

  @Test
  void a_name_is_found_with_its_type_and_by_its_code() {
    assertEquals("03646", first("phuong to hieu").code());
    assertEquals("03646", first("03646").code());
    assertEquals(NEWEST, first("03646").edition());
  }

  @Test
  void a_village_leads_to_its_commune_and_has_a_tier_of_its_own() {
    List<SearchIndex.Hit> villages =
        index.find("can tho", NEWEST, Optional.empty(), Optional.of(Level.VILLAGE), 5);
    assertEquals(1, villages.size());
    assertEquals("03646", villages.get(0).entry().code());
  }

  @Test
  void a_former_name_leads_to_the_unit_that_has_its_land() {
    List<SearchIndex.Hit> hits =
        index.find("it ong", NEWEST, Optional.of(NEWEST), Optional.empty(), 5);
    SearchIndex.Entry found = hits.get(0).entry();
    assertEquals("Xã Mường La", found.fullName());
    assertEquals("Thị trấn Ít Ong", found.former().orElseThrow().fullName());
    assertEquals("2021", found.former().orElseThrow().edition());
    assertTrue(found.former().orElseThrow().whole());
  }

  @Test
  void a_former_province_leads_to_the_one_it_went_into() {
    SearchIndex.Entry found =
        index
            .find("bac kan", NEWEST, Optional.of(NEWEST), Optional.of(Level.PROVINCE), 5)
            .get(0)
            .entry();
    assertEquals("Tỉnh Thái Nguyên", found.fullName());
    assertEquals("Tỉnh Bắc Kạn", found.former().orElseThrow().fullName());
  }

  @Test
  void a_unit_of_today_comes_before_one_that_once_had_the_name() {
    List<SearchIndex.Hit> hits =
        index.find("Mường La", NEWEST, Optional.of(NEWEST), Optional.empty(), 20);
    assertTrue(hits.get(0).entry().former().isEmpty());
    assertEquals("03808", hits.get(0).entry().code());
  }

  @Test
  void nothing_but_punctuation_finds_nothing() {
    assertTrue(find("...").isEmpty());
    assertTrue(find("-").isEmpty());
  }
}
