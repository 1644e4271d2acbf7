package org.xaatlas.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** Files of one edition imported as another, from the official lists. */
@Tag("slow")
class ForeignCodesTest {
  private static final String NEW = "2025-07-01";
  private static final String OLD = "2021";
  private static final Registers REGISTERS = new Registers();
  private static final Map<String, UnitMatcher> MATCHERS =
      Map.of(NEW, matcher(NEW), OLD, matcher(OLD));

  private static UnitMatcher matcher(String edition) {
    return new UnitMatcher(
        REGISTERS.register(edition).orElseThrow(), Level.COMMUNE, Optional.empty());
  }

  /** What a file tells of its units. */
  private enum Told {
    CODE,
    CODE_AND_NAME,
    NAME_AND_PROVINCE
  }

  /** What is asked of the rows of a file. */
  private interface Question {
    List<Message> ask(
        Registers registers,
        String edition,
        Level level,
        List<RowKey> keys,
        Map<Integer, JoinOutcome> outcomes);
  }

  private static List<Message> find(String edition, String of, List<Unit> units, Told told) {
    return ask(ForeignCodes::find, edition, of, units, told);
  }

  private static List<Message> ask(
      Question question, String edition, String of, List<Unit> units, Told told) {
    List<RowKey> keys = new ArrayList<>();
    UnitRegister source = REGISTERS.register(of).orElseThrow();
    for (Unit unit : units) {
      keys.add(
          new RowKey(
              keys.size() + 1,
              told == Told.NAME_AND_PROVINCE ? Optional.empty() : Optional.of(unit.code()),
              told == Told.CODE ? Optional.empty() : Optional.of(unit.fullName()),
              Optional.empty(),
              told == Told.NAME_AND_PROVINCE
                  ? source.province(unit).map(Unit::name)
                  : Optional.empty()));
    }
    Map<Integer, JoinOutcome> outcomes = new HashMap<>();
    MATCHERS.get(edition).match(keys).forEach(outcome -> outcomes.put(outcome.row(), outcome));
    return question.ask(REGISTERS, edition, Level.COMMUNE, keys, outcomes);
  }

  private static List<Unit> of(String edition, Unit parent) {
    return REGISTERS.register(edition).orElseThrow().units(Level.COMMUNE).stream()
        .filter(
            unit ->
                parent.level() == Level.PROVINCE
                    ? REGISTERS
                        .register(edition)
                        .orElseThrow()
                        .province(unit)
                        .equals(Optional.of(parent))
                    : unit.parent().equals(Optional.of(parent.code())))
        .toList();
  }

  private static List<Unit> everyFifth(List<Unit> units) {
    return IntStream.range(0, units.size()).filter(i -> i % 5 == 0).mapToObj(units::get).toList();
  }

  private static List<Unit> provinces(String edition) {
    return REGISTERS.register(edition).orElseThrow().units(Level.PROVINCE);
  }

  @Test
  void the_new_list_of_a_province_is_stopped_under_the_old_edition() {
    for (Told told : List.of(Told.CODE, Told.CODE_AND_NAME)) {
      List<Unit> all = provinces(NEW);
      for (Unit province : told == Told.CODE ? all : everyFifth(all)) {
        List<Message> found = find(OLD, NEW, of(NEW, province), told);
        assertEquals(1, found.size(), province.name() + " by " + told);
        assertTrue(found.get(0).toString().contains("--edition " + NEW), found.toString());
      }
    }
  }

  @Test
  void the_old_list_of_a_province_is_stopped_under_the_new_edition() {
    for (Told told : List.of(Told.CODE, Told.CODE_AND_NAME)) {
      List<Unit> all = provinces(OLD);
      for (Unit province : told == Told.CODE ? all : everyFifth(all)) {
        List<Message> found = find(NEW, OLD, of(OLD, province), told);
        assertEquals(1, found.size(), province.name() + " by " + told);
        assertTrue(found.get(0).toString().contains("--edition " + OLD), found.toString());
      }
    }
  }

  @Test
  void lists_of_their_own_edition_are_never_stopped() {
    for (Told told : Told.values()) {
      for (Unit province : provinces(NEW)) {
        assertEquals(List.of(), find(NEW, NEW, of(NEW, province), told), province.name());
      }
    }
    // A district whose communes all kept their codes (Mường Lát) among them.
    for (Unit district : REGISTERS.register(OLD).orElseThrow().units(Level.DISTRICT)) {
      for (Told told : List.of(Told.CODE, Told.CODE_AND_NAME)) {
        assertEquals(List.of(), find(OLD, OLD, of(OLD, district), told), district.name());
      }
    }
  }

  @Test
  void some_communes_of_the_new_list_are_stopped_by_their_codes_alone() {
    for (Unit province : provinces(NEW)) {
      List<Unit> some = of(NEW, province).stream().limit(8).toList();
      assertEquals(1, find(OLD, NEW, some, Told.CODE).size(), province.name());
    }
  }

  /** Two codes say nothing of their edition: the edition that was asked for counts. */
  @Test
  void a_few_codes_are_what_the_user_says_they_are() {
    List<Unit> two = of(NEW, provinces(NEW).get(0)).stream().limit(2).toList();
    assertEquals(List.of(), find(OLD, NEW, two, Told.CODE));
    assertEquals(List.of(), find(NEW, NEW, two, Told.CODE));
  }

  /** They are read as asked, and it is said that they mean other units in the other edition. */
  @Test
  void a_few_codes_without_names_are_doubtful_and_a_list_or_names_are_not() {
    for (Unit province : everyFifth(provinces(NEW))) {
      List<Unit> all = of(NEW, province);
      List<Unit> two = all.stream().filter(unit -> isAnother(unit.code())).limit(2).toList();
      assertEquals(1, ask(ForeignCodes::doubts, NEW, NEW, two, Told.CODE).size());
      assertEquals(1, ask(ForeignCodes::doubts, OLD, NEW, two, Told.CODE).size());
      assertEquals(List.of(), ask(ForeignCodes::doubts, NEW, NEW, two, Told.CODE_AND_NAME));
      assertEquals(List.of(), ask(ForeignCodes::doubts, NEW, NEW, all, Told.CODE));
    }
  }

  private static boolean isAnother(String code) {
    return REGISTERS
        .register(OLD)
        .orElseThrow()
        .find(Level.COMMUNE, code)
        .filter(
            unit ->
                !unit.fullName()
                    .equals(
                        REGISTERS
                            .register(NEW)
                            .orElseThrow()
                            .find(Level.COMMUNE, code)
                            .orElseThrow()
                            .fullName()))
        .isPresent();
  }

  @Test
  void names_of_the_old_edition_are_stopped_under_the_new_one() {
    int stopped = 0;
    List<Unit> some = everyFifth(provinces(OLD));
    for (Unit province : some) {
      List<Message> found = find(NEW, OLD, of(OLD, province), Told.NAME_AND_PROVINCE);
      stopped += found.isEmpty() ? 0 : 1;
    }
    assertEquals(some.size(), stopped);
  }
}
