package org.xaatlas.crosswalk;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All crosswalks there are, and the chains they make. Immutable, safe to share. */
public final class Crosswalks {
  private final Map<String, Map<String, Crosswalk>> byOlder = new TreeMap<>();

  public Crosswalks(Collection<Crosswalk> crosswalks) {
    for (Crosswalk crosswalk : crosswalks) {
      byOlder
          .computeIfAbsent(crosswalk.pair().from(), edition -> new TreeMap<>())
          .put(crosswalk.pair().to(), crosswalk);
    }
  }

  /**
   * From one edition to another: the crosswalk between them, else the chain with the fewest steps;
   * empty where none leads there.
   */
  public Optional<Crosswalk> between(String from, String to) {
    Map<String, Crosswalk> reached = new HashMap<>();
    Deque<String> waiting = new ArrayDeque<>();
    waiting.add(from);
    while (!waiting.isEmpty() && !reached.containsKey(to)) {
      String edition = waiting.remove();
      byOlder
          .getOrDefault(edition, Map.of())
          .forEach(
              (next, step) -> {
                if (!next.equals(from) && !reached.containsKey(next)) {
                  Crosswalk before = reached.get(edition);
                  reached.put(next, before == null ? step : before.then(step));
                  waiting.add(next);
                }
              });
    }
    return Optional.ofNullable(reached.get(to));
  }
}
