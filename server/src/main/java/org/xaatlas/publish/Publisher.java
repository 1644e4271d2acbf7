package org.xaatlas.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.CarryRules;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Crosswalks;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.crosswalk.RollupRules;
import org.xaatlas.designation.Designation;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Hashes;
import org.xaatlas.release.Manifest;
import org.xaatlas.release.ReleaseEntry;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.series.Rates;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Clusters;
import org.xaatlas.spatial.HeapNeed;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.tile.TilePyramid;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitGroup;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * Turns the store into a release. It reads one consistent state, makes the pieces that changed,
 * takes over the others, and swaps the current release in one step; a process that dies leaves the
 * release that was current. The same store gives the same release. Tiles and geometries are made
 * again only when boundaries, units or the way tiles are made have changed.
 *
 * <p>Safe to share; two publishes at once do the work twice and end with the same release.
 */
public final class Publisher {
  /** Changes whenever the same boundaries would give other geometries or measures. */
  private static final String ALGORITHM = TilePyramid.ALGORITHM + " shapes/2";

  /** How far back a release is looked for whose shapes can be taken over. */
  private static final int RECENT = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final Store store;
  private final ReleaseRepository repository;
  private final Catalogue catalogue;
  private final List<DesignationScheme> schemes;
  private final FormerUnits former;
  private final CarryRules carryRules;
  private final RollupRules rollupRules;
  private final PublishListener listener;

  /**
   * @param catalogue what may be measured; computes rates and is published with the figures
   * @param schemes what units may be designated as
   * @param former what units were before, where the store has no crosswalk; their names are found
   *     by the search
   * @param carryRules when figures are carried to the newest edition
   * @param rollupRules when counts are summed, and into which regions
   */
  public Publisher(
      Store store,
      ReleaseRepository repository,
      Catalogue catalogue,
      List<DesignationScheme> schemes,
      FormerUnits former,
      CarryRules carryRules,
      RollupRules rollupRules,
      PublishListener listener) {
    this.carryRules = carryRules;
    this.rollupRules = rollupRules;
    this.store = store;
    this.repository = repository;
    this.catalogue = catalogue;
    this.schemes = List.copyOf(schemes);
    this.former = former;
    this.listener = listener;
  }

  /**
   * Publishes the store.
   *
   * @throws RefusedException key {@code release.empty} when the store holds no boundary, figure or
   *     designation
   * @throws EnvironmentException when the store or the place of the releases fails
   */
  public PublishResult publish() {
    return store.read(
        reader -> {
          try (Run run = new Run(reader)) {
            return run.publish();
          } catch (IOException e) {
            throw new EnvironmentException(
                Message.of("release.write", String.valueOf(e.getMessage())), e);
          }
        });
  }

  /** One publish. */
  private final class Run implements AutoCloseable {
    private final StoreReader reader;
    private final Optional<String> before = repository.current();
    private final List<Manifest> recent;
    private final PieceKeeper keeper;
    private final MessageDigest content = Hashes.sha256();
    private final Map<String, Duration> timings = new LinkedHashMap<>();
    private final Map<String, UnitRegister> registers = new LinkedHashMap<>();
    private final Map<String, EditionShapes> shapes = new HashMap<>();
    private final Map<String, UnitsInPlay> play = new LinkedHashMap<>();
    private final Map<EditionPair, List<Link>> links = new LinkedHashMap<>();
    private final List<ShapeBuilder> builders = new ArrayList<>();
    private Optional<FigurePieces> figurePieces = Optional.empty();
    private boolean tilesBuilt;
    private long stepStart = System.nanoTime();

    Run(StoreReader reader) {
      this.reader = reader;
      this.recent = recentManifests();
      Set<String> known = new HashSet<>();
      recent.forEach(manifest -> known.addAll(manifest.pieces()));
      this.keeper = new PieceKeeper(repository, known);
    }

    private List<Manifest> recentManifests() {
      Set<String> ids = new LinkedHashSet<>();
      before.ifPresent(ids::add);
      repository.list().stream().limit(RECENT).map(ReleaseEntry::id).forEach(ids::add);
      List<Manifest> manifests = new ArrayList<>();
      for (String id : ids) {
        try {
          repository.manifest(id).ifPresent(bytes -> manifests.add(Manifest.read(id, bytes)));
        } catch (EnvironmentException e) {
          LOG.warn("A release whose manifest cannot be read is not reused", e);
        }
      }
      return manifests;
    }

