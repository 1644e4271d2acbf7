package org.xaatlas.ingest.boundary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.index.strtree.STRtree;
import org.xaatlas.geodata.Registers;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ForeignCodes;
import org.xaatlas.ingest.HouseholdSigns;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Matching;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.ReportJson;
import org.xaatlas.join.Candidate;
import org.xaatlas.join.Finding;
import org.xaatlas.join.Finding.Severity;
import org.xaatlas.join.JoinOutcome;
import org.xaatlas.join.MatchReport;
import org.xaatlas.join.RowKey;
import org.xaatlas.message.Area;
import org.xaatlas.message.Label;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.spatial.Clusters;
import org.xaatlas.spatial.CoverageCheck;
import org.xaatlas.spatial.GeometryCheck;
import org.xaatlas.spatial.HeapNeed;
import org.xaatlas.spatial.Neighbours;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * Imports a boundary file: reads and checks all of it, joins its features to the units of an
 * edition, and keeps what was accepted in one transaction.
 *
 * <p>An error in the findings (an outline beyond repair, numbers that are none, a place outside
 * Viet Nam) refuses the file. So do features that no unit was found for beyond doubt, unless they
 * are accepted as left out. Nothing is stored then, and the report says why.
 */
public final class BoundaryImport {
  /** Report kind, and the kind of the import record. */
  public static final String KIND = "boundaries";

  /** From so many vertices on a file says what memory it needs. */
  private static final long LARGE = 1_000_000;

  /** How many of the largest overlaps and gaps are named. */
  private static final int WORST = 10;

  private final Store store;
  private final Registers registers;
  private final Progress progress;

