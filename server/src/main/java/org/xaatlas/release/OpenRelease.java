package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.Manifest.LevelEntry;
import org.xaatlas.release.Manifest.SeriesEntry;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Source;
import org.xaatlas.unit.Level;

/**
 * A release opened for reading: units, mapped geometry, designations, catalogue and search are
 * there, columns come when they are first asked for.
 *
 * <p>Immutable and safe to share between threads. It needs no closing to be safe: whoever holds one
 * can finish reading it, however many releases are published meanwhile, and memory and mapped files
 * go back when nobody holds it any more.
 */
public final class OpenRelease implements AutoCloseable {
  private final Manifest manifest;
  private final byte[] bytes;
  private final PieceFiles files;
  private final List<OpenLevel> levels = new ArrayList<>();
  private final List<OpenCollection> collections = new ArrayList<>();
  private final Map<String, OpenCollection> named = new LinkedHashMap<>();
  private final Map<String, SeriesEntry> series = new LinkedHashMap<>();
  private final List<DesignationList> designations = new ArrayList<>();
  private final JsonNode catalogue;
  private final Map<String, Source> sources;
  private final SearchIndex search;
  private final List<OpenCrosswalk> crosswalks = new ArrayList<>();

  private OpenRelease(byte[] bytes, Manifest manifest, PieceFiles files) throws IOException {
    this.bytes = bytes;
    this.manifest = manifest;
    this.files = files;
    // A release is read when all of it is here: on a replica its last pieces may still be coming.
    for (String hash : manifest.pieces()) {
      files.require(hash);
    }
    for (EditionEntry edition : manifest.editions()) {
      for (LevelEntry entry : edition.levels()) {
        OpenLevel level = OpenLevel.open(edition, entry, files);
        levels.add(level);
        offer(level);
      }
    }
    manifest.series().forEach(entry -> series.put(entry.id(), entry));
    for (Manifest.DesignationEntry entry : manifest.designations()) {
      designations.add(
          files.shared(entry.piece(), file -> DesignationList.read(PieceReader.read(file))));
    }
    for (EditionEntry edition : manifest.editions()) {
      List<DesignationList> lists = designations(edition.id());
      if (!lists.isEmpty()) {
        offer(new OpenDesignations(edition, lists, levels));
      }
    }
    catalogue = files.tree(manifest.catalogue());
    PieceReader.requireFormat(catalogue, "xa-atlas-catalogue/1");
    sources = readSources(catalogue);
    for (Manifest.CrosswalkEntry entry : manifest.crosswalks()) {
      crosswalks.add(
          files.shared(entry.piece(), file -> OpenCrosswalk.read(PieceReader.read(file))));
    }
    search = files.shared(manifest.search(), file -> SearchIndex.read(PieceReader.read(file)));
  }

  /**
   * Opens a release.
   *
   * @throws RefusedException key {@code http.no_release} when it is not there
   * @throws EnvironmentException when a piece of it is missing or broken
   */
  public static OpenRelease open(ReleaseRepository repository, String id) {
    return open(repository, new PieceFiles(repository), id);
  }

  /** Opens a release that shares what it can with others. */
  static OpenRelease open(ReleaseRepository repository, PieceFiles files, String id) {
    byte[] bytes =
        repository.manifest(id).orElseThrow(() -> RefusedException.of("http.no_release", id));
    Manifest manifest = Manifest.read(id, bytes);
    try {
      if (!manifest.release().equals(id)) {
        throw new IOException("it calls itself " + manifest.release());
      }
      return new OpenRelease(bytes, manifest, files);
    } catch (IOException | IllegalArgumentException e) {
      throw new EnvironmentException(
          Message.of("http.release_broken", id, String.valueOf(e.getMessage())), e);
    }
  }

  /** The newest edition answers to its short and to its long name. */
  private void offer(OpenCollection collection) {
    collections.add(collection);
    named.put(collection.collection(), collection);
    named.put(collection.longName(), collection);
  }

  private static Map<String, Source> readSources(JsonNode catalogue) {
    Map<String, Source> read = new LinkedHashMap<>();
    for (JsonNode node : catalogue.path("sources")) {
      Source source =
          new Source(
              node.path("id").asText(),
              node.path("title").asText(),
              node.path("number").asText(""),
              node.path("publisher").asText(""),
              node.path("date").asText(""),
              node.path("licence").asText(""),
              node.path("url").asText(""));
      read.put(source.id(), source);
    }
    return read;
  }

