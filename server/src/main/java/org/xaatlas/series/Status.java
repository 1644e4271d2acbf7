package org.xaatlas.series;

/** How far a figure can be trusted; told apart in every answer, map and export. */
public enum Status {
  /** As somebody responsible reported it. */
  REPORTED,
  /** Computed from other figures, over a crosswalk for instance. */
  ESTIMATED,
  /** Made up to show the program; says nothing about the real unit. */
  ILLUSTRATIVE
}
