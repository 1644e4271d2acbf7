package org.xaatlas.spatial;

import java.util.Objects;
import org.locationtech.jts.geom.MultiPolygon;

/**
 * The outline of one unit.
 *
 * @param unit code of the unit
 * @param geometry valid and not empty, lon/lat in EPSG:4326, coordinates as they came; never edited
 * @param schematic drawn by a program and not surveyed
 * @param source id of the source
 * @param importNumber the import that brought it
 */
public record Boundary(
    String unit, MultiPolygon geometry, boolean schematic, String source, long importNumber) {
  public Boundary {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(source, "source");
    if (geometry.isEmpty()) {
      throw new IllegalArgumentException("A boundary needs a geometry: " + unit);
    }
  }
}