  public String id() {
    return manifest.release();
  }

  public Manifest manifest() {
    return manifest;
  }

  /** The manifest as published, byte for byte; not to be changed. */
  public byte[] manifestBytes() {
    return bytes;
  }

  /** The edition whose collections have the short names; empty for a release without units. */
  public Optional<EditionEntry> newestEdition() {
    return manifest.editions().stream().filter(EditionEntry::newest).findFirst();
  }

  /** All levels of all editions, oldest edition first, from the top down. */
  public List<OpenLevel> levels() {
    return List.copyOf(levels);
  }

  /** All that features can be asked of: levels, then designations, oldest edition first. */
  public List<OpenCollection> collections() {
    return List.copyOf(collections);
  }

  /** A collection by its name, short or long. */
  public Optional<OpenCollection> collection(String name) {
    return Optional.ofNullable(named.get(name));
  }

  public Optional<OpenLevel> level(String editionId, Level level) {
    return levels.stream()
        .filter(open -> open.edition().id().equals(editionId) && open.level() == level)
        .findFirst();
  }

  /** The figures of a series, in the order of the units of its level. */
  public Figures figures(SeriesEntry entry) {
    Figures figures =
        entry.column().isPresent()
            ? files.column(entry.column().get())
            : new ComputedRate(count(entry, entry.numerator()), count(entry, entry.denominator()));
    OpenLevel level = level(entry.key().edition(), entry.key().level()).orElse(null);
    if (level == null
        || !figures.order().equals(level.units().order())
        || figures.size() != level.units().size()) {
      throw EnvironmentException.of("http.column_order", entry.id());
    }
    return figures;
  }

  /** One of the counts that a rate is computed from. */
  public Optional<SeriesEntry> series(String seriesId) {
    return Optional.ofNullable(series.get(seriesId));
  }

  private Figures count(SeriesEntry rate, Optional<String> seriesId) {
    return seriesId
        .flatMap(this::series)
        .flatMap(SeriesEntry::column)
        .map(files::column)
        .orElseThrow(() -> EnvironmentException.of("http.count_missing", rate.id()));
  }

  /** Where the figures of a series come from; empty for a computed one. */
  public Optional<Provenance> provenance(SeriesEntry entry) {
    return entry.provenance().map(files::provenance);
  }

  /** All designation lists of an edition, in the order of the manifest. */
  public List<DesignationList> designations(String editionId) {
    return designations.stream().filter(list -> list.edition().equals(editionId)).toList();
  }

  /** What became of units, by the older edition, then the newer. */
  public List<OpenCrosswalk> crosswalks() {
    return List.copyOf(crosswalks);
  }

  /** Sums of units, by edition, then by what they are put together by. */
  public List<OpenRollup> rollups() {
    return manifest.rollups().stream().map(entry -> new OpenRollup(entry, files)).toList();
  }

  /** The catalogue piece; not to be changed. */
  public JsonNode catalogue() {
    return catalogue;
  }

  public Optional<Source> source(String sourceId) {
    return Optional.ofNullable(sources.get(sourceId));
  }

  public SearchIndex search() {
    return search;
  }

  /** The report of an import; not to be changed. */
  public JsonNode report(Manifest.ImportEntry entry) {
    return files.tree(entry.report());
  }

  /**
   * The day on which "in force" is judged when nobody names a period: the last day of an edition
   * that has ended, else the latest day of which the release tells something that happened. It
   * depends on nothing but the release, so an answer made from a release never changes.
   */
  public LocalDate referenceDay(EditionEntry edition) {
    if (edition.validTo().isPresent()) {
      return edition.validTo().get();
    }
    List<LocalDate> days = new ArrayList<>();
    edition.validFrom().ifPresent(days::add);
    for (SeriesEntry entry : manifest.series()) {
      if (entry.key().nature() == Nature.ACTUAL) {
        days.add(entry.key().asOf().orElse(entry.key().period().end()));
      }
    }
    designations(edition.id()).forEach(list -> list.latestStart().ifPresent(days::add));
    return days.stream().max(Comparator.naturalOrder()).orElse(LocalDate.MAX);
  }

  /** Nothing to do: what was mapped goes back when nobody holds the release any more. */
  @Override
  public void close() {}

  static Optional<LocalDate> date(JsonNode node) {
    return node.isTextual() && !node.asText().isEmpty()
        ? Optional.of(LocalDate.parse(node.asText()))
        : Optional.empty();
  }
}
