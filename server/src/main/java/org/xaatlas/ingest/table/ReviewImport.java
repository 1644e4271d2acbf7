package org.xaatlas.ingest.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Registers;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.ingest.table.Review.UnitOutcome;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.join.Finding;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Observation;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Imports a folder or zip of tables, as they come from the communes of a province, as one review:
 * each file is read, joined and checked by itself, then all of them against each other and against
 * the store; the result says of each unit where it stands.
 *
 * <p>Everything is stored in one transaction, each file as an import of its own, so that a figure
 * is traced to its file and row. While a file has errors nothing is stored, unless units without
 * errors may go ahead; those wholly without, never half of a unit. Units that sent nothing never
 * block. What the store has of a unit counts as submitted, so that a second round holds the
 * corrected files only.
 *
 * <p>Keeps nothing between runs; safe to share.
 */
public final class ReviewImport {
  /** Kind of the record that a stored review leaves beside the imports of its files. */
  public static final String KIND = "review";

  /** Rows of all files together. */
  private static final int ROWS = TableLimits.DEFAULT.rows();

  /** Rows of all files together that name no unit beyond doubt: nobody decides about so many. */
  private static final int OPEN = 10_000;

  /** Refusals of the whole review, not of one file of it. */
  private static final Set<String> BOUNDS = Set.of("review.rows", "review.open");

  private final Store store;
  private final Registers registers;
  private final Catalogues catalogues;
  private final Progress progress;

  public ReviewImport(Store store, Registers registers, Catalogues catalogues, Progress progress) {
    this.store = store;
    this.registers = registers;
    this.catalogues = catalogues;
    this.progress = progress;
  }

  /** Whether something is a folder or zip of files rather than one file. */
  public static boolean isMany(Path path) {
    return ReviewFiles.isMany(path);
  }

  /**
   * Reads, checks and, unless errors forbid it, stores the files.
   *
   * @param options hold for every file; the period for the review
   * @param partial store units without errors though others have some, and which have; otherwise
   *     nothing is stored while there are such
   * @param returns folder that takes a workbook for each file to send back
   * @throws RefusedException when an option is wrong, or there are no files or too many
   */
  public Review run(
      Path folderOrZip, StatisticsImport.Options options, boolean partial, Optional<Path> returns) {
    try (ReviewFiles files = ReviewFiles.open(folderOrZip)) {
      String name = folderOrZip.toAbsolutePath().normalize().getFileName().toString();
      return new Run(name, files, options, partial).run(returns);
    }
  }

  private final class Run {
    private final String name;
    private final ReviewFiles files;
    private final StatisticsImport.Options options;
    private final boolean partial;
    private final ImportTarget target;
    private final Headings headings;
    private final Catalogue catalogue = catalogues.catalogue();
    private final UnitRegister register;
    private final Optional<Unit> province;
    private final Findings findings = new Findings();
    private final List<ReviewPart> parts = new ArrayList<>();

    private Set<String> submittedBefore = Set.of();
    private String period = "";

    Run(String name, ReviewFiles files, StatisticsImport.Options options, boolean partial) {
      this.name = name;
      this.files = files;
      this.options = options;
      this.partial = partial;
      this.target = new ImportTarget(store, registers, options.file().acceptLikely());
      StatisticsFile.checkOptions(options, target, catalogue);
      this.headings = Headings.ofStatistics(catalogues, options.mapping());
      TableReader.of(options.file().encoding());
      this.register = target.units(options.edition());
      this.province =
          target.matcher(options.edition(), options.level(), options.file().province()).province();
    }

    Review run(Optional<Path> returns) {
      read();
      names();
      findPeriod();
      unfilled();
      copies();
      summaries();
      ReviewComparison comparison =
          new ReviewComparison(parts, options, period, register, catalogue, findings);
      comparison.twice();
      comparison.between(store);
      submittedBefore = comparison.submittedBefore();
      List<Unit> expected = expected();
      comparison.provinces(expected);
      comparison.gaps(expected);
      for (ReviewPart part : parts) {
        if (part.state == FileState.CLEAN && part.isReturned(options.file().acceptUnmatched())) {
          part.state = FileState.RETURNED;
        }
      }
      Map<String, String> returnedBefore =
          new ReviewRounds(store, options, period).returnedBefore(expected);
      boolean go =
          !options.file().dryRun()
              && (partial || parts.stream().noneMatch(p -> p.state == FileState.RETURNED));
      List<ReviewPart> storable = go ? storable() : List.of();
      // A part of the whole may be that units were sent back: the next round has to know it.
      boolean sentBack =
          go && parts.stream().anyMatch(p -> p.state == FileState.RETURNED && !p.units.isEmpty());
      Review review =
          storable.isEmpty() && !sentBack
              ? review(expected, returnedBefore, false)
              : keep(storable, expected, returnedBefore);
      returns.ifPresent(
          folder ->
              new ReturnedFiles(register, options.level(), paths(), options.file().encoding())
                  .write(review, folder));
      return review;
    }

    private Map<String, Path> paths() {
      return parts.stream().collect(Collectors.toMap(ReviewPart::name, p -> p.entry.path()));
    }

