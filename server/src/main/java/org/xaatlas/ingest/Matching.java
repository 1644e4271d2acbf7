package org.xaatlas.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xaatlas.geodata.Aliases;
import org.xaatlas.join.Alias;
import org.xaatlas.join.Decision;
import org.xaatlas.join.MatchRules;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/** How the imports of every kind find units: by the lists, the alias tables and past decisions. */
public final class Matching {
  /** More different open rows than a person decides about at once; a second's work. */
  private static final int SOUGHT = 5_000;

  private final boolean acceptLikely;
  private final List<Alias> aliases = new Aliases().all();
  private final List<Decision> decisions;

  /**
   * @param store holds the decisions of people
   * @param acceptLikely whether clear first candidates are taken, with a warning each
   */
  public Matching(Store store, boolean acceptLikely) {
    this.acceptLikely = acceptLikely;
    this.decisions = store.read(reader -> reader.decisions());
  }

  /** A matcher for rows of one level of one edition. */
  public UnitMatcher matcher(UnitRegister register, Level level, Optional<String> province) {
    MatchRules.Bounds bounds = MatchRules.Bounds.of(register.units(level).size());
    return new UnitMatcher(
        register,
        level,
        province,
        new MatchRules(acceptLikely, aliases, decisions, SOUGHT, bounds));
  }

  /** The options of an import as the store keeps them, with those of the matching. */
  public Map<String, String> withOptions(Map<String, String> options) {
    Map<String, String> all = new TreeMap<>(options);
    if (acceptLikely) {
      all.put("accept-likely", "true");
    }
    return all;
  }
}
