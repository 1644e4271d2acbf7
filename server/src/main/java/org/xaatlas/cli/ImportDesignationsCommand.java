package org.xaatlas.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Sources;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.DesignationImport;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import designations FILE}. */
@Command(name = "designations", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportDesignationsCommand extends ImportUnitFile {
  @Option(names = "--scheme", paramLabel = "ID")
  private String scheme;

  @Option(names = "--decision", paramLabel = "NUMBER", defaultValue = "")
  private String decision;

  @Option(names = "--valid-from", paramLabel = "DATE")
  private LocalDate validFrom;

  @Option(names = "--valid-to", paramLabel = "DATE")
  private LocalDate validTo;

  @Option(names = "--illustrative")
  private boolean illustrative;

  @Option(names = "--mapping", paramLabel = "FILE")
  private Path mapping;

  @Option(names = "--sheet", paramLabel = "NAME")
  private String sheet;

  @Option(names = "--encoding", paramLabel = "NAME")
  private String encoding;

  @Option(names = "--note", paramLabel = "TEXT", defaultValue = "")
  private String note;

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
    DesignationImport.Options options =
        new DesignationImport.Options(
            level(),
            edition,
            Optional.ofNullable(scheme),
            decision,
            Optional.ofNullable(validFrom),
            Optional.ofNullable(validTo),
            illustrative,
            Optional.ofNullable(mapping),
            Optional.ofNullable(sheet),
            Optional.ofNullable(encoding),
            province(),
            source.source(file),
            new Sources().byId(),
            dryRun,
            acceptUnmatched,
            note);
    return new DesignationImport(
            store, new Registers(), new Catalogues(), common.console().progress(), acceptLikely)
        .run(file, options);
  }
}
