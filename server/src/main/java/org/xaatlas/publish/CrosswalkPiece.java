package org.xaatlas.publish;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.release.Decimals;

/** Writes the links between two editions. */
final class CrosswalkPiece {
  private CrosswalkPiece() {}

  static void write(CanonicalJson json, EditionPair pair, List<Link> links) throws IOException {
    json.object(
        () -> {
          json.member("format", "xa-atlas-crosswalk/1");
          json.member("from", pair.from()).member("to", pair.to());
          json.list(
              "links",
              links,
              link ->
                  json.object(
                      () -> {
                        json.member("fromLevel", link.from().level().id());
                        json.member("from", link.from().code());
                        json.member("toLevel", link.to().level().id());
                        json.member("to", link.to().code());
                        json.member("whole", link.whole());
                        for (Map.Entry<Basis, Double> share : link.shares().entrySet()) {
                          json.member(share.getKey().id(), share.getValue());
                        }
                        json.member("source", link.source());
                        json.member("import", link.importNumber()).member("row", link.row());
                      }));
        });
  }

  /** All that a link says, without where it stood. */
  static String canonical(EditionPair pair, Link link) {
    StringBuilder text = new StringBuilder("link");
    for (Object part :
        List.of(pair.from(), link.from(), pair.to(), link.to(), link.whole(), link.source())) {
      text.append('\t').append(part);
    }
    link.shares()
        .forEach((basis, share) -> text.append('\t').append(basis).append(Decimals.text(share)));
    return text.toString();
  }
}
