package org.xaatlas.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Sources;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.StatisticsImport;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import picocli.CommandLine.Option;

/** What imports of figures share. */
abstract class ImportFigures extends ImportUnitTable {
  @Option(names = "--period", paramLabel = "P")
  protected String period;

  @Option(names = "--nature", paramLabel = "WORD", defaultValue = "actual")
  private String nature;

  @Option(names = "--stage", paramLabel = "WORD", defaultValue = "approved")
  private String stage;

  @Option(names = "--status", paramLabel = "WORD", defaultValue = "reported")
  private String status;

  @Option(names = "--mapping", paramLabel = "FILE")
  private Path mapping;

  @Option(names = "--note", paramLabel = "TEXT", defaultValue = "")
  private String note;

  @Option(names = "--withdraw")
  private boolean withdraw;

  /** The options of this kind of figures. */
  protected abstract StatisticsImport.Options options(Source told);

  protected final StatisticsImport.Options options(
      Source told, Optional<LocalDate> asOf, String standard, AreaType area, String group) {
    return new StatisticsImport.Options(
        level(),
        edition,
        Optional.ofNullable(period).map(ImportFigures::parsed),
        asOf,
        standard,
        area,
        group,
        constant(Nature.class, "--nature", nature),
        constant(Stage.class, "--stage", stage),
        constant(Status.class, "--status", status),
        Optional.ofNullable(mapping),
        new Sources().byId(),
        note,
        withdraw,
        fileOptions(told));
  }

  @Override
  protected final ImportResult run(Store store) {
    return new StatisticsImport(
            store, new Registers(), new Catalogues(), common.console().progress())
        .run(file, options(source.source(file)));
  }

  private static Period parsed(String typed) {
    try {
      return Period.parse(typed);
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of("cli.bad_period", typed);
    }
  }
}
