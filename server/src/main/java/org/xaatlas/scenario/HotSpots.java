package org.xaatlas.scenario;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.xaatlas.export.ComputedLayer;
import org.xaatlas.export.ComputedLayer.Column;
import org.xaatlas.export.IndicatorValues;
import org.xaatlas.hotspot.Contiguity;
import org.xaatlas.hotspot.FalseDiscovery;
import org.xaatlas.hotspot.GlobalMoran;
import org.xaatlas.hotspot.LocalPattern;
import org.xaatlas.hotspot.Rates;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitTable;
import org.xaatlas.series.Status;
import org.xaatlas.spatial.Adjacency;

/**
 * Where like lies by like, in a release: the answer to a {@link HotSpotQuestion}. Immutable, safe
 * to share.
 */
public final class HotSpots {
  /** What the JSON calls itself. */
  public static final String FORMAT = "xa-atlas-hotspots/1";

  /** Fewer units show no pattern. */
  private static final int FEWEST = 3;

  private final HotSpotQuestion question;
  private final OpenRelease release;
  private final OpenLevel level;
  private final int[] places;
  private final double[] values;
  private final Optional<double[]> smoothed;
  private final List<Optional<Status>> status;
  private final List<String> periods;
  private final Set<String> cited;
  private final Set<String> series;
  private final int[] tested;
  private final Contiguity contiguity;
  private final LocalPattern pattern;
  private final GlobalMoran global;
  private final double bound;

  /** What a unit is among its neighbours. */
  private enum Class {
    HIGH_HIGH,
    LOW_LOW,
    HIGH_LOW,
    LOW_HIGH,
    HOT,
    COLD,
    NOT_SIGNIFICANT,
    NO_NEIGHBOURS,
    NO_DATA
  }

  /**
   * Answers a question.
   *
   * @throws RefusedException key {@code scenario.…} when the release has no such figures, or too
   *     few
   * @throws Patience.Lost when it takes too long
   */
  public static HotSpots of(OpenRelease release, HotSpotQuestion question, Patience patience) {
    return new HotSpots(release, question, patience);
  }

  private HotSpots(OpenRelease release, HotSpotQuestion question, Patience patience) {
    this.question = question;
    this.release = release;
    this.level = level(release, question);
    UnitTable units = level.units();
    question
        .province()
        .ifPresent(
            code -> {
              if (IntStream.range(0, units.size()).noneMatch(u -> units.province(u).equals(code))) {
                throw NotThere.of(
                    "province",
                    code,
                    IntStream.range(0, units.size())
                        .mapToObj(units::province)
                        .collect(Collectors.toCollection(TreeSet::new)));
              }
            });
    IndicatorValues indicator =
        IndicatorValues.of(
                release, level, question.indicator(), question.period(), question.group())
            .orElseThrow(
                () ->
                    NotThere.values(
                        release,
                        level,
                        question.indicator(),
                        question.period(),
                        question.group(),
                        "indicator"));
    this.places =
        IntStream.range(0, units.size())
            .filter(u -> question.province().map(units.province(u)::equals).orElse(true))
            .toArray();
    this.values = new double[places.length];
    double[] cases = new double[places.length];
    double[] base = new double[places.length];
    this.status = new ArrayList<>();
    this.periods = new ArrayList<>();
    this.series = new TreeSet<>();
    this.cited = new TreeSet<>();
    Map<String, Counts> counts = new HashMap<>();
    for (int row = 0; row < places.length; row++) {
      int place = places[row];
      values[row] = indicator.value(place);
      status.add(indicator.status(place));
      Optional<SeriesEntry> told = indicator.series(place);
      periods.add(told.map(entry -> entry.key().period().text()).orElse(null));
      told.ifPresent(
          entry -> {
            if (series.add(entry.id())) {
              cited.addAll(entry.sources());
            }
          });
      Optional<Counts> both =
          told.flatMap(
              entry -> {
                if (entry.numerator().isEmpty()) {
                  return Optional.empty();
                }
                return Optional.of(
                    counts.computeIfAbsent(entry.id(), id -> Counts.of(release, entry)));
              });
      cases[row] = both.map(c -> c.cases(place)).orElse(Double.NaN);
      base[row] = both.map(c -> c.base(place)).orElse(Double.NaN);
    }
    this.tested =
        IntStream.range(0, places.length).filter(row -> Double.isFinite(values[row])).toArray();
    if (tested.length < FEWEST) {
      throw RefusedException.of(
          "scenario.too_few_units",
          tested.length,
          places.length,
          question.level().id(),
          question.indicator(),
          FEWEST);
    }
    boolean rates =
        question.smoothed()
            && Arrays.stream(tested).allMatch(row -> base[row] > 0 && cases[row] >= 0);
    double[] z;
    if (rates) {
      double[] testedCases = Arrays.stream(tested).mapToDouble(row -> cases[row]).toArray();
      double[] testedBase = Arrays.stream(tested).mapToDouble(row -> base[row]).toArray();
      z = Rates.standardised(testedCases, testedBase);
      double[] drawn = Rates.smoothed(testedCases, testedBase);
      double[] all = new double[places.length];
      Arrays.fill(all, Double.NaN);
      for (int i = 0; i < tested.length; i++) {
        all[tested[i]] = 100 * drawn[i];
      }
      smoothed = Optional.of(all);
    } else {
      z = Arrays.stream(tested).mapToDouble(row -> values[row]).toArray();
      smoothed = Optional.empty();
    }
    this.contiguity = contiguity();
    this.pattern =
        question.statistic() == HotSpotQuestion.Statistic.LISA
            ? LocalPattern.moran(z, contiguity, question.permutations(), question.seed(), patience)
            : LocalPattern.getisOrd(
                z, contiguity, question.permutations(), question.seed(), patience);
    try {
      this.global =
          GlobalMoran.of(z, contiguity, question.permutations(), question.seed(), patience);
    } catch (IllegalArgumentException e) {
      throw RefusedException.of("scenario.too_few_neighbours", tested.length, FEWEST);
    }
    double[] p =
        IntStream.range(0, tested.length)
            .filter(i -> pattern.quadrant()[i] != LocalPattern.Quadrant.NONE)
            .mapToDouble(i -> pattern.pseudoP()[i])
            .toArray();
    this.bound = FalseDiscovery.bound(p, question.alpha());
  }

