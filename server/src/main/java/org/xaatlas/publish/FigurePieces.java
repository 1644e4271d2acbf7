package org.xaatlas.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;
import org.xaatlas.crosswalk.Carried;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.release.Manifest;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Rates;
import org.xaatlas.series.SeriesColumn;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;

/**
 * Makes columns and provenance from series, then the list of series with the rates that can be
 * computed from them. What several sources tell of one key becomes one column ({@link ToldColumn}).
 *
 * <p>Called by one thread; the pieces are made by as many as there are processors, and taken in the
 * order of their keys, so that a release does not depend on which was done first. The caller closes
 * it.
 */
final class FigurePieces implements AutoCloseable {
  /** Series that may be under way at once: what they hold is in memory. */
  private static final int UNDER_WAY = 16;

  private static final Status[] STATUSES = Status.values();

  private final Map<String, UnitsInPlay> play;
  private final PieceKeeper keeper;
  private final MessageDigest content;
  private final Map<SeriesKey, Rates.Counts> rates;
  private final Carriage carriage;
  private final RollupPieces rollups;

  private final Map<SeriesKey, Summary> summaries = new HashMap<>();
  private final Map<String, Manifest.SeriesEntry> entries = new TreeMap<>();
  private final Map<SeriesKey, ToldColumn> reportedRates = new LinkedHashMap<>();
  private final Map<CarriedFrom, Map<SeriesKey, Summary>> carriedSummaries = new LinkedHashMap<>();
  private final Map<SeriesKey, Map<UnitKey, Told>> ofOtherLevels = new HashMap<>();
  private final List<SeriesColumn> sameKey = new ArrayList<>();
  private final Deque<Future<Made>> underWay = new ArrayDeque<>();
  private final ExecutorService pool =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  /** A column with what was made of it. */
  private record Made(
      SeriesKey key,
      ToldColumn column,
      Summary summary,
      Pieces pieces,
      String digest,
      List<MadeCarried> carried,
      List<RollupPieces.Sum> sums) {}

  /** The same for a column that was carried from another edition. */
  private record MadeCarried(
      SeriesKey key,
      CarriedFrom from,
      ToldColumn column,
      Summary summary,
      Pieces pieces,
      List<RollupPieces.Sum> sums) {}

  /** Hashes of a column and its provenance. */
  private record Pieces(String column, String provenance) {}

