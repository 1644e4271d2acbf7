package org.xaatlas.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.OpenRollup;
import org.xaatlas.series.SeriesKey;
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

  /** The sum of the parts of a unit, for a rate that of their counts; NaN where there is none. */
  double of(SeriesKey key, String code) {
    Integer place = places.get(code);
    JsonNode column = columns(key).get(name(key));
    if (place == null || column == null) {
      return Double.NaN;
    }
    if (column.has("values")) {
      return column.path("values").path(place).asDouble(Double.NaN);
    }
    for (JsonNode apart : column.path("apart")) {
      if (apart.asInt() == place) {
        return Double.NaN;
      }
    }
    JsonNode counts = rollup.sums(key.period().text()).orElseThrow().path("columns");
    double percent =
        100
            * count(counts, column, "numerator", place)
            / count(counts, column, "denominator", place);
    return Double.isFinite(percent) ? percent : Double.NaN;
  }

  private static double count(JsonNode counts, JsonNode rate, String term, int place) {
    return counts.path(rate.path(term).asInt()).path("values").path(place).asDouble(Double.NaN);
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
                          columns.put(name(column), column);
                        }
                      }
                    }
                  });
          return columns;
        });
  }

  private static String name(JsonNode column) {
    return String.join(
        "|",
        column.path("indicator").asText(),
        column.path("asOf").asText(""),
        column.path("standard").asText(),
        column.path("areaType").asText(),
        column.path("group").asText(),
        column.path("stage").asText());
  }

  private static String name(SeriesKey key) {
    return String.join(
        "|",
        key.indicator(),
        key.asOf().map(Object::toString).orElse(""),
        key.standard(),
        key.areaType().name().toLowerCase(java.util.Locale.ROOT),
        key.group(),
        key.stage().name().toLowerCase(java.util.Locale.ROOT));
  }
}
