package org.xaatlas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.table.Review;
import org.xaatlas.ingest.table.ReviewImport;
import org.xaatlas.ingest.table.StatisticsImport;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Source;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code atlas import statistics FILE}, and of a folder or zip of files as one review. */
@Command(name = "statistics", mixinStandardHelpOptions = true, sortOptions = false)
final class ImportStatisticsCommand extends ImportFigures {
  @Option(names = "--as-of", paramLabel = "DATE")
  private LocalDate asOf;

  @Option(names = "--standard", paramLabel = "S", defaultValue = "")
  private String standard;

  @Option(names = "--area-type", paramLabel = "WORD", defaultValue = "all")
  private String areaType;

  @Option(names = "--group", paramLabel = "ID", defaultValue = "all")
  private String group;

  @Option(names = "--returns", paramLabel = "DIR")
  private Path returns;

  @Option(names = "--partial")
  private boolean partial;

  @Override
  public Integer call() throws IOException {
    return ReviewImport.isMany(file) ? review() : super.call();
  }

  private Integer review() {
    reports.forEach(ReportFiles::check);
    if (returns != null && Files.exists(returns) && !Files.isDirectory(returns)) {
      throw WrongUsage.of("cli.returns_folder", returns);
    }
    try (Store store = common.openStore()) {
      Review review =
          new ReviewImport(store, new Registers(), new Catalogues(), common.console().progress())
              .run(file, options(reviewSource()), partial, Optional.ofNullable(returns));
      ReportFiles files =
          new ReportFiles(store, file, sheet(), encoding(), level(), common.console().language());
      reports.forEach(target -> files.write(review, target));
      new ReviewPrinter(common.console(), common.next())
          .print(review, dryRun, Optional.ofNullable(returns), reports);
      if (review.hasReturned() && !review.stored()) {
        return ExitCode.REFUSED;
      }
      if (publish && review.stored()) {
        PublishCommand.publish(store, common);
      }
      return ExitCode.DONE;
    }
  }

  /** One source for all rounds of a review, whatever their folders are called. */
  private Source reviewSource() {
    String of =
        province()
            .flatMap(
                code ->
                    new Registers()
                        .register(edition)
                        .flatMap(units -> units.find(Level.PROVINCE, code)))
            .map(Unit::fullName)
            .orElse(province().orElse(""));
    return source.sourceOr(
        String.join("-", "review", province().orElse(""), period == null ? "" : period),
        Message.of("review.source", period == null ? "" : period, of).in(Language.VI).strip());
  }

  @Override
  protected StatisticsImport.Options options(Source told) {
    return options(
        told,
        Optional.ofNullable(asOf),
        standard,
        constant(AreaType.class, "--area-type", areaType),
        group);
  }
}
