package org.xaatlas.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a publish came to.
 *
 * @param release id of the release that is current now
 * @param changed whether another release was current before
 * @param built pieces made and kept
 * @param reused pieces of the release that were there already
 * @param tilesBuilt whether a tile archive was made
 * @param timings how long each step took, in the order of the steps: {@code geometry}, {@code
 *     tiles}, {@code figures}, ...
 * @param disagreed how many totals that somebody told are not the sums of their parts
 * @param disagreements the first of them
 */
public record PublishResult(
    String release,
    boolean changed,
    int built,
    int reused,
    boolean tilesBuilt,
    Map<String, Duration> timings,
    long disagreed,
    List<Disagreement> disagreements) {
  public PublishResult {
    timings = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(timings));
    disagreements = List.copyOf(disagreements);
  }
}
