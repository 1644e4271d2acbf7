package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.xaatlas.release.Manifest.RollupEntry;
import org.xaatlas.release.Manifest.RollupPeriod;

/**
 * Units of an edition put together in one way, with their sums as published. Pieces are read when
 * they are asked for. Safe to share.
 */
public final class OpenRollup {
  private final RollupEntry entry;
  private final PieceFiles files;

  OpenRollup(RollupEntry entry, PieceFiles files) {
    this.entry = entry;
    this.files = files;
  }

  public RollupEntry entry() {
    return entry;
  }

  /** The periods that have sums, oldest first. */
  public List<String> periods() {
    return entry.periods().stream().map(RollupPeriod::period).toList();
  }

  /** Codes, names and units of the groups; not to be changed. */
  public JsonNode groups() {
    return files.tree(entry.groups());
  }

  /** The sums of a period, by place of the groups; empty for one without. Not to be changed. */
  public Optional<JsonNode> sums(String period) {
    return entry.periods().stream()
        .filter(each -> each.period().equals(period))
        .findFirst()
        .map(each -> files.tree(each.piece()));
  }
}
