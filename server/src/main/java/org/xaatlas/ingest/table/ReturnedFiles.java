package org.xaatlas.ingest.table;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.join.VietnameseText;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Writes a workbook for each file of a review that is sent back: the officer's own sheet with
 * results and reasons, in Vietnamese, named after the unit. Of a file that could not be read, or
 * that lists households, the reason alone.
 */
final class ReturnedFiles {
  private final UnitRegister units;
  private final Level level;
  private final Map<String, Path> paths;
  private final ReturnedSheet sheet;
  private final Optional<String> encoding;

  /**
   * @param paths where the files are, by name
   * @param encoding the encoding their text was read in; detected when empty
   */
  ReturnedFiles(
      UnitRegister units, Level level, Map<String, Path> paths, Optional<String> encoding) {
    this.units = units;
    this.level = level;
    this.paths = Map.copyOf(paths);
    this.sheet = new ReturnedSheet(units, level, Language.VI);
    this.encoding = encoding;
  }

  /** Writes into a folder, which is made when it is not there. */
  void write(Review review, Path folder) {
    Set<String> taken = new HashSet<>();
    for (FileOutcome file : review.files()) {
      if (file.state() == FileState.RETURNED) {
        Path target = folder.resolve(name(file, taken));
        try {
          Files.createDirectories(folder);
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            write(file, out);
          }
        } catch (IOException e) {
          throw new EnvironmentException(
              Message.of(
                  "table.io", target.getFileName().toString(), String.valueOf(e.getMessage())),
              e);
        }
      }
    }
  }

  private void write(FileOutcome file, OutputStream out) throws IOException {
    if (file.report().isPresent()) {
      sheet.write(paths.get(file.name()), file.sheet(), encoding, file.report().get(), out);
    } else {
      sheet.write(file.shortName(), file.refusal().orElseThrow(), out);
    }
  }

  /** "03646-phuong-to-hieu-tra-lai.xlsx": the unit where it is one, else the name of the file. */
  private String name(FileOutcome file, Set<String> taken) {
    String own = file.shortName();
    Optional<Unit> unit =
        file.units().size() == 1 ? units.find(level, file.units().get(0)) : Optional.empty();
    String basis =
        unit.map(u -> u.code() + "-" + u.fullName())
            .orElse(own.contains(".") ? own.substring(0, own.lastIndexOf('.')) : own);
    String plain = VietnameseText.fold(basis).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String stem = (plain.isEmpty() ? "tep" : plain.substring(0, Math.min(80, plain.length())));
    String name = stem + "-tra-lai.xlsx";
    for (int i = 2; !taken.add(name); i++) {
      name = stem + "-tra-lai-" + i + ".xlsx";
    }
    return name;
  }
}
