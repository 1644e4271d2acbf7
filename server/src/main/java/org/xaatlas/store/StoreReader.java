package org.xaatlas.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.xaatlas.designation.Designation;
import org.xaatlas.series.Series;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitRegister;

/** One consistent state of the store. Valid inside the call that handed it out, on one thread. */
public interface StoreReader {
  /** All editions, oldest first; empty for a new store. */
  List<Edition> editions();

  /** All units of an edition; an empty register for an edition the store does not have. */
  UnitRegister units(String edition);

  /** Streams the boundaries of a level in the order of their codes. */
  void boundaries(String edition, Level level, Consumer<Boundary> each);

  /**
   * A hash that changes when any boundary of the level (code, geometry, schematic, source) does,
   * read without reading geometries; empty when the level has no boundary.
   */
  Optional<String> boundaryFingerprint(String edition, Level level);

  /** Neighbours between the boundaries of a level. */
  Adjacency adjacency(String edition, Level level);

  /** All sources, by id. */
  List<Source> sources();

  /** Streams all series, by canonical key, then by source. */
  void series(Consumer<Series> each);

  /** All designations, by edition, scheme, unit, name. */
  List<Designation> designations();

  /** All imports, oldest first. */
  List<ImportRecord> imports();

  /** The bytes of an imported file; the caller closes the stream inside the same call. */
  Optional<InputStream> sourceFile(String sha256);
}
