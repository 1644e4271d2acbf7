package org.xaatlas.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.xaatlas.crosswalk.Basis;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.designation.Designation;
import org.xaatlas.geodata.Registers;
import org.xaatlas.join.Decision;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Label;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.priority.KeptScenario;
import org.xaatlas.priority.KeptScenarios;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Series;
import org.xaatlas.series.SeriesKey;
import org.xaatlas.series.Status;
import org.xaatlas.spatial.Adjacency;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.spatial.OutlineSize;
import org.xaatlas.unit.Edition;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitGroup;
import org.xaatlas.unit.UnitKey;
import org.xaatlas.unit.UnitRegister;

/** What every store promises. A store passes when its test class inherits this one. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class StoreContract {
  @TempDir Path folder;
  Store store;

  /** The address of a store that does not exist yet; the same one during a test. */
  abstract String address() throws Exception;

  @BeforeEach
  void open_a_new_store() throws Exception {
    store = Stores.open(address());
  }

  @AfterEach
  void close_the_store() {
    if (store != null) {
      store.close();
    }
  }

  final void reopen() throws Exception {
    store.close();
    store = Stores.open(address());
  }

  /** Runs a change in a transaction of its own that begins with an import. */
  final long change(java.util.function.ObjLongConsumer<StoreWriter> work) {
    return store.write(
        writer -> {
          String content = "content";
          long number = writer.putImport(Sample.record(content), Sample.file(folder, content));
          work.accept(writer, number);
          return number;
        });
  }

  final void putBasics() {
    write(Sample::putBasics);
  }

  final void write(java.util.function.Consumer<StoreWriter> work) {
    store.write(
        writer -> {
          work.accept(writer);
          return null;
        });
  }

  final List<Series> series() {
    return store.read(
        reader -> {
          List<Series> all = new ArrayList<>();
          reader.series(all::add);
          return all;
        });
  }

  final List<Boundary> boundaries(Level level) {
    return store.read(
        reader -> {
          List<Boundary> all = new ArrayList<>();
          reader.boundaries(Sample.NEW, level, all::add);
          return all;
        });
  }

  static Boundary boundary(String unit, MultiPolygon geometry, long importNumber) {
    return new Boundary(unit, geometry, false, Sample.SOURCE.id(), importNumber);
  }

  final Optional<String> fingerprint() {
    return store.read(reader -> reader.boundaryFingerprint(Sample.NEW, Level.COMMUNE));
  }

  @Test
  void a_new_store_is_empty() {
    store.read(
        reader -> {
          assertEquals(List.of(), reader.editions());
          assertEquals(List.of(), reader.units(Sample.NEW).units(Level.COMMUNE));
          reader.boundaries(Sample.NEW, Level.COMMUNE, b -> assertEquals("none", b.unit()));
          assertEquals(Optional.empty(), reader.boundaryFingerprint(Sample.NEW, Level.COMMUNE));
          reader.outlineSizes(Sample.NEW, Level.COMMUNE, o -> assertEquals("none", o.unit()));
          assertEquals(Map.of(), reader.adjacency(Sample.NEW, Level.COMMUNE).neighbours());
          assertEquals(List.of(), reader.sources());
          reader.series(s -> assertEquals("none", s.source()));
          assertEquals(List.of(), reader.designations());
          assertEquals(List.of(), reader.imports());
          assertTrue(reader.sourceFile("0".repeat(64)).isEmpty());
          return null;
        });
  }

  @Test
  void editions_units_and_sources_come_back_as_they_were_put() throws Exception {
    putBasics();
    reopen();
    store.read(
        reader -> {
          assertEquals(List.of(Sample.OLD_EDITION, Sample.NEW_EDITION), reader.editions());
          assertEquals(Sample.UNITS.subList(1, 4), reader.units(Sample.NEW).units(Level.COMMUNE));
          assertEquals(
              Optional.of(Sample.OLD_UNITS.get(2)),
              reader.units(Sample.OLD).find(Level.COMMUNE, "03646"));
          assertEquals(List.of(Sample.OTHER_SOURCE, Sample.SOURCE), reader.sources());
          return null;
        });
  }

  @Test
  void decisions_come_back_replace_each_other_and_can_be_taken_back() throws Exception {
    Decision first = decision("", "xã mường lả sơn la", Optional.of("03646"));
    Decision within = decision("14", "xã mường lả sơn la", Optional.empty());
    write(writer -> writer.putDecisions(List.of(first, within)));
    reopen();
    assertEquals(List.of(first, within), store.read(StoreReader::decisions));
    Decision changed = decision("", "Xã  Mường Lả Sơn La", Optional.of("03650"));
    write(writer -> writer.putDecisions(List.of(changed)));
    assertEquals(List.of(changed, within), store.read(StoreReader::decisions));
    write(writer -> writer.removeDecision(changed));
    assertEquals(List.of(within), store.read(StoreReader::decisions));
  }

  private static Decision decision(String province, String input, Optional<String> code) {
    return new Decision(
        Sample.NEW,
        Level.COMMUNE,
        province,
        input,
        code,
        "Nguyễn Văn A",
        Instant.parse("2026-01-02T03:04:05Z"),
        "rà soát.csv",
        "ab".repeat(32),
        4);
  }

  @Test
  void putting_an_edition_a_unit_or_a_source_again_replaces_its_description() {
    putBasics();
    Edition renamed =
        new Edition(
            Sample.NEW,
            new Label("Hai cấp mới", "Two new tiers"),
            Optional.empty(),
            Optional.empty(),
            List.of(Level.COMMUNE));
    Unit ward =
        new Unit(Sample.NEW, Level.COMMUNE, "03646", "Tô\tHiệu\\n", "Phường", Optional.empty());
    write(
        writer -> {
          writer.putEdition(renamed);
          writer.putUnits(List.of(ward));
        });
    store.read(
        reader -> {
          assertEquals(renamed, reader.editions().get(1));
          assertEquals(Optional.of(ward), reader.units(Sample.NEW).find(Level.COMMUNE, "03646"));
          assertEquals(3, reader.units(Sample.NEW).units(Level.COMMUNE).size());
          return null;
        });
  }

  @Test
  void both_official_lists_are_kept_whole() {
    Registers registers = new Registers();
    for (Edition edition : registers.editions()) {
      UnitRegister register = registers.register(edition.id()).orElseThrow();
      write(
          writer -> {
            writer.putEdition(edition);
            for (Level level : Level.values()) {
              writer.putUnits(register.units(level));
            }
          });
      for (Level level : Level.values()) {
        assertEquals(register.units(level), store.read(r -> r.units(edition.id()).units(level)));
      }
    }
  }

  @Test
  void a_unit_added_later_leaves_the_figures_of_the_others_where_they_are() {
    putBasics();
    SeriesKey key = Sample.key("hh_poor");
    change(
        (w, n) ->
            w.putObservations(
                key, "qd-3107", n, List.of(Sample.figure("03646", 1), Sample.figure("03688", 3))));
    write(
        w ->
            w.putUnits(
                List.of(
                    Sample.unit(Sample.NEW, Level.COMMUNE, "00001", "Mới", "14"),
                    Sample.unit(Sample.NEW, Level.COMMUNE, "03650", "Giữa", "14"))));
    change((w, n) -> w.putObservations(key, "qd-3107", n, List.of(Sample.figure("03650", 2))));
    Series series = series().get(0);
    assertEquals(
        List.of(Sample.figure("03646", 1), Sample.figure("03650", 2), Sample.figure("03688", 3)),
        series.observations());
    assertEquals(List.of(1L, 2L, 1L), series.importOf());
  }

  @Test
  void a_figure_taken_out_leaves_the_others_and_can_be_put_again() throws Exception {
    putBasics();
    SeriesKey key = Sample.key("hh_poor");
    change(
        (w, n) ->
            w.putObservations(
                key, "qd-3107", n, List.of(Sample.figure("03646", 1), Sample.figure("03688", 3))));
    change(
        (w, n) -> {
          w.removeObservations(key, "qd-3107", List.of("03646", "03664"));
          w.removeObservations(Sample.key("hh_total"), "qd-3107", List.of("03646"));
        });
    reopen();
    assertEquals(List.of(Sample.figure("03688", 3)), series().get(0).observations());
    change((w, n) -> w.putObservations(key, "qd-3107", n, List.of(Sample.figure("03646", 5))));
    assertEquals(
        List.of(Sample.figure("03646", 5), Sample.figure("03688", 3)),
        series().get(0).observations());
  }

  @Test
  void coordinates_come_back_bit_for_bit() throws Exception {
    putBasics();
    MultiPolygon awkward = Sample.awkward();
    change(
        (w, n) ->
            w.putBoundaries(Sample.NEW, Level.COMMUNE, List.of(boundary("03664", awkward, n))));
    reopen();
    MultiPolygon back = boundaries(Level.COMMUNE).get(0).geometry();
    assertEquals(awkward.getNumGeometries(), back.getNumGeometries());
    Coordinate[] expected = awkward.getCoordinates();
    Coordinate[] actual = back.getCoordinates();
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          Double.doubleToRawLongBits(expected[i].x), Double.doubleToRawLongBits(actual[i].x));
      assertEquals(
          Double.doubleToRawLongBits(expected[i].y), Double.doubleToRawLongBits(actual[i].y));
    }
  }

  @Test
  void boundaries_come_in_the_order_of_codes_and_one_put_again_is_replaced() {
    putBasics();
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(
                    boundary("03688", Sample.square(105, 21, 1), n),
                    boundary("03646", Sample.square(103, 21, 1), n))));
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(new Boundary("03646", Sample.square(103, 22, 1), true, "bao-cao", n))));
    List<Boundary> all = boundaries(Level.COMMUNE);
    assertEquals(List.of("03646", "03688"), all.stream().map(Boundary::unit).toList());
    assertTrue(all.get(0).geometry().equalsExact(Sample.square(103, 22, 1)));
    assertTrue(all.get(0).schematic());
    assertEquals("bao-cao", all.get(0).source());
    assertEquals(2, all.get(0).importNumber());
    assertFalse(all.get(1).schematic());
    assertEquals(1, all.get(1).importNumber());
    assertEquals(List.of(), boundaries(Level.PROVINCE));
  }

  @Test
  void the_sizes_of_outlines_are_told_without_them() {
    putBasics();
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(
                    boundary("03688", Sample.square(105, 21, 1), n),
                    boundary("03646", Sample.square(103, 21, 1), n))));
    List<OutlineSize> sizes = new ArrayList<>();
    store.read(
        reader -> {
          reader.outlineSizes(Sample.NEW, Level.COMMUNE, sizes::add);
          return null;
        });
    assertEquals(List.of("03646", "03688"), sizes.stream().map(OutlineSize::unit).toList());
    assertEquals(Sample.square(103, 21, 1).getEnvelopeInternal(), sizes.get(0).box());
    assertEquals(5, sizes.get(0).vertices(), 10);
    assertTrue(sizes.get(0).vertices() >= 5);
  }

  @Test
  void the_fingerprint_changes_with_geometry_source_and_schematic_and_with_nothing_else() {
    putBasics();
    assertEquals(Optional.empty(), fingerprint());
    MultiPolygon square = Sample.square(103, 21, 1);
    change(
        (w, n) ->
            w.putBoundaries(Sample.NEW, Level.COMMUNE, List.of(boundary("03646", square, n))));
    String first = fingerprint().orElseThrow();
    change(
        (w, n) ->
            w.putBoundaries(Sample.NEW, Level.COMMUNE, List.of(boundary("03646", square, n))));
    assertEquals(first, fingerprint().orElseThrow(), "another import of the same");

    List<Boundary> others =
        List.of(
            boundary("03646", Sample.square(Math.nextUp(103.0), 21, 1), 1),
            new Boundary("03646", square, true, "qd-3107", 1),
            new Boundary("03646", square, false, "bao-cao", 1),
            boundary("03664", square, 1));
    TreeSet<String> seen = new TreeSet<>(List.of(first));
    for (Boundary other : others) {
      write(w -> w.putBoundaries(Sample.NEW, Level.COMMUNE, List.of(other)));
      assertTrue(seen.add(fingerprint().orElseThrow()), other.toString());
    }
  }

  @Test
  void who_hands_out_boundaries_may_ask_the_store_meanwhile() {
    putBasics();
    change(
        (w, n) -> {
          Iterator<String> codes = List.of("03646", "03664").iterator();
          w.putBoundaries(
              Sample.NEW,
              Level.COMMUNE,
              () ->
                  new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                      return codes.hasNext();
                    }

                    @Override
                    public Boundary next() {
                      assertEquals(2, w.editions().size());
                      return boundary(codes.next(), Sample.square(103, 21, 1), n);
                    }
                  });
        });
    assertEquals(2, boundaries(Level.COMMUNE).size());
  }

  @Test
  void who_is_handed_boundaries_or_series_may_ask_the_store_meanwhile() {
    putBasics();
    change(
        (w, n) -> {
          for (String code : List.of("03646", "03664", "03688")) {
            w.putBoundaries(
                Sample.NEW, Level.COMMUNE, List.of(boundary(code, Sample.square(103, 21, 1), n)));
            w.putObservations(
                Sample.key("i" + code), "qd-3107", n, List.of(Sample.figure(code, 1)));
          }
        });
    int[] seen = {0};
    store.read(
        reader -> {
          reader.boundaries(
              Sample.NEW,
              Level.COMMUNE,
              b ->
                  reader.series(
                      s -> seen[0] += reader.units(Sample.NEW).units(Level.COMMUNE).size()));
          return null;
        });
    assertEquals(3 * 3 * 3, seen[0]);
  }

  @Test
  void adjacency_is_replaced_as_a_whole() {
    putBasics();
    Adjacency first = adjacency("03646", "03664", "03664", "03688");
    Adjacency second = adjacency("03646", "03688");
    write(w -> w.putAdjacency(Sample.NEW, Level.COMMUNE, first));
    assertEquals(first, store.read(r -> r.adjacency(Sample.NEW, Level.COMMUNE)));
    write(w -> w.putAdjacency(Sample.NEW, Level.COMMUNE, second));
    assertEquals(second, store.read(r -> r.adjacency(Sample.NEW, Level.COMMUNE)));
    assertEquals(Map.of(), store.read(r -> r.adjacency(Sample.OLD, Level.COMMUNE)).neighbours());
  }

  private static Adjacency adjacency(String... pairs) {
    TreeMap<String, java.util.SortedSet<String>> neighbours = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      neighbours.computeIfAbsent(pairs[i], c -> new TreeSet<>()).add(pairs[i + 1]);
      neighbours.computeIfAbsent(pairs[i + 1], c -> new TreeSet<>()).add(pairs[i]);
    }
    return new Adjacency(neighbours);
  }

  @Test
  void a_figure_keeps_value_status_qualifier_row_and_import() throws Exception {
    putBasics();
    List<Observation> figures =
        List.of(
            new Observation("03646", -0.0, Status.ESTIMATED, "hơn", 17),
            new Observation("03664", 0.1 + 0.2, Status.ILLUSTRATIVE, "", 0),
            new Observation("03688", Double.MAX_VALUE, Status.REPORTED, "ít nhất", 1_000_000));
    SeriesKey key =
        new SeriesKey(
            Sample.NEW,
            Level.COMMUNE,
            "rate_poor",
            new org.xaatlas.series.Period("2021/2023"),
            Optional.of(LocalDate.parse("2023-10-31")),
            "",
            org.xaatlas.series.AreaType.RURAL,
            "ethnic_minority",
            org.xaatlas.series.Nature.FORECAST,
            org.xaatlas.series.Stage.PRELIMINARY);
    change((w, n) -> w.putObservations(key, "qd-3107", n, figures));
    reopen();
    Series series = series().get(0);
    assertEquals(key, series.key());
    assertEquals("qd-3107", series.source());
    assertEquals(figures, series.observations());
    assertEquals(
        Double.doubleToRawLongBits(-0.0),
        Double.doubleToRawLongBits(series.observations().get(0).value()));
    assertEquals(List.of(1L, 1L, 1L), series.importOf());
  }

  @Test
  void figures_put_later_merge_into_the_series() {
    putBasics();
    SeriesKey key = Sample.key("hh_poor");
    change(
        (w, n) ->
            w.putObservations(
                key,
                "qd-3107",
                n,
                List.of(
                    new Observation("03646", 5, Status.REPORTED, "hơn", 1),
                    Sample.figure("03664", 6))));
    change(
        (w, n) ->
            w.putObservations(
                key, "qd-3107", n, List.of(Sample.figure("03646", 7), Sample.figure("03688", 8))));
    change((w, n) -> w.putObservations(key, "bao-cao", n, List.of(Sample.figure("03646", 9))));
    List<Series> all = series();
    assertEquals(List.of("bao-cao", "qd-3107"), all.stream().map(Series::source).toList());
    assertEquals(
        List.of(Sample.figure("03646", 7), Sample.figure("03664", 6), Sample.figure("03688", 8)),
        all.get(1).observations());
    assertEquals(List.of(2L, 1L, 2L), all.get(1).importOf());
  }

  @Test
  void columns_say_what_series_say_in_the_order_of_codes() {
    putBasics();
    change(
        (w, n) ->
            w.putObservations(
                Sample.key("hh_poor"),
                "qd-3107",
                n,
                List.of(
                    new Observation("03688", 0, Status.ESTIMATED, "hơn", 3),
                    Sample.figure("03646", 6.5))));
    change((w, n) -> w.putObservations(Sample.key("hh_poor"), "bao-cao", n, List.of()));
    // A unit that comes later has its place in vectors behind all, and its code before them.
    write(
        w ->
            w.putUnits(
                List.of(
                    new Unit(Sample.NEW, Level.COMMUNE, "00001", "Mới", "Xã", Optional.of("14")))));
    change(
        (w, n) ->
            w.putObservations(
                Sample.key("hh_total"), "qd-3107", n, List.of(Sample.figure("00001", 9))));

    List<String> codes =
        store.read(r -> r.units(Sample.NEW)).units(Level.COMMUNE).stream().map(Unit::code).toList();
    List<String> columns = new ArrayList<>();
    store.read(
        reader -> {
          reader.columns(
              Optional.of(Level.COMMUNE),
              column -> {
                assertEquals(codes.size(), column.size());
                for (int i = 0; i < column.size(); i++) {
                  if (column.has(i)) {
                    columns.add(
                        String.join(
                            " ",
                            column.key().canonical(),
                            column.source(),
                            codes.get(i),
                            String.valueOf(column.values()[i]),
                            Status.values()[column.statuses()[i]].name(),
                            column.qualifiers().getOrDefault(i, ""),
                            String.valueOf(column.imports()[i]),
                            String.valueOf(column.rows()[i])));
                  } else {
                    assertTrue(Double.isNaN(column.values()[i]));
                  }
                }
              });
          reader.columns(Optional.of(Level.DISTRICT), column -> columns.add("a district"));
          return null;
        });
    List<String> expected = new ArrayList<>();
    for (Series series : series()) {
      for (int i = 0; i < series.observations().size(); i++) {
        Observation told = series.observations().get(i);
        expected.add(
            String.join(
                " ",
                series.key().canonical(),
                series.source(),
                told.unit(),
                String.valueOf(told.value()),
                told.status().name(),
                told.qualifier(),
                String.valueOf(series.importOf().get(i)),
                String.valueOf(told.row())));
      }
    }
    assertEquals(3, expected.size());
    assertEquals(expected, columns);

    List<String> told = new ArrayList<>();
    store.read(
        reader -> {
          reader.told(
              (key, places) ->
                  told.add(key.indicator() + places.stream().mapToObj(codes::get).toList()));
          return null;
        });
    told.removeIf(each -> each.endsWith("[]"));
    assertEquals(List.of("hh_poor[03646, 03688]", "hh_total[00001]"), told);
  }

  @Test
  void series_come_by_canonical_key() {
    putBasics();
    List<String> indicators = List.of("hh_total", "Hh_total", "hh-total", "hh_poor", "hhé");
    change(
        (w, n) ->
            indicators.forEach(
                i ->
                    w.putObservations(
                        Sample.key(i), "qd-3107", n, List.of(Sample.figure("03646", 1)))));
    assertEquals(
        indicators.stream().map(i -> Sample.key(i).canonical()).sorted().toList(),
        series().stream().map(s -> s.key().canonical()).toList());
  }

  @Test
  void series_of_the_whole_country_come_back_as_they_were() {
    Registers registers = new Registers();
    Edition edition = registers.edition(Sample.OLD).orElseThrow();
    List<Unit> communes = registers.register(Sample.OLD).orElseThrow().units(Level.COMMUNE);
    write(
        w -> {
          w.putEdition(edition);
          w.putEdition(Sample.NEW_EDITION);
          w.putSource(Sample.SOURCE);
          w.putUnits(communes);
        });
    Random random = new Random(7);
    List<Observation> figures =
        communes.stream()
            .map(
                u ->
                    new Observation(
                        u.code(),
                        random.nextDouble() * 1000,
                        Status.REPORTED,
                        "",
                        random.nextInt(9999)))
            .toList();
    SeriesKey key = Sample.key("hh_poor");
    SeriesKey old =
        new SeriesKey(
            Sample.OLD,
            key.level(),
            key.indicator(),
            key.period(),
            key.asOf(),
            key.standard(),
            key.areaType(),
            key.group(),
            key.nature(),
            key.stage());
    int count = 40;
    change(
        (w, n) -> {
          for (int i = 0; i < count; i++) {
            w.putObservations(old.with("i" + i, "", "all"), "qd-3107", n, figures);
          }
        });
    List<Series> all = series();
    assertEquals(count, all.size());
    assertEquals(figures, all.get(count - 1).observations());
  }

  @Test
  void designations_come_in_order_and_one_that_agrees_replaces_the_older() {
    putBasics();
    change(
        (w, n) ->
            w.putDesignations(
                List.of(
                    designation("village_dbkk", Level.VILLAGE, "03688", "Bản Nà Lìa", "yes", n),
                    designation("village_dbkk", Level.VILLAGE, "03688", "Bản Hua Đán", "yes", n),
                    designation("region", Level.COMMUNE, "03646", "", "II", n))));
    change(
        (w, n) ->
            w.putDesignations(
                List.of(
                    designation("region", Level.COMMUNE, "03646", "", "I", n),
                    designation("region", Level.COMMUNE, "03646", "", "III", n))));
    assertEquals(
        List.of(
            designation("region", Level.COMMUNE, "03646", "", "III", 2),
            designation("village_dbkk", Level.VILLAGE, "03688", "Bản Hua Đán", "yes", 1),
            designation("village_dbkk", Level.VILLAGE, "03688", "Bản Nà Lìa", "yes", 1)),
        store.read(StoreReader::designations));
  }

  private static Designation designation(
      String scheme, Level level, String unit, String name, String designationClass, long number) {
    return new Designation(
        Sample.NEW,
        level,
        unit,
        name,
        scheme,
        designationClass,
        "60/QĐ-BDTTG",
        Optional.of(LocalDate.parse("2026-01-29")),
        Optional.empty(),
        true,
        "qd-3107",
        number,
        12);
  }

  @Test
  void links_come_in_order_and_replace_all_that_their_old_unit_had() throws Exception {
    putBasics();
    EditionPair pair = new EditionPair(Sample.OLD, Sample.NEW);
    assertEquals(List.of(), store.read(StoreReader::crosswalks));
    write(
        writer -> {
          writer.putEdition(Sample.OLD_EDITION);
          writer.putUnits(Sample.OLD_UNITS);
        });
    UnitKey first = UnitKey.commune("03646");
    // Some districts had no commune: the link leads from the district itself.
    UnitKey second = new UnitKey(Level.DISTRICT, "116");
    change(
        (w, n) ->
            w.putLinks(
                pair,
                List.of(
                    link(second, "03664", true, Map.of(), n),
                    link(first, "03664", false, Map.of(Basis.AREA, 0.25), n),
                    link(
                        first,
                        "03646",
                        false,
                        Map.of(Basis.HOUSEHOLDS, 0.1, Basis.AREA, 0.75),
                        n))));
    change((w, n) -> w.putLinks(pair, List.of(link(second, "03688", true, Map.of(), n))));
    reopen();
    assertEquals(List.of(pair), store.read(StoreReader::crosswalks));
    assertEquals(
        List.of(
            link(second, "03688", true, Map.of(), 2),
            link(first, "03646", false, Map.of(Basis.HOUSEHOLDS, 0.1, Basis.AREA, 0.75), 1),
            link(first, "03664", false, Map.of(Basis.AREA, 0.25), 1)),
        store.read(reader -> reader.links(pair)));
    refuses("99999", (w, n) -> w.putLinks(pair, List.of(link(first, "99999", true, Map.of(), n))));
    refuses(
        "99999",
        (w, n) ->
            w.putLinks(pair, List.of(link(UnitKey.commune("99999"), "03646", true, Map.of(), n))));
  }

  @Test
  void links_can_be_taken_back() throws Exception {
    putBasics();
    EditionPair pair = new EditionPair(Sample.OLD, Sample.NEW);
    write(
        writer -> {
          writer.putEdition(Sample.OLD_EDITION);
          writer.putUnits(Sample.OLD_UNITS);
        });
    UnitKey old = UnitKey.commune("03646");
    change(
        (w, n) ->
            w.putLinks(
                pair,
                List.of(
                    link(old, "03646", false, Map.of(Basis.AREA, 0.75), n),
                    link(old, "03664", false, Map.of(Basis.AREA, 0.25), n))));
    write(
        w ->
            w.removeLinks(
                pair,
                List.of(
                    link(old, "03664", true, Map.of(), 1), link(old, "03688", true, Map.of(), 1))));
    assertEquals(
        List.of(link(old, "03646", false, Map.of(Basis.AREA, 0.75), 1)),
        store.read(reader -> reader.links(pair)));
  }

  @Test
  void all_of_a_store_is_copied_into_this_one_and_from_it_into_another() throws Exception {
    Path first = folder.resolve("first.gpkg");
    Files.copy(DemonstrationRelease.folder().resolve("atlas.gpkg"), first);
    try (Store from = Stores.open("geopackage:" + first);
        Store back = Stores.open("geopackage:" + folder.resolve("back.gpkg"))) {
      from.write(
          writer -> {
            writer.putGroups(List.of(group("ven_bien", 1, "03646")));
            writer.putDecisions(List.of(decision("14", "tô hiệu", Optional.of("03646"))));
            writer.putScenario(scenario("one", "2026-01-02T03:04:05Z", "{}"));
            return null;
          });
      StoreCopy.copy(from, store, folder);
      reopen();
      StoreCopy.copy(store, back, folder);
      Map<String, List<?>> told = told(from);
      told.forEach((what, all) -> assertFalse(all.isEmpty(), what));
      assertEquals(told, told(store));
      assertEquals(told, told(back));
      assertThrows(IllegalArgumentException.class, () -> StoreCopy.copy(from, back, folder));
    }
  }

  /** All that a reader tells. */
  private static Map<String, List<?>> told(Store store) {
    return store.read(
        reader -> {
          Map<String, List<?>> told = new TreeMap<>();
          List<Object> units = new ArrayList<>();
          List<Object> boundaries = new ArrayList<>();
          List<Object> neighbours = new ArrayList<>();
          for (Edition edition : reader.editions()) {
            for (Level level : Level.values()) {
              units.addAll(reader.units(edition.id()).units(level));
              reader.boundaries(edition.id(), level, boundaries::add);
              reader.boundaryFingerprint(edition.id(), level).ifPresent(boundaries::add);
              neighbours.addAll(reader.adjacency(edition.id(), level).neighbours().entrySet());
            }
          }
          List<Object> figures = new ArrayList<>();
          reader.series(figures::add);
          List<Object> links = new ArrayList<>();
          reader.crosswalks().forEach(pair -> links.addAll(reader.links(pair)));
          List<Object> scenarios = new ArrayList<>();
          reader.scenarios().forEach(each -> scenarios.add(reader.scenario(each.id())));
          List<Object> files = new ArrayList<>();
          for (ImportRecord record : reader.imports()) {
            try (InputStream in = reader.sourceFile(record.sha256()).orElseThrow()) {
              files.add(Sample.sha256(in.readAllBytes()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          told.put("editions", reader.editions());
          told.put("units", units);
          told.put("boundaries", boundaries);
          told.put("neighbours", neighbours);
          told.put("sources", reader.sources());
          told.put("imports", reader.imports());
          told.put("files", files);
          told.put("figures", figures);
          told.put("designations", reader.designations());
          told.put("links", links);
          told.put("groups", reader.groups());
          told.put("decisions", reader.decisions());
          told.put("scenarios", scenarios);
          return told;
        });
  }

  @Test
  void groups_are_replaced_as_a_whole_and_can_be_taken_away() throws Exception {
    putBasics();
    assertEquals(List.of(), store.read(StoreReader::groups));
    change((w, n) -> w.putGroups(List.of(group("ven_bien", n, "03688", "03646"))));
    change((w, n) -> w.putGroups(List.of(group("bien_gioi", n, "03646"))));
    reopen();
    assertEquals(
        List.of(group("bien_gioi", 2, "03646"), group("ven_bien", 1, "03646", "03688")),
        store.read(StoreReader::groups));
    change((w, n) -> w.putGroups(List.of(group("ven_bien", n, "03664"))));
    write(w -> w.removeGroup(Sample.NEW, "bien_gioi"));
    write(w -> w.removeGroup(Sample.NEW, "none"));
    assertEquals(List.of(group("ven_bien", 3, "03664")), store.read(StoreReader::groups));
    refuses("99999", (w, n) -> w.putGroups(List.of(group("x", n, "99999"))));
  }

  @Test
  void saved_scenarios_are_kept_with_their_documents() throws Exception {
    assertEquals(List.of(), store.read(StoreReader::scenarios));
    KeptScenarios.Entry early = scenario("a1", "2026-01-05T01:00:00Z", "{\"x\": \"Tô Hiệu\"}");
    KeptScenarios.Entry late = scenario("b2", "2026-01-05T01:00:00.250Z", "x".repeat(1 << 20));
    write(w -> w.putScenario(early));
    write(w -> w.putScenario(late));
    assertEquals(
        List.of(late.heading(), early.heading()),
        store.read(StoreReader::scenarios),
        "the last saved first, within a second too");
    assertEquals(Optional.of(late), store.read(r -> r.scenario("b2")));
    assertEquals(late.version(), store.read(r -> r.scenario("b2")).orElseThrow().version());
    KeptScenarios.Entry again = scenario("a1", "2026-02-01T00:00:00Z", "{}");
    write(w -> w.putScenario(again));
    assertEquals(Optional.of(again), store.read(r -> r.scenario("a1")));
    assertNotEquals(early.version(), again.version());
    reopen();
    assertEquals(2, store.read(StoreReader::scenarios).size());
    write(w -> w.removeScenario("b2"));
    write(w -> w.removeScenario("nobody"));
    assertEquals(List.of(again.heading()), store.read(StoreReader::scenarios));
    assertEquals(Optional.empty(), store.read(r -> r.scenario("b2")));
  }

  private static KeptScenarios.Entry scenario(String id, String saved, String document) {
    return new KeptScenarios.Entry(
        new KeptScenario(
            id,
            "Đường '; --",
            "một\nhai",
            "Lò Văn A",
            Instant.parse(saved),
            "0123456789abcdef",
            Sample.NEW),
        document);
  }

  private static UnitGroup group(String id, long number, String... codes) {
    return new UnitGroup(
        Sample.NEW,
        id,
        "Nhóm " + id,
        Level.COMMUNE,
        List.of(codes),
        "Lan",
        Instant.parse("2026-02-01T00:00:00Z"),
        number);
  }

  private static Link link(
      UnitKey from, String to, boolean whole, Map<Basis, Double> shares, long number) {
    return new Link(from, UnitKey.commune(to), whole, shares, "qd-3107", number, 7);
  }

  @Test
  void imports_are_numbered_without_gaps_and_keep_what_they_were() {
    putBasics();
    long first = change((w, n) -> {});
    assertThrows(
        IllegalStateException.class,
        () ->
            change(
                (w, n) -> {
                  throw new IllegalStateException("half-way");
                }));
    long second = change((w, n) -> w.putReport(n, "{\"rows\":4}"));
    assertEquals(1, first);
    assertEquals(2, second);
    List<ImportRecord> all = store.read(StoreReader::imports);
    ImportRecord expected = Sample.record("content");
    assertEquals(
        new ImportRecord(
            1,
            expected.kind(),
            expected.edition(),
            expected.fileName(),
            expected.sha256(),
            expected.options(),
            expected.report(),
            expected.at()),
        all.get(0));
    assertEquals("{\"rows\":4}", all.get(1).report());
    assertThrows(IllegalArgumentException.class, () -> write(writer -> writer.putReport(1, "{}")));
  }

  @Test
  void a_source_file_of_any_size_is_kept_once_by_its_hash() throws Exception {
    putBasics();
    for (int size : new int[] {0, 1, 1 << 20, (1 << 20) + 1, (5 << 20) / 2}) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      Path file = Files.write(folder.resolve("big"), bytes);
      ImportRecord record = Sample.record("");
      ImportRecord of =
          new ImportRecord(
              0,
              record.kind(),
              record.edition(),
              "big",
              Sample.sha256(bytes),
              Map.of(),
              "{}",
              record.at());
      for (int twice = 0; twice < 2; twice++) {
        write(writer -> writer.putImport(of, file));
        assertArrayEquals(
            bytes,
            store.read(
                reader -> {
                  try (InputStream in = reader.sourceFile(of.sha256()).orElseThrow()) {
                    return in.readAllBytes();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
      }
    }
  }

  @Test
  void a_file_that_changed_since_it_was_hashed_is_refused() {
    putBasics();
    Path file = Sample.file(folder, "other content");
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> write(writer -> writer.putImport(Sample.record("content"), file)));
    assertEquals("store.file_changed", refused.text().key());
    assertTrue(refused.text().in(Language.VI).contains(file.toString()));
    assertEquals(List.of(), store.read(StoreReader::imports));
  }

  @Test
  void nothing_is_kept_of_work_that_throws() throws Exception {
    putBasics();
    assertThrows(
        NoSuchElementException.class,
        () ->
            change(
                (w, n) -> {
                  w.putObservations(
                      Sample.key("hh_poor"), "qd-3107", n, List.of(Sample.figure("03646", 1)));
                  w.putBoundaries(
                      Sample.NEW,
                      Level.COMMUNE,
                      List.of(boundary("03646", Sample.square(103, 21, 1), n)));
                  assertEquals(1, w.imports().size(), "a writer sees its own changes");
                  throw new NoSuchElementException();
                }));
    reopen();
    assertEquals(List.of(), store.read(StoreReader::imports));
    assertEquals(List.of(), series());
    assertEquals(List.of(), boundaries(Level.COMMUNE));
    assertTrue(
        store.read(r -> r.sourceFile(Sample.record("content").sha256())).isEmpty(), "the file");
  }

  @Test
  void nothing_is_kept_when_a_change_failed_even_if_the_work_goes_on() {
    putBasics();
    assertThrows(
        IllegalStateException.class,
        () ->
            change(
                (w, n) ->
                    assertThrows(
                        IllegalArgumentException.class,
                        () ->
                            w.putObservations(
                                Sample.key("hh_poor"),
                                "qd-3107",
                                n,
                                List.of(Sample.figure("99999", 1))))));
    assertEquals(List.of(), store.read(StoreReader::imports));
  }

  @Test
  void what_a_change_refers_to_must_be_there() {
    putBasics();
    SeriesKey key = Sample.key("hh_poor");
    List<Observation> figure = List.of(Sample.figure("03646", 1));
    refuses(
        "99999",
        (w, n) -> w.putObservations(key, "qd-3107", n, List.of(Sample.figure("99999", 1))));
    refuses("nobody", (w, n) -> w.putObservations(key, "nobody", n, figure));
    refuses("77", (w, n) -> w.putObservations(key, "qd-3107", 77, figure));
    refuses(
        "2030", (w, n) -> w.putUnits(List.of(Sample.unit("2030", Level.COMMUNE, "1", "A", null))));
    refuses(
        "99999",
        (w, n) ->
            w.putBoundaries(
                Sample.NEW, Level.COMMUNE, List.of(boundary("99999", Sample.square(1, 1, 1), n))));
    refuses(
        "99999", (w, n) -> w.putAdjacency(Sample.NEW, Level.COMMUNE, adjacency("03646", "99999")));
    refuses(
        "99999",
        (w, n) ->
            w.putDesignations(List.of(designation("region", Level.COMMUNE, "99999", "", "I", n))));
    refuses(
        "03646",
        (w, n) ->
            w.putObservations(
                key, "qd-3107", n, List.of(Sample.figure("03646", 1), Sample.figure("03646", 2))));
  }

  private void refuses(String named, java.util.function.ObjLongConsumer<StoreWriter> work) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> change(work));
    assertTrue(refused.getMessage().contains(named), refused.getMessage());
  }

  @Test
  void a_second_writer_is_refused_and_names_the_store() throws Exception {
    putBasics();
    try (Store second = Stores.open(address())) {
      store.write(
          writer -> {
            for (Store other : List.of(second, store)) {
              EnvironmentException busy =
                  assertThrows(EnvironmentException.class, () -> other.write(w -> null));
              assertEquals("store.busy", busy.text().key());
              assertTrue(busy.getMessage().contains(second.describe().replace("geopackage:", "")));
            }
            return null;
          });
      assertEquals(2, second.<Integer>write(w -> w.editions().size()), "free again");
    }
  }

  @Test
  void a_reader_sees_one_state_and_does_not_wait_for_a_writer() throws Exception {
    putBasics();
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    Thread writing =
        new Thread(
            () ->
                change(
                    (w, n) -> {
                      w.putSource(new org.xaatlas.series.Source("x", "X", "", "", "", "", ""));
                      written.countDown();
                      await(looked);
                    }));
    store.read(
        before -> {
          writing.start();
          await(written);
          assertEquals(2, before.sources().size());
          assertEquals(2, store.<Integer>read(r -> r.sources().size()), "not yet done");
          looked.countDown();
          try {
            writing.join(30_000);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          assertEquals(2, before.sources().size(), "still the state it began with");
          assertEquals(List.of(), before.imports());
          return null;
        });
    assertEquals(3, store.<Integer>read(r -> r.sources().size()));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves nothing of the store that was opened before the test. */
  abstract void remove() throws Exception;

  @Test
  void several_may_open_a_store_that_is_not_there_at_the_same_time() throws Exception {
    store.close();
    remove();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Store>> opened = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        opened.add(threads.submit(() -> Stores.open(address())));
      }
      for (Future<Store> one : opened) {
        try (Store other = one.get(60, TimeUnit.SECONDS)) {
          assertEquals(List.of(), other.read(StoreReader::editions));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_reader_is_useless_outside_its_call() {
    StoreReader[] kept = new StoreReader[1];
    store.read(reader -> kept[0] = reader);
    assertThrows(IllegalStateException.class, kept[0]::sources);
    StoreWriter[] keptWriter = new StoreWriter[1];
    store.write(writer -> keptWriter[0] = writer);
    assertThrows(IllegalStateException.class, () -> keptWriter[0].putSource(Sample.SOURCE));
  }

  @Test
  void a_closed_store_refuses_work() {
    store.close();
    assertThrows(IllegalStateException.class, () -> store.read(StoreReader::sources));
    assertThrows(IllegalStateException.class, () -> store.write(StoreReader::sources));
  }

  @Test
  void two_stores_with_the_same_boundaries_have_one_fingerprint() {
    putBasics();
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(
                    boundary("03646", Sample.awkward(), n),
                    boundary("03664", Sample.square(1, 2, 3), n))));
    // Written down so that both stores, and later versions, are held to the same.
    assertEquals(FINGERPRINT, fingerprint().orElseThrow());
  }

  private static final String FINGERPRINT =
      "7fad2008560171e583351f0c164dd16ee4a202a6019e5eabdccdb97725715274";

  @Test
  void many_large_boundaries_are_streamed() {
    putBasics();
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      units.add(Sample.unit(Sample.NEW, Level.COMMUNE, String.format("9%04d", i), "Xã " + i, "14"));
    }
    MultiPolygon large = circle(60_000);
    change(
        (w, n) -> {
          w.putUnits(units);
          w.putBoundaries(
              Sample.NEW,
              Level.COMMUNE,
              () -> units.stream().map(u -> boundary(u.code(), large, n)).iterator());
        });
    int[] count = {0};
    store.read(
        reader -> {
          reader.boundaries(
              Sample.NEW,
              Level.COMMUNE,
              b -> {
                assertEquals(units.get(count[0]++).code(), b.unit());
                assertEquals(60_001, b.geometry().getNumPoints());
              });
          return null;
        });
    assertEquals(60, count[0]);
    assertNotEquals(Optional.empty(), fingerprint());
  }

  private static MultiPolygon circle(int vertices) {
    Coordinate[] ring = new Coordinate[vertices + 1];
    for (int i = 0; i < vertices; i++) {
      double angle = 2 * Math.PI * i / vertices;
      ring[i] = new Coordinate(105 + Math.cos(angle), 16 + Math.sin(angle));
    }
    ring[vertices] = ring[0].copy();
    GeometryFactory factory = new GeometryFactory();
    return factory.createMultiPolygon(new Polygon[] {factory.createPolygon(ring)});
  }
}
