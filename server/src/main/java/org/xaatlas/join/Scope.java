package org.xaatlas.join;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.message.Message;
import org.xaatlas.unit.Unit;

/**
 * Where the units of a row are looked for.
 *
 * @param members the units, by their place in the list
 * @param places of all units, by code
 * @param description for messages
 * @param problem why the place that the row names is not known; such a row is never matched
 * @param search the search for the rows of the file
 * @param found candidates of names that were looked for here
 */
record Scope(
    BitSet members,
    Map<String, Integer> places,
    boolean isWholeEdition,
    Object description,
    Optional<Message> problem,
    Search search,
    Map<String, List<Candidate>> found) {
  boolean holds(Unit unit) {
    return members.get(places.get(unit.code()));
  }

  /** Units here that are called much the same. */
  List<Candidate> like(UnitName name, Optional<String> type) {
    String key = type.orElse("") + '\n' + name.text();
    List<Candidate> known = found.get(key);
    if (known == null && search.goesOn()) {
      known = search.like(name, type, members);
      found.put(key, known);
    }
    return known == null ? List.of() : known;
  }
}
