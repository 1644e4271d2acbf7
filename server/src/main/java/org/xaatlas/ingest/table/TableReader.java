package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Reads the cells of a CSV or XLSX file. What a file is, its bytes decide and not its name.
 * Formulas are never run: the values the file holds are read. Stateless, safe to share.
 */
final class TableReader {
  private final TableLimits limits;

  TableReader() {
    this(TableLimits.DEFAULT);
  }

  TableReader(TableLimits limits) {
    this.limits = limits;
  }

  /**
   * @param sheet name of the sheet of an XLSX file; the first one when empty
   * @throws RefusedException when the file is none of the formats, is damaged or exceeds a limit
   */
  Table read(Path path, Optional<String> sheet) {
    String file = path.getFileName().toString();
    try {
      long size = Files.size(path);
      if (size > limits.bytes()) {
        throw RefusedException.of("table.bytes", file, limits.bytes() >> 20);
      }
      if (size == 0) {
        throw RefusedException.of("table.empty_file", file);
      }
      byte[] head = head(path);
      if (startsWith(head, 'P', 'K', 3, 4)) {
        return new XlsxTable(file, limits).read(path, sheet);
      }
      if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
        throw RefusedException.of("table.old_excel", file);
      }
      if (startsWith(head, '%', 'P', 'D', 'F')) {
        throw RefusedException.of("table.pdf", file);
      }
      if (file.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
        throw RefusedException.of("table.not_xlsx", file);
      }
      if (sheet.isPresent()) {
        throw RefusedException.of("table.no_sheets", file);
      }
      return CsvTable.read(file, Files.readAllBytes(path), limits);
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("table.io", file, String.valueOf(e.getMessage())), e);
    }
  }

  private static byte[] head(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(8);
    }
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    if (head.length < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((head[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
