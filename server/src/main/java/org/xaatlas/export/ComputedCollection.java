package org.xaatlas.export;

import org.locationtech.jts.geom.Envelope;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.OpenCollection;

/**
 * A computed layer under a name of its own, so that its rows are asked for as the units are.
 *
 * @param collection its name in addresses
 * @param version changes whenever the layer may, on one release; empty: it never does
 */
public record ComputedCollection(String collection, String version, ComputedLayer layer)
    implements OpenCollection {
  @Override
  public String longName() {
    return collection;
  }

  @Override
  public EditionEntry edition() {
    return layer.level().edition();
  }

  @Override
  public int size() {
    return layer.size();
  }

  @Override
  public boolean hasFigures() {
    return false;
  }

  @Override
  public Envelope extent() {
    Envelope extent = new Envelope();
    for (int place : layer.places()) {
      layer.level().units().expand(extent, place);
    }
    return extent;
  }

  @Override
  public boolean drawn() {
    return layer.level().drawn();
  }
}
