package org.xaatlas.hotspot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.xaatlas.spatial.Adjacency;

/**
 * Who counts as whose neighbour, by place in a list of units: those that touch (queen contiguity),
 * and for a unit that touches none or a single other, an island or an enclave, the nearest ones
 * (and the one it touches). Without the nearest ones islands stay without neighbours.
 *
 * <p>Being nearest is not mutual: an island looks at the coast, the coast does not look at the
 * island.
 */
public final class Contiguity {
  private static final double EARTH_RADIUS_KM = 6371;

  private final int[][] neighbours;
  private final List<String> islands;

  private Contiguity(int[][] neighbours, List<String> islands) {
    this.neighbours = neighbours;
    this.islands = List.copyOf(islands);
  }

  /**
   * @param codes the units that have a value, in the order of the values
   * @param adjacency which units touch
   * @param places a point of each unit, lon/lat; needed for units that touch none
   * @param nearest how many nearest units stand for the neighbours of one that touches none or one
   *     alone; 0: it has those that it touches
   * @throws IllegalArgumentException when a code occurs twice
   */
  public static Contiguity of(
      List<String> codes, Adjacency adjacency, Map<String, Coordinate> places, int nearest) {
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < codes.size(); i++) {
      if (place.put(codes.get(i), i) != null) {
        throw new IllegalArgumentException("Twice among the units: " + codes.get(i));
      }
    }
    int[][] neighbours = new int[codes.size()][];
    List<String> islands = new ArrayList<>();
    for (int i = 0; i < neighbours.length; i++) {
      Set<String> touching = adjacency.neighbours().getOrDefault(codes.get(i), new TreeSet<>());
      neighbours[i] =
          touching.stream()
              .map(place::get)
              .filter(java.util.Objects::nonNull)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
      if (neighbours[i].length == 0 || neighbours[i].length == 1 && nearest > 1) {
        islands.add(codes.get(i));
        neighbours[i] =
            IntStream.concat(
                    Arrays.stream(neighbours[i]), Arrays.stream(nearest(i, codes, places, nearest)))
                .distinct()
                .sorted()
                .toArray();
      }
    }
    return new Contiguity(neighbours, islands);
  }

  /** For tests and for values on a lattice: neighbours as they are. */
  static Contiguity of(int[][] neighbours) {
    return new Contiguity(
        Arrays.stream(neighbours).map(int[]::clone).toArray(int[][]::new), List.of());
  }

  private static int[] nearest(
      int unit, List<String> codes, Map<String, Coordinate> places, int count) {
    Coordinate here = places.get(codes.get(unit));
    if (here == null || count == 0) {
      return new int[0];
    }
    record Far(int unit, double kilometres) {}
    SortedSet<Far> best =
        new TreeSet<>(Comparator.comparingDouble(Far::kilometres).thenComparing(Far::unit));
    for (int i = 0; i < codes.size(); i++) {
      Coordinate there = places.get(codes.get(i));
      if (i != unit && there != null) {
        best.add(new Far(i, kilometres(here, there)));
        if (best.size() > count) {
          best.remove(best.last());
        }
      }
    }
    return best.stream().mapToInt(Far::unit).sorted().toArray();
  }

  private static double kilometres(Coordinate a, Coordinate b) {
    double phi = Math.toRadians(a.y);
    double theta = Math.toRadians(b.y);
    double up = Math.sin((theta - phi) / 2);
    double along = Math.sin(Math.toRadians(b.x - a.x) / 2);
    double half = up * up + Math.cos(phi) * Math.cos(theta) * along * along;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)));
  }

  int size() {
    return neighbours.length;
  }

  /** Neighbours of a unit; not to be changed. */
  int[] of(int unit) {
    return neighbours[unit];
  }

  /** How many neighbours a unit has. */
  public int neighbours(int unit) {
    return neighbours[unit].length;
  }

  /**
   * Units that touch none or one alone of the others, in order; the nearest stand for their
   * neighbours.
   */
  public List<String> islands() {
    return islands;
  }
}
