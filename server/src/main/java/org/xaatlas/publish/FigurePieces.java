package org.xaatlas.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.xaatlas.crosswalk.Carried;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.release.Decimals;
import org.xaatlas.release.Manifest;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Rates;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;

/**
 * Makes columns and provenance from series, then the list of series with the rates that can be
 * computed from them. What several sources tell of one key becomes one column: for each unit the
 * value of the latest import stands, one that is made up only where nobody tells a real one. For
 * one thread.
 */
final class FigurePieces {
  private final Map<String, UnitsInPlay> play;
  private final PieceKeeper keeper;
  private final MessageDigest content;
  private final Map<SeriesKey, Rates.Counts> rates;

  private final Map<SeriesKey, Summary> summaries = new HashMap<>();
  private final Map<String, Manifest.SeriesEntry> entries = new TreeMap<>();
  private final Map<SeriesKey, Told[]> reportedRates = new HashMap<>();
  private final List<Series> sameKey = new ArrayList<>();
  private final Carriage carriage;
  private final RollupPieces rollups;
  private final Map<CarriedFrom, Map<SeriesKey, Summary>> carriedSummaries = new LinkedHashMap<>();
  private final Map<SeriesKey, Map<UnitKey, Told>> ofOtherLevels = new HashMap<>();

  /** What the rates need to know of a column that has been written. */
  private record Summary(
      BitSet present, BitSet zero, Map<Status, BitSet> statuses, Set<String> sources) {

    static Summary of(Told[] column) {
      Summary summary =
          new Summary(new BitSet(), new BitSet(), new EnumMap<>(Status.class), new TreeSet<>());
      for (int i = 0; i < column.length; i++) {
        if (column[i] != null) {
          Observation observation = column[i].observation();
          summary.present.set(i);
          summary.zero.set(i, observation.value() == 0);
          summary.statuses.computeIfAbsent(observation.status(), s -> new BitSet()).set(i);
          summary.sources.add(column[i].source());
        }
      }
      return summary;
    }

    List<Status> statusesWithin(BitSet units) {
      Set<Status> within = EnumSet.noneOf(Status.class);
      statuses.forEach(
          (status, places) -> {
            if (places.intersects(units)) {
              within.add(status);
            }
          });
      return List.copyOf(within);
    }
  }

  /**
   * @param play units in play by edition
   * @param rates the rates for which both counts are there
   * @param carriage which columns are carried to the newest edition, and how
   * @param rollups what columns are summed into
   * @param content the digest that becomes the content id
   */
  FigurePieces(
      Map<String, UnitsInPlay> play,
      Map<SeriesKey, Rates.Counts> rates,
      Carriage carriage,
      RollupPieces rollups,
      PieceKeeper keeper,
      MessageDigest content) {
    this.rollups = rollups;
    this.carriage = carriage;
    this.play = play;
    this.rates = rates;
    this.keeper = keeper;
    this.content = content;
  }

  /** Takes the next series; those of one key come one after the other. */
  void add(Series series) {
    if (!sameKey.isEmpty() && !sameKey.get(0).key().equals(series.key())) {
      column();
    }
    sameKey.add(series);
  }

  /**
   * Takes, beforehand, a series of districts for those that had no commune: islands, which count as
   * communes do.
   */
  void addOfOtherLevel(Series series) {
    for (int i = 0; i < series.observations().size(); i++) {
      Observation observation = series.observations().get(i);
      UnitKey unit = new UnitKey(series.key().level(), observation.unit());
      if (isWithoutCommunes(series.key().edition(), unit)) {
        Told told = new Told(observation, series.source(), series.importOf().get(i));
        ofOtherLevels
            .computeIfAbsent(
                series.key().on(series.key().edition(), Level.COMMUNE), key -> new HashMap<>())
            .merge(unit, told, FigurePieces::better);
      }
    }
  }

