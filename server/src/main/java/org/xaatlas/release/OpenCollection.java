package org.xaatlas.release;

import org.locationtech.jts.geom.Envelope;
import org.xaatlas.release.Manifest.EditionEntry;

/** Features of one kind in one edition, under one name. Immutable, safe to share. */
public interface OpenCollection {
  /** Its name in addresses: {@code communes}, {@code communes-2021}, {@code designations}. */
  String collection();

  /** The name that says the edition, which the newest one answers to as well. */
  String longName();

  EditionEntry edition();

  /** How many features. */
  int size();

  /** Whether its features have figures, so that a period and a group choose some. */
  boolean hasFigures();

  /** The box around all outlines, lon/lat; null in the sense of JTS where there is none. */
  Envelope extent();

  /** Whether there are outlines. */
  boolean drawn();

  /** Whether the outlines were drawn by a program. */
  default boolean schematic() {
    return drawn() && edition().schematic();
  }
}
