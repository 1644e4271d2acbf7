package org.xaatlas.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.release.Hashes;
import org.xaatlas.release.ReleaseRepository;

/**
 * Keeps the pieces of a release in the making, and counts which of them are new. A piece that a
 * known release has is there: it is not written again. Safe to share: several threads may keep
 * pieces at once.
 */
final class PieceKeeper {
  private final ReleaseRepository repository;
  private final Set<String> known;
  private final Set<String> built = ConcurrentHashMap.newKeySet();
  private final Set<String> reused = ConcurrentHashMap.newKeySet();

  /**
   * @param known hashes of pieces that are in the repository
   */
  PieceKeeper(ReleaseRepository repository, Set<String> known) {
    this.repository = repository;
    this.known = known;
  }

  /** What writes a JSON piece. */
  @FunctionalInterface
  interface Content {
    void write(CanonicalJson json) throws IOException;
  }

  /** What writes a piece as a file. */
  @FunctionalInterface
  interface FileContent {
    void write(Path draft) throws IOException;
  }

  /** Keeps a JSON piece; returns its hash. */
  String json(Content content) {
    return bytes(written(content));
  }

  /** The hash that a JSON piece would have; keeps nothing. */
  static String hash(Content content) {
    return Hashes.of(written(content));
  }

  private static byte[] written(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory refused bytes", e);
    }
    return bytes.toByteArray();
  }

  /** Keeps text as a piece; returns its hash. */
  String text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private String bytes(byte[] bytes) {
    String hash = Hashes.of(bytes);
    if (known.contains(hash) || built.contains(hash)) {
      return reuse(hash);
    }
    repository.keep(hash, bytes);
    built.add(hash);
    return hash;
  }

  /** Keeps what is written into a new file; returns its hash. */
  String file(FileContent content) {
    Path draft = repository.draft();
    try {
      content.write(draft);
      String hash = repository.keep(draft);
      if (known.contains(hash)) {
        return reuse(hash);
      }
      built.add(hash);
      return hash;
    } catch (IOException e) {
      throw new EnvironmentException(
          org.xaatlas.message.Message.of(
              "release.disk", draft.toString(), String.valueOf(e.getMessage())),
          e);
    } finally {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        // Left for the repository, which removes old drafts when it is opened.
        org.slf4j.LoggerFactory.getLogger(PieceKeeper.class).debug("Draft {} stays", draft, e);
      }
    }
  }

  /** Says that the release has a piece which a known release has, too. */
  String reuse(String hash) {
    if (!built.contains(hash)) {
      reused.add(hash);
    }
    return hash;
  }

  int built() {
    return built.size();
  }

  int reused() {
    return reused.size();
  }
}
