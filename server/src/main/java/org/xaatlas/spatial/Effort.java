package org.xaatlas.spatial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.locationtech.jts.algorithm.LineIntersector;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.noding.BasicSegmentString;
import org.locationtech.jts.noding.MCIndexNoder;
import org.locationtech.jts.noding.SegmentIntersector;
import org.locationtech.jts.noding.SegmentString;

/**
 * How much work outlines may cause. Those of real units cross hardly ever; outlines made to cross
 * each other everywhere would keep a computer busy for days and fill its memory. The bound counts
 * steps of some nanoseconds and not time, so that the same outlines always end alike.
 *
 * <p>For one thread.
 */
final class Effort {
  /** What finding, keeping and linking a crossing costs, in steps. */
  private static final int CROSSING = 2000;

  private long left;

  Effort(long steps) {
    this.left = steps;
  }

  /** The bound was reached: the work is given up. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Exhausted() {
      super("The bound on the work was reached", null, false, false);
    }
  }

  /**
   * Takes some steps.
   *
   * @throws Exhausted when they are not left
   */
  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new Exhausted();
    }
  }

  /**
   * Goes through the segments of lines that may cross each other, and counts those that do. What
   * passes can be cut at its crossings in about the same time.
   *
   * @throws Exhausted when that takes more steps than are left
   */
  void spendOnCrossings(Collection<CoordinateSequence> lines) {
    List<SegmentString> strings = new ArrayList<>(lines.size());
    for (CoordinateSequence line : lines) {
      spend(line.size());
      strings.add(new BasicSegmentString(line.toCoordinateArray(), null));
    }
    new MCIndexNoder(new Counter(null)).computeNodes(strings);
  }

  /** Counts what another does with segments that may cross, and gives up when that is too much. */
  SegmentIntersector counted(SegmentIntersector work) {
    return new Counter(work);
  }

  private final class Counter implements SegmentIntersector {
    private final LineIntersector intersector = new RobustLineIntersector();
    private final SegmentIntersector work;

    /**
     * @param work done besides; may be null
     */
    Counter(SegmentIntersector work) {
      this.work = work;
    }

    @Override
    public void processIntersections(SegmentString a, int i, SegmentString b, int k) {
      spend(1);
      if (work != null) {
        work.processIntersections(a, i, b, k);
      }
      if (a == b && Math.abs(i - k) <= 1) {
        return;
      }
      intersector.computeIntersection(
          a.getCoordinate(i), a.getCoordinate(i + 1), b.getCoordinate(k), b.getCoordinate(k + 1));
      if (intersector.hasIntersection() && intersector.isInteriorIntersection()) {
        spend(CROSSING);
      }
    }

    @Override
    public boolean isDone() {
      return false;
    }
  }
}
