package org.xaatlas.cli;

import java.util.concurrent.Callable;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.FormerUnitList;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Rollups;
import org.xaatlas.message.Message;
import org.xaatlas.publish.PublishResult;
import org.xaatlas.publish.Publisher;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code atlas publish}: turns the store into a release and makes it the current one. */
@Command(name = "publish", mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
  /** How many disagreements are shown. */
  private static final int SHOWN = 10;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    try (Store store = common.openStore()) {
      publish(store, common);
      return ExitCode.DONE;
    }
  }

  /** Publishes what a store holds and says what came of it. */
  static void publish(Store store, CommonOptions common) {
    try (ReleaseRepository releases = common.openReleases()) {
      long start = System.nanoTime();
      Catalogues catalogues = new Catalogues();
      PublishResult result =
          new Publisher(
                  store,
                  releases,
                  catalogues.catalogue(),
                  catalogues.schemes(),
                  new FormerUnitList(new Registers()),
                  catalogues.carryRules(),
                  new Rollups().rules(common.data()),
                  common.console().progress()::at)
              .publish();
      double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
      common
          .console()
          .print(
              result.changed()
                  ? Message.of(
                      "cli.published", result.release(), result.built(), result.reused(), seconds)
                  : Message.of("cli.published_same", result.release()));
      tellDisagreements(result, common.console());
    }
  }

  /** Printed totals that are not the sum of their parts: whoever publishes should know. */
  private static void tellDisagreements(PublishResult result, Console console) {
    if (result.disagreed() > 0) {
      console.warn(Message.of("cli.disagreed", result.disagreed()));
    }
    result.disagreements().stream()
        .limit(SHOWN)
        .forEach(
            each ->
                console.warn(
                    Message.of(
                        "cli.disagreement",
                        each.code(),
                        each.name(),
                        each.series().indicator(),
                        each.series().period().text(),
                        each.sum(),
                        each.told())));
  }
}