  private boolean isWithoutCommunes(String edition, UnitKey unit) {
    UnitsInPlay units = play.get(edition);
    return units != null
        && units.register().find(unit.level(), unit.code()).isPresent()
        && units.register().children(Level.COMMUNE, unit.code()).isEmpty();
  }

  /** The list of series, by canonical key; call it when all series have been added. */
  List<Manifest.SeriesEntry> entries() {
    if (!sameKey.isEmpty()) {
      column();
    }
    rates.forEach(this::rate);
    reportedRates.forEach((key, column) -> keep(key, column, entries.containsKey(key.canonical())));
    carriedSummaries.forEach(
        (from, columns) ->
            carriage
                .rates()
                .computable(columns.keySet())
                .forEach((key, counts) -> carriedRate(key, from, counts, columns)));
    return List.copyOf(entries.values());
  }

  private void carriedRate(
      SeriesKey rate, CarriedFrom from, Rates.Counts counts, Map<SeriesKey, Summary> columns) {
    rateOf(columns.get(counts.numerator()), columns.get(counts.denominator()))
        .ifPresent(
            summary ->
                entries.put(
                    rate.canonical() + "|carried|" + from.edition() + from.level(),
                    Manifest.SeriesEntry.computed(
                        rate,
                        from,
                        summary.statusesWithin(summary.present),
                        List.copyOf(summary.sources),
                        summary.present.cardinality(),
                        counts.numerator(),
                        counts.denominator())));
  }

  /** Figures of islands that had no commune, beside those of communes. */
  private Map<UnitKey, Told> ofOtherLevels(SeriesKey key) {
    return key.level() == Level.COMMUNE ? ofOtherLevels.getOrDefault(key, Map.of()) : Map.of();
  }

  /** Carries a column of an older edition to the newest. */
  private void carry(SeriesKey key, Told[] column) {
    for (CarryRoute route : carriage.routes(key)) {
      Map<UnitKey, Told> others = ofOtherLevels(key);
      Told[] old = Arrays.copyOf(column, route.from().size());
      for (int i = column.length; i < old.length; i++) {
        old[i] = others.get(route.from().get(i));
      }
      double[] counts = new double[old.length];
      Arrays.setAll(counts, i -> old[i] == null ? Double.NaN : old[i].observation().value());
      Carried carried = route.carrier().carry(counts);
      SeriesKey to = key.on(carriage.newest(), route.level());
      List<Unit> units = play.get(carriage.newest()).units(route.level());
      Told[] told = new Told[carried.size()];
      for (int i = 0; i < told.length; i++) {
        if (carried.gap(i).isEmpty()) {
          told[i] = sum(units.get(i).code(), carried.value(i), route.parts(i), old);
        }
      }
      Summary summary = Summary.of(told);
      if (!summary.present.isEmpty()) {
        carriedSummaries
            .computeIfAbsent(route.origin(), origin -> new LinkedHashMap<>())
            .put(to, summary);
        rollups.take(to, Optional.of(route.origin()), told, Map.of());
        keepCarried(to, route.origin(), told, carried, summary);
      }
    }
  }

  /**
   * The figure of a new unit: nobody reported it, so it is estimated; made up where a part is. It
   * comes from the sources of its parts.
   */
  private static Told sum(String unit, double value, int[] parts, Told[] old) {
    boolean madeUp = false;
    String qualifier = "";
    SortedSet<String> sources = new TreeSet<>();
    for (int part : parts) {
      madeUp |= old[part].isMadeUp();
      sources.add(old[part].source());
      String own = old[part].observation().qualifier();
      // "More than 12" and 30 are about 42, whatever the word was.
      qualifier = own.isEmpty() ? qualifier : parts.length == 1 ? own : "khoảng";
    }
    Status status = madeUp ? Status.ILLUSTRATIVE : Status.ESTIMATED;
    return new Told(
        new Observation(unit, value, status, qualifier, 0), String.join(" ", sources), 0);
  }

