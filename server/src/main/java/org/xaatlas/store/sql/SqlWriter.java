package org.xaatlas.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.designation.Designation;
import org.xaatlas.join.Decision;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.series.Observation;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitGroup;
import org.xaatlas.unit.UnitKey;

/**
 * Writes one import over one connection. For one thread, inside one transaction.
 *
 * <p>What a change refers to is looked up before it is made, so that a caller that forgot something
 * hears what, and not which constraint of the database it broke.
 */
final class SqlWriter extends SqlReader implements StoreWriter {
  private static final int BATCH = 500;
  private final Set<Long> ownImports = new HashSet<>();
  private boolean failed;

  SqlWriter(java.sql.Connection connection, Dialect dialect) {
    super(connection, dialect);
  }

  /** Whether any change has thrown. */
  boolean failed() {
    return failed;
  }

  /** A change to the database. */
  @FunctionalInterface
  private interface Change {
    void make() throws SQLException, IOException;
  }

  private void change(Change change) {
    boolean done = false;
    try {
      change.make();
      done = true;
    } catch (SQLException e) {
      throw dialect().failure(e);
    } catch (IOException e) {
      throw new EnvironmentException(Message.of("store.file_unreadable", String.valueOf(e)), e);
    } finally {
      failed |= !done;
    }
  }

  private int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  @Override
  public void putEdition(Edition edition) {
    change(
        () ->
            update(
                "INSERT INTO edition (id, title_vi, title_en, valid_from, valid_to, levels)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                    + " title_vi = excluded.title_vi, title_en = excluded.title_en,"
                    + " valid_from = excluded.valid_from, valid_to = excluded.valid_to,"
                    + " levels = excluded.levels",
                edition.id(),
                edition.title().vi(),
                edition.title().en(),
                edition.validFrom().orElse(null),
                edition.validTo().orElse(null),
                edition.levels().stream().map(Level::id).collect(Collectors.joining(","))));
  }

  @Override
  public void putUnits(Collection<Unit> units) {
    change(
        () -> {
          Map<Tier, SortedMap<String, Unit>> tiers = new HashMap<>();
          for (Unit unit : units) {
            tiers
                .computeIfAbsent(new Tier(unit.edition(), unit.level()), tier -> new TreeMap<>())
                .put(unit.code(), unit);
          }
          for (Map.Entry<Tier, SortedMap<String, Unit>> entry : tiers.entrySet()) {
            requireEdition(entry.getKey().edition());
            Places places = places(entry.getKey());
            int[] next = {places.size()};
            dialect()
                .putUnits(
                    connection(),
                    entry.getValue().values().stream()
                        .map(
                            unit -> {
                              Place place = places.byCode().get(unit.code());
                              return new UnitRow(unit, place == null ? next[0]++ : place.ord());
                            })
                        .toList());
          }
          forgetPlaces();
        });
  }

  @Override
  public void putSource(Source source) {
    change(
        () ->
            update(
                "INSERT INTO source (id, title, number, publisher, issued, licence, url)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                    + " title = excluded.title, number = excluded.number,"
                    + " publisher = excluded.publisher, issued = excluded.issued,"
                    + " licence = excluded.licence, url = excluded.url",
                source.id(),
                source.title(),
                source.number(),
                source.publisher(),
                source.date(),
                source.licence(),
                source.url()));
  }

  @Override
  public long putImport(ImportRecord record, Path file) {
    long[] number = {0};
    change(
        () -> {
          requireEdition(record.edition());
          keep(file, record.sha256());
          number[0] =
              first("SELECT coalesce(max(number), 0) + 1 FROM import_log", row -> row.getLong(1))
                  .orElseThrow();
          update(
              "INSERT INTO import_log"
                  + " (number, kind, edition, file_name, sha256, options, report, imported_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              number[0],
              record.kind(),
              record.edition(),
              record.fileName(),
              record.sha256(),
              Json.write(record.options()),
              record.report(),
              record.at());
          ownImports.add(number[0]);
        });
    return number[0];
  }