    PublishResult publish() throws IOException {
      List<Edition> editions = reader.editions();
      for (Edition edition : editions) {
        registers.put(edition.id(), reader.units(edition.id()));
      }
      for (EditionPair pair : reader.crosswalks()) {
        links.put(pair, reader.links(pair));
      }
      List<Designation> designations = reader.designations();
      Map<String, Map<Level, Set<String>>> touched = new HashMap<>();
      Set<SeriesKey> keys = touchedByFigures(touched);
      for (Designation designation : designations) {
        touch(touched, designation.edition(), designation.unitLevel(), designation.unit());
      }
      step("read");
      for (Edition edition : editions) {
        shapes(edition)
            .ifPresent(
                made -> {
                  shapes.put(edition.id(), made);
                  made.geometries()
                      .forEach(
                          (level, geometry) ->
                              geometry
                                  .measures()
                                  .keySet()
                                  .forEach(code -> touch(touched, edition.id(), level, code)));
                });
      }
      step("shapes");

      touchLinked(touched);
      for (Edition edition : editions) {
        UnitsInPlay inPlay =
            new UnitsInPlay(
                registers.get(edition.id()), touched.getOrDefault(edition.id(), Map.of()));
        if (!inPlay.levels().isEmpty()) {
          play.put(edition.id(), inPlay);
        }
      }
      if (play.isEmpty()) {
        throw RefusedException.of("release.empty", store.describe());
      }
      List<Manifest.EditionEntry> editionEntries = editionEntries(editions);
      step("units");

      listener.at(Message.of("release.step_figures"), 0, keys.size());
      Crosswalks crosswalks =
          new Crosswalks(
              links.entrySet().stream().map(e -> Crosswalk.of(e.getKey(), e.getValue())).toList());
      Carriage carriage = new Carriage(play, crosswalks, catalogue, carryRules);
      List<UnitGroup> groups = reader.groups();
      groups.forEach(group -> digest(canonical(group)));
      RollupPieces rollups = new RollupPieces(play, crosswalks, groups, catalogue, rollupRules);
      FigurePieces figures =
          new FigurePieces(
              play, new Rates(catalogue).computable(keys), carriage, rollups, keeper, content);
      figurePieces = Optional.of(figures);
      reader.columns(Optional.of(Level.DISTRICT), figures::addOfOtherLevel);
      reader.columns(
          Optional.empty(),
          series -> {
            if (play.containsKey(series.key().edition())) {
              figures.add(series);
            }
          });
      List<Manifest.SeriesEntry> series = figures.entries();
      step("figures");
      List<Manifest.RollupEntry> rollupEntries = rollups.entries(keeper);
      step("rollups");

      List<Manifest.DesignationEntry> designationEntries = designationEntries(designations);
      List<Source> sources =
          reader.sources().stream().sorted(Comparator.comparing(Source::id)).toList();
      sources.forEach(this::digest);
      List<Manifest.ImportEntry> imports = importEntries();
      Manifest manifest =
          Manifest.of(
              Hashes.hex(content.digest()),
              figures.illustrative()
                  || designationEntries.stream().anyMatch(Manifest.DesignationEntry::illustrative),
              shapes.values().stream().anyMatch(EditionShapes::schematic),
              keeper.json(
                  json ->
                      CataloguePiece.write(
                          json, catalogue, schemes, sources, carryRules, rollupRules)),
              keeper.json(
                  json ->
                      SearchPiece.write(
                          json,
                          play.values(),
                          designations,
                          new LinkedFormerUnits(links, registers, former))),
              editionEntries,
              series,
              designationEntries,
              imports,
              crosswalkEntries(),
              rollupEntries);
      boolean changed = before.filter(manifest.release()::equals).isEmpty();
      if (changed) {
        repository.publish(manifest.release(), manifest.json());
      }
      step("release");
      return new PublishResult(
          manifest.release(),
          changed,
          keeper.built(),
          keeper.reused(),
          tilesBuilt,
          timings,
          rollups.disagreed(),
          rollups.disagreements());
    }

