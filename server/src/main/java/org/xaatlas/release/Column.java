package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.series.Status;

/** A column piece in memory. */
final class Column implements Figures {
  private static final Status[] STATUSES = Status.values();

  private final String order;
  private final double[] values;
  private final byte[] statuses;
  private final Map<Integer, String> qualifiers;

  private Column(String order, double[] values, byte[] statuses, Map<Integer, String> qualifiers) {
    this.order = order;
    this.values = values;
    this.statuses = statuses;
    this.qualifiers = Map.copyOf(qualifiers);
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
    return new Column(piece.path("order").asText(), values, statuses, qualifiers);
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
  public String order() {
    return order;
  }

  @Override
  public int size() {
    return values.length;
  }
}
