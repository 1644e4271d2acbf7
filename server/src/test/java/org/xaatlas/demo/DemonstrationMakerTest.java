package org.xaatlas.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("slow")
class DemonstrationMakerTest {
  @Test
  void what_is_checked_in_is_what_the_maker_makes() throws IOException {
    Map<String, String> made = DemonstrationMaker.make();
    for (Map.Entry<String, String> file : made.entrySet()) {
      assertArrayEquals(
          file.getValue().getBytes(StandardCharsets.UTF_8),
          DemonstrationFiles.bytes("demonstration/" + file.getKey()),
          file.getKey() + " is out of date: run scripts/make-demo, look at it, commit it");
    }
    assertEquals(
        new TreeSet<>(
            java.util.List.of(
                "boundaries.geojson",
                "crosswalk-2025-07-01.csv",
                "deprivations-2025-07-01.csv",
                "designations-2025-07-01.csv",
                "figures-2025-07-01.csv")),
        new TreeSet<>(made.keySet()));
  }
}
