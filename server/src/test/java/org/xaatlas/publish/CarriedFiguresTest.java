package org.xaatlas.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xaatlas.store.EditionStore.edition;
import static org.xaatlas.store.EditionStore.unit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.Rollups;
import org.xaatlas.release.CarriedFrom;
import org.xaatlas.release.Figures;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.Footing;
import org.xaatlas.release.Manifest;
import org.xaatlas.release.OpenLevel;
import org.xaatlas.release.OpenRelease;
import org.xaatlas.release.UnitHistory;
import org.xaatlas.series.AreaType;
import org.xaatlas.series.Nature;
import org.xaatlas.series.Period;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Stage;
import org.xaatlas.series.Status;
import org.xaatlas.store.EditionStore;
import org.xaatlas.store.Store;
import org.xaatlas.unit.FormerUnits;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;

/**
 * Old province P with district D (communes a, b, c, d) and island district I without communes; old
 * province Q with commune e. The new province N has all of them: x is a and b whole; y is c by
 * known shares and d; z is the rest of c; i is the island; v and w share e, nobody knows how.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CarriedFiguresTest {
  private static final String OLD = "2021";
  private static final String NEW = "2025-07-01";
  private static final EditionPair PAIR = new EditionPair(OLD, NEW);

  @TempDir Path dir;
  private EditionStore editions;
  private Store store;
  private FileReleaseRepository repository;

  @BeforeEach
  void fill() {
    editions = new EditionStore(dir);
    store = editions.store();
    repository = new FileReleaseRepository(dir);
    store.write(
        writer -> {
          writer.putEdition(edition(OLD, null, "2025-06-30"));
          writer.putEdition(edition(NEW, "2025-07-01", null));
          List<Unit> units = new ArrayList<>();
          units.add(unit(OLD, Level.PROVINCE, "P", null));
          units.add(unit(OLD, Level.PROVINCE, "Q", null));
          units.add(unit(OLD, Level.DISTRICT, "D", "P"));
          units.add(unit(OLD, Level.DISTRICT, "I", "P"));
          units.add(unit(OLD, Level.DISTRICT, "E", "Q"));
          for (String code : List.of("a", "b", "c", "d")) {
            units.add(unit(OLD, Level.COMMUNE, code, "D"));
          }
          units.add(unit(OLD, Level.COMMUNE, "e", "E"));
          units.add(unit(NEW, Level.PROVINCE, "N", null));
          for (String code : List.of("i", "v", "w", "x", "y", "z")) {
            units.add(unit(NEW, Level.COMMUNE, code, "N"));
          }
          writer.putUnits(units);
          writer.putSource(EditionStore.source("resolution"));
          return null;
        });
  }

  @AfterEach
  void close() {
    editions.close();
    repository.close();
  }

  private void link() {
    store.write(
        writer -> {
          long number = editions.imported(writer, "crosswalk", NEW);
          Map<Basis, Double> quarter = Map.of(Basis.HOUSEHOLDS, 0.25);
          Map<Basis, Double> rest = Map.of(Basis.HOUSEHOLDS, 0.75);
          writer.putLinks(
              PAIR,
              List.of(
                  link(commune("a"), "x", true, Map.of(), number),
                  link(commune("b"), "x", true, Map.of(), number),
                  link(commune("c"), "y", false, quarter, number),
                  link(commune("c"), "z", false, rest, number),
                  link(commune("d"), "y", true, Map.of(), number),
                  link(new UnitKey(Level.DISTRICT, "I"), "i", true, Map.of(), number),
                  link(commune("e"), "v", false, Map.of(), number),
                  link(commune("e"), "w", false, Map.of(), number)));
          return null;
        });
  }

  private static UnitKey commune(String code) {
    return UnitKey.commune(code);
  }

  private static Link link(
      UnitKey from, String to, boolean whole, Map<Basis, Double> shares, long number) {
    return new Link(from, commune(to), whole, shares, "resolution", number, 4);
  }

  private static SeriesKey key(Level level, String indicator, Nature nature) {
    return new SeriesKey(
        OLD,
        level,
        indicator,
        new Period("2023"),
        Optional.empty(),
        indicator.startsWith("hh_poor") || indicator.startsWith("rate") ? "07/2021" : "",
        AreaType.ALL,
        "all",
        nature,
        Stage.APPROVED);
  }

  private void told(SeriesKey key, Status status, Map<String, Integer> values) {
    editions.told(key, status, values);
  }

  private void told(Level level, String indicator, Map<String, Integer> values) {
    told(key(level, indicator, Nature.ACTUAL), Status.REPORTED, values);
  }

  private OpenRelease publish() {
    Catalogues catalogues = new Catalogues();
    String release =
        new Publisher(
                store,
                repository,
                catalogues.catalogue(),
                catalogues.schemes(),
                FormerUnits.NONE,
                catalogues.carryRules(),
                new Rollups().rules(),
                PublishListener.NONE)
            .publish()
            .release();
    return OpenRelease.open(repository, release);
  }

  private static Manifest.SeriesEntry carried(
      OpenRelease release, Level level, String indicator, Level from) {
    return release.manifest().series().stream()
        .filter(e -> e.key().edition().equals(NEW) && e.key().level() == level)
        .filter(e -> e.key().indicator().equals(indicator))
        .filter(e -> e.carried().equals(Optional.of(new CarriedFrom(OLD, from))))
        .findFirst()
        .orElseThrow();
  }

  /** What each unit has, by code; units without a figure are left out. */
  private static Map<String, Double> values(OpenRelease release, Manifest.SeriesEntry entry) {
    OpenLevel level = release.level(NEW, entry.key().level()).orElseThrow();
    Figures figures = release.figures(entry);
    Map<String, Double> values = new java.util.TreeMap<>();
    for (int unit = 0; unit < figures.size(); unit++) {
      if (!Double.isNaN(figures.value(unit))) {
        values.put(level.units().code(unit), figures.value(unit));
      }
    }
    return values;
  }

  @Test
  void counts_come_to_the_new_communes_and_rates_follow_from_them() {
    link();
    told(Level.COMMUNE, "hh_total", Map.of("a", 100, "b", 300, "c", 201, "d", 50, "e", 80));
    told(Level.COMMUNE, "hh_poor", Map.of("a", 10, "b", 0, "c", 21, "d", 5, "e", 0));
    told(Level.DISTRICT, "hh_total", Map.of("I", 77, "D", 651));
    OpenRelease release = publish();

    Manifest.SeriesEntry total = carried(release, Level.COMMUNE, "hh_total", Level.COMMUNE);
    // 201 x 0.25 = 50.25 and 150.75; e was divided nobody knows how, and all of it is in doubt.
    assertEquals(Map.of("i", 77.0, "x", 400.0, "y", 100.0, "z", 151.0), values(release, total));
    assertEquals(List.of(Status.ESTIMATED), total.statuses());
    assertEquals(List.of("review"), total.sources());
    assertEquals(4, total.count());

    Manifest.SeriesEntry poor = carried(release, Level.COMMUNE, "hh_poor", Level.COMMUNE);
    // None of the households of e was poor, however they were divided.
    assertEquals(
        Map.of("v", 0.0, "w", 0.0, "x", 10.0, "y", 10.0, "z", 16.0), values(release, poor));

    Manifest.SeriesEntry rate = carried(release, Level.COMMUNE, "rate_poor", Level.COMMUNE);
    assertEquals(2.5, values(release, rate).get("x"));
    assertFalse(values(release, rate).containsKey("v"));

    Figures figures = release.figures(total);
    int y = release.level(NEW, Level.COMMUNE).orElseThrow().units().indexOf("y");
    assertEquals(Optional.of(new Footing(Basis.HOUSEHOLDS, 0.5, 0)), figures.footing(y));
    int x = release.level(NEW, Level.COMMUNE).orElseThrow().units().indexOf("x");
    assertEquals(Optional.of(new Footing(Basis.WHOLE, 0, 0)), figures.footing(x));
    assertEquals(Optional.of(Status.ESTIMATED), figures.status(x));
  }

  @Test
  void the_sum_of_a_province_is_exact_where_its_communes_are_not() {
    link();
    told(Level.COMMUNE, "hh_total", Map.of("a", 100, "b", 300, "c", 201, "d", 50, "e", 80));
    told(Level.DISTRICT, "hh_total", Map.of("I", 77));
    OpenRelease release = publish();

    Manifest.SeriesEntry province = carried(release, Level.PROVINCE, "hh_total", Level.COMMUNE);
    assertEquals(Map.of("N", 808.0), values(release, province));
    assertEquals(Optional.of(new Footing(Basis.WHOLE, 0, 0)), release.figures(province).footing(0));
  }

  @Test
  void a_province_has_a_figure_when_all_former_provinces_told_one() {
    link();
    told(Level.PROVINCE, "hh_total", Map.of("P", 700, "Q", 80));
    told(Level.PROVINCE, "hh_poor", Map.of("P", 30));
    OpenRelease release = publish();

    assertEquals(
        Map.of("N", 780.0),
        values(release, carried(release, Level.PROVINCE, "hh_total", Level.PROVINCE)));
    assertTrue(
        release.manifest().series().stream()
            .noneMatch(e -> e.carried().isPresent() && e.key().indicator().equals("hh_poor")));
    // Nothing known of provinces was spread over communes.
    assertTrue(
        release.manifest().series().stream()
            .noneMatch(e -> e.carried().isPresent() && e.key().level() == Level.COMMUNE));
  }

  @Test
  void a_missing_part_leaves_no_figure() {
    link();
    told(Level.COMMUNE, "hh_total", Map.of("a", 100, "c", 200, "d", 50));
    OpenRelease release = publish();

    assertEquals(
        Map.of("y", 100.0, "z", 150.0),
        values(release, carried(release, Level.COMMUNE, "hh_total", Level.COMMUNE)));
  }

  @Test
  void made_up_counts_stay_made_up() {
    link();
    told(Level.COMMUNE, "hh_total", Map.of("a", 100, "d", 50));
    told(
        key(Level.COMMUNE, "hh_total", Nature.ACTUAL),
        Status.ILLUSTRATIVE,
        Map.of("b", 300, "c", 200));
    OpenRelease release = publish();
    Manifest.SeriesEntry total = carried(release, Level.COMMUNE, "hh_total", Level.COMMUNE);

    Figures figures = release.figures(total);
    int x = release.level(NEW, Level.COMMUNE).orElseThrow().units().indexOf("x");
    assertEquals(Optional.of(Status.ILLUSTRATIVE), figures.status(x));
    assertEquals(List.of("demo", "review"), total.sources());
    assertEquals("demo review", release.provenance(total).orElseThrow().source(x));
  }

  @Test
  void rates_targets_and_counts_of_units_are_not_carried() {
    link();
    told(Level.COMMUNE, "rate_poor", Map.of("a", 10, "b", 20));
    told(Level.PROVINCE, "desig_region_3", Map.of("P", 10, "Q", 1));
    told(key(Level.PROVINCE, "hh_poor", Nature.TARGET), Status.REPORTED, Map.of("P", 10, "Q", 1));
    OpenRelease release = publish();

    assertTrue(release.manifest().series().stream().noneMatch(e -> e.carried().isPresent()));
  }

  @Test
  void without_a_crosswalk_nothing_is_carried_and_the_manifest_says_nothing_of_one() {
    told(Level.COMMUNE, "hh_total", Map.of("a", 100));
    OpenRelease release = publish();

    assertTrue(release.manifest().series().stream().noneMatch(e -> e.carried().isPresent()));
    assertFalse(new String(release.manifestBytes()).contains("crosswalks"));
  }

  @Test
  void the_release_tells_what_became_of_units() throws Exception {
    link();
    told(Level.COMMUNE, "hh_total", Map.of("a", 100));
    String before = publish().manifest().content();
    OpenRelease release = publish();
    assertEquals(before, release.manifest().content());

    Manifest.CrosswalkEntry entry = release.manifest().crosswalks().get(0);
    assertEquals(List.of(8, 2, 1), List.of(entry.links(), entry.divided(), entry.unknown()));
    UnitHistory history = new UnitHistory(release);
    OpenLevel communes = release.level(NEW, Level.COMMUNE).orElseThrow();
    assertEquals(
        "c:0.25:households d:1.0:whole",
        told(history.formedFrom(communes, communes.units().indexOf("y"))));
    OpenLevel old = release.level(OLD, Level.COMMUNE).orElseThrow();
    assertEquals(
        "v:0.5:unknown w:0.5:unknown", told(history.became(old, old.units().indexOf("e"))));
    OpenLevel districts = release.level(OLD, Level.DISTRICT).orElseThrow();
    assertEquals("i:1.0:whole", told(history.became(districts, districts.units().indexOf("I"))));
    OpenLevel provinces = release.level(OLD, Level.PROVINCE).orElseThrow();
    assertEquals("N:1.0:whole", told(history.became(provinces, provinces.units().indexOf("Q"))));
    OpenLevel newProvinces = release.level(NEW, Level.PROVINCE).orElseThrow();
    assertEquals("P:1.0:whole Q:1.0:whole", told(history.formedFrom(newProvinces, 0)));

    JsonNode search =
        new ObjectMapper()
            .readTree(repository.piece(release.manifest().search()).orElseThrow().toFile());
    boolean found = false;
    for (JsonNode each : search.path("entries")) {
      if (each.path("edition").asText().equals(NEW) && each.path("code").asText().equals("z")) {
        found = true;
        assertEquals("c", each.at("/former/0/code").asText());
        assertFalse(each.at("/former/0/whole").asBoolean(true));
      }
    }
    assertTrue(found);
  }

  private static String told(List<UnitHistory.Step> steps) {
    return steps.stream()
        .map(
            step ->
                step.level().units().code(step.unit())
                    + ":"
                    + step.share()
                    + ":"
                    + step.basis().id())
        .collect(Collectors.joining(" "));
  }

  @Test
  void figures_come_to_every_edition_on_the_way() {
    String between = "2023-01-01";
    store.write(
        writer -> {
          writer.putEdition(edition(between, "2023-01-01", "2025-06-30"));
          writer.putUnits(
              List.of(
                  unit(between, Level.PROVINCE, "P", null),
                  unit(between, Level.DISTRICT, "D", "P"),
                  unit(between, Level.COMMUNE, "ab", "D"),
                  unit(between, Level.COMMUNE, "d", "D")));
          long number = editions.imported(writer, "crosswalk", between);
          writer.putLinks(
              new EditionPair(OLD, between),
              List.of(
                  link(commune("a"), "ab", true, Map.of(), number),
                  link(commune("b"), "ab", true, Map.of(), number),
                  link(commune("d"), "d", true, Map.of(), number)));
          writer.putLinks(
              new EditionPair(between, NEW),
              List.of(
                  link(commune("ab"), "x", true, Map.of(), number),
                  link(commune("d"), "y", true, Map.of(), number)));
          return null;
        });
    told(Level.COMMUNE, "hh_total", Map.of("a", 100, "b", 200, "d", 70));
    SeriesKey merged = key(Level.COMMUNE, "hh_total", Nature.ACTUAL).on(between, Level.COMMUNE);
    told(merged, Status.REPORTED, Map.of("ab", 310, "d", 71));

    OpenRelease release = publish();

    assertEquals(
        List.of("2021 ab=300.0 d=70.0", "2023-01-01 ab=310.0 d=71.0"), bases(release, between));
    assertEquals(List.of("2021 x=300.0 y=70.0", "2023-01-01 x=310.0 y=71.0"), bases(release, NEW));
  }

  private static List<String> bases(OpenRelease release, String edition) {
    OpenLevel level = release.level(edition, Level.COMMUNE).orElseThrow();
    List<String> told = new ArrayList<>();
    for (Manifest.SeriesEntry entry : release.manifest().series()) {
      if (entry.key().edition().equals(edition) && entry.key().level() == Level.COMMUNE) {
        Figures figures = release.figures(entry);
        StringBuilder text = new StringBuilder(entry.base());
        for (int unit = 0; unit < figures.size(); unit++) {
          if (!Double.isNaN(figures.value(unit))) {
            text.append(' ').append(level.units().code(unit)).append('=');
            text.append(figures.value(unit));
          }
        }
        told.add(text.toString());
      }
    }
    told.sort(null);
    return told;
  }
}