  private void keep(Path file, String sha256) throws SQLException, IOException {
    Optional<Long> there =
        first("SELECT size FROM source_file WHERE sha256 = ?", row -> row.getLong(1), sha256);
    if (there.isPresent()) {
      return;
    }
    update("INSERT INTO source_file (sha256, size) VALUES (?, ?)", sha256, 0);
    MessageDigest digest = Hashes.sha256();
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      int part = 0;
      for (byte[] chunk = in.readNBytes(ChunkStream.CHUNK);
          chunk.length > 0;
          chunk = in.readNBytes(ChunkStream.CHUNK)) {
        digest.update(chunk);
        size += chunk.length;
        update(
            "INSERT INTO source_chunk (sha256, part, data) VALUES (?, ?, ?)",
            sha256,
            part++,
            chunk);
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
      throw RefusedException.of("store.file_changed", file.toString());
    }
    update("UPDATE source_file SET size = ? WHERE sha256 = ?", size, sha256);
  }

  @Override
  public void putReport(long importNumber, String report) {
    if (!ownImports.contains(importNumber)) {
      throw new IllegalArgumentException("Not an import of this transaction: " + importNumber);
    }
    change(() -> update("UPDATE import_log SET report = ? WHERE number = ?", report, importNumber));
  }

  @Override
  public void putBoundaries(String edition, Level level, Iterable<Boundary> boundaries) {
    change(
        () -> {
          dialect().putBoundaries(connection(), rows(edition, level, boundaries.iterator()));
          dialect().refreshLayer(connection(), edition, level);
        });
  }

