package org.xaatlas.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;

/**
 * Ranks the series of each indicator: what somebody who asks for "the poverty rate of 2023" means.
 * Of what happened, in town and country together, for one group: the period asked for or the latest
 * first; then the newest standard, the most approved stage, the latest day described; what was
 * reported on these units before what was carried to them; a rate computed from counts before one
 * as printed. Stateless.
 */
final class FigureChoice {
  private FigureChoice() {}

  /** The series of each indicator, most telling first; indicators in the order of the catalogue. */
  static List<List<SeriesEntry>> choose(
      OpenRelease release,
      OpenLevel level,
      Optional<Period> period,
      String group,
      Optional<String> base) {
    Map<String, List<SeriesEntry>> offered = new TreeMap<>();
    for (SeriesEntry entry : release.manifest().series()) {
      SeriesKey key = entry.key();
      if (key.edition().equals(level.edition().id())
          && key.level() == level.level()
          && key.group().equals(group)
          && key.areaType() == AreaType.ALL
          && key.nature() == Nature.ACTUAL
          && base.map(told -> told.equals(entry.base())).orElse(true)
          && period.map(asked -> covers(asked, key.period())).orElse(true)) {
        offered.computeIfAbsent(key.indicator(), id -> new ArrayList<>()).add(entry);
      }
    }
    Comparator<SeriesEntry> mostTellingFirst = better(release, period).reversed();
    offered.values().forEach(entries -> entries.sort(mostTellingFirst));
    Map<String, List<SeriesEntry>> ordered = new LinkedHashMap<>();
    for (JsonNode indicator : release.catalogue().path("indicators")) {
      String id = indicator.path("id").asText();
      Optional.ofNullable(offered.remove(id)).ifPresent(entries -> ordered.put(id, entries));
    }
    ordered.putAll(offered);
    return List.copyOf(ordered.values());
  }

  /** A year asked for takes a day of that year too: a review at its end is a figure of the year. */
  private static boolean covers(Period asked, Period period) {
    return period.equals(asked)
        || asked.text().length() == 4
            && period.text().startsWith(asked.text() + "-")
            && period.start().equals(period.end());
  }

  private static Comparator<SeriesEntry> better(OpenRelease release, Optional<Period> asked) {
    Map<String, Integer> standardFrom = new HashMap<>();
    for (JsonNode standard : release.catalogue().path("standards")) {
      standardFrom.put(standard.path("id").asText(), standard.path("validFrom").asInt());
    }
    Comparator<SeriesEntry> byPeriod =
        Comparator.comparing((SeriesEntry e) -> asked.filter(e.key().period()::equals).isPresent())
            .thenComparing(e -> e.key().period());
    return byPeriod
        .thenComparing(e -> standardFrom.getOrDefault(e.key().standard(), 0))
        .thenComparing(e -> e.key().stage())
        .thenComparing(e -> e.key().asOf().orElse(LocalDate.MAX))
        .thenComparing(e -> e.key().canonical())
        .thenComparing(e -> e.carried().isEmpty())
        .thenComparing(e -> !e.reported())
        .thenComparing(e -> e.carried().map(from -> from.level() == e.key().level()).orElse(true))
        .thenComparing(e -> e.carried().map(CarriedFrom::edition).orElse(""));
  }
}
