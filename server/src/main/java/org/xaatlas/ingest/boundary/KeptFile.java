package org.xaatlas.ingest.boundary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.xaatlas.message.RefusedException;

/** The file as the store keeps it. */
record KeptFile(Path path, String name, String sha256, boolean temporary) implements AutoCloseable {
  static KeptFile of(Path file) {
    try {
      String name = file.getFileName().toString();
      if (Files.isRegularFile(file) && name.toLowerCase(Locale.ROOT).endsWith(".shp")) {
        // A lone .shp is no shapefile: it is kept together with its siblings.
        Path zip = ShapefileBundle.zip(file);
        return new KeptFile(zip, name.substring(0, name.length() - 4) + ".zip", hash(zip), true);
      }
      if (!Files.isRegularFile(file)) {
        throw RefusedException.of("boundary.no_file", file.toString());
      }
      return new KeptFile(file, name, hash(file), false);
    } catch (IOException e) {
      throw Damaged.of(file.getFileName().toString(), "", e);
    }
  }

  private static String hash(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
