package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

/**
 * What a release holds: the names of its pieces and what is in them. The JSON is canonical and
 * described in {@code docs/releases.md}; hashes are 64 hex digits.
 *
 * @param release id of the release: begins the SHA-256 of the manifest without this member
 * @param content hash over canonical units, figures, designations and sources
 * @param illustrative whether any figure or designation is made up
 * @param schematic whether any boundary was drawn by a program
 * @param catalogue piece with indicators, groups, standards, schemes and sources
 * @param search piece with the names of all units in play
 * @param editions oldest first
 * @param crosswalks what became of the units of one edition in another, by the older, then the
 *     newer
 * @param rollups sums of units, by edition, then by what they are put together by
 */
public record Manifest(
    String release,
    String content,
    boolean illustrative,
    boolean schematic,
    String catalogue,
    String search,
    List<EditionEntry> editions,
    List<SeriesEntry> series,
    List<DesignationEntry> designations,
    List<ImportEntry> imports,
    List<CrosswalkEntry> crosswalks,
    List<RollupEntry> rollups) {
  private static final String FORMAT = "xa-atlas-release/1";
  private static final int ID_DIGITS = 16;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * One boundary edition of a release.
   *
   * @param newest whether its collections are called by the level alone
   * @param tileset empty where the edition has no boundaries
   */
  public record EditionEntry(
      String id,
      Label title,
      Optional<LocalDate> validFrom,
      Optional<LocalDate> validTo,
      boolean newest,
      boolean schematic,
      List<String> boundarySources,
      Optional<Tileset> tileset,
      List<LevelEntry> levels) {
    public EditionEntry {
      boundarySources = List.copyOf(boundarySources);
      levels = List.copyOf(levels);
    }

    /** The pieces of a level; empty for a level without units in play. */
    public Optional<LevelEntry> level(Level level) {
      return levels.stream().filter(entry -> entry.level() == level).findFirst();
    }
  }

  /**
   * A tile archive.
   *
   * @param hash the piece
   * @param input fingerprint of what the tiles were made from
   */
  public record Tileset(
      String hash,
      String input,
      int minZoom,
      int maxZoom,
      double west,
      double south,
      double east,
      double north) {}

  /**
   * The units of one level.
   *
   * @param collection its name in addresses
   * @param count units in play
   * @param withGeometry how many of them have a boundary
   * @param units piece with codes, names, types, parents
   * @param order hash of the codes in order
   * @param geometry piece with GeoJSON geometries; empty where the level has no boundaries
   * @param adjacency piece with neighbours; empty where none are known
   * @param codes small piece with the codes alone, so that a map has colours before it has names;
   *     empty in releases of old
   */
  public record LevelEntry(
      Level level,
      String collection,
      int count,
      int withGeometry,
      String units,
      String order,
      Optional<String> geometry,
      Optional<String> adjacency,
      Optional<String> codes) {}

  /**
   * One series: a column, or a rate that whoever reads it computes from two other series.
   *
   * @param id of the series, as {@link #idOf} makes it
   * @param statuses statuses that occur in it
   * @param sources ids of the sources that tell it
   * @param count units that have a value
   * @param column piece with the values; empty for a computed rate
   * @param provenance piece that says where each value comes from; empty for a computed rate
   * @param numerator id of the series above the line; empty for a column
   * @param denominator id of the series below the line; empty for a column
   * @param reported a rate as reported, listed beside the one computed from its counts
   * @param carried where it was reported, for figures of other units put on these; empty for what
   *     was reported for the units of the key
   */
  public record SeriesEntry(
      String id,
      SeriesKey key,
      List<Status> statuses,
      List<String> sources,
      int count,
      Optional<String> column,
      Optional<String> provenance,
      Optional<String> numerator,
      Optional<String> denominator,
      boolean reported,
      Optional<CarriedFrom> carried) {
    public SeriesEntry {
      statuses = List.copyOf(statuses);
      sources = List.copyOf(sources);
      if (column.isPresent() == numerator.isPresent()
          || column.isPresent() != provenance.isPresent()
          || numerator.isPresent() != denominator.isPresent()) {
        throw new IllegalArgumentException("A series has a column or is computed: " + key);
      }
    }

    /** Id of the edition on whose units it was reported. */
    public String base() {
      return carried.map(CarriedFrom::edition).orElse(key.edition());
    }

    /** The series of a key with the values of a column. */
    public static SeriesEntry column(
        SeriesKey key,
        boolean reported,
        List<Status> statuses,
        List<String> sources,
        int count,
        String column,
        String provenance) {
      return new SeriesEntry(
          idOf(key, reported),
          key,
          statuses,
          sources,
          count,
          Optional.of(column),
          Optional.of(provenance),
          Optional.empty(),
          Optional.empty(),
          reported,
          Optional.empty());
    }

    /** The series of a key carried from other units. */
    public static SeriesEntry carried(
        SeriesKey key,
        CarriedFrom from,
        List<Status> statuses,
        List<String> sources,
        int count,
        String column,
        String provenance) {
      return new SeriesEntry(
          idOf(key, from),
          key,
          statuses,
          sources,
          count,
          Optional.of(column),
          Optional.of(provenance),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.of(from));
    }

    /** The rate of a key, computed from two series that were carried. */
    public static SeriesEntry computed(
        SeriesKey key,
        CarriedFrom from,
        List<Status> statuses,
        List<String> sources,
        int count,
        SeriesKey numerator,
        SeriesKey denominator) {
      return new SeriesEntry(
          idOf(key, from),
          key,
          statuses,
          sources,
          count,
          Optional.empty(),
          Optional.empty(),
          Optional.of(idOf(numerator, from)),
          Optional.of(idOf(denominator, from)),
          false,
          Optional.of(from));
    }

    /** The rate of a key, computed from two series. */
    public static SeriesEntry computed(
        SeriesKey key,
        List<Status> statuses,
        List<String> sources,
        int count,
        SeriesKey numerator,
        SeriesKey denominator) {
      return new SeriesEntry(
          idOf(key, false),
          key,
          statuses,
          sources,
          count,
          Optional.empty(),
          Optional.empty(),
          Optional.of(idOf(numerator, false)),
          Optional.of(idOf(denominator, false)),
          false,
          Optional.empty());
    }

    /**
     * The id of a series: 16 hex digits of the hash of its key. A reported rate that stands beside
     * the computed one has an id of its own.
     */
    public static String idOf(SeriesKey key, boolean reportedBesideComputed) {
      String canonical = key.canonical() + (reportedBesideComputed ? "|reported" : "");
      return Hashes.of(canonical).substring(0, ID_DIGITS);
    }

    /** The id of a series carried from other units. */
    public static String idOf(SeriesKey key, CarriedFrom from) {
      return Hashes.of(key.canonical() + from.suffix()).substring(0, ID_DIGITS);
    }
  }

  /**
   * What became of the units of one edition in another.
   *
   * @param piece the links
   * @param links how many
   * @param divided old units that went to several new ones
   * @param unknown those of them whose shares nobody knows
   */
  public record CrosswalkEntry(
      String from, String to, String piece, int links, int divided, int unknown) {}

  /**
   * Units of an edition put together in one way, and their sums.
   *
   * @param by what they are put together by: {@code province}, {@code region}, ...
   * @param parts level of the units that are summed
   * @param of id of the older edition whose provinces or districts the groups are
   * @param groups piece with codes, names and units of the groups
   * @param count how many groups
   * @param periods the sums, by period
   */
  public record RollupEntry(
      String by,
      String edition,
      Level parts,
      Optional<String> of,
      String groups,
      int count,
      List<RollupPeriod> periods) {
    public RollupEntry {
      periods = List.copyOf(periods);
    }
  }

  /**
   * The sums of one period.
   *
   * @param piece the sums
   * @param series how many columns
   * @param sums how many sums in all columns
   */
  public record RollupPeriod(String period, String piece, int series, long sums) {}

  /** The designations of one scheme in one level of an edition. */
  public record DesignationEntry(
      String scheme, String edition, Level level, String piece, boolean illustrative, int count) {}

  /**
   * An import that a figure of the release may come from.
   *
   * @param report piece with its match report
   * @param note what the officer who imported it says of it; "" for nothing
   */
  public record ImportEntry(
      long number,
      String kind,
      String edition,
      String file,
      String sha256,
      String report,
      String note) {}

  public Manifest {
    editions = List.copyOf(editions);
    series = List.copyOf(series);
    designations = List.copyOf(designations);
    imports = List.copyOf(imports);
    crosswalks = List.copyOf(crosswalks);
    rollups = List.copyOf(rollups);
  }

  /** The manifest with the id that its content gives it. */
  public static Manifest of(
      String content,
      boolean illustrative,
      boolean schematic,
      String catalogue,
      String search,
      List<EditionEntry> editions,
      List<SeriesEntry> series,
      List<DesignationEntry> designations,
      List<ImportEntry> imports,
      List<CrosswalkEntry> crosswalks,
      List<RollupEntry> rollups) {
    Manifest nameless =
        new Manifest(
            "",
            content,
            illustrative,
            schematic,
            catalogue,
            search,
            editions,
            series,
            designations,
            imports,
            crosswalks,
            rollups);
    String id = Hashes.of(nameless.json(false)).substring(0, ID_DIGITS);
    return new Manifest(
        id,
        content,
        illustrative,
        schematic,
        catalogue,
        search,
        editions,
        series,
        designations,
        imports,
        crosswalks,
        rollups);
  }

  /** The edition with the id given. */
  public Optional<EditionEntry> edition(String id) {
    return editions.stream().filter(edition -> edition.id().equals(id)).findFirst();
  }

  /** The series with the id given. */
  public Optional<SeriesEntry> series(String id) {
    return series.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /** The hashes of all pieces. */
  public SortedSet<String> pieces() {
    SortedSet<String> pieces = new TreeSet<>(List.of(catalogue, search));
    for (EditionEntry edition : editions) {
      edition.tileset().ifPresent(tileset -> pieces.add(tileset.hash()));
      for (LevelEntry level : edition.levels()) {
        pieces.add(level.units());
        level.geometry().ifPresent(pieces::add);
        level.adjacency().ifPresent(pieces::add);
        level.codes().ifPresent(pieces::add);
      }
    }
    for (SeriesEntry entry : series) {
      entry.column().ifPresent(pieces::add);
      entry.provenance().ifPresent(pieces::add);
    }
    designations.forEach(entry -> pieces.add(entry.piece()));
    imports.forEach(entry -> pieces.add(entry.report()));
    crosswalks.forEach(entry -> pieces.add(entry.piece()));
    for (RollupEntry entry : rollups) {
      pieces.add(entry.groups());
      entry.periods().forEach(period -> pieces.add(period.piece()));
    }
    return pieces;
  }

  /** The canonical bytes. */
  public byte[] json() {
    return json(true);
  }

  private byte[] json(boolean named) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      json.object(
          () -> {
            json.member("format", FORMAT);
            if (named) {
              json.member("release", release);
            }
            json.member("content", content);
            json.member("illustrative", illustrative).member("schematic", schematic);
            json.member("catalogue", catalogue).member("search", search);
            json.list("editions", editions, edition -> write(json, edition));
            json.list("series", series, entry -> write(json, entry));
            json.list("designations", designations, entry -> write(json, entry));
            json.list("imports", imports, entry -> write(json, entry));
            if (!crosswalks.isEmpty()) {
              json.list("crosswalks", crosswalks, entry -> write(json, entry));
            }
            if (!rollups.isEmpty()) {
              json.list("rollups", rollups, entry -> write(json, entry));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Memory refused bytes", e);
    }
    return bytes.toByteArray();
  }

  private static void write(CanonicalJson json, EditionEntry edition) throws IOException {
    json.object(
        () -> {
          json.member("id", edition.id());
          json.object(
              "title",
              () -> json.member("vi", edition.title().vi()).member("en", edition.title().en()));
          json.member("validFrom", edition.validFrom()).member("validTo", edition.validTo());
          json.member("newest", edition.newest()).member("schematic", edition.schematic());
          json.texts("boundarySources", edition.boundarySources());
          if (edition.tileset().isPresent()) {
            Tileset tiles = edition.tileset().get();
            json.object("tileset", () -> write(json, tiles));
          } else {
            json.member("tileset", Optional.empty());
          }
          json.list("levels", edition.levels(), level -> write(json, level));
        });
  }

  private static void write(CanonicalJson json, Tileset tiles) throws IOException {
    json.member("hash", tiles.hash()).member("input", tiles.input());
    json.member("minZoom", tiles.minZoom()).member("maxZoom", tiles.maxZoom());
    json.list(
        "bounds", List.of(tiles.west(), tiles.south(), tiles.east(), tiles.north()), json::value);
  }

  private static void write(CanonicalJson json, LevelEntry level) throws IOException {
    json.object(
        () -> {
          json.member("level", level.level().id()).member("collection", level.collection());
          json.member("count", level.count()).member("withGeometry", level.withGeometry());
          json.member("units", level.units()).member("order", level.order());
          json.member("geometry", level.geometry()).member("adjacency", level.adjacency());
          if (level.codes().isPresent()) {
            json.member("codes", level.codes());
          }
        });
  }

  private static void write(CanonicalJson json, SeriesEntry entry) throws IOException {
    SeriesKey key = entry.key();
    json.object(
        () -> {
          json.member("id", entry.id()).member("edition", key.edition());
          json.member("level", key.level().id()).member("indicator", key.indicator());
          json.member("period", key.period().text()).member("asOf", key.asOf());
          json.member("standard", key.standard()).member("areaType", word(key.areaType()));
          json.member("group", key.group()).member("nature", word(key.nature()));
          json.member("stage", word(key.stage()));
          json.list("statuses", entry.statuses(), status -> json.value(word(status)));
          json.texts("sources", entry.sources()).member("count", entry.count());
          if (entry.column().isPresent()) {
            json.member("column", entry.column()).member("provenance", entry.provenance());
          } else {
            json.member("numerator", entry.numerator());
            json.member("denominator", entry.denominator());
          }
          if (entry.reported()) {
            json.member("reported", true);
          }
          if (entry.carried().isPresent()) {
            CarriedFrom from = entry.carried().get();
            json.object(
                "carried",
                () -> json.member("edition", from.edition()).member("level", from.level().id()));
          }
        });
  }

  private static void write(CanonicalJson json, DesignationEntry entry) throws IOException {
    json.object(
        () -> {
          json.member("scheme", entry.scheme()).member("edition", entry.edition());
          json.member("level", entry.level().id()).member("piece", entry.piece());
          json.member("illustrative", entry.illustrative()).member("count", entry.count());
        });
  }

  private static void write(CanonicalJson json, CrosswalkEntry entry) throws IOException {
    json.object(
        () -> {
          json.member("from", entry.from()).member("to", entry.to());
          json.member("piece", entry.piece()).member("links", entry.links());
          json.member("divided", entry.divided()).member("unknown", entry.unknown());
        });
  }

  private static void write(CanonicalJson json, RollupEntry entry) throws IOException {
    json.object(
        () -> {
          json.member("by", entry.by()).member("edition", entry.edition());
          json.member("parts", entry.parts().id()).member("of", entry.of());
          json.member("groups", entry.groups()).member("count", entry.count());
          json.list(
              "periods",
              entry.periods(),
              period ->
                  json.object(
                      () ->
                          json.member("period", period.period())
                              .member("piece", period.piece())
                              .member("series", period.series())
                              .member("sums", period.sums())));
        });
  }

  private static void write(CanonicalJson json, ImportEntry entry) throws IOException {
    json.object(
        () -> {
          json.member("number", entry.number()).member("kind", entry.kind());
          json.member("edition", entry.edition()).member("file", entry.file());
          json.member("sha256", entry.sha256()).member("report", entry.report());
          if (!entry.note().isEmpty()) {
            json.member("note", entry.note());
          }
        });
  }

  /**
   * Reads a manifest.
   *
   * @param release its id, for the message
   * @throws EnvironmentException key {@code release.manifest_broken} when the bytes are not one
   */
  public static Manifest read(String release, byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (!FORMAT.equals(node.path("format").asText())) {
        throw new IOException("its format is not " + FORMAT);
      }
      return new Manifest(
          text(node, "release"),
          text(node, "content"),
          node.path("illustrative").asBoolean(),
          node.path("schematic").asBoolean(),
          text(node, "catalogue"),
          text(node, "search"),
          list(node, "editions", Manifest::edition),
          list(node, "series", Manifest::seriesEntry),
          list(
              node,
              "designations",
              entry ->
                  new DesignationEntry(
                      text(entry, "scheme"),
                      text(entry, "edition"),
                      level(entry),
                      text(entry, "piece"),
                      entry.path("illustrative").asBoolean(),
                      entry.path("count").asInt())),
          list(
              node,
              "imports",
              entry ->
                  new ImportEntry(
                      entry.path("number").asLong(),
                      text(entry, "kind"),
                      text(entry, "edition"),
                      text(entry, "file"),
                      text(entry, "sha256"),
                      text(entry, "report"),
                      entry.path("note").asText(""))),
          list(
              node,
              "crosswalks",
              entry ->
                  new CrosswalkEntry(
                      text(entry, "from"),
                      text(entry, "to"),
                      text(entry, "piece"),
                      entry.path("links").asInt(),
                      entry.path("divided").asInt(),
                      entry.path("unknown").asInt())),
          list(
              node,
              "rollups",
              entry ->
                  new RollupEntry(
                      text(entry, "by"),
                      text(entry, "edition"),
                      Level.of(text(entry, "parts")).orElseThrow(),
                      optional(entry, "of"),
                      text(entry, "groups"),
                      entry.path("count").asInt(),
                      list(
                          entry,
                          "periods",
                          period ->
                              new RollupPeriod(
                                  text(period, "period"),
                                  text(period, "piece"),
                                  period.path("series").asInt(),
                                  // Releases made before it was told have none.
                                  period.path("sums").asLong())))));
    } catch (IOException | RuntimeException e) {
      throw new EnvironmentException(
          Message.of("release.manifest_broken", release, String.valueOf(e.getMessage())), e);
    }
  }

  private static EditionEntry edition(JsonNode node) {
    return new EditionEntry(
        text(node, "id"),
        new Label(text(node.path("title"), "vi"), text(node.path("title"), "en")),
        optional(node, "validFrom").map(LocalDate::parse),
        optional(node, "validTo").map(LocalDate::parse),
        node.path("newest").asBoolean(),
        node.path("schematic").asBoolean(),
        list(node, "boundarySources", JsonNode::asText),
        node.hasNonNull("tileset") ? Optional.of(tileset(node.get("tileset"))) : Optional.empty(),
        list(
            node,
            "levels",
            level ->
                new LevelEntry(
                    level(level),
                    text(level, "collection"),
                    level.path("count").asInt(),
                    level.path("withGeometry").asInt(),
                    text(level, "units"),
                    text(level, "order"),
                    optional(level, "geometry"),
                    optional(level, "adjacency"),
                    optional(level, "codes"))));
  }

  private static Tileset tileset(JsonNode node) {
    JsonNode bounds = node.path("bounds");
    return new Tileset(
        text(node, "hash"),
        text(node, "input"),
        node.path("minZoom").asInt(),
        node.path("maxZoom").asInt(),
        bounds.path(0).asDouble(),
        bounds.path(1).asDouble(),
        bounds.path(2).asDouble(),
        bounds.path(3).asDouble());
  }

  private static SeriesEntry seriesEntry(JsonNode node) {
    SeriesKey key =
        new SeriesKey(
            text(node, "edition"),
            level(node),
            text(node, "indicator"),
            new Period(text(node, "period")),
            optional(node, "asOf").map(LocalDate::parse),
            text(node, "standard"),
            AreaType.valueOf(constant(text(node, "areaType"))),
            text(node, "group"),
            Nature.valueOf(constant(text(node, "nature"))),
            Stage.valueOf(constant(text(node, "stage"))));
    return new SeriesEntry(
        text(node, "id"),
        key,
        list(node, "statuses", status -> Status.valueOf(constant(status.asText()))),
        list(node, "sources", JsonNode::asText),
        node.path("count").asInt(),
        optional(node, "column"),
        optional(node, "provenance"),
        optional(node, "numerator"),
        optional(node, "denominator"),
        node.path("reported").asBoolean(),
        node.hasNonNull("carried")
            ? Optional.of(
                new CarriedFrom(text(node.get("carried"), "edition"), level(node.get("carried"))))
            : Optional.empty());
  }

  private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> element) {
    List<T> elements = new ArrayList<>();
    node.path(name).forEach(item -> elements.add(element.apply(item)));
    return elements;
  }

  private static String text(JsonNode node, String name) {
    if (!node.path(name).isTextual()) {
      throw new IllegalArgumentException("the member " + name + " is missing");
    }
    return node.path(name).asText();
  }

  private static Optional<String> optional(JsonNode node, String name) {
    return node.hasNonNull(name) ? Optional.of(text(node, name)) : Optional.empty();
  }

  private static Level level(JsonNode node) {
    return Level.of(text(node, "level")).orElseThrow();
  }

  /** The word of an enumeration in JSON. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
