package org.xaatlas.store.sql;

import org.xaatlas.unit.Level;

/** What the layers of a store are called. */
public final class LayerNames {
  private LayerNames() {}

  /**
   * {@code communes_2025_07_01}; needs no quoting in SQL, as an edition id is digits and dashes.
   */
  public static String of(String edition, Level level) {
    if (!edition.matches("[0-9-]{1,10}")) {
      throw new IllegalArgumentException("Not the id of an edition: " + edition);
    }
    return level.collection() + "_" + edition.replace('-', '_');
  }
}
