package org.xaatlas.join;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file is matched with: the places that its rows name, and how much more is looked for.
 * For one thread.
 */
final class Search {
  /** How many places that rows name are remembered while a file is matched. */
  private static final int SCOPES = 2_000;

  private final NameIndex names;
  private final Places places;
  private final Map<String, Scope> scopes = new HashMap<>();
  private int left;

  /**
   * @param sought how many times candidates are looked for
   */
  Search(NameIndex names, Places places, int sought) {
    this.names = names;
    this.places = places;
    this.left = sought;
  }

  boolean goesOn() {
    return left > 0;
  }

  List<Candidate> like(UnitName name, Optional<String> type, BitSet members) {
    left--;
    return names.like(name, type, members, UnitMatcher.CANDIDATES);
  }

  /** Where a row says that its unit lies. */
  Scope scope(RowKey row) {
    if (scopes.size() > SCOPES) {
      scopes.clear();
    }
    return scopes.computeIfAbsent(
        RowKey.filled(row.parent()).orElse(""), parent -> places.scope(parent, this));
  }
}
