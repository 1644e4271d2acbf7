package org.xaatlas.ingest.boundary;

import java.util.List;
import java.util.function.Consumer;
import org.xaatlas.join.Finding;

/**
 * An opened boundary file. Read once, on one thread, and closed by whoever opened it.
 *
 * <p>Everything a damaged or hostile file can do ends in a {@link
 * org.xaatlas.message.RefusedException}.
 */
public interface BoundaryReader extends AutoCloseable {
  /** The name of the format: GeoJSON, GeoPackage, FlatGeobuf, Shapefile. */
  String format();

  /** Hands out all features in the order of the file. */
  void read(Consumer<SourceFeature> each);

  /** What the file says about its coordinates; known once it was read. */
  DeclaredCrs crs();

  /** What a person should know about the file itself; known once it was read. */
  List<Finding> findings();

  @Override
  void close();
}
