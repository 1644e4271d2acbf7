package org.xaatlas.ingest.table;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.ingest.boundary.AttributeTable;

/** Reads a dBASE table that comes without its shapes: row 1 are the names of its fields. */
final class DbfRows {
  private DbfRows() {}

  /**
   * @param encoding name of the encoding of its text, detected when empty
   * @param look is shown the head of a long table
   */
  static Table read(
      String file, byte[] bytes, Optional<String> encoding, TableLimits limits, HeadLook look) {
    AttributeTable attributes = AttributeTable.read(file, bytes, encoding);
    TableBuilder table = new TableBuilder(file, limits, look);
    int column = 0;
    for (String name : attributes.fields()) {
      table.cell(1, column++, Cell.text(name));
    }
    table.endRow(1);
    int number = 1;
    for (Map<String, Object> record : attributes.records()) {
      number++;
      column = 0;
      for (Object value : record.values()) {
        table.cell(number, column++, cell(value));
      }
      table.endRow(number);
    }
    return table.build(new ArrayList<>(attributes.findings()));
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
