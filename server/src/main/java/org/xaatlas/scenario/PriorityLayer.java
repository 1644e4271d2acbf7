package org.xaatlas.scenario;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;

/**
 * What a scenario came to, as a layer: GeoJSON, a feature for every unit compared, ranked ones
 * first. Outlines are copied as the release has them (lon/lat), null where there is none.
 * Stateless.
 */
public final class PriorityLayer {
  private static final int COPY = 16_384;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private PriorityLayer() {}

  /**
   * @param language of the notes
   */
  public static void writeGeojson(ScenarioRun run, OutputStream out, Language language)
      throws IOException {
    PriorityTable table = PriorityTable.of(run);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeNumberField("numberReturned", run.table().units().size());
      json.writeStringField("title", run.scenario().title());
      json.writeStringField("release", run.release());
      json.writeStringField("edition", run.edition());
      json.writeBooleanField("illustrative", run.illustrative());
      json.writeBooleanField("schematic", run.level().schematic());
      PriorityList.writeSources(run, json);
      json.writeArrayFieldStart("notes");
      for (Message note : run.notes()) {
        json.writeString(note.in(language));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("features");
      byte[] copy = new byte[COPY];
      for (int unit : run.rankedThenExcluded()) {
        feature(run, table, unit, json, out, copy);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void feature(
      ScenarioRun run,
      PriorityTable table,
      int unit,
      JsonGenerator json,
      OutputStream out,
      byte[] copy)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeStringField("id", run.table().units().get(unit));
    json.writeFieldName("geometry");
    Optional<ByteBuffer> geometry =
        run.level().geometry().flatMap(piece -> piece.geometry(run.places()[unit]));
    if (geometry.isPresent()) {
      // The generator writes its colon, hands over what it has, and thinks a value was written.
      json.writeRawValue("");
      json.flush();
      ByteBuffer bytes = geometry.get().duplicate();
      while (bytes.hasRemaining()) {
        int length = Math.min(bytes.remaining(), copy.length);
        bytes.get(copy, 0, length);
        out.write(copy, 0, length);
      }
    } else {
      json.writeNull();
    }
    json.writeObjectFieldStart("properties");
    for (PriorityTable.Column column : table.columns()) {
      json.writeFieldName(column.name());
      Object value = column.value().apply(unit);
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
    json.writeEndObject();
    json.writeEndObject();
  }
}
