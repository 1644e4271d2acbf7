package org.xaatlas.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.release.SearchIndex;
import org.xaatlas.release.UnitHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas where CODE|NAME}: where a unit was and where it went, over all editions. */
@Command(name = "where", mixinStandardHelpOptions = true, sortOptions = false)
final class WhereCommand implements Callable<Integer> {
  private static final int LIMIT = 20;

  @Mixin private CommonOptions common;

  @Parameters(
      index = "0..*",
      paramLabel = "UNIT",
      arity = "1..*",
      descriptionKey = "atlas.where.UNIT")
  private List<String> words;

  @Option(names = "--release", paramLabel = "ID")
  private String release;

  @Override
  public Integer call() {
    String typed = String.join(" ", words).strip();
    try (ReleaseRepository releases = common.openReleases()) {
      String id =
          Optional.ofNullable(release)
              .or(releases::current)
              .orElseThrow(() -> RefusedException.of("cli.no_release"));
      try (OpenRelease open = OpenRelease.open(releases, id)) {
        List<Found> found = find(open, typed);
        if (found.isEmpty()) {
          throw RefusedException.of("cli.where_nothing", typed, id);
        }
        UnitHistory history = new UnitHistory(open);
        for (Found each : found) {
          tell(open, history, each);
        }
      }
    }
    return ExitCode.DONE;
  }

  /** A unit, or the commune of a village that was found by its name. */
  private record Found(OpenLevel level, int unit, String village) {}

  /** Units of every edition that have the code, else the name, else part of the name. */
  private static List<Found> find(OpenRelease open, String typed) {
    List<Found> found = new ArrayList<>();
    for (OpenLevel level : open.levels()) {
      int unit = level.units().indexOf(typed);
      if (unit >= 0) {
        found.add(new Found(level, unit, ""));
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    String newest = open.newestEdition().map(EditionEntry::id).orElse("");
    List<SearchIndex.Hit> hits =
        open.search().find(typed, newest, Optional.empty(), Optional.empty(), LIMIT);
    double best = hits.isEmpty() ? 0 : hits.get(0).score();
    for (SearchIndex.Hit hit : hits) {
      // A unit of today found by a former name is told by the former unit, which is found too.
      if (hit.entry().former().isEmpty() && hit.score() >= best - 0.1) {
        open.level(hit.entry().edition(), hit.entry().level())
            .filter(level -> level.units().indexOf(hit.entry().code()) >= 0)
            .map(
                level ->
                    new Found(
                        level, level.units().indexOf(hit.entry().code()), hit.entry().village()))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private void tell(OpenRelease open, UnitHistory history, Found found) {
    if (!found.village().isEmpty()) {
      tellVillage(open, history, found);
      return;
    }
    common
        .console()
        .print(
            Message.of(
                "cli.where_unit",
                found.level().units().code(found.unit()),
                found.level().units().fullName(found.unit()),
                province(open, found.level(), found.unit()),
                found.level().edition().title()));
    tell(open, "cli.where_formed", history.formedFrom(found.level(), found.unit()));
    tell(open, "cli.where_became", history.became(found.level(), found.unit()));
  }

  /** A village has no code of its own: it leads to its commune, and to what that is today. */
  private void tellVillage(OpenRelease open, UnitHistory history, Found found) {
    common
        .console()
        .print(
            Message.of(
                "cli.where_village",
                found.village(),
                found.level().units().code(found.unit()),
                found.level().units().fullName(found.unit()),
                province(open, found.level(), found.unit()),
                found.level().edition().title()));
    tell(open, "cli.where_became", history.today(found.level(), found.unit()));
  }

  private void tell(OpenRelease open, String key, List<UnitHistory.Step> steps) {
    for (UnitHistory.Step step : steps) {
      common
          .console()
          .print(
              Message.of(
                  key,
                  step.level().units().code(step.unit()),
                  step.level().units().fullName(step.unit()),
                  province(open, step.level(), step.unit()),
                  how(step)));
    }
  }

  private static Message how(UnitHistory.Step step) {
    if (step.whole()) {
      return Message.of("cli.where_whole");
    }
    return step.basis() == Basis.UNKNOWN
        ? Message.of("cli.where_part")
        : Message.of("cli.where_share", Math.round(step.share() * 1000) / 10.0);
  }

  /** The province a unit lies in, for people; nothing for a province. */
  private static String province(OpenRelease open, OpenLevel level, int unit) {
    String code = level.units().province(unit);
    return open
        .level(level.edition().id(), org.xaatlas.unit.Level.PROVINCE)
        .filter(provinces -> level != provinces && provinces.units().indexOf(code) >= 0)
        .map(provinces -> ", " + provinces.units().fullName(provinces.units().indexOf(code)))
        .stream()
        .collect(Collectors.joining());
  }
}
