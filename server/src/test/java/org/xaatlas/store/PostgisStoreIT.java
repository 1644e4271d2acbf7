package org.xaatlas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import net.postgis.jdbc.PGgeometry;
import net.postgis.jdbc.geometry.Geometry;
import net.postgis.jdbc.geometry.Point;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Language;
import org.xaatlas.message.RefusedException;
import org.xaatlas.series.Observation;
import org.xaatlas.series.Status;
import org.xaatlas.unit.Level;

class PostgisStoreIT extends StoreContract {
  private static TestPostgis database;

  @BeforeAll
  static void create_a_database() throws Exception {
    database = TestPostgis.create();
  }

  @AfterAll
  static void drop_the_database() throws Exception {
    if (database != null) {
      database.close();
    }
  }

  @Override
  String address() {
    return database.url();
  }

  @Override
  void remove() throws Exception {
    database.empty();
  }

  @AfterEach
  void empty_the_database() throws Exception {
    close_the_store();
    database.empty();
  }

  private void putTwoBoundaries() {
    putBasics();
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(
                    boundary("03646", Sample.awkward(), n),
                    boundary("03688", Sample.square(105, 20, 1), n))));
  }

  @Test
  void another_client_reads_the_view_of_a_level_bit_for_bit() throws Exception {
    putTwoBoundaries();
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id, name, geom FROM xa_atlas.communes_2025_07_01 ORDER BY code")) {
      assertTrue(row.next());
      assertEquals("Tô Hiệu", row.getString("name"));
      Geometry geometry = ((PGgeometry) row.getObject("geom")).getGeometry();
      assertEquals(4326, geometry.getSrid());
      Coordinate[] expected = Sample.awkward().getCoordinates();
      assertEquals(expected.length, geometry.numPoints());
      for (int i = 0; i < expected.length; i++) {
        Point point = geometry.getPoint(i);
        assertEquals(
            Double.doubleToRawLongBits(expected[i].x), Double.doubleToRawLongBits(point.x));
        assertEquals(
            Double.doubleToRawLongBits(expected[i].y), Double.doubleToRawLongBits(point.y));
      }
    }
  }

  @Test
  void gis_programs_find_the_view_with_its_type_and_key() throws Exception {
    putTwoBoundaries();
    assertEquals(
        "geom MULTIPOLYGON 4326",
        database.ask(
            "SELECT f_geometry_column || ' ' || type || ' ' || srid FROM geometry_columns"
                + " WHERE f_table_schema = 'xa_atlas' AND f_table_name = 'communes_2025_07_01'"));
    assertEquals("2", database.ask("SELECT count(DISTINCT id) FROM xa_atlas.communes_2025_07_01"));
    assertEquals(
        "t",
        database.ask(
            "SELECT count(*) = 1 FROM pg_indexes WHERE tablename = 'boundary'"
                + " AND indexdef LIKE '%gist (geom)%'"));
  }

  @Test
  void each_figure_is_a_row_of_the_view_of_observations() throws Exception {
    putBasics();
    change(
        (w, n) ->
            w.putObservations(
                Sample.key("hh_poor"),
                "qd-3107",
                n,
                List.of(
                    new Observation("03646", 12.5, Status.REPORTED, "hơn", 4),
                    new Observation("03688", -0.0, Status.ILLUSTRATIVE, "", 0))));
    assertEquals("2", database.ask("SELECT count(DISTINCT id) FROM xa_atlas.observation"));
    assertEquals(
        "Tô Hiệu 2023 12.5 reported hơn 1 4 approved",
        database.ask(
            "SELECT concat_ws(' ', name, period, value, status, qualifier, import_number,"
                + " source_row, stage) FROM xa_atlas.observation WHERE code = '03646'"));
    assertEquals(
        "illustrative",
        database.ask("SELECT status FROM xa_atlas.observation WHERE code = '03688'"));
  }

  @Test
  void tables_of_a_newer_version_are_refused_and_left_alone() throws Exception {
    store.close();
    database.execute(
        "INSERT INTO xa_atlas.flyway_schema_history SELECT 99, '99', 'future', 'SQL',"
            + " 'V99__future.sql', 1, 'x', now(), 1, true");
    RefusedException refused = assertThrows(RefusedException.class, () -> Stores.open(address()));
    assertEquals("store.newer", refused.text().key());
  }

  @Test
  void messages_never_show_the_password() {
    assertFalse(store.describe().contains("password"), store.describe());
    assertTrue(store.describe().startsWith("jdbc:postgresql://127.0.0.1:"), store.describe());
    for (String wrong :
        List.of(
            address().replaceFirst("password=[^&]*", "password=s3cret"),
            address().replaceFirst("(//[^/]+/)[^?]*", "$1nowhere"),
            address().replaceFirst("//[^/]+/", "//127.0.0.1:1/"))) {
      EnvironmentException failure =
          assertThrows(EnvironmentException.class, () -> Stores.open(wrong));
      for (Language language : Language.values()) {
        String said = failure.text().in(language);
        assertFalse(said.contains("s3cret") || said.contains("password="), said);
        assertTrue(said.contains("jdbc:postgresql://127.0.0.1:"), said);
      }
    }
  }

  @Test
  void failures_to_connect_are_told_apart() {
    assertEquals(
        "store.login_refused", keyOf(address().replaceFirst("password=[^&]*", "password=s3cret")));
    assertEquals(
        "store.no_database", keyOf(address().replaceFirst("(//[^/]+/)[^?]*", "$1nowhere")));
    assertEquals("store.unreachable", keyOf(address().replaceFirst("//[^/]+/", "//127.0.0.1:1/")));
  }

  @Test
  void a_user_who_may_only_read_reads_and_is_told_why_it_cannot_write() throws Exception {
    putBasics();
    String role = "xa_test_reader_" + ProcessHandle.current().pid();
    database.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'reader'");
    String url =
        address()
            .replaceFirst("user=[^&]*", "user=" + role)
            .replaceFirst("password=[^&]*", "password=reader");
    assertEquals("store.no_permission", keyOf(url));
    database.execute("GRANT USAGE ON SCHEMA xa_atlas TO " + role);
    database.execute("GRANT SELECT ON ALL TABLES IN SCHEMA xa_atlas TO " + role);
    try (Store reader = Stores.open(url)) {
      assertEquals(2, reader.<Integer>read(r -> r.sources().size()));
      EnvironmentException refused =
          assertThrows(
              EnvironmentException.class,
              () ->
                  reader.write(
                      w -> {
                        w.putSource(Sample.SOURCE);
                        return null;
                      }));
      assertEquals("store.no_permission", refused.text().key());
    }
    database.empty();
    assertEquals("store.no_permission", keyOf(url), "may not create the tables");
    database.execute("DROP ROLE " + role);
  }

  private static String keyOf(String url) {
    return assertThrows(EnvironmentException.class, () -> Stores.open(url)).text().key();
  }
}