    // Reading

    private void read() {
      int rows = 0;
      int open = 0;
      for (ReviewFiles.Entry entry : files.entries()) {
        progress.at(Message.of("review.reading", name), parts.size(), files.entries().size());
        String sha256 = ImportTarget.sha256(entry.path());
        try {
          StatisticsFile file =
              new StatisticsFile(
                  entry.path(), options, headings, target, registers, catalogues, Progress.NONE);
          rows += file.rows();
          open += file.openRows();
          if (rows > ROWS) {
            throw RefusedException.of("review.rows", name, ROWS);
          }
          if (open > OPEN) {
            throw RefusedException.of("review.open", name, OPEN, entry.name());
          }
          parts.add(new ReviewPart(entry, sha256, Optional.of(file), Optional.empty()));
        } catch (RefusedException e) {
          if (BOUNDS.contains(e.text().key())) {
            throw e;
          }
          ReviewPart part = new ReviewPart(entry, sha256, Optional.empty(), Optional.of(e.text()));
          part.state = FileState.RETURNED;
          parts.add(part);
        }
      }
    }

    // Across the files

    /** A file named after one unit that tells of another is one of the two by mistake. */
    private void names() {
      FileName fileName =
          new FileName(
              register.units(options.level()).stream()
                  .filter(
                      unit ->
                          province.isEmpty()
                              || register.province(unit).filter(province.get()::equals).isPresent())
                  .toList());
      for (ReviewPart part : parts) {
        Set<Unit> named = fileName.unitsIn(part.name().substring(part.name().lastIndexOf('/') + 1));
        if (part.units.isEmpty() && named.size() == 1) {
          part.units.add(named.iterator().next().code());
        } else if (part.read.isPresent()
            && part.units.size() == 1
            && !named.isEmpty()
            && named.stream().noneMatch(unit -> part.units.contains(unit.code()))) {
          String code = part.units.iterator().next();
          part.file()
              .findings()
              .add(
                  Check.OTHER_UNIT,
                  part.file().rowsOfUnits().get(code),
                  named.stream().map(ReviewImport::label).collect(Collectors.joining(", ")),
                  label(code));
          // Whose code it took by mistake sent nothing by it, and is not held up.
          part.misnamed = true;
          part.units = new TreeSet<>();
          named.forEach(unit -> part.units.add(unit.code()));
        }
      }
    }

    /** The time under review: that of the options, else the one most files tell. */
    private void findPeriod() {
      Map<String, Integer> count = new TreeMap<>();
      for (ReviewPart part : parts) {
        periods(part).forEach(text -> count.merge(text, 1, Integer::sum));
      }
      period =
          options
              .period()
              .map(p -> p.text())
              .orElseGet(
                  () ->
                      count.entrySet().stream()
                          .max(Map.Entry.comparingByValue())
                          .map(Map.Entry::getKey)
                          .orElse(""));
      for (ReviewPart part : parts) {
        Set<String> told = periods(part);
        if (!told.isEmpty() && !told.contains(period)) {
          part.file().findings().addToFile(Check.OTHER_PERIOD, String.join(", ", told), period);
        }
      }
    }

    private Set<String> periods(ReviewPart part) {
      Set<String> told = new TreeSet<>();
      part.read.ifPresent(
          file -> file.observations().keySet().forEach(s -> told.add(s.key().period().text())));
      return told;
    }

    /** A form sent back as it came: what last year ended with, and nothing of this year. */
    private void unfilled() {
      for (ReviewPart part : parts) {
        if (part.read.isEmpty()) {
          continue;
        }
        Set<String> filled = new HashSet<>();
        Map<String, List<Integer>> rows = new TreeMap<>();
        part.file()
            .observations()
            .forEach(
                (series, list) -> {
                  for (Observation told : list) {
                    if (isStart(series.key())) {
                      rows.computeIfAbsent(told.unit(), u -> new ArrayList<>()).add(told.row());
                    } else {
                      filled.add(told.unit());
                    }
                  }
                });
        rows.keySet().removeAll(filled);
        rows.forEach(
            (unit, at) -> part.file().findings().add(Check.UNFILLED, at.get(0), label(unit)));
      }
    }

    private void copies() {
      Map<String, ReviewPart> first = new HashMap<>();
      for (ReviewPart part : parts) {
        if (part.read.isPresent() && !part.isReturned(options.file().acceptUnmatched())) {
          ReviewPart same = first.putIfAbsent(part.sha256, part);
          if (same != null) {
            part.state = FileState.COPY;
            findings.add(
                "review.copy",
                Finding.Severity.WARNING,
                Message.of("review.copy", part.name(), same.name()));
          }
        }
      }
    }

