package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.series.Status;

/** A column piece in memory. */
final class Column implements Figures {
  private static final Status[] STATUSES = Status.values();

  private final String order;
  private final double[] values;
  private final byte[] statuses;
  private final Map<Integer, String> qualifiers;
  private final Footing[] footings;

  private Column(
      String order,
      double[] values,
      byte[] statuses,
      Map<Integer, String> qualifiers,
      Footing[] footings) {
    this.order = order;
    this.values = values;
    this.statuses = statuses;
    this.qualifiers = Map.copyOf(qualifiers);
    this.footings = footings;
  }

  static Column read(JsonNode piece) throws IOException {
    PieceReader.requireFormat(piece, "xa-atlas-column/1");
    JsonNode array = piece.path("values");
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = array.get(i);
      if (!value.isNumber() && !value.isNull()) {
        throw new IOException("Value " + i + " of a column is no number: " + value);
      }
      values[i] = value.isNull() ? Double.NaN : value.doubleValue();
    }
    String[] words = PieceReader.runs(piece, "status", values.length);
    byte[] statuses = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      statuses[i] = words[i].isEmpty() ? -1 : status(words[i]);
      if (statuses[i] < 0 != Double.isNaN(values[i])) {
        throw new IOException("Unit " + i + " of a column has a value or a status, not both");
      }
    }
    Map<Integer, String> qualifiers = new HashMap<>();
    Iterator<Map.Entry<String, JsonNode>> fields = piece.path("qualifiers").properties().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      qualifiers.put(Integer.parseInt(field.getKey()), field.getValue().asText());
    }
    return new Column(
        piece.path("order").asText(), values, statuses, qualifiers, footings(piece, values));
  }

  /** What carried figures stand on; null for a column that was reported. */
  private static Footing[] footings(JsonNode piece, double[] values) throws IOException {
    if (!piece.has("basis")) {
      return null;
    }
    String[] bases = PieceReader.runs(piece, "basis", values.length);
    Footing[] footings = new Footing[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        String place = String.valueOf(i);
        footings[i] =
            new Footing(
                Basis.valueOf(bases[i].toUpperCase(Locale.ROOT)),
                piece.path("partial").path(place).asDouble(0),
                piece.path("unknown").path(place).asDouble(0));
      }
    }
    return footings;
  }

  private static byte status(String word) throws IOException {
    try {
      return (byte) Status.valueOf(word.toUpperCase(Locale.ROOT)).ordinal();
    } catch (IllegalArgumentException e) {
      throw new IOException("Not a status: " + word, e);
    }
  }

  @Override
  public double value(int unit) {
    return values[unit];
  }

  @Override
  public Optional<Status> status(int unit) {
    return statuses[unit] < 0 ? Optional.empty() : Optional.of(STATUSES[statuses[unit]]);
  }

  @Override
  public String qualifier(int unit) {
    return qualifiers.getOrDefault(unit, "");
  }

  @Override
  public Optional<Footing> footing(int unit) {
    return footings == null ? Optional.empty() : Optional.ofNullable(footings[unit]);
  }

  @Override
  public String order() {
    return order;
  }

  @Override
  public int size() {
    return values.length;
  }
}
