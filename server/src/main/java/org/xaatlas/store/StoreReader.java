package org.xaatlas.store;

import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.designation.Designation;
import org.xaatlas.join.Decision;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesColumn;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.spatial.OutlineSize;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitGroup;
import org.xaatlas.unit.UnitRegister;

/**
 * One consistent state of the store. Valid inside the call that handed it out, on one thread;
 * afterwards every method is an {@link IllegalStateException}. Whoever is handed something by a
 * streaming method may ask the same reader for something else meanwhile.
 *
 * <p>Texts are sorted by the bytes of their UTF-8 form, as the stores do.
 */
public interface StoreReader {
  /** All editions, oldest first (by id); empty for a new store. */
  List<Edition> editions();

  /** All units of an edition; an empty register for an edition the store does not have. */
  UnitRegister units(String edition);

  /**
   * Streams the boundaries of a level in the order of their codes, coordinates bit for bit as they
   * were put (two dimensions). Holds a few at a time, however many there are.
   */
  void boundaries(String edition, Level level, Consumer<Boundary> each);

  /**
   * A hash that changes when any boundary of the level (code, geometry, schematic, source) does,
   * read without reading geometries; empty when the level has no boundary. The number of the import
   * does not matter, nor does which store it is: the same boundaries have the same hash everywhere.
   */
  Optional<String> boundaryFingerprint(String edition, Level level);

  /** Streams how large the boundaries of a level are, without reading their geometries. */
  void outlineSizes(String edition, Level level, Consumer<OutlineSize> each);

  /** Neighbours between the boundaries of a level; empty when none were put. */
  Adjacency adjacency(String edition, Level level);

  /** All sources, by id. */
  List<Source> sources();

  /**
   * Streams all series, by canonical key, then by source; the observations of each by unit code.
   */
  void series(Consumer<Series> each);

  /**
   * Streams series as vectors over the units of their level in the order of codes, by canonical
   * key, then by source: the same as {@link #series}, some ten times as quick.
   *
   * @param level only series of this level; empty for all
   */
  void columns(Optional<Level> level, Consumer<SeriesColumn> each);

  /**
   * Streams what series there are and which units they have figures for, as places among the units
   * of their level in the order of codes; values are not read. By canonical key, then by source.
   */
  void told(BiConsumer<SeriesKey, BitSet> each);

  /** All designations, by edition, scheme, unit, name, decision, source. */
  List<Designation> designations();

  /** All imports, oldest first. */
  List<ImportRecord> imports();

  /**
   * The editions that crosswalks join, from the older to the newer; by the older, then the newer.
   */
  List<EditionPair> crosswalks();

  /** The links from one edition to another, by old unit, then by new unit; empty for none. */
  List<Link> links(EditionPair pair);

  /** Groups of units that people saved, by edition, then by id. */
  List<UnitGroup> groups();

  /** What people decided about rows, by edition, level, province and input. */
  List<Decision> decisions();

  /** Scenarios that people saved, without their documents; the last saved first. */
  List<KeptScenario> scenarios();

  /** A saved scenario with its document. */
  Optional<KeptScenarios.Entry> scenario(String id);

  /** The bytes of an imported file; the caller closes the stream inside the same call. */
  Optional<InputStream> sourceFile(String sha256);
}
