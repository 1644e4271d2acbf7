package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Sources;
import org.xaatlas.indicator.Group;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.StatisticsImport;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code atlas import programme FILE}: funds and results of programmes by unit. What tells
 * programmes and their projects apart is the group of a series: the whole is all programmes.
 */
@Command(name = "programme", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportProgrammeCommand extends ImportUnitFile {
  @Option(names = "--period", paramLabel = "P")
  private String period;

  @Option(names = "--programme", paramLabel = "ID", defaultValue = Group.ALL)
  private String programme;

  @Option(names = "--nature", paramLabel = "WORD", defaultValue = "actual")
  private String nature;

  @Option(names = "--stage", paramLabel = "WORD", defaultValue = "approved")
  private String stage;

  @Option(names = "--status", paramLabel = "WORD", defaultValue = "reported")
  private String status;

  @Option(names = "--mapping", paramLabel = "FILE")
  private Path mapping;

  @Option(names = "--sheet", paramLabel = "NAME")
  private String sheet;

  @Option(names = "--encoding", paramLabel = "NAME")
  private String encoding;

  @Option(names = "--note", paramLabel = "TEXT", defaultValue = "")
  private String note;

  @Option(names = "--withdraw")
  private boolean withdraw;

  @Override
  protected Optional<String> sheet() {
    return Optional.ofNullable(sheet);
  }

  @Override
  protected Optional<String> encoding() {
    return Optional.ofNullable(encoding);
  }

  @Override
  protected ImportResult run(Store store) {
    StatisticsImport.Options options =
        new StatisticsImport.Options(
            level(),
            edition,
            Optional.ofNullable(period).map(ImportProgrammeCommand::period),
            Optional.empty(),
            "",
            AreaType.ALL,
            programme,
            constant(Nature.class, "--nature", nature),
            constant(Stage.class, "--stage", stage),
            constant(Status.class, "--status", status),
            Optional.ofNullable(mapping),
            Optional.ofNullable(sheet),
            Optional.ofNullable(encoding),
            province(),
            source.source(file),
            new Sources().byId(),
            dryRun,
            acceptUnmatched,
            note,
            withdraw);
    return new StatisticsImport(
            store, new Registers(), new Catalogues(), common.console().progress(), acceptLikely)
        .run(file, options);
  }

  private static Period period(String typed) {
    try {
      return Period.parse(typed);
    } catch (IllegalArgumentException e) {
      throw WrongUsage.of("cli.bad_period", typed);
    }
  }
}
