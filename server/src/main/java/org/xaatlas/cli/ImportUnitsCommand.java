package org.xaatlas.cli;

import java.util.Optional;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.UnitsImport;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import units FILE}. */
@Command(name = "units", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportUnitsCommand extends ImportFile {
  @Option(names = "--sheet", paramLabel = "NAME")
  private String sheet;

  @Option(names = "--encoding", paramLabel = "NAME")
  private String encoding;

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
    return new UnitsImport(
            store, new Registers(), new Catalogues(), common.console().progress(), acceptLikely)
        .run(
            file,
            new UnitsImport.Options(
                level(),
                edition,
                province(),
                sheet(),
                encoding(),
                source.source(file),
                dryRun,
                acceptUnmatched));
  }
}
