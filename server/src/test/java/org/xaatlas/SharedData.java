package org.xaatlas;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;

/**
 * The folder of real boundaries and unit lists that tests may use when it lies beside the checkout
 * ({@code ../shared/data}) or where {@code XA_SHARED} says.
 */
public final class SharedData {
  private SharedData() {}

  /** Whether it is there; says so loudly when it is not, and fails the test on CI. */
  public static boolean present() {
    if (find() != null) {
      return true;
    }
    System.err.println(
        "######## SKIPPED: no shared/data beside the checkout and no XA_SHARED; real files untested");
    if (System.getenv("CI") != null) {
      Assertions.fail("Tests on real files must not be skipped on CI: set XA_SHARED");
    }
    return false;
  }

  /** The folder itself. */
  public static Path dir() {
    Path dir = find();
    if (dir == null) {
      throw new IllegalStateException("No shared/data beside the checkout and no XA_SHARED");
    }
    return dir;
  }

  private static Path find() {
    String named = System.getProperty("XA_SHARED", System.getenv("XA_SHARED"));
    if (named != null) {
      return Files.isDirectory(Path.of(named)) ? Path.of(named) : null;
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/data"))) {
        return at.resolve("shared/data");
      }
    }
    return null;
  }
}
