package org.xaatlas.publish;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xaatlas.designation.Designation;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.unit.FormerUnit;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

/**
 * Writes the names by which units are found; a village leads to its commune, a former unit to the
 * units that have its land.
 */
final class SearchPiece {
  private SearchPiece() {}

  static void write(
      CanonicalJson json,
      Collection<UnitsInPlay> editions,
      List<Designation> designations,
      FormerUnits former)
      throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-search/1");
          json.array(
              "entries",
              () -> {
                for (UnitsInPlay edition : editions) {
                  edition(json, edition, designations, former);
                }
              });
        });
  }

  private static void edition(
      CanonicalJson json, UnitsInPlay edition, List<Designation> designations, FormerUnits former)
      throws IOException {
    for (Level level : edition.levels()) {
      for (Unit unit : edition.units(level)) {
        entry(json, edition, unit, "", former.of(unit));
      }
    }
    TreeMap<String, SortedSet<String>> villages = new TreeMap<>();
    for (Designation designation : designations) {
      boolean here = designation.edition().equals(edition.register().edition());
      if (here && !designation.name().isEmpty()) {
        villages
            .computeIfAbsent(designation.unit(), unit -> new TreeSet<>())
            .add(designation.name());
      }
    }
    for (var commune : villages.entrySet()) {
      if (edition.place(Level.COMMUNE, commune.getKey()) != null) {
        Unit unit = edition.register().find(Level.COMMUNE, commune.getKey()).orElseThrow();
        for (String village : commune.getValue()) {
          entry(json, edition, unit, village, List.of());
        }
      }
    }
  }

  private static void entry(
      CanonicalJson json, UnitsInPlay edition, Unit unit, String village, List<FormerUnit> former)
      throws IOException {
    // A unit that kept its name is found by that.
    List<FormerUnit> others =
        former.stream().filter(other -> !other.unit().fullName().equals(unit.fullName())).toList();
    json.object(
        () -> {
          json.member("edition", unit.edition()).member("level", unit.level().id());
          json.member("code", unit.code()).member("name", unit.name());
          json.member("type", unit.type());
          json.member("province", edition.register().province(unit).map(Unit::code));
          json.member("village", village);
          if (!others.isEmpty()) {
            json.list("former", others, other -> former(json, other));
          }
        });
  }

  private static void former(CanonicalJson json, FormerUnit former) throws IOException {
    json.object(
        () -> {
          json.member("edition", former.unit().edition()).member("code", former.unit().code());
          json.member("name", former.unit().name()).member("type", former.unit().type());
          json.member("whole", former.whole());
        });
  }
}
