package org.xaatlas.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.xaatlas.message.Message;
import org.xaatlas.release.ReleaseEntry;
import org.xaatlas.release.ReleaseRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code atlas releases}: lists the releases, newest first. */
@Command(name = "releases", mixinStandardHelpOptions = true)
final class ReleasesCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    try (ReleaseRepository releases = common.openReleases()) {
      List<ReleaseEntry> entries = releases.list();
      if (entries.isEmpty()) {
        common.console().print(Message.of("cli.no_release"));
      }
      for (ReleaseEntry entry : entries) {
        common
            .console()
            .print(
                Message.of(
                    "cli.release_line",
                    entry.id(),
                    entry.at().toString(),
                    entry.current() ? Message.of("cli.release_current") : ""));
      }
      return ExitCode.DONE;
    }
  }
}
