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
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.boundary.BoundaryImport;
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

/** Imports files of every kind into a real store, for tests; closed by whoever made it. */
public final class ImportRunner implements AutoCloseable {
  private static final Registers REGISTERS = new Registers();
  private static final Catalogues CATALOGUES = new Catalogues();

  private static final String EDITION = "2025-07-01";

  private static final Source SOURCE = new Source("test", "Biểu thử", "", "", "", "", "");

  private final Store store;

  /** Into a store of its own. */
  ImportRunner(Path dir) {
    this(Stores.open("geopackage:" + dir.resolve("atlas.gpkg")));
  }

  public ImportRunner(Store store) {
    this.store = store;
  }

  @Override
  public void close() {
    store.close();
  }

  Store store() {
    return store;
  }

  public ImportResult run(Path file, StatisticsImport.Options options) {
    return new StatisticsImport(store, REGISTERS, CATALOGUES, Progress.NONE).run(file, options);
  }

  public ImportResult run(Path file, DesignationImport.Options options) {
    return new DesignationImport(store, REGISTERS, CATALOGUES, Progress.NONE).run(file, options);
  }

  public ImportResult run(Path file, CrosswalkImport.Options options) {
    return new CrosswalkImport(store, REGISTERS, Progress.NONE).run(file, options);
  }

  public ImportResult run(Path file, BoundaryImport.Options options) {
    return new BoundaryImport(store, REGISTERS, Progress.NONE).run(file, options);
  }

  ImportResult run(Path file, GroupsImport.Options options) {
    return new GroupsImport(store, REGISTERS, Progress.NONE).run(file, options);
  }

  ImportResult run(Path file, UnitListImport.Options options) {
    return new UnitListImport(store, REGISTERS, Progress.NONE).run(file, options);
  }

  /** Of communes, as its source names them. */
  ImportResult groups(Path file) {
    return run(
        file,
        new GroupsImport.Options(Level.COMMUNE, EDITION, "Lan", false, FileOptions.of(SOURCE)));
  }

  RefusedException refusal(Path file, StatisticsImport.Options options) {
    return assertThrows(RefusedException.class, () -> run(file, options));
  }

  /** A list of units: compared with an official edition, taken for another. */
  public ImportResult units(Path file, String edition, Source source) {
    FileOptions options = FileOptions.of(source);
    Optional<String> none = Optional.empty();
    return REGISTERS.edition(edition).isPresent()
        ? new UnitsImport(store, REGISTERS, CATALOGUES, Progress.NONE)
            .run(file, new UnitsImport.Options(Level.COMMUNE, edition, options))
        : run(
            file,
            new UnitListImport.Options(
                edition, Level.COMMUNE, none, Optional.empty(), Optional.empty(), options));
  }

  ImportResult units(Path file, String edition) {
    return units(file, edition, SOURCE);
  }

  ImportResult crosswalk(Path file) {
    return run(
        file, new CrosswalkImport.Options("2021", EDITION, false, false, FileOptions.of(SOURCE)));
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
    return options(EDITION, Optional.empty(), Optional.empty(), new Period("2023"));
  }

  static StatisticsImport.Options with(
      StatisticsImport.Options options, String edition, String province) {
    return options(
        edition, Optional.of(province), options.file().encoding(), options.period().get());
  }

  /** The same, a mark for no data taking figures back. */
  static StatisticsImport.Options withdrawing(StatisticsImport.Options o) {
    return figures(
        o.level(), o.edition(), o.period(), o.standard(), o.knownSources(), "", true, o.file());
  }

  /** The same as only a check, or with open rows left out. */
  static StatisticsImport.Options with(
      StatisticsImport.Options o, boolean dryRun, boolean acceptUnmatched) {
    FileOptions f = o.file();
    FileOptions file =
        new FileOptions(
            f.province(), f.sheet(), f.encoding(), f.source(), dryRun, acceptUnmatched, false);
    return figures(
        o.level(), o.edition(), o.period(), o.standard(), o.knownSources(), "", false, file);
  }

  /** The review of 2023 as another source tells it. */
  static StatisticsImport.Options from(String source) {
    FileOptions file = FileOptions.of(new Source(source, source, "", "", "", "", ""));
    return figures(Level.COMMUNE, EDITION, options().period(), file);
  }

  static StatisticsImport.Options noted(String note) {
    StatisticsImport.Options o = options();
    return figures(
        o.level(), o.edition(), o.period(), o.standard(), Map.of(), note, false, o.file());
  }

  static StatisticsImport.Options options(
      String edition, Optional<String> province, Optional<String> encoding, Period period) {
    FileOptions file =
        new FileOptions(province, Optional.empty(), encoding, SOURCE, false, false, false);
    return figures(Level.COMMUNE, edition, Optional.of(period), file);
  }

  /** Figures by the standard of 2022-2026. */
  public static StatisticsImport.Options figures(
      Level level, String edition, Optional<Period> period, FileOptions file) {
    return figures(level, edition, period, "07/2021", Map.of(), "", false, file);
  }

  /** Figures as files mostly tell them: of everybody, and final. */
  static StatisticsImport.Options figures(
      Level level,
      String edition,
      Optional<Period> period,
      String standard,
      Map<String, Source> known,
      String note,
      boolean withdraw,
      FileOptions file) {
    return new StatisticsImport.Options(
        level,
        edition,
        period,
        Optional.empty(),
        standard,
        AreaType.ALL,
        Group.ALL,
        Nature.ACTUAL,
        Stage.APPROVED,
        Status.REPORTED,
        Optional.empty(),
        known,
        note,
        withdraw,
        file);
  }
}
