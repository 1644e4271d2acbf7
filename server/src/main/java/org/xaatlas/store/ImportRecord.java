package org.xaatlas.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * One import, as the store remembers it, so that any figure can be traced.
 *
 * @param number 1, 2, 3, ... in the order of the imports; 0 before the store has given one
 * @param kind boundaries, statistics, designations, units, crosswalk, groups
 * @param edition the edition it was joined in; the newer one for a crosswalk
 * @param fileName name of the file, without its folder
 * @param sha256 hash of its bytes, under which the store keeps them
 * @param options the options it was run with
 * @param report the match report as JSON
 * @param at when it was done
 */
public record ImportRecord(
    long number,
    String kind,
    String edition,
    String fileName,
    String sha256,
    Map<String, String> options,
    String report,
    Instant at) {
  public ImportRecord {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(edition, "edition");
    Objects.requireNonNull(fileName, "fileName");
    Objects.requireNonNull(sha256, "sha256");
    options = Map.copyOf(options);
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(at, "at");
  }
}