  public BoundaryImport(Store store, Registers registers, Progress progress) {
    this.store = Objects.requireNonNull(store, "store");
    this.registers = Objects.requireNonNull(registers, "registers");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * What the user asked for.
   *
   * @param level tier of the units
   * @param edition id of the edition; one without an official list takes its units from the file
   * @param codeField field of the code, where it is not to be recognised by its name
   * @param nameField field of the name
   * @param typeField field of the unit type
   * @param parentField field of the unit above
   * @param layer layer of the file, where it has several
   * @param crs coordinate system ({@code EPSG:n}) instead of what the file says
   * @param schematic whether the outlines are drawn by a program and not surveyed
   * @param anywhere whether outlines may lie outside Viet Nam
   * @param file what is said of any file; that of boundaries has no sheets
   */
  public record Options(
      Level level,
      String edition,
      Optional<String> codeField,
      Optional<String> nameField,
      Optional<String> typeField,
      Optional<String> parentField,
      Optional<String> layer,
      Optional<String> crs,
      boolean schematic,
      boolean anywhere,
      FileOptions file) {
    public Options {
      Objects.requireNonNull(level, "level");
      Objects.requireNonNull(edition, "edition");
    }

    /** As the import record keeps them: what was given, by the names of the command line. */
    Map<String, String> given() {
      Map<String, String> given = file.asText();
      given.put("level", level.id());
      given.put("edition", edition);
      codeField.ifPresent(value -> given.put("code-field", value));
      nameField.ifPresent(value -> given.put("name-field", value));
      typeField.ifPresent(value -> given.put("type-field", value));
      parentField.ifPresent(value -> given.put("parent-field", value));
      layer.ifPresent(value -> given.put("layer", value));
      crs.ifPresent(value -> given.put("crs", value));
      given.put("schematic", Boolean.toString(schematic));
      if (anywhere) {
        given.put("anywhere", Boolean.toString(true));
      }
      return given;
    }
  }

  /**
   * Runs the import.
   *
   * @throws RefusedException when the file cannot be read or makes no sense as a whole; nothing is
   *     stored
   * @throws org.xaatlas.message.EnvironmentException when the store fails or is busy
   */
  public ImportResult run(Path file, Options options) {
    try (KeptFile kept = KeptFile.of(file)) {
      return new Run(file, kept, options).run();
    }
  }

  /** One run: the state between the steps. */
  private final class Run {
    private final Path file;
    private final String name;
    private final KeptFile kept;
    private final Matching matching;
    private final Options options;
    private final List<Finding> findings = new ArrayList<>();
    private final List<SourceFeature> features = new ArrayList<>();

    /** By row; what is not in it has no usable outline. */
    private final Map<Integer, MultiPolygon> outlines = new HashMap<>();

    private final SortedMap<String, MultiPolygon> accepted = new TreeMap<>();
    private long attributeCharacters;
    private long vertices;

    Run(Path file, KeptFile kept, Options options) {
      this.file = file;
      this.name = file.getFileName().toString();
      this.kept = kept;
      this.options = options;
      this.matching = new Matching(store, options.file().acceptLikely());
    }

    ImportResult run() {
      Units units = Units.of(store, registers, options);
      DeclaredCrs crs = read();
      refuseHouseholds();
      FieldRoles roles = FieldRoles.find(name, fields(), options.level(), options, findings);
      check(new Placement(name, options.anywhere(), findings).place(features, crs, options.crs()));
      List<RowKey> keys = features.stream().map(roles::key).toList();
      List<JoinOutcome> outcomes =
          withoutOutline(keys, units.match(matching, keys, roles, name, findings));
      for (JoinOutcome outcome : outcomes) {
        if (outcome instanceof JoinOutcome.Matched matched) {
          MultiPolygon outline = outlines.get(matched.row());
          if (outline != null) {
            accepted.put(matched.code(), outline);
          }
        }
      }
      checkEdition(keys, outcomes);
      compare(keys, outcomes, units);
      hint(outcomes, units);
      coverage(outcomes);
      if (accepted.isEmpty()) {
        tell(
            "boundary.nothing",
            Severity.ERROR,
            List.of(),
            Message.of("boundary.nothing", name, options.edition()));
      }
      MatchReport report =
          new MatchReport(
                  name, kept.sha256(), KIND, options.edition(), outcomes, List.copyOf(findings))
              .within(options.level(), options.file().province().orElse(""));
      if (options.file().dryRun() || report.isRefused(options.file().acceptUnmatched())) {
        return new ImportResult(report, OptionalLong.empty());
      }
      progress.at(Message.of("boundary.step_storing"), 0, accepted.size());
      return new ImportResult(
          report, OptionalLong.of(store.write(writer -> keep(writer, report, units))));
    }

    /** Before anything of them can get into a message, a report or the store. */
    private void refuseHouseholds() {
      List<String> fields = List.copyOf(fields());
      HouseholdSigns.refuseFeatures(
          name,
          fields,
          features.stream()
              .limit(HouseholdSigns.SAMPLE)
              .map(
                  feature ->
                      fields.stream()
                          .map(field -> feature.fields().get(field))
                          .map(
                              value ->
                                  HouseholdSigns.Value.of(
                                      value == null ? "" : value.toString(),
                                      value != null && !(value instanceof String)))
                          .toList())
              .toList());
    }

    private DeclaredCrs read() {
      Message step = Message.of("boundary.step_reading", name);
      try (BoundaryReader reader =
          BoundaryReaders.open(file, options.layer(), options.file().encoding())) {
        reader.read(
            feature -> {
              features.add(feature);
              boundAttributes(feature);
              vertices += feature.outline().map(MultiPolygon::getNumPoints).orElse(0);
              if (!HeapNeed.toImport(vertices).isThere(vertices)) {
                long all = Math.max(vertices, expectedVertices());
                HeapNeed.toImport(all).require(all);
              }
              progress.at(step, features.size(), 0);
            });
        findings.addAll(reader.findings());
        if (features.isEmpty()) {
          throw RefusedException.of("boundary.no_features", name);
        }
        boolean asked = List.of("Shapefile", "MapInfo MIF").contains(reader.format());
        if (options.file().encoding().isEmpty() || !asked) {
          AttributeText.mend(name, features, options.file().encoding(), findings);
        }
        return reader.crs();
      }
    }

    /** A guess, for the advice alone: what outlines of six decimals take in each format. */
    private long expectedVertices() {
      try {
        long bytes = Files.size(file);
        String lower = name.toLowerCase(Locale.ROOT);
        boolean packed = lower.endsWith(".gz") || lower.endsWith(".zip");
        return bytes / (packed ? 6 : lower.contains("json") ? 22 : 16);
      } catch (IOException e) {
        return 0;
      }
    }

    private void boundAttributes(SourceFeature feature) {
      for (Object value : feature.fields().values()) {
        attributeCharacters += value instanceof String text ? 64 + text.length() : 64;
      }
      if (attributeCharacters > Limits.ATTRIBUTE_CHARACTERS) {
        throw RefusedException.of(
            "boundary.too_much_text", name, Limits.ATTRIBUTE_CHARACTERS / 1_000_000);
      }
    }

    private Set<String> fields() {
      Set<String> fields = new LinkedHashSet<>();
      for (SourceFeature feature : features) {
        fields.addAll(feature.fields().keySet());
        if (fields.size() > Limits.FIELDS) {
          throw RefusedException.of("boundary.too_many_fields", name, Limits.FIELDS);
        }
      }
      return fields;
    }

    /** Checks each outline and takes those that are sound or could be repaired. */
    private void check(List<MultiPolygon> placed) {
      Message step = Message.of("boundary.step_checking");
      progress.at(step, 0, placed.size());
      List<GeometryCheck.Result> results =
          placed.parallelStream()
              .map(outline -> outline == null ? null : GeometryCheck.check(outline))
              .toList();
      for (int i = 0; i < placed.size(); i++) {
        SourceFeature feature = features.get(i);
        int row = feature.row();
        progress.at(step, i, placed.size());
        feature.fault().ifPresent(why -> error("boundary.broken", row, why));
        for (Message mended : feature.mended()) {
          tell("boundary.repaired", Severity.WARNING, List.of(row), mended);
        }
        if (placed.get(i) == null) {
          continue;
        }
        GeometryCheck.Result result = results.get(i);
        if (result instanceof GeometryCheck.Sound sound) {
          outlines.put(row, sound.geometry());
        } else if (result instanceof GeometryCheck.Repaired repaired) {
          outlines.put(row, repaired.geometry());
          tell(
              "boundary.repaired",
              Severity.WARNING,
              List.of(row),
              Message.of(
                  "boundary.repaired",
                  Integer.toString(row),
                  repaired.fault(),
                  place(repaired.at()),
                  new Area(repaired.squareMetres())));
        } else if (result instanceof GeometryCheck.Broken broken) {
          error("boundary.broken", row, broken.why());
        }
      }
    }

    private void error(String rule, int row, Message why) {
      tell(
          rule,
          Severity.ERROR,
          List.of(row),
          Message.of("boundary.broken", Integer.toString(row), why));
    }

    /** A feature that has a unit but no outline is left open; an empty one is no feature. */
    private List<JoinOutcome> withoutOutline(List<RowKey> keys, List<JoinOutcome> outcomes) {
      List<JoinOutcome> result = new ArrayList<>(outcomes.size());
      for (int i = 0; i < outcomes.size(); i++) {
        JoinOutcome outcome = outcomes.get(i);
        SourceFeature feature = features.get(i);
        boolean bare = feature.outline().isEmpty() && feature.fault().isEmpty();
        if (bare && keys.get(i).input().isEmpty()) {
          result.add(new JoinOutcome.Skipped(outcome.row(), "", Message.of("boundary.row_blank")));
        } else if (bare && outcome instanceof JoinOutcome.Matched matched) {
          result.add(
              new JoinOutcome.Unmatched(
                  matched.row(),
                  matched.input(),
                  List.of(new Candidate(matched.code(), keys.get(i).name().orElse(""), 1)),
                  Message.of("boundary.row_without_outline")));
        } else {
          result.add(outcome);
        }
      }
      return result;
    }

    // --- what file and register say differently

    /** Codes of another edition: those that match here are as wrong as those that do not. */
    private void checkEdition(List<RowKey> keys, List<JoinOutcome> outcomes) {
      Map<Integer, JoinOutcome> byRow = new HashMap<>();
      outcomes.forEach(outcome -> byRow.put(outcome.row(), outcome));
      ForeignCodes.find(registers, options.edition(), options.level(), keys, byRow)
          .forEach(message -> tell("edition.other", Severity.ERROR, List.of(), message));
    }

    private void compare(List<RowKey> keys, List<JoinOutcome> outcomes, Units units) {
      List<Integer> typeRows = new ArrayList<>();
      List<Integer> zeroRows = new ArrayList<>();
      String typeExample = "";
      String zeroExample = "";
      UnitRegister register = units.register();
      for (int i = 0; i < outcomes.size(); i++) {
        if (!(outcomes.get(i) instanceof JoinOutcome.Matched matched)) {
          continue;
        }
        RowKey key = keys.get(i);
        Unit unit = register.find(options.level(), matched.code()).orElseThrow();
        if (key.type().isPresent() && !sameWord(key.type().get(), unit.type())) {
          typeRows.add(key.row());
          if (typeExample.isEmpty()) {
            typeExample = unit.code() + " " + unit.fullName() + " / " + key.type().get();
          }
        }
        if (key.code().isPresent() && !key.code().get().equals(unit.code())) {
          zeroRows.add(key.row());
          if (zeroExample.isEmpty()) {
            zeroExample = key.code().get() + " → " + unit.code();
          }
        }
      }
      if (!typeRows.isEmpty()) {
        tell(
            "boundary.type",
            Severity.WARNING,
            typeRows,
            Message.of("boundary.type_differs", typeRows.size(), typeExample));
      }
      if (!zeroRows.isEmpty()) {
        tell(
            "boundary.zeros",
            Severity.WARNING,
            zeroRows,
            Message.of("boundary.zeros", zeroRows.size(), zeroExample));
      }
    }

    /** Names that occur in several provinces: the matched rows may tell which one is meant. */
    private void hint(List<JoinOutcome> outcomes, Units units) {
      if (options.file().province().isPresent() || options.level() == Level.PROVINCE) {
        return;
      }
      UnitRegister register = units.register();
      Set<String> provinces = new TreeSet<>();
      List<Integer> open = new ArrayList<>();
      for (JoinOutcome outcome : outcomes) {
        if (outcome instanceof JoinOutcome.Matched matched) {
          register
              .find(options.level(), matched.code())
              .flatMap(register::province)
              .ifPresent(province -> provinces.add(province.code()));
        } else if (outcome instanceof JoinOutcome.Ambiguous) {
          open.add(outcome.row());
        }
      }
      if (provinces.size() == 1 && !open.isEmpty()) {
        tell(
            "boundary.province_hint",
            Severity.WARNING,
            open,
            Message.of("boundary.province_hint", provinces.iterator().next()));
      }
    }

    // --- between neighbours

    private void coverage(List<JoinOutcome> outcomes) {
      progress.at(Message.of("boundary.step_coverage"), 0, accepted.size());
      // Open rows take part by their number: left out, each would look like a gap.
      Map<String, Integer> rowOf = new HashMap<>();
      SortedMap<String, MultiPolygon> all = new TreeMap<>();
      for (JoinOutcome outcome : outcomes) {
        MultiPolygon outline = outlines.get(outcome.row());
        if (outline != null) {
          String label =
              outcome.fold(
                  JoinOutcome.Matched::code,
                  ambiguous -> "#" + ambiguous.row(),
                  unmatched -> "#" + unmatched.row(),
                  skipped -> "#" + skipped.row());
          rowOf.put(label, outcome.row());
          all.put(label, outline);
        }
      }
      need(List.copyOf(all.values()));
      CoverageCheck.Report report = CoverageCheck.check(all);
      if (!report.complete()) {
        tell(
            "boundary.coverage_unfinished",
            Severity.WARNING,
            List.of(),
            Message.of("boundary.coverage_unfinished"));
      }
      if (!report.overlaps().isEmpty()) {
        tell(
            "boundary.overlaps",
            Severity.WARNING,
            List.of(),
            Message.of(
                "boundary.overlaps",
                report.overlaps().size(),
                new Area(report.overlapSquareMetres())));
        for (CoverageCheck.Overlap overlap : worst(report.overlaps())) {
          tell(
              "boundary.overlap",
              Severity.INFO,
              sorted(rowOf.get(overlap.first()), rowOf.get(overlap.second())),
              Message.of(
                  "boundary.overlap",
                  overlap.first(),
                  overlap.second(),
                  new Area(overlap.squareMetres()),
                  place(overlap.place())));
        }
      }
      if (!report.gaps().isEmpty()) {
        tell(
            "boundary.gaps",
            Severity.WARNING,
            List.of(),
            Message.of("boundary.gaps", report.gaps().size(), new Area(report.gapSquareMetres())));
        for (CoverageCheck.Gap gap : worst(report.gaps())) {
          tell(
              "boundary.gap",
              Severity.INFO,
              sorted(gap.units().stream().map(rowOf::get).toArray(Integer[]::new)),
              Message.of(
                  "boundary.gap",
                  String.join(", ", gap.units()),
                  new Area(gap.squareMetres()),
                  place(gap.place())));
        }
      }
    }

    /** Ends here where memory is short; says what a large file needs. */
    private void need(List<MultiPolygon> all) {
      long largest = 0;
      for (int[] cluster :
          Clusters.of(all.stream().map(MultiPolygon::getEnvelopeInternal).toList(), 0)) {
        largest =
            Math.max(
                largest, Arrays.stream(cluster).mapToLong(i -> all.get(i).getNumPoints()).sum());
      }
      HeapNeed here = HeapNeed.toImport(vertices, largest);
      here.require(vertices);
      if (vertices >= LARGE) {
        tell(
            "boundary.memory",
            Severity.INFO,
            List.of(),
            Message.of(
                "boundary.memory",
                vertices,
                here.megabytes(),
                HeapNeed.toPublish(vertices, largest).megabytes()));
      }
    }

    private static List<Integer> sorted(Integer... rows) {
      return java.util.Arrays.stream(rows).sorted().toList();
    }

    private static <T> List<T> worst(List<T> largestFirst) {
      return largestFirst.subList(0, Math.min(WORST, largestFirst.size()));
    }

    private static String place(Coordinate at) {
      return String.format(Locale.ROOT, "%.6f, %.6f", at.x, at.y);
    }

    private void tell(String rule, Severity severity, List<Integer> rows, Message message) {
      findings.add(new Finding(rule, severity, rows, message));
    }

    // --- keeping

    private long keep(StoreWriter writer, MatchReport report, Units units) {
      units.keep(writer);
      writer.putSource(options.file().source());
      long number =
          writer.putImport(
              new ImportRecord(
                  0,
                  KIND,
                  options.edition(),
                  kept.name(),
                  kept.sha256(),
                  matching.withOptions(options.given()),
                  ReportJson.kept(report),
                  Instant.now()),
              kept.path());
      List<Boundary> boundaries =
          accepted.entrySet().stream()
              .map(
                  unit ->
                      new Boundary(
                          unit.getKey(),
                          unit.getValue(),
                          options.schematic(),
                          options.file().source().id(),
                          number))
              .toList();
      SortedMap<String, SortedSet<String>> kept = new TreeMap<>();
      add(kept, writer.adjacency(options.edition(), options.level()), true);
      SortedMap<String, MultiPolygon> around = around(writer);
      // Who touches whom is found while the database takes the outlines.
      CompletableFuture<Adjacency> touching =
          CompletableFuture.supplyAsync(() -> Neighbours.of(around, accepted.keySet()));
      try {
        writer.putBoundaries(options.edition(), options.level(), boundaries);
        add(kept, touching.join(), false);
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      } finally {
        touching.cancel(true);
      }
      writer.putAdjacency(options.edition(), options.level(), new Adjacency(kept));
      return number;
    }

    /** The new outlines and the stored ones that may touch them. */
    private SortedMap<String, MultiPolygon> around(StoreReader stored) {
      STRtree boxes = new STRtree();
      for (MultiPolygon outline : accepted.values()) {
        Envelope box = new Envelope(outline.getEnvelopeInternal());
        box.expandBy(2 * Neighbours.WITHIN);
        boxes.insert(box, Boolean.TRUE);
      }
      SortedMap<String, MultiPolygon> around = new TreeMap<>(accepted);
      stored.boundaries(
          options.edition(),
          options.level(),
          boundary -> {
            if (!boxes.query(boundary.geometry().getEnvelopeInternal()).isEmpty()) {
              around.putIfAbsent(boundary.unit(), boundary.geometry());
            }
          });
      return around;
    }

    private void add(
        SortedMap<String, SortedSet<String>> all, Adjacency adjacency, boolean onlyOld) {
      adjacency
          .neighbours()
          .forEach(
              (unit, neighbours) -> {
                for (String neighbour : neighbours) {
                  if (!onlyOld
                      || (!accepted.containsKey(unit) && !accepted.containsKey(neighbour))) {
                    all.computeIfAbsent(unit, code -> new TreeSet<>()).add(neighbour);
                  }
                }
              });
    }
  }

  private static boolean sameWord(String one, String other) {
    return Normalizer.normalize(one, Normalizer.Form.NFC)
        .strip()
        .equalsIgnoreCase(Normalizer.normalize(other, Normalizer.Form.NFC).strip());
  }

  /** The file as the store keeps it. */
  private record KeptFile(Path path, String name, String sha256, boolean temporary)
      implements AutoCloseable {
    static KeptFile of(Path file) {
      try {
        String name = file.getFileName().toString();
        if (Files.isRegularFile(file) && name.toLowerCase(Locale.ROOT).endsWith(".shp")) {
          // A lone .shp is no shapefile: it is kept together with its siblings.
          Path zip = ShapefileBundle.zip(file);
          return new KeptFile(zip, name.substring(0, name.length() - 4) + ".zip", hash(zip), true);
        }
        if (!Files.isRegularFile(file)) {
          throw RefusedException.of("boundary.no_file", file.toString());
        }
        return new KeptFile(file, name, hash(file), false);
      } catch (IOException e) {
        throw Damaged.of(file.getFileName().toString(), "", e);
      }
    }

    private static String hash(Path file) throws IOException {
      try (InputStream in =
          new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      if (temporary) {
        try {
          Files.deleteIfExists(path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** The units a file is joined to, and what of them the store still lacks. */
  private record Units(
      Options options, Edition edition, UnitRegister known, boolean official, List<Unit> made) {

    static Units of(Store store, Registers registers, Options options) {
      Optional<UnitRegister> list = registers.register(options.edition());
      if (options.level() == Level.VILLAGE) {
        throw RefusedException.of("boundary.level_village");
      }
      if (list.isPresent()) {
        Edition edition = registers.edition(options.edition()).orElseThrow();
        if (!edition.levels().contains(options.level())) {
          throw RefusedException.of(
              "boundary.level_missing",
              options.level().id(),
              edition.id(),
              String.join(", ", edition.levels().stream().map(Level::id).toList()));
        }
        return new Units(options, edition, list.get(), true, List.of());
      }
      return store.read(
          reader -> {
            Optional<Edition> stored =
                reader.editions().stream()
                    .filter(edition -> edition.id().equals(options.edition()))
                    .findFirst();
            Edition edition = extended(stored, options);
            boolean above =
                stored.isPresent()
                    && stored.get().levels().stream()
                        .anyMatch(level -> level.ordinal() < options.level().ordinal());
            if (options.level() != Level.PROVINCE && !above) {
              // Units of no province are never published; a mistyped edition ends here.
              throw RefusedException.of(
                  "boundary.edition_without_provinces",
                  options.edition(),
                  String.join(", ", registers.editions().stream().map(Edition::id).toList()));
            }
            return new Units(
                options, edition, reader.units(options.edition()), false, new ArrayList<>());
          });
    }

    /** An edition nobody published a list of: named by its id, with the level asked for. */
    private static Edition extended(Optional<Edition> stored, Options options) {
      String id = options.edition();
      try {
        Set<Level> levels = new TreeSet<>(stored.map(Edition::levels).orElse(List.of()));
        levels.add(options.level());
        return new Edition(
            id,
            stored.map(Edition::title).orElse(new Label(id, id)),
            stored.isPresent()
                ? stored.get().validFrom()
                : id.length() > 4 ? Optional.of(LocalDate.parse(id)) : Optional.empty(),
            stored.flatMap(Edition::validTo),
            List.copyOf(levels));
      } catch (IllegalArgumentException | java.time.DateTimeException e) {
        throw new RefusedException(Message.of("boundary.edition_id", id), e);
      }
    }

    /** The units rows can mean, those of the file included once they were matched. */
    UnitRegister register() {
      if (official) {
        return known;
      }
      Map<String, Unit> all = new TreeMap<>();
      List<Unit> units = new ArrayList<>();
      made.forEach(unit -> all.put(unit.code(), unit));
      for (Level level : Level.values()) {
        for (Unit unit : known.units(level)) {
          if (level != options.level() || !all.containsKey(unit.code())) {
            units.add(unit);
          }
        }
      }
      units.addAll(made);
      return new UnitRegister(options.edition(), units);
    }

    List<JoinOutcome> match(
        Matching matching,
        List<RowKey> keys,
        FieldRoles roles,
        String file,
        List<Finding> findings) {
      if (official) {
        return matching.matcher(known, options.level(), options.file().province()).match(keys);
      }
      boolean needsParent =
          options.level() != Level.PROVINCE && options.file().province().isEmpty();
      if (roles.code().isEmpty()
          || roles.name().isEmpty()
          || (needsParent && roles.parent().isEmpty())) {
        throw RefusedException.of("boundary.edition_unlisted", file, options.edition());
      }
      return fromFile(keys, findings);
    }

    /** Every row is a unit of its own. */
    private List<JoinOutcome> fromFile(List<RowKey> keys, List<Finding> findings) {
      Map<String, List<Integer>> rowsOf = new HashMap<>();
      keys.forEach(
          key ->
              key.code()
                  .ifPresent(
                      code -> rowsOf.computeIfAbsent(code, c -> new ArrayList<>()).add(key.row())));
      List<Integer> unknownParents = new ArrayList<>();
      List<Integer> renamed = new ArrayList<>();
      List<JoinOutcome> outcomes = new ArrayList<>();
      for (RowKey key : keys) {
        Optional<String> parent =
            options.level() == Level.PROVINCE
                ? Optional.empty()
                : key.parent().or(options.file()::province).map(this::parentCode);
        String code = key.code().orElse("");
        String unitName = key.name().orElse("");
        boolean orphan = options.level() != Level.PROVINCE && parent.isEmpty();
        if (code.isEmpty() || unitName.isEmpty() || orphan) {
          outcomes.add(
              new JoinOutcome.Unmatched(
                  key.row(), key.input(), List.of(), Message.of("boundary.row_incomplete")));
          continue;
        }
        List<Integer> rows = rowsOf.get(code);
        if (rows.size() > 1) {
          outcomes.add(
              new JoinOutcome.Ambiguous(
                  key.row(),
                  key.input(),
                  List.of(new Candidate(code, unitName, 1)),
                  Message.of(
                      "boundary.row_same_code",
                      code,
                      String.join(", ", rows.stream().limit(10).map(String::valueOf).toList()))));
          continue;
        }
        if (parent.isPresent() && !isKnownParent(parent.get())) {
          unknownParents.add(key.row());
        }
        known
            .find(options.level(), code)
            .filter(unit -> !sameWord(unit.name(), unitName))
            .ifPresent(unit -> renamed.add(key.row()));
        made.add(
            new Unit(
                options.edition(), options.level(), code, unitName, key.type().orElse(""), parent));
        outcomes.add(
            new JoinOutcome.Matched(
                key.row(),
                key.input(),
                code,
                Message.of("boundary.row_new_unit", options.edition())));
      }
      warn("boundary.parent_unknown", unknownParents, findings);
      warn("boundary.renamed", renamed, findings);
      return outcomes;
    }

    private void warn(String rule, List<Integer> rows, List<Finding> findings) {
      if (!rows.isEmpty()) {
        findings.add(
            new Finding(
                rule, Severity.WARNING, rows, Message.of(rule, rows.size(), options.edition())));
      }
    }

    private boolean isKnownParent(String code) {
      return java.util.Arrays.stream(Level.values())
          .filter(level -> level.ordinal() < options.level().ordinal())
          .anyMatch(level -> known.find(level, code).isPresent());
    }

    /** A parent may be told by its name; the text itself when that names no unit or several. */
    private String parentCode(String text) {
      List<Unit> named =
          java.util.Arrays.stream(Level.values())
              .filter(level -> level.ordinal() < options.level().ordinal())
              .flatMap(level -> known.units(level).stream())
              .filter(unit -> sameWord(unit.name(), text) || sameWord(unit.fullName(), text))
              .toList();
      return isKnownParent(text) || named.size() != 1 ? text : named.get(0).code();
    }

    void keep(StoreWriter writer) {
      if (!official) {
        writer.putEdition(edition);
        writer.putUnits(made);
        return;
      }
      UnitRegister stored = writer.units(edition.id());
      List<Unit> missing = new ArrayList<>();
      for (Level level : Level.values()) {
        for (Unit unit : known.units(level)) {
          if (!stored.find(level, unit.code()).equals(Optional.of(unit))) {
            missing.add(unit);
          }
        }
      }
      if (writer.editions().stream().noneMatch(edition::equals)) {
        writer.putEdition(edition);
      }
      if (!missing.isEmpty()) {
        writer.putUnits(missing);
      }
    }
  }
}
