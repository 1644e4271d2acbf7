package org.xaatlas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command advises to run next is pasted into a shell, and works there. */
class NextCommandIT {
  @TempDir Path folder;

  @Test
  void the_advised_commands_work_as_they_stand() throws Exception {
    Path data = Files.createDirectory(folder.resolve("số liệu của tôi"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Path file =
        Files.writeString(
            folder.resolve("rà soát 2025.csv"),
            "Tên xã,Hộ nghèo\nXã Mường La,7\nXã Chiêng La,8\nBản Pó,9\n");
    Atlas atlas = new Atlas(other, Map.of());
    String[] typed = {
      "import",
      "statistics",
      file.toString(),
      "--edition",
      "2025-07-01",
      "--province",
      "Sơn La",
      "--period",
      "2025",
      "--standard",
      "07/2021",
      "--data",
      data.toString(),
      "--lang",
      "vi"
    };
    Atlas.Ending refused = atlas.run(typed);
    assertEquals(1, refused.code(), refused::toString);
    List<String> advised = commands(refused);
    assertEquals(2, advised.size(), refused::toString);

    Atlas.Ending again = pasted(other, advised.get(0));
    assertEquals(1, again.code(), again::toString);
    assertTrue(Files.isRegularFile(folder.resolve("rà soát 2025.report.json")), again::toString);
    assertEquals(List.of(advised.get(1)), commands(again), again::toString);

    Atlas.Ending shown = pasted(other, advised.get(1));
    assertEquals(1, shown.code(), "nobody answers here: " + shown);
    String resolve = commands(shown).get(0);
    assertTrue(resolve.endsWith(" --decide DÒNG=MÃ"), shown::toString);
    Atlas.Ending decided = pasted(other, resolve.replace("DÒNG=MÃ", "3=03754 --decide 4=-"));
    assertEquals(0, decided.code(), decided::toString);

    Atlas.Ending stored = atlas.run(typed);
    assertEquals(0, stored.code(), stored::toString);
    assertFalse(Files.exists(other.resolve("atlas.gpkg")), "all went to the data that was named");
    Atlas.Ending published = pasted(other, commands(stored).get(0));
    assertEquals(0, published.code(), published::toString);
    assertTrue(
        Files.exists(data.resolve("current")) || Files.isDirectory(data.resolve("releases")));
  }

  /** The lines that are commands. */
  private static List<String> commands(Atlas.Ending ending) {
    return ending
        .out()
        .lines()
        .filter(line -> line.startsWith("  atlas "))
        .map(String::strip)
        .toList();
  }

  private Atlas.Ending pasted(Path data, String line) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "atlas() { '"
                + java
                + "' -jar '"
                + System.getProperty("xa.jar")
                + "' \"$@\"; }\n"
                + line);
    builder.directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("XA_"));
    builder.environment().put("XA_DATA", data.toString());
    // File names are in UTF-8 here, whatever the surroundings say.
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process =
        builder
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    return new Atlas.Ending(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
