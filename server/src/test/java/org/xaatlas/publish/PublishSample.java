package org.xaatlas.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.MultiPolygon;
import org.xaatlas.designation.Designation;
import org.xaatlas.designation.DesignationScheme;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.indicator.Catalogue;
import org.xaatlas.message.Label;
import org.xaatlas.release.Hashes;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreWriter;
import org.xaatlas.tile.WigglyCoverage;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;

/**
 * Two provinces of three communes with boundaries, a third of two communes about which nothing is
 * known; poor households told by two sources, a reported rate, designations.
 */
final class PublishSample {
  static final String EDITION = "2025-07-01";

  private PublishSample() {}

  static Catalogue catalogue() {
    return new Catalogues().catalogue();
  }

  static List<DesignationScheme> schemes() {
    return new Catalogues().schemes();
  }

  static Map<String, MultiPolygon> coverage() {
    return new WigglyCoverage(2, 3, 24, 105.2, 20.9, 0.12, 9).communes();
  }

  static SeriesKey key(String indicator, String standard) {
    return new SeriesKey(
        EDITION,
        Level.COMMUNE,
        indicator,
        Period.parse("2023"),
        Optional.empty(),
        standard,
        AreaType.ALL,
        "all",
        Nature.ACTUAL,
        Stage.APPROVED);
  }

  static void fill(Store store, Path folder) {
    store.write(
        writer -> {
          writer.putEdition(
              new Edition(
                  EDITION,
                  new Label("Từ 01/07/2025", "From 1 July 2025"),
                  Optional.of(LocalDate.of(2025, 7, 1)),
                  Optional.empty(),
                  List.of(Level.PROVINCE, Level.COMMUNE)));
          List<Unit> units = new ArrayList<>();
          for (String province : List.of("01", "02", "03")) {
            units.add(unit(Level.PROVINCE, province, Optional.empty()));
          }
          for (String code :
              List.of("01001", "01002", "01003", "02001", "02002", "02003", "03001", "03002")) {
            units.add(unit(Level.COMMUNE, code, Optional.of(code.substring(0, 2))));
          }
          writer.putUnits(units);
          for (String source : List.of("map", "early", "late")) {
            writer.putSource(new Source(source, "Source " + source, "", "", "2024", "", ""));
          }
          long map = imported(writer, folder, "boundaries");
          List<Boundary> boundaries = new ArrayList<>();
          coverage().forEach((code, o) -> boundaries.add(new Boundary(code, o, false, "map", map)));
          writer.putBoundaries(EDITION, Level.COMMUNE, boundaries);
          writer.putAdjacency(EDITION, Level.COMMUNE, neighbours());

          long early = imported(writer, folder, "statistics");
          SeriesKey poor = key("hh_poor", "07/2021");
          writer.putObservations(
              poor,
              "early",
              early,
              List.of(
                  told("01001", 10, 1),
                  told("01002", 20, 2),
                  told("01003", 30, 3),
                  told("02002", 0, 5)));
          writer.putObservations(
              key("hh_total", ""),
              "early",
              early,
              List.of(
                  told("01001", 100, 1),
                  told("01002", 200, 2),
                  told("01003", 0, 3),
                  told("02001", 50, 4),
                  told("02002", 80, 5)));
          writer.putObservations(
              key("rate_poor", "07/2021"),
              "early",
              early,
              List.of(told("01001", 10.1, 1), told("02003", 7, 6)));
          long late = imported(writer, folder, "statistics");
          writer.putObservations(
              poor,
              "late",
              late,
              List.of(new Observation("01002", 21.5, Status.ESTIMATED, "hơn", 1)));
          writer.putDesignations(
              List.of(
                  designation("01003", "", "region", "III", late, true),
                  designation("01002", "Bản Mạt", "village_dbkk", "yes", late, false)));
          return null;
        });
  }

  static void addMadeUp(Store store, Path folder, String indicator, List<String> units) {
    add(
        store,
        folder,
        key(indicator, "07/2021"),
        units.stream().map(unit -> new Observation(unit, 77, Status.ILLUSTRATIVE, "", 1)).toList());
  }

