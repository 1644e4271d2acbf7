package org.xaatlas.series;

/** The part of a unit a figure is about, as reported; never inferred from the type of the unit. */
public enum AreaType {
  ALL,
  URBAN,
  RURAL
}
