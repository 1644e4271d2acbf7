package org.xaatlas.http;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The web map from the class path folder {@code web}, as vite built it: what lies in {@code assets}
 * has its hash in its name and never changes, all else is revalidated. Safe to share.
 */
final class WebFiles {
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,6}");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final Class<?> anchor;
  private final String folder;

  /** Only files that are there are remembered, so it cannot outgrow the build. */
  private final Map<String, Reply> known = new ConcurrentHashMap<>();

  /**
   * @param folder class path folder, absolute, without a slash at the end
   */
  WebFiles(Class<?> anchor, String folder) {
    this.anchor = anchor;
    this.folder = folder;
  }

  /** The file of a path; empty when there is none. */
  Optional<Reply> find(String path) throws IOException {
    String name = path.equals("/") ? "/index.html" : path;
    Reply reply = known.get(name);
    if (reply != null) {
      return Optional.of(reply);
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !PATH.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = anchor.getResourceAsStream(folder + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] bytes = in.readAllBytes();
      String tag = hash(bytes);
      Reply file = Reply.bytes(type, bytes);
      reply =
          name.startsWith("/assets/") ? file.immutableExactly(tag) : file.revalidatedExactly(tag);
      known.put(name, reply);
      return Optional.of(reply);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
