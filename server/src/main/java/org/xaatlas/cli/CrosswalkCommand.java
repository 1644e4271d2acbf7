package org.xaatlas.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.ingest.boundary.DerivedCrosswalk;
import org.xaatlas.ingest.boundary.DerivedCrosswalk.Difference;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code atlas crosswalk}: what can be found out about what became of units. */
@Command(
    name = "crosswalk",
    mixinStandardHelpOptions = true,
    subcommands = CrosswalkCommand.Derive.class)
final class CrosswalkCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        Message.of("cli.command_missing").in(AtlasCommand.languageOf(System.getenv())));
  }

  /** {@code atlas crosswalk derive}: shares of area from the outlines of two editions. */
  @Command(name = "derive", mixinStandardHelpOptions = true, sortOptions = false)
  static final class Derive implements Callable<Integer> {
    /** How many differences of a kind are printed. */
    private static final int NAMED = 20;

    @Mixin private CommonOptions common;

    @Option(names = "--from", required = true, paramLabel = "E")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "E")
    private String to;

    @Option(names = "--out", paramLabel = "FILE.csv", descriptionKey = "out-crosswalk")
    private Path out;

    @Override
    public Integer call() {
      if (from.equals(to)) {
        throw RefusedException.of("crosswalk.one_edition", from);
      }
      if (out != null && !Files.isDirectory(out.toAbsolutePath().normalize().getParent())) {
        throw RefusedException.of(
            "http.no_folder", out.toAbsolutePath().normalize().getParent().toString());
      }
      try (Store store = common.openStore()) {
        DerivedCrosswalk derived =
            DerivedCrosswalk.of(store, new EditionPair(from, to), common.console().progress());
        Console console = common.console();
        console.print(
            Message.of(
                "cli.derive_totals",
                derived.units(),
                derived.divided(),
                derived.onlyDrawn().size(),
                derived.onlyListed().size()));
        print("cli.derive_only_drawn", derived.onlyDrawn());
        print("cli.derive_only_listed", derived.onlyListed());
        if (out != null) {
          console.print(Message.of("cli.derive_written", out.toString(), derived.writeTo(out)));
        }
      }
      return ExitCode.DONE;
    }

    private void print(String key, List<Difference> differences) {
      for (Difference each : differences.subList(0, Math.min(NAMED, differences.size()))) {
        common
            .console()
            .print(
                Message.of(
                    key,
                    each.from().code() + " " + each.from().fullName(),
                    each.to().code() + " " + each.to().fullName(),
                    Math.round(each.share() * 1000) / 10.0));
      }
    }
  }
}