  private void keepCarried(
      SeriesKey key, CarriedFrom from, Told[] column, Carried carried, Summary summary) {
    String id = Manifest.SeriesEntry.idOf(key, from);
    String order = play.get(key.edition()).order(key.level());
    SortedSet<String> sources = new TreeSet<>();
    summary.sources.forEach(joined -> sources.addAll(List.of(joined.split(" "))));
    entries.put(
        key.canonical() + "|carried|" + from.edition() + from.level(),
        Manifest.SeriesEntry.carried(
            key,
            from,
            summary.statusesWithin(summary.present),
            List.copyOf(sources),
            summary.present.cardinality(),
            keeper.json(json -> writeColumn(json, id, order, column, Optional.of(carried))),
            keeper.json(json -> writeProvenance(json, id, order, column))));
  }

  /** Whether any figure is made up. */
  boolean illustrative() {
    return summaries.values().stream().anyMatch(s -> s.statuses.containsKey(Status.ILLUSTRATIVE));
  }

  private void column() {
    SeriesKey key = sameKey.get(0).key();
    UnitsInPlay edition = play.get(key.edition());
    Told[] column = new Told[edition.units(key.level()).size()];
    for (Series series : sameKey) {
      for (int i = 0; i < series.observations().size(); i++) {
        Observation observation = series.observations().get(i);
        Integer place = edition.place(key.level(), observation.unit());
        long number = series.importOf().get(i);
        if (place != null) {
          Told told = new Told(observation, series.source(), number);
          column[place] = column[place] == null ? told : better(column[place], told);
        }
      }
    }
    sameKey.clear();
    Summary summary = Summary.of(column);
    if (summary.present.isEmpty()) {
      return;
    }
    summaries.put(key, summary);
    digest(key, column);
    rollups.take(key, Optional.empty(), column, ofOtherLevels(key));
    carry(key, column);
    if (rates.containsKey(key)) {
      reportedRates.put(key, column);
    } else {
      keep(key, column, false);
    }
  }

  private static Told better(Told one, Told other) {
    if (one.isMadeUp() != other.isMadeUp()) {
      return one.isMadeUp() ? other : one;
    }
    return one.importNumber() <= other.importNumber() ? other : one;
  }

