package org.xaatlas.join.corpus;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Eager;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * Measures what {@code --accept-likely} would take and how often wrongly, for thresholds around
 * those in use, and prints it as Markdown. {@code java -cp test-classes:xa-atlas.jar
 * org.xaatlas.join.corpus.LikelyBench [rows] [--wrong]}.
 */
public final class LikelyBench {
  private static final double[] CLEAR = {0.70, 0.75, 0.80, 0.85, 0.90};
  private static final double[] LEAD = {0, 0.04, 0.08, 0.12, 0.16, 0.20, 0.25};

  private LikelyBench() {}

  /**
   * A row that was asked about and whose first candidate may be taken.
   *
   * @param score likeness of the first candidate
   * @param lead how far the second is behind
   * @param right whether the first candidate is what the row means
   */
  record Offer(double score, double lead, boolean right, String told) {
    boolean isTaken(double clear, double least) {
      return score >= clear && lead >= least;
    }
  }

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> words = List.of(arguments);
    int rows =
        words.stream()
            .filter(w -> w.matches("\\d+"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElse(100_000);
    List<Offer> tuned = offers(Corpus.Part.TUNED, rows);
    List<Offer> measured = offers(Corpus.Part.MEASURED, rows);
    out.println(
        "| likeness at least | second behind by | tuned: taken right | wrong | unseen: taken right | wrong |");
    out.println("|---:|---:|---:|---:|---:|---:|");
    for (double clear : CLEAR) {
      for (double lead : LEAD) {
        out.printf(
            Locale.ROOT,
            "| %.2f | %.2f | %,d | %,d | %,d | %,d |%n",
            clear,
            lead,
            taken(tuned, clear, lead, true),
            taken(tuned, clear, lead, false),
            taken(measured, clear, lead, true),
            taken(measured, clear, lead, false));
      }
    }
    if (words.contains("--wrong")) {
      for (List<Offer> part : List.of(tuned, measured)) {
        part.stream()
            .filter(offer -> !offer.right() && offer.isTaken(CLEAR[0], 0.06))
            .forEach(offer -> out.println("WRONG " + offer));
      }
    }
  }

  static long taken(List<Offer> offers, double clear, double lead, boolean right) {
    return offers.stream().filter(o -> o.right() == right && o.isTaken(clear, lead)).count();
  }

  /** The rows of a part of the corpus, seventy per cent of them of the edition in force. */
  static List<Offer> offers(Corpus.Part part, int rows) {
    UnitRegister today = UnitLists.of2025();
    UnitRegister before = UnitLists.of2021();
    long seed = part == Corpus.Part.TUNED ? 101 : 20_260_701;
    List<Offer> offers = new ArrayList<>();
    int ofToday = rows * 7 / 10;
    offer(today, new Corpus(today, before, part, seed).rows(ofToday), offers);
    offer(before, new Corpus(before, today, part, seed + 1).rows(rows - ofToday), offers);
    return offers;
  }

  private static void offer(UnitRegister register, List<Row> rows, List<Offer> offers) {
    List<JoinOutcome> strict =
        new UnitMatcher(register, Level.COMMUNE, Optional.empty())
            .match(rows.stream().map(Row::key).toList(), key -> key.row());
    List<JoinOutcome> eager =
        Eager.matcher(register, 0, 0).match(rows.stream().map(Row::key).toList(), key -> key.row());
    for (int i = 0; i < rows.size(); i++) {
      List<Candidate> candidates =
          strict
              .get(i)
              .fold(m -> List.of(), a -> a.candidates(), u -> u.candidates(), s -> List.of());
      if (eager.get(i) instanceof JoinOutcome.Matched taken && !candidates.isEmpty()) {
        String right = rows.get(i).unit().map(unit -> unit.code()).orElse("");
        double second = candidates.size() > 1 ? candidates.get(1).score() : 0;
        offers.add(
            new Offer(
                candidates.get(0).score(),
                candidates.get(0).score() - second,
                taken.code().equals(right),
                rows.get(i).noise() + ": " + taken.input() + " " + candidates));
      }
    }
  }
}
