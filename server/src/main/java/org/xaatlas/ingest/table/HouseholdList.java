package org.xaatlas.ingest.table;

import org.xaatlas.ingest.HouseholdSigns;

/** Refuses tables that list households or persons, by what {@link HouseholdSigns} sees in them. */
final class HouseholdList {
  private HouseholdList() {}

  /**
   * @throws org.xaatlas.message.RefusedException when the table lists households or persons
   */
  static void refuse(String file, Table table) {
    HouseholdSigns.refuse(
        file, table.rows().stream().limit(HouseholdSigns.SAMPLE).map(Table.Row::cells).toList());
  }
}
