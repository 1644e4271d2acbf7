package org.xaatlas.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.xaatlas.priority.Criterion;
import org.xaatlas.priority.Method;
import org.xaatlas.priority.PairwiseWeights;
import org.xaatlas.priority.Sensitivity;
import org.xaatlas.series.Period;
import org.xaatlas.unit.Level;

/**
 * A scenario as written down. The same document on the same release gives the same result.
 *
 * @param title for people
 * @param note what its makers want remembered; may be empty
 * @param release id of the release it was made on; empty: the one it is run on
 * @param edition empty: the newest one
 * @param period of the figures; empty: the latest of each indicator
 * @param beforeApproval whether preliminary figures count before approved ones, as when the council
 *     sits before the approval
 * @param units which units are compared
 * @param method how points become a score
 * @param criteria what counts, in order
 * @param top how many of the first units are looked at, by sensitivity and where no money is given
 * @param draws what sensitivity draws; empty: no sensitivity
 * @param pairwise where the weights come from comparisons of pairs: how consistent they are
 * @param budget money to be given out; empty: none
 * @param document as it was read; not to be changed
 */
public record Scenario(
    String title,
    String note,
    Optional<String> release,
    Optional<String> edition,
    Level level,
    Optional<Period> period,
    boolean beforeApproval,
    Eligible units,
    Method method,
    List<Measure> criteria,
    int top,
    Optional<Sensitivity.Draws> draws,
    Optional<PairwiseWeights> pairwise,
    Optional<Budget> budget,
    JsonNode document) {
  /** What the documents this program reads call themselves. */
  public static final String FORMAT = "xa-atlas-scenario/1";

  public Scenario {
    criteria = List.copyOf(criteria);
  }

  /** Whether points are summed as a rule gives them, so that weights are of no account. */
  boolean summed() {
    return method == Method.SUMMED_POINTS;
  }

  /** The same with approved figures first, and only ranked: for comparison. */
  Scenario approved() {
    return new Scenario(
        title,
        note,
        release,
        edition,
        level,
        period,
        false,
        units,
        method,
        criteria,
        top,
        Optional.empty(),
        pairwise,
        Optional.empty(),
        document);
  }

  /**
   * Which units are compared: those that pass every filter, and those named, less those left out.
   *
   * @param provinces codes; empty: all
   * @param designations {@code scheme} or {@code scheme:class}; a unit needs one of them; empty:
   *     any
   * @param ranges what values a unit must have
   * @param include codes with the reason
   * @param exclude codes with the reason
   */
  public record Eligible(
      List<String> provinces,
      List<String> designations,
      List<Range> ranges,
      Map<String, String> include,
      Map<String, String> exclude) {
    public Eligible {
      provinces = List.copyOf(provinces);
      designations = List.copyOf(designations);
      ranges = List.copyOf(ranges);
      include = Map.copyOf(include);
      exclude = Map.copyOf(exclude);
    }
  }

  /** Values of an indicator, both ends included; a unit without a value does not pass. */
  public record Range(String indicator, String group, OptionalDouble least, OptionalDouble most) {}

  /**
   * Where the values of a criterion come from.
   *
   * @param name for people; empty: as the catalogue calls it
   * @param of id of an indicator or of a designation scheme
   * @param group of an indicator
   * @param designation whether it is a scheme
   * @param citation where points and weights come from, for the score sheet; may be empty
   */
  public record Measure(
      Criterion criterion,
      String name,
      String of,
      String group,
      boolean designation,
      String citation) {
    /** The same with another weight. */
    Measure weighing(double weight) {
      return new Measure(
          new Criterion(
              criterion.id(),
              criterion.function(),
              criterion.moreFirst(),
              weight,
              criterion.missing()),
          name,
          of,
          group,
          designation,
          citation);
    }
  }
}
