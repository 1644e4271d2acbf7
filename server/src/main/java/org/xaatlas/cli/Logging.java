package org.xaatlas.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.LogManager;

/** Sets up logging: one line each to standard error, warnings by default, XA_LOG for more. */
final class Logging {
  private Logging() {}

  static void configure(Map<String, String> environment) {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    String level =
        switch (environment.getOrDefault("XA_LOG", "").toLowerCase(java.util.Locale.ROOT)) {
          case "debug" -> "FINE";
          case "info" -> "INFO";
          case "error" -> "SEVERE";
          default -> "WARNING";
        };
    String settings =
        String.join(
            "\n",
            "handlers=java.util.logging.ConsoleHandler",
            ".level=WARNING",
            "org.xaatlas.level=" + level,
            // One line for each request; the server decides whether it writes them.
            "org.xaatlas.access.level=INFO",
            "org.flywaydb.level=SEVERE",
            "org.apache.poi.level=SEVERE",
            "java.util.logging.ConsoleHandler.level=ALL",
            "java.util.logging.ConsoleHandler.encoding=UTF-8",
            "java.util.logging.SimpleFormatter.format="
                + "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n");
    try {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
