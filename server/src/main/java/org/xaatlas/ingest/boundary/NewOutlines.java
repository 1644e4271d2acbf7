package org.xaatlas.ingest.boundary;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.spatial.Neighbours;
import org.xaatlas.store.StoreReader;
import org.xaatlas.store.StoreWriter;

/**
 * Puts the outlines of a file into the store, and who touches whom. Of the units around them the
 * store knows already who touches whom; new is what touches a new outline.
 */
final class NewOutlines {
  private final BoundaryImport.Options options;
  private final SortedMap<String, MultiPolygon> accepted;

  /**
   * @param accepted outlines by the code of their unit
   */
  NewOutlines(BoundaryImport.Options options, SortedMap<String, MultiPolygon> accepted) {
    this.options = options;
    this.accepted = accepted;
  }

  /**
   * @param number of the import
   */
  void put(StoreWriter writer, long number) {
    List<Boundary> boundaries =
        accepted.entrySet().stream()
            .map(
                unit ->
                    new Boundary(
                        unit.getKey(),
                        unit.getValue(),
                        options.schematic(),
                        options.file().source().id(),
                        number))
            .toList();
    SortedMap<String, SortedSet<String>> kept = new TreeMap<>();
    add(kept, writer.adjacency(options.edition(), options.level()), true);
    SortedMap<String, MultiPolygon> around = around(writer);
    // Who touches whom is found while the database takes the outlines.
    CompletableFuture<Adjacency> touching =
        CompletableFuture.supplyAsync(() -> Neighbours.of(around, accepted.keySet()));
    try {
      writer.putBoundaries(options.edition(), options.level(), boundaries);
      add(kept, touching.join(), false);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      touching.cancel(true);
    }
    writer.putAdjacency(options.edition(), options.level(), new Adjacency(kept));
  }

  /** The new outlines and the stored ones that may touch them. */
  private SortedMap<String, MultiPolygon> around(StoreReader stored) {
    STRtree boxes = new STRtree();
    for (MultiPolygon outline : accepted.values()) {
      Envelope box = new Envelope(outline.getEnvelopeInternal());
      box.expandBy(2 * Neighbours.WITHIN);
      boxes.insert(box, Boolean.TRUE);
    }
    SortedMap<String, MultiPolygon> around = new TreeMap<>(accepted);
    stored.boundaries(
        options.edition(),
        options.level(),
        boundary -> {
          if (!boxes.query(boundary.geometry().getEnvelopeInternal()).isEmpty()) {
            around.putIfAbsent(boundary.unit(), boundary.geometry());
          }
        });
    return around;
  }

  private void add(SortedMap<String, SortedSet<String>> all, Adjacency adjacency, boolean onlyOld) {
    adjacency
        .neighbours()
        .forEach(
            (unit, neighbours) -> {
              for (String neighbour : neighbours) {
                if (!onlyOld || (!accepted.containsKey(unit) && !accepted.containsKey(neighbour))) {
                  all.computeIfAbsent(unit, code -> new TreeSet<>()).add(neighbour);
                }
              }
            });
  }
}
