package org.xaatlas.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.locationtech.jts.geom.Geometry;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitTable;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;

/**
 * What was computed for units of a level, as a layer: a row for each unit with the outline that the
 * release has for it (lon/lat). The same columns in every format. Immutable, as far as the values
 * that are handed over are.
 *
 * @param name of the layer, in file names and addresses
 * @param title for people; may be empty
 * @param places of the rows, in the level
 * @param columns beside code, name and province, which every layer has
 * @param illustrative whether anything it rests on is made up
 * @param notes what a reader must know
 * @param sources of what it rests on
 */
public record ComputedLayer(
    String name,
    String title,
    OpenRelease release,
    OpenLevel level,
    int[] places,
    List<Column> columns,
    boolean illustrative,
    List<Message> notes,
    List<Source> sources) {
  private static final int COPY = 16_384;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  public ComputedLayer {
    places = places.clone();
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
    sources = List.copyOf(sources);
  }

  /** What a column holds. */
  public enum Kind {
    WHOLE,
    NUMBER,
    TEXT
  }

  /**
   * One column.
   *
   * @param name the same in every format
   * @param value by row: a Long, a Double or a String as the kind says; null where there is none
   */
  public record Column(String name, Kind kind, IntFunction<Object> value) {
    public static Column text(String name, IntFunction<String> value) {
      return new Column(name, Kind.TEXT, value::apply);
    }

    /** What is 0 is a number; a negative one says that there is none. */
    public static Column whole(String name, IntFunction<Long> value) {
      return new Column(name, Kind.WHOLE, value::apply);
    }

    /** What is not a finite number is none. */
    public static Column number(String name, IntFunction<Double> value) {
      return new Column(
          name,
          Kind.NUMBER,
          row -> {
            Double number = value.apply(row);
            return number == null || !Double.isFinite(number) ? null : number;
          });
    }
  }

  /** How many rows. */
  public int size() {
    return places.length;
  }

  /** Code of the unit of a row. */
  public String code(int row) {
    return level.units().code(places[row]);
  }

  /** Its outline as GeoJSON in UTF-8; empty where there is none. */
  public Optional<ByteBuffer> geometry(int row) {
    return level.geometry().flatMap(piece -> piece.geometry(places[row]));
  }

  /** Its outline; empty where there is none. */
  public Optional<Geometry> outline(int row) {
    return geometry(row)
        .map(
            bytes -> {
              try {
                return GeometryText.read(bytes);
              } catch (IOException e) {
                throw new IllegalStateException("Geometry of " + code(row) + " is broken", e);
              }
            });
  }

  /** Code, name and province of the unit of a row, as every layer tells them. */
  public static List<Column> unitColumns(OpenRelease release, OpenLevel level, int[] places) {
    UnitTable units = level.units();
    Optional<UnitTable> provinces =
        release.level(level.edition().id(), Level.PROVINCE).map(OpenLevel::units);
    return List.of(
        Column.text("code", row -> units.code(places[row])),
        Column.text("name", row -> units.fullName(places[row])),
        Column.text("province", row -> units.province(places[row])),
        Column.text(
            "province_name",
            row ->
                provinces
                    .filter(table -> table.indexOf(units.province(places[row])) >= 0)
                    .map(table -> table.fullName(table.indexOf(units.province(places[row]))))
                    .orElse("")));
  }

  /** Adds members to the head of a GeoJSON collection. */
  public interface About {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /**
   * As GeoJSON, a feature a row, written straight to the stream.
   *
   * @param about what else the collection says of itself
   */
  public void writeGeojson(OutputStream out, Language language, About about) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeNumberField("numberReturned", size());
      writeHead(json);
      about.writeTo(json);
      writeSources(json);
      writeNotes(json, language);
      json.writeArrayFieldStart("features");
      byte[] copy = new byte[COPY];
      for (int row = 0; row < places.length; row++) {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", code(row));
        json.writeFieldName("geometry");
        Optional<ByteBuffer> geometry = geometry(row);
        if (geometry.isPresent()) {
          // The generator writes its colon, hands over what it has, and thinks a value was written.
          json.writeRawValue("");
          json.flush();
          copy(geometry.get().duplicate(), out, copy);
        } else {
          json.writeNull();
        }
        json.writeObjectFieldStart("properties");
        writeProperties(row, json);
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /**
   * As JSON for programs: the same without outlines, a member a row.
   *
   * @param format what the document calls itself
   * @param rows name of the list of rows
   * @param about what else it says of itself
   */
  public void writeJson(
      String format, String rows, OutputStream out, Language language, About about)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("format", format);
      writeHead(json);
      about.writeTo(json);
      json.writeArrayFieldStart(rows);
      for (int row = 0; row < places.length; row++) {
        json.writeStartObject();
        writeProperties(row, json);
        json.writeEndObject();
      }
      json.writeEndArray();
      writeSources(json);
      writeNotes(json, language);
      json.writeEndObject();
    }
  }

  private void writeHead(JsonGenerator json) throws IOException {
    json.writeStringField("title", title);
    json.writeStringField("release", release.id());
    json.writeStringField("edition", level.edition().id());
    json.writeStringField("level", level.level().id());
    json.writeBooleanField("illustrative", illustrative);
    json.writeBooleanField("schematic", level.schematic());
  }

  /** The columns of a row, as members of an object that was begun. */
  public void writeProperties(int row, JsonGenerator json) throws IOException {
    for (Column column : columns) {
      json.writeFieldName(column.name());
      Object value = column.value().apply(row);
      if (value == null) {
        json.writeNull();
      } else if (value instanceof Long whole) {
        json.writeNumber(whole);
      } else if (value instanceof Double number) {
        json.writeNumber(number);
      } else {
        json.writeString(value.toString());
      }
    }
  }

  public void writeSources(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("sources");
    for (Source source : sources) {
      json.writeStartObject();
      json.writeStringField("id", source.id());
      json.writeStringField("title", source.title());
      json.writeStringField("number", source.number());
      json.writeStringField("publisher", source.publisher());
      json.writeStringField("date", source.date());
      json.writeStringField("licence", source.licence());
      json.writeStringField("url", source.url());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  public void writeNotes(JsonGenerator json, Language language) throws IOException {
    json.writeArrayFieldStart("notes");
    for (Message note : notes) {
      json.writeString(note.in(language));
    }
    json.writeEndArray();
  }

  private static void copy(ByteBuffer from, OutputStream to, byte[] through) throws IOException {
    while (from.hasRemaining()) {
      int length = Math.min(from.remaining(), through.length);
      from.get(through, 0, length);
      to.write(through, 0, length);
    }
  }

  /**
   * As CSV for programs: UTF-8 with a byte order mark, comma, decimal point. What a spreadsheet
   * would compute is made harmless; the release stands in the last column.
   */
  public void writeCsv(OutputStream out) throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.write('\uFEFF');
    for (Column column : columns) {
      csv.write(FeatureTable.quoted(FeatureTable.harmless(column.name())));
      csv.write(',');
    }
    csv.write("release\r\n");
    for (int row = 0; row < places.length; row++) {
      for (Column column : columns) {
        Object value = column.value().apply(row);
        if (value != null) {
          String text = value.toString();
          // A negative number is a number, and not a formula.
          csv.write(
              FeatureTable.quoted(column.kind() == Kind.TEXT ? FeatureTable.harmless(text) : text));
        }
        csv.write(',');
      }
      csv.write(release.id());
      csv.write("\r\n");
    }
    csv.flush();
  }
}
