package org.xaatlas.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.xaatlas.ingest.Progress;
import org.xaatlas.message.Language;
import org.xaatlas.message.Message;
import org.xaatlas.message.Shown;

/**
 * Where commands speak: results to standard output, everything else to standard error, always in
 * UTF-8. One instance for each run, used by one thread.
 */
final class Console {
  private static final long PROGRESS_EVERY_NANOS = 500_000_000L;

  private final Language language;
  private final PrintStream out;
  private final PrintStream err;
  private long lastProgress = System.nanoTime();

  Console(Language language) {
    this(language, of(FileDescriptor.out), of(FileDescriptor.err));
  }

  Console(Language language, PrintStream out, PrintStream err) {
    this.language = language;
    this.out = out;
    this.err = err;
  }

  private static PrintStream of(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  Language language() {
    return language;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  void print(Message message) {
    out.println(plain(message));
  }

  void warn(Message message) {
    err.println(plain(message));
  }

  /** What a terminal would obey (a cell may hold such characters) is shown as a mark. */
  private String plain(Message message) {
    return Shown.plain(message.in(language));
  }

  /** Shows a step at most twice a second, so that short work stays silent. */
  Progress progress() {
    return (what, done, total) -> {
      long now = System.nanoTime();
      if (now - lastProgress >= PROGRESS_EVERY_NANOS) {
        lastProgress = now;
        warn(
            total > 0
                ? Message.of("cli.progress", what, 100 * done / total)
                : Message.of("cli.progress_open", what, done));
      }
    };
  }
}
