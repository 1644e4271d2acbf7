package org.xaatlas.cli;

import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.CrosswalkImport;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import crosswalk FILE --from E1 --to E2}. */
@Command(name = "crosswalk", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportCrosswalkCommand extends ImportFile {
  @Option(names = "--from", required = true, paramLabel = "E")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "E")
  private String to;

  @Option(names = "--old-units", descriptionKey = "old-units")
  private boolean oldUnits;

  @Option(names = "--sheet", paramLabel = "NAME")
  private String sheet;

  @Option(names = "--withdraw", descriptionKey = "withdraw-links")
  private boolean withdraw;

  @Override
  protected Level level() {
    return Level.COMMUNE;
  }

  @Override
  protected Optional<String> sheet() {
    return Optional.ofNullable(sheet);
  }

  @Override
  protected ImportResult run(Store store) {
    return new CrosswalkImport(store, new Registers(), common.console().progress())
        .run(file, new CrosswalkImport.Options(from, to, oldUnits, withdraw, fileOptions()));
  }
}
