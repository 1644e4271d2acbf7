package org.xaatlas.http;

import static org.xaatlas.http.Operation.get;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.designation.Designation;
import org.xaatlas.message.Message;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.release.DesignationList;
import org.xaatlas.release.Figures;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.Manifest.ImportEntry;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.Provenance;
import org.xaatlas.release.SearchIndex;
import org.xaatlas.release.UnitHistory;
import org.xaatlas.release.UnitTable;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;

/** One unit with everything known of it, and the search for units. Stateless. */
final class UnitApi {
  /** Each series is a column that is read whole, of which an answer has one figure. */
  static final int MOST_SERIES = 500;

  List<Operation> operations() {
    return List.of(
        get(
            "/api/units/{code}",
            "unit",
            this::unit,
            Parameters.CODE,
            Parameters.EDITION,
            Parameters.LEVEL,
            Parameters.INDICATORS,
            Parameters.PERIOD,
            Parameters.BASE,
            Parameters.RELEASE),
        get(
            "/api/units/{code}/history",
            "unit_history",
            this::history,
            Parameters.CODE,
            Parameters.EDITION,
            Parameters.LEVEL,
            Parameters.INDICATORS,
            Parameters.PERIOD,
            Parameters.RELEASE),
        get(
            "/api/search",
            "search",
            this::search,
            Parameters.Q,
            Parameters.SEARCH_LIMIT,
            Parameters.EDITION,
            Parameters.LEVEL,
            Parameters.RELEASE));
  }

  private Reply unit(Call call) {
    OpenLevel level = level(call);
    int unit = level.units().indexOf(call.path(Parameters.CODE));
    Optional<String> base = ItemsApi.base(call);
    Set<String> indicators = ItemsApi.indicators(call);
    Optional<Period> period = call.find(Parameters.PERIOD);
    return call.cached(
        Reply.json(
            describe(
                call.release(),
                level,
                unit,
                entry ->
                    base.map(entry.base()::equals).orElse(true)
                        && (indicators.isEmpty() || indicators.contains(entry.key().indicator()))
                        && period.map(entry.key().period()::equals).orElse(true))));
  }

  /** The level of the edition asked for, or of the newest, that has the code of the path. */
  private static OpenLevel level(Call call) {
    OpenRelease release = call.release();
    String code = call.path(Parameters.CODE);
    String edition =
        call.find(Parameters.EDITION)
            .or(() -> release.newestEdition().map(EditionEntry::id))
            .orElse("");
    Optional<Level> wanted = call.find(Parameters.LEVEL);
    return release.levels().stream()
        .filter(open -> open.edition().id().equals(edition))
        .filter(open -> wanted.map(asked -> asked == open.level()).orElse(true))
        .filter(open -> open.units().indexOf(code) >= 0)
        .findFirst()
        .orElseThrow(() -> Problem.notFound(Message.of("http.no_unit", code, edition)));
  }

  /** What a unit was formed from and what it became, with figures of these units on request. */
  private Reply history(Call call) {
    OpenRelease release = call.release();
    OpenLevel level = level(call);
    int unit = level.units().indexOf(call.path(Parameters.CODE));
    // A unit without a past is asked for the same things.
    ItemsApi.indicators(call);
    UnitHistory history = new UnitHistory(release);
    Map<String, Source> sources = new TreeMap<>();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("release", release.id());
    body.put("edition", level.edition().id());
    body.put("level", level.level().id());
    body.put("code", level.units().code(unit));
    body.put("fullName", level.units().fullName(unit));
    body.put("formedFrom", steps(call, history.formedFrom(level, unit), sources));
    body.put("became", steps(call, history.became(level, unit), sources));
    body.put("sources", describe(sources));
    return call.cached(Reply.json(body));
  }

