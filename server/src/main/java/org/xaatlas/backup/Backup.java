package org.xaatlas.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.xaatlas.export.WholeFile;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.Manifest;
import org.xaatlas.release.ReleaseEntry;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreCopy;
import org.xaatlas.store.Stores;

/**
 * Writes a backup. Nobody has to wait meanwhile: the store is read as one state, and releases never
 * change.
 */
public final class Backup {
  private final ReleaseRepository releases;
  private final ZipOutputStream zip;
  private final List<Contents.Entry> entries = new ArrayList<>();

  private Backup(ReleaseRepository releases, OutputStream out) {
    this.releases = releases;
    this.zip = new ZipOutputStream(out);
    // Pieces and geometries hardly shrink; texts and imported tables do, even so.
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /**
   * What was written or restored.
   *
   * @param imports in the store
   * @param releases how many
   * @param pieces how many, each once
   * @param bytes of the file
   * @param current the release that is current, if any
   */
  public record Summary(
      int imports, int releases, int pieces, long bytes, Optional<String> current) {}

  /**
   * Writes all of a store and its releases to a new file.
   *
   * @param program name and version of this program
   * @throws RefusedException key {@code store.backup_exists} when the file is there already
   * @throws EnvironmentException when it cannot be written
   */
  public static Summary write(Store store, ReleaseRepository releases, Path file, String program) {
    if (Files.exists(file)) {
      throw RefusedException.of("store.backup_exists", file.toString());
    }
    Summary summary =
        WholeFile.write(
            file,
            out -> {
              Path folder = Files.createTempDirectory(folder(file), ".backup-");
              try {
                return new Backup(releases, out).write(store, folder, program);
              } finally {
                Folders.delete(folder);
              }
            });
    try {
      return new Summary(
          summary.imports(),
          summary.releases(),
          summary.pieces(),
          Files.size(file),
          summary.current());
    } catch (IOException e) {
      throw EnvironmentException.of("store.file_unreadable", e.toString());
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private Summary write(Store store, Path folder, String program) throws IOException {
    Path copy = folder.resolve(Contents.STORE);
    int imports;
    try (Store backup = Stores.open("geopackage:" + copy)) {
      StoreCopy.copy(store, backup, folder);
      imports = backup.read(reader -> reader.imports().size());
    }
    put(Contents.STORE, copy);
    Optional<String> current = releases.current();
    List<ReleaseEntry> listed = new ArrayList<>(releases.list());
    Collections.reverse(listed);
    SortedSet<String> pieces = new TreeSet<>();
    List<Contents.Release> written = new ArrayList<>();
    for (ReleaseEntry release : listed) {
      byte[] manifest = releases.manifest(release.id()).orElseThrow();
      pieces.addAll(Manifest.read(release.id(), manifest).pieces());
      put(Contents.manifest(release.id()), manifest);
      written.add(new Contents.Release(release.id(), release.at().toString()));
    }
    for (String piece : pieces) {
      put(
          Contents.piece(piece),
          releases
              .piece(piece)
              .orElseThrow(() -> EnvironmentException.of("store.backup_piece", piece)));
    }
    zip.putNextEntry(new ZipEntry(Contents.NAME));
    zip.write(
        new Contents(
                Contents.FORMAT,
                program,
                Instant.now().toString(),
                current.orElse(null),
                written,
                entries)
            .write());
    zip.closeEntry();
    zip.finish();
    return new Summary(imports, written.size(), pieces.size(), 0, current);
  }

  private void put(String name, Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      put(name, in);
    }
  }

  private void put(String name, byte[] bytes) throws IOException {
    put(name, new ByteArrayInputStream(bytes));
  }

  private void put(String name, InputStream in) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    MessageDigest digest = sha256();
    long size = in.transferTo(new DigestOutputStream(zip, digest));
    zip.closeEntry();
    entries.add(new Contents.Entry(name, size, HexFormat.of().formatHex(digest.digest())));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
