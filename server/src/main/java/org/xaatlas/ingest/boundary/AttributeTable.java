package org.xaatlas.ingest.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.join.Finding;

/**
 * A dBASE table by itself.
 *
 * @param fields names, in the order of the file
 * @param records texts, numbers, booleans or null by field; deleted ones are left out
 * @param findings what a person should know, the encoding of its text among it
 */
public record AttributeTable(
    List<String> fields, List<Map<String, Object>> records, List<Finding> findings) {
  /**
   * @param cpg what the .cpg file beside it says, where there is one
   * @param encoding name of the encoding of its text, detected when empty
   * @throws org.xaatlas.message.RefusedException when the table is damaged or too large
   */
  public static AttributeTable read(
      String file, byte[] bytes, Optional<String> cpg, Optional<String> encoding) {
    DbfTable table = new DbfTable(file, bytes, cpg, encoding);
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < table.records(); i++) {
      if (!table.isDeleted(i)) {
        Limits.features(file, i + 1);
        records.add(table.record(i));
      }
    }
    return new AttributeTable(table.names(), records, table.findings());
  }
}
