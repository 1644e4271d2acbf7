package org.xaatlas.ingest.table;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Group;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Indicator.Kind;
import org.xaatlas.indicator.Indicator.Term;
import org.xaatlas.indicator.Partition;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * Checks figures of one file, one by one and against each other, by the rules of {@link Check}.
 * What the file leaves open of a unit, the store or another file of the same review may tell.
 */
final class FigureChecks {
  /** Who tells a figure. */
  private enum Teller {
    FILE,
    /** The store or another file, for the same source. */
    SAME_SOURCE,
    OTHER_SOURCE
  }

  /**
   * One figure.
   *
   * @param decimals how many were printed
   * @param step what one unit of the last printed digit is worth
   * @param exact false where a qualifier ("more than") stands before it
   * @param row of the file; 0 where another file or the store tells it
   */
  record Figure(
      double value, int decimals, double step, boolean exact, int row, Teller teller, long age) {
    Figure(double value, int decimals, double step, boolean exact, int row) {
      this(value, decimals, step, exact, row, Teller.FILE, 0);
    }

    /** Whether another figure from beside the file is to be believed rather than this. */
    boolean givesWayTo(Figure other) {
      int closer = teller.compareTo(other.teller);
      return closer > 0 || closer == 0 && teller != Teller.FILE && age <= other.age;
    }
  }

  /** What is known of the rates of a column that are not 0. */
  private record Rates(int count, double largest, int decimals) {}

  /** Where figures can be compared: one unit, time, kind and source. */
  private record Place(
      String edition,
      Level level,
      Period period,
      Optional<LocalDate> asOf,
      AreaType area,
      Nature nature,
      Stage stage,
      String source,
      String unit) {
    static Place of(SeriesKey key, AreaType area, String source, String unit) {
      return new Place(
          key.edition(),
          key.level(),
          key.period(),
          key.asOf(),
          area,
          key.nature(),
          key.stage(),
          source,
          unit);
    }

    Place of(AreaType other) {
      return new Place(edition, level, period, asOf, other, nature, stage, source, unit);
    }
  }

  /** What is counted at a place. */
  private record Counted(String indicator, String standard, String group) {}

  private final Map<String, Rates> rates = new LinkedHashMap<>();
  private final Catalogue catalogue;
  private final Findings findings;
  private final Map<Place, Map<Counted, Figure>> byPlace = new LinkedHashMap<>();
  private final Set<String> sources = new HashSet<>();

  /** The times and kinds the file speaks of: places without area, source and unit. */
  private final Set<Place> times = new HashSet<>();

  FigureChecks(Catalogue catalogue, Findings findings) {
    this.catalogue = catalogue;
    this.findings = findings;
  }

  /** Whether a figure by itself can be true; says why not otherwise. */
  void single(Indicator indicator, String heading, Figure figure) {
    double value = figure.value();
    column(indicator, heading, figure);
    boolean change =
        indicator.id().endsWith("_change") || indicator.unit().equals("percentage_point");
    if (value < 0 && !change) {
      findings.add(Check.NEGATIVE, figure.row(), heading);
    }
    if (indicator.kind() == Kind.COUNT && value != Math.rint(value)) {
      findings.add(Check.WHOLE, figure.row(), heading);
    }
    boolean percent = indicator.unit().equals("percent");
    if (percent && value > 100 && !indicator.mayExceedHundred()) {
      findings.add(Check.PERCENT, figure.row(), heading);
    }
  }

  /** Remembers a rate for the check of its column. */
  private void column(Indicator indicator, String heading, Figure figure) {
    if (indicator.unit().equals("percent") && figure.value() != 0) {
      Rates seen = rates.getOrDefault(heading, new Rates(0, 0, 0));
      rates.put(
          heading,
          new Rates(
              seen.count() + 1,
              Math.max(seen.largest(), figure.value()),
              Math.max(seen.decimals(), figure.decimals())));
    }
  }

  /** 0.0454 in every row is more likely 4.54 percent than less than one percent everywhere. */
  private void fractions() {
    rates.forEach(
        (heading, seen) -> {
          if (seen.count() > 2 && seen.largest() <= 1 && seen.decimals() > 2) {
            findings.addToFile(Check.RATE_FRACTION, heading);
          }
        });
  }

  /** Remembers a figure for the checks between figures. */
  void add(SeriesKey key, String source, String unit, Figure figure) {
    sources.add(source);
    times.add(Place.of(key, AreaType.ALL, "", ""));
    Place place = Place.of(key, key.areaType(), source, unit);
    byPlace
        .computeIfAbsent(place, p -> new LinkedHashMap<>(8))
        .putIfAbsent(new Counted(key.indicator(), key.standard(), key.group()), figure);
  }

  /** Whether figures of a series can be compared with any of the file. */
  boolean concerns(SeriesKey key) {
    return times.contains(Place.of(key, AreaType.ALL, "", ""));
  }

