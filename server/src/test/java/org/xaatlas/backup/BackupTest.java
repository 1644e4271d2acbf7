package org.xaatlas.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.demo.DemonstrationRelease;
import org.xaatlas.geodata.Catalogues;
import org.xaatlas.geodata.FormerUnitList;
import org.xaatlas.geodata.Registers;
import org.xaatlas.geodata.Rollups;
import org.xaatlas.message.RefusedException;
import org.xaatlas.publish.PublishListener;
import org.xaatlas.publish.Publisher;
import org.xaatlas.release.FileReleaseRepository;
import org.xaatlas.release.Manifest;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreReader;
import org.xaatlas.store.Stores;

/** The demonstration set, with an older release made current, written and restored. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name_a_file() {
    file = folder.resolve("bản sao.zip");
  }

  /** A data folder with its store and releases. */
  private record Data(Store store, ReleaseRepository releases) implements AutoCloseable {
    static Data open(Path folder) {
      return new Data(
          Stores.open("geopackage:" + folder.resolve("atlas.gpkg")),
          new FileReleaseRepository(folder));
    }

    boolean isEmpty() {
      return store.read(StoreReader::editions).isEmpty() && releases.current().isEmpty();
    }

    @Override
    public void close() {
      store.close();
      releases.close();
    }
  }

  private Backup.Summary write() {
    try (Data data = Data.open(DemonstrationRelease.folder())) {
      return Backup.write(data.store(), data.releases(), file, "xa-atlas test");
    }
  }

  private Path target() {
    return folder.resolve("restored");
  }

  @Test
  void what_is_restored_publishes_the_same_release() throws Exception {
    Backup.Summary written = write();
    assertEquals(Files.size(file), written.bytes());
    assertEquals(1, written.releases());
    try (Data before = Data.open(DemonstrationRelease.folder());
        Data after = Data.open(target())) {
      Backup.Summary restored = Restore.read(file, after.store(), after.releases(), target());
      assertEquals(written, restored);
      assertEquals(before.releases().list(), after.releases().list());
      String release = before.releases().current().orElseThrow();
      assertEquals(Optional.of(release), after.releases().current());
      byte[] manifest = before.releases().manifest(release).orElseThrow();
      assertArrayEquals(manifest, after.releases().manifest(release).orElseThrow());
      for (String piece : Manifest.read(release, manifest).pieces()) {
        assertEquals(
            -1,
            Files.mismatch(
                before.releases().piece(piece).orElseThrow(),
                after.releases().piece(piece).orElseThrow()));
      }
      Catalogues catalogues = new Catalogues();
      var published =
          new Publisher(
                  after.store(),
                  after.releases(),
                  catalogues.catalogue(),
                  catalogues.schemes(),
                  new FormerUnitList(new Registers()),
                  catalogues.carryRules(),
                  new Rollups().rules(),
                  PublishListener.NONE)
              .publish();
      assertEquals(release, published.release());
      assertFalse(published.changed());
    }
    assertEquals(List.of("atlas.gpkg", "pieces", "releases"), left(target()));
  }

  /** What is in a folder, but for the lock of a writer. */
  private static List<String> left(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(name -> !name.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void releases_keep_their_order_their_times_and_which_is_current() {
    Path source = folder.resolve("source");
    byte[] manifest;
    String id;
    try (Data demonstration = Data.open(DemonstrationRelease.folder())) {
      id = demonstration.releases().current().orElseThrow();
      manifest = demonstration.releases().manifest(id).orElseThrow();
      try (Data data = Data.open(source)) {
        for (String piece : Manifest.read(id, manifest).pieces()) {
          data.releases().keep(piece, bytes(demonstration.releases().piece(piece).orElseThrow()));
        }
        data.releases().add(id, manifest, LONG_AGO);
        assertEquals(Optional.empty(), data.releases().current());
        data.releases().publish("00000000000000aa", manifest);
        data.releases().rollback(id);
        Backup.write(data.store(), data.releases(), file, "xa-atlas test");
        try (Data after = Data.open(target())) {
          Restore.read(file, after.store(), after.releases(), target());
          assertEquals(data.releases().list(), after.releases().list());
          assertEquals(LONG_AGO, after.releases().list().get(1).at());
          assertTrue(after.releases().list().get(1).current());
        }
      }
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_file_that_is_there_is_left_as_it_is() throws Exception {
    Files.writeString(file, "mine");
    RefusedException refused = assertThrows(RefusedException.class, this::write);
    assertEquals("store.backup_exists", refused.text().key());
    assertEquals("mine", Files.readString(file));
    assertEquals(List.of("bản sao.zip"), left(folder));
  }

  @Test
  void only_an_empty_store_is_filled() {
    write();
    try (Data data = Data.open(target())) {
      Restore.read(file, data.store(), data.releases(), target());
      RefusedException refused =
          assertThrows(
              RefusedException.class,
              () -> Restore.read(file, data.store(), data.releases(), target()));
      assertEquals("store.restore_not_empty", refused.text().key());
    }
  }

  private void refuses(String key, Path backup) {
    try (Data data = Data.open(target())) {
      RefusedException refused =
          assertThrows(
              RefusedException.class,
              () -> Restore.read(backup, data.store(), data.releases(), target()),
              key);
      assertEquals(key, refused.text().key(), refused.getMessage());
      assertTrue(data.isEmpty());
      assertEquals(List.of(), data.releases().list());
    }
  }

  @Test
  void what_is_no_backup_is_refused() throws Exception {
    Path text = folder.resolve("text.zip");
    Files.writeString(text, "not a zip");
    refuses("store.no_backup", text);
    refuses("store.no_backup", zip(Map.of("a.txt", new byte[3])));
  }

  @Test
  void damage_is_found_wherever_it_is_and_changes_nothing() throws Exception {
    write();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int i = 0; i < 12; i++) {
      byte[] damaged = whole.clone();
      // Any place but the names and times in headers, which nothing depends on: inside an entry.
      int at = whole.length / 100 + random.nextInt(whole.length / 2);
      for (int k = 0; k < 64; k++) {
        damaged[at + k] ^= 0x55;
      }
      Path copy = folder.resolve("damaged.zip");
      Files.write(copy, damaged);
      refuses("store.backup_damaged", copy);
    }
    Path cut = folder.resolve("cut.zip");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 1000));
    refuses("store.no_backup", cut);
  }

  @Test
  void entries_and_list_of_contents_have_to_agree() throws Exception {
    write();
    Map<String, byte[]> entries = entries();
    String contents = new String(entries.get("backup.json"), StandardCharsets.UTF_8);
    refuses("store.backup_damaged", zip(with(entries, "more.txt", "x")));
    refuses("store.backup_damaged", zip(with(entries, "backup.json", "{}")));
    refuses("store.backup_damaged", zip(with(entries, "backup.json", "null")));
    refuses(
        "store.backup_damaged",
        zip(with(entries, "backup.json", contents.replace("\"atlas.gpkg\"", "\"../atlas.gpkg\""))));
    refuses(
        "store.backup_newer",
        zip(
            with(
                entries,
                "backup.json",
                contents.replace("\"format\":1", "\"format\":2,\"new\":[]"))));
    Map<String, byte[]> without = new TreeMap<>(entries);
    without.remove("atlas.gpkg");
    refuses("store.backup_damaged", zip(without));
  }

  private static Map<String, byte[]> with(Map<String, byte[]> entries, String name, String text) {
    Map<String, byte[]> changed = new TreeMap<>(entries);
    changed.put(name, text.getBytes(StandardCharsets.UTF_8));
    return changed;
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (var in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private Path zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    Path made = folder.resolve("made.zip");
    Files.write(made, bytes.toByteArray());
    return made;
  }
}
