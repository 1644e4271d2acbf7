package org.xaatlas.ingest.table;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.indicator.Group;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.Series;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;
import org.xaatlas.unit.Level;

/** Imports figures into a real store of its own, for tests; closed by whoever made it. */
final class ImportRunner implements AutoCloseable {
  private static final Registers REGISTERS = new Registers();
  private static final Catalogues CATALOGUES = new Catalogues();

  private static final Source SOURCE = new Source("test", "Biểu thử", "", "", "", "", "");

  private final Store store;

  ImportRunner(Path dir) {
    store = Stores.open("geopackage:" + dir.resolve("atlas.gpkg"));
  }

  @Override
  public void close() {
    store.close();
  }

  Store store() {
    return store;
  }

  ImportResult run(Path file, StatisticsImport.Options options) {
    return new StatisticsImport(store, REGISTERS, CATALOGUES, Progress.NONE).run(file, options);
  }

  RefusedException refusal(Path file, StatisticsImport.Options options) {
    return assertThrows(RefusedException.class, () -> run(file, options));
  }

  ImportResult groups(Path file) {
    return new GroupsImport(store, REGISTERS, Progress.NONE, false)
        .run(
            file,
            new GroupsImport.Options(
                Level.COMMUNE,
                "2025-07-01",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "Lan",
                SOURCE,
                false,
                false,
                false));
  }

  /** A list of units: compared with an official edition, taken for another. */
  ImportResult units(Path file, String edition) {
    return REGISTERS.edition(edition).isPresent()
        ? new UnitsImport(store, REGISTERS, CATALOGUES, Progress.NONE, false)
            .run(
                file,
                new UnitsImport.Options(
                    Level.COMMUNE,
                    edition,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    SOURCE,
                    false,
                    false))
        : new UnitListImport(store, REGISTERS, Progress.NONE)
            .run(
                file,
                new UnitListImport.Options(
                    edition,
                    Level.COMMUNE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    SOURCE,
                    false,
                    false));
  }

  ImportResult crosswalk(Path file) {
    return new CrosswalkImport(store, REGISTERS, Progress.NONE, false)
        .run(
            file,
            new CrosswalkImport.Options(
                "2021",
                "2025-07-01",
                Optional.empty(),
                Optional.empty(),
                SOURCE,
                false,
                false,
                false,
                false));
  }

  List<Series> series() {
    List<Series> all = new ArrayList<>();
    store.read(
        reader -> {
          reader.series(all::add);
          return null;
        });
    return all;
  }

  List<String> rules(ImportResult result) {
    return result.report().findings().stream().map(Finding::rule).toList();
  }

  void assertRule(ImportResult result, String rule) {
    Assertions.assertTrue(rules(result).contains(rule), () -> rule + " not in " + describe(result));
  }

  List<Integer> rowsOf(ImportResult result, String rule) {
    return result.report().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .flatMap(finding -> finding.rows().stream())
        .sorted()
        .toList();
  }

  static String describe(ImportResult result) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : result.report().findings()) {
      text.append(finding.severity())
          .append(' ')
          .append(finding.rule())
          .append(finding.rows())
          .append(": ")
          .append(finding.message().in(Language.EN))
          .append('\n');
    }
    result
        .report()
        .outcomes()
        .forEach(
            outcome ->
                text.append(outcome.row())
                    .append(' ')
                    .append(outcome.kind())
                    .append(' ')
                    .append(outcome.reason().in(Language.EN))
                    .append('\n'));
    return text.length() > 6000 ? text.substring(0, 6000) : text.toString();
  }

  /** The annual review of 2023 by the standard of 2022-2026, in the edition in force. */
  static StatisticsImport.Options options() {
    return options("2025-07-01", Optional.empty(), Optional.empty(), new Period("2023"));
  }

  static StatisticsImport.Options with(
      StatisticsImport.Options options, String edition, String province) {
    return options(edition, Optional.of(province), options.encoding(), options.period().get());
  }

  /** The same, a mark for no data taking figures back. */
  static StatisticsImport.Options withdrawing(StatisticsImport.Options o) {
    return copy(o, o.source(), true);
  }

  /** The review of 2023 as another source tells it. */
  static StatisticsImport.Options from(String source) {
    return copy(options(), new Source(source, source, "", "", "", "", ""), false);
  }

  private static StatisticsImport.Options copy(
      StatisticsImport.Options o, Source source, boolean withdraw) {
    return new StatisticsImport.Options(
        o.level(),
        o.edition(),
        o.period(),
        o.asOf(),
        o.standard(),
        o.areaType(),
        o.group(),
        o.nature(),
        o.stage(),
        o.status(),
        o.mapping(),
        o.sheet(),
        o.encoding(),
        o.province(),
        source,
        o.knownSources(),
        o.dryRun(),
        o.acceptUnmatched(),
        o.note(),
        withdraw);
  }

  static StatisticsImport.Options noted(String note) {
    StatisticsImport.Options o = options();
    return options(o.edition(), o.province(), o.encoding(), o.period().get(), note);
  }

  static StatisticsImport.Options options(
      String edition, Optional<String> province, Optional<String> encoding, Period period) {
    return options(edition, province, encoding, period, "");
  }

  private static StatisticsImport.Options options(
      String edition,
      Optional<String> province,
      Optional<String> encoding,
      Period period,
      String note) {
    return new StatisticsImport.Options(
        Level.COMMUNE,
        edition,
        Optional.of(period),
        Optional.empty(),
        "07/2021",
        AreaType.ALL,
        Group.ALL,
        Nature.ACTUAL,
        Stage.APPROVED,
        Status.REPORTED,
        Optional.empty(),
        Optional.empty(),
        encoding,
        province,
        SOURCE,
        Map.of(),
        false,
        false,
        note,
        false);
  }
}
