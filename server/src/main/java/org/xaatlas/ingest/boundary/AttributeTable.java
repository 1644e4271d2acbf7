package org.xaatlas.ingest.boundary;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.xaatlas.join.Finding;

/** A dBASE table by itself. Used by one thread. */
public final class AttributeTable {
  private final String file;
  private final DbfTable table;

  private AttributeTable(String file, DbfTable table) {
    this.file = file;
    this.table = table;
  }

  /**
   * @param cpg what the .cpg file beside it says, where there is one
   * @param encoding name of the encoding of its text, detected when empty
   * @throws org.xaatlas.message.RefusedException when the table is damaged
   */
  public static AttributeTable read(
      String file, byte[] bytes, Optional<String> cpg, Optional<String> encoding) {
    return new AttributeTable(file, new DbfTable(file, bytes, cpg, encoding));
  }

  /** Names, in the order of the file. */
  public List<String> fields() {
    return table.names();
  }

  /**
   * Reads one record after the other; deleted ones are left out.
   *
   * @param each takes the number of the record among those that are there, from 1, and its texts,
   *     numbers, booleans or nulls in the order of the fields
   * @throws org.xaatlas.message.RefusedException when the table is damaged or too large
   */
  public void records(BiConsumer<Integer, Collection<Object>> each) {
    int number = 0;
    for (int i = 0; i < table.records(); i++) {
      if (!table.isDeleted(i)) {
        Limits.features(file, i + 1);
        each.accept(++number, table.record(i).values());
      }
    }
  }

  /** What a person should know, the encoding of its text among it. */
  public List<Finding> findings() {
    return table.findings();
  }
}
