package org.xaatlas.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the runnable jar as users do: a process of its own with a data folder of its own. */
final class Atlas {
  private static final long PATIENCE_MINUTES = 5;

  private final Path data;
  private final Map<String, String> environment;

  Atlas(Path data, Map<String, String> environment) {
    this.data = data;
    this.environment = environment;
  }

  /** How a command ended and what it said. */
  record Ending(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit code " + code + "\n" + out + err;
    }
  }

  Ending run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(data.getParent(), "out", ".txt");
    Path err = Files.createTempFile(data.getParent(), "err", ".txt");
    Process process =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + List.of(arguments));
    }
    return new Ending(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Starts a command and leaves it running; the caller stops it. */
  Process start(Path log, String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Starts a server on a free port and waits until it answers. */
  Server serve(String... more) throws IOException, InterruptedException {
    Path log = Files.createTempFile(data.getParent(), "serve", ".log");
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
    arguments.addAll(List.of(more));
    Process process = start(log, arguments.toArray(new String[0]));
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (System.nanoTime() < end && process.isAlive()) {
      String said = Files.readString(log, StandardCharsets.UTF_8);
      var matcher = java.util.regex.Pattern.compile("http://localhost:(\\d+)").matcher(said);
      if (matcher.find()) {
        return new Server(process, "http://localhost:" + matcher.group(1));
      }
      Thread.sleep(50);
    }
    process.destroyForcibly();
    throw new AssertionError("the server did not start:\n" + Files.readString(log));
  }

  private ProcessBuilder builder(String... arguments) {
    String jar = System.getProperty("xa.jar");
    if (jar == null || !Files.isRegularFile(Path.of(jar))) {
      throw new AssertionError("The runnable jar is missing (system property xa.jar): " + jar);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(jar);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("XA_"));
    builder.environment().put("XA_DATA", data.toString());
    builder.environment().put("XA_LANG", "en");
    builder.environment().putAll(environment);
    return builder;
  }

  /** A running server; closing stops it in the ordinary way. */
  record Server(Process process, String url) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("the server did not stop within 30 s");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
