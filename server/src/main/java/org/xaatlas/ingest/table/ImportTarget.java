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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.EditionUnits;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Matching;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.ReportJson;
import org.xaatlas.ingest.table.Column.Role;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.UnitMatcher;
import org.xaatlas.message.EnvironmentException;
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
  private final Map<List<Object>, UnitMatcher> matchers = new HashMap<>();
  private Map<List<String>, Earlier> earlier;

  /** The transaction that has been given official units, and of which editions. */
  private StoreWriter completed;

  private final Set<String> completeEditions = new HashSet<>();

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

  /** Takes units that a file brings along for those of their edition. */
  void bring(UnitRegister register) {
    units.put(register.edition(), Optional.of(register));
  }

  /** Whether an edition has three tiers. */
  boolean hasDistricts(String edition) {
    return findUnits(edition).map(units -> !units.units(Level.DISTRICT).isEmpty()).orElse(false);
  }

  /** The columns that may name the units above those of a level, the nearest first. */
  List<Role> parents(String edition, Level level) {
    if (level == Level.PROVINCE) {
      return List.of();
    }
    return level != Level.DISTRICT && hasDistricts(edition)
        ? List.of(Role.DISTRICT, Role.PROVINCE)
        : List.of(Role.PROVINCE);
  }

  /**
   * A matcher for rows of one level of an edition.
   *
   * @param within code or name of the province that all rows lie in; of no use to provinces
   */
  UnitMatcher matcher(String edition, Level level, Optional<String> within) {
    Optional<String> province = level == Level.PROVINCE ? Optional.empty() : within;
    // The files of a review ask for the same one again and again.
    return matchers.computeIfAbsent(
        List.of(edition, level, province),
        key -> matching.matcher(units(edition), level, province));
  }

  /** All sources that a source column may name: those given, and those of the store. */
  Map<String, Source> sources(Map<String, Source> known, Source own) {
    Map<String, Source> sources = new HashMap<>();
    store.read(reader -> reader.sources()).forEach(source -> sources.put(source.id(), source));
    sources.putAll(known);
    sources.put(own.id(), own);
    return sources;
  }

  /** Computes the hash of a file beside what else is done; it takes a tenth as long as reading. */
  static Supplier<String> sha256Beside(Path file) {
    FutureTask<String> hash = new FutureTask<>(() -> sha256(file));
    Thread thread = new Thread(hash, "hash");
    thread.setDaemon(true);
    thread.start();
    return () -> {
      try {
        return hash.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    };
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
    Earlier before = earlier().get(List.of(sha256, kind, edition));
    if (before != null) {
      findings.addToFile(Check.AGAIN, Long.toString(before.number()), before.day().toString());
    }
  }

  /** When a file was last imported. */
  private record Earlier(long number, LocalDate day) {}

  private Map<List<String>, Earlier> earlier() {
    if (earlier == null) {
      earlier = new HashMap<>();
      for (ImportRecord record : store.read(reader -> reader.imports())) {
        earlier.put(
            List.of(record.sha256(), record.kind(), record.edition()),
            new Earlier(record.number(), LocalDate.ofInstant(record.at(), ZoneId.systemDefault())));
      }
    }
    return earlier;
  }

  /**
   * What an import changes in the store.
   *
   * @param report of the rows, with all findings
   * @param sheet the sheet that was read, where the file has sheets
   * @param options as the store keeps them
   * @param brought units that the file itself brings
   * @param editions the editions whose units are referred to
   * @param sources the sources that are referred to
   * @param content puts figures or designations, given the number of the import
   */
  record Change(
      MatchReport report,
      Path file,
      Optional<String> sheet,
      Map<String, String> options,
      Optional<Brought> brought,
      List<String> editions,
      List<Source> sources,
      ObjLongConsumer<StoreWriter> content) {

    /** The same with other options. */
    Change with(Map<String, String> other) {
      return new Change(report, file, sheet, other, brought, editions, sources, content);
    }

    /** The same with units that the file itself brings. */
    Change bringing(Edition edition, Collection<Unit> units) {
      Brought bring = new Brought(edition, List.copyOf(units));
      return new Change(
          report, file, sheet, options, Optional.of(bring), editions, sources, content);
    }

    /** The report as it is kept: with where its rows were looked for. */
    MatchReport wholeReport() {
      // Villages are joined by their commune.
      Level level = Level.of(options.get("level")).orElseThrow();
      return report.within(
          level == Level.VILLAGE ? Level.COMMUNE : level, options.getOrDefault("province", ""));
    }
  }

  /** Units of an edition that nobody else has a list of. */
  record Brought(Edition edition, List<Unit> units) {
    private void put(StoreWriter writer) {
      writer.putEdition(edition);
      writer.putUnits(units);
    }
  }

  /** Stores an import in one transaction, unless it is a dry run or the report refuses it. */
  ImportResult commit(Change change, FileOptions options, Progress progress) {
    MatchReport report = change.wholeReport();
    if (options.dryRun() || report.isRefused(options.acceptUnmatched())) {
      return new ImportResult(report, OptionalLong.empty(), change.sheet());
    }
    progress.at(Message.of("table.storing", report.file()), 0, 0);
    long number = store.write(writer -> put(writer, change, report));
    return new ImportResult(report, OptionalLong.of(number), change.sheet());
  }

  /**
   * Puts an import inside a transaction.
   *
   * @return the number given to it
   */
  long put(StoreWriter writer, Change change, MatchReport report) {
    change.brought().ifPresent(units -> units.put(writer));
    change.editions().forEach(edition -> putUnits(writer, edition));
    change.sources().forEach(writer::putSource);
    long given =
        writer.putImport(
            new ImportRecord(
                0,
                report.kind(),
                report.edition(),
                report.file(),
                report.sha256(),
                matching.withOptions(change.options()),
                ReportJson.kept(report),
                Clock.systemUTC().instant()),
            change.file());
    change.content().accept(writer, given);
    return given;
  }

  /** Adds the edition and those of its official units that the store lacks. */
  private void putUnits(StoreWriter writer, String id) {
    Optional<Edition> official = registers.edition(id);
    if (writer != completed) {
      completed = writer;
      completeEditions.clear();
    }
    if (official.isEmpty() || !completeEditions.add(id)) {
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
