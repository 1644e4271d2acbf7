package org.xaatlas.release;

import org.xaatlas.crosswalk.Basis;

/**
 * What a figure stands on that was carried from an older edition.
 *
 * @param basis the weakest that the shares of divided units were measured in; whole where none was
 *     divided
 * @param partialShare the share of the figure, 0 to 1, that came from divided units
 * @param unknownShare how much of the figure may belong elsewhere, 0 to 1
 */
public record Footing(Basis basis, double partialShare, double unknownShare) {
  /** A rate is as good as the worse of its counts. */
  Footing worse(Footing other) {
    return new Footing(
        basis.weaker(other.basis),
        Math.max(partialShare, other.partialShare),
        Math.max(unknownShare, other.unknownShare));
  }
}