  private static List<Object> steps(
      Call call, List<UnitHistory.Step> steps, Map<String, Source> sources) {
    OpenRelease release = call.release();
    List<Object> list = new ArrayList<>();
    for (UnitHistory.Step step : steps) {
      UnitTable units = step.level().units();
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("edition", step.level().edition().id());
      body.put("level", step.level().level().id());
      body.put("code", units.code(step.unit()));
      body.put("fullName", units.fullName(step.unit()));
      body.put("parents", parents(release, step.level(), step.unit()));
      body.put("whole", step.whole());
      body.put("basis", step.basis().id());
      // An even division that nobody told is no share to show.
      body.put("share", step.basis() == Basis.UNKNOWN ? null : step.share());
      body.put("source", step.link().map(Link::source).orElse(null));
      step.link()
          .ifPresent(
              link -> {
                cite(release, link.source(), sources);
                trace(release, link.importNumber(), link.row(), body);
              });
      List<Object> figures = new ArrayList<>();
      if (call.find(Parameters.INDICATORS).isPresent()) {
        Set<String> indicators = ItemsApi.indicators(call);
        Optional<Period> period = call.find(Parameters.PERIOD);
        figures.addAll(
            figures(
                release,
                latest(
                    series(
                        release,
                        step.level(),
                        entry ->
                            indicators.contains(entry.key().indicator())
                                && period.map(entry.key().period()::equals).orElse(true))),
                step.unit(),
                sources));
      }
      body.put("figures", figures);
      body.put(
          "designations", designations(release, step.level(), units.code(step.unit()), sources));
      list.add(body);
    }
    return list;
  }

  private static Map<String, Object> describe(
      OpenRelease release, OpenLevel level, int unit, Predicate<SeriesEntry> wanted) {
    UnitTable units = level.units();
    Map<String, Source> sources = new TreeMap<>();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("release", release.id());
    body.put("edition", level.edition().id());
    body.put("level", level.level().id());
    body.put("code", units.code(unit));
    body.put("name", units.name(unit));
    body.put("type", units.type(unit));
    body.put("fullName", units.fullName(unit));
    body.put("parents", parents(release, level, unit));
    body.put("label", units.label(unit).orElse(null));
    body.put("bbox", units.bbox(unit).orElse(null));
    body.put("area", Double.isNaN(units.area(unit)) ? null : units.area(unit));
    body.put("boundary", units.drawing(unit).orElse(null));
    List<String> boundarySources = units.boundarySources(unit);
    body.put("boundarySources", boundarySources);
    boundarySources.forEach(id -> cite(release, id, sources));
    List<Object> neighbours = new ArrayList<>();
    for (int neighbour : level.neighbours(unit)) {
      neighbours.add(Map.of("code", units.code(neighbour), "fullName", units.fullName(neighbour)));
    }
    body.put("neighbours", neighbours);
    List<SeriesEntry> told = series(release, level, wanted);
    List<SeriesEntry> read = latest(told);
    body.put("figures", figures(release, read, unit, sources));
    if (read.size() < told.size()) {
      body.put("seriesLeftOut", told.size() - read.size());
    }
    body.put("designations", designations(release, level, units.code(unit), sources));
    body.put("formerDesignations", formerDesignations(release, level, unit));
    body.put("sources", describe(sources));
    return body;
  }

