package org.xaatlas.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.OpenCollection;
import org.xaatlas.release.OpenDesignations;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.series.Source;

/**
 * The features of a collection that pass a filter, as GeoJSON: properties joined from columns and
 * lists, geometries copied as they were encoded. Written straight to a stream, so memory does not
 * grow with the number of features.
 *
 * <p>Figures, designations and boundaries that are not real say so, each and for the collection.
 * Immutable; may be written more than once.
 */
public final class FeatureCollection {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final int COPY = 16_384;

  private final OpenRelease release;
  private final OpenCollection collection;
  private final FeatureSource source;
  private final int[] matching;
  private final int[] page;
  private final boolean illustrative;
  private final SortedSet<String> cited;

  /**
   * A link of the collection.
   *
   * @param rel relation: self, next, prev
   * @param href absolute address
   */
  public record Link(String rel, String href, String type) {}

  private FeatureCollection(
      OpenRelease release,
      OpenCollection collection,
      FeatureSource source,
      int[] matching,
      int[] page) {
    this.release = release;
    this.collection = collection;
    this.source = source;
    this.matching = matching;
    this.page = page;
    // Asked before anything is written: a column that cannot be read is then an error, and not an
    // answer that breaks off.
    this.illustrative = source.illustrative(matching);
    this.cited = new TreeSet<>(source.sources(page));
  }

  /** The features that pass a filter. */
  public static FeatureCollection of(
      OpenRelease release, OpenCollection collection, ItemsFilter filter) {
    FeatureSource source = source(release, collection, filter);
    int[] matching =
        IntStream.range(0, source.size())
            .filter(feature -> source.matches(feature, filter))
            .toArray();
    int from = Math.min(filter.offset(), matching.length);
    int to = (int) Math.min(matching.length, (long) from + filter.limit());
    return new FeatureCollection(
        release, collection, source, matching, Arrays.copyOfRange(matching, from, to));
  }

  /**
   * One feature, whether it passes the filter or not; empty when there is none with this id.
   *
   * @param filter what is told of it
   */
  public static Optional<FeatureCollection> single(
      OpenRelease release, OpenCollection collection, ItemsFilter filter, String id) {
    FeatureSource source = source(release, collection, filter);
    int[] feature = {source.indexOf(id)};
    return feature[0] < 0
        ? Optional.empty()
        : Optional.of(new FeatureCollection(release, collection, source, feature, feature));
  }

  private static FeatureSource source(
      OpenRelease release, OpenCollection collection, ItemsFilter filter) {
    if (collection instanceof ComputedCollection computed) {
      return new ComputedFeatures(computed.layer());
    }
    return collection instanceof OpenLevel level
        ? new UnitFeatures(release, level, filter)
        : new DesignationFeatures(release, (OpenDesignations) collection);
  }

  /** How many features pass the filter. */
  public int numberMatched() {
    return matching.length;
  }

  /** How many of them are written. */
  public int numberReturned() {
    return page.length;
  }

  OpenRelease release() {
    return release;
  }

  /** Name of the collection. */
  String name() {
    return collection.collection();
  }

  /** The features that are written, by their position in the source. */
  int[] page() {
    return page.clone();
  }

  FeatureSource source() {
    return source;
  }

  /** What is cited by what is written. */
  List<Source> cited() {
    return cited.stream().flatMap(id -> release.source(id).stream()).toList();
  }

  List<Message> notes() {
    List<Message> notes = new ArrayList<>();
    if (collection.drawn()) {
      notes.add(Message.of("http.note_reference"));
    }
    if (collection.schematic()) {
      notes.add(Message.of("http.note_schematic"));
    }
    if (illustrative) {
      notes.add(Message.of("http.note_illustrative"));
    }
    notes.addAll(source.notes());
    return notes;
  }

  /**
   * Writes the collection.
   *
   * @param links of the collection; none for a file
   * @param languages in which notes and names are given, the main one first
   */
  public void writeTo(OutputStream out, List<Link> links, Language... languages)
      throws IOException {
    List<Language> spoken = List.of(languages);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeNumberField("numberMatched", numberMatched());
      json.writeNumberField("numberReturned", numberReturned());
      if (!links.isEmpty()) {
        writeLinks(json, links);
      }
      writeAbout(json, spoken);
      json.writeArrayFieldStart("features");
      byte[] copy = new byte[COPY];
      for (int feature : page) {
        json.writeStartObject();
        writeMembers(json, out, feature, spoken, copy);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /**
   * Writes the first feature of the page alone, with what a collection says about itself.
   *
   * @throws java.util.NoSuchElementException when there is none
   */
  public void writeSingle(OutputStream out, List<Link> links, Language language)
      throws IOException {
    if (page.length == 0) {
      throw new java.util.NoSuchElementException("No feature");
    }
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      writeMembers(json, out, page[0], List.of(language), new byte[COPY]);
      writeLinks(json, links);
      writeAbout(json, List.of(language));
      json.writeEndObject();
    }
  }

  private static void writeLinks(JsonGenerator json, List<Link> links) throws IOException {
    json.writeArrayFieldStart("links");
    for (Link link : links) {
      json.writeStartObject();
      json.writeStringField("rel", link.rel());
      json.writeStringField("href", link.href());
      json.writeStringField("type", link.type());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeAbout(JsonGenerator json, List<Language> languages) throws IOException {
    json.writeStringField("release", release.id());
    json.writeBooleanField("illustrative", illustrative);
    json.writeBooleanField("schematic", collection.schematic());
    json.writeArrayFieldStart("sources");
    for (String id : cited) {
      Optional<Source> cited = release.source(id);
      if (cited.isPresent()) {
        write(json, cited.get());
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (Message note : notes()) {
      for (Language language : languages) {
        json.writeString(note.in(language));
      }
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Source source) throws IOException {
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

  private void writeMembers(
      JsonGenerator json, OutputStream out, int feature, List<Language> languages, byte[] copy)
      throws IOException {
    json.writeStringField("type", "Feature");
    json.writeStringField("id", source.id(feature));
    json.writeFieldName("geometry");
    Optional<ByteBuffer> geometry = source.geometry(feature);
    if (geometry.isPresent()) {
      // The generator writes its colon, hands over what it has, and thinks a value was written.
      json.writeRawValue("");
      json.flush();
      copy(geometry.get().duplicate(), out, copy);
    } else {
      json.writeNull();
    }
    json.writeObjectFieldStart("properties");
    source.write(feature, new Properties(json), languages);
    json.writeEndObject();
  }

  private static void copy(ByteBuffer from, OutputStream to, byte[] through) throws IOException {
    while (from.hasRemaining()) {
      int length = Math.min(from.remaining(), through.length);
      from.get(through, 0, length);
      to.write(through, 0, length);
    }
  }
}
