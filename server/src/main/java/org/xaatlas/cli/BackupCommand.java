package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xaatlas.backup.Backup;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas backup FILE}: writes the store and its releases to one new file. */
@Command(name = "backup", mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "atlas.backup.FILE")
  private Path file;

  @Override
  public Integer call() {
    try (Store store =
            common
                .openExistingStore()
                .orElseThrow(() -> RefusedException.of("cli.no_store", common.describeStore()));
        ReleaseRepository releases = common.openReleases()) {
      Backup.Summary written =
          Backup.write(store, releases, file, new AtlasCommand.Version().getVersion()[0]);
      common.console().print(summary("cli.backed_up", file, written));
      return ExitCode.DONE;
    }
  }

  static Message summary(String key, Path file, Backup.Summary summary) {
    return Message.of(
        key,
        file.toString(),
        summary.imports(),
        summary.releases(),
        summary.pieces(),
        Math.round(summary.bytes() / MEGABYTE * 10) / 10.0);
  }
}
