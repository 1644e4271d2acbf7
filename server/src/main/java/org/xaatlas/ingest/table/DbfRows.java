package org.xaatlas.ingest.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xaatlas.ingest.boundary.AttributeTable;

/** Reads a dBASE table that comes without its shapes: row 1 are the names of its fields. */
final class DbfRows {
  private static final int LONGEST_CPG = 200;

  private DbfRows() {}

  /**
   * @param encoding name of the encoding of its text, detected when empty
   * @param look is shown the head of a long table
   */
  static Table read(Path path, Optional<String> encoding, TableLimits limits, HeadLook look)
      throws IOException {
    String file = path.getFileName().toString();
    AttributeTable attributes =
        AttributeTable.read(file, Files.readAllBytes(path), cpg(path), encoding);
    TableBuilder table = new TableBuilder(file, limits, look);
    int column = 0;
    for (String name : attributes.fields()) {
      table.cell(1, column++, Cell.text(name));
    }
    table.endRow(1);
    attributes.records(
        (number, values) -> {
          int at = 0;
          for (Object value : values) {
            table.cell(number + 1, at++, cell(value));
          }
          table.endRow(number + 1);
        });
    return table.build(new ArrayList<>(attributes.findings()));
  }

  /** What the file beside it says of its encoding; longer ones than any name are no such file. */
  private static Optional<String> cpg(Path path) throws IOException {
    String name = path.getFileName().toString();
    String base = name.substring(0, name.length() - "dbf".length());
    for (String extension : List.of("cpg", "CPG")) {
      Path beside = path.resolveSibling(base + extension);
      if (Files.isRegularFile(beside) && Files.size(beside) <= LONGEST_CPG) {
        return Optional.of(
            new String(Files.readAllBytes(beside), StandardCharsets.UTF_8).replace("\uFEFF", ""));
      }
    }
    return Optional.empty();
  }

  private static Cell cell(Object value) {
    if (value == null) {
      return Cell.BLANK;
    }
    return value instanceof Number number
        ? Cell.number(number.doubleValue())
        : Cell.text(value.toString());
  }
}
