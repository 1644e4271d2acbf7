package org.xaatlas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.series.Series;
import org.xaatlas.spatial.Boundary;
import org.xaatlas.unit.Level;

/** A process that writes is killed (SIGKILL) again and again; the store stays whole. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class CrashContract {
  private static final int ROUNDS = 8;
  private static final long SEED = 20250701;
  @TempDir Path folder;

  /** The address of a store that does not exist before the first test opens it. */
  abstract String address() throws Exception;

  @Test
  void a_writer_killed_at_any_moment_leaves_a_whole_state() throws Exception {
    Random random = new Random(SEED);
    long known = 0;
    for (int round = 0; round < ROUNDS; round++) {
      // In some rounds the first moments are hit: the store is made, or opened after a crash.
      boolean early = round % 4 == 0;
      int delay = early ? 200 + random.nextInt(700) : random.nextInt(400);
      long reported = killAWriter(early, delay);
      known = check(Math.max(known, reported), "round " + round);
    }
    assertTrue(known > ROUNDS / 2, "hardly anything was written: " + known);
  }

  /**
   * Starts a writer and kills it.
   *
   * @param early whether to count the delay from the start of the process and not from its first
   *     import
   * @return the last import that it reported as done, 0 for none
   */
  private long killAWriter(boolean early, int delayMillis) throws Exception {
    Path errors = folder.resolve("errors");
    Path done = folder.resolve("done");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                address(),
                folder.toString())
            .redirectError(errors.toFile())
            .redirectOutput(done.toFile())
            .start();
    try {
      while (!early && lines(done).isEmpty()) {
        assertTrue(process.isAlive(), () -> "the writer failed: " + read(errors));
        Thread.sleep(10);
      }
      Thread.sleep(delayMillis);
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }
    List<String> lines = lines(done);
    return lines.isEmpty() ? 0 : Long.parseLong(lines.get(lines.size() - 1));
  }

  /** The lines that are complete: the last one may have been cut off. */
  private static List<String> lines(Path file) {
    String text = read(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads everything and finds one number in it.
   *
   * @param known an import that has been reported as done, so that it must be there
   * @return the number of the last import
   */
  private long check(long known, String round) throws Exception {
    try (Store store = Stores.open(address())) {
      long last =
          store.read(
              reader -> {
                List<ImportRecord> imports = reader.imports();
                long n = imports.size();
                assertTrue(n >= known, round + ": import " + known + " is lost, last is " + n);
                if (n > 0) {
                  checkContent(reader, imports, round + ", import " + n);
                }
                return n;
              });
      // The lock of the dead writer does not stay.
      store.write(writer -> null);
      return last;
    }
  }

  private void checkContent(StoreReader reader, List<ImportRecord> imports, String where) {
    int n = imports.size();
    assertEquals(Integer.toString(n), imports.get(n - 1).options().get("number"), where);
    assertEquals(n, imports.get(n - 1).number(), where);
    List<Series> series = new ArrayList<>();
    reader.series(series::add);
    assertEquals(20, series.size(), where);
    for (Series one : series) {
      assertEquals(List.of((long) n, (long) n, (long) n), one.importOf(), where);
      one.observations().forEach(o -> assertEquals(n, o.value(), where));
    }
    List<Boundary> boundaries = new ArrayList<>();
    reader.boundaries(Sample.NEW, Level.COMMUNE, boundaries::add);
    assertEquals(3, boundaries.size(), where);
    for (Boundary boundary : boundaries) {
      assertTrue(boundary.geometry().equalsExact(Sample.square(n, 10, 1)), where);
      assertEquals(n, boundary.importNumber(), where);
    }
    assertEquals(
        n % 2 == 0 ? 2 : 0, reader.adjacency(Sample.NEW, Level.COMMUNE).neighbours().size(), where);
    assertEquals(n, reader.designations().get(0).row(), where);
    assertEquals(Integer.toString(n), reader.sources().get(1).title(), where);
    for (ImportRecord one : imports) {
      try (InputStream in = reader.sourceFile(one.sha256()).orElseThrow()) {
        assertEquals(
            EndlessWriter.content(one.number()),
            new String(in.readAllBytes(), StandardCharsets.UTF_8),
            where);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void a_reader_keeps_its_state_when_the_writer_is_killed() throws Exception {
    killAWriter(false, 50);
    try (Store store = Stores.open(address())) {
      store.read(
          reader -> {
            List<ImportRecord> before = reader.imports();
            try {
              killAWriter(false, 50);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            assertEquals(before, reader.imports());
            checkContent(reader, before, "a reader of import " + before.size());
            return null;
          });
    }
    check(1, "afterwards");
  }
}
