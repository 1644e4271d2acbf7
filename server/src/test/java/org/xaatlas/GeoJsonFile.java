package org.xaatlas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;

/** Polygons of a GeoJSON file, for tests that need real shapes and not a reader. */
public final class GeoJsonFile {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private GeoJsonFile() {}

  /** Hands out each feature's properties and geometry; one feature per line when gzipped. */
  public static void read(Path file, BiConsumer<JsonNode, MultiPolygon> each) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    if (file.toString().endsWith(".gz")) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode feature = mapper.readTree(line);
          each.accept(feature.get("properties"), area(feature.get("geometry")));
        }
      }
      return;
    }
    for (JsonNode feature : mapper.readTree(file.toFile()).get("features")) {
      each.accept(feature.get("properties"), area(feature.get("geometry")));
    }
  }

  /** A Polygon or MultiPolygon object. */
  public static MultiPolygon area(JsonNode geometry) {
    JsonNode parts = geometry.get("coordinates");
    if (geometry.get("type").asText().equals("Polygon")) {
      return FACTORY.createMultiPolygon(new Polygon[] {polygon(parts)});
    }
    Polygon[] polygons = new Polygon[parts.size()];
    for (int i = 0; i < polygons.length; i++) {
      polygons[i] = polygon(parts.get(i));
    }
    return FACTORY.createMultiPolygon(polygons);
  }

  private static Polygon polygon(JsonNode rings) {
    LinearRing[] holes = new LinearRing[rings.size() - 1];
    for (int i = 0; i < holes.length; i++) {
      holes[i] = ring(rings.get(i + 1));
    }
    return FACTORY.createPolygon(ring(rings.get(0)), holes);
  }

  private static LinearRing ring(JsonNode points) {
    Coordinate[] coordinates = new Coordinate[points.size()];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] =
          new CoordinateXY(points.get(i).get(0).asDouble(), points.get(i).get(1).asDouble());
    }
    return FACTORY.createLinearRing(coordinates);
  }
}
