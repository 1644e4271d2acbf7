package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/**
 * The units of one level as a release lists them, in the order of their codes. Positions count from
 * 0 and are the positions of columns and geometries too. Immutable, safe to share.
 */
public final class UnitTable {
  private final String order;
  private final String[] codes;
  private final String[] names;
  private final String[] types;
  private final String[] parents;
  private final String[] provinces;
  private final double[][] labels;
  private final double[][] bboxes;
  private final double[] areas;
  private final String[] drawings;
  private final String[] boundarySources;

  private UnitTable(
      String order,
      String[] codes,
      String[] names,
      String[] types,
      String[] parents,
      String[] provinces,
      double[][] labels,
      double[][] bboxes,
      double[] areas,
      String[] drawings,
      String[] boundarySources) {
    this.order = order;
    this.codes = codes;
    this.names = names;
    this.types = types;
    this.parents = parents;
    this.provinces = provinces;
    this.labels = labels;
    this.bboxes = bboxes;
    this.areas = areas;
    this.drawings = drawings;
    this.boundarySources = boundarySources;
  }

  /**
   * Reads a units piece.
   *
   * @throws IOException when it is not one
   */
  static UnitTable read(JsonNode piece) throws IOException {
    PieceReader.requireFormat(piece, "xa-atlas-units/1");
    String[] codes = PieceReader.texts(piece, "code");
    int size = codes.length;
    for (int i = 1; i < size; i++) {
      if (codes[i - 1].compareTo(codes[i]) >= 0) {
        throw new IOException("Units are not in the order of their codes: " + codes[i]);
      }
    }
    double[] areas = new double[size];
    JsonNode area = PieceReader.array(piece, "area", size);
    for (int i = 0; i < size; i++) {
      areas[i] = area.get(i).isNumber() ? area.get(i).doubleValue() : Double.NaN;
    }
    return new UnitTable(
        piece.path("order").asText(),
        codes,
        sized(PieceReader.texts(piece, "name"), size),
        sized(PieceReader.texts(piece, "type"), size),
        sized(PieceReader.texts(piece, "parent"), size),
        sized(PieceReader.texts(piece, "province"), size),
        tuples(PieceReader.array(piece, "label", size), 2),
        tuples(PieceReader.array(piece, "bbox", size), 4),
        areas,
        PieceReader.runs(piece, "boundary", size),
        PieceReader.runs(piece, "boundarySource", size));
  }

  private static String[] sized(String[] texts, int size) throws IOException {
    if (texts.length != size) {
      throw new IOException(size + " units, but " + texts.length + " texts");
    }
    return texts;
  }

  private static double[][] tuples(JsonNode array, int width) throws IOException {
    double[][] tuples = new double[array.size()][];
    for (int i = 0; i < tuples.length; i++) {
      JsonNode tuple = array.get(i);
      if (tuple.isNull()) {
        continue;
      }
      if (tuple.size() != width) {
        throw new IOException("Unit " + i + " has " + tuple.size() + " numbers, not " + width);
      }
      tuples[i] = new double[width];
      for (int k = 0; k < width; k++) {
        tuples[i][k] = tuple.get(k).doubleValue();
      }
    }
    return tuples;
  }

  /** How many units. */
  public int size() {
    return codes.length;
  }

  /** The hash of the codes in order; a column with the same one belongs here. */
  public String order() {
    return order;
  }

  /** The position of a code, or a negative number. */
  public int indexOf(String code) {
    return Arrays.binarySearch(codes, code);
  }

  public String code(int unit) {
    return codes[unit];
  }

  public String name(int unit) {
    return names[unit];
  }

  public String type(int unit) {
    return types[unit];
  }

  /** Type and name as people write them. */
  public String fullName(int unit) {
    return types[unit].isEmpty() ? names[unit] : types[unit] + " " + names[unit];
  }

  /** Code of the unit one tier up, {@code ""} for a province. */
  public String parent(int unit) {
    return parents[unit];
  }

  /** Code of the province; a province is its own. */
  public String province(int unit) {
    return provinces[unit].isEmpty() && parents[unit].isEmpty() ? codes[unit] : provinces[unit];
  }

  /** A point inside, lon/lat; empty without geometry. */
  public Optional<double[]> label(int unit) {
    return Optional.ofNullable(labels[unit]).map(double[]::clone);
  }

  /** West, south, east, north; empty without geometry. */
  public Optional<double[]> bbox(int unit) {
    return Optional.ofNullable(bboxes[unit]).map(double[]::clone);
  }

  /** Makes a box so large that it takes a unit in; one without geometry changes nothing. */
  public void expand(Envelope extent, int unit) {
    double[] box = bboxes[unit];
    if (box != null) {
      extent.expandToInclude(new Envelope(box[0], box[2], box[1], box[3]));
    }
  }

  /** Square kilometres on the ellipsoid; NaN without geometry. */
  public double area(int unit) {
    return areas[unit];
  }

  /** {@code reference} or {@code schematic}; empty without geometry. */
  public Optional<String> drawing(int unit) {
    return Optional.of(drawings[unit]).filter(word -> !word.isEmpty());
  }

  /** Ids of the sources of the outline; none without geometry. */
  public List<String> boundarySources(int unit) {
    return boundarySources[unit].isEmpty() ? List.of() : List.of(boundarySources[unit].split(" "));
  }
}
