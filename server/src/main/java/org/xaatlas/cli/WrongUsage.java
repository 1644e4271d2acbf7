package org.xaatlas.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.xaatlas.message.Message;
import org.xaatlas.message.RefusedException;

/** An option says what it cannot say: wrong usage (exit code 2), whatever the input holds. */
final class WrongUsage extends RefusedException {
  private static final long serialVersionUID = 1L;

  private WrongUsage(Message text) {
    super(text);
  }

  public static WrongUsage of(String key, Object... arguments) {
    return new WrongUsage(Message.of(key, arguments));
  }

  /**
   * @throws WrongUsage when a file cannot be written because its folder is not there
   */
  static void requireFolderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw of("http.no_folder", String.valueOf(folder));
    }
  }
}
