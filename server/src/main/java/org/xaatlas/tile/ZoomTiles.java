package org.xaatlas.tile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.precision.GeometryPrecisionReducer;
import org.xaatlas.unit.Level;

/** All tiles of one zoom in a region, from the borders simplified for it. */
final class ZoomTiles implements Callable<Void> {
  /** Holes of a province smaller than 70 m across are gaps between communes of the source. */
  private static final double SLIVER = 1024;

  /** A name has room where a circle of this diameter, in tile units, fits into the unit. */
  private static final double COMMUNE_LABEL = 320;

  private static final double PROVINCE_LABEL = 160;
  private static final int ALL_PROVINCE_LABELS_FROM = 7;

  /** Decides ties of rounding alike on both sides of a border, whatever the last bit says. */
  private static final double HALF = 0.5 + 1e-7;

  /** A ten-millionth of a degree is 1 cm: more than projecting there and back loses. */
  private static final double CENTIMETRES = 1e7;

  private static final int UNITS_PER_TASK = 16;
  private static final int TILES_PER_TASK = 32;
  private static final PrecisionModel WHOLE = new PrecisionModel(1);
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static final String LINES = "province_lines";
  private static final String COMMUNE_LABELS = "labels";
  private static final String PROVINCE_LABELS = "province_labels";

  /** In the order in which they stand in a tile. */
  static final List<String> LAYERS =
      List.of(
          Level.COMMUNE.collection(),
          Level.DISTRICT.collection(),
          Level.PROVINCE.collection(),
          LINES,
          COMMUNE_LABELS,
          PROVINCE_LABELS);

  private final int zoom;
  private final double scale;
  private final Borders borders;
  private final List<TilePyramid.Shape> shapes;
  private final List<TilePyramid.Label> labels;
  private final TileKeeper keeper;
  private final ExecutorService pool;

  ZoomTiles(
      int zoom,
      Borders borders,
      List<TilePyramid.Shape> shapes,
      List<TilePyramid.Label> labels,
      TileKeeper keeper,
      ExecutorService pool) {
    this.zoom = zoom;
    this.scale = 1.0 / (1 << TilePyramid.MAX_ZOOM - zoom);
    this.borders = borders;
    this.shapes = shapes;
    this.labels = labels;
    this.keeper = keeper;
    this.pool = pool;
  }

  /** The layers that some tile of a pyramid may have. */
  static List<String> layers(List<TilePyramid.Shape> shapes, List<TilePyramid.Label> labels) {
    Set<String> present = new HashSet<>(List.of(Level.PROVINCE.collection(), LINES));
    for (TilePyramid.Shape shape : shapes) {
      present.add(shape.level().collection());
      shape.district().ifPresent(district -> present.add(Level.DISTRICT.collection()));
    }
    labels.forEach(label -> present.add(layer(label)));
    return LAYERS.stream().filter(present::contains).toList();
  }

  private static String layer(TilePyramid.Label label) {
    return label.level() == Level.PROVINCE ? PROVINCE_LABELS : COMMUNE_LABELS;
  }

  /** Features by layer and tile, collected by one task. */
  private final class Pieces {
    private final Map<Long, Map<String, List<MvtEncoder.Feature>>> byTile = new HashMap<>();

    void add(int column, int row, String layer, MvtEncoder.Feature feature) {
      byTile
          .computeIfAbsent((long) column << 32 | row, tile -> new HashMap<>())
          .computeIfAbsent(layer, name -> new ArrayList<>())
          .add(feature);
    }

    /** Cuts an area and keeps what is left of it in each tile; says whether anything is. */
    boolean addArea(String layer, String code, List<double[]> rings) {
      boolean[] any = {false};
      TileCutter.cutArea(
          rings,
          zoom,
          (column, row, parts) -> {
            List<Rings.Shell> shells = valid(parts, column, row);
            if (!shells.isEmpty()) {
              any[0] = true;
              byte[] geometry = MvtEncoder.polygons(shells);
              add(
                  column,
                  row,
                  layer,
                  new MvtEncoder.Feature(code, MvtEncoder.Type.POLYGON, geometry));
            }
          });
      return any[0];
    }

    void addLines(String code, List<double[]> lines) {
      TileCutter.cutLines(
          lines,
          zoom,
          (column, row, parts) -> {
            List<double[]> local = new ArrayList<>(parts.size());
            for (double[] part : parts) {
              double[] line = straightened(local(part, column, row));
              if (line.length >= 4) {
                local.add(line);
              }
            }
            if (!local.isEmpty()) {
              byte[] geometry = MvtEncoder.lines(local);
              add(column, row, LINES, new MvtEncoder.Feature(code, MvtEncoder.Type.LINE, geometry));
            }
          });
    }

