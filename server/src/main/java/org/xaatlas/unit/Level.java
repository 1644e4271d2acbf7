package org.xaatlas.unit;

import java.util.Locale;
import java.util.Optional;

/** The tier of a unit. Villages are named and searchable, without geometry. */
public enum Level {
  PROVINCE("provinces"),
  DISTRICT("districts"),
  COMMUNE("communes"),
  VILLAGE("villages");

  private final String collection;

  Level(String collection) {
    this.collection = collection;
  }

  /** The word in files, addresses and the store: {@code province}, {@code commune}, ... */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The plural, as collections and tile layers are called. */
  public String collection() {
    return collection;
  }

  public static Optional<Level> of(String id) {
    for (Level level : values()) {
      if (level.id().equals(id)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
