package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.xaatlas.ingest.text.TextEncoding;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Reads the cells of a CSV, XLSX, XLS or DBF file. What a file is, its bytes decide. Formulas are
 * never run: the values the file holds are read. Stateless, safe to share.
 */
final class TableReader {
  /** What files with boundaries are called. */
  private static final List<String> MAPS =
      List.of("tab", "mif", "mid", "kml", "kmz", "gml", "shp", "gpkg", "fgb", "geojson");

  private final Optional<TextEncoding> encoding;
  private final TableLimits limits;

  TableReader() {
    this(Optional.empty(), TableLimits.DEFAULT);
  }

  TableReader(TableLimits limits) {
    this(Optional.empty(), limits);
  }

  private TableReader(Optional<TextEncoding> encoding, TableLimits limits) {
    this.encoding = encoding;
    this.limits = limits;
  }

  /**
   * A reader that takes text to be in an encoding.
   *
   * @param encoding its name; detected when empty
   * @throws RefusedException when there is no such encoding
   */
  static TableReader of(Optional<String> encoding) {
    return new TableReader(
        encoding.map(
            name ->
                TextEncoding.named(name)
                    .orElseThrow(() -> RefusedException.of("table.encoding_name", name))),
        TableLimits.DEFAULT);
  }

  /**
   * @param sheet name of the sheet of an XLSX file; the first one when empty
   * @throws RefusedException when the file is none of the formats, is damaged or exceeds a limit
   */
  Table read(Path path, Optional<String> sheet) {
    return read(path, sheet, HeadLook.NONE, Optional.empty());
  }

  private Table read(
      Path path, Optional<String> sheet, HeadLook look, Optional<Consumer<Table>> aside) {
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
      HeadLook inUnicode = table -> look.cells(unicode(file, table));
      String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (MAPS.contains(extension)) {
        throw RefusedException.of("table.map_file", file);
      }
      if (startsWith(head, 'P', 'K', 3, 4)) {
        return unicode(file, new XlsxTable(file, limits, inUnicode).read(path, sheet, aside));
      }
      if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
        if (size > XlsTable.BYTES) {
          throw RefusedException.of("table.old_excel", file, XlsTable.BYTES >> 20);
        }
        return unicode(file, new XlsTable(file, limits, inUnicode).read(path, sheet, aside));
      }
      if (startsWith(head, '%', 'P', 'D', 'F')) {
        throw RefusedException.of("table.pdf", file);
      }
      if (file.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
        throw RefusedException.of("table.not_xlsx", file);
      }
      if (isDbf(head, file)) {
        return DbfRows.read(path, encoding.map(TextEncoding::name), limits, look);
      }
      if (sheet.isPresent()) {
        throw RefusedException.of("table.no_sheets", file);
      }
      return CsvTable.read(file, Files.readAllBytes(path), encoding, limits, look);
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("table.io", file, String.valueOf(e.getMessage())), e);
    }
  }

  /**
   * The same for whatever is imported.
   *
   * @throws RefusedException also when it lists households or persons
   */
  Table readUnlessPersons(Path path, Optional<String> sheet) {
    return readUnlessPersons(path, sheet, HeadLook.NONE);
  }

  /**
   * The same for a table that the first rows may show to be none of what is imported. The file is
   * kept as a whole, so that no sheet of it may list persons, be it read or not, be it hidden or
   * not.
   *
   * @param look is shown the head of a long table; what it throws is thrown
   * @throws RefusedException also when it lists households or persons
   */
  Table readUnlessPersons(Path path, Optional<String> sheet, HeadLook look) {
    String file = path.getFileName().toString();
    return readUnlessPersons(
        path, sheet, look, Optional.of(other -> HouseholdList.refuse(file, unicode(file, other))));
  }

  /** The same for another sheet of a file of which every sheet was looked at before. */
  Table readAnother(Path path, String sheet, HeadLook look) {
    return readUnlessPersons(path, Optional.of(sheet), look, Optional.empty());
  }

  private Table readUnlessPersons(
      Path path, Optional<String> sheet, HeadLook look, Optional<Consumer<Table>> aside) {
    String file = path.getFileName().toString();
    Table table =
        read(
            path,
            sheet,
            head -> {
              HouseholdList.refuse(file, head);
              return look.cells(head);
            },
            aside);
    HouseholdList.refuse(file, table);
    return table;
  }

  /** Text that was typed in the fonts of an older encoding, in Unicode. */
  private Table unicode(String file, Table table) {
    TableText texts = new TableText(file);
    if (encoding.isEmpty()) {
      return texts.repair(table);
    }
    return encoding.get().name().startsWith("UTF") ? table : texts.decode(table, encoding.get());
  }

  /** dBASE III to 7: the version, then the day of the last change. */
  private static boolean isDbf(byte[] head, String file) {
    int version = head[0] & 0xFF;
    boolean known = List.of(0x02, 0x03, 0x04, 0x30, 0x31, 0x83, 0x8B, 0xF5).contains(version);
    return known && file.toLowerCase(Locale.ROOT).endsWith(".dbf");
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
