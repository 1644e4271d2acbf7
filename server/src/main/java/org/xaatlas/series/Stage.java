package org.xaatlas.series;

/** How far the approval of a figure has come. */
public enum Stage {
  PRELIMINARY,
  APPROVED,
  AMENDED
}
