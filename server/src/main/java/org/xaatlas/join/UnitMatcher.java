package org.xaatlas.join;

import java.util.List;
import java.util.Optional;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * Finds the unit that each row of a file means, within one level of one edition.
 *
 * <p>A row is matched in silence only when its code is a code of the level (and its name, where it
 * has one, does not contradict it), or when normalising alone explains its name and one unit bears
 * it within the province asked for. Two rows that claim one unit are both ambiguous. Stateless
 * between calls, safe to share.
 */
public final class UnitMatcher {
  private final UnitRegister register;
  private final Level level;
  private final Optional<String> province;

  /**
   * @param register the units of the edition
   * @param level the tier the rows are about
   * @param province code of the province that all rows lie in, when the user said so
   */
  public UnitMatcher(UnitRegister register, Level level, Optional<String> province) {
    this.register = register;
    this.level = level;
    this.province = province;
  }

  /** One outcome for each row, in the order given. */
  public List<JoinOutcome> match(List<RowKey> rows) {
    throw new UnsupportedOperationException();
  }
}
