package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xaatlas.export.WholeFile;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.scenario.HotSpotQuestion;
import org.xaatlas.scenario.HotSpots;
import org.xaatlas.scenario.Patience;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas hotspots --indicator ID --out FILE}: where like lies by like. */
@Command(name = "hotspots", mixinStandardHelpOptions = true, sortOptions = false)
final class HotSpotsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--indicator",
      paramLabel = "ID",
      descriptionKey = "indicator-hotspots",
      required = true)
  private String indicator;

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "out-hotspots", required = true)
  private Path out;

  @Option(names = "--period", paramLabel = "P", descriptionKey = "period-export")
  private String period;

  @Option(names = "--edition", paramLabel = "E", descriptionKey = "edition-hotspots")
  private String edition;

  @Option(
      names = "--group",
      paramLabel = "ID",
      descriptionKey = "group-hotspots",
      defaultValue = "all")
  private String group;

  @Option(names = "--province", paramLabel = "CODE", descriptionKey = "province-hotspots")
  private String province;

  @Option(
      names = "--method",
      paramLabel = "lisa|gi",
      descriptionKey = "method-hotspots",
      defaultValue = "lisa")
  private HotSpotQuestion.Statistic method;

  @Option(
      names = "--permutations",
      paramLabel = "N",
      descriptionKey = "permutations",
      defaultValue = "9999")
  private int permutations;

  @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed", defaultValue = "1")
  private long seed;

  @Option(names = "--alpha", paramLabel = "A", descriptionKey = "alpha", defaultValue = "0.05")
  private double alpha;

  @Option(names = "--nearest", paramLabel = "K", descriptionKey = "nearest", defaultValue = "4")
  private int nearest;

  @Option(names = "--no-smoothing", descriptionKey = "no-smoothing")
  private boolean unsmoothed;

  @Option(names = "--release", paramLabel = "ID")
  private String release;

  @Override
  public Integer call() {
    String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
    String format = name.substring(name.lastIndexOf('.') + 1);
    if (!format.matches("json|geojson|csv")) {
      throw WrongUsage.of("scenario.out_format", out.toString(), ".geojson, .json, .csv");
    }
    HotSpotQuestion question = question();
    try (ReleaseRepository releases = common.openReleases()) {
      String id =
          Optional.ofNullable(release)
              .or(releases::current)
              .orElseThrow(() -> RefusedException.of("cli.no_release"));
      try (OpenRelease open = OpenRelease.open(releases, id)) {
        HotSpots found = HotSpots.of(open, question, Patience.ENDLESS);
        Language language = common.console().language();
        WholeFile.write(
            out,
            stream -> {
              switch (format) {
                case "json" -> found.writeJson(stream, language);
                case "geojson" -> found.writeGeojson(stream, language);
                default -> found.layer().writeCsv(stream);
              }
              return null;
            });
        common.console().print(found.summary());
        common.console().print(Message.of("scenario.hotspots_done", out.toString(), id));
      }
    }
    return ExitCode.DONE;
  }

  private HotSpotQuestion question() {
    try {
      return new HotSpotQuestion(
          indicator,
          Optional.ofNullable(period).map(Period::parse),
          Optional.ofNullable(edition),
          Level.COMMUNE,
          group,
          Optional.ofNullable(province),
          method,
          permutations,
          seed,
          alpha,
          nearest,
          !unsmoothed);
    } catch (IllegalArgumentException e) {
      throw RefusedException.of(
          "scenario.hotspot_bounds", HotSpotQuestion.MAX_PERMUTATIONS, HotSpotQuestion.MAX_NEAREST);
    }
  }
}
