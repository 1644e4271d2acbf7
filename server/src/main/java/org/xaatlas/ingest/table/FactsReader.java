package org.xaatlas.ingest.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.indicator.Standard;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Message;
import org.xaatlas.series.Source;

/** Reads what the rows of a table of figures say beside the figures themselves. */
final class FactsReader {
  /**
   * A row about a unit.
   *
   * @param measure what the value of a row of a long table measures
   */
  record Entry(Table.Row row, Facts facts, Optional<Measure> measure, RowKey key) {}

  private final RowReader rows;
  private final StatisticsImport.Options options;
  private final ImportTarget target;
  private final Map<String, Source> sources;
  private final Headings headings;
  private final Catalogue catalogue;
  private final Findings findings;
  private final Map<Facts, Facts> seen = new HashMap<>();
  private final Map<String, Optional<Measure>> measures = new HashMap<>();

  FactsReader(
      RowReader rows,
      StatisticsImport.Options options,
      ImportTarget target,
      Map<String, Source> sources,
      Headings headings,
      Catalogue catalogue,
      Findings findings) {
    this.rows = rows;
    this.options = options;
    this.target = target;
    this.sources = sources;
    this.headings = headings;
    this.catalogue = catalogue;
    this.findings = findings;
  }

  Entry entry(Table.Row row) {
    Facts facts = facts(row);
    Optional<Measure> measure = Optional.empty();
    Optional<String> indicator = rows.text(row, Role.INDICATOR);
    if (indicator.isPresent()) {
      measure = measures.computeIfAbsent(indicator.get(), headings::measure);
      if (measure.isEmpty()) {
        findings.add(
            "indicator.unknown",
            Severity.ERROR,
            row.number(),
            Message.of("table.indicator_unknown", indicator.get()));
      }
    }
    return new Entry(
        row, facts, measure, rows.key(row, target.parents(facts.edition(), facts.level())));
  }

  private Facts facts(Table.Row row) {
    Facts facts =
        new Facts(
            rows.override(row, Role.LEVEL, Words::level, options.level()),
            rows.override(row, Role.EDITION, this::edition, options.edition()),
            rows.override(
                row, Role.PERIOD, t -> HeadingWords.period(t).map(Optional::of), options.period()),
            rows.override(row, Role.AS_OF, t -> Words.date(t).map(Optional::of), options.asOf()),
            rows.override(row, Role.STANDARD, this::standard, options.standard()),
            rows.override(
                row, Role.AREA_TYPE, Words::areaType, rows.area(row).orElse(options.areaType())),
            rows.override(row, Role.GROUP, headings::group, options.group()),
            rows.override(row, Role.NATURE, Words::nature, options.nature()),
            rows.override(row, Role.STAGE, Words::stage, options.stage()),
            rows.override(row, Role.STATUS, Words::status, options.status()),
            rows.text(row, Role.QUALIFIER).orElse(""),
            rows.override(
                row,
                Role.SOURCE,
                t -> Optional.of(t).filter(sources::containsKey),
                options.file().source().id()));
    Facts same = seen.putIfAbsent(facts, facts);
    return same == null ? facts : same;
  }

  private Optional<String> edition(String text) {
    return target.findUnits(text).map(units -> units.edition());
  }

  /** "Nghị định 07/2021/NĐ-CP" is the standard 07/2021. */
  private Optional<String> standard(String text) {
    List<String> named =
        catalogue.standards().stream()
            .map(Standard::id)
            .filter(id -> text.equals(id) || text.contains(id))
            .toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }
}
