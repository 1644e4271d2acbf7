package org.xaatlas.cli;

import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.GroupsImport;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import groups FILE --edition E}: units put together under a name. */
@Command(name = "groups", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportGroupsCommand extends ImportUnitTable {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      descriptionKey = "by-groups")
  private String by;

  @Option(names = "--withdraw", descriptionKey = "withdraw-groups")
  private boolean withdraw;

  @Override
  protected ImportResult run(Store store) {
    return new GroupsImport(store, new Registers(), common.console().progress())
        .run(file, new GroupsImport.Options(level(), edition, by, withdraw, fileOptions()));
  }
}