    /**
     * Units that links lead to from units about which something is known are in play, and so are
     * the old units of all units of the newest edition in play: they are its history.
     */
    private void touchLinked(Map<String, Map<Level, Set<String>>> touched) {
      for (boolean grew = true; grew; ) {
        grew = false;
        for (Map.Entry<EditionPair, List<Link>> entry : links.entrySet()) {
          EditionPair pair = entry.getKey();
          for (Link link : entry.getValue()) {
            if (codes(touched, pair.from(), link.from().level()).contains(link.from().code())) {
              grew |= codes(touched, pair.to(), link.to().level()).add(link.to().code());
            }
            Optional<String> province = province(pair.from(), link.from());
            if (province
                .filter(codes(touched, pair.from(), Level.PROVINCE)::contains)
                .isPresent()) {
              grew |=
                  province(pair.to(), link.to())
                      .map(codes(touched, pair.to(), Level.PROVINCE)::add)
                      .orElse(false);
            }
          }
        }
      }
      Deque<String> waiting = new ArrayDeque<>();
      touched.entrySet().stream()
          .filter(e -> e.getValue().values().stream().anyMatch(codes -> !codes.isEmpty()))
          .map(Map.Entry::getKey)
          .max(Comparator.naturalOrder())
          .ifPresent(waiting::add);
      Set<String> seen = new HashSet<>(waiting);
      while (!waiting.isEmpty()) {
        String edition = waiting.remove();
        UnitsInPlay inPlay = new UnitsInPlay(registers.get(edition), touched.get(edition));
        links.forEach(
            (pair, own) -> {
              if (!pair.to().equals(edition)) {
                return;
              }
              for (Link link : own) {
                if (inPlay.place(link.to().level(), link.to().code()) != null) {
                  touch(touched, pair.from(), link.from().level(), link.from().code());
                }
              }
              if (touched.containsKey(pair.from()) && seen.add(pair.from())) {
                waiting.add(pair.from());
              }
            });
      }
    }

    private Optional<String> province(String edition, UnitKey unit) {
      UnitRegister register = registers.get(edition);
      return register.find(unit.level(), unit.code()).flatMap(register::province).map(Unit::code);
    }

    /** The links whose units are both in play. */
    private List<Manifest.CrosswalkEntry> crosswalkEntries() {
      List<Manifest.CrosswalkEntry> entries = new ArrayList<>();
      links.forEach(
          (pair, all) -> {
            List<Link> own =
                all.stream()
                    .filter(
                        link -> inPlay(pair.from(), link.from()) && inPlay(pair.to(), link.to()))
                    .toList();
            if (own.isEmpty()) {
              return;
            }
            own.forEach(link -> digest(CrosswalkPiece.canonical(pair, link)));
            List<Division> divided =
                Crosswalk.of(pair, own).divisions().stream()
                    .filter(division -> division.basis() != Basis.WHOLE)
                    .toList();
            entries.add(
                new Manifest.CrosswalkEntry(
                    pair.from(),
                    pair.to(),
                    keeper.json(json -> CrosswalkPiece.write(json, pair, own)),
                    own.size(),
                    divided.size(),
                    (int) divided.stream().filter(Division::isUnknown).count()));
          });
      return entries;
    }

    private boolean inPlay(String edition, UnitKey unit) {
      UnitsInPlay units = play.get(edition);
      return units != null && units.place(unit.level(), unit.code()) != null;
    }

    private void step(String name) {
      long now = System.nanoTime();
      timings.put(name, Duration.ofNanos(now - stepStart));
      stepStart = now;
    }

    private Set<SeriesKey> touchedByFigures(Map<String, Map<Level, Set<String>>> touched) {
      Set<SeriesKey> keys = new LinkedHashSet<>();
      Map<String, Map<Level, BitSet>> told = new HashMap<>();
      reader.told(
          (key, places) -> {
            keys.add(key);
            told.computeIfAbsent(key.edition(), e -> new EnumMap<>(Level.class))
                .computeIfAbsent(key.level(), l -> new BitSet())
                .or(places);
          });
      told.forEach(
          (edition, levels) ->
              levels.forEach(
                  (level, places) -> {
                    List<Unit> units = registers.get(edition).units(level);
                    places.stream()
                        .forEach(place -> touch(touched, edition, level, units.get(place).code()));
                  }));
      return keys;
    }

