package org.xaatlas.ingest.boundary;

import org.xaatlas.message.RefusedException;

/**
 * How much of a boundary file is read at most. The nationwide file of communes has 3,321 features,
 * 7.1 million vertices and 163 MB; the bounds leave room for twenty times as much and keep a forged
 * file from filling the memory.
 */
final class Limits {
  static final long FILE_BYTES = 4L << 30;
  static final long EXPANDED_BYTES = 4L << 30;

  /** Expanded to packed bytes; outlines as text compress by 4 to 15. */
  static final int RATIO = 200;

  /** Below this many expanded bytes the ratio is of no concern. */
  static final long RATIO_FROM = 16L << 20;

  static final int ZIP_ENTRIES = 1_000;

  /** Octets of a name of a file or folder: no disk takes longer ones. */
  static final int ZIP_NAME = 255;

  /** Characters of the name of a file with its folders. */
  static final int ZIP_PATH = 1_000;

  static final int FEATURES = 200_000;
  static final long VERTICES = 150_000_000;
  static final int RINGS_PER_FEATURE = 50_000;
  static final int FIELDS = 500;
  static final int TEXT_CHARACTERS = 1 << 20;

  /** Characters of all attributes together; a value counts 64 at least. */
  static final long ATTRIBUTE_CHARACTERS = 200_000_000;

  static final int FEATURE_BYTES = 256 << 20;
  static final int HEADER_BYTES = 16 << 20;
  static final int TABLE_BYTES = 256 << 20;

  /** Objects and arrays inside each other; an outline needs about eight. */
  static final int JSON_DEPTH = 32;

  private Limits() {}

  static void features(String file, int row) {
    if (row > FEATURES) {
      throw RefusedException.of("boundary.too_many_features", file, FEATURES);
    }
  }
}
