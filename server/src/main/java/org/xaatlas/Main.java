package org.xaatlas;

import org.xaatlas.cli.AtlasCommand;

/** Entry point of the runnable jar: hands the words of the command line to {@link AtlasCommand}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(AtlasCommand.run(arguments, System.getenv()));
  }
}
