package org.xaatlas.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.EditionUnits;
import org.xaatlas.ingest.ReportHtml;
import org.xaatlas.ingest.ReportJson;
import org.xaatlas.ingest.table.ReturnedSheet;
import org.xaatlas.ingest.table.Review;
import org.xaatlas.ingest.table.ReviewHtml;
import org.xaatlas.ingest.table.ReviewJson;
import org.xaatlas.ingest.table.ReviewSheet;
import org.xaatlas.join.MatchReport;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/** Writes a match report to the files asked for: what a file holds, its ending decides. */
final class ReportFiles {
  private final Store store;
  private final Path imported;
  private final Optional<String> sheet;
  private final Optional<String> encoding;
  private final Level level;
  private final Language language;

  /**
   * @param imported the file that was imported
   * @param sheet the sheet that was read
   * @param encoding the encoding that was asked for
   */
  ReportFiles(
      Store store,
      Path imported,
      Optional<String> sheet,
      Optional<String> encoding,
      Level level,
      Language language) {
    this.store = store;
    this.imported = imported;
    this.sheet = sheet;
    this.encoding = encoding;
    this.level = level == Level.VILLAGE ? Level.COMMUNE : level;
    this.language = language;
  }

  /**
   * To be asked before anything is stored.
   *
   * @throws RefusedException when a report cannot be written so or there
   */
  static void check(Path target) {
    WrongUsage.requireFolderOf(target);
    if (!ending(target).matches("json|html|xlsx")) {
      throw WrongUsage.of("cli.report_ending", target.getFileName().toString());
    }
  }

  /** The ending that says what a report holds, in lower case. */
  static String ending(Path target) {
    String name = target.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  void write(MatchReport report, Path path) {
    write(path, out -> write(report, ending(path), out));
  }

  void write(Review review, Path path) {
    write(path, out -> write(review, ending(path), out));
  }

  /** Writes what a file is to hold. */
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  private static void write(Path path, Content content) {
    Path target = path.toAbsolutePath();
    try {
      // Not a temporary file of the JDK: that one only its owner could read, the report too.
      Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
        content.to(out);
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw EnvironmentException.of("cli.cannot_write", target, String.valueOf(e.getMessage()));
    }
  }

  private void write(Review review, String ending, OutputStream out) throws IOException {
    if (ending.equals("xlsx")) {
      new ReviewSheet(language).write(review, out);
      return;
    }
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    if (ending.equals("html")) {
      new ReviewHtml(store, language).write(review, writer);
    } else {
      ReviewJson.write(review, language, writer);
    }
    writer.flush();
  }

  private void write(MatchReport report, String ending, OutputStream out) throws IOException {
    if (ending.equals("xlsx")) {
      new ReturnedSheet(units(report), level, language)
          .write(imported, sheet, encoding, report, out);
      return;
    }
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    if (ending.equals("html")) {
      new ReportHtml(store, units(report), level, language).write(report, writer);
    } else {
      ReportJson.write(report, language, writer);
    }
    writer.flush();
  }

  private UnitRegister units(MatchReport report) {
    return EditionUnits.find(store, new Registers(), report.edition())
        .orElseGet(() -> new UnitRegister(report.edition(), java.util.List.of()));
  }
}
