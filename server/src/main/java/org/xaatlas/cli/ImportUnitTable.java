package org.xaatlas.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** What imports share whose rows about units stand in a table. */
abstract class ImportUnitTable extends ImportUnitFile {
  @Option(names = "--sheet", paramLabel = "NAME")
  private String sheet;

  @Override
  protected final Optional<String> sheet() {
    return Optional.ofNullable(sheet);
  }
}
