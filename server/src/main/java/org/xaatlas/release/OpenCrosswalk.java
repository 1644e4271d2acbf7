package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.UnitKey;

/** The links between two editions of a release. Immutable, safe to share. */
public final class OpenCrosswalk {
  private final List<Link> links;
  private final Crosswalk crosswalk;

  private OpenCrosswalk(EditionPair pair, List<Link> links) {
    this.links = List.copyOf(links);
    this.crosswalk = Crosswalk.of(pair, links);
  }

  /** Reads a crosswalk piece. */
  static OpenCrosswalk read(JsonNode piece) throws IOException {
    PieceReader.requireFormat(piece, "xa-atlas-crosswalk/1");
    List<Link> links = new ArrayList<>();
    for (JsonNode node : piece.path("links")) {
      Map<Basis, Double> shares = new EnumMap<>(Basis.class);
      for (Basis basis : List.of(Basis.HOUSEHOLDS, Basis.POPULATION, Basis.AREA)) {
        if (node.path(basis.id()).isNumber()) {
          shares.put(basis, node.path(basis.id()).asDouble());
        }
      }
      links.add(
          new Link(
              unit(node, "fromLevel", "from"),
              unit(node, "toLevel", "to"),
              node.path("whole").asBoolean(),
              shares,
              node.path("source").asText(),
              node.path("import").asLong(),
              node.path("row").asInt()));
    }
    return new OpenCrosswalk(
        new EditionPair(piece.path("from").asText(), piece.path("to").asText()), links);
  }

  private static UnitKey unit(JsonNode node, String level, String code) throws IOException {
    String word = node.path(level).asText();
    return new UnitKey(
        Level.of(word).orElseThrow(() -> new IOException("Not a level: " + word)),
        node.path(code).asText());
  }

  /** The editions it joins. */
  public EditionPair pair() {
    return crosswalk.pair();
  }

  public Crosswalk crosswalk() {
    return crosswalk;
  }

  /** The link that leads from an old unit to a new one; empty for units above communes. */
  public Optional<Link> link(UnitKey from, UnitKey to) {
    return links.stream().filter(l -> l.from().equals(from) && l.to().equals(to)).findFirst();
  }
}
