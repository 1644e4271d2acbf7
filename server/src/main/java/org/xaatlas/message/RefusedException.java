package org.xaatlas.message;

/**
 * The input was refused and nothing was changed (exit code 1, HTTP 4xx). The message names the
 * file, row, field or geometry and what was expected.
 */
public class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Message text;

  public RefusedException(Message text) {
    super(text.toString());
    this.text = text;
  }

  public RefusedException(Message text, Throwable cause) {
    super(text.toString(), cause);
    this.text = text;
  }

  /** What to tell the person, in either language. */
  public Message text() {
    return text;
  }

  /** Shorthand for {@code new RefusedException(Message.of(key, arguments))}. */
  public static RefusedException of(String key, Object... arguments) {
    return new RefusedException(Message.of(key, arguments));
  }
}
