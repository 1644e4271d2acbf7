package org.xaatlas.tile;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.spatial.Clusters;
import org.xaatlas.unit.Level;

/**
 * Makes the tiles of one edition, zooms 0 to 12.
 *
 * <p>The finest units of each place (communes, where they have a boundary) form one coverage. It is
 * simplified zoom by zoom, each coarser one from the finer, a shared border once for both sides;
 * rounded to the grid of the zoom; and only then put together to districts and provinces and cut
 * into tiles. So neighbours share every point of their border in every tile, and the line of a
 * province is the line of its communes.
 *
 * <p>From zoom {@value #ALL_UNITS_FROM} on every unit has a polygon, a very small one at least one
 * tile unit wide; further out small ones disappear. Polygons are valid; winding is that of Mapbox
 * Vector Tiles 2.1.
 *
 * <p>Use: {@link #add} all shapes, {@link #label} them, then {@link #write} once. For one thread;
 * it works in several. The same shapes give the same tiles.
 */
public final class TilePyramid {
  /** Changes whenever the same shapes would give other tiles. */
  public static final String ALGORITHM = "tiles/2";

  public static final int MIN_ZOOM = 0;
  public static final int MAX_ZOOM = Mercator.ZOOM;

  /** From this zoom on no unit is missing. */
  public static final int ALL_UNITS_FROM = 5;

  /** How far a line may move, in tile units: at the deepest zoom, which is also shown enlarged. */
  private static final double TOLERANCE_DEEPEST = 2;

  /** At other zooms: half a pixel of a tile of 512 pixels. */
  private static final double TOLERANCE = 4;

  /** Told how far the work is. */
  @FunctionalInterface
  public interface Listener {
    /** Zooms that are done, of all. */
    void zoomDone(int done, int total);
  }

  /** An outline on the map, made by {@link #project}. */
  public static final class Outline {
    private final MultiPolygon onMap;

    private Outline(MultiPolygon onMap) {
      this.onMap = onMap;
    }
  }

  /** A unit of the finest tier on the map. */
  record Shape(Level level, String code, Optional<String> district, String province) {
    /** The unit of a level this shape is a part of. */
    Optional<String> within(Level outer) {
      if (outer == level) {
        return Optional.of(code);
      }
      return outer == Level.PROVINCE
          ? Optional.of(province)
          : outer == Level.DISTRICT ? district : Optional.empty();
    }
  }

  /** The place of a name. */
  record Label(Level level, String code, LabelPoint point) {}

  private final List<Shape> shapes = new ArrayList<>();
  private final List<MultiPolygon> outlines = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final Envelope bounds = new Envelope();
  private final int threads;
  private List<Region> regions;

  /**
   * @param threads how many cores to use
   */
  public TilePyramid(int threads) {
    this.threads = Math.max(1, threads);
  }

  /** Puts an outline on the map: the costly part of adding it, for any thread. */
  public static Outline project(MultiPolygon lonLat) {
    return new Outline(Mercator.project(lonLat));
  }

  /**
   * Adds the outline of a unit that has no finer units on the map.
   *
   * @param district code of its district, where the edition has districts
   * @param province code of its province; its own for a province
   * @param lonLat what the outline covers
   */
  public void add(
      Level level,
      String code,
      Optional<String> district,
      String province,
      Outline outline,
      Envelope lonLat) {
    shapes.add(new Shape(level, code, district, province));
    outlines.add(outline.onMap);
    bounds.expandToInclude(lonLat);
  }

  /**
   * The outline of a district or province from the shapes in it, in full detail: lon/lat, valid,
   * seven decimals (1 cm). After everything is added, before {@link #write}; several threads may
   * ask at once.
   *
   * @return empty when nothing of the unit was added
   */
  public Optional<MultiPolygon> dissolved(Level level, String code) {
    for (Region region : regions()) {
      int[] members = region.members().getOrDefault(level, Map.of()).get(code);
      if (members != null) {
        return Optional.of(ZoomTiles.lonLat(region.borders().around(members)));
      }
    }
    return Optional.empty();
  }

  /** Adds the place of a name, of a commune or a province. */
  public void label(Level level, String code, LabelPoint point) {
    labels.add(new Label(level, code, point));
  }

  /** Whether there is anything to show. */
  public boolean isEmpty() {
    return shapes.isEmpty();
  }

  /** What the shapes cover, lon/lat. */
  public Envelope bounds() {
    return new Envelope(bounds);
  }