  private void digest(SeriesKey key, Told[] column) {
    StringBuilder text = new StringBuilder("series\t").append(key.canonical()).append('\n');
    for (Told told : column) {
      if (told != null) {
        Observation observation = told.observation();
        text.append(observation.unit()).append('\t');
        text.append(Decimals.text(observation.value())).append('\t');
        text.append(Manifest.word(observation.status())).append('\t');
        text.append(observation.qualifier()).append('\t').append(told.source()).append('\n');
      }
    }
    content.update(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void keep(SeriesKey key, Told[] column, boolean besideComputed) {
    String id = Manifest.SeriesEntry.idOf(key, besideComputed);
    String order = play.get(key.edition()).order(key.level());
    String columnPiece =
        keeper.json(json -> writeColumn(json, id, order, column, Optional.empty()));
    String provenance = keeper.json(json -> writeProvenance(json, id, order, column));
    Summary summary = summaries.get(key);
    entries.put(
        key.canonical() + (besideComputed ? "|reported" : ""),
        Manifest.SeriesEntry.column(
            key,
            besideComputed,
            summary.statusesWithin(summary.present),
            List.copyOf(summary.sources),
            summary.present.cardinality(),
            columnPiece,
            provenance));
  }

  private void rate(SeriesKey rate, Rates.Counts counts) {
    rateOf(summaries.get(counts.numerator()), summaries.get(counts.denominator()))
        .ifPresent(
            summary ->
                entries.put(
                    rate.canonical(),
                    Manifest.SeriesEntry.computed(
                        rate,
                        summary.statusesWithin(summary.present),
                        List.copyOf(summary.sources),
                        summary.present.cardinality(),
                        counts.numerator(),
                        counts.denominator())));
  }

  /** What a rate of two columns is about; empty where no unit has both counts. */
  private static Optional<Summary> rateOf(Summary above, Summary below) {
    if (above == null || below == null) {
      return Optional.empty();
    }
    BitSet units = (BitSet) above.present.clone();
    units.and(below.present);
    units.andNot(below.zero);
    if (units.isEmpty()) {
      return Optional.empty();
    }
    Map<Status, BitSet> statuses = new EnumMap<>(Status.class);
    for (Summary part : List.of(above, below)) {
      part.statusesWithin(units).forEach(status -> statuses.put(status, units));
    }
    Set<String> sources = new TreeSet<>();
    for (Summary part : List.of(above, below)) {
      part.sources.forEach(joined -> sources.addAll(List.of(joined.split(" "))));
    }
    return Optional.of(new Summary(units, new BitSet(), statuses, sources));
  }

  private static void writeColumn(
      CanonicalJson json, String id, String order, Told[] column, Optional<Carried> carried)
      throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-column/1").member("series", id).member("order", order);
          json.array(
              "values",
              () -> {
                for (Told told : column) {
                  if (told == null) {
                    json.nothing();
                  } else {
                    json.value(told.observation().value());
                  }
                }
              });
          runs(
              json,
              "status",
              column,
              told -> told == null ? "" : Manifest.word(told.observation().status()));
          json.object(
              "qualifiers",
              () -> {
                for (int i = 0; i < column.length; i++) {
                  if (column[i] != null && !column[i].observation().qualifier().isEmpty()) {
                    json.member(String.valueOf(i), column[i].observation().qualifier());
                  }
                }
              });
          if (carried.isPresent()) {
            writeFooting(json, column, carried.get());
          }
        });
  }

  /** What the figures of a carried column stand on; shares of 0 are left out. */
  private static void writeFooting(CanonicalJson json, Told[] column, Carried carried)
      throws IOException {
    List<Object> bases = new ArrayList<>(column.length);
    for (int i = 0; i < column.length; i++) {
      bases.add(column[i] == null ? "" : carried.basis(i).id());
    }
    json.runs("basis", bases);
    shares(json, "partial", column, carried::partialShare);
    shares(json, "unknown", column, carried::unknownShare);
  }

  private static void shares(
      CanonicalJson json, String name, Told[] column, IntToDoubleFunction share)
      throws IOException {
    json.object(
        name,
        () -> {
          for (int i = 0; i < column.length; i++) {
            double rounded = Math.round(share.applyAsDouble(i) * 10_000) / 10_000.0;
            if (column[i] != null && rounded > 0) {
              json.member(String.valueOf(i), rounded);
            }
          }
        });
  }

  private static void writeProvenance(CanonicalJson json, String id, String order, Told[] column)
      throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-provenance/1").member("series", id);
          json.member("order", order);
          runs(json, "source", column, told -> told == null ? "" : told.source());
          runs(
              json,
              "import",
              column,
              told -> told == null ? Long.valueOf(0) : Long.valueOf(told.importNumber()));
          json.array(
              "row",
              () -> {
                for (Told told : column) {
                  if (told == null || told.observation().row() == 0) {
                    json.nothing();
                  } else {
                    json.value(told.observation().row());
                  }
                }
              });
        });
  }

  @FunctionalInterface
  private interface Property {
    Object of(Told told);
  }

  private static void runs(CanonicalJson json, String name, Told[] column, Property property)
      throws IOException {
    json.runs(name, Arrays.stream(column).map(property::of).toList());
  }

  /** Adds what is in play to the digest of the content. */
  static void digestUnits(UnitsInPlay edition, MessageDigest content) {
    for (var level : edition.levels()) {
      for (Unit unit : edition.units(level)) {
        String line =
            String.join(
                "\t",
                "unit",
                unit.edition(),
                level.id(),
                unit.code(),
                unit.name(),
                unit.type(),
                unit.parent().orElse(""));
        content.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
