package org.xaatlas.ingest.boundary;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;
import org.xaatlas.crosswalk.AreaOverlay;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.ingest.Progress;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * What became of old communes as their outlines tell, and how that agrees with the links that the
 * store has. It changes nothing: what it writes can be imported as any crosswalk. Immutable.
 */
public final class DerivedCrosswalk {
  /**
   * A link that one of the two tells and the other does not.
   *
   * @param share of the old unit, as the outlines tell; 0 where only a source tells the link
   */
  public record Difference(Unit from, Unit to, double share) {}

  private final UnitRegister from;
  private final UnitRegister to;
  private final SortedMap<UnitKey, SortedMap<UnitKey, Double>> shares;
  private final List<Difference> onlyDrawn;
  private final List<Difference> onlyListed;

  private DerivedCrosswalk(
      UnitRegister from,
      UnitRegister to,
      SortedMap<UnitKey, SortedMap<UnitKey, Double>> shares,
      List<Difference> onlyDrawn,
      List<Difference> onlyListed) {
    this.from = from;
    this.to = to;
    this.shares = shares;
    this.onlyDrawn = List.copyOf(onlyDrawn);
    this.onlyListed = List.copyOf(onlyListed);
  }

  /**
   * Lays the outlines of two editions over each other, those of the newer in memory and those of
   * the older one by one.
   *
   * @throws RefusedException key {@code crosswalk.no_outlines} when an edition has none, {@code
   *     crosswalk.schematic} when any was drawn by a program: it tells no land
   */
  public static DerivedCrosswalk of(Store store, EditionPair pair, Progress progress) {
    return store.read(reader -> derive(reader, pair, progress));
  }

  private static DerivedCrosswalk derive(StoreReader reader, EditionPair pair, Progress progress) {
    UnitRegister from = reader.units(pair.from());
    UnitRegister to = reader.units(pair.to());
    Map<UnitKey, Geometry> outlines = new TreeMap<>();
    reader.boundaries(
        pair.to(),
        Level.COMMUNE,
        boundary -> {
          refuseSchematic(boundary, pair.to());
          outlines.put(UnitKey.commune(boundary.unit()), boundary.geometry());
        });
    if (outlines.isEmpty()) {
      throw RefusedException.of("crosswalk.no_outlines", pair.to());
    }
    AreaOverlay overlay = new AreaOverlay(outlines);
    SortedMap<UnitKey, SortedMap<UnitKey, Double>> shares = new TreeMap<>();
    int[] done = {0};
    reader.boundaries(
        pair.from(),
        Level.COMMUNE,
        boundary -> {
          refuseSchematic(boundary, pair.from());
          progress.at(Message.of("crosswalk.deriving"), done[0]++, 0);
          shares.put(UnitKey.commune(boundary.unit()), overlay.shares(boundary.geometry()));
        });
    if (shares.isEmpty()) {
      throw RefusedException.of("crosswalk.no_outlines", pair.from());
    }
    Crosswalk listed = Crosswalk.of(pair, reader.links(pair));
    List<Difference> onlyDrawn = new ArrayList<>();
    List<Difference> onlyListed = new ArrayList<>();
    shares.forEach(
        (unit, drawn) ->
            listed
                .of(unit)
                .map(Division::shares)
                .ifPresent(
                    told -> {
                      Set<UnitKey> all = new TreeSet<>(drawn.keySet());
                      all.addAll(told.keySet());
                      for (UnitKey target : all) {
                        Difference difference =
                            new Difference(
                                find(from, unit),
                                find(to, target),
                                drawn.getOrDefault(target, 0.0));
                        if (!told.containsKey(target)) {
                          onlyDrawn.add(difference);
                        } else if (!drawn.containsKey(target)) {
                          onlyListed.add(difference);
                        }
                      }
                    }));
    return new DerivedCrosswalk(from, to, shares, onlyDrawn, onlyListed);
  }

  private static void refuseSchematic(Boundary boundary, String edition) {
    if (boundary.schematic()) {
      throw RefusedException.of("crosswalk.schematic", edition, boundary.unit());
    }
  }

  private static Unit find(UnitRegister register, UnitKey unit) {
    return register.find(unit.level(), unit.code()).orElseThrow();
  }

  /** Old communes with outlines. */
  public int units() {
    return shares.size();
  }

  /** Those of them that lie in several new ones. */
  public int divided() {
    return (int) shares.values().stream().filter(parts -> parts.size() > 1).count();
  }

  /** Links that the outlines tell and the store does not, of units that have links there. */
  public List<Difference> onlyDrawn() {
    return onlyDrawn;
  }

  /** Links that the store has and the outlines do not tell. */
  public List<Difference> onlyListed() {
    return onlyListed;
  }

  /**
   * Writes a table that {@code atlas import crosswalk} reads: shares of area, six decimals.
   *
   * @return how many links were written
   */
  public int writeTo(Path file) {
    int links = 0;
    try (Writer out = new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      out.write("old_code,old_name,new_code,new_name,part,weight_area\n");
      for (var entry : shares.entrySet()) {
        Unit old = find(from, entry.getKey());
        boolean whole = entry.getValue().size() == 1;
        for (var part : entry.getValue().entrySet()) {
          Unit young = find(to, part.getKey());
          out.write(
              String.join(
                  ",",
                  old.code(),
                  quoted(old.fullName()),
                  young.code(),
                  quoted(young.fullName()),
                  whole ? "whole" : "partial",
                  whole ? "" : String.format(Locale.ROOT, "%.6f", part.getValue())));
          out.write('\n');
          links++;
        }
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("table.io", file.getFileName().toString(), String.valueOf(e.getMessage())), e);
    }
    return links;
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
