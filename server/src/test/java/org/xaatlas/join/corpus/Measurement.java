package org.xaatlas.join.corpus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;

/** What a matcher made of the rows of a corpus, by noise. */
final class Measurement {
  /** Rows of one noise by what became of them. */
  static final class Tally {
    int rows;
    int matched;
    int wrong;
    int first;
    int among;
    int open;
    int explained;
    int explainedMatched;

    void add(Tally other) {
      rows += other.rows;
      matched += other.matched;
      wrong += other.wrong;
      first += other.first;
      among += other.among;
      open += other.open;
      explained += other.explained;
      explainedMatched += other.explainedMatched;
    }
  }

  private final Map<Noise, Tally> tallies = new EnumMap<>(Noise.class);
  private final List<String> wrong = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  /** Matches the rows, each on its own: none of them competes with another for its unit. */
  void run(UnitMatcher matcher, List<Row> rows) {
    List<JoinOutcome> outcomes = matcher.match(rows.stream().map(Row::key).toList(), RowKey::row);
    for (int i = 0; i < rows.size(); i++) {
      count(rows.get(i), outcomes.get(i));
    }
  }

  private void count(Row row, JoinOutcome outcome) {
    Tally tally = tallies.computeIfAbsent(row.noise(), noise -> new Tally());
    String right = row.unit().map(unit -> unit.code()).orElse("");
    tally.rows++;
    boolean explained = row.expected() == Noise.Expected.MATCH;
    tally.explained += explained ? 1 : 0;
    List<Candidate> candidates =
        outcome.fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
    if (outcome instanceof JoinOutcome.Matched matched) {
      if (matched.code().equals(right)) {
        tally.matched++;
        tally.explainedMatched += explained ? 1 : 0;
      } else {
        tally.wrong++;
        wrong.add(describe(row, outcome) + " -> " + matched.code());
      }
    } else if (!candidates.isEmpty() && candidates.get(0).code().equals(right)) {
      tally.first++;
    } else if (candidates.stream().anyMatch(c -> c.code().equals(right))) {
      tally.among++;
    } else {
      tally.open++;
    }
    boolean failed =
        explained && !(outcome instanceof JoinOutcome.Matched)
            || row.expected() == Noise.Expected.FIRST
                && !(outcome instanceof JoinOutcome.Matched)
                && (candidates.isEmpty() || !candidates.get(0).code().equals(right));
    if (failed) {
      missed.add(describe(row, outcome) + " " + candidates);
    }
  }

  private static String describe(Row row, JoinOutcome outcome) {
    return row.noise()
        + ": \""
        + outcome.input()
        + "\" means "
        + row.unit().map(unit -> unit.code() + " " + unit.fullName()).orElse("nothing")
        + "; "
        + outcome.kind()
        + ", "
        + outcome.reason();
  }

  /** All rows that were matched to another unit than the one they mean. */
  List<String> wrong() {
    return wrong;
  }

  /** Rows that should have been matched, or have their unit first, and were or had not. */
  List<String> missed() {
    return missed;
  }

  int rows() {
    return total().rows;
  }

  private Tally total() {
    Tally total = new Tally();
    tallies.values().forEach(total::add);
    return total;
  }

  /** Share of the rows that normalising explains which were matched. */
  double explainedMatched() {
    Tally total = total();
    return (double) total.explainedMatched / total.explained;
  }

  /** Share of the rows of noises whose unit should come first in which it does, or is matched. */
  double first(Noise... noises) {
    Tally total = new Tally();
    for (Noise noise : noises) {
      total.add(tallies.getOrDefault(noise, new Tally()));
    }
    return (double) (total.first + total.matched) / total.rows;
  }

  /** The table of outcomes, one line for each noise. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append(
            "| what was done to the row | rows | matched right | **matched wrong** | asked: right"
                + " unit first")
        .append(" | asked: right unit among candidates | asked or refused without it |\n")
        .append("|---|---:|---:|---:|---:|---:|---:|\n");
    tallies.forEach((noise, tally) -> line(out, noise.words(), tally));
    line(out, "**all**", total());
    return out.toString();
  }

  private static void line(StringBuilder out, String words, Tally tally) {
    out.append("| ").append(words);
    for (int number :
        new int[] {tally.rows, tally.matched, tally.wrong, tally.first, tally.among, tally.open}) {
      out.append(" | ").append(String.format(Locale.ROOT, "%,d", number));
    }
    out.append(" |\n");
  }
}
