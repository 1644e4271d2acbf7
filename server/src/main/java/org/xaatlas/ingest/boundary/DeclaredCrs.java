package org.xaatlas.ingest.boundary;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a file says about its coordinate system.
 *
 * @param epsg the EPSG code, where the file gives one
 * @param wkt well-known text, {@code ""} where there is none
 * @param implied true when the format says so and not the file: GeoJSON without a {@code crs}
 *     member
 */
public record DeclaredCrs(OptionalInt epsg, String wkt, boolean implied) {
  /** The file says nothing. */
  public static final DeclaredCrs NONE = new DeclaredCrs(OptionalInt.empty(), "", false);

  /** RFC 7946: lon/lat on WGS 84 unless something else was agreed. */
  public static final DeclaredCrs GEOJSON = new DeclaredCrs(OptionalInt.of(4326), "", true);

  public DeclaredCrs {
    Objects.requireNonNull(epsg, "epsg");
    Objects.requireNonNull(wkt, "wkt");
  }

  public static DeclaredCrs ofEpsg(int code) {
    return new DeclaredCrs(OptionalInt.of(code), "", false);
  }

  public static DeclaredCrs ofWkt(String wkt) {
    return wkt.isBlank() ? NONE : new DeclaredCrs(OptionalInt.empty(), wkt.strip(), false);
  }

  public boolean isNone() {
    return epsg.isEmpty() && wkt.isEmpty();
  }
}