  /**
   * What the units that a unit was formed from were, on the last day of their edition: "2 of 3
   * former communes were region III". Never a class of the unit itself.
   */
  private static List<Object> formerDesignations(OpenRelease release, OpenLevel level, int unit) {
    Map<String, List<UnitHistory.Step>> byEdition = new LinkedHashMap<>();
    for (UnitHistory.Step step : new UnitHistory(release).formedFrom(level, unit)) {
      byEdition.computeIfAbsent(step.level().edition().id(), id -> new ArrayList<>()).add(step);
    }
    List<Object> told = new ArrayList<>();
    byEdition.forEach(
        (edition, steps) -> {
          LocalDate day = release.referenceDay(steps.get(0).level().edition());
          for (DesignationList scheme : release.designations(edition)) {
            Map<String, List<String>> classes = new TreeMap<>();
            for (UnitHistory.Step step : steps) {
              String code = step.level().units().code(step.unit());
              if (scheme.level() == step.level().level()) {
                scheme
                    .inForce(code, day)
                    .ifPresent(
                        d ->
                            classes
                                .computeIfAbsent(d.designationClass(), c -> new ArrayList<>())
                                .add(code));
              }
            }
            if (!classes.isEmpty()) {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("scheme", scheme.scheme());
              entry.put("edition", edition);
              entry.put("day", day.toString());
              entry.put("parts", steps.size());
              entry.put("wholeParts", steps.stream().filter(UnitHistory.Step::whole).count());
              entry.put("illustrative", scheme.illustrative());
              List<Object> counts = new ArrayList<>();
              classes.forEach(
                  (id, codes) ->
                      counts.add(Map.of("class", id, "count", codes.size(), "units", codes)));
              entry.put("classes", counts);
              told.add(entry);
            }
          }
        });
    return told;
  }

  /** Sources by id, as answers tell them. */
  static Map<String, Object> describe(Map<String, Source> sources) {
    Map<String, Object> cited = new LinkedHashMap<>();
    sources.forEach((id, source) -> cited.put(id, describe(source)));
    return cited;
  }

  /** From the nearest up. */
  private static List<Object> parents(OpenRelease release, OpenLevel level, int unit) {
    List<Object> parents = new ArrayList<>();
    String code = level.units().parent(unit);
    int tier = level.level().ordinal();
    while (!code.isEmpty() && --tier >= 0) {
      OpenLevel above = release.level(level.edition().id(), Level.values()[tier]).orElse(null);
      int parent = above == null ? -1 : above.units().indexOf(code);
      if (parent < 0) {
        continue;
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("level", above.level().id());
      entry.put("code", code);
      entry.put("fullName", above.units().fullName(parent));
      parents.add(entry);
      code = above.units().parent(parent);
    }
    return parents;
  }

  private static List<SeriesEntry> series(
      OpenRelease release, OpenLevel level, Predicate<SeriesEntry> wanted) {
    return release.manifest().series().stream()
        .filter(entry -> entry.key().edition().equals(level.edition().id()))
        .filter(entry -> entry.key().level() == level.level())
        .filter(wanted)
        .toList();
  }

  /** At most so many series as one answer reads: those of the latest periods, in their order. */
  static List<SeriesEntry> latest(List<SeriesEntry> series) {
    if (series.size() <= MOST_SERIES) {
      return series;
    }
    Set<SeriesEntry> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    series.stream()
        .sorted(Comparator.comparing((SeriesEntry e) -> e.key().period()).reversed())
        .limit(MOST_SERIES)
        .forEach(kept::add);
    return series.stream().filter(kept::contains).toList();
  }

  private static List<Object> figures(
      OpenRelease release, List<SeriesEntry> series, int unit, Map<String, Source> sources) {
    List<Object> list = new ArrayList<>();
    for (SeriesEntry entry : series) {
      SeriesKey key = entry.key();
      Figures figures = release.figures(entry);
      double value = figures.value(unit);
      if (Double.isNaN(value)) {
        continue;
      }
      Map<String, Object> figure = new LinkedHashMap<>();
      figure.put("series", entry.id());
      figure.put("indicator", key.indicator());
      figure.put("period", key.period().text());
      figure.put("asOf", key.asOf().map(LocalDate::toString).orElse(null));
      figure.put("standard", key.standard());
      figure.put("areaType", word(key.areaType()));
      figure.put("group", key.group());
      figure.put("nature", word(key.nature()));
      figure.put("stage", word(key.stage()));
      figure.put("value", number(value));
      Optional<SeriesEntry> numerator = entry.numerator().flatMap(release::series);
      Optional<SeriesEntry> denominator = entry.denominator().flatMap(release::series);
      numerator.ifPresent(
          counts -> figure.put("numerator", number(release.figures(counts).value(unit))));
      denominator.ifPresent(
          counts -> figure.put("denominator", number(release.figures(counts).value(unit))));
      figure.put("status", figures.status(unit).map(UnitApi::word).orElse(null));
      figure.put("qualifier", figures.qualifier(unit));
      if (entry.reported()) {
        figure.put("reported", true);
      }
      entry.carried().ifPresent(from -> figure.put("carried", carried(from, figures, unit)));
      // A computed rate comes from where its numerator comes from, and names both of its parts.
      release
          .provenance(numerator.orElse(entry))
          .ifPresent(provenance -> trace(release, provenance, unit, figure, sources));
      if (numerator.isPresent() && denominator.isPresent()) {
        figure.put(
            "parts",
            List.of(
                part(release, "numerator", numerator.get(), unit, sources),
                part(release, "denominator", denominator.get(), unit, sources)));
      }
      list.add(figure);
    }
    return list;
  }

  /** Where a figure was reported that stands on other units, and what it stands on. */
  private static Map<String, Object> carried(CarriedFrom from, Figures figures, int unit) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("edition", from.edition());
    body.put("level", from.level().id());
    figures
        .footing(unit)
        .ifPresent(
            footing -> {
              body.put("basis", footing.basis().id());
              body.put("partialShare", footing.partialShare());
              body.put("unknownShare", footing.unknownShare());
            });
    return body;
  }

