package org.xaatlas.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atlas import}: reads a file of one kind into the store. */
@Command(name = "import", mixinStandardHelpOptions = true)
final class ImportCommand implements Runnable {
  /** What can be imported: the commands below this one, added to it as they are asked for. */
  static final List<Class<?>> KINDS =
      List.of(
          ImportBoundariesCommand.class,
          ImportStatisticsCommand.class,
          ImportDesignationsCommand.class,
          ImportProgrammeCommand.class,
          ImportUnitsCommand.class,
          ImportCrosswalkCommand.class,
          ImportGroupsCommand.class);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        org.xaatlas.message.Message.of("cli.import_kind_missing")
            .in(AtlasCommand.languageOf(System.getenv())));
  }
}
