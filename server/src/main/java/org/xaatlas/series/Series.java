package org.xaatlas.series;

import java.util.List;

/**
 * A series as one source tells it.
 *
 * @param key what the figures are about
 * @param source id of the source
 * @param observations at most one for each unit; {@code importOf} runs beside it
 * @param importOf for each observation the number of the import that brought it
 */
public record Series(
    SeriesKey key, String source, List<Observation> observations, List<Long> importOf) {
  public Series {
    observations = List.copyOf(observations);
    importOf = List.copyOf(importOf);
    if (observations.size() != importOf.size()) {
      throw new IllegalArgumentException("Every observation comes from one import");
    }
  }
}
