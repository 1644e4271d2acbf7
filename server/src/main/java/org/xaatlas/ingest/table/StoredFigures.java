package org.xaatlas.ingest.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.message.Message;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;

/**
 * Says where the store tells otherwise than a file: another source, or an earlier import of this
 * one whose figure the file does not tell any more.
 */
final class StoredFigures {
  private final Map<SeriesOfSource, List<Observation>> observations;
  private final Map<String, Integer> rows;
  private final Catalogue catalogue;
  private final Findings findings;

  /**
   * @param observations what the file tells
   * @param rows the row of each unit that was matched
   */
  StoredFigures(
      Map<SeriesOfSource, List<Observation>> observations,
      Map<String, Integer> rows,
      Catalogue catalogue,
      Findings findings) {
    this.observations = observations;
    this.rows = rows;
    this.catalogue = catalogue;
    this.findings = findings;
  }

  void compareWith(Store store) {
    Map<SeriesKey, Map<String, Observation>> told = new HashMap<>();
    observations.forEach(
        (series, list) -> {
          Map<String, Observation> byUnit =
              told.computeIfAbsent(series.key(), key -> new HashMap<>());
          list.forEach(observation -> byUnit.put(observation.unit(), observation));
        });
    store.read(
        reader -> {
          reader.series(
              stored -> {
                if (told.containsKey(stored.key())) {
                  compare(stored, told.get(stored.key()));
                }
              });
          return null;
        });
  }

  private void compare(Series stored, Map<String, Observation> told) {
    boolean own = observations.containsKey(new SeriesOfSource(stored.key(), stored.source()));
    Indicator indicator = catalogue.indicator(stored.key().indicator()).orElseThrow();
    for (Observation before : stored.observations()) {
      Observation now = told.get(before.unit());
      if (own && now == null && rows.containsKey(before.unit())) {
        findings.add(
            "figure.kept",
            Severity.WARNING,
            rows.get(before.unit()),
            Message.of("table.figure_kept", indicator.name()));
      } else if (!own
          && now != null
          && now.value() != before.value()
          && before.status() != Status.ILLUSTRATIVE) {
        findings.add(
            "figure.other_source",
            Severity.WARNING,
            now.row(),
            Message.of("table.figure_other_source", indicator.name(), stored.source()));
      }
    }
  }
}
