package org.xaatlas.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was asked for last, up to a number. Safe to share. */
final class Latest<K, V> {
  private final Map<K, V> values;

  Latest(int most) {
    values =
        new LinkedHashMap<>(most, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  synchronized void put(K key, V value) {
    values.put(key, value);
  }
}
