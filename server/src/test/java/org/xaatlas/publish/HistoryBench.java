package org.xaatlas.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.FormerUnitList;
import org.xaatlas.geodata.Registers;
import org.xaatlas.indicator.Indicator;
import org.xaatlas.release.Hashes;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Source;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.ImportRecord;
import org.xaatlas.store.Store;
import org.xaatlas.store.Stores;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.FormerUnit;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/**
 * Fills a store with made-up figures of every commune of both editions, to measure publishing:
 * {@code HistoryBench FOLDER [INDICATORS [YEARS [GROUPS]]]}, 60, 6 and 4 by default: 19 million
 * values. The links are the official ones, without shares. {@code atlas publish --data FOLDER} is
 * what is measured then.
 */
final class HistoryBench {
  private static final List<String> GROUPS = List.of("all", "kinh", "ethnic_minority", "khmer");
  private static final String OLD = "2021";
  private static final String NEW = "2025-07-01";

  private HistoryBench() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    int indicators = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    int years = args.length > 2 ? Integer.parseInt(args[2]) : 6;
    int groups = args.length > 3 ? Integer.parseInt(args[3]) : GROUPS.size();
    try (Store store = Stores.open("geopackage:" + folder.resolve("atlas.gpkg"))) {
      fill(store, folder, indicators, years, groups);
    }
  }

  private static void fill(Store store, Path folder, int indicators, int years, int groups) {
    Registers registers = new Registers();
    store.write(
        writer -> {
          for (String edition : List.of(OLD, NEW)) {
            Edition known = registers.edition(edition).orElseThrow();
            writer.putEdition(known);
            for (Level level : known.levels()) {
              writer.putUnits(registers.register(edition).orElseThrow().units(level));
            }
          }
          writer.putSource(new Source("bench", "Made-up figures", "", "", "2025", "", ""));
          long number = imported(writer, folder, "crosswalk", NEW);
          writer.putLinks(new EditionPair(OLD, NEW), links(registers, number));
          return null;
        });
    List<Indicator> counted =
        new Catalogues()
            .catalogue().indicators().stream()
                .filter(indicator -> indicator.kind() != Indicator.Kind.RATE)
                .limit(indicators)
                .toList();
    Random random = new Random(7);
    for (String edition : List.of(OLD, NEW)) {
      UnitRegister register = registers.register(edition).orElseThrow();
      for (int year = 2020; year < 2020 + years; year++) {
        int of = year;
        store.write(
            writer -> {
              long number = imported(writer, folder, "statistics", edition);
              for (Indicator indicator : counted) {
                for (String group : GROUPS.subList(0, groups)) {
                  writer.putObservations(
                      key(edition, indicator, of, group),
                      "bench",
                      number,
                      observations(register.units(Level.COMMUNE), random));
                }
              }
              return null;
            });
      }
    }
  }

  private static List<Observation> observations(List<Unit> units, Random random) {
    List<Observation> observations = new ArrayList<>(units.size());
    for (Unit unit : units) {
      observations.add(
          new Observation(
              unit.code(), random.nextInt(3000), Status.ILLUSTRATIVE, "", observations.size() + 1));
    }
    return observations;
  }

  private static List<Link> links(Registers registers, long number) {
    FormerUnitList former = new FormerUnitList(registers);
    List<Link> links = new ArrayList<>();
    for (Unit unit : registers.register(NEW).orElseThrow().units(Level.COMMUNE)) {
      for (FormerUnit each : former.of(unit)) {
        links.add(
            new Link(
                UnitKey.of(each.unit()),
                UnitKey.of(unit),
                each.whole(),
                Map.of(),
                "bench",
                number,
                links.size() + 1));
      }
    }
    return links;
  }

  private static SeriesKey key(String edition, Indicator indicator, int year, String group) {
    return new SeriesKey(
        edition,
        Level.COMMUNE,
        indicator.id(),
        new Period(String.valueOf(year)),
        Optional.empty(),
        indicator.standards().isEmpty() ? "" : year < 2022 ? "59/2015" : "07/2021",
        AreaType.ALL,
        group,
        Nature.ACTUAL,
        Stage.APPROVED);
  }

  private static long imported(
      org.xaatlas.store.StoreWriter writer, Path folder, String kind, String edition) {
    try {
      Path file = Files.writeString(folder.resolve("bench.csv"), kind);
      return writer.putImport(
          new ImportRecord(
              0,
              kind,
              edition,
              "bench.csv",
              Hashes.of(Files.readAllBytes(file)),
              Map.of(),
              "{}",
              Instant.parse("2025-11-01T00:00:00Z")),
          file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
