package org.xaatlas.spatial;

import java.util.Objects;
import org.locationtech.jts.geom.Envelope;

/**
 * How large an outline is, without the outline.
 *
 * @param unit code of the unit
 * @param box around it, lon/lat; not to be changed
 * @param vertices how many it has, or a few more
 */
public record OutlineSize(String unit, Envelope box, long vertices) {
  public OutlineSize {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(box, "box");
  }
}