  /**
   * Remembers what the store, or another file of the same review, tells of a unit that the file
   * speaks of too. What the file itself tells goes before it; of several, the newest of the same
   * source.
   *
   * @param age the greater the newer
   */
  void addKnown(SeriesKey key, String source, Observation known, long age) {
    if (known.status() == Status.ILLUSTRATIVE) {
      return;
    }
    for (String own : sources) {
      boolean spokenOf = false;
      for (AreaType area : AreaType.values()) {
        spokenOf |= byPlace.containsKey(Place.of(key, area, own, known.unit()));
      }
      if (spokenOf) {
        int decimals = Math.max(0, BigDecimal.valueOf(known.value()).stripTrailingZeros().scale());
        Figure figure =
            new Figure(
                known.value(),
                decimals,
                Math.pow(10, -decimals),
                known.qualifier().isEmpty(),
                0,
                own.equals(source) ? Teller.SAME_SOURCE : Teller.OTHER_SOURCE,
                age);
        byPlace
            .computeIfAbsent(
                Place.of(key, key.areaType(), own, known.unit()), p -> new LinkedHashMap<>(8))
            .merge(
                new Counted(key.indicator(), key.standard(), key.group()),
                figure,
                (one, other) -> one.givesWayTo(other) ? other : one);
      }
    }
  }

  /** Says that figures break a rule, at the first row of the file that tells one of them. */
  private void tell(Check check, List<Figure> involved, Object... arguments) {
    boolean known = involved.stream().anyMatch(f -> f.row() == 0);
    boolean elsewhere = involved.stream().anyMatch(f -> f.teller() == Teller.OTHER_SOURCE);
    involved.stream()
        .mapToInt(Figure::row)
        .filter(row -> row > 0)
        .findFirst()
        .ifPresent(
            row -> {
              if (known) {
                findings.addWithKnown(check, elsewhere, row, arguments);
              } else {
                findings.add(check, row, arguments);
              }
            });
  }

  /** Checks figures of one unit, time and kind against each other. */
  void between() {
    fractions();
    byPlace.forEach(
        (place, figures) ->
            figures.forEach(
                (counted, figure) -> {
                  check(counted, figure, figures);
                  if (place.area() == AreaType.ALL) {
                    areas(place, counted, figure);
                  }
                }));
  }

  private void check(Counted counted, Figure figure, Map<Counted, Figure> figures) {
    Indicator indicator = catalogue.indicator(counted.indicator()).orElseThrow();
    indicator.ratio().ifPresent(ratio -> printedRate(counted, indicator, ratio, figure, figures));
    if (indicator.kind() == Kind.COUNT) {
      computedRates(counted, figure, figures);
    }
    if (indicator.kind() != Kind.RATE) {
      group(counted, indicator, figure, figures);
      parts(counted, indicator, figure, figures);
    }
    if (counted.indicator().equals("hh_poor")) {
      households(counted, figure, figures);
    }
    if (counted.indicator().equals("hh_poor") || counted.indicator().equals("hh_near_poor")) {
      balance(counted, indicator, figure, figures);
    }
  }

  private void printedRate(
      Counted counted,
      Indicator indicator,
      Indicator.Ratio ratio,
      Figure rate,
      Map<Counted, Figure> figures) {
    Figure numerator = term(counted, ratio.numerator(), figures);
    Figure denominator = term(counted, ratio.denominator(), figures);
    if (numerator == null || denominator == null) {
      return;
    }
    if (!rate.exact() || !numerator.exact() || !denominator.exact() || denominator.value() == 0) {
      return;
    }
    double computed = 100 * numerator.value() / denominator.value();
    double tolerance = 0.5 * Math.pow(10, -Math.min(rate.decimals(), 9)) + 1e-9;
    if (Math.abs(computed - rate.value()) > tolerance) {
      tell(Check.RATE_COUNTS, List.of(rate, numerator, denominator), indicator.name());
    }
  }

  /** The rates that a count is the numerator of: no part is more than its whole. */
  private void computedRates(Counted counted, Figure numerator, Map<Counted, Figure> figures) {
    for (Indicator rate : catalogue.indicators()) {
      Optional<Indicator.Ratio> ratio = rate.ratio();
      if (ratio.isEmpty()
          || rate.mayExceedHundred()
          || !ratio.get().numerator().indicator().equals(counted.indicator())
          || ratio.get().numerator().group().filter(g -> !g.equals(counted.group())).isPresent()) {
        continue;
      }
      Figure denominator = term(counted, ratio.get().denominator(), figures);
      if (denominator != null && denominator.exact() && numerator.value() > denominator.value()) {
        tell(Check.RATE_OVER, List.of(numerator, denominator), rate.name());
        return;
      }
    }
  }

  private Figure term(Counted counted, Term term, Map<Counted, Figure> figures) {
    return find(term.indicator(), counted, term.group().orElse(counted.group()), figures);
  }

  private Figure find(
      String indicator, Counted beside, String group, Map<Counted, Figure> figures) {
    boolean dependent = !catalogue.indicator(indicator).orElseThrow().standards().isEmpty();
    return figures.get(new Counted(indicator, dependent ? beside.standard() : "", group));
  }

