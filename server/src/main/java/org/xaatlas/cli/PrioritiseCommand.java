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
import org.xaatlas.scenario.Comparison;
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

  private static final List<String> COMPARED = List.of("geojson", "gpkg", "csv", "json");

  @Mixin private CommonOptions common;

  @Option(
      names = "--compare",
      paramLabel = "OTHER.json",
      descriptionKey = "atlas.prioritise.compare")
  private Path other;

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
    if (isSame(out, file) || isSame(out, other)) {
      throw WrongUsage.of("scenario.out_is_scenario", out.toString());
    }
    Scenario scenario = ScenarioReader.read(bytes(file));
    Optional<Scenario> compared =
        Optional.ofNullable(other).map(path -> ScenarioReader.read(bytes(path)));
    try (ReleaseRepository releases = common.openReleases()) {
      String id =
          Optional.ofNullable(release)
              .or(scenario::release)
              .or(releases::current)
              .orElseThrow(() -> RefusedException.of("cli.no_release"));
      try (OpenRelease open = OpenRelease.open(releases, id)) {
        ScenarioRun run = ScenarioRun.of(open, scenario);
        if (compared.isPresent()) {
          compare(releases, run, compared.get(), format);
          return ExitCode.DONE;
        }
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

  /** The second scenario may stand on another release. */
  private void compare(
      ReleaseRepository releases, ScenarioRun run, Scenario second, String format) {
    if (!COMPARED.contains(format)) {
      throw WrongUsage.of(
          "scenario.out_format", out.toString(), "." + String.join(", .", COMPARED));
    }
    String id =
        Optional.ofNullable(release).or(second::release).or(releases::current).orElseThrow();
    try (OpenRelease open = OpenRelease.open(releases, id)) {
      Comparison found = Comparison.of(run, ScenarioRun.of(open, second));
      PriorityFile.write(found, format, out, common.console().language());
      Comparison.Totals totals = found.totals();
      common
          .console()
          .print(
              totals.moved().isPresent()
                  ? Message.of(
                      "scenario.compared",
                      out.toString(),
                      totals.in(),
                      totals.out(),
                      totals.moved().getAsLong())
                  : Message.of(
                      "scenario.compared_no_money", out.toString(), totals.in(), totals.out()));
    }
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ScenarioReader.MAX_BYTES + 1);
    } catch (IOException e) {
      throw RefusedException.of("scenario.not_readable", file.toString());
    }
  }

  private static boolean isSame(Path out, Path read) {
    try {
      return read != null && Files.exists(out) && Files.isSameFile(out, read);
    } catch (IOException e) {
      return false;
    }
  }
}