    private static void touch(
        Map<String, Map<Level, Set<String>>> touched, String edition, Level level, String code) {
      codes(touched, edition, level).add(code);
    }

    private static Set<String> codes(
        Map<String, Map<Level, Set<String>>> touched, String edition, Level level) {
      return touched
          .computeIfAbsent(edition, e -> new EnumMap<>(Level.class))
          .computeIfAbsent(level, l -> new TreeSet<>());
    }

    /** The shapes of an edition, taken over where a recent release was made from the same. */
    private Optional<EditionShapes> shapes(Edition edition) throws IOException {
      Optional<String> input = fingerprint(edition);
      if (input.isEmpty()) {
        return Optional.empty();
      }
      for (Manifest manifest : recent) {
        Optional<Manifest.EditionEntry> same =
            manifest
                .edition(edition.id())
                .filter(e -> e.tileset().filter(t -> t.input().equals(input.get())).isPresent());
        Optional<EditionShapes> reused =
            same.flatMap(entry -> EditionShapes.reuse(entry, repository));
        if (reused.isPresent()) {
          keeper.reuse(reused.get().tileset().hash());
          return reused;
        }
      }
      tilesBuilt = true;
      need(edition);
      ShapeBuilder builder =
          new ShapeBuilder(reader, edition, registers.get(edition.id()), repository, listener);
      builders.add(builder);
      return builder.build(input.get(), keeper);
    }

    @Override
    public void close() throws IOException {
      figurePieces.ifPresent(FigurePieces::close);
      for (ShapeBuilder builder : builders) {
        builder.close();
      }
    }

    /** Ends here where memory is short, and not with half of the tiles made. */
    private void need(Edition edition) {
      Map<String, Envelope> boxes = new TreeMap<>();
      Map<String, Long> vertices = new TreeMap<>();
      UnitRegister register = registers.get(edition.id());
      for (Level level : Level.values()) {
        reader.outlineSizes(
            edition.id(),
            level,
            size -> {
              String province =
                  register
                      .find(level, size.unit())
                      .flatMap(register::province)
                      .map(Unit::code)
                      .orElse("");
              boxes.computeIfAbsent(province, p -> new Envelope()).expandToInclude(size.box());
              vertices.merge(province, size.vertices(), Long::sum);
            });
      }
      List<Long> counts = List.copyOf(vertices.values());
      long all = counts.stream().mapToLong(Long::longValue).sum();
      long largest = 0;
      for (int[] region : Clusters.of(List.copyOf(boxes.values()), 0)) {
        largest = Math.max(largest, Arrays.stream(region).mapToLong(counts::get).sum());
      }
      HeapNeed.toPublish(all, largest).require(all);
    }

    /** What the shapes are made from; empty for an edition without boundaries. */
    private Optional<String> fingerprint(Edition edition) {
      StringBuilder text = new StringBuilder(ALGORITHM);
      boolean any = false;
      for (Level level : Level.values()) {
        Optional<String> boundaries = reader.boundaryFingerprint(edition.id(), level);
        any |= boundaries.isPresent();
        text.append('\n').append(level.id()).append(' ').append(boundaries.orElse("-"));
      }
      for (Level level : Level.values()) {
        for (Unit unit : registers.get(edition.id()).units(level)) {
          text.append('\n').append(unit.code()).append(' ').append(unit.parent().orElse("-"));
        }
      }
      return any ? Optional.of(Hashes.of(text.toString())) : Optional.empty();
    }

