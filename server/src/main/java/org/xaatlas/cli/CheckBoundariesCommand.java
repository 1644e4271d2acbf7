package org.xaatlas.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.xaatlas.ingest.boundary.BoundaryDefects;
import org.xaatlas.ingest.boundary.BoundaryDefects.Defect;
import org.xaatlas.ingest.boundary.BoundaryDefects.Kind;
import org.xaatlas.message.Area;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atlas check boundaries}: overlaps and gaps between all boundaries of an edition. */
@Command(name = "boundaries", mixinStandardHelpOptions = true, sortOptions = false)
final class CheckBoundariesCommand implements Callable<Integer> {
  /** How many of the largest defects are printed. */
  private static final int NAMED = 10;

  @Mixin private CommonOptions common;

  @Option(names = "--edition", paramLabel = "E", descriptionKey = "edition-check")
  private String edition;

  @Option(names = "--level", paramLabel = "LEVEL", defaultValue = "commune")
  private String level;

  @Option(names = "--out", paramLabel = "FILE.geojson", descriptionKey = "out-defects")
  private Path out;

  @Override
  public Integer call() {
    Level tier = Level.of(level).orElseThrow(() -> WrongUsage.of("cli.unknown_level", level));
    if (out != null && !Files.isDirectory(out.toAbsolutePath().normalize().getParent())) {
      // Said before the work.
      throw RefusedException.of(
          "http.no_folder", out.toAbsolutePath().normalize().getParent().toString());
    }
    try (Store store = common.openStore()) {
      BoundaryDefects found =
          BoundaryDefects.of(
              store, Optional.ofNullable(edition), tier, common.console().progress());
      print(found);
      if (out != null) {
        int written = found.writeTo(out);
        common
            .console()
            .print(
                Message.of("cli.check_written", out.toString(), written, found.defects().size()));
      }
      return found.complete() ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private void print(BoundaryDefects found) {
    Console console = common.console();
    console.print(
        Message.of(
            "cli.check_totals",
            found.edition(),
            found.units(),
            found.of(Kind.OVERLAP).size(),
            area(found.of(Kind.OVERLAP)),
            found.of(Kind.GAP).size(),
            area(found.of(Kind.GAP))));
    if (!found.complete()) {
      console.print(
          Message.of(
              "cli.finding",
              Message.of("cli.severity_warning"),
              Message.of("boundary.coverage_unfinished"),
              ""));
    }
    for (Kind kind : Kind.values()) {
      List<Defect> defects = found.of(kind);
      for (Defect defect : defects.subList(0, Math.min(NAMED, defects.size()))) {
        console.print(
            Message.of(
                kind == Kind.GAP ? "cli.check_gap" : "cli.check_overlap",
                new Area(defect.squareMetres()),
                defect.units().stream()
                    .map(unit -> unit.code() + " " + unit.fullName())
                    .collect(Collectors.joining(", ")),
                String.format(Locale.ROOT, "%.6f, %.6f", defect.place().x, defect.place().y)));
      }
    }
    if (found.defects().stream().anyMatch(Defect::schematic)) {
      console.print(Message.of("cli.check_schematic"));
    }
  }

  private static Area area(List<Defect> defects) {
    return new Area(defects.stream().mapToDouble(Defect::squareMetres).sum());
  }
}
