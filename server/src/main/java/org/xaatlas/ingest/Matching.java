package org.xaatlas.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xaatlas.geodata.Aliases;
import org.xaatlas.join.MatchRules;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/** How the imports of every kind find units: by the lists, the alias tables and past decisions. */
public final class Matching {
  /** More different open rows than a person decides about at once; a second's work. */
  private static final int SOUGHT = 5_000;

  /** More rows than any edition has units, in twenty series. */
  private static final int OPEN = 200_000;

  private final MatchRules rules;

  /**
   * @param store holds the decisions of people
   * @param acceptLikely whether clear first candidates are taken, with a warning each
   */
  public Matching(Store store, boolean acceptLikely) {
    this.rules =
        new MatchRules(
            acceptLikely,
            new Aliases().all(),
            store.read(reader -> reader.decisions()),
            SOUGHT,
            OPEN);
  }

  /** A matcher for rows of one level of one edition. */
  public UnitMatcher matcher(UnitRegister register, Level level, Optional<String> province) {
    return new UnitMatcher(register, level, province, rules);
  }

  /** The options of an import as the store keeps them, with those of the matching. */
  public Map<String, String> withOptions(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    if (rules.acceptLikely()) {
      all.put("accept-likely", "true");
    }
    return all;
  }
}
