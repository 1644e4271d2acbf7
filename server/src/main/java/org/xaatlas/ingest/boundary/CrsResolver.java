package org.xaatlas.ingest.boundary;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.parameter.ParameterValueGroup;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.crs.SingleCRS;
import org.geotools.api.referencing.datum.GeodeticDatum;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.NoninvertibleTransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.geotools.referencing.datum.DefaultGeodeticDatum;
import org.geotools.referencing.operation.projection.MapProjection;
import org.geotools.referencing.operation.projection.TransverseMercator;
import org.geotools.referencing.operation.transform.ConcatenatedTransform;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Turns what a file or a user says about a coordinate system into the way to lon/lat.
 *
 * <p>The trap is VN-2000. Its ellipsoid has the size of WGS 84 but lies elsewhere; a .prj file does
 * not say where, and taken at its word it puts everything some 225 m off. So the datum is
 * recognised by its name, the zone by its projection, and the shift is that of EPSG:6960 as the
 * EPSG registry has it. A datum that is neither WGS 84 nor known by a shift is refused.
 *
 * <p>The first code that is looked up takes about two seconds, because GeoTools unpacks a database.
 */
final class CrsResolver {
  /** Characters and levels of the description of a coordinate system; real ones have a tenth. */
  private static final int WKT = 32_768;

  private static final int WKT_DEPTH = 50;

