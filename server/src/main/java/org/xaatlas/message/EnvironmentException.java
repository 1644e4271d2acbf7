package org.xaatlas.message;

/**
 * Something around the program is missing, busy or broken: a database that does not answer, a
 * folder that cannot be written, a store that another process is writing (exit code 3, HTTP 503).
 */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Message text;

  public EnvironmentException(Message text, Throwable cause) {
    super(text.toString(), cause);
    this.text = text;
  }

  public EnvironmentException(Message text) {
    this(text, null);
  }

  /** What to tell the person, in either language. */
  public Message text() {
    return text;
  }

  /** Shorthand for {@code new EnvironmentException(Message.of(key, arguments))}. */
  public static EnvironmentException of(String key, Object... arguments) {
    return new EnvironmentException(Message.of(key, arguments));
  }
}
