package org.xaatlas.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xaatlas.designation.Designation;
import org.xaatlas.unit.Level;

/** The designations of one scheme in one edition and level. Immutable, safe to share. */
public final class DesignationList {
  private static final Comparator<Designation> OLDEST_FIRST =
      Comparator.comparing((Designation d) -> d.validFrom().orElse(LocalDate.MIN))
          .thenComparing(d -> d.validTo().orElse(LocalDate.MAX))
          .thenComparing(Designation::importNumber);

  private final String scheme;
  private final String edition;
  private final Level level;
  private final boolean illustrative;
  private final Map<String, List<Designation>> byUnit;

  private DesignationList(
      String scheme,
      String edition,
      Level level,
      boolean illustrative,
      Map<String, List<Designation>> byUnit) {
    this.scheme = scheme;
    this.edition = edition;
    this.level = level;
    this.illustrative = illustrative;
    this.byUnit = byUnit;
  }

  static DesignationList read(JsonNode piece) throws IOException {
    PieceReader.requireFormat(piece, "xa-atlas-designations/1");
    String scheme = piece.path("scheme").asText();
    String edition = piece.path("edition").asText();
    Level level =
        Level.of(piece.path("level").asText())
            .orElseThrow(() -> new IOException("Not a level: " + piece.path("level")));
    Map<String, List<Designation>> byUnit = new HashMap<>();
    boolean illustrative = false;
    for (JsonNode entry : piece.path("entries")) {
      Designation designation =
          new Designation(
              edition,
              level,
              entry.path("unit").asText(),
              entry.path("name").asText(""),
              scheme,
              entry.path("class").asText(),
              entry.path("decision").asText(""),
              OpenRelease.date(entry.path("validFrom")),
              OpenRelease.date(entry.path("validTo")),
              entry.path("illustrative").asBoolean(),
              entry.path("source").asText(),
              entry.path("import").asLong(),
              entry.path("row").asInt());
      illustrative |= designation.illustrative();
      byUnit.computeIfAbsent(designation.unit(), unit -> new ArrayList<>()).add(designation);
    }
    byUnit.replaceAll((unit, list) -> list.stream().sorted(OLDEST_FIRST).toList());
    return new DesignationList(scheme, edition, level, illustrative, Map.copyOf(byUnit));
  }

  public String scheme() {
    return scheme;
  }

  public String edition() {
    return edition;
  }

  /** The tier the scheme is given to; for villages the units are their communes. */
  public Level level() {
    return level;
  }

  /** Whether any of them was made up to show the program. */
  public boolean illustrative() {
    return illustrative;
  }

  /** All of them, in the order of unit codes and of time. */
  List<Designation> all() {
    return byUnit.keySet().stream().sorted().flatMap(unit -> of(unit).stream()).toList();
  }

  /** All designations of a unit, or of the villages of a commune, oldest first. */
  public List<Designation> of(String unit) {
    return byUnit.getOrDefault(unit, List.of());
  }

  /** Those of a unit that hold on a day; what says no day holds always. */
  public List<Designation> of(String unit, LocalDate day) {
    return of(unit).stream().filter(designation -> holds(designation, day)).toList();
  }

  /** The one of a unit that holds on a day, the latest when decisions overlap, a real one first. */
  public Optional<Designation> inForce(String unit, LocalDate day) {
    List<Designation> all = of(unit, day);
    List<Designation> real = all.stream().filter(d -> !d.illustrative()).toList();
    List<Designation> holding = real.isEmpty() ? all : real;
    return holding.isEmpty() ? Optional.empty() : Optional.of(holding.get(holding.size() - 1));
  }

  private static boolean holds(Designation designation, LocalDate day) {
    return !designation.validFrom().filter(day::isBefore).isPresent()
        && !designation.validTo().filter(day::isAfter).isPresent();
  }

  /** The last first day of any of them. */
  Optional<LocalDate> latestStart() {
    return byUnit.values().stream()
        .flatMap(List::stream)
        .flatMap(designation -> designation.validFrom().stream())
        .max(Comparator.naturalOrder());
  }
}