  private static final Pattern CODE = Pattern.compile("(?i)(?:EPSG:{1,2})?\\s*(\\d{4,6})");
  private static final Pattern ROOT_CODE =
      Pattern.compile(
          "(?:ID|AUTHORITY)\\s*\\[\\s*\"EPSG\"\\s*,\\s*\"?(\\d{4,6})\"?\\s*\\]\\s*\\]\\s*$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AXIS =
      Pattern.compile(",\\s*AXIS\\s*\\[[^\\]]*\\]", Pattern.CASE_INSENSITIVE);
  private static final int WGS84 = 4326;
  private static final int VN2000 = 4756;

  /** A zone of VN-2000 in transverse Mercator. */
  private record Zone(int epsg, double centralMeridian, double scale) {}

  private static final List<Zone> ZONES =
      List.of(
          new Zone(5896, 102, 0.9999),
          new Zone(9205, 103, 0.9999),
          new Zone(9206, 104, 0.9999),
          new Zone(9207, 104.5, 0.9999),
          new Zone(9208, 104.75, 0.9999),
          new Zone(5897, 105, 0.9999),
          new Zone(9209, 105.5, 0.9999),
          new Zone(9210, 105.75, 0.9999),
          new Zone(9211, 106, 0.9999),
          new Zone(9212, 106.25, 0.9999),
          new Zone(9213, 106.5, 0.9999),
          new Zone(9214, 107, 0.9999),
          new Zone(9215, 107.25, 0.9999),
          new Zone(9216, 107.5, 0.9999),
          new Zone(5899, 107.75, 0.9999),
          new Zone(5898, 108, 0.9999),
          new Zone(9217, 108.25, 0.9999),
          new Zone(9218, 108.5, 0.9999),
          new Zone(3405, 105, 0.9996),
          new Zone(3406, 111, 0.9996));

  private final String file;
  private final List<Finding> findings;

  /**
   * @param findings where what was found is told
   */
  CrsResolver(String file, List<Finding> findings) {
    this.file = file;
    this.findings = findings;
  }

  /**
   * The way from the file's coordinates to lon/lat.
   *
   * @param given what the user said with {@code --crs}; it overrides the file
   * @throws RefusedException when the coordinate system is unknown or has no known datum shift;
   *     never for a file that says nothing, which is for the caller to judge
   */
  LonLat resolve(DeclaredCrs declared, Optional<String> given) {
    if (given.isPresent()) {
      Matcher code = CODE.matcher(given.get().strip());
      if (!code.matches()) {
        throw RefusedException.of("boundary.crs_option", given.get());
      }
      LonLat lonLat = ofCode(Integer.parseInt(code.group(1)));
      tell("crs_given", lonLat.crs());
      return lonLat;
    }
    if (declared.epsg().isPresent()) {
      LonLat lonLat = ofCode(declared.epsg().getAsInt());
      tell(declared.implied() ? "crs_implied" : "crs_declared", lonLat.crs());
      return lonLat;
    }
    return ofWkt(declared.wkt());
  }

  private LonLat ofCode(int epsg) {
    if (epsg == WGS84) {
      return LonLat.SAME;
    }
    if (epsg >= 6956 && epsg <= 6959) {
      // Withdrawn by EPSG: easting and northing of the origin are interchanged in them.
      throw RefusedException.of(
          "boundary.crs_withdrawn", file, "EPSG:" + epsg, "EPSG:" + (epsg - 1060));
    }
    try {
      CoordinateReferenceSystem crs = CRS.decode("EPSG:" + epsg, true);
      if (crs.getCoordinateSystem().getDimension() != 2 || !(crs instanceof SingleCRS)) {
        throw RefusedException.of("boundary.crs_not_flat", file, "EPSG:" + epsg);
      }
      return LonLat.through(
          "EPSG:" + epsg, CRS.findMathTransform(crs, DefaultGeographicCRS.WGS84, false));
    } catch (FactoryException e) {
      throw new RefusedException(Message.of("boundary.crs_unknown", file, "EPSG:" + epsg), e);
    }
  }

  // --- well-known text

  private LonLat ofWkt(String wkt) {
    if (isBeyondReading(wkt)) {
      throw RefusedException.of("boundary.crs_unreadable", file, shown(wkt));
    }
    Matcher code = ROOT_CODE.matcher(wkt);
    if (code.find()) {
      LonLat lonLat = ofCode(Integer.parseInt(code.group(1)));
      tell("crs_declared", lonLat.crs());
      return lonLat;
    }
    if (wkt.contains("Mercator_Auxiliary_Sphere")) {
      LonLat lonLat = ofCode(3857);
      tell("crs_recognised", shown(wkt), lonLat.crs());
      return lonLat;
    }
    CoordinateReferenceSystem crs;
    try {
      // Files put x first whatever the axes are called.
      crs = CRS.parseWKT(AXIS.matcher(wkt).replaceAll(""));
    } catch (FactoryException | RuntimeException e) {
      throw new RefusedException(Message.of("boundary.crs_unreadable", file, shown(wkt)), e);
    }
    try {
      if (crs instanceof GeographicCRS geographic) {
        return ofGeographic(geographic);
      }
      if (crs instanceof ProjectedCRS projected) {
        return ofProjected(projected);
      }
    } catch (FactoryException | NoninvertibleTransformException e) {
      throw new RefusedException(Message.of("boundary.crs_no_shift", file, name(crs)), e);
    }
    throw RefusedException.of("boundary.crs_not_flat", file, name(crs));
  }

  /**
   * Whether a description is longer or deeper than one is: the parser calls itself for each level.
   */
  private static boolean isBeyondReading(String wkt) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < wkt.length(); i++) {
      char c = wkt.charAt(i);
      depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return wkt.length() > WKT || deepest > WKT_DEPTH;
  }

  private LonLat ofGeographic(GeographicCRS crs) throws FactoryException {
    if (isDegreesFromGreenwich(crs)) {
      Optional<LonLat> known =
          switch (datum(crs.getDatum())) {
            case WGS_84 -> Optional.of(LonLat.SAME);
            case VN_2000 -> Optional.of(ofCode(VN2000));
            case OTHER -> Optional.empty();
          };
      if (known.isPresent()) {
        tell("crs_recognised", name(crs), known.get().crs());
        return known.get();
      }
    }
    return other(crs, crs.getDatum());
  }