  /** The two counts of a rate. */
  private record Counts(
      org.xaatlas.release.Figures numerator, org.xaatlas.release.Figures denominator) {
    static Counts of(OpenRelease release, SeriesEntry entry) {
      return new Counts(
          release.figures(entry.numerator().flatMap(release::series).orElseThrow()),
          release.figures(entry.denominator().flatMap(release::series).orElseThrow()));
    }

    double cases(int place) {
      return numerator.value(place);
    }

    double base(int place) {
      return denominator.value(place);
    }
  }

  private static OpenLevel level(OpenRelease release, HotSpotQuestion question) {
    List<String> editions = release.manifest().editions().stream().map(EditionEntry::id).toList();
    String edition =
        question
            .edition()
            .or(() -> release.newestEdition().map(EditionEntry::id))
            .filter(editions::contains)
            .orElseThrow(
                () ->
                    RefusedException.of(
                        "scenario.not_there",
                        "edition",
                        question.edition().orElse(""),
                        String.join(", ", editions)));
    return release
        .level(edition, question.level())
        .orElseThrow(
            () ->
                RefusedException.of(
                    "scenario.not_there",
                    "level",
                    question.level().id(),
                    String.join(
                        ", ",
                        release.levels().stream()
                            .filter(one -> one.edition().id().equals(edition))
                            .map(one -> one.level().id())
                            .toList())));
  }

  /** Who touches whom among the units with a value. */
  private Contiguity contiguity() {
    UnitTable units = level.units();
    List<String> codes = new ArrayList<>();
    Map<String, Coordinate> points = new HashMap<>();
    SortedMap<String, SortedSet<String>> touching = new TreeMap<>();
    for (int row : tested) {
      String code = units.code(places[row]);
      codes.add(code);
      units.label(places[row]).ifPresent(at -> points.put(code, new Coordinate(at[0], at[1])));
      for (int neighbour : level.neighbours(places[row])) {
        String other = units.code(neighbour);
        touching.computeIfAbsent(code, c -> new TreeSet<>()).add(other);
        touching.computeIfAbsent(other, c -> new TreeSet<>()).add(code);
      }
    }
    return Contiguity.of(codes, new Adjacency(touching), points, question.nearest());
  }

  /** The release it was answered from. */
  public OpenRelease release() {
    return release;
  }

  /** As a layer: a row for each unit of the level, or of the province asked for. */
  public ComputedLayer layer() {
    int[] place = new int[places.length];
    Arrays.fill(place, -1);
    for (int i = 0; i < tested.length; i++) {
      place[tested[i]] = i;
    }
    List<Column> columns = new ArrayList<>(ComputedLayer.unitColumns(release, level, places));
    columns.add(Column.number("value", row -> values[row]));
    columns.add(Column.text("period", periods::get));
    columns.add(
        Column.text(
            "status",
            row -> status.get(row).map(s -> s.name().toLowerCase(Locale.ROOT)).orElse(null)));
    smoothed.ifPresent(rates -> columns.add(Column.number("smoothed_estimate", row -> rates[row])));
    columns.add(Column.number("index", row -> place[row] < 0 ? null : pattern.index()[place[row]]));
    columns.add(
        Column.number("pseudo_p", row -> place[row] < 0 ? null : pattern.pseudoP()[place[row]]));
    columns.add(Column.text("class", row -> classOf(place[row]).name().toLowerCase(Locale.ROOT)));
    columns.add(
        Column.whole(
            "neighbours", row -> place[row] < 0 ? null : (long) contiguity.neighbours(place[row])));
    columns.add(
        Column.text(
            "neighbours_by",
            row ->
                place[row] < 0
                    ? null
                    : contiguity.islands().contains(level.units().code(places[row]))
                        ? "nearest"
                        : "touching"));
    return new ComputedLayer(
        "hotspots",
        question.indicator(),
        release,
        level,
        places,
        columns,
        status.stream().anyMatch(one -> one.filter(s -> s == Status.ILLUSTRATIVE).isPresent()),
        notes(),
        cited.stream().flatMap(id -> release.source(id).stream()).toList());
  }

