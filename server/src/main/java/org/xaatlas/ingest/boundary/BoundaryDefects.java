package org.xaatlas.ingest.boundary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.xaatlas.ingest.Progress;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;
import org.xaatlas.spatial.CoverageCheck;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitRegister;

/**
 * What is wrong between the boundaries of one level of an edition as the store has them, whatever
 * files they came from: ground that two units claim, and ground between units that none claims.
 *
 * @param edition id of the edition
 * @param level tier of the units
 * @param units how many boundaries were compared
 * @param defects all of them, the largest first
 * @param complete whether the search went through; otherwise there may be more
 */
public record BoundaryDefects(
    String edition, Level level, int units, List<Defect> defects, boolean complete) {
  /** How many defects a file holds at most: the largest. */
  public static final int MOST = 100_000;

  /** What kind of defect. */
  public enum Kind {
    OVERLAP,
    GAP
  }

  /**
   * One defect.
   *
   * @param units those that claim the ground, or those around it; by code
   * @param squareMetres area on the ellipsoid
   * @param ground the ground itself, lon/lat
   * @param place a place inside it, lon/lat
   * @param schematic whether the outline of any of the units was drawn by a program
   */
  public record Defect(
      Kind kind,
      List<Unit> units,
      double squareMetres,
      Geometry ground,
      Coordinate place,
      boolean schematic) {
    public Defect {
      units = List.copyOf(units);
    }
  }

  public BoundaryDefects {
    Objects.requireNonNull(edition, "edition");
    defects = List.copyOf(defects);
  }

  /**
   * Compares all boundaries of a level.
   *
   * @param edition id; empty for the newest edition that has boundaries of the level
   * @throws RefusedException key {@code boundary.check_nothing} when there are none
   */
  public static BoundaryDefects of(
      Store store, Optional<String> edition, Level level, Progress progress) {
    return store.read(
        reader -> {
          String found =
              edition
                  .or(() -> newest(reader, level))
                  .filter(id -> reader.boundaryFingerprint(id, level).isPresent())
                  .orElseThrow(
                      () ->
                          RefusedException.of(
                              "boundary.check_nothing", level.id(), edition.orElse("-")));
          return of(reader, found, level, progress);
        });
  }

  private static Optional<String> newest(StoreReader reader, Level level) {
    return reader.editions().stream()
        .map(Edition::id)
        .filter(id -> reader.boundaryFingerprint(id, level).isPresent())
        .reduce((older, newer) -> newer);
  }

  private static BoundaryDefects of(
      StoreReader reader, String edition, Level level, Progress progress) {
    SortedMap<String, MultiPolygon> outlines = new TreeMap<>();
    Set<String> schematic = new HashSet<>();
    reader.boundaries(
        edition,
        level,
        boundary -> {
          outlines.put(boundary.unit(), boundary.geometry());
          if (boundary.schematic()) {
            schematic.add(boundary.unit());
          }
          progress.at(Message.of("boundary.step_reading", edition), outlines.size(), 0);
        });
    progress.at(Message.of("boundary.step_coverage"), 0, outlines.size());
    CoverageCheck.Report report = CoverageCheck.check(outlines);
    UnitRegister register = reader.units(edition);
    List<Defect> defects = new ArrayList<>();
    for (CoverageCheck.Overlap overlap : report.overlaps()) {
      defects.add(
          defect(
              Kind.OVERLAP,
              List.of(overlap.first(), overlap.second()),
              overlap.squareMetres(),
              overlap.ground(),
              overlap.place(),
              register,
              level,
              schematic));
    }
    for (CoverageCheck.Gap gap : report.gaps()) {
      defects.add(
          defect(
              Kind.GAP,
              gap.units(),
              gap.squareMetres(),
              gap.ground(),
              gap.place(),
              register,
              level,
              schematic));
    }
    defects.sort(Comparator.comparingDouble(Defect::squareMetres).reversed());
    return new BoundaryDefects(edition, level, outlines.size(), defects, report.complete());
  }

  private static Defect defect(
      Kind kind,
      List<String> codes,
      double squareMetres,
      Geometry ground,
      Coordinate place,
      UnitRegister register,
      Level level,
      Set<String> schematic) {
    return new Defect(
        kind,
        codes.stream().map(code -> register.find(level, code).orElseThrow()).toList(),
        squareMetres,
        ground,
        place,
        codes.stream().anyMatch(schematic::contains));
  }

  /** The defects of a kind. */
  public List<Defect> of(Kind kind) {
    return defects.stream().filter(defect -> defect.kind() == kind).toList();
  }

  /**
   * Writes the defects as GeoJSON, the largest {@link #MOST} of them: beside its place first, then
   * renamed.
   *
   * @return how many were written
   * @throws EnvironmentException key {@code boundary.check_write} when the file cannot be written
   */
  public int writeTo(Path file) {
    Path place = file.toAbsolutePath();
    // Not a temporary file of the JDK: that one only its owner could read, the result too.
    Path draft = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        int written;
        try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
          written = write(out);
        }
        Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
        return written;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("boundary.check_write", file.toString(), String.valueOf(e.getMessage())), e);
    }
  }

  private int write(OutputStream out) throws IOException {
    int written = 0;
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeStringField("edition", edition);
      json.writeStringField("level", level.id());
      json.writeNumberField("units", units);
      json.writeBooleanField("complete", complete);
      json.writeArrayFieldStart("features");
      for (Defect defect : defects) {
        if (written == MOST) {
          break;
        }
        json.writeRaw(written == 0 ? "\n" : "");
        write(json, defect);
        json.writeRaw('\n');
        written++;
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return written;
  }

  private static void write(JsonGenerator json, Defect defect) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeObjectFieldStart("properties");
    json.writeStringField("kind", defect.kind() == Kind.GAP ? "gap" : "overlap");
    json.writeArrayFieldStart("codes");
    for (Unit unit : defect.units()) {
      json.writeString(unit.code());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("names");
    for (Unit unit : defect.units()) {
      json.writeString(unit.fullName());
    }
    json.writeEndArray();
    json.writeNumberField("area_m2", Math.rint(defect.squareMetres() * 1000) / 1000);
    json.writeBooleanField("schematic", defect.schematic());
    json.writeEndObject();
    json.writeFieldName("geometry");
    geometry(json, defect.ground());
    json.writeEndObject();
  }

  private static void geometry(JsonGenerator json, Geometry ground) throws IOException {
    boolean several = ground.getNumGeometries() > 1;
    json.writeStartObject();
    json.writeStringField("type", several ? "MultiPolygon" : "Polygon");
    json.writeFieldName("coordinates");
    if (several) {
      json.writeStartArray();
    }
    for (int i = 0; i < ground.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) ground.getGeometryN(i);
      json.writeStartArray();
      ring(json, polygon.getExteriorRing(), true);
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        ring(json, polygon.getInteriorRingN(hole), false);
      }
      json.writeEndArray();
    }
    if (several) {
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void ring(JsonGenerator json, LinearRing ring, boolean counterClockwise)
      throws IOException {
    CoordinateSequence points = ring.getCoordinateSequence();
    boolean forwards = Orientation.isCCW(points) == counterClockwise;
    json.writeStartArray();
    for (int i = 0; i < points.size(); i++) {
      int at = forwards ? i : points.size() - 1 - i;
      json.writeArray(new double[] {points.getX(at), points.getY(at)}, 0, 2);
    }
    json.writeEndArray();
  }
}
