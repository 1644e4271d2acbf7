package org.xaatlas.tile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.xaatlas.message.EnvironmentException;

/**
 * A PMTiles v3 archive of gzip-compressed vector tiles, memory-mapped. Its directories are read
 * when it is opened, so finding a tile touches no disk and makes no copy. Immutable, safe to share
 * between threads.
 */
public final class PmtilesArchive implements AutoCloseable {
  private static final int MAX_LEAVES = 100_000;

  private final MappedFile file;
  private final PmtilesFormat.Header header;
  private final String metadata;
  private final PmtilesFormat.Directory directory;

  private PmtilesArchive(
      MappedFile file,
      PmtilesFormat.Header header,
      String metadata,
      PmtilesFormat.Directory directory) {
    this.file = file;
    this.header = header;
    this.metadata = metadata;
    this.directory = directory;
  }

  /**
   * Opens an archive.
   *
   * @throws EnvironmentException key {@code release.archive_broken} when the file is not one, or
   *     was cut short
   */
  public static PmtilesArchive open(Path path) {
    try {
      MappedFile file = MappedFile.open(path);
      PmtilesFormat.Header header =
          PmtilesFormat.Header.read(file.slice(0, PmtilesFormat.HEADER_BYTES));
      file.slice(header.dataOffset() + header.dataLength(), 0);
      byte[] metadata =
          PmtilesFormat.gunzip(file.slice(header.metadataOffset(), header.metadataLength()));
      PmtilesFormat.Directory root =
          PmtilesFormat.Directory.read(file.slice(header.rootOffset(), header.rootLength()));
      PmtilesFormat.Directory all = flatten(file, header, root);
      return new PmtilesArchive(file, header, new String(metadata, StandardCharsets.UTF_8), all);
    } catch (IOException | RuntimeException e) {
      throw new EnvironmentException(
          org.xaatlas.message.Message.of(
              "release.archive_broken", path.toString(), String.valueOf(e.getMessage())),
          e);
    }
  }

  private static PmtilesFormat.Directory flatten(
      MappedFile file, PmtilesFormat.Header header, PmtilesFormat.Directory root)
      throws IOException {
    PmtilesFormat.Directory all = new PmtilesFormat.Directory(root.size);
    int leaves = 0;
    for (int i = 0; i < root.size; i++) {
      if (root.runs[i] > 0) {
        add(header, all, root, i);
        continue;
      }
      if (++leaves > MAX_LEAVES) {
        throw new IOException("More than " + MAX_LEAVES + " leaf directories");
      }
      PmtilesFormat.Directory leaf =
          PmtilesFormat.Directory.read(
              file.slice(header.leavesOffset() + root.offsets[i], root.lengths[i]));
      for (int k = 0; k < leaf.size; k++) {
        if (leaf.runs[k] == 0) {
          throw new IOException("Leaf directories below leaf directories are not read");
        }
        add(header, all, leaf, k);
      }
    }
    return all;
  }

  private static void add(
      PmtilesFormat.Header header,
      PmtilesFormat.Directory all,
      PmtilesFormat.Directory from,
      int entry)
      throws IOException {
    int last = all.size - 1;
    boolean ordered = last < 0 || all.numbers[last] + all.runs[last] <= from.numbers[entry];
    boolean inside =
        from.offsets[entry] >= 0
            && from.lengths[entry] > 0
            && from.offsets[entry] <= header.dataLength() - from.lengths[entry];
    if (!ordered || !inside || all.size == PmtilesWriter.MAX_TILES) {
      throw new IOException("Entry " + all.size + " of the directory makes no sense");
    }
    all.add(from.numbers[entry], from.runs[entry], from.lengths[entry], from.offsets[entry]);
  }

  /**
   * The gzip bytes of a tile as they are stored; empty for a tile without content and for one that
   * does not exist.
   */
  public Optional<ByteBuffer> tile(int z, int x, int y) {
    if (!TileId.exists(z, x, y)) {
      return Optional.empty();
    }
    long number = TileId.number(z, x, y);
    int found = Arrays.binarySearch(directory.numbers, 0, directory.size, number);
    int entry = found >= 0 ? found : -found - 2;
    if (entry < 0 || number >= directory.numbers[entry] + directory.runs[entry]) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          file.slice(header.dataOffset() + directory.offsets[entry], directory.lengths[entry]));
    } catch (IOException e) {
      throw new IllegalStateException("The directory was checked when it was read", e);
    }
  }

  public int minZoom() {
    return header.minZoom();
  }

  public int maxZoom() {
    return header.maxZoom();
  }

  /** What the tiles cover, lon/lat. */
  public Envelope bounds() {
    return new Envelope(header.west(), header.east(), header.south(), header.north());
  }

  /** The JSON object that describes the layers. */
  public String metadata() {
    return metadata;
  }

  /** How many tile addresses have content. */
  public long tiles() {
    return header.addressedTiles();
  }

  /** Nothing to do: the memory goes back when the last buffer handed out is forgotten. */
  @Override
  public void close() {}
}
