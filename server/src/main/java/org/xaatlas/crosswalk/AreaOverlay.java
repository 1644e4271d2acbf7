package org.xaatlas.crosswalk;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.xaatlas.spatial.EllipsoidArea;
import org.xaatlas.unit.UnitKey;

/**
 * How the land of old units lies in new ones, by laying outlines over each other. Areas are those
 * on the ellipsoid; water and sea that outlines enclose count as land. Holds the outlines it was
 * given; safe to share once made.
 */
public final class AreaOverlay {
  /**
   * A part smaller than this share of the old unit is no part: the same line, drawn twice, leaves
   * slivers on both sides.
   */
  public static final double SLIVER = 0.005;

  private record Outline(UnitKey unit, Geometry geometry) {}

  private final STRtree outlines = new STRtree();

  /**
   * @param outlines of the new units, valid, lon/lat
   */
  public AreaOverlay(Map<UnitKey, ? extends Geometry> outlines) {
    outlines.forEach(
        (unit, geometry) ->
            this.outlines.insert(geometry.getEnvelopeInternal(), new Outline(unit, geometry)));
    this.outlines.build();
  }

  /**
   * The shares of an old unit that lie in new units, together 1 whatever of it lies in none; empty
   * when hardly any of it lies in any.
   *
   * @param old a valid outline, lon/lat
   */
  public SortedMap<UnitKey, Double> shares(Geometry old) {
    double area = EllipsoidArea.squareMetres(old);
    SortedMap<UnitKey, Double> shares = new TreeMap<>();
    List<?> near = outlines.query(old.getEnvelopeInternal());
    for (Object found : near) {
      Outline outline = (Outline) found;
      Geometry common = OverlayNGRobust.overlay(old, outline.geometry(), OverlayNG.INTERSECTION);
      double share = common.isEmpty() ? 0 : EllipsoidArea.squareMetres(common) / area;
      if (share >= SLIVER) {
        shares.put(outline.unit(), share);
      }
    }
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    shares.replaceAll((unit, share) -> share / sum);
    return shares;
  }
}
