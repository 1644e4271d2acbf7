package org.xaatlas.config;

import java.util.Objects;
import java.util.Optional;

/**
 * Raster tiles below the colours, in the grid of Web Mercator.
 *
 * @param url address of a tile with {@code {z}}, {@code {x}} and {@code {y}}: of another server, or
 *     a path of this one
 * @param attribution who made it, as its terms ask; shown on the map while it is
 * @param minZoom first zoom at which there are tiles
 * @param maxZoom last one; above it tiles are enlarged
 */
public record BaseMap(String url, String attribution, int minZoom, int maxZoom) {
  public BaseMap {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(attribution, "attribution");
  }

  /** Scheme, host and port of the other server; empty for tiles of this one. */
  public Optional<String> origin() {
    if (url.startsWith("/")) {
      return Optional.empty();
    }
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return Optional.of(url.substring(0, path));
  }
}
