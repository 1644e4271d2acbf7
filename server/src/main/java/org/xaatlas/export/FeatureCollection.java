package org.xaatlas.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.designation.Designation;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.release.DesignationList;
import org.xaatlas.release.Figures;
import org.xaatlas.release.GeometryPiece;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitTable;
import org.xaatlas.series.Source;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * The features of a collection that pass a filter, as GeoJSON: figures and designations joined as
 * properties from columns, geometries copied as they were encoded. Written straight to a stream, so
 * memory does not grow with the number of features.
 *
 * <p>A figure that nobody reported is null, never 0; figures and boundaries that are not real say
 * so, each and for the collection. Immutable; may be written more than once.
 */
public final class FeatureCollection {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private static final int COPY = 16_384;

  private final OpenRelease release;
  private final OpenLevel level;
  private final UnitTable units;
  private final LocalDate day;
  private final List<Indicator> indicators = new ArrayList<>();
  private final List<DesignationList> schemes;
  private final int[] matching;
  private final int from;
  private final int to;

  /** What is written for one indicator. */
  private record Indicator(
      SeriesEntry entry, Optional<SeriesEntry> printed, Figures figures, String id) {
    static Indicator of(OpenRelease release, SeriesEntry entry) {
      Optional<SeriesEntry> printed =
          entry.column().isPresent()
              ? Optional.empty()
              : release.series(SeriesEntry.idOf(entry.key(), true));
      Figures own = release.figures(entry);
      Figures figures =
          printed.<Figures>map(p -> new EitherRate(own, release.figures(p))).orElse(own);
      return new Indicator(entry, printed, figures, entry.key().indicator());
    }

    Stream<SeriesEntry> entries() {
      return Stream.concat(Stream.of(entry), printed.stream());
    }
  }

  /**
   * A link of the collection.
   *
   * @param rel relation: self, next, prev
   * @param href absolute address
   */
  public record Link(String rel, String href, String type) {}

  public FeatureCollection(OpenRelease release, OpenLevel level, ItemsFilter filter) {
    this.release = release;
    this.level = level;
    this.units = level.units();
    this.day =
        filter.period().isPresent()
            ? filter.period().get().end()
            : release.referenceDay(level.edition());
    for (SeriesEntry entry : FigureChoice.choose(release, level, filter.period(), filter.group())) {
      indicators.add(Indicator.of(release, entry));
    }
    List<DesignationList> all = release.designations(level.edition().id());
    this.schemes = all.stream().filter(list -> list.level() == level.level()).toList();
    this.matching = match(filter, all);
    this.from = Math.min(filter.offset(), matching.length);
    this.to = (int) Math.min(matching.length, (long) from + filter.limit());
  }

  private int[] match(ItemsFilter filter, List<DesignationList> designations) {
    boolean then =
        filter
            .datetime()
            .map(days -> days.overlaps(level.edition().validFrom(), level.edition().validTo()))
            .orElse(true);
    int[] found = new int[then ? units.size() : 0];
    int count = 0;
    for (int unit = 0; unit < found.length; unit++) {
      int candidate = unit;
      if (filter.province().map(units.province(unit)::equals).orElse(true)
          && filter
              .designation()
              .map(wanted -> designated(candidate, wanted, designations))
              .orElse(true)
          && filter.bbox().map(box -> inside(candidate, box)).orElse(true)) {
        found[count++] = unit;
      }
    }
    return java.util.Arrays.copyOf(found, count);
  }

