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
final class ImportDesignationsCommand extends ImportUnitTable {
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

  @Option(names = "--note", paramLabel = "TEXT", defaultValue = "")
  private String note;

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
            new Sources().byId(),
            note,
            fileOptions());
    return new DesignationImport(
            store, new Registers(), new Catalogues(), common.console().progress())
        .run(file, options);
  }
}
