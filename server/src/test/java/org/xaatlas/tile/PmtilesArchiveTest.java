package org.xaatlas.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tileverse.pmtiles.PMTilesReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xaatlas.message.EnvironmentException;

class PmtilesArchiveTest {
  private static final String METADATA = "{\"name\":\"Xã\",\"vector_layers\":[]}";

  @TempDir Path folder;

  @Test
  void an_independent_reader_finds_every_tile() throws IOException {
    List<TileId> tiles = someTiles(900);
    Path file = write("a.pmtiles", tiles, PmtilesArchiveTest::content);
    try (PMTilesReader oracle = new PMTilesReader(file);
        PmtilesArchive archive = PmtilesArchive.open(file)) {
      for (TileId tile : tiles) {
        assertEquals(
            ByteBuffer.wrap(content(tile)),
            oracle.getTile(tile.number()).orElseThrow(),
            tile.toString());
        assertEquals(
            ByteBuffer.wrap(PmtilesFormat.gzip(content(tile))),
            archive.tile(tile.z(), tile.x(), tile.y()).orElseThrow());
        var index = oracle.getTileIndex(tile.number());
        assertEquals(tile, new TileId(index.z(), (int) index.x(), (int) index.y()));
      }
      assertEquals(METADATA, oracle.getMetadataAsString());
      assertEquals(METADATA, archive.metadata());
      assertEquals(tiles.size(), oracle.getTileIndices().count());
      assertTrue(oracle.getHeader().clustered());
      assertEquals(102.1, oracle.getHeader().minLon(), 1e-7);
      assertEquals(23.4, archive.bounds().getMaxY(), 1e-7);
    }
  }

  @Test
  void a_large_directory_is_split_into_leaves() throws IOException {
    List<TileId> tiles = someTiles(60_000);
    Path file = write("large.pmtiles", tiles, PmtilesArchiveTest::content);
    try (PMTilesReader oracle = new PMTilesReader(file);
        PmtilesArchive archive = PmtilesArchive.open(file)) {
      assertTrue(oracle.getHeader().leafDirsBytes() > 0);
      for (int i = 0; i < tiles.size(); i += 97) {
        TileId tile = tiles.get(i);
        assertEquals(ByteBuffer.wrap(content(tile)), oracle.getTile(tile.number()).orElseThrow());
        assertEquals(
            ByteBuffer.wrap(PmtilesFormat.gzip(content(tile))),
            archive.tile(tile.z(), tile.x(), tile.y()).orElseThrow());
      }
    }
  }

  @Test
  void equal_tiles_are_kept_once_and_runs_take_one_entry() throws IOException {
    List<TileId> tiles = new ArrayList<>();
    for (int x = 0; x < 64; x++) {
      for (int y = 0; y < 64; y++) {
        tiles.add(new TileId(6, x, y));
      }
    }
    Path file = write("sea.pmtiles", tiles, tile -> new byte[] {1, 2, 3});
    try (PMTilesReader oracle = new PMTilesReader(file);
        PmtilesArchive archive = PmtilesArchive.open(file)) {
      assertEquals(1, oracle.getHeader().tileContentsCount());
      assertEquals(1, oracle.getHeader().tileEntriesCount());
      assertEquals(4096, oracle.getHeader().addressedTilesCount());
      assertEquals(
          ByteBuffer.wrap(new byte[] {1, 2, 3}),
          oracle.getTile(new TileId(6, 63, 63).number()).orElseThrow());
      assertTrue(archive.tile(6, 40, 7).isPresent());
      assertFalse(archive.tile(7, 0, 0).isPresent());
      assertFalse(archive.tile(5, 0, 0).isPresent());
    }
  }

  @Test
  void the_order_of_adding_does_not_change_the_file() throws IOException {
    List<TileId> tiles = someTiles(500);
    Path one = write("one.pmtiles", tiles, PmtilesArchiveTest::content);
    Collections.shuffle(tiles, new Random(2));
    Path two = write("two.pmtiles", tiles, PmtilesArchiveTest::content);
    assertEquals(-1, Files.mismatch(one, two));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "no scratch file is left");
    }
  }

  @Test
  void tiles_that_do_not_exist_are_empty() throws IOException {
    Path file = write("b.pmtiles", List.of(new TileId(3, 6, 3)), PmtilesArchiveTest::content);
    PmtilesArchive archive = PmtilesArchive.open(file);
    assertFalse(archive.tile(3, 8, 0).isPresent());
    assertFalse(archive.tile(-1, 0, 0).isPresent());
    assertFalse(archive.tile(31, 0, 0).isPresent());
    assertFalse(archive.tile(3, -1, 3).isPresent());
    assertTrue(archive.tile(3, 6, 3).isPresent());
    assertEquals(3, archive.minZoom());
    assertEquals(3, archive.maxZoom());
  }

  @Test
  void a_file_cut_short_or_of_another_kind_is_refused() throws IOException {
    Path file = write("c.pmtiles", someTiles(3000), PmtilesArchiveTest::content);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int length : new int[] {0, 5, 126, 127, 300, bytes.length - 1}) {
      Path cut = folder.resolve("cut-" + length);
      Files.write(cut, java.util.Arrays.copyOf(bytes, length));
      assertThrows(EnvironmentException.class, () -> PmtilesArchive.open(cut), "length " + length);
    }
    for (int i = 0; i < 300; i++) {
      byte[] forged = bytes.clone();
      int at = random.nextInt(2000);
      forged[at] = (byte) random.nextInt(256);
      Path path = folder.resolve("forged");
      Files.write(path, forged);
      try {
        PmtilesArchive archive = PmtilesArchive.open(path);
        for (int k = 0; k < 50; k++) {
          archive.tile(8, random.nextInt(256), random.nextInt(256));
        }
      } catch (EnvironmentException expected) {
        assertTrue(expected.text().key().startsWith("release."));
      }
    }
  }

  private interface Contents {
    byte[] of(TileId tile);
  }

  private Path write(String name, List<TileId> tiles, Contents contents) throws IOException {
    Path file = folder.resolve(name);
    try (PmtilesWriter writer = new PmtilesWriter(file)) {
      for (TileId tile : tiles) {
        writer.add(tile, PmtilesFormat.gzip(contents.of(tile)));
      }
      writer.finish(102.1, 8.3, 109.5, 23.4, METADATA);
    }
    return file;
  }

  private static byte[] content(TileId tile) {
    return ("tile " + tile.z() + "/" + tile.x() / 2 + "/" + tile.y())
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static List<TileId> someTiles(int count) {
    Random random = new Random(1);
    java.util.Set<TileId> tiles = new java.util.LinkedHashSet<>();
    while (tiles.size() < count) {
      int z = random.nextInt(13);
      tiles.add(new TileId(z, random.nextInt(1 << z), random.nextInt(1 << z)));
    }
    return new ArrayList<>(tiles);
  }
}