  private Iterator<BoundaryRow> rows(String edition, Level level, Iterator<Boundary> boundaries) {
    Places places = places(new Tier(edition, level));
    Set<String> sources = new HashSet<>();
    Set<Long> imports = new HashSet<>();
    Set<String> seen = new HashSet<>();
    // Envelopes and hashes are taken from these bytes: two dimensions, whatever the file had.
    WKBWriter wkbWriter = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, false);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return boundaries.hasNext();
      }

      @Override
      public BoundaryRow next() {
        Boundary boundary = boundaries.next();
        Place place = requireUnit(places, edition, level, boundary.unit());
        if (!seen.add(boundary.unit())) {
          throw new IllegalArgumentException("Two boundaries for one unit: " + boundary.unit());
        }
        requireSource(sources, boundary.source());
        requireImport(imports, boundary.importNumber());
        byte[] wkb = wkbWriter.write(boundary.geometry());
        return new BoundaryRow(
            place.fid(),
            wkb,
            boundary.geometry().getEnvelopeInternal(),
            boundary.schematic(),
            boundary.source(),
            boundary.importNumber(),
            hash(boundary, wkb));
      }
    };
  }

  /** The texts before the geometry end with a character that none of them has. */
  private static String hash(Boundary boundary, byte[] wkb) {
    MessageDigest digest = Hashes.sha256();
    String head = boundary.unit() + "\0" + boundary.source() + "\0" + boundary.schematic() + "\0";
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    digest.update(wkb);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void putAdjacency(String edition, Level level, Adjacency adjacency) {
    change(
        () -> {
          Places places = places(new Tier(edition, level));
          update(
              "DELETE FROM adjacency WHERE unit IN"
                  + " (SELECT fid FROM unit WHERE edition = ? AND level = ?)",
              edition,
              level.id());
          try (PreparedStatement insert =
              connection()
                  .prepareStatement("INSERT INTO adjacency (unit, neighbour) VALUES (?, ?)")) {
            int waiting = 0;
            for (Map.Entry<String, ? extends Set<String>> entry :
                adjacency.neighbours().entrySet()) {
              long unit = requireUnit(places, edition, level, entry.getKey()).fid();
              for (String code : entry.getValue()) {
                long neighbour = requireUnit(places, edition, level, code).fid();
                if (unit < neighbour) {
                  bind(insert, unit, neighbour);
                  insert.addBatch();
                  if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                  }
                }
              }
            }
            insert.executeBatch();
          }
        });
  }

  @Override
  public void putObservations(
      SeriesKey key, String source, long importNumber, List<Observation> observations) {
    change(
        () -> {
          requireEdition(key.edition());
          requireSource(new HashSet<>(), source);
          requireImport(new HashSet<>(), importNumber);
          Places places = places(new Tier(key.edition(), key.level()));
          Optional<SeriesVector> known = vector(key, source);
          SeriesVector vector = known.orElseGet(SeriesVector::new);
          vector.grow(places.size());
          Set<String> seen = new HashSet<>();
          for (Observation observation : observations) {
            Place place = requireUnit(places, key.edition(), key.level(), observation.unit());
            if (!seen.add(observation.unit())) {
              throw new IllegalArgumentException(
                  "Two figures for one unit: " + observation.unit() + " in " + key.canonical());
            }
            vector.put(place.ord(), observation, Math.toIntExact(importNumber));
          }
          if (known.isPresent()) {
            updateVector(key, source, vector);
          } else {
            insertVector(key, source, vector);
          }
        });
  }

  @Override
  public void removeObservations(SeriesKey key, String source, Collection<String> units) {
    change(
        () -> {
          Optional<SeriesVector> known = vector(key, source);
          if (known.isPresent()) {
            Places places = places(new Tier(key.edition(), key.level()));
            for (String unit : units) {
              known.get().clear(requireUnit(places, key.edition(), key.level(), unit).ord());
            }
            updateVector(key, source, known.get());
          }
        });
  }

  private Optional<SeriesVector> vector(SeriesKey key, String source) {
    return first(
        "SELECT value, status, import_number, source_row, qualifier FROM series"
            + " WHERE key = ? AND source = ?",
        row -> dialect().vector(row, 1),
        key.canonical(),
        source);
  }

  private void insertVector(SeriesKey key, String source, SeriesVector vector) throws SQLException {
    try (PreparedStatement insert =
        connection()
            .prepareStatement(
                "INSERT INTO series (key, source, edition, level, indicator, period, as_of,"
                    + " standard, area_type, population_group, nature, stage,"
                    + " value, status, import_number, source_row, qualifier)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                    + dialect().vectorPlaceholders()
                    + ")")) {
      bind(
          insert,
          key.canonical(),
          source,
          key.edition(),
          key.level().id(),
          key.indicator(),
          key.period().text(),
          key.asOf().orElse(null),
          key.standard(),
          word(key.areaType()),
          key.group(),
          word(key.nature()),
          word(key.stage()));
      dialect().bindVector(insert, 13, vector);
      insert.executeUpdate();
    }
  }

  private void updateVector(SeriesKey key, String source, SeriesVector vector) throws SQLException {
    try (PreparedStatement update =
        connection()
            .prepareStatement(
                "UPDATE series SET (value, status, import_number, source_row, qualifier) = ("
                    + dialect().vectorPlaceholders()
                    + ") WHERE key = ? AND source = ?")) {
      dialect().bindVector(update, 1, vector);
      update.setString(6, key.canonical());
      update.setString(7, source);
      update.executeUpdate();
    }
  }

  @Override
  public void putDesignations(List<Designation> designations) {
    change(
        () -> {
          Set<String> sources = new HashSet<>();
          Set<Long> imports = new HashSet<>();
          try (PreparedStatement upsert =
              connection()
                  .prepareStatement(
                      "INSERT INTO designation (edition, level, unit, name, scheme, class,"
                          + " decision, valid_from, valid_to, illustrative, source,"
                          + " import_number, source_row)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                          + " ON CONFLICT (edition, scheme, unit, name, decision, source)"
                          + " DO UPDATE SET level = excluded.level, class = excluded.class,"
                          + " valid_from = excluded.valid_from, valid_to = excluded.valid_to,"
                          + " illustrative = excluded.illustrative,"
                          + " import_number = excluded.import_number,"
                          + " source_row = excluded.source_row")) {
            int waiting = 0;
            for (Designation designation : designations) {
              Level level = designation.unitLevel();
              requireUnit(
                  places(new Tier(designation.edition(), level)),
                  designation.edition(),
                  level,
                  designation.unit());
              requireSource(sources, designation.source());
              requireImport(imports, designation.importNumber());
              bind(
                  upsert,
                  designation.edition(),
                  designation.level().id(),
                  designation.unit(),
                  designation.name(),
                  designation.scheme(),
                  designation.designationClass(),
                  designation.decision(),
                  designation.validFrom().orElse(null),
                  designation.validTo().orElse(null),
                  designation.illustrative(),
                  designation.source(),
                  designation.importNumber(),
                  designation.row());
              upsert.addBatch();
              if (++waiting % BATCH == 0) {
                upsert.executeBatch();
              }
            }
            upsert.executeBatch();
          }
        });
  }

  @Override
  public void putLinks(EditionPair pair, List<Link> links) {
    change(
        () -> {
          requireEdition(pair.from());
          requireEdition(pair.to());
          Set<String> sources = new HashSet<>();
          Set<Long> imports = new HashSet<>();
          Set<UnitKey> replaced = new HashSet<>();
          try (PreparedStatement delete =
                  connection()
                      .prepareStatement(
                          "DELETE FROM crosswalk WHERE from_edition = ? AND to_edition = ?"
                              + " AND from_level = ? AND from_code = ?");
              PreparedStatement insert =
                  connection()
                      .prepareStatement(
                          "INSERT INTO crosswalk (from_edition, from_level, from_code, to_edition,"
                              + " to_level, to_code, whole, households, population, area, source,"
                              + " import_number, source_row)"
                              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Link link : links) {
              requireUnit(pair.from(), link.from());
              requireUnit(pair.to(), link.to());
              requireSource(sources, link.source());
              requireImport(imports, link.importNumber());
              if (replaced.add(link.from())) {
                bind(delete, pair.from(), pair.to(), link.from().level().id(), link.from().code());
                delete.executeUpdate();
              }
            }
            int waiting = 0;
            for (Link link : links) {
              bind(
                  insert,
                  pair.from(),
                  link.from().level().id(),
                  link.from().code(),
                  pair.to(),
                  link.to().level().id(),
                  link.to().code(),
                  link.whole());
              for (int i = 0; i < SHARES.size(); i++) {
                Double share = link.shares().get(SHARES.get(i));
                if (share == null) {
                  insert.setNull(8 + i, Types.DOUBLE);
                } else {
                  insert.setDouble(8 + i, share);
                }
              }
              insert.setString(11, link.source());
              insert.setLong(12, link.importNumber());
              insert.setInt(13, link.row());
              insert.addBatch();
              if (++waiting % BATCH == 0) {
                insert.executeBatch();
              }
            }
            insert.executeBatch();
          }
        });
  }

  @Override
  public void removeLinks(EditionPair pair, Collection<Link> links) {
    change(
        () -> {
          for (Link link : links) {
            update(
                "DELETE FROM crosswalk WHERE from_edition = ? AND to_edition = ?"
                    + " AND from_level = ? AND from_code = ? AND to_level = ? AND to_code = ?",
                pair.from(),
                pair.to(),
                link.from().level().id(),
                link.from().code(),
                link.to().level().id(),
                link.to().code());
          }
        });
  }

  @Override
  public void putScenario(KeptScenarios.Entry scenario) {
    KeptScenario heading = scenario.heading();
    change(
        () ->
            update(
                "INSERT INTO kept_scenario (id, name, note, saved_by, saved_at, release_id,"
                    + " edition, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, note = excluded.note,"
                    + " saved_by = excluded.saved_by, saved_at = excluded.saved_at,"
                    + " release_id = excluded.release_id, edition = excluded.edition,"
                    + " document = excluded.document",
                heading.id(),
                heading.name(),
                heading.note(),
                heading.by(),
                heading.saved(),
                heading.release(),
                heading.edition(),
                scenario.document()));
  }

  @Override
  public void removeScenario(String id) {
    change(() -> update("DELETE FROM kept_scenario WHERE id = ?", id));
  }

  @Override
  public void putGroups(Collection<UnitGroup> groups) {
    change(
        () -> {
          Set<Long> imports = new HashSet<>();
          for (UnitGroup group : groups) {
            requireEdition(group.edition());
            requireImport(imports, group.importNumber());
            delete(group.edition(), group.id());
            update(
                "INSERT INTO unit_group (edition, id, name, level, saved_by, saved_at,"
                    + " import_number) VALUES (?, ?, ?, ?, ?, ?, ?)",
                group.edition(),
                group.id(),
                group.name(),
                group.level().id(),
                group.by(),
                group.at(),
                group.importNumber());
            for (String code : group.units()) {
              requireUnit(group.edition(), new UnitKey(group.level(), code));
              update(
                  "INSERT INTO unit_group_member (edition, id, code) VALUES (?, ?, ?)",
                  group.edition(),
                  group.id(),
                  code);
            }
          }
        });
  }

  @Override
  public void removeGroup(String edition, String id) {
    change(() -> delete(edition, id));
  }

  private void delete(String edition, String group) throws SQLException {
    update("DELETE FROM unit_group_member WHERE edition = ? AND id = ?", edition, group);
    update("DELETE FROM unit_group WHERE edition = ? AND id = ?", edition, group);
  }

  private void requireUnit(String edition, UnitKey unit) {
    requireUnit(places(new Tier(edition, unit.level())), edition, unit.level(), unit.code());
  }

  @Override
  public void putDecisions(Collection<Decision> decisions) {
    change(
        () -> {
          for (Decision decision : decisions) {
            update(
                "INSERT INTO decision (edition, level, province, input, code, decided_by,"
                    + " decided_at, file_name, sha256, source_row)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (edition, level, province, input) DO UPDATE SET"
                    + " code = excluded.code, decided_by = excluded.decided_by,"
                    + " decided_at = excluded.decided_at, file_name = excluded.file_name,"
                    + " sha256 = excluded.sha256, source_row = excluded.source_row",
                decision.edition(),
                decision.level().id(),
                decision.province(),
                decision.input(),
                decision.code().orElse(null),
                decision.by(),
                decision.at(),
                decision.file(),
                decision.sha256(),
                decision.row());
          }
        });
  }

  @Override
  public void removeDecision(Decision decision) {
    change(
        () ->
            update(
                "DELETE FROM decision WHERE edition = ? AND level = ? AND province = ?"
                    + " AND input = ?",
                decision.edition(),
                decision.level().id(),
                decision.province(),
                decision.input()));
  }

  private void requireEdition(String edition) {
    if (first("SELECT 1 FROM edition WHERE id = ?", row -> true, edition).isEmpty()) {
      throw new IllegalArgumentException("The store has no edition " + edition);
    }
  }

  private static Place requireUnit(Places places, String edition, Level level, String code) {
    Place place = places.byCode().get(code);
    if (place == null) {
      throw new IllegalArgumentException(
          "The store has no " + level.id() + " " + code + " in edition " + edition);
    }
    return place;
  }

  private void requireSource(Set<String> known, String source) {
    if (!known.contains(source)) {
      if (first("SELECT 1 FROM source WHERE id = ?", row -> true, source).isEmpty()) {
        throw new IllegalArgumentException("The store has no source " + source);
      }
      known.add(source);
    }
  }

  private void requireImport(Set<Long> known, long number) {
    if (!known.contains(number)) {
      if (first("SELECT 1 FROM import_log WHERE number = ?", row -> true, number).isEmpty()) {
        throw new IllegalArgumentException("The store has no import " + number);
      }
      known.add(number);
    }
  }
}