    private List<Manifest.EditionEntry> editionEntries(List<Edition> editions) {
      List<Manifest.EditionEntry> entries = new ArrayList<>();
      String newest = play.keySet().stream().reduce((a, b) -> b).orElseThrow();
      for (Edition edition : editions) {
        UnitsInPlay inPlay = play.get(edition.id());
        if (inPlay == null) {
          continue;
        }
        FigurePieces.digestUnits(inPlay, content);
        boolean isNewest = edition.id().equals(newest);
        Optional<EditionShapes> shape = Optional.ofNullable(shapes.get(edition.id()));
        List<Manifest.LevelEntry> levels = new ArrayList<>();
        for (Level level : inPlay.levels()) {
          levels.add(levelEntry(edition, level, inPlay, shape, isNewest));
        }
        entries.add(
            new Manifest.EditionEntry(
                edition.id(),
                edition.title(),
                edition.validFrom(),
                edition.validTo(),
                isNewest,
                shape.filter(EditionShapes::schematic).isPresent(),
                shape.map(s -> List.copyOf(s.sources())).orElse(List.of()),
                shape.map(EditionShapes::tileset),
                levels));
      }
      return entries;
    }

    private Manifest.LevelEntry levelEntry(
        Edition edition,
        Level level,
        UnitsInPlay inPlay,
        Optional<EditionShapes> shape,
        boolean newest) {
      Optional<EditionShapes.LevelGeometry> geometry =
          shape.map(s -> s.geometries().get(level)).filter(g -> !g.measures().isEmpty());
      Map<String, Measures> measures =
          geometry.map(EditionShapes.LevelGeometry::measures).orElse(Map.of());
      List<Unit> units = inPlay.units(level);
      String order = inPlay.order(level);
      Adjacency adjacency = reader.adjacency(edition.id(), level);
      return new Manifest.LevelEntry(
          level,
          newest ? level.collection() : level.collection() + "-" + edition.id(),
          units.size(),
          (int) units.stream().filter(unit -> measures.containsKey(unit.code())).count(),
          keeper.json(json -> UnitsPiece.write(json, inPlay, level, measures)),
          order,
          geometry.map(g -> g.keep(units.stream().map(Unit::code).toList(), order, keeper)),
          adjacency.neighbours().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  keeper.json(json -> UnitsPiece.writeAdjacency(json, inPlay, level, adjacency))),
          Optional.of(keeper.json(json -> UnitsPiece.writeCodes(json, inPlay, level, measures))));
    }

    private List<Manifest.DesignationEntry> designationEntries(List<Designation> designations) {
      Map<List<String>, List<Designation>> groups = new TreeMap<>(DesignationPiece.BY_KEY);
      for (Designation designation : designations) {
        UnitsInPlay inPlay = play.get(designation.edition());
        if (inPlay == null || inPlay.place(designation.unitLevel(), designation.unit()) == null) {
          continue;
        }
        groups
            .computeIfAbsent(DesignationPiece.key(designation), key -> new ArrayList<>())
            .add(designation);
      }
      List<Manifest.DesignationEntry> entries = new ArrayList<>();
      for (List<Designation> group : groups.values()) {
        group.sort(DesignationPiece.ORDER);
        Designation first = group.get(0);
        for (Designation designation : group) {
          digest(DesignationPiece.canonical(designation));
        }
        entries.add(
            new Manifest.DesignationEntry(
                first.scheme(),
                first.edition(),
                first.level(),
                keeper.json(json -> DesignationPiece.write(json, group)),
                group.stream().anyMatch(Designation::illustrative),
                group.size()));
      }
      return entries;
    }

    private List<Manifest.ImportEntry> importEntries() {
      List<Manifest.ImportEntry> entries = new ArrayList<>();
      for (ImportRecord record : reader.imports()) {
        entries.add(
            new Manifest.ImportEntry(
                record.number(),
                record.kind(),
                record.edition(),
                record.fileName(),
                record.sha256(),
                keeper.text(record.report()),
                record.options().getOrDefault("note", "")));
      }
      return entries;
    }

    /** What a saved group says, without who saved it. */
    private static String canonical(UnitGroup group) {
      return String.join(
          "\t",
          "group",
          group.edition(),
          group.id(),
          group.name(),
          group.level().id(),
          String.join(" ", group.units()));
    }

    private void digest(Source source) {
      digest(
          String.join(
              "\t",
              "source",
              source.id(),
              source.title(),
              source.number(),
              source.publisher(),
              source.date(),
              source.licence(),
              source.url()));
    }

    private void digest(String line) {
      content.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
