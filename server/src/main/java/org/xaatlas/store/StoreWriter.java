package org.xaatlas.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.designation.Designation;
import org.xaatlas.join.Decision;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.series.Observation;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitGroup;

/**
 * One import in the making: it sees its own changes, nobody else does until it is done.
 *
 * <p>What a change refers to (edition, unit, source, import) must be in the store or have been put
 * before in the same transaction; otherwise the change is an {@link IllegalArgumentException} that
 * names it. Two boundaries or two figures for one unit in one call are refused in the same way.
 */
public interface StoreWriter extends StoreReader {
  /** Adds an edition or replaces its description. */
  void putEdition(Edition edition);

  /**
   * Adds units or replaces their name, type and parent. The edition must be there. A unit is never
   * removed, as figures are kept by its place among the units.
   */
  void putUnits(Collection<Unit> units);

  /** Adds a source or replaces its description. */
  void putSource(Source source);

  /**
   * Keeps the bytes of a file by its hash (once, however often it is imported) and the record of
   * the import.
   *
   * @return the number given to the import, one more than the last
   * @throws org.xaatlas.message.RefusedException when the file no longer has the hash of the record
   */
  long putImport(ImportRecord record, Path file);

  /** Replaces the report of an import that this transaction has added. */
  void putReport(long importNumber, String report);

  /**
   * Adds or replaces the boundaries of units that the store knows; the others stay. They are taken
   * one by one and written by the batch, so that the whole country need not be in memory.
   */
  void putBoundaries(String edition, Level level, Iterable<Boundary> boundaries);

  /** Replaces the adjacency of a level. */
  void putAdjacency(String edition, Level level, Adjacency adjacency);

  /**
   * Adds observations to the series of a key and source; a unit that already has one gets the new
   * one, the others keep theirs.
   */
  void putObservations(
      SeriesKey key, String source, long importNumber, List<Observation> observations);

  /**
   * Takes figures out of the series of a key and source; a unit without one, or a series that is
   * not there, changes nothing.
   */
  void removeObservations(SeriesKey key, String source, Collection<String> units);

  /**
   * Adds designations. One that agrees in edition, unit, name, scheme, decision and source replaces
   * the older; so does the later of two in one call. For a village the unit is its commune.
   */
  void putDesignations(List<Designation> designations);

  /**
   * Puts what became of old units: the links given replace all that each of their old units had to
   * the newer edition; other old units keep theirs.
   */
  void putLinks(EditionPair pair, List<Link> links);

  /**
   * Takes links away, by their old and their new unit; one that is not there changes nothing. What
   * the file of their import said stays kept.
   */
  void removeLinks(EditionPair pair, Collection<Link> links);

  /** Saves groups of units; one of the same edition and id is replaced as a whole. */
  void putGroups(Collection<UnitGroup> groups);

  /** Takes a group away; one that is not there changes nothing. */
  void removeGroup(String edition, String id);

  /**
   * Adds decisions about rows. One that agrees in edition, level, province and input replaces the
   * older; so does the later of two in one call.
   */
  void putDecisions(Collection<Decision> decisions);

  /** Saves a scenario; one of the same id is replaced as a whole. */
  void putScenario(KeptScenarios.Entry scenario);

  /** Takes a saved scenario away; one that is not there changes nothing. */
  void removeScenario(String id);

  /** Takes a decision back; what was imported by it stays as it is. */
  void removeDecision(Decision decision);
}
