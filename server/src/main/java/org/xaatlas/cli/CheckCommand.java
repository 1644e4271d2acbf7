package org.xaatlas.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atlas check}: looks for faults in what the store holds, and changes nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    subcommands = {CheckBoundariesCommand.class})
final class CheckCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        org.xaatlas.message.Message.of("cli.check_kind_missing")
            .in(AtlasCommand.languageOf(System.getenv())));
  }
}
