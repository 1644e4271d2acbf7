package org.xaatlas.ingest.table;

import org.xaatlas.ingest.HouseholdSigns;
import org.xaatlas.message.Message;

/** Refuses tables that list households or persons, by what {@link HouseholdSigns} sees in them. */
final class HouseholdList {
  private HouseholdList() {}

  /**
   * @param file its name; the refusal names the sheet, too, where there is one
   * @throws org.xaatlas.message.RefusedException when the table lists households or persons
   */
  static void refuse(String file, Table table) {
    Object named =
        table.sheet().isEmpty() ? file : Message.of("table.in_sheet", file, table.sheet());
    HouseholdSigns.refuse(
        named, table.rows().stream().limit(HouseholdSigns.SAMPLE).map(Table.Row::cells).toList());
  }
}
