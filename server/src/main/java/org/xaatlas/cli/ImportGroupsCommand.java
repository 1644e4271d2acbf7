package org.xaatlas.cli;

import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.table.GroupsImport;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import groups FILE --edition E}: units put together under a name. */
@Command(name = "groups", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportGroupsCommand extends ImportUnitFile {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      descriptionKey = "by-groups")
  private String by;

  @Option(names = "--sheet", paramLabel = "NAME")
  private String sheet;

  @Option(names = "--encoding", paramLabel = "NAME")
  private String encoding;

  @Option(names = "--withdraw", descriptionKey = "withdraw-groups")
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
    return new GroupsImport(store, new Registers(), common.console().progress(), acceptLikely)
        .run(
            file,
            new GroupsImport.Options(
                level(),
                edition,
                province(),
                sheet(),
                encoding(),
                by,
                source.source(file),
                dryRun,
                acceptUnmatched,
                withdraw));
  }
}
