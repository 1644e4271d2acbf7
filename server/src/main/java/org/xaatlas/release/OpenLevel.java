package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.release.Manifest.EditionEntry;
import org.xaatlas.release.Manifest.LevelEntry;
import org.xaatlas.unit.Level;

/** One level of an edition in an open release. Immutable, safe to share. */
public final class OpenLevel implements OpenCollection {
  private final EditionEntry edition;
  private final LevelEntry entry;
  private final UnitTable units;
  private final Optional<GeometryPiece> geometry;
  private final PieceFiles files;

  private OpenLevel(
      EditionEntry edition,
      LevelEntry entry,
      UnitTable units,
      Optional<GeometryPiece> geometry,
      PieceFiles files) {
    this.edition = edition;
    this.entry = entry;
    this.units = units;
    this.geometry = geometry;
    this.files = files;
  }

  static OpenLevel open(EditionEntry edition, LevelEntry entry, PieceFiles files)
      throws IOException {
    UnitTable units = files.shared(entry.units(), file -> UnitTable.read(PieceReader.read(file)));
    Optional<GeometryPiece> geometry =
        entry.geometry().map(hash -> files.shared(hash, GeometryPiece::open));
    if (!units.order().equals(entry.order())
        || geometry.isPresent() && geometry.get().count() != units.size()) {
      throw new IOException("units and geometries of " + entry.collection() + " do not agree");
    }
    return new OpenLevel(edition, entry, units, geometry, files);
  }

  @Override
  public EditionEntry edition() {
    return edition;
  }

  public Level level() {
    return entry.level();
  }

  @Override
  public String collection() {
    return entry.collection();
  }

  @Override
  public String longName() {
    return entry.level().collection() + "-" + edition.id();
  }

  @Override
  public int size() {
    return units.size();
  }

  @Override
  public boolean hasFigures() {
    return true;
  }

  @Override
  public Envelope extent() {
    Envelope extent = new Envelope();
    for (int unit = 0; unit < units.size(); unit++) {
      units.expand(extent, unit);
    }
    return extent;
  }

  @Override
  public boolean drawn() {
    return geometry.isPresent();
  }

  public UnitTable units() {
    return units;
  }

  /** Its outlines, in unit order; empty when the level has none. */
  public Optional<GeometryPiece> geometry() {
    return geometry;
  }

  /** Positions of the units that touch a unit; none when adjacency was not published. */
  public List<Integer> neighbours(int unit) {
    List<Integer> neighbours = new ArrayList<>();
    entry
        .adjacency()
        .ifPresent(
            hash -> {
              JsonNode piece = files.tree(hash);
              for (JsonNode neighbour : piece.path("neighbours").path(unit)) {
                if (neighbour.asInt(-1) >= 0 && neighbour.asInt() < units.size()) {
                  neighbours.add(neighbour.asInt());
                }
              }
            });
    return List.copyOf(neighbours);
  }
}
