package org.xaatlas.ingest.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * Brings the outlines of a file to where they lie in Viet Nam, or says why that cannot be.
 *
 * <p>The country reaches from 102.1 to 117.9 E and from 7.1 to 23.5 N with Hoàng Sa and Trường Sa;
 * the area of use of a coordinate system is of no account. Interchanged coordinates are put right,
 * with a warning, when that is beyond doubt: not every outline lies in the country as the file has
 * it, and every one does with x and y interchanged. Latitudes and longitudes of Viet Nam have no
 * number in common, and neither have the northings and eastings of its land.
 */
final class Placement {
  /** Outlines outside this box are not of Viet Nam. */
  static final Envelope GENEROUS = new Envelope(100, 120, 6, 25);

  /** The country itself, its islands included. */
  private static final Envelope COUNTRY = new Envelope(102.0, 118.0, 7.0, 23.6);

  /** How many outlines are named one by one. */
  private static final int NAMED = 20;

  private final String file;
  private final boolean anywhere;
  private final List<Finding> findings;

  /**
   * @param anywhere whether outlines may lie outside the country
   */
  Placement(String file, boolean anywhere, List<Finding> findings) {
    this.file = file;
    this.anywhere = anywhere;
    this.findings = findings;
  }

  /**
   * The outlines in lon/lat, in the order of the features; null where there is none, and where an
   * outline lies outside the country, which is an error in the findings.
   *
   * @throws RefusedException when the coordinate system is not known
   */
  List<MultiPolygon> place(
      List<SourceFeature> features, DeclaredCrs declared, Optional<String> given) {
    LonLat lonLat;
    if (declared.isNone() && given.isEmpty()) {
      if (!allWithin(features, LonLat.SAME, COUNTRY)) {
        throw RefusedException.of(
            allWithin(features, LonLat.SAME.swapped(), COUNTRY)
                ? "boundary.crs_missing_swapped"
                : "boundary.crs_missing",
            file,
            example(features));
      }
      tell("crs_assumed");
      lonLat = LonLat.SAME;
    } else {
      lonLat = new CrsResolver(file, findings).resolve(declared, given);
      if (!allWithin(features, lonLat, COUNTRY) && allWithin(features, lonLat.swapped(), COUNTRY)) {
        lonLat = lonLat.swapped();
        tell("swapped");
      }
    }
    return apply(features, lonLat);
  }

  private List<MultiPolygon> apply(List<SourceFeature> features, LonLat lonLat) {
    List<MultiPolygon> placed = new ArrayList<>(features.size());
    List<SourceFeature> outside = new ArrayList<>();
    int outlines = 0;
    for (SourceFeature feature : features) {
      MultiPolygon outline =
          feature
              .outline()
              .flatMap(lonLat::apply)
              .filter(found -> anywhere || GENEROUS.contains(found.getEnvelopeInternal()))
              .orElse(null);
      if (feature.outline().isPresent()) {
        outlines++;
        if (outline == null) {
          outside.add(feature);
        }
      }
      placed.add(outline);
    }
    tell(outside, outlines, lonLat);
    return placed;
  }

  private void tell(List<SourceFeature> outside, int outlines, LonLat lonLat) {
    if (outside.isEmpty()) {
      return;
    }
    if (outside.size() == outlines) {
      findings.add(
          new Finding(
              "boundary.outside",
              Finding.Severity.ERROR,
              List.of(),
              Message.of("boundary.outside_all", file, outlines, lonLat.crs(), example(outside))));
      return;
    }
    for (SourceFeature feature : outside.subList(0, Math.min(NAMED, outside.size()))) {
      findings.add(
          new Finding(
              "boundary.outside",
              Finding.Severity.ERROR,
              List.of(feature.row()),
              Message.of(
                  "boundary.outside", Integer.toString(feature.row()), example(List.of(feature)))));
    }
    if (outside.size() > NAMED) {
      findings.add(
          new Finding(
              "boundary.outside",
              Finding.Severity.ERROR,
              outside.stream().skip(NAMED).map(SourceFeature::row).toList(),
              Message.of("boundary.outside_more", outside.size() - NAMED)));
    }
  }

  private static boolean allWithin(List<SourceFeature> features, LonLat lonLat, Envelope country) {
    boolean any = false;
    for (SourceFeature feature : features) {
      if (feature.outline().isPresent()) {
        any = true;
        Envelope box = lonLat.apply(feature.outline().get().getEnvelopeInternal());
        if (box.isNull() || !country.contains(box)) {
          return false;
        }
      }
    }
    return any;
  }

  /** The first coordinate there is, as the file has it. */
  private static String example(List<SourceFeature> features) {
    return features.stream()
        .flatMap(feature -> feature.outline().stream())
        .findFirst()
        .map(outline -> outline.getCoordinate())
        .map(at -> String.format(Locale.ROOT, "%.6f, %.6f", at.x, at.y))
        .orElse("-");
  }

  private void tell(String key) {
    findings.add(
        new Finding(
            "boundary.crs",
            Finding.Severity.WARNING,
            List.of(),
            Message.of("boundary." + key, file)));
  }
}
