package org.xaatlas.cli;

import java.nio.file.Path;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.series.Source;
import picocli.CommandLine.Option;

/** Where the figures, designations or boundaries of a file come from. */
final class SourceOptions {
  @Option(names = "--source-id", paramLabel = "ID")
  private String id;

  @Option(names = "--source-title", paramLabel = "TEXT")
  private String title;

  @Option(names = "--source-number", paramLabel = "TEXT", defaultValue = "")
  private String number;

  @Option(names = "--source-publisher", paramLabel = "TEXT", defaultValue = "")
  private String publisher;

  @Option(names = "--source-date", paramLabel = "DATE", defaultValue = "")
  private String date;

  @Option(names = "--source-licence", paramLabel = "TEXT", defaultValue = "")
  private String licence;

  @Option(names = "--source-url", paramLabel = "URL", defaultValue = "")
  private String url;

  /** The source as described; what was left out is taken from the name of the file. */
  Source source(Path file) {
    String name = file.getFileName().toString();
    return sourceOr(name, name);
  }

  /** The source as described; what was left out is as given. */
  Source sourceOr(String otherId, String otherTitle) {
    String spokenTitle = title == null ? otherTitle : title;
    String basis = id != null ? id : !number.isEmpty() ? number : title != null ? title : otherId;
    String sourceId =
        VietnameseText.fold(basis).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return new Source(
        sourceId.isEmpty() ? "file" : sourceId, spokenTitle, number, publisher, date, licence, url);
  }
}