    /**
     * A file of several units, at least half of which send files of their own, adds those up: it is
     * compared with them, and what counts are the files of the units.
     */
    private void summaries() {
      for (ReviewPart part : parts) {
        if (!part.counts() || part.units.size() < 2) {
          continue;
        }
        Set<String> own = new HashSet<>();
        for (ReviewPart other : parts) {
          if (other.counts() && other.units.size() < part.units.size()) {
            own.addAll(other.units);
          }
        }
        own.retainAll(part.units);
        if (own.size() * 2 >= part.units.size()) {
          part.state = FileState.SUMMARY;
          findings.add(
              "review.summary_file",
              Finding.Severity.INFO,
              Message.of("review.summary_file", part.name(), own.size(), part.units.size()));
        }
      }
    }

    // Where files and units stand

    /** All units of the province, or of the provinces that the files speak of. */
    private List<Unit> expected() {
      Set<String> provinces = new TreeSet<>();
      province.ifPresent(p -> provinces.add(p.code()));
      if (provinces.isEmpty() && options.level() != Level.PROVINCE) {
        for (ReviewPart part : parts) {
          part.units.forEach(
              code ->
                  register
                      .find(options.level(), code)
                      .flatMap(register::province)
                      .ifPresent(p -> provinces.add(p.code())));
        }
      }
      return register.units(options.level()).stream()
          .filter(
              unit ->
                  options.level() == Level.PROVINCE
                      || register
                          .province(unit)
                          .filter(p -> provinces.contains(p.code()))
                          .isPresent())
          .sorted(Comparator.comparing(Unit::code))
          .toList();
    }

    /** Files without errors of units without files that have some. */
    private List<ReviewPart> storable() {
      Set<String> held = new HashSet<>();
      parts.stream().filter(p -> p.state == FileState.RETURNED).forEach(p -> held.addAll(p.units));
      boolean more = true;
      while (more) {
        more = false;
        for (ReviewPart part : parts) {
          boolean touches = part.units.stream().anyMatch(held::contains);
          if (part.state == FileState.CLEAN && touches) {
            more |= held.addAll(part.units);
          }
        }
      }
      return parts.stream()
          .filter(p -> p.state == FileState.CLEAN && p.units.stream().noneMatch(held::contains))
          .toList();
    }

    private Review review(List<Unit> expected, Map<String, String> returnedBefore, boolean stored) {
      Map<String, List<ReviewPart>> byUnit = new HashMap<>();
      for (ReviewPart part : parts) {
        if (part.state != FileState.SUMMARY && part.state != FileState.COPY) {
          part.units.forEach(u -> byUnit.computeIfAbsent(u, x -> new ArrayList<>()).add(part));
        }
      }
      List<UnitOutcome> units = new ArrayList<>();
      for (Unit unit : expected) {
        List<ReviewPart> own = byUnit.getOrDefault(unit.code(), List.of());
        Set<FileState> states = own.stream().map(p -> p.state).collect(Collectors.toSet());
        UnitState state =
            states.contains(FileState.RETURNED)
                ? UnitState.RETURNED
                : states.contains(FileState.CLEAN)
                    ? UnitState.CLEAN
                    : states.contains(FileState.APPROVED) || submittedBefore.contains(unit.code())
                        ? UnitState.APPROVED
                        : returnedBefore.containsKey(unit.code())
                            ? UnitState.RETURNED
                            : UnitState.MISSING;
        units.add(
            new UnitOutcome(
                unit,
                state,
                own.stream().map(ReviewPart::name).toList(),
                own.isEmpty() && state != UnitState.MISSING));
      }
      return new Review(
          name,
          register,
          options.level(),
          period,
          options.file().source().id(),
          parts.stream().map(ReviewPart::outcome).toList(),
          units,
          findings.list(),
          stored);
    }

    // Storing

    private Review keep(
        List<ReviewPart> storable, List<Unit> expected, Map<String, String> returnedBefore) {
      progress.at(Message.of("review.storing", name), 0, 0);
      Map<ReviewPart, ImportTarget.Change> changes = new LinkedHashMap<>();
      for (ReviewPart part : storable) {
        ImportTarget.Change change = part.file().change();
        Map<String, String> more = new TreeMap<>(change.options());
        more.put("review", name);
        more.put("review-file", part.name());
        changes.put(part, change.with(more));
      }
      Path record = null;
      try {
        record = Files.createTempFile("xa-atlas-review", ".json");
        Path kept = record;
        return store.write(
            writer -> {
              changes.forEach(
                  (part, change) -> {
                    part.number = OptionalLong.of(target.put(writer, change, change.wholeReport()));
                    part.state = FileState.APPROVED;
                  });
              Review review = review(expected, returnedBefore, true);
              new ReviewRounds(store, options, period).put(writer, review, kept);
              return review;
            });
      } catch (IOException e) {
        throw new EnvironmentException(
            Message.of("table.io", name, String.valueOf(e.getMessage())), e);
      } finally {
        if (record != null) {
          record.toFile().delete();
        }
      }
    }

    private String label(String code) {
      return register.find(options.level(), code).map(ReviewImport::label).orElse(code);
    }
  }

  /** What a year began with is what the year before ended with, and says nothing of this one. */
  static boolean isStart(SeriesKey key) {
    return key.indicator().endsWith("_start");
  }

  static String label(Unit unit) {
    return unit.code() + " " + unit.fullName();
  }
}
