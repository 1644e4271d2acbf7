package org.xaatlas.ingest.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
import org.xaatlas.indicator.Indicator;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.Review.FileOutcome;
import org.xaatlas.ingest.table.Review.FileState;
import org.xaatlas.ingest.table.Review.UnitOutcome;
import org.xaatlas.ingest.table.Review.UnitState;
import org.xaatlas.join.Finding;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreWriter;
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

  /** How many units a sentence names. */
  private static final int NAMED = 10;

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

  /** A file on its way: read, or refused with a reason. */
  private static final class Part {
    private final ReviewFiles.Entry entry;
    private final String sha256;
    private final Optional<StatisticsFile> read;
    private final Optional<Message> refusal;
    private FileState state = FileState.CLEAN;
    private Set<String> units = new TreeSet<>();
    private OptionalLong number = OptionalLong.empty();

    /** Whether its name says another unit than its rows. */
    private boolean misnamed;

    Part(
        ReviewFiles.Entry entry,
        String sha256,
        Optional<StatisticsFile> read,
        Optional<Message> refusal) {
      this.entry = entry;
      this.sha256 = sha256;
      this.read = read;
      this.refusal = refusal;
      read.ifPresent(file -> units.addAll(file.rowsOfUnits().keySet()));
    }

    String name() {
      return entry.name();
    }

    /** Whether what it tells counts as the figures of its units. */
    boolean counts() {
      return read.isPresent() && !misnamed && state != FileState.SUMMARY && state != FileState.COPY;
    }

    StatisticsFile file() {
      return read.orElseThrow();
    }

    FileOutcome outcome() {
      return new FileOutcome(
          name(),
          sha256,
          state,
          List.copyOf(units),
          read.map(file -> file.change().wholeReport()),
          refusal,
          read.flatMap(StatisticsFile::sheet),
          number);
    }
  }

  private final class Run {
    private final String name;
    private final ReviewFiles files;
    private final StatisticsImport.Options options;
    private final boolean partial;
    private final ImportTarget target;
    private final Catalogue catalogue = catalogues.catalogue();
    private final UnitRegister register;
    private final Optional<Unit> province;
    private final Findings findings = new Findings();
    private final List<Part> parts = new ArrayList<>();

    /** What counts, by series and unit: the files that tell it. */
    private final Map<SeriesKey, Map<String, List<Part>>> tellers = new HashMap<>();

    /** What the store tells of the same series. */
    private final Map<SeriesKey, Map<String, Double>> known = new HashMap<>();

    private final Set<String> submittedBefore = new HashSet<>();
    private String period = "";

    Run(String name, ReviewFiles files, StatisticsImport.Options options, boolean partial) {
      this.name = name;
      this.files = files;
      this.options = options;
      this.partial = partial;
      this.target = new ImportTarget(store, registers, options.file().acceptLikely());
      StatisticsFile.checkOptions(options, target, catalogue);
      Headings.ofStatistics(catalogues, options.mapping());
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
      twice();
      between();
      provinces();
      List<Unit> expected = expected();
      gaps(expected);
      for (Part part : parts) {
        if (part.state == FileState.CLEAN && isReturned(part)) {
          part.state = FileState.RETURNED;
        }
      }
      Map<String, String> returnedBefore = returnedBefore(expected);
      boolean go =
          !options.file().dryRun()
              && (partial || parts.stream().noneMatch(p -> p.state == FileState.RETURNED));
      List<Part> storable = go ? storable() : List.of();
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
      return parts.stream().collect(Collectors.toMap(Part::name, p -> p.entry.path()));
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
              StatisticsFile.read(
                  entry.path(), options, target, registers, catalogues, Progress.NONE);
          rows += file.rows();
          open += file.openRows();
          if (rows > ROWS) {
            throw RefusedException.of("review.rows", name, ROWS);
          }
          if (open > OPEN) {
            throw RefusedException.of("review.open", name, OPEN, entry.name());
          }
          parts.add(new Part(entry, sha256, Optional.of(file), Optional.empty()));
        } catch (RefusedException e) {
          if (BOUNDS.contains(e.text().key())) {
            throw e;
          }
          Part part = new Part(entry, sha256, Optional.empty(), Optional.of(e.text()));
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
      for (Part part : parts) {
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
                  named.stream().map(Run::label).collect(Collectors.joining(", ")),
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
      for (Part part : parts) {
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
      for (Part part : parts) {
        Set<String> told = periods(part);
        if (!told.isEmpty() && !told.contains(period)) {
          part.file().findings().addToFile(Check.OTHER_PERIOD, String.join(", ", told), period);
        }
      }
    }

    private Set<String> periods(Part part) {
      Set<String> told = new TreeSet<>();
      part.read.ifPresent(
          file -> file.observations().keySet().forEach(s -> told.add(s.key().period().text())));
      return told;
    }

    /** A form sent back as it came: what last year ended with, and nothing of this year. */
    private void unfilled() {
      for (Part part : parts) {
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

    /** What a year began with is what the year before ended with, and says nothing of this one. */
    private static boolean isStart(SeriesKey key) {
      return key.indicator().endsWith("_start");
    }

    private void copies() {
      Map<String, Part> first = new HashMap<>();
      for (Part part : parts) {
        if (part.read.isPresent() && !isReturned(part)) {
          Part same = first.putIfAbsent(part.sha256, part);
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
      for (Part part : parts) {
        if (!part.counts() || part.units.size() < 2) {
          continue;
        }
        Set<String> own = new HashSet<>();
        for (Part other : parts) {
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

    private void twice() {
      for (Part part : parts) {
        if (part.counts()) {
          part.file()
              .observations()
              .forEach(
                  (series, list) -> {
                    Map<String, List<Part>> byUnit =
                        tellers.computeIfAbsent(series.key(), k -> new HashMap<>());
                    list.forEach(
                        o -> byUnit.computeIfAbsent(o.unit(), u -> new ArrayList<>(1)).add(part));
                  });
        }
      }
      for (Part part : parts) {
        if (!part.counts()) {
          continue;
        }
        Set<List<Object>> said = new HashSet<>();
        part.file()
            .observations()
            .forEach(
                (series, list) -> {
                  for (Observation told : list) {
                    for (Part other : tellers.get(series.key()).get(told.unit())) {
                      if (other != part && said.add(List.of(told.unit(), other.name()))) {
                        part.file()
                            .findings()
                            .add(Check.TWICE, told.row(), label(told.unit()), other.name());
                      }
                    }
                  }
                });
      }
    }

    /** Each file against the files of the same units, and all against the store. */
    private void between() {
      Map<String, List<Part>> byUnit = new HashMap<>();
      for (Part part : parts) {
        if (part.counts()) {
          part.units.forEach(u -> byUnit.computeIfAbsent(u, x -> new ArrayList<>()).add(part));
        }
      }
      for (List<Part> together : byUnit.values()) {
        for (Part one : together) {
          for (Part other : together) {
            if (one != other) {
              one.file().compareWith(other.file());
            }
          }
        }
      }
      StoredFigures.compare(
          store,
          parts.stream().filter(p -> p.read.isPresent()).map(p -> p.file().stored()).toList(),
          this::see);
      for (Part part : parts) {
        if (part.state == FileState.SUMMARY) {
          compareSummary(part);
        }
        part.read.ifPresent(StatisticsFile::check);
      }
    }

    private void see(Series stored) {
      SeriesKey key = stored.key();
      boolean same =
          key.edition().equals(options.edition())
              && key.period().text().equals(period)
              && key.nature() == options.nature();
      if (!same) {
        return;
      }
      boolean asked =
          key.level() == options.level()
              && !isStart(key)
              && themes().contains(catalogue.indicator(key.indicator()).orElseThrow().theme());
      if (asked || key.level() == Level.PROVINCE) {
        for (Observation each : stored.observations()) {
          if (each.status() != Status.ILLUSTRATIVE) {
            known.computeIfAbsent(key, k -> new HashMap<>()).put(each.unit(), each.value());
            if (asked) {
              submittedBefore.add(each.unit());
            }
          }
        }
      }
    }

    /** What is reviewed: of what the files tell, else poverty. */
    private Set<String> themes() {
      Set<String> themes = new HashSet<>();
      for (SeriesKey told : tellers.keySet()) {
        if (!isStart(told)) {
          themes.add(catalogue.indicator(told.indicator()).orElseThrow().theme());
        }
      }
      return themes.isEmpty() ? Set.of("poverty") : themes;
    }

    private void compareSummary(Part summary) {
      summary
          .file()
          .observations()
          .forEach(
              (series, list) -> {
                Map<String, List<Part>> byUnit = tellers.getOrDefault(series.key(), Map.of());
                Label indicator =
                    catalogue.indicator(series.key().indicator()).orElseThrow().name();
                for (Observation told : list) {
                  for (Part other : byUnit.getOrDefault(told.unit(), List.of())) {
                    Observation own = observation(other, series.key(), told.unit());
                    if (own.value() != told.value()) {
                      summary
                          .file()
                          .findings()
                          .add(Check.SUMMARY, told.row(), indicator, other.name());
                      other
                          .file()
                          .findings()
                          .add(Check.SUMMARY, own.row(), indicator, summary.name());
                    }
                  }
                }
              });
    }

    private Observation observation(Part part, SeriesKey key, String unit) {
      return part.file().observations().entrySet().stream()
          .filter(e -> e.getKey().key().equals(key))
          .flatMap(e -> e.getValue().stream())
          .filter(o -> o.unit().equals(unit))
          .findFirst()
          .orElseThrow();
    }

    /** The units of a province make its figure; with some missing they are not more. */
    private void provinces() {
      if (options.level() == Level.PROVINCE) {
        return;
      }
      Map<String, List<Unit>> byProvince = new TreeMap<>();
      expected()
          .forEach(
              unit ->
                  byProvince
                      .computeIfAbsent(
                          register.province(unit).map(Unit::code).orElse(""),
                          p -> new ArrayList<>())
                      .add(unit));
      tellers.forEach(
          (key, byUnit) -> {
            Indicator indicator = catalogue.indicator(key.indicator()).orElseThrow();
            Map<String, Double> wholes = known.getOrDefault(atProvince(key), Map.of());
            if (indicator.kind() == Indicator.Kind.RATE || wholes.isEmpty()) {
              return;
            }
            byProvince.forEach(
                (code, units) -> {
                  if (wholes.containsKey(code)) {
                    compareProvince(code, units, key, indicator, wholes.get(code));
                  }
                });
          });
    }

    private void compareProvince(
        String code, List<Unit> units, SeriesKey key, Indicator indicator, double whole) {
      double sum = 0;
      int without = 0;
      for (Unit unit : units) {
        List<Part> of = tellers.get(key).getOrDefault(unit.code(), List.of());
        Double value =
            of.isEmpty()
                ? known.getOrDefault(key, Map.of()).get(unit.code())
                : (Double) observation(of.get(0), key, unit.code()).value();
        sum += value == null ? 0 : value;
        without += value == null ? 1 : 0;
      }
      if (sum > whole + 1e-6 || without == 0 && sum < whole - 1e-6) {
        findings.addToFile(
            Check.PROVINCE,
            indicator.name(),
            label(register.find(Level.PROVINCE, code).orElseThrow()),
            sum,
            whole);
      }
    }

    /** What most units tell, the others left out: a form forgotten, or cells left blank. */
    private void gaps(List<Unit> expected) {
      Set<String> submitted = new HashSet<>(submittedBefore);
      parts.stream().filter(Part::counts).forEach(part -> submitted.addAll(part.units));
      // Who tells nothing of this time left nothing out: its file was returned for that already.
      Set<String> telling = new HashSet<>(submittedBefore);
      tellers.forEach(
          (key, units) -> {
            if (key.period().text().equals(period) && !isStart(key)) {
              telling.addAll(units.keySet());
            }
          });
      submitted.retainAll(telling);
      List<Unit> units = expected.stream().filter(u -> submitted.contains(u.code())).toList();
      tellers.entrySet().stream()
          .sorted(Comparator.comparing(entry -> entry.getKey().canonical()))
          .forEach(
              entry -> {
                Map<String, Double> stored = known.getOrDefault(entry.getKey(), Map.of());
                List<Unit> without =
                    units.stream()
                        .filter(u -> !entry.getValue().containsKey(u.code()))
                        .filter(u -> !stored.containsKey(u.code()))
                        .toList();
                if (!without.isEmpty() && 2 * without.size() <= units.size()) {
                  tellGap(entry.getKey(), without, units.size());
                }
              });
    }

    private void tellGap(SeriesKey key, List<Unit> without, int units) {
      String named =
          without.stream().limit(NAMED).map(Run::label).collect(Collectors.joining(", "));
      findings.addToFile(
          Check.GAP,
          catalogue.indicator(key.indicator()).orElseThrow().name(),
          catalogue.group(key.group()).orElseThrow().name(),
          without.size(),
          units,
          without.size() > NAMED ? named + ", ..." : named);
    }

    private SeriesKey atProvince(SeriesKey key) {
      return new SeriesKey(
          key.edition(),
          Level.PROVINCE,
          key.indicator(),
          key.period(),
          key.asOf(),
          key.standard(),
          key.areaType(),
          key.group(),
          key.nature(),
          key.stage());
    }

    // Where files and units stand

    private boolean isReturned(Part part) {
      if (part.read.isEmpty()) {
        return true;
      }
      return part.file().report().isRefused(options.file().acceptUnmatched());
    }

    /** All units of the province, or of the provinces that the files speak of. */
    private List<Unit> expected() {
      Set<String> provinces = new TreeSet<>();
      province.ifPresent(p -> provinces.add(p.code()));
      if (provinces.isEmpty() && options.level() != Level.PROVINCE) {
        for (Part part : parts) {
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
    private List<Part> storable() {
      Set<String> held = new HashSet<>();
      parts.stream().filter(p -> p.state == FileState.RETURNED).forEach(p -> held.addAll(p.units));
      boolean more = true;
      while (more) {
        more = false;
        for (Part part : parts) {
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
      Map<String, List<Part>> byUnit = new HashMap<>();
      for (Part part : parts) {
        if (part.state != FileState.SUMMARY && part.state != FileState.COPY) {
          part.units.forEach(u -> byUnit.computeIfAbsent(u, x -> new ArrayList<>()).add(part));
        }
      }
      List<UnitOutcome> units = new ArrayList<>();
      for (Unit unit : expected) {
        List<Part> own = byUnit.getOrDefault(unit.code(), List.of());
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
                own.stream().map(Part::name).toList(),
                own.isEmpty() && state != UnitState.MISSING));
      }
      return new Review(
          name,
          register,
          options.level(),
          period,
          options.file().source().id(),
          parts.stream().map(Part::outcome).toList(),
          units,
          findings.list(),
          stored);
    }

    // Storing

    private Review keep(
        List<Part> storable, List<Unit> expected, Map<String, String> returnedBefore) {
      progress.at(Message.of("review.storing", name), 0, 0);
      Map<Part, ImportTarget.Change> changes = new LinkedHashMap<>();
      for (Part part : storable) {
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
              putReview(writer, review, kept);
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

    /** The review itself, so that the next round knows which units were sent back. */
    private void putReview(StoreWriter writer, Review review, Path file) {
      String json = ReviewJson.brief(review);
      try {
        Files.write(file, json.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new EnvironmentException(
            Message.of("table.io", name, String.valueOf(e.getMessage())), e);
      }
      Map<String, String> kept = new TreeMap<>(options.asText());
      kept.put("period", period);
      writer.putImport(
          new ImportRecord(
              0,
              KIND,
              options.edition(),
              name,
              ImportTarget.sha256(file),
              kept,
              json,
              Clock.systemUTC().instant()),
          file);
    }

    /** Units that the last stored round of this review sent back, with the file. */
    private Map<String, String> returnedBefore(List<Unit> expected) {
      Set<String> codes = expected.stream().map(Unit::code).collect(Collectors.toSet());
      Map<String, String> returned = new HashMap<>();
      for (ImportRecord record : store.read(reader -> reader.imports())) {
        boolean same =
            record.kind().equals(KIND)
                && record.edition().equals(options.edition())
                && period.equals(record.options().get("period"))
                && options.level().id().equals(record.options().get("level"));
        if (!same) {
          continue;
        }
        try {
          for (JsonNode unit : new ObjectMapper().readTree(record.report()).path("units")) {
            String code = unit.path("code").asText();
            if (codes.contains(code)) {
              // A later round goes before an earlier one.
              returned.remove(code);
              if (unit.path("state").asText().equals(UnitState.RETURNED.id())) {
                returned.put(code, unit.path("files").path(0).asText());
              }
            }
          }
        } catch (IOException e) {
          throw new IllegalStateException("The report of import " + record.number(), e);
        }
      }
      return returned;
    }

    private String label(String code) {
      return register.find(options.level(), code).map(Run::label).orElse(code);
    }

    private static String label(Unit unit) {
      return unit.code() + " " + unit.fullName();
    }
  }
}