  static void addRate(Store store, Path folder, String unit, double value) {
    add(store, folder, key("rate_poor", "07/2021"), List.of(told(unit, value, 1)));
  }

  private static void add(Store store, Path folder, SeriesKey key, List<Observation> observations) {
    store.write(
        writer -> {
          long number = imported(writer, folder, "statistics");
          writer.putSource(new Source("added", "Added later", "", "", "2025", "", ""));
          writer.putObservations(key, "added", number, observations);
          return null;
        });
  }

  static void addFigures(Store store, Path folder, String indicator) {
    store.write(
        writer -> {
          long number = imported(writer, folder, "statistics");
          writer.putSource(new Source("new", "A new decision", "", "", "2025", "", ""));
          writer.putObservations(
              key(indicator, "07/2021"), "new", number, List.of(told("01001", 4, 1)));
          return null;
        });
  }

  static void addFigureOfThirdProvince(Store store, Path folder) {
    store.write(
        writer -> {
          long number = imported(writer, folder, "statistics");
          writer.putObservations(
              key("hh_poor", "07/2021"), "late", number, List.of(told("03002", 9, 1)));
          return null;
        });
  }

  /** Replaces one boundary by a part of it. */
  static void addBoundary(Store store, Path folder) {
    store.write(
        writer -> {
          long number = imported(writer, folder, "boundaries");
          MultiPolygon smaller =
              new WigglyCoverage(1, 1, 24, 105.0, 20.9, 0.12, 9).communes().get("01001");
          writer.putBoundaries(
              EDITION,
              Level.COMMUNE,
              List.of(new Boundary("03001", smaller, false, "map", number)));
          return null;
        });
  }

  /** An edition with one commune that lies in no province. */
  static void addHomelessEdition(Store store, Path folder) {
    store.write(
        writer -> {
          writer.putEdition(
              new Edition(
                  "2030",
                  new Label("2030", "2030"),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(Level.COMMUNE)));
          writer.putUnits(
              List.of(
                  new Unit("2030", Level.COMMUNE, "01001", "Tên", "Xã", Optional.of("Nơi khác"))));
          long number = imported(writer, folder, "boundaries");
          writer.putBoundaries(
              "2030",
              Level.COMMUNE,
              List.of(new Boundary("01001", coverage().get("01001"), false, "map", number)));
          return null;
        });
  }

  private static Unit unit(Level level, String code, Optional<String> parent) {
    return new Unit(EDITION, level, code, "Tên " + code, "Xã", parent);
  }

  private static Observation told(String unit, double value, int row) {
    return new Observation(unit, value, Status.REPORTED, "", row);
  }

  private static Designation designation(
      String unit, String name, String scheme, String given, long number, boolean made) {
    return new Designation(
        EDITION,
        Level.COMMUNE,
        unit,
        name,
        scheme,
        given,
        "60/QĐ-BDTTG",
        Optional.of(LocalDate.of(2026, 1, 29)),
        Optional.empty(),
        made,
        "late",
        number,
        1);
  }

  private static Adjacency neighbours() {
    TreeMap<String, java.util.SortedSet<String>> neighbours = new TreeMap<>();
    neighbours.put("01001", new TreeSet<>(List.of("01002", "02001")));
    neighbours.put("01002", new TreeSet<>(List.of("01001")));
    neighbours.put("02001", new TreeSet<>(List.of("01001")));
    return new Adjacency(neighbours);
  }

  private static long imported(StoreWriter writer, Path folder, String kind) {
    try {
      Path file = Files.createTempFile(folder, "file", ".csv");
      Files.writeString(file, kind);
      return writer.putImport(
          new ImportRecord(
              0,
              kind,
              EDITION,
              "file.csv",
              Hashes.of(Files.readAllBytes(file)),
              Map.of(),
              "{\"kind\":\"" + kind + " " + writer.imports().size() + "\"}",
              Instant.parse("2025-11-01T00:00:00Z")),
          file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
