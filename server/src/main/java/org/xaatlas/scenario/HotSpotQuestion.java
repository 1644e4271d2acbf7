package org.xaatlas.scenario;

import java.util.Optional;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Level;

/**
 * Where like lies by like: what is asked.
 *
 * @param indicator id in the catalogue
 * @param period empty: the latest figures
 * @param edition empty: the newest
 * @param group {@code all} or an id of the catalogue
 * @param province only the units of this province; empty: all
 * @param permutations draws for the test of each unit
 * @param seed the same seed gives the same result
 * @param alpha share of false discoveries that is accepted among what is called significant
 * @param nearest how many nearest units stand for the neighbours of an island or an enclave; 0: it
 *     has none
 * @param smoothed whether rates with counts are made comparable (empirical Bayes)
 */
public record HotSpotQuestion(
    String indicator,
    Optional<Period> period,
    Optional<String> edition,
    Level level,
    String group,
    Optional<String> province,
    Statistic statistic,
    int permutations,
    long seed,
    double alpha,
    int nearest,
    boolean smoothed) {
  public static final int MAX_PERMUTATIONS = 99_999;
  public static final int MAX_NEAREST = 20;

  /** Which local index. */
  public enum Statistic {
    /** Local Moran's I. */
    LISA,
    /** Getis and Ord's Gi*. */
    GI
  }

  /** The question of who asks for nothing special: all communes of today, the latest figures. */
  public static HotSpotQuestion of(String indicator) {
    return new HotSpotQuestion(
        indicator,
        Optional.empty(),
        Optional.empty(),
        Level.COMMUNE,
        "all",
        Optional.empty(),
        Statistic.LISA,
        9_999,
        1,
        0.05,
        4,
        true);
  }

  public HotSpotQuestion {
    if (permutations < 1
        || permutations > MAX_PERMUTATIONS
        || nearest < 0
        || nearest > MAX_NEAREST
        || !(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("Out of bounds: " + permutations + ", " + nearest);
    }
  }
}
