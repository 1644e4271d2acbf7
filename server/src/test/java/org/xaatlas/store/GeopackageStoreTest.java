package org.xaatlas.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.RefusedException;
import org.xaatlas.unit.Level;

class GeopackageStoreTest extends StoreContract {
  private Path file() {
    return folder.resolve("dữ liệu/new folder/atlas?1#%.gpkg");
  }

  @Override
  String address() {
    return "geopackage:" + file();
  }

  @Override
  void remove() throws Exception {
    Files.delete(file());
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + file().toUri());
  }

  private void sql(String statement) throws Exception {
    try (Connection connection = connect();
        Statement s = connection.createStatement()) {
      s.execute(statement);
    }
  }

  private String ask(String query) throws Exception {
    try (Connection connection = connect();
        Statement s = connection.createStatement();
        ResultSet row = s.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  @Test
  void the_file_says_that_it_is_a_geopackage() throws Exception {
    byte[] head = Files.readAllBytes(file());
    assertEquals("SQLite format 3", new String(head, 0, 15, "US-ASCII"));
    assertEquals("GPKG", new String(head, 68, 4, "US-ASCII"));
    assertEquals("10300", ask("PRAGMA user_version"));
    assertEquals(
        "3", ask("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (4326, -1, 0)"));
    assertEquals("ok", ask("PRAGMA integrity_check"));
  }

  @Test
  void an_idle_store_is_one_file_and_a_lock() throws Exception {
    putBasics();
    try (var files = Files.list(file().getParent())) {
      assertEquals(
          List.of("atlas?1#%.gpkg", "atlas?1#%.gpkg.lock"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void each_level_with_boundaries_is_a_layer_with_its_extent() throws Exception {
    putBasics();
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(
                    boundary("03646", Sample.square(103, 21, 1), n),
                    boundary("03688", Sample.square(105, 20, 1), n))));
    assertEquals(
        "features 103.0 20.0 106.0 22.0 4326",
        ask(
            "SELECT data_type || ' ' || min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y"
                + " || ' ' || srs_id FROM gpkg_contents WHERE table_name = 'communes_2025_07_01'"));
    assertEquals("2", ask("SELECT count(*) FROM communes_2025_07_01"));
    assertEquals(null, ask("SELECT 1 FROM gpkg_contents WHERE table_name LIKE 'provinces%'"));
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(boundary("03664", Sample.square(110, 9, 1), n))));
    assertEquals(
        "111.0", ask("SELECT max_x FROM gpkg_contents WHERE table_name = 'communes_2025_07_01'"));
  }

  @Test
  void a_store_of_a_newer_version_is_refused_and_left_alone() throws Exception {
    sql(
        "INSERT INTO flyway_schema_history SELECT 99, '99', 'future', 'SQL', 'V99__future.sql', 1,"
            + " 'x', installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
    refused("store.newer");
  }

  @Test
  void a_text_file_is_refused_and_left_alone() throws Exception {
    Files.writeString(file(), "code,name\n".repeat(1000));
    refused("store.not_geopackage");
  }

  @Test
  void an_empty_file_is_refused_and_left_alone() throws Exception {
    Files.write(file(), new byte[0]);
    refused("store.not_geopackage");
  }

  @Test
  void an_sqlite_file_that_is_no_geopackage_is_refused_and_left_alone() throws Exception {
    Files.delete(file());
    sql("CREATE TABLE t (x)");
    refused("store.not_geopackage");
  }

  @Test
  void a_geopackage_of_somebody_else_is_refused_and_left_alone() throws Exception {
    Files.delete(file());
    sql("PRAGMA application_id = 1196444487");
    sql("CREATE TABLE gpkg_contents (x)");
    refused("store.not_ours");
  }

  @Test
  void a_truncated_store_is_refused_and_left_alone() throws Exception {
    putBasics();
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), java.util.Arrays.copyOf(whole, whole.length / 2));
    refused("store.damaged");
  }

  @Test
  void a_folder_is_refused() throws Exception {
    Files.delete(file());
    Files.createDirectory(file());
    RefusedException refused = assertThrows(RefusedException.class, () -> Stores.open(address()));
    assertEquals("store.not_a_file", refused.text().key());
  }

  private void refused(String key) throws Exception {
    byte[] before = Files.readAllBytes(file());
    RefusedException refused = assertThrows(RefusedException.class, () -> Stores.open(address()));
    assertEquals(key, refused.text().key());
    assertTrue(refused.getMessage().contains(file().toString()), refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file()));
  }

  @Test
  void a_store_that_went_away_is_not_replaced_by_an_empty_file() throws Exception {
    Files.delete(file());
    EnvironmentException gone =
        assertThrows(EnvironmentException.class, () -> store.read(StoreReader::sources));
    assertEquals("store.gone", gone.text().key());
    assertFalse(Files.exists(file()));
  }

  @Test
  void a_damaged_page_is_reported_when_it_is_met() throws Exception {
    putBasics();
    change(
        (w, n) ->
            w.putBoundaries(
                Sample.NEW,
                Level.COMMUNE,
                List.of(boundary("03646", Sample.square(103, 21, 1), n))));
    byte[] bytes = Files.readAllBytes(file());
    java.util.Arrays.fill(bytes, 4096 * 3, bytes.length, (byte) 0x55);
    Files.write(file(), bytes);
    RuntimeException damaged =
        assertThrows(
            RuntimeException.class,
            () -> {
              reopen();
              boundaries(Level.COMMUNE);
            });
    assertTrue(damaged.getMessage().contains("damaged"), damaged.getMessage());
  }
}
