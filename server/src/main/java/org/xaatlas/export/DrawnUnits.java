package org.xaatlas.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitTable;
import org.xaatlas.unit.Level;

/**
 * What features tell of the unit they stand on: where it is, what it is called, and what to think
 * of its outline. Immutable, safe to share.
 */
final class DrawnUnits {
  private final OpenLevel level;
  private final UnitTable units;
  private final Optional<UnitTable> provinces;

  DrawnUnits(OpenRelease release, OpenLevel level) {
    this.level = level;
    this.units = level.units();
    this.provinces = release.level(level.edition().id(), Level.PROVINCE).map(OpenLevel::units);
  }

  /** Ids of the sources of an outline; none where there is none. */
  List<String> sources(int unit) {
    return units.boundarySources(unit);
  }

  Optional<ByteBuffer> geometry(int unit) {
    return level.geometry().flatMap(piece -> piece.geometry(unit));
  }

  /** Whether it lies where the filter looks: in the province, and in the box with its outline. */
  boolean within(int unit, ItemsFilter filter) {
    return filter.province().map(units.province(unit)::equals).orElse(true)
        && filter.bbox().map(box -> within(unit, box)).orElse(true);
  }

  private boolean within(int unit, Bbox box) {
    Optional<Envelope> around = level.geometry().flatMap(geometry -> geometry.bbox(unit));
    if (around.isEmpty()) {
      return false;
    }
    Envelope e = around.get();
    if (!box.intersects(e.getMinX(), e.getMinY(), e.getMaxX(), e.getMaxY())) {
      return false;
    }
    if (box.contains(e.getMinX(), e.getMinY(), e.getMaxX(), e.getMaxY())) {
      return true;
    }
    try {
      return GeometryText.intersects(geometry(unit).orElseThrow(), box);
    } catch (IOException ex) {
      throw new IllegalStateException("Geometry of " + units.code(unit) + " is broken", ex);
    }
  }

  /**
   * Writes code, names and place.
   *
   * @param told the tier that the feature speaks of
   */
  void write(int unit, Level told, Properties properties) throws IOException {
    properties.exact("code", units.code(unit));
    properties.exact("name", units.name(unit));
    properties.exact("type", units.type(unit));
    properties.exact("full_name", units.fullName(unit));
    properties.exact("level", told.id());
    properties.exact("edition", level.edition().id());
    properties.text("parent", units.parent(unit));
    String province = units.province(unit);
    properties.text("province", province);
    properties.text("province_name", provinceName(province));
  }

  private String provinceName(String province) {
    return provinces
        .filter(table -> table.indexOf(province) >= 0)
        .map(table -> table.fullName(table.indexOf(province)))
        .orElse("");
  }

  /** Writes what the outline is worth; null where there is none. */
  void writeBoundary(int unit, Properties properties) throws IOException {
    properties.text("boundary_status", units.drawing(unit));
  }
}
