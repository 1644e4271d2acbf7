package org.xaatlas.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xaatlas.message.RefusedException;
import org.xaatlas.store.geopackage.GeopackageStore;
import org.xaatlas.store.postgis.PostgisStore;

/** Opens stores by their address. */
public final class Stores {
  private static final String GEOPACKAGE = "geopackage:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** The beginning of an address, which may be shown; the rest may hold a password. */
  private static final Pattern SCHEME =
      Pattern.compile("((?:[A-Za-z][A-Za-z0-9+.-]{0,20}:){1,2}).*");

  private Stores() {}

  /**
   * Opens {@code geopackage:PATH} or {@code jdbc:postgresql://HOST:PORT/DATABASE?user=...}. A
   * GeoPackage and its folder are created, a database is filled with tables when it has none, and
   * an older store is migrated.
   *
   * @throws RefusedException for any other address, for a file that is no store, and for a store
   *     that a newer version of the program has written
   * @throws org.xaatlas.message.EnvironmentException when the file or the server cannot be reached
   */
  public static Store open(String url) {
    if (url.startsWith(POSTGRESQL)) {
      return PostgisStore.open(url);
    }
    if (url.startsWith(GEOPACKAGE) && url.length() > GEOPACKAGE.length()) {
      try {
        return GeopackageStore.open(Path.of(url.substring(GEOPACKAGE.length())));
      } catch (InvalidPathException e) {
        throw RefusedException.of("store.not_a_file", url);
      }
    }
    Matcher scheme = SCHEME.matcher(url);
    throw RefusedException.of(
        "store.unknown_address", scheme.matches() ? scheme.group(1) + "…" : "…");
  }
}
