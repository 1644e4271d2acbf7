package org.xaatlas.ingest;

import java.util.OptionalLong;
import org.xaatlas.join.MatchReport;

/**
 * What an import came to.
 *
 * @param report every row with its outcome, and the findings
 * @param importNumber the number the store gave it; empty when nothing was stored, because of
 *     {@code --dry-run}, of errors, or of open rows without {@code --accept-unmatched}
 */
public record ImportResult(MatchReport report, OptionalLong importNumber) {
  public boolean stored() {
    return importNumber.isPresent();
  }
}
