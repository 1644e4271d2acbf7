package org.xaatlas.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.scenario.Scenario;
import org.xaatlas.scenario.ScenarioReader;
import org.xaatlas.scenario.ScenarioRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas prioritise SCENARIO.json --out FILE}: which units come first, and why. */
@Command(name = "prioritise", mixinStandardHelpOptions = true, sortOptions = false)
final class PrioritiseCommand implements Callable<Integer> {
  /** How many of the first units are printed. */
  private static final int SHOWN = 10;

  private static final List<String> FORMATS =
      List.of("geojson", "gpkg", "csv", "json", "xlsx", "html");

  @Mixin private CommonOptions common;

  @Parameters(
      index = "0",
      paramLabel = "SCENARIO.json",
      descriptionKey = "atlas.prioritise.SCENARIO")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      descriptionKey = "atlas.prioritise.out")
  private Path out;

  @Option(names = "--release", paramLabel = "ID")
  private String release;

  @Override
  public Integer call() {
    String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
    String format = name.substring(name.lastIndexOf('.') + 1);
    if (!FORMATS.contains(format)) {
      throw WrongUsage.of("scenario.out_format", out.toString(), "." + String.join(", .", FORMATS));
    }
    Scenario scenario = ScenarioReader.read(bytes());
    try (ReleaseRepository releases = common.openReleases()) {
      String id =
          Optional.ofNullable(release)
              .or(scenario::release)
              .or(releases::current)
              .orElseThrow(() -> RefusedException.of("cli.no_release"));
      try (OpenRelease open = OpenRelease.open(releases, id)) {
        ScenarioRun run = ScenarioRun.of(open, scenario);
        PriorityFile.write(run, format, out, common.console().language());
        for (int i = 0; i < Math.min(SHOWN, run.order().length); i++) {
          int unit = run.order()[i];
          common
              .console()
              .print(
                  Message.of(
                      "scenario.line",
                      run.scores().rank()[unit],
                      run.table().units().get(unit),
                      run.names().get(unit),
                      run.provinceNames().get(unit),
                      run.scores().score()[unit]));
        }
        int excluded = run.table().units().size() - run.order().length;
        common
            .console()
            .print(Message.of("scenario.done", out.toString(), run.order().length, excluded, id));
        releases
            .current()
            .filter(current -> !current.equals(id))
            .ifPresent(current -> common.console().print(Message.of("scenario.newer", current)));
      }
    }
    return ExitCode.DONE;
  }

  private byte[] bytes() {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ScenarioReader.MAX_BYTES + 1);
    } catch (IOException e) {
      throw RefusedException.of("scenario.not_readable", file.toString());
    }
  }
}
