package org.xaatlas.publish;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xaatlas.message.Message;
import org.xaatlas.release.Manifest;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.spatial.EllipsoidArea;
import org.xaatlas.store.StoreReader;
import org.xaatlas.tile.LabelPoint;
import org.xaatlas.tile.PmtilesWriter;
import org.xaatlas.tile.TilePyramid;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Makes the shapes of one edition from the boundaries of the store: encodes each once, finds label
 * points and areas, puts provinces and districts together where they have no boundary of their own,
 * and cuts the tiles. Used once, by one thread; it works in several. What it made can be read until
 * it is closed.
 *
 * <p>Levels are read from the finest up. What a unit shows on the map is the finest there is: its
 * communes where any of them has a boundary, its own outline otherwise.
 */
final class ShapeBuilder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ShapeBuilder.class);

  /** How many units a warning names. */
  private static final int NAMED = 10;

  /** Codes of units that lie in no province. */
  private final List<String> homeless = new ArrayList<>();

  /** Boundaries that wait for each other, so that memory does not hold all of them twice. */
  private static final int QUEUE = 64;

  private static final double HUNDREDTHS = 100;
  private static final double SQUARE_METRES = 1e6;

  private final StoreReader reader;
  private final Edition edition;
  private final UnitRegister register;
  private final ReleaseRepository repository;
  private final PublishListener listener;
  private final ExecutorService pool;
  private final int threads;
  private final TilePyramid pyramid;
  private final Path scratch;
  private final OutputStream scratchOut;
  private FileChannel encoded;
  private long scratchEnd;

  private final Map<Level, Map<String, Measures>> measures = new EnumMap<>(Level.class);
  private final Map<Level, Map<String, long[]>> places = new EnumMap<>(Level.class);
  private final Map<Level, Map<String, Drawn>> covered = new EnumMap<>(Level.class);
  private final SortedSet<String> sources = new TreeSet<>();
  private boolean schematic;

  ShapeBuilder(
      StoreReader reader,
      Edition edition,
      UnitRegister register,
      ReleaseRepository repository,
      PublishListener listener)
      throws IOException {
    this.reader = reader;
    this.edition = edition;
    this.register = register;
    this.repository = repository;
    this.listener = listener;
    this.threads = Runtime.getRuntime().availableProcessors();
    this.pool = Executors.newFixedThreadPool(threads);
    this.pyramid = new TilePyramid(threads);
    this.scratch = repository.draft();
    this.scratchOut = new BufferedOutputStream(Files.newOutputStream(scratch), 1 << 16);
  }

  /** A boundary with everything that is costly to know about it. */
  private record Prepared(
      Boundary boundary,
      ByteBuffer geoJson,
      LabelPoint label,
      Measures measures,
      Optional<TilePyramid.Outline> outline) {}

  /**
   * Makes everything.
   *
   * @param input fingerprint of the boundaries, for the manifest
   * @param keeper keeps the tile archive
   * @return empty when no boundary lies in a province
   */
  Optional<EditionShapes> build(String input, PieceKeeper keeper) throws IOException {
    for (Level level : List.of(Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)) {
      if (reader.boundaryFingerprint(edition.id(), level).isPresent()) {
        read(level);
      }
    }
    if (!homeless.isEmpty()) {
      LOG.warn(
          "Edition {}: {} units lie in no province and are not published: {}{}",
          edition.id(),
          homeless.size(),
          String.join(", ", homeless.subList(0, Math.min(NAMED, homeless.size()))),
          homeless.size() > NAMED ? ", ..." : "");
    }
    dissolve(Level.DISTRICT);
    dissolve(Level.PROVINCE);
    scratchOut.close();
    if (pyramid.isEmpty()) {
      return Optional.empty();
    }
    String hash = keeper.file(this::writeTiles);
    Envelope bounds = pyramid.bounds();
    Manifest.Tileset tileset =
        new Manifest.Tileset(
            hash,
            input,
            TilePyramid.MIN_ZOOM,
            TilePyramid.MAX_ZOOM,
            bounds.getMinX(),
            bounds.getMinY(),
            bounds.getMaxX(),
            bounds.getMaxY());
    return Optional.of(new EditionShapes(tileset, schematic, sources, geometries()));
  }

  private void read(Level level) throws IOException {
    Deque<Future<Prepared>> queue = new ArrayDeque<>();
    long[] done = {0};
    try {
      reader.boundaries(
          edition.id(),
          level,
          boundary -> {
            queue.add(pool.submit(() -> prepare(level, boundary)));
            if (queue.size() > QUEUE) {
              take(level, queue.remove());
            }
            listener.at(Message.of("release.step_geometry"), ++done[0], 0);
          });
      while (!queue.isEmpty()) {
        take(level, queue.remove());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Prepared prepare(Level level, Boundary boundary) {
    MultiPolygon outline = boundary.geometry();
    LabelPoint label = LabelPoint.of(outline);
    return new Prepared(
        boundary,
        GeoJsonGeometry.of(outline),
        label,
        measure(outline, label, new Drawn(boundary.schematic(), List.of(boundary.source()))),
        isCovered(level, boundary.unit())
            ? Optional.empty()
            : Optional.of(TilePyramid.project(outline)));
  }

  private static Measures measure(MultiPolygon outline, LabelPoint label, Drawn drawn) {
    double squareKilometres = EllipsoidArea.squareMetres(outline) / SQUARE_METRES;
    return new Measures(
        label.longitude(),
        label.latitude(),
        outline.getEnvelopeInternal(),
        Math.rint(squareKilometres * HUNDREDTHS) / HUNDREDTHS,
        drawn);
  }

  private boolean isCovered(Level level, String code) {
    return covered.getOrDefault(level, Map.of()).containsKey(code);
  }

  private void take(Level level, Future<Prepared> future) {
    Prepared prepared = get(future);
    Boundary boundary = prepared.boundary();
    Optional<Unit> unit = register.find(level, boundary.unit());
    Optional<Unit> province = unit.flatMap(register::province);
    if (province.isEmpty()) {
      homeless.add(boundary.unit());
      return;
    }
    put(level, boundary.unit(), prepared.geoJson(), prepared.measures(), prepared.label());
    schematic |= boundary.schematic();
    sources.add(boundary.source());
    if (prepared.outline().isPresent()) {
      Optional<String> district = district(unit.get());
      pyramid.add(
          level,
          boundary.unit(),
          district,
          province.get().code(),
          prepared.outline().get(),
          prepared.measures().box());
      if (level != Level.PROVINCE) {
        Drawn drawn = prepared.measures().drawn();
        cover(Level.PROVINCE, province.get().code(), drawn);
        district.ifPresent(code -> cover(Level.DISTRICT, code, drawn));
      }
    }
  }

  private void cover(Level level, String code, Drawn drawn) {
    covered.computeIfAbsent(level, l -> new HashMap<>()).merge(code, drawn, Drawn::with);
  }

  private Optional<String> district(Unit unit) {
    for (Optional<Unit> next = Optional.of(unit);
        next.isPresent();
        next = register.parent(next.get())) {
      if (next.get().level() == Level.DISTRICT) {
        return Optional.of(next.get().code());
      }
    }
    return Optional.empty();
  }

  private void put(
      Level level, String code, ByteBuffer geoJson, Measures measured, LabelPoint label) {
    try {
      int length = geoJson.remaining();
      scratchOut.write(geoJson.array(), geoJson.arrayOffset() + geoJson.position(), length);
      places
          .computeIfAbsent(level, l -> new HashMap<>())
          .put(code, new long[] {scratchEnd, length});
      scratchEnd += length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    measures.computeIfAbsent(level, l -> new TreeMap<>()).put(code, measured);
    if (level != Level.DISTRICT) {
      pyramid.label(level, code, label);
    }
  }

  /** Puts together the units that have no boundary of their own from the finer ones in them. */
  private void dissolve(Level level) throws IOException {
    record Dissolved(String code, ByteBuffer geoJson, LabelPoint label, Measures measures) {}
    List<Future<Optional<Dissolved>>> tasks = new ArrayList<>();
    for (Unit unit : register.units(level)) {
      boolean own = measures.getOrDefault(level, Map.of()).containsKey(unit.code());
      if (!own && isCovered(level, unit.code())) {
        Drawn drawn = covered.get(level).get(unit.code());
        tasks.add(
            pool.submit(
                () ->
                    pyramid
                        .dissolved(level, unit.code())
                        .map(
                            outline -> {
                              LabelPoint label = LabelPoint.of(outline);
                              return new Dissolved(
                                  unit.code(),
                                  GeoJsonGeometry.of(outline),
                                  label,
                                  measure(outline, label, drawn));
                            })));
      }
    }
    try {
      for (Future<Optional<Dissolved>> task : tasks) {
        get(task).ifPresent(d -> put(level, d.code(), d.geoJson(), d.measures(), d.label()));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeTiles(Path draft) throws IOException {
    try (PmtilesWriter archive = new PmtilesWriter(draft)) {
      pyramid.write(
          archive, (done, total) -> listener.at(Message.of("release.step_tiles"), done, total));
    }
  }

  private Map<Level, EditionShapes.LevelGeometry> geometries() throws IOException {
    // Read and not mapped: mapped pages would count as memory of this process.
    encoded = FileChannel.open(scratch, StandardOpenOption.READ);
    Map<Level, EditionShapes.LevelGeometry> geometries = new EnumMap<>(Level.class);
    measures.forEach(
        (level, measured) ->
            geometries.put(
                level,
                new EditionShapes.LevelGeometry(
                    measured,
                    code -> {
                      long[] place = places.get(level).get(code);
                      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(place[1]));
                      while (bytes.hasRemaining()) {
                        if (encoded.read(bytes, place[0] + bytes.position()) < 0) {
                          throw new EOFException("The scratch file was cut short: " + scratch);
                        }
                      }
                      return bytes.flip();
                    },
                    Optional.empty(),
                    Optional.empty())));
    return geometries;
  }

  private static <T> T get(Future<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("Interrupted while publishing"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    pool.shutdownNow();
    scratchOut.close();
    if (encoded != null) {
      encoded.close();
    }
    Files.deleteIfExists(scratch);
  }
}
