package org.xaatlas.cli;

import java.util.concurrent.Callable;
import org.xaatlas.message.Message;
import org.xaatlas.release.ReleaseRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atlas rollback RELEASE}: makes an older release the current one. */
@Command(name = "rollback", mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "RELEASE", descriptionKey = "atlas.rollback.RELEASE")
  private String release;

  @Override
  public Integer call() {
    try (ReleaseRepository releases = common.openReleases()) {
      releases.rollback(release);
      common.console().print(Message.of("cli.rolled_back", release));
      return ExitCode.DONE;
    }
  }
}