  private Class classOf(int unit) {
    if (unit < 0) {
      return Class.NO_DATA;
    }
    LocalPattern.Quadrant quadrant = pattern.quadrant()[unit];
    if (quadrant == LocalPattern.Quadrant.NONE) {
      return Class.NO_NEIGHBOURS;
    }
    if (pattern.pseudoP()[unit] > bound) {
      return Class.NOT_SIGNIFICANT;
    }
    if (question.statistic() == HotSpotQuestion.Statistic.GI) {
      return quadrant == LocalPattern.Quadrant.HIGH_HIGH ? Class.HOT : Class.COLD;
    }
    return Class.valueOf(quadrant.name());
  }

  private List<Message> notes() {
    List<Message> notes = new ArrayList<>();
    if (status.stream().anyMatch(one -> one.filter(s -> s == Status.ILLUSTRATIVE).isPresent())) {
      notes.add(Message.of("scenario.note_illustrative"));
    }
    if (status.stream().anyMatch(one -> one.filter(s -> s == Status.ESTIMATED).isPresent())) {
      notes.add(Message.of("scenario.note_estimated"));
    }
    notes.add(
        Message.of(smoothed.isPresent() ? "scenario.note_smoothed" : "scenario.note_unsmoothed"));
    notes.add(
        Message.of("scenario.note_neighbours", contiguity.islands().size(), question.nearest()));
    notes.add(Message.of("scenario.note_significance", question.permutations(), question.alpha()));
    notes.add(Message.of("scenario.note_boundaries"));
    return notes;
  }

  /** One sentence: how many units show a pattern, and how strong the pattern of all is. */
  public Message summary() {
    Map<Class, Integer> counts = counts();
    int told =
        counts.entrySet().stream()
            .filter(
                one ->
                    one.getKey() != Class.NOT_SIGNIFICANT
                        && one.getKey() != Class.NO_NEIGHBOURS
                        && one.getKey() != Class.NO_DATA)
            .mapToInt(Map.Entry::getValue)
            .sum();
    return Message.of(
        "scenario.hotspots", told, tested.length, global.i(), global.expected(), global.pseudoP());
  }

  private Map<Class, Integer> counts() {
    int[] place = new int[places.length];
    Arrays.fill(place, -1);
    for (int i = 0; i < tested.length; i++) {
      place[tested[i]] = i;
    }
    Map<Class, Integer> counts = new TreeMap<>();
    for (int row = 0; row < places.length; row++) {
      counts.merge(classOf(place[row]), 1, Integer::sum);
    }
    return counts;
  }

  /** As GeoJSON: the layer, with what was asked and the pattern of all. */
  public void writeGeojson(OutputStream out, Language language) throws IOException {
    layer().writeGeojson(out, language, this::about);
  }

  /** As JSON: the same without outlines. */
  public void writeJson(OutputStream out, Language language) throws IOException {
    layer().writeJson(FORMAT, "units", out, language, this::about);
  }

  private void about(JsonGenerator json) throws IOException {
    json.writeStringField("indicator", question.indicator());
    json.writeStringField("group", question.group());
    json.writeStringField("method", question.statistic().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("permutations", question.permutations());
    json.writeNumberField("seed", question.seed());
    json.writeNumberField("alpha", question.alpha());
    json.writeNumberField("pBound", bound);
    json.writeNumberField("nearest", question.nearest());
    json.writeBooleanField("smoothed", smoothed.isPresent());
    json.writeNumberField("tested", tested.length);
    json.writeArrayFieldStart("islands");
    for (String code : contiguity.islands()) {
      json.writeString(code);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("moran");
    json.writeNumberField("i", global.i());
    json.writeNumberField("expected", global.expected());
    json.writeNumberField("deviation", global.deviation());
    json.writeNumberField("pseudoP", global.pseudoP());
    json.writeNumberField("units", global.units());
    json.writeEndObject();
    json.writeObjectFieldStart("classes");
    for (Map.Entry<Class, Integer> entry : counts().entrySet()) {
      json.writeNumberField(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("series");
    for (String id : series) {
      json.writeString(id);
    }
    json.writeEndArray();
  }
}
