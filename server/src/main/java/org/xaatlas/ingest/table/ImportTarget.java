package org.xaatlas.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.EditionUnits;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Matching;
import org.xaatlas.ingest.ReportJson;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/** What imports of tables share: the units to join with, the sources, and the one transaction. */
final class ImportTarget {
  private final Store store;
  private final Registers registers;
  private final Matching matching;
  private final Map<String, Optional<UnitRegister>> units = new HashMap<>();

  ImportTarget(Store store, Registers registers, boolean acceptLikely) {
    this.matching = new Matching(store, acceptLikely);
    this.store = store;
    this.registers = registers;
  }

  /**
   * The units of an edition: those of the store, else the official list.
   *
   * @return empty for an edition that neither has
   */
  Optional<UnitRegister> findUnits(String edition) {
    return units.computeIfAbsent(edition, id -> EditionUnits.find(store, registers, id));
  }

  /**
   * @throws RefusedException naming the editions there are
   */
  UnitRegister units(String edition) {
    return findUnits(edition)
        .orElseThrow(
            () -> {
              TreeSet<String> known = new TreeSet<>();
              registers.editions().forEach(e -> known.add(e.id()));
              store.read(reader -> reader.editions()).forEach(e -> known.add(e.id()));
              return RefusedException.of(
                  "table.edition_unknown", edition, String.join(", ", known));
            });
  }

  /** Whether an edition has three tiers. */
  boolean hasDistricts(String edition) {
    return findUnits(edition).map(units -> !units.units(Level.DISTRICT).isEmpty()).orElse(false);
  }

  /** A matcher for rows of one level of an edition. */
  UnitMatcher matcher(String edition, Level level, Optional<String> province) {
    return matching.matcher(units(edition), level, province);
  }

  /** All sources that a source column may name: those given, and those of the store. */
  Map<String, Source> sources(Map<String, Source> known, Source own) {
    Map<String, Source> sources = new HashMap<>();
    store.read(reader -> reader.sources()).forEach(source -> sources.put(source.id(), source));
    sources.putAll(known);
    sources.put(own.id(), own);
    return sources;
  }

  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("table.io", file.getFileName().toString(), String.valueOf(e.getMessage())), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says when the same bytes were imported before as the same kind of file. */
  void noteAgain(String sha256, String kind, String edition, Findings findings) {
    store.read(reader -> reader.imports()).stream()
        .filter(
            record ->
                record.sha256().equals(sha256)
                    && record.kind().equals(kind)
                    && record.edition().equals(edition))
        .reduce((first, last) -> last)
        .ifPresent(
            record ->
                findings.addToFile(
                    Check.AGAIN,
                    Long.toString(record.number()),
                    LocalDate.ofInstant(record.at(), ZoneId.systemDefault()).toString()));
  }

  /**
   * Stores an import in one transaction, unless it is a dry run or the report refuses it.
   *
   * @param editions the editions whose units are referred to
   * @param sources the sources that are referred to
   * @param content puts figures or designations, given the number of the import
   */
  ImportResult commit(
      MatchReport joined,
      Path file,
      Map<String, String> options,
      boolean dryRun,
      boolean acceptUnmatched,
      Iterable<String> editions,
      Iterable<Source> sources,
      ObjLongConsumer<StoreWriter> content) {
    // Villages are joined by their commune.
    Level level = Level.of(options.get("level")).orElseThrow();
    MatchReport report =
        joined.within(
            level == Level.VILLAGE ? Level.COMMUNE : level, options.getOrDefault("province", ""));
    if (dryRun || report.hasErrors() || report.hasOpenRows() && !acceptUnmatched) {
      return new ImportResult(report, OptionalLong.empty());
    }
    ImportRecord record =
        new ImportRecord(
            0,
            report.kind(),
            report.edition(),
            report.file(),
            report.sha256(),
            matching.withOptions(options),
            ReportJson.write(report, Language.EN),
            Clock.systemUTC().instant());
    long number =
        store.write(
            writer -> {
              editions.forEach(edition -> putUnits(writer, edition));
              sources.forEach(writer::putSource);
              long given = writer.putImport(record, file);
              content.accept(writer, given);
              return given;
            });
    return new ImportResult(report, OptionalLong.of(number));
  }

  /** Adds the edition and those of its official units that the store lacks. */
  private void putUnits(StoreWriter writer, String id) {
    Optional<Edition> official = registers.edition(id);
    if (official.isEmpty()) {
      return;
    }
    if (writer.editions().stream().noneMatch(edition -> edition.id().equals(id))) {
      writer.putEdition(official.get());
    }
    UnitRegister stored = writer.units(id);
    List<Unit> missing = new ArrayList<>();
    UnitRegister register = registers.register(id).orElseThrow();
    for (Level level : Level.values()) {
      for (Unit unit : register.units(level)) {
        if (stored.find(level, unit.code()).isEmpty()) {
          missing.add(unit);
        }
      }
    }
    if (!missing.isEmpty()) {
      writer.putUnits(missing);
    }
  }
}
