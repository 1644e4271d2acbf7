package org.xaatlas.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All fuzz tests in one process, since starting the fuzzer takes longer than a thousand inputs: the
 * first byte of an input chooses the test.
 */
class EveryFuzzTest {
  private static final List<String> CLASSES =
      List.of(
          "org.xaatlas.ingest.ReportFuzzTest",
          "org.xaatlas.ingest.boundary.BoundaryFuzzTest",
          "org.xaatlas.ingest.table.TableFuzzTest",
          "org.xaatlas.ingest.text.EncodingFuzzTest",
          "org.xaatlas.join.MatcherFuzzTest");

  private static final List<Object> TESTS = new ArrayList<>();
  private static final List<Method> TARGETS = new ArrayList<>();

  static {
    try {
      for (String name : CLASSES) {
        Class<?> type = Class.forName(name);
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object test = constructor.newInstance();
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(FuzzTest.class))
            .sorted(Comparator.comparing(Method::getName))
            .forEach(
                method -> {
                  method.setAccessible(true);
                  TESTS.add(test);
                  TARGETS.add(method);
                });
      }
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int[] RUNS = new int[TARGETS.size()];

  static {
    if (System.getenv("XA_FUZZ") != null) {
      // Read by scripts/fuzz: how many inputs each test had.
      Runtime.getRuntime().addShutdownHook(new Thread(EveryFuzzTest::tell));
    }
  }

  static Stream<byte[]> seeds() throws ReflectiveOperationException {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < TARGETS.size(); i++) {
      MethodSource source = TARGETS.get(i).getAnnotation(MethodSource.class);
      if (source == null) {
        seeds.add(new byte[] {(byte) i, 1, 2, 3});
        continue;
      }
      Method method = TARGETS.get(i).getDeclaringClass().getDeclaredMethod(source.value()[0]);
      method.setAccessible(true);
      for (Object seed : ((Stream<?>) method.invoke(null)).toList()) {
        byte[] bytes = (byte[]) seed;
        byte[] chosen = new byte[bytes.length + 1];
        chosen[0] = (byte) i;
        System.arraycopy(bytes, 0, chosen, 1, bytes.length);
        seeds.add(chosen);
      }
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void any(byte[] input) throws Throwable {
    if (input.length == 0) {
      return;
    }
    int at = (input[0] & 0xFF) % TARGETS.size();
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    RUNS[at]++;
    try {
      TARGETS.get(at).invoke(TESTS.get(at), (Object) bytes);
    } catch (InvocationTargetException e) {
      keep(TARGETS.get(at), bytes, e.getCause());
      throw e.getCause();
    }
  }

  /** Writes what was found, as the input of the test itself. */
  private static void keep(Method target, byte[] bytes, Throwable why) throws IOException {
    String folder = System.getenv("XA_FUZZ");
    if (folder != null) {
      Files.write(Path.of(folder).resolve("found-" + name(target)), bytes);
      java.io.StringWriter text = new java.io.StringWriter();
      why.printStackTrace(new java.io.PrintWriter(text));
      Files.writeString(Path.of(folder).resolve("why-" + name(target)), text.toString());
    }
  }

  private static void tell() {
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < RUNS.length; i++) {
      told.append(name(TARGETS.get(i))).append(' ').append(RUNS[i]).append('\n');
    }
    try {
      Files.writeString(Path.of(System.getenv("XA_FUZZ")).resolve("runs"), told);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String name(Method target) {
    return target.getDeclaringClass().getSimpleName() + "." + target.getName();
  }

  /** What scripts/fuzz goes by: names are unique and a byte can choose each. */
  @Test
  void targets_have_names_of_their_own() {
    assertEquals(
        TARGETS.size(), new HashSet<>(TARGETS.stream().map(EveryFuzzTest::name).toList()).size());
    assertTrue(TARGETS.size() > 15 && TARGETS.size() < 256);
  }
}
