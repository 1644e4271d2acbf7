package org.xaatlas.cli;

import java.util.Optional;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.boundary.BoundaryImport;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import boundaries FILE}. */
@Command(name = "boundaries", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportBoundariesCommand extends ImportUnitFile {
  @Option(names = "--code-field", paramLabel = "NAME")
  private String codeField;

  @Option(names = "--name-field", paramLabel = "NAME")
  private String nameField;

  @Option(names = "--type-field", paramLabel = "NAME")
  private String typeField;

  @Option(names = "--parent-field", paramLabel = "NAME")
  private String parentField;

  @Option(names = "--layer", paramLabel = "NAME")
  private String layer;

  @Option(names = "--crs", paramLabel = "EPSG:n")
  private String crs;

  @Option(names = "--schematic")
  private boolean schematic;

  @Option(names = "--anywhere")
  private boolean anywhere;

  @Override
  protected ImportResult run(Store store) {
    BoundaryImport.Options options =
        new BoundaryImport.Options(
            level(),
            edition,
            Optional.ofNullable(codeField),
            Optional.ofNullable(nameField),
            Optional.ofNullable(typeField),
            Optional.ofNullable(parentField),
            Optional.ofNullable(layer),
            Optional.ofNullable(crs),
            schematic,
            anywhere,
            fileOptions());
    return new BoundaryImport(store, new Registers(), common.console().progress())
        .run(file, options);
  }
}