    void merge(Pieces other) {
      other.byTile.forEach(
          (tile, layers) -> {
            Map<String, List<MvtEncoder.Feature>> own =
                byTile.computeIfAbsent(tile, t -> new HashMap<>());
            layers.forEach(
                (layer, features) ->
                    own.computeIfAbsent(layer, name -> new ArrayList<>()).addAll(features));
          });
    }
  }

  @Override
  public Void call() throws IOException {
    Pieces tiles = new Pieces();
    List<Future<Pieces>> tasks = new ArrayList<>();
    for (int from = 0; from < shapes.size(); from += UNITS_PER_TASK) {
      int start = from;
      int end = Math.min(shapes.size(), from + UNITS_PER_TASK);
      tasks.add(pool.submit(() -> units(start, end)));
    }
    for (Future<Pieces> task : tasks) {
      tiles.merge(TilePyramid.get(task));
    }
    tasks.clear();

    members(shapes, Level.DISTRICT)
        .forEach(
            (code, members) ->
                tasks.add(pool.submit(() -> area(Level.DISTRICT, code, outline(members)))));
    Map<String, Future<List<double[]>>> provinces = new TreeMap<>();
    members(shapes, Level.PROVINCE)
        .forEach((code, members) -> provinces.put(code, pool.submit(() -> outline(members))));
    Set<Segment> drawn = new HashSet<>();
    for (Map.Entry<String, Future<List<double[]>>> province : provinces.entrySet()) {
      String code = province.getKey();
      List<double[]> outline = TilePyramid.get(province.getValue());
      tasks.add(pool.submit(() -> area(Level.PROVINCE, code, outline)));
      tiles.addLines(code, undrawn(outline, drawn));
    }
    for (Future<Pieces> task : tasks) {
      tiles.merge(TilePyramid.get(task));
    }
    for (TilePyramid.Label label : labels) {
      addLabel(label, tiles);
    }
    write(tiles);
    return null;
  }

  /** Cuts those of some shapes that are communes. */
  private Pieces units(int start, int end) {
    Pieces pieces = new Pieces();
    for (int i = start; i < end; i++) {
      TilePyramid.Shape shape = shapes.get(i);
      if (shape.level() == Level.COMMUNE) {
        String layer = shape.level().collection();
        List<double[]> rings = borders.rounded(i, scale);
        boolean any = pieces.addArea(layer, shape.code(), tidy(Dissolver.dissolve(rings)));
        if (!any && zoom >= TilePyramid.ALL_UNITS_FROM) {
          pieces.addArea(layer, shape.code(), List.of(dot(borders.exact(i))));
        }
      }
    }
    return pieces;
  }

  /** What stands for a unit too small for its zoom: the tile unit a point inside it lies in. */
  private double[] dot(List<double[]> rings) {
    // An outline has an area, and its largest ring is never dropped.
    double[] largest = Collections.max(rings, Comparator.comparingDouble(Rings::area));
    double[] middle = Rings.inside(largest);
    double x = Math.floor(middle[0] * scale);
    double y = Math.floor(middle[1] * scale);
    return new double[] {x, y, x + 1, y, x + 1, y + 1, x, y + 1};
  }