  /** One of the two counts of a computed rate, and where it comes from. */
  private static Map<String, Object> part(
      OpenRelease release, String role, SeriesEntry entry, int unit, Map<String, Source> sources) {
    Figures counts = release.figures(entry);
    SeriesKey key = entry.key();
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("part", role);
    part.put("series", entry.id());
    part.put("indicator", key.indicator());
    part.put("group", key.group());
    part.put("standard", key.standard());
    part.put("stage", word(key.stage()));
    part.put("value", number(counts.value(unit)));
    part.put("status", counts.status(unit).map(UnitApi::word).orElse(null));
    part.put("qualifier", counts.qualifier(unit));
    release
        .provenance(entry)
        .ifPresent(provenance -> trace(release, provenance, unit, part, sources));
    return part;
  }

  private static void trace(
      OpenRelease release,
      Provenance provenance,
      int unit,
      Map<String, Object> figure,
      Map<String, Source> sources) {
    figure.put("source", provenance.source(unit));
    // A carried figure comes from the sources of all its parts.
    for (String id : provenance.source(unit).split(" ")) {
      cite(release, id, sources);
    }
    trace(release, provenance.importNumber(unit), provenance.row(unit), figure);
  }

  private static void trace(
      OpenRelease release, long importNumber, int row, Map<String, Object> figure) {
    figure.put("import", importNumber == 0 ? null : importNumber);
    Optional<ImportEntry> entry =
        release.manifest().imports().stream()
            .filter(candidate -> candidate.number() == importNumber)
            .findFirst();
    figure.put("file", entry.map(ImportEntry::file).orElse(null));
    figure.put("row", row == 0 ? null : row);
    entry
        .map(ImportEntry::note)
        .filter(note -> !note.isEmpty())
        .ifPresent(note -> figure.put("note", note));
  }

