package org.xaatlas.http;

/**
 * The address of what is named by its hash. Read by hand, because it is read for every tile.
 *
 * @param kind what is asked for
 * @param hash its name, 64 hexadecimal digits
 * @param z zoom of a tile, 0 for others, as {@code x} and {@code y}
 */
record PieceAddress(Kind kind, String hash, int z, int x, int y) {
  /** What an address names. */
  enum Kind {
    TILE("/api/tilesets/"),
    COLUMN("/api/columns/"),
    PIECE("/api/pieces/");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final int HASH = 64;
  private static final int MAX_ZOOM_DIGITS = 2;
  private static final int MAX_TILE_DIGITS = 9;

  /**
   * Reads a path.
   *
   * @return null when it names no piece: another path, or not written as we write it
   */
  static PieceAddress parse(String path) {
    if (path == null) {
      return null;
    }
    for (Kind kind : Kind.values()) {
      if (path.startsWith(kind.prefix)) {
        int end = kind.prefix.length() + HASH;
        if (path.length() < end || !hexadecimal(path, kind.prefix.length(), end)) {
          return null;
        }
        String hash = path.substring(kind.prefix.length(), end);
        if (kind == Kind.TILE) {
          return tile(path, hash, end);
        }
        return path.length() == end ? new PieceAddress(kind, hash, 0, 0, 0) : null;
      }
    }
    return null;
  }

  private static PieceAddress tile(String path, String hash, int from) {
    int second = path.indexOf('/', from + 1);
    int third = second < 0 ? -1 : path.indexOf('/', second + 1);
    if (third < 0 || path.charAt(from) != '/') {
      return null;
    }
    int z = number(path, from + 1, second, MAX_ZOOM_DIGITS);
    int x = number(path, second + 1, third, MAX_TILE_DIGITS);
    int y = number(path, third + 1, path.length(), MAX_TILE_DIGITS);
    return z < 0 || x < 0 || y < 0 ? null : new PieceAddress(Kind.TILE, hash, z, x, y);
  }

  private static boolean hexadecimal(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** A number in decimal digits; -1 when it is none or has too many. */
  private static int number(String text, int from, int to, int maxDigits) {
    if (from >= to || to - from > maxDigits) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
