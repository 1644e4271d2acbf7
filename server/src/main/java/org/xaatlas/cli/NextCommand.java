package org.xaatlas.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Command lines that go on where the present one ends, as they can be pasted: of the same program,
 * with the same data, and quoted where a shell needs it.
 */
final class NextCommand {
  /** What decides on which data and in which language a command runs. */
  private static final List<String> KEPT = List.of("--data", "--store", "--lang");

  private final ParseResult typed;
  private final CommandSpec command;

  /**
   * @param command the command that runs, after its line was parsed
   */
  NextCommand(CommandSpec command) {
    this.command = command;
    this.typed = command.root().commandLine().getParseResult();
  }

  /** A command with these words, on the data of the present one. */
  String of(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    for (String option : KEPT) {
      if (command.commandLine().getParseResult().hasMatchedOption(option)) {
        all.add(option);
        all.addAll(
            command.commandLine().getParseResult().matchedOption(option).originalStringValues());
      }
    }
    return line(all);
  }

  /** The present command once more, with further words. */
  String again(String... words) {
    List<String> all = new ArrayList<>(typed.originalArgs());
    all.addAll(List.of(words));
    return line(all);
  }

  private static String line(List<String> words) {
    // The script that was typed says how it is called.
    String program = System.getenv().getOrDefault("XA_COMMAND", "atlas");
    return program
        + words.stream().map(NextCommand::quoted).collect(Collectors.joining(" ", " ", ""));
  }

  /** A word as a shell reads it. A password is not shown: its owner types it again. */
  static String quoted(String word) {
    String shown = word.replaceAll("(?i)(password=)[^&]*", "$1PASSWORD");
    return shown.matches("[\\w./:=,@%+-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }
}
