package org.xaatlas.spatial;

import org.xaatlas.message.EnvironmentException;

/**
 * The memory (heap) that work on many outlines needs, from their vertices. Measured with the whole
 * country (7.1 million vertices, one region) and ten of it side by side; see docs/operations.md.
 *
 * @param megabytes what is needed, with some air
 */
public record HeapNeed(long megabytes) {
  /** What the program itself, libraries and small things take. */
  private static final long BASE = 80L << 20;

  /** Below so many vertices memory is not what could be short. */
  private static final long SMALL = 200_000;

  /** A region is hardly larger than Viet Nam is today. */
  private static final long COUNTRY = 8_000_000;

  /** An outline that waits: two doubles for a vertex, and its rings. */
  private static final long WAITING = 18;

  /** Comparing the segments of a cluster with each other. */
  private static final long COMPARED = 26;

  /** Simplifying and cutting a region. */
  private static final long SIMPLIFIED = 45;

  /**
   * Of reading outlines and comparing them.
   *
   * @param vertices of all outlines
   * @param largest of the largest cluster, as {@link Clusters} tells them
   */
  public static HeapNeed toImport(long vertices, long largest) {
    return of(BASE + WAITING * vertices + COMPARED * largest);
  }

  /** Of reading outlines whose clusters are not known yet: at most a country each. */
  public static HeapNeed toImport(long vertices) {
    return toImport(vertices, Math.min(vertices, COUNTRY));
  }

  /**
   * Of making tiles.
   *
   * @param vertices of all outlines
   * @param largest of the largest region, that is a cluster of provinces
   */
  public static HeapNeed toPublish(long vertices, long largest) {
    return of(BASE + WAITING * vertices + SIMPLIFIED * largest);
  }

  private static HeapNeed of(long bytes) {
    return new HeapNeed((bytes >> 20) + 1);
  }

  /**
   * Goes on only where the memory is there.
   *
   * @param vertices named to the person
   * @throws EnvironmentException key {@code boundary.memory_small} when Java may use less
   */
  public void require(long vertices) {
    require(vertices, Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Whether the memory is there. */
  public boolean isThere(long vertices) {
    return isThere(vertices, Runtime.getRuntime().maxMemory() >> 20);
  }

  private boolean isThere(long vertices, long available) {
    return vertices < SMALL || available >= megabytes;
  }

  void require(long vertices, long available) {
    if (!isThere(vertices, available)) {
      throw EnvironmentException.of("boundary.memory_small", vertices, megabytes, available);
    }
  }
}
