package org.xaatlas.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.RefusedException;
import org.xaatlas.release.ReleaseRepository;
import org.xaatlas.store.Store;
import org.xaatlas.store.StoreCopy;
import org.xaatlas.store.StoreReader;
import org.xaatlas.store.Stores;

/**
 * Restores a backup into a store that holds nothing yet, of whatever kind.
 *
 * <p>All of the file is compared with its list of contents before anything is written. Then come
 * the pieces and manifests, the store in one transaction, and last which release is current; after
 * a restore that was cut off before the store was there it can be begun again.
 */
public final class Restore {
  private final Path file;
  private final ZipFile zip;
  private final Contents contents;

  private Restore(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.contents = contents();
  }

  /**
   * @param folder for the store of the backup while it is read; made when it is not there
   * @throws RefusedException when the file is no backup, is damaged or is of a newer program, and
   *     when the store is not empty or a release is current; nothing was changed then
   * @throws EnvironmentException when something cannot be read or written
   */
  public static Backup.Summary read(
      Path file, Store store, ReleaseRepository releases, Path folder) {
    if (releases.current().isPresent() || !store.read(Restore::isEmpty)) {
      throw RefusedException.of("store.restore_not_empty", store.describe());
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Restore restore = new Restore(file, zip);
      restore.verify();
      Files.createDirectories(folder);
      Path drafts = Files.createTempDirectory(folder, ".restore-");
      try {
        return restore.into(store, releases, drafts);
      } finally {
        Folders.delete(drafts);
      }
    } catch (ZipException e) {
      throw RefusedException.of("store.no_backup", file.toString(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw EnvironmentException.of("store.file_unreadable", e.toString());
    }
  }

  private static boolean isEmpty(StoreReader reader) {
    return reader.editions().isEmpty() && reader.scenarios().isEmpty();
  }

  private Contents contents() throws IOException {
    ZipEntry entry = zip.getEntry(Contents.NAME);
    if (entry == null) {
      throw RefusedException.of("store.no_backup", file.toString(), Contents.NAME);
    }
    byte[] json;
    try (InputStream in = zip.getInputStream(entry)) {
      json = in.readNBytes(Contents.LARGEST);
    }
    Contents contents;
    try {
      contents = Contents.read(json);
    } catch (IOException e) {
      throw damaged(e.getMessage());
    }
    if (contents.format() > Contents.FORMAT) {
      throw RefusedException.of(
          "store.backup_newer", file.toString(), contents.format(), Contents.FORMAT);
    }
    return contents;
  }

  private RefusedException damaged(String why) {
    return RefusedException.of("store.backup_damaged", file.toString(), String.valueOf(why));
  }

  /** Reads every byte once: what was cut off or turned around on a disk is found here. */
  private void verify() throws IOException {
    Set<String> names = new HashSet<>();
    for (Contents.Entry entry : contents.entries()) {
      names.add(entry.name());
      copy(entry, OutputStream.nullOutputStream());
    }
    boolean isWhole = names.contains(Contents.STORE);
    for (Contents.Release release : contents.releases()) {
      isWhole &= names.contains(Contents.manifest(release.id()));
    }
    if (!isWhole || names.size() != contents.entries().size() || zip.size() != names.size() + 1) {
      throw damaged(Contents.NAME);
    }
  }

  private void copy(Contents.Entry entry, OutputStream out) throws IOException {
    ZipEntry there = zip.getEntry(entry.name());
    if (there == null) {
      throw damaged(entry.name());
    }
    MessageDigest digest = Backup.sha256();
    long size = 0;
    try (InputStream in = zip.getInputStream(there);
        OutputStream digested = new DigestOutputStream(out, digest)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        if (size > entry.size()) {
          throw damaged(entry.name());
        }
        digested.write(buffer, 0, n);
      }
    } catch (ZipException e) {
      throw damaged(entry.name() + ": " + e.getMessage());
    }
    if (size != entry.size() || !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
      throw damaged(entry.name());
    }
  }

  private Backup.Summary into(Store store, ReleaseRepository releases, Path drafts)
      throws IOException {
    int pieces = 0;
    Path copy = drafts.resolve(Contents.STORE);
    for (Contents.Entry entry : contents.entries()) {
      if (entry.piece().isPresent()) {
        Path draft = releases.draft();
        try (OutputStream out = Files.newOutputStream(draft)) {
          copy(entry, out);
        }
        releases.keep(draft);
        pieces++;
      } else if (entry.name().equals(Contents.STORE)) {
        try (OutputStream out = Files.newOutputStream(copy)) {
          copy(entry, out);
        }
      }
    }
    for (Contents.Release release : contents.releases()) {
      byte[] manifest;
      try (InputStream in = zip.getInputStream(zip.getEntry(Contents.manifest(release.id())))) {
        manifest = in.readAllBytes();
      }
      releases.add(release.id(), manifest, release.published());
    }
    int imports;
    try (Store backup = Stores.open("geopackage:" + copy)) {
      StoreCopy.copy(backup, store, drafts);
      imports = backup.read(reader -> reader.imports().size());
    }
    Optional<String> current = Optional.ofNullable(contents.current());
    current.ifPresent(releases::rollback);
    return new Backup.Summary(
        imports, contents.releases().size(), pieces, Files.size(file), current);
  }
}
