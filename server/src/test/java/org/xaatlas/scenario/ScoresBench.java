package org.xaatlas.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.xaatlas.priority.Scores;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.ReleaseRepository;

/**
 * Times the scores of a scenario, without draws, without HTTP and without writing the answer:
 * {@code ScoresBench DATA SCENARIO.json RUNS}. Prints two medians in milliseconds: the scenario
 * from the columns of the release to the order of its units, and of that the scores by themselves.
 */
final class ScoresBench {
  /** Runs before those that count: code that is not compiled yet says nothing of a server. */
  private static final int WARM = 60;

  private ScoresBench() {}

  public static void main(String[] args) throws Exception {
    Scenario scenario = ScenarioReader.read(Files.readAllBytes(Path.of(args[1])));
    int runs = Integer.parseInt(args[2]);
    try (ReleaseRepository releases = new FileReleaseRepository(Path.of(args[0]));
        OpenRelease release = OpenRelease.open(releases, releases.current().orElseThrow())) {
      double[] whole = new double[runs];
      double[] scores = new double[runs];
      int units = 0;
      for (int i = -WARM; i < runs; i++) {
        long start = System.nanoTime();
        ScenarioRun run = ScenarioRun.of(release, scenario);
        long middle = System.nanoTime();
        Scores again = Scores.of(run.table(), scenario.method());
        long end = System.nanoTime();
        if (!Arrays.equals(again.score(), run.scores().score())) {
          throw new IllegalStateException("The same scenario has other scores");
        }
        units = run.order().length;
        if (i >= 0) {
          whole[i] = (middle - start) / 1e6;
          scores[i] = (end - middle) / 1e6;
        }
      }
      Arrays.sort(whole);
      Arrays.sort(scores);
      System.out.printf(
          java.util.Locale.ROOT, "%.3f %.3f %d%n", whole[runs / 2], scores[runs / 2], units);
    }
  }
}
