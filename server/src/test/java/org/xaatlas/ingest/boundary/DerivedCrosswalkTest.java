package org.xaatlas.ingest.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.xaatlas.crosswalk.Crosswalk;
import org.xaatlas.crosswalk.Division;
import org.xaatlas.crosswalk.EditionPair;
import org.xaatlas.crosswalk.Link;
import org.xaatlas.ingest.FileOptions;
import org.xaatlas.ingest.ImportResult;
import org.xaatlas.ingest.Progress;
import org.xaatlas.ingest.table.CrosswalkImport;
import org.xaatlas.ingest.table.ImportRunner;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Source;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.store.EditionStore;
import org.xaatlas.store.Store;
import org.xaatlas.unit.Level;
import org.xaatlas.unit.Unit;
import org.xaatlas.unit.UnitKey;

/** Old units a, b, c in a row, each a hundredth of a degree wide; new units cut b in two. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DerivedCrosswalkTest {
  private static final EditionPair PAIR = new EditionPair("2001", "2002");
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final Source SOURCE = new Source("map", "Map", "", "", "2002", "", "");

  @TempDir Path dir;
  private EditionStore editions;
  private Store store;

  @BeforeEach
  void fill() {
    editions = new EditionStore(dir);
    store = editions.store();
    store.write(
        writer -> {
          writer.putSource(SOURCE);
          for (String edition : List.of("2001", "2002")) {
            writer.putEdition(EditionStore.edition(edition, null, null));
            List<Unit> units = new ArrayList<>();
            units.add(new Unit(edition, Level.PROVINCE, "1", "Một", "Tỉnh", Optional.empty()));
            for (String code : List.of("10", "11", "12")) {
              units.add(
                  new Unit(edition, Level.COMMUNE, code, "Số " + code, "Xã", Optional.of("1")));
            }
            writer.putUnits(units);
          }
          return null;
        });
  }

  @AfterEach
  void close() {
    editions.close();
  }

  private void draw(String edition, boolean schematic, double... edges) {
    store.write(
        writer -> {
          long number = editions.imported(writer, "boundaries", edition);
          List<Boundary> boundaries = new ArrayList<>();
          for (int i = 0; i + 1 < edges.length; i++) {
            boundaries.add(
                new Boundary("1" + i, box(edges[i], edges[i + 1]), schematic, "map", number));
          }
          writer.putBoundaries(edition, Level.COMMUNE, boundaries);
          return null;
        });
  }

  private static MultiPolygon box(double west, double east) {
    Coordinate[] ring = {
      new Coordinate(105 + west / 100, 10),
      new Coordinate(105 + east / 100, 10),
      new Coordinate(105 + east / 100, 10.01),
      new Coordinate(105 + west / 100, 10.01),
      new Coordinate(105 + west / 100, 10)
    };
    return FACTORY.createMultiPolygon(new Polygon[] {FACTORY.createPolygon(ring)});
  }

  @Test
  void shares_of_area_come_from_outlines_and_import_as_a_crosswalk() throws Exception {
    // 12 of the newer edition has no outline; 10 goes a sliver beyond its old line.
    draw("2001", false, 0, 1, 2, 3);
    draw("2002", false, 0, 1.25, 3.001);
    DerivedCrosswalk derived = DerivedCrosswalk.of(store, PAIR, Progress.NONE);

    assertEquals(3, derived.units());
    assertEquals(1, derived.divided());
    Path file = dir.resolve("derived.csv");
    assertEquals(4, derived.writeTo(file));
    assertEquals("11,Xã Số 11,10,Xã Số 10,partial,0.250000", Files.readAllLines(file).get(2));

    ImportResult result =
        new ImportRunner(store)
            .run(
                file,
                new CrosswalkImport.Options("2001", "2002", false, false, FileOptions.of(SOURCE)));
    assertTrue(result.stored(), () -> result.report().toString());
    Division division =
        Crosswalk.of(PAIR, store.read(reader -> reader.links(PAIR)))
            .of(UnitKey.commune("11"))
            .orElseThrow();
    assertEquals(Basis.AREA, division.basis());
    assertEquals(0.25, division.shares().get(UnitKey.commune("10")), 1e-6);
  }

  @Test
  void links_that_outlines_contradict_are_named() {
    draw("2001", false, 0, 1, 2);
    draw("2002", false, 0, 1, 2);
    store.write(
        writer -> {
          long number = editions.imported(writer, "crosswalk", "2002");
          writer.putLinks(
              PAIR,
              List.of(
                  new Link(
                      UnitKey.commune("10"),
                      UnitKey.commune("11"),
                      true,
                      Map.of(),
                      "map",
                      number,
                      1)));
          return null;
        });
    DerivedCrosswalk derived = DerivedCrosswalk.of(store, PAIR, Progress.NONE);

    assertEquals(1, derived.onlyDrawn().size());
    assertEquals("10", derived.onlyDrawn().get(0).to().code());
    assertEquals(1, derived.onlyDrawn().get(0).share(), 1e-9);
    assertEquals(1, derived.onlyListed().size());
    assertEquals("11", derived.onlyListed().get(0).to().code());
  }

  @Test
  void made_up_outlines_and_missing_ones_are_refused() {
    draw("2001", false, 0, 1);
    assertEquals(
        "crosswalk.no_outlines",
        assertThrows(RefusedException.class, () -> DerivedCrosswalk.of(store, PAIR, Progress.NONE))
            .text()
            .key());
    draw("2002", true, 0, 1);
    assertEquals(
        "crosswalk.schematic",
        assertThrows(RefusedException.class, () -> DerivedCrosswalk.of(store, PAIR, Progress.NONE))
            .text()
            .key());
  }
}
