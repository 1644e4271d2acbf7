package org.xaatlas.publish;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where an outline comes from. That of a province put together from its communes comes from all of
 * theirs.
 *
 * @param schematic whether any of it was drawn by a program
 * @param sources ids of the sources, sorted
 */
record Drawn(boolean schematic, List<String> sources) {
  Drawn {
    sources = List.copyOf(sources);
  }

  Drawn with(Drawn other) {
    SortedSet<String> all = new TreeSet<>(sources);
    all.addAll(other.sources);
    return new Drawn(schematic || other.schematic, List.copyOf(all));
  }

  /** The word in a units piece. */
  String word() {
    return schematic ? "schematic" : "reference";
  }
}
