package org.xaatlas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the import commands share: the file, dry runs, reports and publishing. */
abstract class ImportFile implements Callable<Integer> {
  @Mixin protected CommonOptions common;
  @Mixin protected SourceOptions source;

  @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "file")
  protected Path file;

  @Option(names = "--dry-run")
  protected boolean dryRun;

  @Option(names = "--accept-unmatched")
  protected boolean acceptUnmatched;

  @Option(names = "--accept-likely")
  protected boolean acceptLikely;

  @Option(names = "--report", paramLabel = "FILE.json|.html|.xlsx")
  protected List<Path> reports = new ArrayList<>();

  @Option(names = "--publish")
  protected boolean publish;

  @Option(names = "--encoding", paramLabel = "NAME")
  private String encoding;

  /** Runs the import of this kind. */
  protected abstract ImportResult run(Store store);

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw RefusedException.of("cli.no_such_file", file);
    }
    reports.forEach(ReportFiles::check);
    try (Store store = common.openStore()) {
      ImportResult result = run(store);
      ReportFiles files =
          new ReportFiles(
              store,
              file,
              result.sheet().or(this::sheet),
              encoding(),
              level(),
              common.console().language());
      for (Path target : reports) {
        files.write(result.report(), target);
      }
      new ReportPrinter(common.console(), common.next()).print(result, dryRun, jsonReport());
      if (result.report().isRefused(acceptUnmatched)) {
        return ExitCode.REFUSED;
      }
      if (publish && result.stored()) {
        PublishCommand.publish(store, common);
      }
      return ExitCode.DONE;
    }
  }

  /** The tier of the rows. */
  protected abstract Level level();

  /** An option that names a constant, as the store and the files write it. */
  protected static <E extends Enum<E>> E constant(Class<E> type, String option, String word) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equalsIgnoreCase(word)) {
        return value;
      }
    }
    throw WrongUsage.of(
        "cli.unknown_word",
        option,
        word,
        String.join(
            ", ",
            java.util.Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(java.util.Locale.ROOT))
                .toList()));
  }

  /** What is said of the file, and of where it comes from. */
  protected final FileOptions fileOptions() {
    return fileOptions(source.source(file));
  }

  protected final FileOptions fileOptions(Source told) {
    return new FileOptions(
        province(), sheet(), encoding(), told, dryRun, acceptUnmatched, acceptLikely);
  }

  /** The province that all rows lie in, where one was named. */
  protected Optional<String> province() {
    return Optional.empty();
  }

  /** The sheet of the file that is read, where one was named. */
  protected Optional<String> sheet() {
    return Optional.empty();
  }

  /** The encoding of the text, where one was named. */
  protected final Optional<String> encoding() {
    return Optional.ofNullable(encoding);
  }

  private Optional<Path> jsonReport() {
    return reports.stream().filter(path -> ReportFiles.ending(path).equals("json")).findFirst();
  }
}