  private static List<Object> designations(
      OpenRelease release, OpenLevel level, String code, Map<String, Source> sources) {
    List<Object> list = new ArrayList<>();
    for (DesignationList scheme : release.designations(level.edition().id())) {
      boolean ofVillages = scheme.level() == Level.VILLAGE && level.level() == Level.COMMUNE;
      if (scheme.level() != level.level() && !ofVillages) {
        continue;
      }
      for (Designation designation : scheme.of(code)) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("scheme", designation.scheme());
        entry.put("class", designation.designationClass());
        entry.put("name", designation.name());
        entry.put("decision", designation.decision());
        entry.put("validFrom", designation.validFrom().map(LocalDate::toString).orElse(null));
        entry.put("validTo", designation.validTo().map(LocalDate::toString).orElse(null));
        entry.put("illustrative", designation.illustrative());
        entry.put("source", designation.source());
        cite(release, designation.source(), sources);
        trace(release, designation.importNumber(), designation.row(), entry);
        list.add(entry);
      }
    }
    return list;
  }

  private static void cite(OpenRelease release, String id, Map<String, Source> sources) {
    release.source(id).ifPresent(source -> sources.put(id, source));
  }

  private static Map<String, Object> describe(Source source) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", source.title());
    body.put("number", source.number());
    body.put("publisher", source.publisher());
    body.put("date", source.date());
    body.put("licence", source.licence());
    body.put("url", source.url());
    return body;
  }

  private static Object number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return (long) value;
    }
    return value;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private Reply search(Call call) {
    OpenRelease release = call.release();
    String text =
        call.find(Parameters.Q)
            .orElseThrow(() -> Problem.missingParameter("q", Parameters.Q.expected()));
    List<SearchIndex.Hit> hits =
        release
            .search()
            .find(
                text,
                release.newestEdition().map(EditionEntry::id).orElse(""),
                call.find(Parameters.EDITION),
                call.find(Parameters.LEVEL),
                call.get(Parameters.SEARCH_LIMIT));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", text);
    body.put("release", release.id());
    UnitHistory history = new UnitHistory(release);
    body.put("results", hits.stream().map(hit -> describe(release, history, hit)).toList());
    return call.cached(Reply.json(body));
  }

  private static Map<String, Object> describe(
      OpenRelease release, UnitHistory history, SearchIndex.Hit hit) {
    SearchIndex.Entry entry = hit.entry();
    // A village leads to its commune: it has no place of its own.
    Optional<OpenLevel> level = release.level(entry.edition(), entry.level());
    Optional<UnitTable> units = level.map(OpenLevel::units);
    int unit = units.map(table -> table.indexOf(entry.code())).orElse(-1);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("edition", entry.edition());
    body.put("level", entry.level().id());
    body.put("code", entry.code());
    body.put("name", entry.name());
    body.put("type", entry.type());
    body.put("fullName", entry.fullName());
    body.put("village", entry.village());
    body.put("former", entry.former().map(UnitApi::describe).orElse(null));
    body.put(
        "now",
        unit < 0
            ? List.of()
            : history.today(level.get(), unit).stream().map(UnitApi::describe).toList());
    body.put("province", entry.province());
    body.put("provinceName", name(release, entry));
    body.put("label", unit < 0 ? null : units.get().label(unit).orElse(null));
    body.put("bbox", unit < 0 ? null : units.get().bbox(unit).orElse(null));
    body.put("score", Math.round(hit.score() * 100) / 100.0);
    return body;
  }

  /** A commune of today that an older one, or the commune of an older village, became. */
  private static Map<String, Object> describe(UnitHistory.Step step) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("edition", step.level().edition().id());
    body.put("code", step.level().units().code(step.unit()));
    body.put("fullName", step.level().units().fullName(step.unit()));
    body.put("whole", step.whole());
    return body;
  }

  private static Map<String, Object> describe(SearchIndex.Former former) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("edition", former.edition());
    body.put("code", former.code());
    body.put("fullName", former.fullName());
    body.put("whole", former.whole());
    return body;
  }

  private static String name(OpenRelease release, SearchIndex.Entry entry) {
    return release
        .level(entry.edition(), Level.PROVINCE)
        .map(OpenLevel::units)
        .filter(units -> units.indexOf(entry.province()) >= 0)
        .map(units -> units.fullName(units.indexOf(entry.province())))
        .orElse("");
  }
}
