package org.xaatlas.store.geopackage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to write to a GeoPackage, held as a lock on the file {@code NAME.lock} beside it. The
 * operating system frees it when a process dies. The file itself stays: removing it would let two
 * writers lock two files of one name. The GeoPackage cannot be locked directly, because closing any
 * handle of it would drop the locks of SQLite.
 */
final class WriterLock implements AutoCloseable {
  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty when another writer, in this process or another, holds it. */
  static Optional<WriterLock> tryLock(Path geopackage) throws IOException {
    FileChannel channel =
        FileChannel.open(
            geopackage.resolveSibling(geopackage.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // A writer of this process holds it.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new WriterLock(channel));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
