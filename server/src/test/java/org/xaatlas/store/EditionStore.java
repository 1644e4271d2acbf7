package org.xaatlas.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.message.Label;
import org.xaatlas.release.Hashes;
import org.xaatlas.series.Observation;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

/** A store of a few units in several editions, for tests of what becomes of their figures. */
public final class EditionStore implements AutoCloseable {
  private static final Instant DAY = Instant.parse("2025-11-01T00:00:00Z");

  private final Path dir;
  private final Store store;

  /** An empty one in a folder, with the sources {@code review} and, of made-up figures, demo. */
  public EditionStore(Path dir) {
    this.dir = dir;
    this.store = Stores.open("geopackage:" + dir.resolve("atlas.gpkg"));
    store.write(
        writer -> {
          writer.putSource(source("review"));
          writer.putSource(source("demo"));
          return null;
        });
  }

  public Store store() {
    return store;
  }

  public static Source source(String id) {
    return new Source(id, "Source " + id, "", "", "2023", "", "");
  }

  /**
   * @param from first day it is valid on, null for none
   * @param to last day
   */
  public static Edition edition(String id, String from, String to) {
    return new Edition(
        id,
        new Label(id, id),
        Optional.ofNullable(from).map(LocalDate::parse),
        Optional.ofNullable(to).map(LocalDate::parse),
        List.of(Level.PROVINCE, Level.DISTRICT, Level.COMMUNE));
  }

  /**
   * @param parent null for a province
   */
  public static Unit unit(String edition, Level level, String code, String parent) {
    return new Unit(edition, level, code, "Tên " + code, "Xã", Optional.ofNullable(parent));
  }

  /** An import that rows can name; its file is there too. */
  public long imported(StoreWriter writer, String kind, String edition) {
    try {
      Path file = Files.writeString(dir.resolve("file.csv"), kind);
      String hash = Hashes.of(Files.readAllBytes(file));
      return writer.putImport(
          new ImportRecord(0, kind, edition, "file.csv", hash, Map.of(), "{}", DAY), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Figures by code; those made up are of the source {@code demo}. */
  public void told(SeriesKey key, Status status, Map<String, ? extends Number> values) {
    store.write(
        writer -> {
          long number = imported(writer, "statistics", key.edition());
          writer.putObservations(
              key,
              status == Status.ILLUSTRATIVE ? "demo" : "review",
              number,
              values.entrySet().stream()
                  .map(e -> new Observation(e.getKey(), e.getValue().doubleValue(), status, "", 1))
                  .toList());
          return null;
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
