package org.xaatlas.ingest.boundary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.locationtech.jts.geom.MultiPolygon;
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
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.spatial.HeapNeed;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.unit.Level;

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
      BoundaryUnits units = BoundaryUnits.of(store, registers, options);
      DeclaredCrs crs = read();
      refuseHouseholds();
      FieldRoles roles = FieldRoles.find(name, fields(), options.level(), options, findings);
      OutlineChecks outlines = new OutlineChecks(progress, findings);
      outlines.check(
          features,
          new Placement(name, options.anywhere(), findings).place(features, crs, options.crs()));
      List<RowKey> keys = features.stream().map(roles::key).toList();
      List<JoinOutcome> outcomes =
          withoutOutline(keys, units.match(matching, keys, roles, name, findings));
      for (JoinOutcome outcome : outcomes) {
        if (outcome instanceof JoinOutcome.Matched matched) {
          outlines
              .outline(matched.row())
              .ifPresent(outline -> accepted.put(matched.code(), outline));
        }
      }
      checkEdition(keys, outcomes);
      UnitDifferences differences = new UnitDifferences(units.register(), options, findings);
      differences.compare(keys, outcomes);
      differences.hint(outcomes);
      progress.at(Message.of("boundary.step_coverage"), 0, accepted.size());
      outlines.coverage(outcomes, vertices);
      if (accepted.isEmpty()) {
        refuse("boundary.nothing", Message.of("boundary.nothing", name, options.edition()));
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

    /** Codes of another edition: those that match here are as wrong as those that do not. */
    private void checkEdition(List<RowKey> keys, List<JoinOutcome> outcomes) {
      Map<Integer, JoinOutcome> byRow = new HashMap<>();
      outcomes.forEach(outcome -> byRow.put(outcome.row(), outcome));
      ForeignCodes.find(registers, options.edition(), options.level(), keys, byRow)
          .forEach(message -> refuse("edition.other", message));
    }

    private void refuse(String rule, Message message) {
      findings.add(new Finding(rule, Severity.ERROR, List.of(), message));
    }

    private long keep(StoreWriter writer, MatchReport report, BoundaryUnits units) {
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
      new NewOutlines(options, accepted).put(writer, number);
      return number;
    }
  }
}
