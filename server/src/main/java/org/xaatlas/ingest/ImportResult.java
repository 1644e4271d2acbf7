package org.xaatlas.ingest;

import java.util.Optional;
import java.util.OptionalLong;
import org.xaatlas.join.MatchReport;

/**
 * What an import came to.
 *
 * @param report every row with its outcome, and the findings
 * @param importNumber the number the store gave it; empty when nothing was stored, because of
 *     {@code --dry-run}, of errors, or of open rows without {@code --accept-unmatched}
 * @param sheet the sheet that was read, where the file has sheets
 */
public record ImportResult(MatchReport report, OptionalLong importNumber, Optional<String> sheet) {
  /** Of a file without sheets. */
  public ImportResult(MatchReport report, OptionalLong importNumber) {
    this(report, importNumber, Optional.empty());
  }

  public boolean stored() {
    return importNumber.isPresent();
  }
}
