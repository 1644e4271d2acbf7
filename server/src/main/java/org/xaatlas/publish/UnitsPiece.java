package org.xaatlas.publish;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

/** Writes the units of one level and their neighbours. */
final class UnitsPiece {
  private UnitsPiece() {}

  static void write(
      CanonicalJson json, UnitsInPlay play, Level level, Map<String, Measures> measures)
      throws IOException {
    List<Unit> units = play.units(level);
    List<Optional<Measures>> measured =
        units.stream().map(unit -> Optional.ofNullable(measures.get(unit.code()))).toList();
    json.object(
        () -> {
          json.member("format", "xa-atlas-units/1");
          json.member("edition", play.register().edition()).member("level", level.id());
          json.member("order", play.order(level));
          json.list("code", units, unit -> json.value(unit.code()));
          json.list("name", units, unit -> json.value(unit.name()));
          json.list("type", units, unit -> json.value(unit.type()));
          json.list("parent", units, unit -> text(json, unit.parent()));
          json.list(
              "province",
              units,
              unit -> text(json, play.register().province(unit).map(Unit::code)));
          json.list(
              "label",
              measured,
              m -> numbers(json, m.map(l -> List.of(l.longitude(), l.latitude()))));
          json.list(
              "bbox",
              measured,
              m ->
                  numbers(
                      json,
                      m.map(Measures::box)
                          .map(b -> List.of(b.getMinX(), b.getMinY(), b.getMaxX(), b.getMaxY()))));
          json.list(
              "area",
              measured,
              m -> {
                if (m.isPresent()) {
                  json.value(m.get().squareKilometres());
                } else {
                  json.nothing();
                }
              });
          runs(json, "boundary", measured, m -> m.map(d -> d.drawn().word()).orElse(""));
          runs(
              json,
              "boundarySource",
              measured,
              m -> m.map(d -> String.join(" ", d.drawn().sources())).orElse(""));
        });
  }

  /** What colours need: codes, provinces, and whether there is a boundary; a tenth of all. */
  static void writeCodes(
      CanonicalJson json, UnitsInPlay play, Level level, Map<String, Measures> measures)
      throws IOException {
    List<Unit> units = play.units(level);
    json.object(
        () -> {
          json.member("format", "xa-atlas-codes/1");
          json.member("edition", play.register().edition()).member("level", level.id());
          json.member("order", play.order(level));
          json.list("code", units, unit -> json.value(unit.code()));
          json.list(
              "province",
              units,
              unit -> text(json, play.register().province(unit).map(Unit::code)));
          json.runs(
              "drawn",
              units.stream().<Object>map(u -> measures.containsKey(u.code()) ? 1L : 0L).toList());
        });
  }

  private static void runs(
      CanonicalJson json,
      String name,
      List<Optional<Measures>> measured,
      Function<Optional<Measures>, String> property)
      throws IOException {
    json.runs(name, measured.stream().<Object>map(property).toList());
  }

  private static void text(CanonicalJson json, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      json.value(text.get());
    } else {
      json.nothing();
    }
  }

  private static void numbers(CanonicalJson json, Optional<List<Double>> numbers)
      throws IOException {
    if (numbers.isEmpty()) {
      json.nothing();
      return;
    }
    json.array(
        () -> {
          for (double number : numbers.get()) {
            json.value(number);
          }
        });
  }

  /** Neighbours as indices into the units piece of the same order. */
  static void writeAdjacency(CanonicalJson json, UnitsInPlay play, Level level, Adjacency adjacency)
      throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-adjacency/1").member("order", play.order(level));
          json.list(
              "neighbours",
              play.units(level),
              unit -> {
                SortedSet<Integer> places = new TreeSet<>();
                for (String code :
                    adjacency.neighbours().getOrDefault(unit.code(), new TreeSet<>())) {
                  Integer place = play.place(level, code);
                  if (place != null) {
                    places.add(place);
                  }
                }
                json.array(
                    () -> {
                      for (int place : places) {
                        json.value((long) place);
                      }
                    });
              });
        });
  }
}
