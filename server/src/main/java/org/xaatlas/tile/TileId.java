package org.xaatlas.tile;

/**
 * The address of a tile.
 *
 * @param z zoom, 0 to 26
 * @param x column, 0 in the west
 * @param y row, 0 in the north
 */
public record TileId(int z, int x, int y) {
  /** The deepest zoom whose ids fit in a long with room to spare. */
  public static final int MAX_ZOOM = 26;

  public TileId {
    if (!exists(z, x, y)) {
      throw new IllegalArgumentException("There is no tile " + z + "/" + x + "/" + y);
    }
  }

  /** Whether a zoom has a tile in this column and row. */
  public static boolean exists(int z, int x, int y) {
    return z >= 0 && z <= MAX_ZOOM && x >= 0 && y >= 0 && x < 1 << z && y < 1 << z;
  }

  /** The number of the tile in PMTiles: zoom by zoom, each along its Hilbert curve. */
  public long number() {
    return number(z, x, y);
  }

  /** As {@link #number()}, without an object: asked for every tile that is served. */
  static long number(int z, int x, int y) {
    long number = ((1L << (2 * z)) - 1) / 3;
    int column = x;
    int row = y;
    for (int half = z - 1; half >= 0; half--) {
      int side = 1 << half;
      int east = column & side;
      int south = row & side;
      number += (long) side * ((3L * east) ^ south);
      if (south == 0) {
        if (east != 0) {
          column = side - 1 - column;
          row = side - 1 - row;
        }
        int swap = column;
        column = row;
        row = swap;
      }
    }
    return number;
  }
}
