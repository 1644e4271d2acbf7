package org.xaatlas.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.xaatlas.message.EnvironmentException;
import org.xaatlas.release.CanonicalJson;
import org.xaatlas.release.Hashes;
import org.xaatlas.release.ReleaseRepository;

/**
 * Keeps the pieces of a release in the making, and counts which of them are new. A piece that a
 * known release has is there: it is not written again. For one thread.
 */
final class PieceKeeper {
  private final ReleaseRepository repository;
  private final Set<String> known;
  private final Set<String> built = new HashSet<>();
  private final Set<String> reused = new HashSet<>();

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalJson json = new CanonicalJson(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory refused bytes", e);
    }
    return bytes(bytes.toByteArray());
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
    return file(draft -> Files.write(draft, bytes));
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
