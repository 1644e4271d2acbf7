package org.xaatlas.ingest.boundary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.ingest.Progress;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.message.Area;
import org.xaatlas.message.Message;
import org.xaatlas.spatial.Clusters;
import org.xaatlas.spatial.CoverageCheck;
import org.xaatlas.spatial.GeometryCheck;
import org.xaatlas.spatial.HeapNeed;

/**
 * Checks the outlines of a file, each by itself and all with their neighbours, and says what is
 * wrong with them. For one thread.
 */
final class OutlineChecks {
  /** From so many vertices on a file says what memory it needs. */
  private static final long LARGE = 1_000_000;

  /** How many of the largest overlaps and gaps are named. */
  private static final int WORST = 10;

  private final Progress progress;
  private final List<Finding> findings;

  /** By row; what is not in it has no usable outline. */
  private final Map<Integer, MultiPolygon> outlines = new HashMap<>();

  OutlineChecks(Progress progress, List<Finding> findings) {
    this.progress = progress;
    this.findings = findings;
  }

  /** The outline of a row, where it has one that is sound or could be repaired. */
  Optional<MultiPolygon> outline(int row) {
    return Optional.ofNullable(outlines.get(row));
  }

  /** Checks each outline and takes those that are sound or could be repaired. */
  void check(List<SourceFeature> features, List<MultiPolygon> placed) {
    Message step = Message.of("boundary.step_checking");
    progress.at(step, 0, placed.size());
    List<GeometryCheck.Result> results =
        placed.parallelStream()
            .map(outline -> outline == null ? null : GeometryCheck.check(outline))
            .toList();
    for (int i = 0; i < placed.size(); i++) {
      SourceFeature feature = features.get(i);
      int row = feature.row();
      progress.at(step, i, placed.size());
      feature.fault().ifPresent(why -> broken(row, why));
      for (Message mended : feature.mended()) {
        tell("boundary.repaired", Severity.WARNING, List.of(row), mended);
      }
      if (placed.get(i) == null) {
        continue;
      }
      GeometryCheck.Result result = results.get(i);
      if (result instanceof GeometryCheck.Sound sound) {
        outlines.put(row, sound.geometry());
      } else if (result instanceof GeometryCheck.Repaired repaired) {
        outlines.put(row, repaired.geometry());
        tell(
            "boundary.repaired",
            Severity.WARNING,
            List.of(row),
            Message.of(
                "boundary.repaired",
                Integer.toString(row),
                repaired.fault(),
                place(repaired.at()),
                new Area(repaired.squareMetres())));
      } else if (result instanceof GeometryCheck.Broken broken) {
        broken(row, broken.why());
      }
    }
  }

  private void broken(int row, Message why) {
    tell(
        "boundary.broken",
        Severity.ERROR,
        List.of(row),
        Message.of("boundary.broken", Integer.toString(row), why));
  }

  /**
   * Looks for overlaps and gaps between all outlines, and ends here where memory is too short.
   *
   * @param vertices of the file
   */
  void coverage(List<JoinOutcome> outcomes, long vertices) {
    // Open rows take part by their number: left out, each would look like a gap.
    Map<String, Integer> rowOf = new HashMap<>();
    SortedMap<String, MultiPolygon> all = new TreeMap<>();
    for (JoinOutcome outcome : outcomes) {
      MultiPolygon outline = outlines.get(outcome.row());
      if (outline != null) {
        String label =
            outcome.fold(
                JoinOutcome.Matched::code,
                ambiguous -> "#" + ambiguous.row(),
                unmatched -> "#" + unmatched.row(),
                skipped -> "#" + skipped.row());
        rowOf.put(label, outcome.row());
        all.put(label, outline);
      }
    }
    need(List.copyOf(all.values()), vertices);
    CoverageCheck.Report report = CoverageCheck.check(all);
    if (!report.complete()) {
      tell(
          "boundary.coverage_unfinished",
          Severity.WARNING,
          Message.of("boundary.coverage_unfinished"));
    }
    if (!report.overlaps().isEmpty()) {
      tell(
          "boundary.overlaps",
          Severity.WARNING,
          Message.of(
              "boundary.overlaps",
              report.overlaps().size(),
              new Area(report.overlapSquareMetres())));
      for (CoverageCheck.Overlap overlap : worst(report.overlaps())) {
        tell(
            "boundary.overlap",
            Severity.INFO,
            sorted(rowOf.get(overlap.first()), rowOf.get(overlap.second())),
            Message.of(
                "boundary.overlap",
                overlap.first(),
                overlap.second(),
                new Area(overlap.squareMetres()),
                place(overlap.place())));
      }
    }
    if (!report.gaps().isEmpty()) {
      tell(
          "boundary.gaps",
          Severity.WARNING,
          Message.of("boundary.gaps", report.gaps().size(), new Area(report.gapSquareMetres())));
      for (CoverageCheck.Gap gap : worst(report.gaps())) {
        tell(
            "boundary.gap",
            Severity.INFO,
            sorted(gap.units().stream().map(rowOf::get).toArray(Integer[]::new)),
            Message.of(
                "boundary.gap",
                String.join(", ", gap.units()),
                new Area(gap.squareMetres()),
                place(gap.place())));
      }
    }
  }

  /** Ends here where memory is short; says what a large file needs. */
  private void need(List<MultiPolygon> all, long vertices) {
    long largest = 0;
    for (int[] cluster :
        Clusters.of(all.stream().map(MultiPolygon::getEnvelopeInternal).toList(), 0)) {
      largest =
          Math.max(largest, Arrays.stream(cluster).mapToLong(i -> all.get(i).getNumPoints()).sum());
    }
    HeapNeed here = HeapNeed.toImport(vertices, largest);
    here.require(vertices);
    if (vertices >= LARGE) {
      tell(
          "boundary.memory",
          Severity.INFO,
          Message.of(
              "boundary.memory",
              vertices,
              here.megabytes(),
              HeapNeed.toPublish(vertices, largest).megabytes()));
    }
  }

  private static List<Integer> sorted(Integer... rows) {
    return Arrays.stream(rows).sorted().toList();
  }

  private static <T> List<T> worst(List<T> largestFirst) {
    return largestFirst.subList(0, Math.min(WORST, largestFirst.size()));
  }

  private static String place(Coordinate at) {
    return String.format(Locale.ROOT, "%.6f, %.6f", at.x, at.y);
  }

  private void tell(String rule, Severity severity, List<Integer> rows, Message message) {
    findings.add(new Finding(rule, severity, rows, message));
  }

  private void tell(String rule, Severity severity, Message message) {
    tell(rule, severity, List.of(), message);
  }
}
