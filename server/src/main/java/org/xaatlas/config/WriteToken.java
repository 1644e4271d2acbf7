package org.xaatlas.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/**
 * The secret that lets its bearer save scenarios. Only its hash is held, and never printed.
 * Immutable.
 */
public final class WriteToken {
  /** Shorter ones could be guessed. */
  public static final int SHORTEST = 24;

  private static final int LONGEST = 512;

  /** What may stand in a header after "Bearer" (RFC 6750). */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final byte[] hash;
  private final boolean exposed;

  private WriteToken(String token, boolean exposed) {
    this.hash = hash(token);
    this.exposed = exposed;
  }

  /**
   * Reads what the administrator set.
   *
   * @param file path of a file with the token alone; null or empty: none
   * @param value the token itself, when there is no file; null or empty: none
   * @return empty when nothing was set
   * @throws RefusedException key {@code config.token_…}; it never repeats the token
   */
  public static Optional<WriteToken> of(String file, String value) {
    if (file != null && !file.isBlank()) {
      Path path = Path.of(file.strip());
      return Optional.of(new WriteToken(checked(read(path)), readByOthers(path)));
    }
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(new WriteToken(checked(value.strip()), false));
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST + 2), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw RefusedException.of("config.token_unreadable", file.toString());
    }
  }

  private static String checked(String token) {
    if (token.length() < SHORTEST || token.length() > LONGEST || !FORM.matcher(token).matches()) {
      throw RefusedException.of("config.token_form", SHORTEST, LONGEST);
    }
    return token;
  }

  private static boolean readByOthers(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return false; // not a file system that tells
    }
    try {
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      return permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException e) {
      return false;
    }
  }

  /** Tells whether what a request brought is the token, in a time that tells nothing of it. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(hash, hash(presented));
  }

  /** What the operator must know: every user of the machine can read the file. */
  public Optional<Message> warning() {
    return exposed ? Optional.of(Message.of("config.token_exposed")) : Optional.empty();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "WriteToken[…]";
  }
}
