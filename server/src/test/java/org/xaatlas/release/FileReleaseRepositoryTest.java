package org.xaatlas.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.RefusedException;

class FileReleaseRepositoryTest {
  private static final String ONE = "00000000000000a1";
  private static final String TWO = "00000000000000b2";

  @TempDir Path folder;
  private FileReleaseRepository repository;

  @BeforeEach
  void open() {
    repository = new FileReleaseRepository(folder);
  }

  @Test
  void a_new_folder_has_no_release() {
    assertEquals(Optional.empty(), repository.current());
    assertEquals(List.of(), repository.list());
    assertEquals(Optional.empty(), repository.manifest(ONE));
    assertFalse(repository.pruned(ONE));
  }

  @Test
  void a_piece_is_named_by_its_hash_and_kept_once() throws IOException {
    String hash = keep("abc");
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash);
    assertEquals(hash, keep("abc"));
    assertEquals("abc", Files.readString(repository.piece(hash).orElseThrow()));
    try (var pieces = Files.list(folder.resolve("pieces"))) {
      assertEquals(1, pieces.count(), "no draft is left");
    }
  }

  @Test
  void pieces_kept_together_have_their_names_when_the_release_is_published() throws IOException {
    byte[] piece = "abc".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String hash = Hashes.of(piece);
    Path place = folder.resolve("pieces").resolve(hash);
    repository.keep(hash, piece);
    repository.keep(hash, piece);
    assertEquals("abc", Files.readString(repository.piece(hash).orElseThrow()));
    assertFalse(Files.exists(place), "nothing that is not durable has the name of a piece");

    publish(ONE);

    assertEquals("abc", Files.readString(place));
    assertEquals(Optional.of(place), repository.piece(hash));
    repository.keep(hash, piece);
    publish(TWO);
    assertEquals(1, pieces());
    assertThrows(IllegalArgumentException.class, () -> repository.keep("../x", piece));
  }

  @Test
  void a_piece_that_no_release_came_to_need_leaves_nothing() throws IOException {
    byte[] piece = "abc".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    repository.keep(Hashes.of(piece), piece);
    assertEquals(1, pieces());
    repository.close();
    assertEquals(0, pieces());
  }

  private long pieces() throws IOException {
    try (var pieces = Files.list(folder.resolve("pieces"))) {
      return pieces.count();
    }
  }

  @Test
  void a_name_that_is_no_hash_leads_nowhere() {
    assertEquals(Optional.empty(), repository.piece("../releases/current"));
    assertEquals(Optional.empty(), repository.piece("0".repeat(64)));
    assertEquals(Optional.empty(), repository.manifest("../../etc/passwd"));
    assertFalse(repository.pruned("../x"));
    assertThrows(RefusedException.class, () -> repository.rollback("../current"));
  }

  @Test
  void publishing_makes_a_release_current_and_rolling_back_an_older_one() {
    publish(ONE);
    publish(TWO);
    assertEquals(Optional.of(TWO), repository.current());
    assertArrayEquals(bytes(ONE), repository.manifest(ONE).orElseThrow());
    assertEquals(List.of(TWO, ONE), repository.list().stream().map(ReleaseEntry::id).toList());
    repository.rollback(ONE);
    assertEquals(Optional.of(ONE), repository.current());
    assertEquals(
        List.of(false, true), repository.list().stream().map(ReleaseEntry::current).toList());
    publish(TWO);
    assertEquals(2, repository.list().size(), "a release is listed once");
  }

  @Test
  void rolling_back_to_a_release_that_is_not_there_is_refused() {
    publish(ONE);
    RefusedException refused = assertThrows(RefusedException.class, () -> repository.rollback(TWO));
    assertTrue(refused.getMessage().contains(TWO));
    assertEquals(Optional.of(ONE), repository.current());
  }

  @Test
  void a_release_whose_manifest_was_removed_is_known_as_pruned() throws IOException {
    publish(ONE);
    publish(TWO);
    Files.delete(folder.resolve("releases").resolve(ONE + ".json"));
    assertTrue(repository.pruned(ONE));
    assertFalse(repository.pruned(TWO));
    assertEquals(List.of(TWO), repository.list().stream().map(ReleaseEntry::id).toList());
  }

  @Test
  void a_log_cut_short_by_a_crash_does_no_harm() throws IOException {
    publish(ONE);
    Files.writeString(
        folder.resolve("releases/log.jsonl"), "{\"release\":\"0000", StandardOpenOption.APPEND);
    publish(TWO);
    assertEquals(List.of(TWO, ONE), repository.list().stream().map(ReleaseEntry::id).toList());
  }

  @Test
  void a_pointer_that_holds_no_release_is_told() throws IOException {
    Files.writeString(folder.resolve("releases/current"), "");
    EnvironmentException told =
        assertThrows(EnvironmentException.class, () -> repository.current());
    assertEquals("release.current_broken", told.text().key());
  }

  @Test
  void old_drafts_are_removed_when_the_folder_is_opened_and_young_ones_stay() throws IOException {
    Path old = repository.draft();
    Path young = repository.draft();
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    new FileReleaseRepository(folder).close();
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
  }

  @Test
  void readers_always_see_a_whole_release_while_others_publish() throws Exception {
    publish(ONE);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (String release : List.of(ONE, TWO)) {
        writers.add(
            threads.submit(
                () -> {
                  try (FileReleaseRepository own = new FileReleaseRepository(folder)) {
                    for (int i = 0; i < 100; i++) {
                      own.publish(release, bytes(release));
                    }
                  }
                }));
      }
      Future<Integer> reader =
          threads.submit(
              () -> {
                int seen = 0;
                while (!writers.stream().allMatch(Future::isDone)) {
                  String id = repository.current().orElseThrow();
                  assertArrayEquals(bytes(id), repository.manifest(id).orElseThrow());
                  seen++;
                }
                return seen;
              });
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertTrue(reader.get() > 0);
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, repository.list().size());
  }

  private String keep(String content) throws IOException {
    Path draft = repository.draft();
    Files.writeString(draft, content);
    return repository.keep(draft);
  }

  private void publish(String release) {
    repository.publish(release, bytes(release));
  }

  private static byte[] bytes(String release) {
    return ("{\"release\":\"" + release + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
