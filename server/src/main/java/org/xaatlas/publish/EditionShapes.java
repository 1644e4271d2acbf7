package org.xaatlas.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.release.GeometryPiece;
import org.xaatlas.release.Manifest;
import org.xaatlas.release.PieceReader;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.unit.Level;

/**
 * The shapes of one edition as a release publishes them: geometries already encoded, with their
 * measures, and the tile archive. Either made from the boundaries of the store or taken over from a
 * release that was made from the same ones.
 *
 * @param tileset the archive
 * @param schematic whether any boundary was drawn by a program
 * @param sources ids of the sources of the boundaries, sorted
 * @param geometries by level
 */
record EditionShapes(
    Manifest.Tileset tileset,
    boolean schematic,
    SortedSet<String> sources,
    Map<Level, LevelGeometry> geometries) {

  /**
   * The geometries of a level.
   *
   * @param measures by unit code, for the units that have a geometry
   * @param encoded finds the GeoJSON of one of these
   * @param piece hash of a piece that holds them, and the order it is in, when there is one already
   */
  record LevelGeometry(
      Map<String, Measures> measures,
      Encoded encoded,
      Optional<String> piece,
      Optional<String> order) {

    /** Keeps the geometries in the order of some codes; returns the hash of the piece. */
    String keep(List<String> codes, String wantedOrder, PieceKeeper keeper) {
      if (piece.isPresent() && order.filter(wantedOrder::equals).isPresent()) {
        return keeper.reuse(piece.get());
      }
      return keeper.file(
          draft -> {
            try (GeometryPiece.Writer writer = new GeometryPiece.Writer(draft, codes.size())) {
              for (String code : codes) {
                Measures measured = measures.get(code);
                if (measured == null) {
                  writer.skip();
                } else {
                  writer.add(measured.box(), encoded.of(code));
                }
              }
            }
          });
    }
  }

  /** Finds the GeoJSON geometry of a unit. */
  @FunctionalInterface
  interface Encoded {
    ByteBuffer of(String code) throws IOException;
  }

  /**
   * Takes over the shapes of an edition from a release.
   *
   * @return empty when a piece of it is not there any more
   */
  static Optional<EditionShapes> reuse(
      Manifest.EditionEntry edition, ReleaseRepository repository) {
    Map<Level, LevelGeometry> geometries = new EnumMap<>(Level.class);
    if (edition.tileset().isEmpty() || repository.piece(edition.tileset().get().hash()).isEmpty()) {
      return Optional.empty();
    }
    for (Manifest.LevelEntry level : edition.levels()) {
      if (level.geometry().isEmpty()) {
        continue;
      }
      Optional<Path> units = repository.piece(level.units());
      Optional<Path> geometry = repository.piece(level.geometry().get());
      if (units.isEmpty() || geometry.isEmpty()) {
        return Optional.empty();
      }
      GeometryPiece piece = GeometryPiece.open(geometry.get());
      Map<String, Integer> places = new TreeMap<>();
      Map<String, Measures> measures = measures(units.get(), places);
      geometries.put(
          level.level(),
          new LevelGeometry(
              measures,
              code -> piece.geometry(places.get(code)).orElseThrow(),
              level.geometry(),
              Optional.of(level.order())));
    }
    return Optional.of(
        new EditionShapes(
            edition.tileset().get(),
            edition.schematic(),
            new TreeSet<>(edition.boundarySources()),
            geometries));
  }

  /** Reads what a units piece says about boundaries, and the place of each unit in it. */
  private static Map<String, Measures> measures(Path units, Map<String, Integer> places) {
    try {
      JsonNode piece = new ObjectMapper().readTree(units.toFile());
      Map<String, Measures> measures = new TreeMap<>();
      String[] drawn = PieceReader.runs(piece, "boundary", piece.get("code").size());
      String[] sources = PieceReader.runs(piece, "boundarySource", drawn.length);
      for (int i = 0; i < drawn.length; i++) {
        String code = piece.get("code").get(i).asText();
        places.put(code, i);
        JsonNode label = piece.get("label").get(i);
        JsonNode box = piece.get("bbox").get(i);
        if (!box.isNull()) {
          Envelope envelope =
              new Envelope(
                  box.get(0).asDouble(),
                  box.get(2).asDouble(),
                  box.get(1).asDouble(),
                  box.get(3).asDouble());
          measures.put(
              code,
              new Measures(
                  label.get(0).asDouble(),
                  label.get(1).asDouble(),
                  envelope,
                  piece.get("area").get(i).asDouble(),
                  new Drawn(drawn[i].equals("schematic"), List.of(sources[i].split(" ")))));
        }
      }
      return measures;
    } catch (IOException e) {
      throw new UncheckedIOException("A units piece that was published cannot be read", e);
    }
  }
}
