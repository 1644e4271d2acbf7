package org.xaatlas.crosswalk;

import java.util.Optional;

/**
 * Counts of an older edition on the units of a newer one, in the order of those. Immutable as long
 * as nobody writes into its arrays, which it does not copy: a release carries thousands of them.
 */
public final class Carried {
  private static final Basis[] BASES = Basis.values();

  /** Why a unit has no figure. */
  public enum Gap {
    /** No link leads to the unit. */
    NO_LINK,
    /** A unit whose land it has reported no figure: a sum without it would be too small. */
    NOT_REPORTED,
    /** Too much of the figure would rest on a division that nobody knows. */
    TOO_UNCERTAIN
  }

  private final double[] values;
  private final double[] partialShares;
  private final double[] unknownShares;
  private final byte[] bases;
  private final Gap[] gaps;

  Carried(
      double[] values, double[] partialShares, double[] unknownShares, byte[] bases, Gap[] gaps) {
    this.values = values;
    this.partialShares = partialShares;
    this.unknownShares = unknownShares;
    this.bases = bases;
    this.gaps = gaps;
  }

  /** How many units. */
  public int size() {
    return values.length;
  }

  /** The count; NaN where there is none, and {@link #gap} says why. */
  public double value(int unit) {
    return gaps[unit] == null ? values[unit] : Double.NaN;
  }

  /** Why a unit has no figure; empty for one that has. */
  public Optional<Gap> gap(int unit) {
    return Optional.ofNullable(gaps[unit]);
  }

  /** The share of the count, 0 to 1, that came from units that were divided. */
  public double partialShare(int unit) {
    return partialShares[unit];
  }

  /**
   * How much of the count may belong elsewhere, 0 to 1: what the units that were divided nobody
   * knows how counted, as a share of all that may have come here.
   */
  public double unknownShare(int unit) {
    return unknownShares[unit];
  }

  /** The weakest that the shares of divided units were measured in. */
  public Basis basis(int unit) {
    return BASES[bases[unit]];
  }
}
