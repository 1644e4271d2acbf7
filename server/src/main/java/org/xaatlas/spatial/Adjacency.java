package org.xaatlas.spatial;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which units touch which (queen contiguity: a shared point is enough). Symmetric, without units
 * that touch none.
 *
 * @param neighbours for a unit code the codes of its neighbours, both in order
 */
public record Adjacency(SortedMap<String, SortedSet<String>> neighbours) {
  public Adjacency {
    TreeMap<String, SortedSet<String>> copy = new TreeMap<>();
    for (Map.Entry<String, SortedSet<String>> entry : neighbours.entrySet()) {
      copy.put(entry.getKey(), new TreeSet<>(entry.getValue()));
      for (String neighbour : entry.getValue()) {
        if (!neighbours.containsKey(neighbour)
            || !neighbours.get(neighbour).contains(entry.getKey())) {
          throw new IllegalArgumentException(entry.getKey() + " - " + neighbour + " is one-sided");
        }
      }
    }
    neighbours = java.util.Collections.unmodifiableSortedMap(copy);
  }
}
