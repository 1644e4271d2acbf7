package org.xaatlas.join.corpus;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.RowKey;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/**
 * Measures the matching of names and prints it as Markdown: what became of the rows of the corpus,
 * and how long 10,000 of them take. {@code java -cp test-classes:xa-atlas.jar
 * org.xaatlas.join.corpus.MatchingBench [tuned] [--missed]}.
 */
public final class MatchingBench {
  private static final int ROWS = 100_000;
  private static final int TIMED = 10_000;

  private MatchingBench() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> words = List.of(arguments);
    Corpus.Part part = words.contains("tuned") ? Corpus.Part.TUNED : Corpus.Part.MEASURED;
    String cold = time();
    if (words.contains("--time")) {
      out.println(cold + "; " + time() + "; " + time());
      return;
    }
    Measurement measurement = CorpusTest.measure(part, ROWS);
    out.printf(
        Locale.ROOT,
        "%,d rows about %s units: %.2f %% of those that normalising explains are matched, %d"
            + " matched wrongly; with one wrong letter the right unit comes first in %.2f %%.%n%n",
        measurement.rows(),
        part == Corpus.Part.TUNED ? "the tuned" : "unseen",
        100 * measurement.explainedMatched(),
        measurement.wrong().size(),
        100 * measurement.first(Noise.WRONG_LETTER, Noise.NEIGHBOUR_KEY));
    out.println(measurement.markdown());
    out.printf(
        "%,d rows of all kinds against 3,321 units: %s in a fresh process, %s after that.%n",
        TIMED, cold, time());
    if (words.contains("--missed")) {
      measurement.wrong().forEach(line -> out.println("WRONG " + line));
      measurement.missed().forEach(line -> out.println("MISSED " + line));
    }
  }

  /** How long it takes to set up a matcher and to match the rows, in one thread. */
  private static String time() {
    UnitRegister today = UnitLists.of2025();
    List<RowKey> rows =
        new Corpus(today, UnitLists.of2021(), Corpus.Part.MEASURED, 7)
            .rows(TIMED).stream().map(Row::key).toList();
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long busy = thread.getCurrentThreadCpuTime();
    List<JoinOutcome> outcomes =
        new UnitMatcher(today, Level.COMMUNE, Optional.empty()).match(rows, RowKey::row);
    double ran = (thread.getCurrentThreadCpuTime() - busy) / 1e9;
    double passed = (System.nanoTime() - start) / 1e9;
    if (outcomes.size() != rows.size()) {
      throw new IllegalStateException("Rows were lost");
    }
    return String.format(Locale.ROOT, "%.2f s of run time (%.2f s by the clock)", ran, passed);
  }
}