  /**
   * Makes all tiles and ends the archive. The shapes are used up.
   *
   * @throws IOException when the archive cannot be written
   */
  public void write(PmtilesWriter archive, Listener listener) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    ExecutorService cutter = Executors.newSingleThreadExecutor();
    try {
      Deque<Region> waiting = new ArrayDeque<>(regions());
      regions = List.of();
      List<List<Label>> named = labels(waiting);
      TileKeeper keeper = new TileKeeper(archive, waiting.stream().map(Region::box).toList());
      int zooms = MAX_ZOOM - MIN_ZOOM + 1;
      int total = zooms * waiting.size();
      int done = 0;
      Future<?> cutting = null;
      for (List<Label> names : named) {
        List<Shape> members = waiting.element().shapes();
        Borders borders = waiting.remove().borders();
        for (int zoom = MAX_ZOOM; zoom >= MIN_ZOOM; zoom--) {
          double unit = 1 << MAX_ZOOM - zoom;
          double tolerance = (zoom == MAX_ZOOM ? TOLERANCE_DEEPEST : TOLERANCE) * unit;
          // The coarser lines are made while the tiles of the finer ones are cut.
          borders = borders.simplified(tolerance, pool);
          if (cutting != null) {
            get(cutting);
            listener.zoomDone(++done, total);
          }
          cutting = cutter.submit(new ZoomTiles(zoom, borders, members, names, keeper, pool));
        }
      }
      get(cutting);
      keeper.finish();
      archive.finish(
          bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY(), metadata());
      listener.zoomDone(total, total);
    } finally {
      cutter.shutdownNow();
      pool.shutdownNow();
    }
  }

  /**
   * Provinces whose boxes touch no others: what is simplified in one region never comes near
   * another, so one after the other needs the memory of the largest alone.
   *
   * @param members the places of the shapes in each district and province
   * @param box around all of it, in units of the deepest zoom
   */
  private record Region(
      List<Shape> shapes, Map<Level, Map<String, int[]>> members, Borders borders, Envelope box) {}

  /** The regions; the outlines are let go. */
  private synchronized List<Region> regions() {
    if (regions == null) {
      regions = findRegions();
    }
    return regions;
  }

  private List<Region> findRegions() {
    Map<String, int[]> provinces = ZoomTiles.members(shapes, Level.PROVINCE);
    List<int[]> members = List.copyOf(provinces.values());
    List<Envelope> boxes = new ArrayList<>();
    for (int[] places : members) {
      Envelope box = new Envelope();
      Arrays.stream(places)
          .forEach(i -> box.expandToInclude(outlines.get(i).getEnvelopeInternal()));
      boxes.add(box);
    }
    List<Region> found = new ArrayList<>();
    for (int[] cluster : Clusters.of(boxes, 1)) {
      Envelope box = new Envelope();
      int[] places =
          Arrays.stream(cluster)
              .peek(province -> box.expandToInclude(boxes.get(province)))
              .mapToObj(members::get)
              .flatMapToInt(Arrays::stream)
              .sorted()
              .toArray();
      List<Shape> some = Arrays.stream(places).mapToObj(shapes::get).toList();
      Borders borders = Borders.of(Arrays.stream(places).mapToObj(outlines::get).toList());
      Arrays.stream(places).forEach(i -> outlines.set(i, null));
      Map<Level, Map<String, int[]>> within = new EnumMap<>(Level.class);
      for (Level level : List.of(Level.DISTRICT, Level.PROVINCE)) {
        within.put(level, ZoomTiles.members(some, level));
      }
      found.add(new Region(some, within, borders, box));
    }
    return found;
  }

  /** The names in each region. */
  private List<List<Label>> labels(Collection<Region> regions) {
    Map<String, Integer> regionOf = new HashMap<>();
    List<List<Label>> named = new ArrayList<>();
    for (Region region : regions) {
      for (Shape shape : region.shapes()) {
        regionOf.put(shape.level() + shape.code(), named.size());
        regionOf.put(Level.PROVINCE + shape.province(), named.size());
      }
      named.add(new ArrayList<>());
    }
    for (Label label : labels) {
      named.get(regionOf.getOrDefault(label.level() + label.code(), 0)).add(label);
    }
    return named;
  }

  /** The result of work in another thread; its failure as it was thrown there. */
  static <T> T get(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while tiles are made");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The layers, as TileJSON describes them. */
  private String metadata() {
    StringBuilder json = new StringBuilder("{\"vector_layers\":[");
    String separator = "";
    for (String layer : ZoomTiles.layers(shapes, labels)) {
      json.append(separator).append("{\"id\":\"").append(layer);
      json.append("\",\"fields\":{\"code\":\"String\"},\"minzoom\":").append(MIN_ZOOM);
      json.append(",\"maxzoom\":").append(MAX_ZOOM).append("}");
      separator = ",";
    }
    return json.append("]}").toString();
  }
}