  private void group(
      Counted counted, Indicator indicator, Figure part, Map<Counted, Figure> figures) {
    String up = catalogue.group(counted.group()).map(Group::partOf).orElse("");
    while (!up.isEmpty()) {
      Figure whole = find(indicator.id(), counted, up, figures);
      if (whole != null && whole.exact() && part.value() > whole.value()) {
        tell(
            Check.GROUP_WHOLE,
            List.of(part, whole),
            indicator.name(),
            catalogue.group(counted.group()).orElseThrow().name(),
            catalogue.group(up).orElseThrow().name());
        return;
      }
      up = catalogue.group(up).map(Group::partOf).orElse("");
    }
  }

  private void households(Counted counted, Figure poor, Map<Counted, Figure> figures) {
    Figure near = find("hh_near_poor", counted, counted.group(), figures);
    Figure both = find("hh_mpoor", counted, counted.group(), figures);
    Figure all = find("hh_total", counted, counted.group(), figures);
    double sum = poor.value() + (near == null ? 0 : near.value());
    if (all != null && all.exact() && sum > all.value()) {
      tell(Check.HOUSEHOLDS, near == null ? List.of(poor, all) : List.of(poor, near, all));
    }
    if (near != null && both != null && exact(List.of(poor, near, both)) && sum != both.value()) {
      tell(Check.POOR_SUM, List.of(poor, near, both));
    }
  }

  /**
   * End = start - escaped + relapsed + newly arisen, and what the form tells of moves, split and
   * merged households. Forms count poor households that became near-poor among those that escaped
   * and those newly near-poor, or apart from them: both are right.
   */
  private void balance(
      Counted counted, Indicator indicator, Figure end, Map<Counted, Figure> figures) {
    String name = counted.indicator();
    Figure start = find(name + "_start", counted, counted.group(), figures);
    Figure escaped = find(name + "_escaped", counted, counted.group(), figures);
    Figure arisen = find(name + "_new", counted, counted.group(), figures);
    if (start == null || escaped == null || arisen == null) {
      return;
    }
    List<Figure> terms = new ArrayList<>(List.of(end, start, escaped, arisen));
    double computed = start.value() - escaped.value() + arisen.value();
    for (String more : List.of("_relapsed", "_moved_in", "_split")) {
      computed += value(find(name + more, counted, counted.group(), figures), terms);
    }
    for (String less : List.of("_moved_out", "_merged")) {
      computed -= value(find(name + less, counted, counted.group(), figures), terms);
    }
    double across =
        value(find("hh_poor_to_near_poor", counted, counted.group(), figures), terms)
            * (name.equals("hh_poor") ? -1 : 1);
    if (exact(terms) && computed != end.value() && computed + across != end.value()) {
      tell(Check.BALANCE, terms, indicator.name());
    }
  }

  private static List<Figure> with(Figure whole, List<Figure> parts) {
    List<Figure> all = new ArrayList<>(List.of(whole));
    all.addAll(parts);
    return all;
  }

  private static double value(Figure figure, List<Figure> terms) {
    if (figure == null) {
      return 0;
    }
    terms.add(figure);
    return figure.value();
  }

  private static boolean exact(List<Figure> figures) {
    return figures.stream().allMatch(Figure::exact);
  }

  /** Only declared partitions add up: groups overlap otherwise. */
  private void parts(
      Counted counted, Indicator indicator, Figure whole, Map<Counted, Figure> figures) {
    for (Partition partition : catalogue.partitions()) {
      List<Figure> parts = new ArrayList<>();
      if (partition.ofGroups() && partition.whole().equals(counted.group())) {
        partition.parts().forEach(g -> parts.add(find(indicator.id(), counted, g, figures)));
      } else if (!partition.ofGroups() && partition.whole().equals(counted.indicator())) {
        partition.parts().forEach(id -> parts.add(find(id, counted, counted.group(), figures)));
      }
      if (!parts.isEmpty() && !addUp(parts, whole)) {
        tell(Check.PARTS, with(whole, parts), indicator.name(), partition.name());
      }
    }
  }

  private void areas(Place place, Counted counted, Figure whole) {
    Indicator indicator = catalogue.indicator(counted.indicator()).orElseThrow();
    List<Figure> parts = new ArrayList<>();
    for (AreaType area : List.of(AreaType.URBAN, AreaType.RURAL)) {
      parts.add(byPlace.getOrDefault(place.of(area), Map.of()).get(counted));
    }
    if (indicator.kind() != Kind.RATE && !addUp(parts, whole)) {
      tell(Check.AREAS, with(whole, parts), indicator.name());
    }
  }

  /** Whether parts make a whole, to the digits printed; true when one of them is not known. */
  private static boolean addUp(List<Figure> parts, Figure whole) {
    if (parts.contains(null) || !exact(parts) || !whole.exact()) {
      return true;
    }
    double sum = parts.stream().mapToDouble(Figure::value).sum();
    double rounding = parts.stream().mapToDouble(Figure::step).sum() + whole.step();
    boolean whollyCounted = parts.stream().allMatch(p -> p.decimals() == 0) && whole.step() == 1;
    return Math.abs(sum - whole.value()) <= (whollyCounted ? 0 : 0.5 * rounding + 1e-9);
  }
}
