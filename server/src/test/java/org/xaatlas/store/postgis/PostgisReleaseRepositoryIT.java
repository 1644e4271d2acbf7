package org.xaatlas.store.postgis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.ReleaseEntry;
import org.xaatlas.store.TestPostgis;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgisReleaseRepositoryIT {
  private static TestPostgis database;
  @TempDir Path folder;
  private PostgisReleaseRepository releases;

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

  @BeforeEach
  void open() {
    releases = PostgisReleaseRepository.open(database.url(), folder.resolve("pieces"));
  }

  @AfterEach
  void close() throws Exception {
    if (releases != null) {
      releases.close();
    }
    database.empty();
  }

  private static byte[] manifest(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String keep(byte[] bytes) throws Exception {
    return releases.keep(Files.write(releases.draft(), bytes));
  }

  @Test
  void there_is_no_release_before_the_first_is_published() {
    assertEquals(Optional.empty(), releases.current());
    assertEquals(List.of(), releases.list());
    assertEquals(Optional.empty(), releases.manifest("a"));
    assertFalse(releases.pruned("a"));
    assertEquals(Optional.empty(), releases.piece("0".repeat(64)));
    assertEquals(Optional.empty(), releases.piece("../../etc/passwd"));
  }

  @Test
  void what_is_published_is_current_and_an_older_one_can_be_again() {
    releases.publish("a", manifest("{\"a\":1}"));
    releases.publish("b", manifest("{\"b\":1}"));
    assertEquals(Optional.of("b"), releases.current());
    assertEquals(List.of("b", "a"), releases.list().stream().map(ReleaseEntry::id).toList());
    assertEquals(
        List.of(true, false), releases.list().stream().map(ReleaseEntry::current).toList());
    releases.rollback("a");
    assertEquals(Optional.of("a"), releases.current());
    assertEquals(List.of("b", "a"), releases.list().stream().map(ReleaseEntry::id).toList());
    releases.publish("b", manifest("{\"b\":1}"));
    assertEquals(Optional.of("b"), releases.current());
    assertEquals(2, releases.list().size());
    assertArrayEquals(manifest("{\"a\":1}"), releases.manifest("a").orElseThrow());
  }

  @Test
  void a_release_that_is_not_there_cannot_be_rolled_back_to() {
    releases.publish("a", manifest("{}"));
    RefusedException refused = assertThrows(RefusedException.class, () -> releases.rollback("b"));
    assertEquals("store.release_unknown", refused.text().key());
    assertEquals(Optional.of("a"), releases.current());
  }

  @Test
  void one_release_has_one_manifest() {
    releases.publish("a", manifest("{}"));
    assertThrows(IllegalArgumentException.class, () -> releases.publish("a", manifest("{ }")));
  }

  @Test
  void a_pruned_release_is_remembered_and_can_be_published_again() throws Exception {
    releases.publish("a", manifest("{}"));
    releases.publish("b", manifest("{\"b\":1}"));
    database.execute("UPDATE xa_atlas.release SET manifest = NULL WHERE id = 'a'");
    assertTrue(releases.pruned("a"));
    assertEquals(Optional.empty(), releases.manifest("a"));
    assertEquals(List.of("b"), releases.list().stream().map(ReleaseEntry::id).toList());
    assertThrows(RefusedException.class, () -> releases.rollback("a"));
    releases.publish("a", manifest("{}"));
    assertFalse(releases.pruned("a"));
    assertEquals(Optional.of("a"), releases.current());
  }

  @Test
  void a_piece_of_any_size_reaches_another_server() throws Exception {
    for (int size : new int[] {0, 1, 1 << 20, (9 << 20) / 2}) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      String hash = keep(bytes);
      assertEquals(hash, keep(bytes), "kept twice");
      Path elsewhere = folder.resolve("elsewhere" + size);
      try (PostgisReleaseRepository other =
          PostgisReleaseRepository.open(database.url(), elsewhere)) {
        Path file = other.piece(hash).orElseThrow();
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(file, other.piece(hash).orElseThrow());
        try (var files = Files.list(elsewhere)) {
          assertEquals(List.of(file), files.toList(), "no draft stays");
        }
      }
    }
  }

  @Test
  void many_threads_may_keep_and_fetch_one_piece() throws Exception {
    byte[] bytes = new byte[3 << 20];
    new Random(5).nextBytes(bytes);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<Path>> files =
          java.util.stream.IntStream.range(0, 6)
              .mapToObj(i -> threads.submit(() -> releases.piece(keep(bytes)).orElseThrow()))
              .toList();
      for (Future<Path> file : files) {
        assertArrayEquals(bytes, Files.readAllBytes(file.get()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_piece_that_was_damaged_in_the_database_is_not_handed_out() throws Exception {
    String hash = keep(new byte[] {1, 2, 3});
    database.execute("UPDATE xa_atlas.piece_chunk SET data = '\\x010204'");
    try (PostgisReleaseRepository other =
        PostgisReleaseRepository.open(database.url(), folder.resolve("other"))) {
      EnvironmentException damaged =
          assertThrows(EnvironmentException.class, () -> other.piece(hash));
      assertEquals("store.piece_damaged", damaged.text().key());
    }
  }

  @Test
  void who_listens_hears_of_a_publish_and_of_a_rollback() throws Exception {
    try (Connection connection = DriverManager.getConnection(database.url());
        Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + PostgisReleaseRepository.CHANNEL);
      releases.publish("a", manifest("{}"));
      releases.publish("b", manifest("{\"b\":1}"));
      releases.rollback("a");
      PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(5_000);
      assertEquals(
          List.of("a", "b", "a"),
          java.util.Arrays.stream(heard).map(PGNotification::getParameter).toList());
    }
  }
}
