package org.xaatlas.crosswalk;

import java.util.List;
import java.util.Map;
import org.xaatlas.unit.UnitKey;

/** Links made by hand. */
final class Links {
  private Links() {}

  static Link whole(String from, String to) {
    return new Link(UnitKey.commune(from), UnitKey.commune(to), true, Map.of(), "test", 1, 1);
  }

  static Link part(String from, String to, Map<Basis, Double> shares) {
    return new Link(UnitKey.commune(from), UnitKey.commune(to), false, shares, "test", 1, 1);
  }

  static Crosswalk of(Link... links) {
    return of("old", "new", links);
  }

  static Crosswalk of(String from, String to, Link... links) {
    return Crosswalk.of(new EditionPair(from, to), List.of(links));
  }
}
