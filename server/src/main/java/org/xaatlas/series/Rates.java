package org.xaatlas.series;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Group;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.indicator.Standard;

/**
 * Which counts make a rate. The counts agree with the rate in edition, level, period, as-of date,
 * area type, nature and stage. A count that depends on no poverty standard (all households) has
 * {@link Standard#NONE}, whatever the standard of the rate. A term of the catalogue without a group
 * takes that of the rate; a rate whose numerator has a fixed group is itself about everybody.
 *
 * <p>Stateless, safe to share.
 */
public final class Rates {
  private final Catalogue catalogue;

  public Rates(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The two series a rate is computed from, both of counts or amounts. */
  public record Counts(SeriesKey numerator, SeriesKey denominator) {}

  /** The counts of a rate; empty for what is no rate, or one the catalogue has no counts for. */
  public Optional<Counts> countsOf(SeriesKey rate) {
    return catalogue
        .indicator(rate.indicator())
        .flatMap(Indicator::ratio)
        .map(ratio -> new Counts(term(rate, ratio.numerator()), term(rate, ratio.denominator())));
  }

  private SeriesKey term(SeriesKey rate, Indicator.Term term) {
    return rate.with(
        term.indicator(),
        hasStandard(term.indicator()) ? rate.standard() : Standard.NONE,
        term.group().orElse(rate.group()));
  }

  private boolean hasStandard(String indicator) {
    return catalogue.indicator(indicator).filter(i -> !i.standards().isEmpty()).isPresent();
  }

  /**
   * The rates that can be computed from the series that are there, with their counts, in the order
   * of their canonical keys.
   */
  public Map<SeriesKey, Counts> computable(Collection<SeriesKey> present) {
    Set<SeriesKey> keys = new LinkedHashSet<>(present);
    Map<String, List<Indicator>> byTerm = new TreeMap<>();
    for (Indicator indicator : catalogue.indicators()) {
      indicator
          .ratio()
          .ifPresent(
              ratio -> {
                // A rate is found from whichever of its counts knows the standard.
                String term =
                    hasStandard(ratio.numerator().indicator())
                        ? ratio.numerator().indicator()
                        : ratio.denominator().indicator();
                byTerm.merge(term, List.of(indicator), Rates::append);
              });
    }
    Map<String, Map.Entry<SeriesKey, Counts>> found = new TreeMap<>();
    for (SeriesKey key : keys) {
      for (Indicator rate : byTerm.getOrDefault(key.indicator(), List.of())) {
        for (String group : new LinkedHashSet<>(List.of(key.group(), Group.ALL))) {
          SeriesKey candidate = key.with(rate.id(), key.standard(), group);
          Counts counts = countsOf(candidate).orElseThrow();
          boolean own = counts.numerator().equals(key) || counts.denominator().equals(key);
          boolean complete =
              keys.contains(counts.numerator()) && keys.contains(counts.denominator());
          if (own && complete && sensible(rate, candidate)) {
            found.put(candidate.canonical(), Map.entry(candidate, counts));
          }
        }
      }
    }
    Map<SeriesKey, Counts> rates = new LinkedHashMap<>();
    found.values().forEach(entry -> rates.put(entry.getKey(), entry.getValue()));
    return rates;
  }

  /** A rate about a fixed group is listed once, under everybody. */
  private static boolean sensible(Indicator rate, SeriesKey candidate) {
    boolean fixed = rate.ratio().orElseThrow().numerator().group().isPresent();
    return !fixed || candidate.group().equals(Group.ALL);
  }

  private static List<Indicator> append(List<Indicator> a, List<Indicator> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
  }

  /** The rate in percent; empty when either count is missing or there is nothing to divide by. */
  public static Optional<Double> percent(Double numerator, Double denominator) {
    if (numerator == null || denominator == null || denominator == 0) {
      return Optional.empty();
    }
    return Optional.of(100 * numerator / denominator);
  }
}