  /** A scheme of villages takes the communes that have such a village. */
  private boolean designated(int unit, ClassFilter wanted, List<DesignationList> designations) {
    for (DesignationList list : designations) {
      boolean ofVillages = list.level() == Level.VILLAGE && level.level() == Level.COMMUNE;
      if (!list.scheme().equals(wanted.scheme()) || list.level() != level.level() && !ofVillages) {
        continue;
      }
      List<Designation> holding =
          ofVillages
              ? list.of(units.code(unit), day)
              : list.inForce(units.code(unit), day).stream().toList();
      for (Designation designation : holding) {
        if (wanted.designationClass().map(designation.designationClass()::equals).orElse(true)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean inside(int unit, Bbox box) {
    Optional<Envelope> around = level.geometry().flatMap(geometry -> geometry.bbox(unit));
    if (around.isEmpty()) {
      return false;
    }
    Envelope e = around.get();
    if (!box.intersects(e.getMinX(), e.getMinY(), e.getMaxX(), e.getMaxY())) {
      return false;
    }
    if (box.contains(e.getMinX(), e.getMinY(), e.getMaxX(), e.getMaxY())) {
      return true;
    }
    try {
      return GeometryText.intersects(geometry(unit).orElseThrow(), box);
    } catch (IOException ex) {
      throw new IllegalStateException("Geometry of " + units.code(unit) + " is broken", ex);
    }
  }

  private Optional<ByteBuffer> geometry(int unit) {
    Optional<GeometryPiece> piece = level.geometry();
    return piece.flatMap(geometry -> geometry.geometry(unit));
  }

  /** How many units pass the filter. */
  public int numberMatched() {
    return matching.length;
  }

  /** How many of them are written. */
  public int numberReturned() {
    return to - from;
  }

  /** Whether any figure or designation shown is made up. */
  public boolean illustrative() {
    return indicators.stream()
            .flatMap(Indicator::entries)
            .anyMatch(entry -> entry.statuses().contains(Status.ILLUSTRATIVE))
        || schemes.stream().anyMatch(DesignationList::illustrative);
  }

  /** Whether the boundaries were drawn by a program. */
  public boolean schematic() {
    return level.geometry().isPresent() && level.edition().schematic();
  }

  /** The sources of what is shown. */
  private List<Source> sources() {
    SortedSet<String> ids = new TreeSet<>();
    indicators.stream().flatMap(Indicator::entries).forEach(entry -> ids.addAll(entry.sources()));
    if (level.geometry().isPresent()) {
      ids.addAll(level.edition().boundarySources());
    }
    for (int at = from; at < to; at++) {
      String code = units.code(matching[at]);
      schemes.forEach(
          list -> list.inForce(code, day).ifPresent(designation -> ids.add(designation.source())));
    }
    return ids.stream().flatMap(id -> release.source(id).stream()).toList();
  }

  private List<Message> notes() {
    List<Message> notes = new ArrayList<>();
    if (level.geometry().isPresent()) {
      notes.add(Message.of("http.note_reference"));
    }
    if (schematic()) {
      notes.add(Message.of("http.note_schematic"));
    }
    if (illustrative()) {
      notes.add(Message.of("http.note_illustrative"));
    }
    notes.add(Message.of("http.note_missing"));
    return notes;
  }

  /**
   * Writes the collection.
   *
   * @param links of the collection; none for a file
   * @param languages in which the notes are given
   */
  public void writeTo(OutputStream out, List<Link> links, Language... languages)
      throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeNumberField("numberMatched", numberMatched());
      json.writeNumberField("numberReturned", numberReturned());
      if (!links.isEmpty()) {
        writeLinks(json, links);
      }
      writeAbout(json, languages);
      json.writeArrayFieldStart("features");
      byte[] copy = new byte[COPY];
      for (int at = from; at < to; at++) {
        json.writeStartObject();
        writeMembers(json, out, matching[at], copy);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /**
   * Writes the first matching feature alone, with what a collection says about itself.
   *
   * @throws java.util.NoSuchElementException when none matches
   */
  public void writeSingle(OutputStream out, List<Link> links, Language language)
      throws IOException {
    if (numberReturned() == 0) {
      throw new java.util.NoSuchElementException("No feature");
    }
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      writeMembers(json, out, matching[from], new byte[COPY]);
      writeLinks(json, links);
      writeAbout(json, language);
      json.writeEndObject();
    }
  }

  /** Only the unit with this code. */
  public Optional<FeatureCollection> only(String code) {
    int unit = units.indexOf(code);
    return unit < 0 ? Optional.empty() : Optional.of(new FeatureCollection(this, unit));
  }

  private FeatureCollection(FeatureCollection all, int unit) {
    this.release = all.release;
    this.level = all.level;
    this.units = all.units;
    this.day = all.day;
    this.indicators.addAll(all.indicators);
    this.schemes = all.schemes;
    this.matching = new int[] {unit};
    this.from = 0;
    this.to = 1;
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

  private void writeAbout(JsonGenerator json, Language... languages) throws IOException {
    json.writeStringField("release", release.id());
    json.writeBooleanField("illustrative", illustrative());
    json.writeBooleanField("schematic", schematic());
    json.writeArrayFieldStart("sources");
    for (Source source : sources()) {
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
    json.writeArrayFieldStart("notes");
    for (Message note : notes()) {
      for (Language language : languages) {
        json.writeString(note.in(language));
      }
    }
    json.writeEndArray();
  }

  private void writeMembers(JsonGenerator json, OutputStream out, int unit, byte[] copy)
      throws IOException {
    json.writeStringField("type", "Feature");
    json.writeStringField("id", units.code(unit));
    json.writeFieldName("geometry");
    Optional<ByteBuffer> geometry = geometry(unit);
    if (geometry.isPresent()) {
      // The generator writes its colon, hands over what it has, and thinks a value was written.
      json.writeRawValue("");
      json.flush();
      copy(geometry.get().duplicate(), out, copy);
    } else {
      json.writeNull();
    }
    json.writeObjectFieldStart("properties");
    writeProperties(json, unit, geometry.isPresent());
    json.writeEndObject();
  }

  private static void copy(ByteBuffer from, OutputStream to, byte[] through) throws IOException {
    while (from.hasRemaining()) {
      int length = Math.min(from.remaining(), through.length);
      from.get(through, 0, length);
      to.write(through, 0, length);
    }
  }

  private void writeProperties(JsonGenerator json, int unit, boolean drawn) throws IOException {
    json.writeStringField("code", units.code(unit));
    json.writeStringField("name", units.name(unit));
    json.writeStringField("type", units.type(unit));
    json.writeStringField("full_name", units.fullName(unit));
    json.writeStringField("level", level.level().id());
    json.writeStringField("edition", level.edition().id());
    writeText(json, "parent", units.parent(unit));
    String province = units.province(unit);
    writeText(json, "province", province);
    writeText(json, "province_name", provinceName(province));
    for (Indicator indicator : indicators) {
      writeFigure(json, indicator, unit);
    }
    for (DesignationList list : schemes) {
      Optional<Designation> designation = list.inForce(units.code(unit), day);
      writeText(json, list.scheme(), designation.map(Designation::designationClass).orElse(""));
      if (designation.isPresent()) {
        Status status = designation.get().illustrative() ? Status.ILLUSTRATIVE : Status.REPORTED;
        json.writeStringField(list.scheme() + "_status", word(status));
      }
    }
    String drawing = level.edition().schematic() ? "schematic" : "reference";
    writeText(json, "boundary_status", drawn ? drawing : "");
  }

  private String provinceName(String province) {
    return release
        .level(level.edition().id(), Level.PROVINCE)
        .map(OpenLevel::units)
        .filter(provinces -> provinces.indexOf(province) >= 0)
        .map(provinces -> provinces.fullName(provinces.indexOf(province)))
        .orElse("");
  }

  private static void writeFigure(JsonGenerator json, Indicator indicator, int unit)
      throws IOException {
    Figures figures = indicator.figures();
    json.writeFieldName(indicator.id());
    writeNumber(json, figures.value(unit));
    json.writeFieldName(indicator.id() + "_status");
    Optional<Status> status = figures.status(unit);
    if (status.isPresent()) {
      json.writeString(word(status.get()));
    } else {
      json.writeNull();
    }
    json.writeStringField(indicator.id() + "_period", indicator.entry().key().period().text());
    if (figures instanceof EitherRate either && either.isReported(unit)) {
      json.writeBooleanField(indicator.id() + "_reported", true);
    }
    String qualifier = figures.qualifier(unit);
    if (!qualifier.isEmpty()) {
      json.writeStringField(indicator.id() + "_qualifier", qualifier);
    }
  }

  /** Whole numbers without a point; what is missing as null. */
  private static void writeNumber(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  private static void writeText(JsonGenerator json, String name, String text) throws IOException {
    if (text.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
