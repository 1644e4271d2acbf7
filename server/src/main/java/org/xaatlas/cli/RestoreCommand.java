package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.xaatlas.backup.Backup;
import org.xaatlas.backup.Restore;
import org.xaatlas.message.Message;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas restore FILE}: fills an empty store and its releases from a backup. */
@Command(name = "restore", mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "atlas.restore.FILE")
  private Path file;

  @Override
  public Integer call() {
    try (Store store = common.openStore();
        ReleaseRepository releases = common.openReleases()) {
      Backup.Summary restored = Restore.read(file, store, releases, common.data());
      common.console().print(BackupCommand.summary("cli.restored", file, restored));
      common
          .console()
          .print(
              restored
                  .current()
                  .map(release -> Message.of("cli.restored_current", release))
                  .orElseGet(() -> Message.of("cli.no_release")));
      return ExitCode.DONE;
    }
  }
}
