package org.xaatlas.ingest.table;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Group;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Indicator.Kind;
import org.xaatlas.indicator.Indicator.Term;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.series.Nature;
import org.xaatlas.series.SeriesKey;

/**
 * Checks figures one by one and against each other. An error makes a figure meaningless and refuses
 * the file; a warning never blocks, since published tables do contain errors and the printed value
 * is kept.
 */
final class FigureChecks {
  /**
   * One figure of a file.
   *
   * @param decimals how many were printed
   * @param exact false where a qualifier ("more than") stands before it
   */
  record Figure(double value, int decimals, boolean exact, int row) {}

  /** What is known of the rates of a column that are not 0. */
  private record Rates(int count, double largest, int decimals) {}

  private final Map<String, Rates> rates = new LinkedHashMap<>();
  private final Catalogue catalogue;
  private final Findings findings;
  private final Map<String, Map<String, Figure>> byPlace = new LinkedHashMap<>();
  private final Map<String, SeriesKey> keys = new HashMap<>();

  FigureChecks(Catalogue catalogue, Findings findings) {
    this.catalogue = catalogue;
    this.findings = findings;
  }

  /** Whether a figure by itself can be true; says why not otherwise. */
  void single(Indicator indicator, Nature nature, String heading, Figure figure) {
    double value = figure.value();
    column(indicator, heading, figure);
    boolean change =
        indicator.id().endsWith("_change") || indicator.unit().equals("percentage_point");
    if (value < 0 && !change) {
      error("figure.negative", figure, heading);
    }
    if (indicator.kind() == Kind.COUNT && value != Math.rint(value)) {
      error("figure.whole", figure, heading);
    }
    if (indicator.unit().equals("percent") && value > 100) {
      // More than what was planned may be spent; more than all households cannot be poor.
      boolean possible = indicator.theme().equals("funds");
      Message message = Message.of("table.over_hundred", heading);
      findings.add(
          "figure.percent", possible ? Severity.WARNING : Severity.ERROR, figure.row(), message);
    }
  }

  private void error(String rule, Figure figure, String heading) {
    String key = rule.equals("figure.negative") ? "table.negative" : "table.not_whole";
    findings.add(rule, Severity.ERROR, figure.row(), Message.of(key, heading));
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
            findings.add(
                "rate.fraction", Severity.WARNING, Message.of("table.rate_fraction", heading));
          }
        });
  }

  /** Remembers a figure for the checks between figures. */
  void add(SeriesKey key, String source, String unit, Figure figure) {
    String place = key.with("", "", "").canonical() + "|" + source + "|" + unit;
    byPlace
        .computeIfAbsent(place, p -> new LinkedHashMap<>(8))
        .putIfAbsent(id(key.indicator(), key.standard(), key.group()), figure);
    keys.putIfAbsent(id(key.indicator(), key.standard(), key.group()), key);
  }

  /** Checks figures of one unit, time and kind against each other. */
  void between() {
    fractions();
    for (Map<String, Figure> figures : byPlace.values()) {
      figures.forEach((id, figure) -> check(keys.get(id), figure, figures));
    }
  }

  private void check(SeriesKey key, Figure figure, Map<String, Figure> figures) {
    Indicator indicator = catalogue.indicator(key.indicator()).orElseThrow();
    indicator.ratio().ifPresent(ratio -> checkRate(key, indicator, ratio, figure, figures));
    if (indicator.kind() == Kind.COUNT) {
      checkGroup(key, indicator, figure, figures);
    }
    if (indicator.id().equals("hh_poor")) {
      checkHouseholds(key, figure, figures);
    }
  }

  private void checkRate(
      SeriesKey key,
      Indicator indicator,
      Indicator.Ratio ratio,
      Figure rate,
      Map<String, Figure> figures) {
    Figure numerator = term(key, ratio.numerator(), figures);
    Figure denominator = term(key, ratio.denominator(), figures);
    if (numerator == null || denominator == null) {
      return;
    }
    if (!rate.exact() || !numerator.exact() || !denominator.exact() || denominator.value() == 0) {
      return;
    }
    double computed = 100 * numerator.value() / denominator.value();
    double tolerance = 0.5 * Math.pow(10, -Math.min(rate.decimals(), 9)) + 1e-9;
    if (Math.abs(computed - rate.value()) > tolerance) {
      findings.add(
          "rate.counts",
          Severity.WARNING,
          rate.row(),
          Message.of("table.rate_counts", indicator.name()));
    }
  }

  private Figure term(SeriesKey key, Term term, Map<String, Figure> figures) {
    return find(term.indicator(), key, term.group().orElse(key.group()), figures);
  }

  private Figure find(String indicator, SeriesKey key, String group, Map<String, Figure> figures) {
    boolean dependent = !catalogue.indicator(indicator).orElseThrow().standards().isEmpty();
    return figures.get(id(indicator, dependent ? key.standard() : "", group));
  }

  private void checkGroup(
      SeriesKey key, Indicator indicator, Figure part, Map<String, Figure> figures) {
    String up = catalogue.group(key.group()).map(Group::partOf).orElse("");
    while (!up.isEmpty()) {
      Figure whole = find(indicator.id(), key, up, figures);
      if (whole != null && whole.exact() && part.value() > whole.value()) {
        findings.add(
            "group.whole",
            Severity.WARNING,
            part.row(),
            Message.of(
                "table.group_whole",
                indicator.name(),
                catalogue.group(key.group()).orElseThrow().name(),
                catalogue.group(up).orElseThrow().name()));
        return;
      }
      up = catalogue.group(up).map(Group::partOf).orElse("");
    }
  }

  private void checkHouseholds(SeriesKey key, Figure poor, Map<String, Figure> figures) {
    Figure near = find("hh_near_poor", key, key.group(), figures);
    Figure both = find("hh_mpoor", key, key.group(), figures);
    Figure all = find("hh_total", key, key.group(), figures);
    double sum = poor.value() + (near == null ? 0 : near.value());
    if (all != null && all.exact() && sum > all.value()) {
      findings.add(
          "households.poor", Severity.WARNING, poor.row(), Message.of("table.poor_households"));
    }
    boolean exact =
        List.of(Optional.of(poor), Optional.ofNullable(near), Optional.ofNullable(both)).stream()
            .flatMap(Optional::stream)
            .allMatch(Figure::exact);
    if (near != null && both != null && exact && sum != both.value()) {
      findings.add("households.sum", Severity.WARNING, poor.row(), Message.of("table.poor_sum"));
    }
  }

  private static String id(String indicator, String standard, String group) {
    return indicator + "|" + standard + "|" + group;
  }
}
