package org.xaatlas.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.predicate.RectangleIntersects;

/**
 * Reads the outlines that a release keeps as text, where a box alone does not decide. Stateless.
 */
final class GeometryText {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private GeometryText() {}

  static boolean intersects(ByteBuffer geometry, Bbox box) throws IOException {
    Geometry rectangle =
        GEOMETRIES.toGeometry(new Envelope(box.west(), box.east(), box.south(), box.north()));
    Geometry outline = read(geometry);
    // A box without extent is a line or a point to JTS, which its shortcut does not take.
    return rectangle instanceof Polygon polygon
        ? RectangleIntersects.intersects(polygon, outline)
        : rectangle.intersects(outline);
  }

  /** Reads a Polygon or MultiPolygon as this program writes it. */
  static Geometry read(ByteBuffer geometry) throws IOException {
    byte[] bytes = new byte[geometry.remaining()];
    geometry.duplicate().get(bytes);
    boolean multi = true;
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      List<Polygon> polygons = new ArrayList<>();
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          if (name.equals("type")) {
            multi = parser.getText().equals("MultiPolygon");
          } else if (name.equals("coordinates")) {
            if (multi) {
              while (parser.nextToken() == JsonToken.START_ARRAY) {
                polygons.add(polygon(parser));
              }
            } else {
              polygons.add(polygon(parser));
            }
          }
        }
      }
      return polygons.size() == 1
          ? polygons.get(0)
          : GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }
  }

  /**
   * The parser stands on the bracket that opens the polygon, and ends on the one that closes it.
   */
  private static Polygon polygon(JsonParser parser) throws IOException {
    List<LinearRing> rings = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      List<Coordinate> ring = new ArrayList<>();
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        parser.nextToken();
        double lon = parser.getDoubleValue();
        parser.nextToken();
        double lat = parser.getDoubleValue();
        ring.add(new Coordinate(lon, lat));
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          // a height, if there should be one
        }
      }
      rings.add(GEOMETRIES.createLinearRing(ring.toArray(Coordinate[]::new)));
    }
    LinearRing[] holes = rings.subList(1, rings.size()).toArray(LinearRing[]::new);
    return GEOMETRIES.createPolygon(rings.get(0), holes);
  }
}
