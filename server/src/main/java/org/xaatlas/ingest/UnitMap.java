package org.xaatlas.ingest;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;
import org.xaatlas.geodata.Registers;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * A map for a report page: all units of some provinces, coloured by their states. Outlines where
 * the store has boundaries, else a point each from the official list.
 */
public final class UnitMap {
  private static final int OUTLINES = 1_000;
  private static final double WIDTH = 640;

  /** East of this longitude lie the archipelagos Hoàng Sa and Trường Sa alone. */
  private static final double MAINLAND_EAST = 109.5;

  /** The state of a unit that nothing is said of. */
  private static final String NONE = "none";

  /**
   * An entry of the legend.
   *
   * @param colour as CSS writes it
   */
  public record Key(String state, String colour, Message word) {}

  private final Store store;
  private final UnitRegister units;
  private final Level level;
  private final Language language;

  public UnitMap(Store store, UnitRegister units, Level level, Language language) {
    this.store = store;
    this.units = units;
    this.level = level;
    this.language = language;
  }

  /**
   * Writes the map with its legend; nothing when no place of any unit is known.
   *
   * @param stateOf by code of the unit
   * @param provinces codes of those whose units are shown
   */
  public void write(
      Map<String, String> stateOf, Set<String> provinces, Message title, List<Key> keys, Writer out)
      throws IOException {
    Map<String, String> colours = new HashMap<>();
    keys.forEach(key -> colours.put(key.state(), key.colour()));
    List<Unit> shown =
        units.units(level).stream()
            .filter(
                unit -> units.province(unit).map(p -> provinces.contains(p.code())).orElse(false))
            .toList();
    Map<String, Geometry> outlines = outlines(units.edition(), shown);
    Map<String, double[]> centres = new Registers().centres(units.edition());
    double[] box = {180, 90, -180, -90};
    for (Unit unit : shown) {
      Geometry outline = isFarOff(unit, centres) ? null : outlines.get(unit.code());
      if (outline != null) {
        extend(
            box, outline.getEnvelopeInternal().getMinX(), outline.getEnvelopeInternal().getMinY());
        extend(
            box, outline.getEnvelopeInternal().getMaxX(), outline.getEnvelopeInternal().getMaxY());
      } else if (centres.containsKey(unit.code()) && !isFarOff(unit, centres)) {
        extend(box, centres.get(unit.code())[0], centres.get(unit.code())[1]);
      }
    }
    if (box[0] > box[2]) {
      return;
    }
    out.write("<h2>" + escaped(title) + "</h2>\n");
    double shrink = Math.cos(Math.toRadians((box[1] + box[3]) / 2));
    double scale = (WIDTH - 40) / Math.max((box[2] - box[0]) * shrink, (box[3] - box[1]) * 0.8);
    scale = Math.min(scale, 4_000);
    double height = (box[3] - box[1]) * scale + 40;
    boolean inset = shown.stream().anyMatch(unit -> isFarOff(unit, centres));
    double across = inset ? WIDTH + 150 : WIDTH;
    Drawing drawing = new Drawing(box[0], box[3], scale, shrink);
    out.write(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\" aria-label=\"%s\">",
            across,
            height,
            across,
            escaped(title)));
    List<Unit> farOff = shown.stream().filter(unit -> isFarOff(unit, centres)).toList();
    for (Unit unit : shown) {
      String state = stateOf.getOrDefault(unit.code(), NONE);
      if (farOff.contains(unit)) {
        continue;
      }
      String shape =
          outlines.containsKey(unit.code())
              ? drawing.path(outlines.get(unit.code()))
              : centres.containsKey(unit.code())
                  ? drawing.point(centres.get(unit.code()), state)
                  : "";
      if (!shape.isEmpty()) {
        out.write(
            "<g class=\"u "
                + state
                + "\" fill=\""
                + colours.getOrDefault(state, "#fff")
                + "\"><title>");
        out.write(escaped(unit.code() + " " + unit.fullName()));
        out.write("</title>" + shape + "</g>");
      }
    }
    // The archipelagos are on every map of their provinces, in an inset where they would not fit.
    for (int i = 0; i < farOff.size(); i++) {
      Unit unit = farOff.get(i);
      out.write(
          String.format(
              Locale.ROOT,
              "<g class=\"u\" fill=\"%s\"><title>%s</title><circle cx=\"%.0f\" cy=\"%d\" r=\"4\"/></g>"
                  + "<rect x=\"%.0f\" y=\"%d\" width=\"140\" height=\"34\" fill=\"none\""
                  + " stroke=\"#767676\"/><text x=\"%.0f\" y=\"%d\">%s</text>",
              colours.getOrDefault(stateOf.getOrDefault(unit.code(), NONE), "#fff"),
              escaped(unit.code() + " " + unit.fullName()),
              WIDTH + 12,
              27 + 42 * i,
              WIDTH - 4,
              10 + 42 * i,
              WIDTH + 24,
              31 + 42 * i,
              escaped(unit.fullName())));
    }
    out.write("</svg>\n<p class=\"keys\">");
    for (Key key : keys) {
      out.write("<span><i class=\"key\" style=\"background:" + key.colour() + "\"></i>");
      out.write(escaped(key.word()) + "</span> ");
    }
    out.write("</p><p>" + escaped(Message.of("join.page_reference")) + "</p>\n");
  }

  private Map<String, Geometry> outlines(String edition, List<Unit> shown) {
    Map<String, Geometry> outlines = new TreeMap<>();
    if (shown.size() > OUTLINES) {
      return outlines;
    }
    Set<String> codes = shown.stream().map(Unit::code).collect(Collectors.toSet());
    store.read(
        reader -> {
          reader.boundaries(
              edition,
              level,
              boundary -> {
                if (codes.contains(boundary.unit())) {
                  outlines.put(
                      boundary.unit(),
                      DouglasPeuckerSimplifier.simplify(boundary.geometry(), 0.003));
                }
              });
          return null;
        });
    return outlines;
  }

  /** Whether a unit is an archipelago far out at sea, which would make the others tiny. */
  private static boolean isFarOff(Unit unit, Map<String, double[]> centres) {
    double[] centre = centres.get(unit.code());
    return centre != null && centre[0] > MAINLAND_EAST;
  }

  private static void extend(double[] box, double lon, double lat) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }

  /** Degrees to the units of the picture, north up. */
  private record Drawing(double west, double north, double scale, double shrink) {
    double x(double lon) {
      return 20 + (lon - west) * shrink * scale;
    }

    double y(double lat) {
      return 20 + (north - lat) * scale;
    }

    String path(Geometry geometry) {
      StringBuilder path = new StringBuilder("<path fill-rule=\"evenodd\" d=\"");
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        boolean first = true;
        for (Coordinate at : geometry.getGeometryN(i).getCoordinates()) {
          path.append(
              String.format(Locale.ROOT, "%s%.1f %.1f", first ? "M" : "L", x(at.x), y(at.y)));
          first = false;
        }
        path.append(first ? "" : "Z");
      }
      return path.append("\"/>").toString();
    }

    String point(double[] at, String state) {
      // Told apart by size too, not by colour alone.
      double radius =
          state.equals(NONE) ? 3 : state.equals("matched") || state.equals("approved") ? 4 : 5.5;
      return String.format(
          Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x(at[0]), y(at[1]), radius);
    }
  }

  private String escaped(Message message) {
    return HtmlPage.escaped(message.in(language));
  }

  private static String escaped(String text) {
    return HtmlPage.escaped(text);
  }
}