  /** The places of the shapes in each unit of an outer level, by its code. */
  static Map<String, int[]> members(List<TilePyramid.Shape> shapes, Level outer) {
    Map<String, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      Optional<String> code = shapes.get(i).within(outer);
      if (code.isPresent()) {
        members.computeIfAbsent(code.get(), c -> new ArrayList<>()).add(i);
      }
    }
    Map<String, int[]> places = new TreeMap<>();
    members.forEach(
        (code, some) -> places.put(code, some.stream().mapToInt(Integer::intValue).toArray()));
    return places;
  }

  /**
   * The outline of a district or province from the shapes in it, with every point they have, so
   * that two of them agree on the line between them.
   */
  private List<double[]> outline(int[] members) {
    return outline(borders.around(members, scale), 1 / scale);
  }

  private static List<double[]> outline(List<double[]> lines, double unit) {
    List<double[]> outline = Dissolver.dissolveLines(lines);
    outline.removeIf(
        ring -> {
          double area = Rings.area(ring) * unit * unit;
          return area <= 0 && area > -SLIVER;
        });
    return flat(Rings.shells(outline));
  }

  /** The outline of shapes given by the lines around them in units of the deepest zoom. */
  static MultiPolygon lonLat(List<double[]> lines) {
    List<Rings.Shell> shells = new ArrayList<>();
    for (Rings.Shell shell : Rings.shells(outline(lines, 1))) {
      shells.add(
          new Rings.Shell(
              lonLat(shell.ring()), shell.holes().stream().map(ZoomTiles::lonLat).toList()));
    }
    Geometry outline = polygons(shells);
    if (!IsValidOp.isValid(outline)) {
      outline = GeometryFixer.fix(outline);
    }
    List<Polygon> polygons = new ArrayList<>();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      if (outline.getGeometryN(i) instanceof Polygon polygon) {
        polygons.add(polygon);
      }
    }
    return FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0]));
  }

  private static double[] lonLat(double[] ring) {
    double[] lonLat = new double[ring.length];
    for (int i = 0; i < ring.length; i += 2) {
      lonLat[i] = Math.rint(Mercator.longitude(ring[i]) * CENTIMETRES) / CENTIMETRES;
      lonLat[i + 1] = Math.rint(Mercator.latitude(ring[i + 1]) * CENTIMETRES) / CENTIMETRES;
    }
    return lonLat;
  }

  private Pieces area(Level level, String code, List<double[]> outline) {
    Pieces pieces = new Pieces();
    boolean any = pieces.addArea(level.collection(), code, tidy(outline));
    if (!any && !outline.isEmpty() && zoom >= TilePyramid.ALL_UNITS_FROM) {
      double[] place = outline.get(0);
      double[] dot = {place[0], place[1], place[0] + 1, place[1], place[0] + 1, place[1] + 1};
      pieces.addArea(level.collection(), code, List.of(dot));
    }
    return pieces;
  }

  /** Rings without idle points, and without what rounding left of slivers. */
  private static List<double[]> tidy(List<double[]> rings) {
    List<double[]> clean = new ArrayList<>(rings.size());
    for (double[] ring : rings) {
      double[] cleaned = Rings.clean(ring);
      if (cleaned != null) {
        clean.add(cleaned);
      }
    }
    return clean.isEmpty() ? clean : flat(Rings.shells(clean));
  }

  private static List<double[]> flat(List<Rings.Shell> shells) {
    List<double[]> rings = new ArrayList<>();
    for (Rings.Shell shell : shells) {
      rings.add(shell.ring());
      rings.addAll(shell.holes());
    }
    return rings;
  }

  /** A segment of a border, the same from either side. */
  private record Segment(double x1, double y1, double x2, double y2) {
    static Segment of(double ax, double ay, double bx, double by) {
      boolean swap = ax > bx || ax == bx && ay > by;
      return swap ? new Segment(bx, by, ax, ay) : new Segment(ax, ay, bx, by);
    }
  }

  /** The parts of an outline that no other province has drawn yet. */
  private static List<double[]> undrawn(List<double[]> outline, Set<Segment> drawn) {
    List<double[]> lines = new ArrayList<>();
    for (double[] ring : outline) {
      int length = ring.length;
      boolean[] mine = new boolean[length / 2];
      int firstGap = -1;
      for (int i = 0; i < length; i += 2) {
        int next = (i + 2) % length;
        mine[i / 2] = drawn.add(Segment.of(ring[i], ring[i + 1], ring[next], ring[next + 1]));
        if (!mine[i / 2] && firstGap < 0) {
          firstGap = i;
        }
      }
      // A ring drawn by nobody is one closed line; otherwise lines run from gap to gap.
      int start = Math.max(0, firstGap);
      double[] line = new double[length + 2];
      int size = 0;
      for (int step = 0; step < length; step += 2) {
        int i = (start + step) % length;
        int next = (i + 2) % length;
        if (mine[i / 2]) {
          if (size == 0) {
            line[size++] = ring[i];
            line[size++] = ring[i + 1];
          }
          line[size++] = ring[next];
          line[size++] = ring[next + 1];
        } else if (size > 0) {
          lines.add(Arrays.copyOf(line, size));
          size = 0;
        }
      }
      if (size > 0) {
        lines.add(Arrays.copyOf(line, size));
      }
    }
    return lines;
  }

  /** Coordinates relative to a tile, rounded: clipping made new points on the border. */
  private static double[] local(double[] points, int column, int row) {
    double left = (double) column * Mercator.EXTENT;
    double top = (double) row * Mercator.EXTENT;
    double[] local = new double[points.length];
    for (int i = 0; i < points.length; i += 2) {
      local[i] = Math.floor(points[i] - left + HALF);
      local[i + 1] = Math.floor(points[i + 1] - top + HALF);
    }
    return local;
  }

  /** An open line without repeated points and points on a straight line. */
  private static double[] straightened(double[] line) {
    double[] kept = new double[line.length];
    int size = 0;
    for (int i = 0; i < line.length; i += 2) {
      double x = line[i];
      double y = line[i + 1];
      if (size >= 2 && kept[size - 2] == x && kept[size - 1] == y) {
        continue;
      }
      if (size >= 4) {
        double ax = kept[size - 2] - kept[size - 4];
        double ay = kept[size - 1] - kept[size - 3];
        double bx = x - kept[size - 2];
        double by = y - kept[size - 1];
        if (ax * by == ay * bx && ax * bx + ay * by > 0) {
          size -= 2;
        }
      }
      kept[size++] = x;
      kept[size++] = y;
    }
    return Arrays.copyOf(kept, size);
  }

  /** What a tile shows of an area: relative to the tile, whole numbers, valid. */
  private static List<Rings.Shell> valid(List<double[]> parts, int column, int row) {
    List<double[]> local = new ArrayList<>(parts.size());
    for (double[] part : parts) {
      double[] cleaned = Rings.clean(local(part, column, row));
      if (cleaned != null) {
        local.add(cleaned);
      }
    }
    if (local.isEmpty()) {
      return List.of();
    }
    List<Rings.Shell> shells = Rings.shells(local);
    if (isValid(shells)) {
      return shells;
    }
    // Most faults are rings that touch themselves: dissolving parts them without moving a point.
    shells = Rings.shells(tidy(Dissolver.dissolve(flat(shells))));
    if (isValid(shells)) {
      return shells;
    }
    Geometry fixed = GeometryPrecisionReducer.reduce(GeometryFixer.fix(polygons(shells)), WHOLE);
    List<double[]> rings = new ArrayList<>();
    for (int i = 0; i < fixed.getNumGeometries(); i++) {
      if (fixed.getGeometryN(i) instanceof Polygon polygon) {
        rings.addAll(Rings.rounded(polygon));
      }
    }
    return Rings.shells(tidy(rings));
  }

  private static boolean isValid(List<Rings.Shell> shells) {
    return Rings.apart(flat(shells)) || IsValidOp.isValid(polygons(shells));
  }

  private static MultiPolygon polygons(List<Rings.Shell> shells) {
    Polygon[] polygons = new Polygon[shells.size()];
    for (int i = 0; i < polygons.length; i++) {
      Rings.Shell shell = shells.get(i);
      LinearRing[] holes = shell.holes().stream().map(ZoomTiles::closed).toArray(LinearRing[]::new);
      polygons[i] = FACTORY.createPolygon(closed(shell.ring()), holes);
    }
    return FACTORY.createMultiPolygon(polygons);
  }

  private static LinearRing closed(double[] ring) {
    Coordinate[] points = new Coordinate[ring.length / 2 + 1];
    for (int i = 0; i < ring.length; i += 2) {
      points[i / 2] = new CoordinateXY(ring[i], ring[i + 1]);
    }
    points[points.length - 1] = points[0];
    return FACTORY.createLinearRing(points);
  }

  private void addLabel(TilePyramid.Label label, Pieces tiles) {
    double unit = 1 << TilePyramid.MAX_ZOOM - zoom;
    boolean province = label.level() == Level.PROVINCE;
    boolean always = zoom >= (province ? ALL_PROVINCE_LABELS_FROM : TilePyramid.MAX_ZOOM);
    double room = 2 * label.point().radius() / unit;
    if (!always && room < (province ? PROVINCE_LABEL : COMMUNE_LABEL)) {
      return;
    }
    double x = Math.floor(Mercator.x(label.point().longitude()) / unit);
    double y = Math.floor(Mercator.y(label.point().latitude()) / unit);
    int column = (int) (x / Mercator.EXTENT);
    int row = (int) (y / Mercator.EXTENT);
    byte[] geometry =
        MvtEncoder.point(
            (int) (x - (double) column * Mercator.EXTENT),
            (int) (y - (double) row * Mercator.EXTENT));
    tiles.add(
        column,
        row,
        layer(label),
        new MvtEncoder.Feature(label.code(), MvtEncoder.Type.POINT, geometry));
  }

  private void write(Pieces tiles) throws IOException {
    List<Map.Entry<Long, Map<String, List<MvtEncoder.Feature>>>> all =
        new ArrayList<>(tiles.byTile.entrySet());
    List<Future<Void>> tasks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += TILES_PER_TASK) {
      List<Map.Entry<Long, Map<String, List<MvtEncoder.Feature>>>> some =
          all.subList(from, Math.min(all.size(), from + TILES_PER_TASK));
      tasks.add(
          pool.submit(
              () -> {
                for (Map.Entry<Long, Map<String, List<MvtEncoder.Feature>>> tile : some) {
                  long place = tile.getKey();
                  keeper.add(new TileId(zoom, (int) (place >>> 32), (int) place), tile.getValue());
                }
                return null;
              }));
    }
    for (Future<Void> task : tasks) {
      TilePyramid.get(task);
    }
  }
}
