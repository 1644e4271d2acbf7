package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.xaatlas.export.RollupTable;
import org.xaatlas.export.WholeFile;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.unit.Grouping.By;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas rollup BY --out FILE.csv}: sums of units as a table. */
@Command(name = "rollup", mixinStandardHelpOptions = true, sortOptions = false)
final class RollupCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "BY", descriptionKey = "atlas.rollup.BY")
  private String by;

  @Option(names = "--out", paramLabel = "FILE.csv", required = true)
  private Path out;

  @Option(names = "--edition", paramLabel = "E", descriptionKey = "edition-rollup")
  private String edition;

  @Option(names = "--period", paramLabel = "P", descriptionKey = "period-rollup")
  private String period;

  @Option(names = "--indicators", paramLabel = "ID,ID,...", split = ",", hideParamSyntax = true)
  private List<String> indicators;

  @Option(names = "--group", paramLabel = "ID", defaultValue = "all")
  private String group;

  @Option(names = "--code", paramLabel = "CODE", descriptionKey = "code-rollup")
  private String code;

  @Option(names = "--base", paramLabel = "E", descriptionKey = "base-export")
  private String base;

  @Option(names = "--release", paramLabel = "ID")
  private String release;

  @Override
  public Integer call() {
    By chosen =
        By.of(by)
            .orElseThrow(
                () ->
                    RefusedException.of(
                        "cli.unknown_word",
                        "BY",
                        by,
                        Arrays.stream(By.values()).map(By::id).collect(Collectors.joining(", "))));
    try (ReleaseRepository releases = common.openReleases()) {
      String id =
          Optional.ofNullable(release)
              .or(releases::current)
              .orElseThrow(() -> RefusedException.of("cli.no_release"));
      try (OpenRelease open = OpenRelease.open(releases, id)) {
        String on =
            Optional.ofNullable(edition)
                .or(() -> open.newestEdition().map(EditionEntry::id))
                .orElse("");
        List<String> periods = RollupTable.periods(open, chosen, on);
        if (periods.isEmpty()) {
          throw RefusedException.of("http.no_rollup", chosen.id(), on);
        }
        String of =
            Optional.ofNullable(period)
                .or(() -> RollupTable.latestFull(open, chosen, on))
                .orElseThrow();
        if (!periods.contains(of)) {
          throw RefusedException.of("cli.unknown_word", "--period", of, String.join(", ", periods));
        }
        for (String indicator : Optional.ofNullable(indicators).orElse(List.of())) {
          known(open, "--indicators", indicator, "indicators");
        }
        known(open, "--group", group, "groups");
        RollupTable table =
            RollupTable.of(
                open,
                chosen,
                on,
                of,
                new RollupTable.Filter(
                    Optional.<List<String>>ofNullable(indicators)
                        .map(ids -> (Set<String>) new TreeSet<>(ids)),
                    group,
                    Optional.ofNullable(code),
                    Optional.ofNullable(base)));
        int rows = WholeFile.write(out, table::writeCsv);
        common.console().print(Message.of("cli.rolled_up", out.toString(), rows, on, of, id));
      }
    }
    return ExitCode.DONE;
  }

  /** Refuses what the catalogue of the release does not name. */
  private static void known(OpenRelease release, String option, String id, String list) {
    List<String> ids = new ArrayList<>();
    release.catalogue().path(list).forEach(entry -> ids.add(entry.path("id").asText()));
    if (!ids.contains(id)) {
      throw RefusedException.of("cli.unknown_word", option, id, String.join(", ", ids));
    }
  }
}
