package org.xaatlas.ingest.table;

/** Looks at the head of a long table before the rest of it is read. */
@FunctionalInterface
interface HeadLook {
  /** Looks at nothing. */
  HeadLook NONE = head -> Integer.MAX_VALUE;

  /**
   * @param head the first rows, at least 64, without their merged cells and without blank columns
   *     behind the last filled one
   * @return how many filled cells the whole table may have for what it is
   * @throws org.xaatlas.message.RefusedException when the table is none of what is imported
   */
  int cells(Table head);
}
