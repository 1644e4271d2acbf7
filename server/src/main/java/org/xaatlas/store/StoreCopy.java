package org.xaatlas.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.series.Observation;
import org.xaatlas.series.SeriesColumn;
import org.xaatlas.series.Status;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Copies all that a store holds into an empty one, of whatever kind: units, boundaries, figures,
 * designations, crosswalks, groups, decisions, saved scenarios, and every imported file with its
 * options and report. Imports keep their numbers and times, so that each figure leads to the same
 * row of the same file.
 */
public final class StoreCopy {
  /** Vertices of boundaries that are in memory at one time. */
  private static final int VERTICES = 500_000;

  private final StoreReader from;
  private final StoreWriter to;
  private final Map<String, UnitRegister> registers = new HashMap<>();

  private StoreCopy(StoreReader from, StoreWriter to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Copies within one state of the one and one transaction of the other.
   *
   * @param folder for one imported file at a time
   * @throws IllegalArgumentException when the store to fill is not empty
   */
  public static void copy(Store from, Store to, Path folder) {
    from.read(
        reader ->
            to.write(
                writer -> {
                  if (!writer.editions().isEmpty() || !writer.scenarios().isEmpty()) {
                    throw new IllegalArgumentException("Not empty: " + to.describe());
                  }
                  new StoreCopy(reader, writer).copy(folder);
                  return null;
                }));
  }

  private void copy(Path folder) {
    List<Edition> editions = from.editions();
    editions.forEach(to::putEdition);
    for (Edition edition : editions) {
      UnitRegister register = from.units(edition.id());
      registers.put(edition.id(), register);
      List<Unit> units = new ArrayList<>();
      for (Level level : Level.values()) {
        units.addAll(register.units(level));
      }
      to.putUnits(units);
    }
    from.sources().forEach(to::putSource);
    copyImports(folder);
    for (Edition edition : editions) {
      for (Level level : edition.levels()) {
        copyBoundaries(edition.id(), level);
      }
    }
    from.columns(Optional.empty(), this::copy);
    to.putDesignations(from.designations());
    for (EditionPair pair : from.crosswalks()) {
      to.putLinks(pair, from.links(pair));
    }
    to.putGroups(from.groups());
    to.putDecisions(from.decisions());
    for (KeptScenario scenario : from.scenarios()) {
      to.putScenario(from.scenario(scenario.id()).orElseThrow());
    }
  }

  private void copyImports(Path folder) {
    try {
      Path file = Files.createTempFile(folder, "imported-", "");
      try {
        for (ImportRecord record : from.imports()) {
          try (InputStream bytes = from.sourceFile(record.sha256()).orElseThrow()) {
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
          }
          long number = to.putImport(record, file);
          if (number != record.number()) {
            throw new IllegalStateException(
                "Import " + record.number() + " would be called " + number);
          }
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new EnvironmentException(Message.of("store.file_unreadable", e.toString()), e);
    }
  }

  private void copyBoundaries(String edition, Level level) {
    List<Boundary> waiting = new ArrayList<>();
    long[] vertices = {0};
    from.boundaries(
        edition,
        level,
        boundary -> {
          waiting.add(boundary);
          vertices[0] += boundary.geometry().getNumPoints();
          if (vertices[0] > VERTICES) {
            to.putBoundaries(edition, level, waiting);
            waiting.clear();
            vertices[0] = 0;
          }
        });
    if (!waiting.isEmpty()) {
      to.putBoundaries(edition, level, waiting);
    }
    to.putAdjacency(edition, level, from.adjacency(edition, level));
  }

  /** A series may have been told by many imports: the figures of each are put by its number. */
  private void copy(SeriesColumn column) {
    List<Unit> units = registers.get(column.key().edition()).units(column.key().level());
    SortedMap<Integer, List<Observation>> byImport = new TreeMap<>();
    for (int i = 0; i < column.size(); i++) {
      if (column.has(i)) {
        byImport
            .computeIfAbsent(column.imports()[i], number -> new ArrayList<>())
            .add(
                new Observation(
                    units.get(i).code(),
                    column.values()[i],
                    Status.values()[column.statuses()[i]],
                    column.qualifiers().getOrDefault(i, ""),
                    column.rows()[i]));
      }
    }
    byImport.forEach(
        (number, figures) -> to.putObservations(column.key(), column.source(), number, figures));
  }
}