  /** What the rates need to know of a column that has been written. */
  private record Summary(
      BitSet present, BitSet zero, Map<Status, BitSet> statuses, Set<String> sources) {

    static Summary of(ToldColumn column) {
      return new Summary(column.present(), column.zero(), column.byStatus(), column.sourcesTold());
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
   * @param carriage which columns are carried to newer editions, and how
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
    this.play = play;
    this.rates = rates;
    this.carriage = carriage;
    this.rollups = rollups;
    this.keeper = keeper;
    this.content = content;
  }

  /** Takes the next series; those of one key come one after the other. */
  void add(SeriesColumn series) {
    if (!sameKey.isEmpty() && !sameKey.get(0).key().equals(series.key())) {
      begin();
    }
    sameKey.add(series);
  }

  /**
   * Takes, beforehand, a series of districts for those that had no commune: islands, which count as
   * communes do.
   */
  void addOfOtherLevel(SeriesColumn series) {
    SeriesKey key = series.key();
    UnitsInPlay units = play.get(key.edition());
    if (units == null) {
      return;
    }
    List<Unit> register = units.register().units(key.level());
    for (int i = 0; i < series.size(); i++) {
      Unit unit = register.get(i);
      if (series.has(i) && units.register().children(Level.COMMUNE, unit.code()).isEmpty()) {
        Observation observation =
            new Observation(
                unit.code(),
                series.values()[i],
                STATUSES[series.statuses()[i]],
                series.qualifiers().getOrDefault(i, ""),
                series.rows()[i]);
        ofOtherLevels
            .computeIfAbsent(key.on(key.edition(), Level.COMMUNE), k -> new HashMap<>())
            .merge(
                UnitKey.of(unit),
                new Told(observation, series.source(), series.imports()[i]),
                FigurePieces::better);
      }
    }
  }

  private static Told better(Told one, Told other) {
    if (one.isMadeUp() != other.isMadeUp()) {
      return one.isMadeUp() ? other : one;
    }
    return one.importNumber() <= other.importNumber() ? other : one;
  }

  /** The list of series, by canonical key; call it when all series have been added. */
  List<Manifest.SeriesEntry> entries() {
    if (!sameKey.isEmpty()) {
      begin();
    }
    while (!underWay.isEmpty()) {
      accept(taken(underWay.remove()));
    }
    rates.forEach(this::rate);
    reportedRates.forEach(
        (key, column) -> {
          boolean beside = entries.containsKey(key.canonical());
          String id = Manifest.SeriesEntry.idOf(key, beside);
          enter(key, beside, summaries.get(key), pieces(key, id, column, Optional.empty()));
        });
    carriedSummaries.forEach(
        (from, columns) ->
            carriage
                .rates()
                .computable(columns.keySet())
                .forEach((key, counts) -> carriedRate(key, from, counts, columns)));
    return List.copyOf(entries.values());
  }

  /** Hands the series of one key to the threads that make pieces. */
  private void begin() {
    List<SeriesColumn> same = List.copyOf(sameKey);
    sameKey.clear();
    underWay.add(pool.submit(() -> made(same)));
    while (underWay.size() > UNDER_WAY) {
      accept(taken(underWay.remove()));
    }
  }

  private static Made taken(Future<Made> made) {
    try {
      return made.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while publishing", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What comes of the series of one key; on any thread. */
  private Made made(List<SeriesColumn> same) {
    SeriesKey key = same.get(0).key();
    UnitsInPlay edition = play.get(key.edition());
    ToldColumn column =
        ToldColumn.of(same, edition.places(key.level()), edition.units(key.level()).size());
    Summary summary = Summary.of(column);
    Map<UnitKey, Told> others = ofOtherLevels(key);
    // A rate as printed gets its name when it is known whether it stands beside a computed one.
    Pieces pieces =
        rates.containsKey(key)
            ? new Pieces(
                PieceKeeper.hash(
                    json -> writeColumn(json, "", order(key), column, Optional.empty())),
                "")
            : pieces(key, Manifest.SeriesEntry.idOf(key, false), column, Optional.empty());
    return new Made(
        key,
        column,
        summary,
        pieces,
        digest(key, column, pieces),
        carried(key, column, others),
        rollups.sums(key, Optional.empty(), column, others));
  }

  private void accept(Made made) {
    SeriesKey key = made.key;
    if (made.summary.present.isEmpty()) {
      return;
    }
    summaries.put(key, made.summary);
    content.update(made.digest.getBytes(StandardCharsets.UTF_8));
    rollups.accept(key, Optional.empty(), made.column, made.sums);
    for (MadeCarried carried : made.carried) {
      carriedSummaries
          .computeIfAbsent(carried.from, origin -> new LinkedHashMap<>())
          .put(carried.key, carried.summary);
      rollups.accept(carried.key, Optional.of(carried.from), carried.column, carried.sums);
      entries.put(
          carried.key.canonical() + "|carried|" + carried.from.edition() + carried.from.level(),
          Manifest.SeriesEntry.carried(
              carried.key,
              carried.from,
              carried.summary.statusesWithin(carried.summary.present),
              List.copyOf(carried.summary.sources),
              carried.summary.present.cardinality(),
              carried.pieces.column,
              carried.pieces.provenance));
    }
    if (rates.containsKey(key)) {
      reportedRates.put(key, made.column);
    } else {
      enter(key, false, made.summary, made.pieces);
    }
  }

  private void enter(SeriesKey key, boolean besideComputed, Summary summary, Pieces pieces) {
    entries.put(
        key.canonical() + (besideComputed ? "|reported" : ""),
        Manifest.SeriesEntry.column(
            key,
            besideComputed,
            summary.statusesWithin(summary.present),
            List.copyOf(summary.sources),
            summary.present.cardinality(),
            pieces.column,
            pieces.provenance));
  }

  private Pieces pieces(SeriesKey key, String id, ToldColumn column, Optional<Carried> carried) {
    String order = order(key);
    return new Pieces(
        keeper.json(json -> writeColumn(json, id, order, column, carried)),
        keeper.json(json -> writeProvenance(json, id, order, column)));
  }

  private String order(SeriesKey key) {
    return play.get(key.edition()).order(key.level());
  }

  /** All that a series says, without where it stood: the column says which units, by its order. */
  private static String digest(SeriesKey key, ToldColumn column, Pieces pieces) {
    StringBuilder text = new StringBuilder("series\t").append(key.canonical());
    text.append('\t').append(pieces.column);
    for (int i = 0; i < column.size(); i++) {
      if (i == 0 || !column.sameSource(i - 1, i)) {
        text.append('\t').append(i).append(' ');
        text.append(column.has(i) ? column.source(i) : "");
      }
    }
    return text.append('\n').toString();
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

  /** Carries a column of an older edition to newer ones. */
  private List<MadeCarried> carried(SeriesKey key, ToldColumn column, Map<UnitKey, Told> others) {
    List<MadeCarried> made = new ArrayList<>();
    for (CarryRoute route : carriage.routes(key)) {
      ToldColumn old = column.with(route.from(), others);
      Carried carried = route.carrier().carry(old.values());
      SeriesKey to = key.on(route.edition(), route.level());
      ToldColumn told = new ToldColumn(carried.size());
      boolean any = false;
      for (int i = 0; i < told.size(); i++) {
        if (carried.gap(i).isEmpty()) {
          sum(told, i, carried.value(i), route.parts(i), old);
          any = true;
        }
      }
      if (any) {
        made.add(
            new MadeCarried(
                to,
                route.origin(),
                told,
                Summary.of(told),
                pieces(
                    to, Manifest.SeriesEntry.idOf(to, route.origin()), told, Optional.of(carried)),
                rollups.sums(to, Optional.of(route.origin()), told, Map.of())));
      }
    }
    return made;
  }

  /**
   * The figure of a new unit: nobody reported it, so it is estimated; made up where a part is. It
   * comes from the sources of its parts.
   */
  private static void sum(ToldColumn to, int unit, double value, int[] parts, ToldColumn old) {
    boolean madeUp = false;
    String qualifier = "";
    SortedSet<String> sources = new TreeSet<>();
    for (int part : parts) {
      madeUp |= old.isMadeUp(part);
      if (!old.hasOneSource() || sources.isEmpty()) {
        sources.add(old.source(part));
      }
      String own = old.qualifier(part);
      // "More than 12" and 30 are about 42, whatever the word was.
      qualifier = own.isEmpty() ? qualifier : parts.length == 1 ? own : "khoảng";
    }
    Status status = madeUp ? Status.ILLUSTRATIVE : Status.ESTIMATED;
    to.put(unit, value, status, qualifier, String.join(" ", sources));
  }

  /** Whether any figure is made up. */
  boolean illustrative() {
    return summaries.values().stream().anyMatch(s -> s.statuses.containsKey(Status.ILLUSTRATIVE));
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
      sources.addAll(part.sources);
    }
    return Optional.of(new Summary(units, new BitSet(), statuses, sources));
  }

  private static void writeColumn(
      CanonicalJson json, String id, String order, ToldColumn column, Optional<Carried> carried)
      throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-column/1").member("series", id).member("order", order);
          json.numbers("values", column.values());
          json.runs("status", column.size(), column::sameStatus, at -> status(column, at));
          json.object(
              "qualifiers",
              () -> {
                for (Map.Entry<Integer, String> word : column.qualifiers().entrySet()) {
                  json.member(String.valueOf(word.getKey()), word.getValue());
                }
              });
          if (carried.isPresent()) {
            writeFooting(json, column, carried.get());
          }
        });
  }

