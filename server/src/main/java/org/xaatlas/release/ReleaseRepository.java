package org.xaatlas.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.message.Message;

/**
 * Where releases and their pieces are kept. Everything in it is immutable except which release is
 * current. Safe to share between threads and processes.
 */
public interface ReleaseRepository extends AutoCloseable {
  /** The current release; empty before the first publish. Cheap, asked several times a second. */
  Optional<String> current();

  /** All releases, newest first. */
  List<ReleaseEntry> list();

  /** The manifest as published, byte for byte; empty for a release that is not there. */
  Optional<byte[]> manifest(String release);

  /** Whether a release of this id was there once and has been pruned. */
  boolean pruned(String release);

  /**
   * A local file with the bytes of a piece; empty for a piece that is not there. A repository that
   * keeps pieces elsewhere fetches it first. The file must not be changed.
   */
  Optional<Path> piece(String hash);

  /** A new empty file in which to build a piece, on the file system where pieces are kept. */
  Path draft();

  /** Hashes a draft and keeps it, durably, under its hash. Does nothing if it is already there. */
  String keep(Path draft);

  /**
   * Keeps a piece under its hash. Unlike {@link #keep(Path)} it may be durable only when the
   * release that has it is published; many are then flushed together. Safe to call from several
   * threads.
   *
   * @param hash SHA-256 of the bytes, 64 hex digits
   */
  default void keep(String hash, byte[] piece) {
    Path draft = draft();
    try {
      Files.write(draft, piece);
    } catch (IOException e) {
      throw new EnvironmentException(
          Message.of("release.disk", draft.toString(), String.valueOf(e.getMessage())), e);
    }
    if (!keep(draft).equals(hash)) {
      throw new IllegalArgumentException("A piece is not what it is called: " + hash);
    }
  }

  /**
   * Keeps a manifest, durably, and makes it the current release in one step. All its pieces must
   * have been kept; they are durable before the release is.
   */
  void publish(String release, byte[] manifest);

  /**
   * Keeps a manifest as {@link #publish} does, but leaves the current release as it is.
   *
   * @param at when it was first published
   */
  void add(String release, byte[] manifest, Instant at);

  /**
   * Makes an older release the current one.
   *
   * @throws org.xaatlas.message.RefusedException for a release that is not there
   */
  void rollback(String release);

  @Override
  void close();
}
