package org.xaatlas.ingest.boundary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.join.Finding;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * GeoJSON: a FeatureCollection, one Feature, or Features one after the other (a line each, or RFC
 * 8142 text sequences). Streamed; members may come in any order. The {@code crs} member of the
 * GeoJSON of 2008 is honoured, as GDAL and QGIS still write it.
 *
 * <p>NaN and Infinity, which JSON does not have, are read, so that the feature can be named.
 */
final class GeoJsonReader implements BoundaryReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.JSON_DEPTH)
                  .maxStringLength(Limits.TEXT_CHARACTERS)
                  .maxNameLength(1_000)
                  .maxNumberLength(400)
                  .maxDocumentLength(Limits.EXPANDED_BYTES)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final Pattern EPSG =
      Pattern.compile("(?:urn:ogc:def:crs:)?EPSG:[^:]*:?(\\d{4,6})", Pattern.CASE_INSENSITIVE);
  private static final Pattern CRS84 =
      Pattern.compile("(?:urn:ogc:def:crs:)?OGC:(?:1\\.3|2)?:?CRS84", Pattern.CASE_INSENSITIVE);

  private final String file;
  private final InputStream in;
  private final OutlineBuilder outlines;
  private DeclaredCrs crs = DeclaredCrs.GEOJSON;
  private int row;

  /**
   * @param in expanded and bounded; closed with the reader
   */
  GeoJsonReader(String file, InputStream in) {
    this.file = file;
    this.in = new WithoutSeparators(in);
    this.outlines = new OutlineBuilder(file);
  }

  @Override
  public String format() {
    return "GeoJSON";
  }

  @Override
  public DeclaredCrs crs() {
    return crs;
  }

  @Override
  public List<Finding> findings() {
    return List.of();
  }

  @Override
  public void read(Consumer<SourceFeature> each) {
    try (JsonParser json = JSON.createParser(in)) {
      JsonToken token;
      while ((token = json.nextToken()) != null) {
        if (token != JsonToken.START_OBJECT) {
          throw notGeoJson(json, json.getText());
        }
        object(json, each);
      }
    } catch (com.fasterxml.jackson.core.exc.StreamConstraintsException e) {
      throw new RefusedException(
          Message.of("boundary.json_bounds", file, row + 1, e.getOriginalMessage()), e);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      String line = line(e.getLocation() == null ? 0 : e.getLocation().getLineNr());
      // Jackson has a class of its own for this, and does not always use it.
      boolean cut = e.getOriginalMessage().startsWith("Unexpected end-of-input");
      throw new RefusedException(
          cut
              ? Message.of("boundary.json_truncated", file, row, line)
              : Message.of("boundary.json_broken", file, row + 1, line, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw Damaged.of(file, format(), e);
    }
  }

  /** A FeatureCollection or a Feature; which of them is known once its members were seen. */
  private void object(JsonParser json, Consumer<SourceFeature> each) throws IOException {
    String type = "";
    boolean collection = false;
    boolean feature = false;
    Map<String, Object> fields = Map.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "type" -> type = text(json);
        case "crs" -> crs(json);
        case "features" -> {
          collection = true;
          features(json, each);
        }
        case "geometry" -> {
          feature = true;
          geometry(json);
        }
        case "properties" -> {
          feature = true;
          fields = properties(json);
        }
        default -> json.skipChildren();
      }
    }
    if (type.equals("Feature") && !collection) {
      emit(fields, each);
    } else if (!type.equals("FeatureCollection") || !collection || feature) {
      throw notGeoJson(json, type);
    }
  }

  private void features(JsonParser json, Consumer<SourceFeature> each) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw notGeoJson(json, json.getText());
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw notGeoJson(json, json.getText());
      }
      String type = "";
      Map<String, Object> fields = Map.of();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String member = json.currentName();
        json.nextToken();
        switch (member) {
          case "type" -> type = text(json);
          case "geometry" -> geometry(json);
          case "properties" -> fields = properties(json);
          default -> json.skipChildren();
        }
      }
      if (!type.equals("Feature")) {
        throw notGeoJson(json, type);
      }
      emit(fields, each);
    }
  }

  private void emit(Map<String, Object> fields, Consumer<SourceFeature> each) {
    row++;
    Limits.features(file, row);
    each.accept(outlines.feature(row, fields));
  }

  private Map<String, Object> properties(JsonParser json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return fields;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw notGeoJson(json, "properties");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      Object value =
          switch (json.nextToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? json.getText()
                    : json.getNumberValue().longValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> {
              json.skipChildren();
              yield null;
            }
          };
      fields.put(name, value);
      if (fields.size() > Limits.FIELDS) {
        throw RefusedException.of("boundary.too_many_fields", file, Limits.FIELDS);
      }
    }
    return fields;
  }

  // --- geometry

  private void geometry(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw notGeoJson(json, "geometry");
    }
    String type = "";
    Nest coordinates = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      if (member.equals("type")) {
        type = text(json);
      } else if (member.equals("coordinates") && json.currentToken() == JsonToken.START_ARRAY) {
        coordinates = nest(json, false);
      } else {
        json.skipChildren();
      }
    }
    switch (type) {
      case "Polygon" -> polygon(coordinates);
      case "MultiPolygon" -> {
        if (coordinates != null) {
          if (coordinates.positions != null) {
            outlines.fault(Message.of("boundary.fault_nesting", type));
          } else {
            coordinates.parts.forEach(this::polygon);
          }
        }
      }
      default -> outlines.fault(Message.of("boundary.fault_type", type));
    }
  }

  private void polygon(Nest rings) {
    if (rings == null) {
      return;
    }
    if (rings.positions != null) {
      outlines.fault(Message.of("boundary.fault_nesting", "Polygon"));
      return;
    }
    for (Nest ring : rings.parts) {
      if (ring.positions == null && !ring.parts.isEmpty()) {
        outlines.fault(Message.of("boundary.fault_nesting", "Polygon"));
        return;
      }
      outlines.ring(ring.positions == null ? new double[0] : ring.positions);
    }
    outlines.endPolygon();
  }

  /** An array of positions (x and y of each, flat), or of such arrays. */
  private static final class Nest {
    private double[] positions;
    private final List<Nest> parts = new ArrayList<>();
  }

  /**
   * Reads an array to its end.
   *
   * @param opened whether the parser already stands on the first token inside it
   */
  private Nest nest(JsonParser json, boolean opened) throws IOException {
    Nest nest = new Nest();
    double[] flat = null;
    int length = 0;
    JsonToken token = opened ? json.currentToken() : json.nextToken();
    for (; token != JsonToken.END_ARRAY; token = json.nextToken()) {
      if (token != JsonToken.START_ARRAY) {
        // A lone position: the coordinates of a point, or an array level is missing.
        outlines.fault(Message.of("boundary.fault_nesting", "coordinates"));
        json.skipChildren();
        skipToEndOfArray(json);
        return nest;
      }
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_ARRAY || first == JsonToken.END_ARRAY) {
        nest.parts.add(nest(json, true));
        if (nest.parts.size() > Limits.RINGS_PER_FEATURE) {
          throw RefusedException.of("boundary.too_many_rings", file, Limits.RINGS_PER_FEATURE);
        }
        continue;
      }
      if (flat == null) {
        flat = new double[64];
      } else if (length + 2 > flat.length) {
        outlines.expect(flat.length);
        flat = Arrays.copyOf(flat, flat.length * 2);
      }
      flat[length++] = number(json);
      boolean lone = json.nextToken() == JsonToken.END_ARRAY;
      flat[length++] = lone ? Double.NaN : number(json);
      if (!lone) {
        skipToEndOfArray(json);
      }
    }
    if (flat != null) {
      if (nest.parts.isEmpty()) {
        nest.positions = Arrays.copyOf(flat, length);
      } else {
        outlines.fault(Message.of("boundary.fault_nesting", "coordinates"));
      }
    }
    return nest;
  }

  private double number(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      outlines.fault(Message.of("boundary.fault_not_number", json.getText()));
      json.skipChildren();
      return 0;
    }
    return json.getDoubleValue();
  }

  private static void skipToEndOfArray(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      json.skipChildren();
    }
  }

  /** The text of a scalar; what is inside an object or array is passed over. */
  private static String text(JsonParser json) throws IOException {
    String text = json.getText();
    json.skipChildren();
    return text == null ? "" : text;
  }

  // --- crs

  private void crs(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      crs = DeclaredCrs.NONE;
      return;
    }
    String name = "";
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String member = json.currentName();
        json.nextToken();
        if (member.equals("properties") && json.currentToken() == JsonToken.START_OBJECT) {
          name = crsName(json);
        } else {
          json.skipChildren();
        }
      }
    } else {
      json.skipChildren();
    }
    Matcher epsg = EPSG.matcher(name);
    if (epsg.matches()) {
      crs = DeclaredCrs.ofEpsg(Integer.parseInt(epsg.group(1)));
    } else if (CRS84.matcher(name).matches()) {
      crs = DeclaredCrs.ofEpsg(4326);
    } else {
      throw RefusedException.of("boundary.json_crs", file, name);
    }
  }

  private static String crsName(JsonParser json) throws IOException {
    String name = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      if (member.equals("name") && json.currentToken() == JsonToken.VALUE_STRING) {
        name = json.getText();
      } else {
        json.skipChildren();
      }
    }
    return name;
  }

  private RefusedException notGeoJson(JsonParser json, String found) {
    String shown = found == null ? "" : found.length() > 60 ? found.substring(0, 60) : found;
    return RefusedException.of(
        "boundary.json_not_features", file, line(json.currentLocation().getLineNr()), shown);
  }

  /** Lines are named, not counted: no grouping. */
  private static String line(int line) {
    return Integer.toString(line);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw Damaged.of(file, format(), e);
    }
  }

  /** Turns the record separators of text sequences (RFC 8142) into white space. */
  private static final class WithoutSeparators extends FilterInputStream {
    WithoutSeparators(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      return b == 0x1E ? ' ' : b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      for (int i = offset; i < offset + n; i++) {
        if (bytes[i] == 0x1E) {
          bytes[i] = ' ';
        }
      }
      return n;
    }
  }
}