  private static String status(ToldColumn column, int place) {
    return column.has(place) ? Manifest.word(column.status(place)) : "";
  }

  /** What the figures of a carried column stand on; shares of 0 are left out. */
  private static void writeFooting(CanonicalJson json, ToldColumn column, Carried carried)
      throws IOException {
    json.runs(
        "basis",
        column.size(),
        (a, b) ->
            column.has(a) == column.has(b)
                && (!column.has(a) || carried.basis(a) == carried.basis(b)),
        at -> column.has(at) ? carried.basis(at).id() : "");
    shares(json, "partial", column, carried::partialShare);
    shares(json, "unknown", column, carried::unknownShare);
  }

  private static void shares(
      CanonicalJson json, String name, ToldColumn column, IntToDoubleFunction share)
      throws IOException {
    json.object(
        name,
        () -> {
          for (int i = 0; i < column.size(); i++) {
            double rounded = Math.round(share.applyAsDouble(i) * 10_000) / 10_000.0;
            if (column.has(i) && rounded > 0) {
              json.member(String.valueOf(i), rounded);
            }
          }
        });
  }

  private static void writeProvenance(
      CanonicalJson json, String id, String order, ToldColumn column) throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-provenance/1").member("series", id);
          json.member("order", order);
          json.runs(
              "source",
              column.size(),
              column::sameSource,
              at -> column.has(at) ? column.source(at) : "");
          json.runs("import", column.imports());
          json.wholes("row", column.rows());
        });
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

  /** Ends what is under way. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
