package org.xaatlas.cli;

import java.time.LocalDate;
import java.util.Optional;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.UnitListImport;
import org.xaatlas.ingest.table.UnitsImport;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import units FILE --edition E}: a list of units without boundaries. */
@Command(name = "units", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportUnitsCommand extends ImportUnitTable {
  @Option(names = "--title", paramLabel = "TEXT", descriptionKey = "edition-title")
  private String title;

  @Option(names = "--valid-from", paramLabel = "DATE", descriptionKey = "edition-valid-from")
  private LocalDate validFrom;

  @Option(names = "--valid-to", paramLabel = "DATE", descriptionKey = "edition-valid-to")
  private LocalDate validTo;

  /** An official list stands and is compared; any other edition is made by the file. */
  @Override
  protected ImportResult run(Store store) {
    Registers registers = new Registers();
    if (registers.edition(edition).isPresent()) {
      return new UnitsImport(store, registers, new Catalogues(), common.console().progress())
          .run(file, new UnitsImport.Options(level(), edition, fileOptions()));
    }
    UnitListImport.Options options =
        new UnitListImport.Options(
            edition,
            level(),
            Optional.ofNullable(title),
            Optional.ofNullable(validFrom),
            Optional.ofNullable(validTo),
            fileOptions());
    return new UnitListImport(store, registers, common.console().progress()).run(file, options);
  }
}
