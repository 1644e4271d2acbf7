package org.xaatlas.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.OpenRollup;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * The sums of the parts of provinces or districts, beside what was told of them as a whole. Only
 * sums of figures that were reported on parts of the same edition. Pieces are read when they are
 * first needed. Safe to share.
 */
final class PartSums {
  private final OpenRollup rollup;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Map<String, JsonNode>> periods = new ConcurrentHashMap<>();

  private PartSums(OpenRollup rollup) {
    this.rollup = rollup;
    for (JsonNode code : rollup.groups().path("code")) {
      places.put(code.asText(), places.size());
    }
  }

  /** The sums that a release has for the units of a level; empty where it has none. */
  static Optional<PartSums> of(OpenRelease release, OpenLevel level) {
    return release.rollups().stream()
        .filter(rollup -> rollup.entry().by().equals(level.level().id()))
        .filter(rollup -> rollup.entry().edition().equals(level.edition().id()))
        .filter(rollup -> rollup.entry().parts() == Level.COMMUNE)
        .findFirst()
        .map(PartSums::new);
  }

  /**
   * The sum of the parts of one unit.
   *
   * @param status that of the least of its parts
   * @param sources ids of the sources of all parts
   */
  record Sum(SeriesKey key, double value, Status status, Set<String> sources) {}

  /** The sum of the parts of a unit, for a rate that of their counts; empty where there is none. */
  Optional<Sum> of(SeriesKey key, String code) {
    Integer place = places.get(code);
    JsonNode column = columns(key).get(name(key));
    if (place == null || column == null) {
      return Optional.empty();
    }
    if (column.has("values")) {
      return told(key, column, place);
    }
    for (JsonNode apart : column.path("apart")) {
      if (apart.asInt() == place) {
        return Optional.empty();
      }
    }
    JsonNode counts = rollup.sums(key.period().text()).orElseThrow().path("columns");
    Optional<Sum> above = told(key, counts.path(column.path("numerator").asInt()), place);
    Optional<Sum> below = told(key, counts.path(column.path("denominator").asInt()), place);
    if (above.isEmpty() || below.isEmpty() || below.get().value == 0) {
      return Optional.empty();
    }
    Set<String> sources = new TreeSet<>(above.get().sources);
    sources.addAll(below.get().sources);
    Status one = above.get().status;
    Status other = below.get().status;
    return Optional.of(
        new Sum(
            key,
            100 * above.get().value / below.get().value,
            one.compareTo(other) > 0 ? one : other,
            sources));
  }

  private static Optional<Sum> told(SeriesKey key, JsonNode column, int place) {
    JsonNode value = column.path("values").path(place);
    if (!value.isNumber()) {
      return Optional.empty();
    }
    Set<String> sources = new TreeSet<>();
    column.path("sources").forEach(id -> sources.add(id.asText()));
    return Optional.of(new Sum(key, value.asDouble(), status(column, place), sources));
  }

  private static Status status(JsonNode column, int place) {
    int end = 0;
    for (JsonNode run : column.path("status")) {
      end += run.path(1).asInt();
      if (place < end) {
        return Status.valueOf(run.path(0).asText().toUpperCase(Locale.ROOT));
      }
    }
    throw new IllegalStateException("A sum has no status at place " + place);
  }

  private Map<String, JsonNode> columns(SeriesKey key) {
    return periods.computeIfAbsent(
        key.period().text(),
        period -> {
          Map<String, JsonNode> columns = new HashMap<>();
          rollup
              .sums(period)
              .ifPresent(
                  sums -> {
                    for (String list : List.of("columns", "rates")) {
                      for (JsonNode column : sums.path(list)) {
                        if (!column.has("carried")) {
                          columns.put(name(period, column), column);
                        }
                      }
                    }
                  });
          return columns;
        });
  }

  /** A figure of a year and one of its last day are the same figure. */
  private static String day(String period, String asOf) {
    return new Period(period).end().toString().equals(asOf) ? "" : asOf;
  }

  private static String name(String period, JsonNode column) {
    return String.join(
        "|",
        column.path("indicator").asText(),
        day(period, column.path("asOf").asText("")),
        column.path("standard").asText(),
        column.path("areaType").asText(),
        column.path("group").asText(),
        column.path("stage").asText());
  }

  private static String name(SeriesKey key) {
    return String.join(
        "|",
        key.indicator(),
        day(key.period().text(), key.asOf().map(Object::toString).orElse("")),
        key.standard(),
        key.areaType().name().toLowerCase(Locale.ROOT),
        key.group(),
        key.stage().name().toLowerCase(Locale.ROOT));
  }
}
