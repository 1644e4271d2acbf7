package org.xaatlas.ingest.boundary;

import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/** The sentence for a file that ends too early or contradicts itself. */
final class Damaged {
  private Damaged() {}

  static RefusedException of(String file, String format, Throwable cause) {
    String detail =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new RefusedException(Message.of("boundary.damaged", file, format, detail), cause);
  }

  /** A named defect: {@code boundary.damaged_...} with the file as its first argument. */
  static RefusedException at(String key, String file, Object... more) {
    Object[] arguments = new Object[more.length + 1];
    arguments[0] = file;
    System.arraycopy(more, 0, arguments, 1, more.length);
    return RefusedException.of("boundary.damaged_" + key, arguments);
  }
}
