package org.xaatlas.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xaatlas.export.GeojsonExport;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atlas export LAYER --out FILE}: a layer of a release with everything joined to it. */
@Command(name = "export", mixinStandardHelpOptions = true, sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "LAYER", descriptionKey = "atlas.export.LAYER")
  private String layer;

  @Option(names = "--out", paramLabel = "FILE", required = true)
  private Path out;

  @Option(names = "--format", paramLabel = "NAME")
  private String format;

  @Option(names = "--release", paramLabel = "ID")
  private String release;

  @Option(names = "--period", paramLabel = "P", descriptionKey = "period-export")
  private String period;

  @Option(names = "--province", paramLabel = "CODE", descriptionKey = "province-export")
  private String province;

  @Option(names = "--base", paramLabel = "E", descriptionKey = "base-export")
  private String base;

  @Override
  public Integer call() {
    String chosen = format == null ? extension() : format.toLowerCase(Locale.ROOT);
    if (!chosen.equals("geojson")) {
      throw WrongUsage.of("cli.export_format", chosen);
    }
    WrongUsage.requireFolderOf(out);
    try (ReleaseRepository releases = common.openReleases()) {
      String id =
          Optional.ofNullable(release)
              .or(releases::current)
              .orElseThrow(() -> RefusedException.of("cli.no_release"));
      try (OpenRelease open = OpenRelease.open(releases, id)) {
        int features = GeojsonExport.toFile(open, layer, period, province, base, out);
        common.console().print(Message.of("cli.exported", out.toString(), features, id));
      }
    }
    return ExitCode.DONE;
  }

  private String extension() {
    String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".geojson") || name.endsWith(".json")
        ? "geojson"
        : name.substring(name.lastIndexOf('.') + 1);
  }
}