  private LonLat ofProjected(ProjectedCRS crs)
      throws FactoryException, NoninvertibleTransformException {
    GeodeticDatum geodetic = crs.getDatum();
    Datum datum = datum(geodetic);
    if (datum == Datum.OTHER || !isDegreesFromGreenwich(crs.getBaseCRS())) {
      return other(crs, geodetic);
    }
    MathTransform toBase = crs.getConversionFromBase().getMathTransform().inverse();
    if (datum == Datum.WGS_84) {
      tell("crs_recognised", name(crs), "WGS 84");
      return LonLat.through(name(crs), toBase);
    }
    OptionalInt zone = zone(crs);
    if (zone.isPresent()) {
      LonLat lonLat = ofCode(zone.getAsInt());
      tell("crs_recognised", name(crs), lonLat.crs());
      return lonLat;
    }
    // A projection of their own on VN-2000: the datum is known all the same.
    MathTransform shift =
        CRS.findMathTransform(
            CRS.decode("EPSG:" + VN2000, true), DefaultGeographicCRS.WGS84, false);
    tell("crs_recognised", name(crs), "VN-2000");
    return LonLat.through(name(crs), ConcatenatedTransform.create(toBase, shift));
  }

  /**
   * A datum nobody here knows by name: only the shift that the text itself gives helps. (The search
   * of GeoTools through all of EPSG takes twenty seconds and believes in names just as well.)
   */
  private LonLat other(CoordinateReferenceSystem crs, GeodeticDatum datum) throws FactoryException {
    if (datum instanceof DefaultGeodeticDatum known && known.getBursaWolfParameters().length > 0) {
      LonLat lonLat =
          LonLat.through(name(crs), CRS.findMathTransform(crs, DefaultGeographicCRS.WGS84, false));
      tell("crs_recognised", name(crs), "TOWGS84");
      return lonLat;
    }
    throw RefusedException.of("boundary.crs_no_shift", file, name(crs));
  }

  private enum Datum {
    WGS_84,
    VN_2000,
    OTHER
  }

  private static Datum datum(GeodeticDatum datum) {
    String name = datum.getName().getCode().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean sameSize =
        Math.abs(datum.getEllipsoid().getSemiMajorAxis() - 6378137.0) < 0.01
            && Math.abs(datum.getEllipsoid().getInverseFlattening() - 298.257223563) < 1e-6;
    if (!sameSize) {
      return Datum.OTHER;
    }
    if (name.contains("vietnam2000") || name.contains("vn2000")) {
      return Datum.VN_2000;
    }
    return name.contains("wgs1984")
            || name.contains("wgs84")
            || name.contains("worldgeodeticsystem1984")
        ? Datum.WGS_84
        : Datum.OTHER;
  }

  private static boolean isDegreesFromGreenwich(GeographicCRS crs) {
    return crs.getDatum().getPrimeMeridian().getGreenwichLongitude() == 0
        && Math.abs(
                crs.getCoordinateSystem()
                        .getAxis(0)
                        .getUnit()
                        .asType(javax.measure.quantity.Angle.class)
                        .getConverterTo(si.uom.SI.RADIAN)
                        .convert(180.0)
                    - Math.PI)
            < 1e-9;
  }

  private static OptionalInt zone(ProjectedCRS crs) {
    MapProjection projection = CRS.getMapProjection(crs);
    if (!(projection instanceof TransverseMercator)) {
      return OptionalInt.empty();
    }
    ParameterValueGroup values = projection.getParameterValues();
    double meridian = values.parameter("central_meridian").doubleValue();
    double scale = values.parameter("scale_factor").doubleValue();
    if (Math.abs(values.parameter("false_easting").doubleValue() - 500_000) > 1e-3
        || Math.abs(values.parameter("false_northing").doubleValue()) > 1e-3
        || Math.abs(values.parameter("latitude_of_origin").doubleValue()) > 1e-9) {
      return OptionalInt.empty();
    }
    return ZONES.stream()
        .filter(zone -> Math.abs(zone.centralMeridian() - meridian) < 1e-6)
        .filter(zone -> Math.abs(zone.scale() - scale) < 1e-9)
        .mapToInt(Zone::epsg)
        .findFirst();
  }

  private static String name(CoordinateReferenceSystem crs) {
    return crs.getName().getCode();
  }

  private static String shown(String wkt) {
    String line = wkt.replaceAll("\\s+", " ").strip();
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }

  private void tell(String key, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = file;
    System.arraycopy(more, 0, arguments, 1, more.length);
    findings.add(
        new Finding(
            "boundary.crs",
            Finding.Severity.INFO,
            List.of(),
            Message.of("boundary." + key, arguments)));
  }
}
